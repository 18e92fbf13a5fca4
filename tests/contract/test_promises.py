"""What can be written in a scenario or on the command line has an effect: somewhere it is read."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args

import click
import pytest
from pydantic import BaseModel

from optimizer.commandline import main
from optimizer.rules.catalogue import KINDS
from optimizer.rules.statement import Statement
from optimizer.scenario.schema import Scenario
from optimizer.world.world import World
from tests.contract.test_architecture import MODULES, part_of

REMARK = "it changes nothing"
"""What the meaning of a field says that is there for people who read the scenario."""
READERS = frozenset({"scenario", "acceptance", "run", "verify", "publish", "simulate", "compare", "commandline"})
"""Parts that read scenarios; others know the compiled world, whose things have the same names."""
CALLED = {
    "SchoolVisits": "visits|programme",
    "CommuneVisits": "visits|programme",
    "HomeVisits": "visits|programme",
    "SchoolTerm": "term",
    "StreamTurnout": "turnout",
    "StreamService": "service",
    "SlowDays": "slow",
    "BurdenWeights": "weights|burden",
}
"""What sections are called where they are read, if not by their own names."""
ELSEWHERE = {
    ("Calendar", "country"): ("optimizer.scenario.layers.calendar_layer", "country"),
    ("Team", "name"): ("optimizer.publish.content.lookups", "holder.name"),
    ("Soft", "soft"): ("optimizer.rules.statement", "self.enforcement.soft"),
    ("RollingDays", "rolling_days"): ("optimizer.rules.spans", "period.rolling_days"),
}
"""Where fields are read that the walk does not recognise: module, and what stands there."""


def sections(annotation: Any, found: dict[type[BaseModel], None]) -> dict[type[BaseModel], None]:
    """Every section that can be written under a type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in found:
            found[annotation] = None
            for field in annotation.model_fields.values():
                sections(field.annotation, found)
    else:
        for argument in get_args(annotation):
            sections(argument, found)
    return found


SECTIONS = [section for section in sections(Scenario, {}) if not issubclass(section, Statement)]
FIELDS = [(section, name) for section in SECTIONS for name in section.model_fields if name in section.__annotations__]
RULE_FIELDS = [
    (kind, name)
    for kind, statement in KINDS.items()
    for name in statement.model_fields
    if name not in {"kind", *Statement.model_fields}
]


@cache
def reads(module: str) -> frozenset[tuple[str, str]]:
    """Every attribute that is read in a module: of what, and its name."""
    return frozenset(
        (ast.unparse(node.value), node.attr)
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    )


@cache
def read_of_scenarios() -> frozenset[tuple[str, str]]:
    """What the readers of scenarios read, but for the schema itself."""
    modules = [
        each for each in MODULES if part_of(each) in READERS and not each.startswith("optimizer.scenario.schema")
    ]
    return frozenset().union(*map(reads, modules))


@cache
def read_anywhere() -> frozenset[str]:
    """Names of all that is read outside the compiled world."""
    modules = [each for each in MODULES if not each.startswith("optimizer.world")]
    return frozenset(name for module in modules for _, name in reads(module))


def is_read(section: type[BaseModel], name: str) -> bool:
    """Whether the field is read of something that is called like the section."""
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", section.__name__).lower()
    called = re.compile(rf"(^|[._ ])(\w+_)?({CALLED.get(section.__name__, snake)})s?(\[.*\])?$")
    return any(called.search(receiver) for receiver, read in read_of_scenarios() if read == name)


@pytest.mark.parametrize(("section", "name"), FIELDS, ids=[f"{section.__name__}.{name}" for section, name in FIELDS])
def test_every_key_is_read_or_says_that_it_changes_nothing(section: type[BaseModel], name: str) -> None:
    if (section.__name__, name) in ELSEWHERE:
        module, text = ELSEWHERE[section.__name__, name]
        assert text in ast.unparse(MODULES[module])
        return
    is_remark = REMARK in (section.model_fields[name].description or "")
    assert is_read(section, name) != is_remark


@pytest.mark.parametrize("name", Statement.model_fields)
def test_what_every_rule_has_is_read(name: str) -> None:
    everywhere = (read for module in MODULES for read in reads(module))
    assert any(receiver in {"rule", "statement"} and read == name for receiver, read in everywhere)


def methods_that_read(kind: str, name: str) -> set[str]:
    """What the statement of a kind computes from one of its parameters."""
    (statement,) = (
        node for node in MODULES[f"optimizer.rules.{kind}.statement"].body if isinstance(node, ast.ClassDef)
    )
    methods = (node for node in statement.body if isinstance(node, ast.FunctionDef))
    return {each.name for each in methods if f"self.{name}" in {ast.unparse(node) for node in ast.walk(each)}}


@pytest.mark.parametrize(("kind", "name"), RULE_FIELDS, ids=[f"{kind}.{name}" for kind, name in RULE_FIELDS])
def test_every_parameter_of_a_rule_is_read_by_its_encoding_and_its_check(kind: str, name: str) -> None:
    for part in ("encoding", "check"):
        read = {name for receiver, name in reads(f"optimizer.rules.{kind}.{part}") if receiver == "statement"}
        assert name in read or read & methods_that_read(kind, name), part


def world_parts(kind: type, found: dict[type, None]) -> dict[type, None]:
    """Every class of the compiled world that one holds."""
    names = {part.__name__: part for part in parts_of_the_world()}
    if kind not in found:
        found[kind] = None
        for field in fields(kind):
            for word in re.findall(r"\w+", str(field.type)):
                if word in names:
                    world_parts(names[word], found)
    return found


def parts_of_the_world() -> Iterator[type]:
    for module in ("world", "calendar", "work", "roster_problem"):
        loaded = __import__(f"optimizer.world.{module}", fromlist=["_"])
        yield from (one for one in vars(loaded).values() if inspect.isclass(one) and is_dataclass(one))


def test_whatever_the_world_takes_from_a_scenario_is_read() -> None:
    parts = world_parts(World, {})
    assert len(parts) > 10
    asked = {name for module in MODULES if module.startswith("optimizer.world") for _, name in reads(module)}
    unread = [(part.__name__, field.name) for part in parts for field in fields(part)]
    assert [one for one in unread if one[1] not in read_anywhere() | asked] == []


@pytest.mark.parametrize("verb", main.commands.values(), ids=main.commands)
def test_every_option_of_a_verb_is_used(verb: click.Command) -> None:
    function = inspect.unwrap(verb.callback)
    (tree,) = ast.parse(inspect.getsource(function)).body
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    taken = set(inspect.signature(function).parameters)
    assert {option.name for option in verb.params if option.expose_value} - {"language", "debug"} == taken
    assert taken - used == set()
