"""What ``catruc rules`` prints: each kind of rule in words, taken from its statement and from nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import getdoc
from textwrap import fill
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.rules.catalogue import KINDS
from optimizer.rules.statement import Statement

HEADINGS = ("Rule", "Amount", "Borders", "Source")
PLAIN_TYPES = {int: "whole number", float: "number", str: "name", bool: "true or false"}
WIDTH = 100


@dataclass(frozen=True, slots=True)
class Parameter:
    """One field of a statement."""

    name: str
    type: str
    default: str
    """``required`` if it must be given."""
    meaning: str


@dataclass(frozen=True, slots=True)
class Description:
    """One kind of rule in words."""

    kind: str
    title: str
    rule: str
    amount: str
    """What one unit of breach is."""
    borders: str
    """What happens at the first and the last day, and with the history."""
    source: str
    tier: str
    """Tier that soft breaches enter."""
    parameters: tuple[Parameter, ...]

    def __str__(self) -> str:
        """The text of ``catruc rules KIND``."""
        sections = [
            f"{self.kind}: {self.title}",
            _section("Rule", self.rule),
            _section("Amount of a breach", self.amount),
            _section("At the borders", self.borders),
            _section("Source", self.source),
            _section("Tier of a soft rule", self.tier),
            "Parameters\n" + "\n".join(_parameter_lines(parameter) for parameter in self.parameters),
        ]
        return "\n\n".join(sections)


def describe(kind: str) -> Description:
    """Describe one kind.

    Raises
    ------
    ScenarioError
        If there is no such kind.
    """
    if kind not in KINDS:
        raise ScenarioError(
            Diagnostic("catruc rules", f"there is no kind of rule '{kind}'", f"one of: {', '.join(KINDS)}")
        )
    statement = KINDS[kind]
    title, sections = _sections(getdoc(statement) or "")
    return Description(
        kind=kind,
        title=title.rstrip("."),
        rule=sections["Rule"],
        amount=sections["Amount"],
        borders=sections["Borders"],
        source=sections["Source"],
        tier=statement.tier,
        parameters=tuple(_parameters(statement)),
    )


def list_kinds() -> str:
    """The text of ``catruc rules``: every kind with its title, a line each."""
    width = max(map(len, KINDS))
    return "\n".join(f"{kind:<{width}}  {describe(kind).title}" for kind in KINDS)


def _sections(docstring: str) -> tuple[str, dict[str, str]]:
    """The title of a docstring and the text under each heading, on one line each."""
    title, *lines = docstring.replace("``", "").splitlines()
    texts: dict[str, list[str]] = {heading: [] for heading in HEADINGS}
    heading = ""
    for line in lines:
        if line in texts:
            heading = line
        elif heading:
            texts[heading].append(line.strip())
    return title, {heading: " ".join(text).strip() for heading, text in texts.items()}


def _parameters(statement: type[Statement]) -> list[Parameter]:
    """The kind's own parameters first, then those of every rule."""
    own = [name for name in statement.model_fields if name not in Statement.model_fields and name != "kind"]
    return [
        Parameter(name, _type_text(field.annotation), _default_text(field), _plain(field.description or ""))
        for name in (*own, *Statement.model_fields)
        for field in [statement.model_fields[name]]
    ]


def _plain(text: str) -> str:
    return " ".join(text.replace("``", "").split())


def _type_text(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type_text(arguments[0])
    if origin is Literal:
        return " | ".join(map(str, arguments))
    if origin in (Union, UnionType):
        return " | ".join(dict.fromkeys(_type_text(one) for one in arguments if one is not NoneType))
    if origin is tuple:
        parts = dict.fromkeys(_type_text(one) for one in arguments if one is not Ellipsis)
        return f"list of {', '.join(parts)}" if Ellipsis in arguments else f"[{', '.join(map(_type_text, arguments))}]"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.items()
        return "{" + ", ".join(f"{name}: {_type_text(field.annotation)}" for name, field in fields) + "}"
    return PLAIN_TYPES[annotation]


def _default_text(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True)
    if isinstance(value, float):
        return f"{value:g}"
    return "none" if value is None or value == "" or isinstance(value, BaseModel) else str(value)


def _section(heading: str, text: str) -> str:
    return f"{heading}\n{fill(text, WIDTH, initial_indent='  ', subsequent_indent='  ')}"


def _parameter_lines(parameter: Parameter) -> str:
    default = parameter.default if parameter.default == "required" else f"default {parameter.default}"
    meaning = fill(parameter.meaning, WIDTH, initial_indent="      ", subsequent_indent="      ")
    return f"  {parameter.name}: {parameter.type} ({default})\n{meaning}"
