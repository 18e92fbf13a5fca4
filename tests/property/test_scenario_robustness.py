"""Whatever a file holds, it is loaded whole or refused with problems; and what is written is read back."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.errors import ScenarioError
from optimizer.scenario.checks.references import reference_diagnostics
from optimizer.scenario.checks.validation import validate
from optimizer.scenario.layers.calendar_layer import calendar_layer, without_country
from optimizer.scenario.reading.characters import refused_character
from optimizer.scenario.reading.tree import from_plain
from optimizer.scenario.reading.yaml_files import read_yaml
from optimizer.scenario.writing.yaml_text import yaml_lines
from tests.worlds.small import small_world

WORLD = small_world(2)
WORLD["calendar"]["country"] = "VN"
WORLD["rules"]["soft"] = {"kind": "hours_in_period", "at_most": "officer", "enforcement": {"soft": 2}}

Keys = tuple[str | int, ...]


def paths(value: Any, prefix: Keys = ()) -> Iterator[Keys]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in entries:
        yield (*prefix, key)
        yield from paths(child, (*prefix, key))


HOSTILE: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, [], {}, "x", "", -1, 0, 1.5, 10**17, float("inf"), True, [None], {"x": 1}, {"": {}}, ["x", ["y"]]),
        *("2024-13-01", "0001-01-01", "9999-12-31", {"kind": "x"}, [{}], {"2024-01-01": 3}),
    ]
)


def changed(path: Keys, value: Any, *, is_removed: bool) -> dict[str, Any]:
    world: Any = copy.deepcopy(WORLD)
    parent = world
    for key in path[:-1]:
        parent = parent[key]
    if is_removed:
        del parent[path[-1]]
    else:
        parent[path[-1]] = value
    return dict(world)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.sampled_from(list(paths(WORLD))), HOSTILE, st.booleans())
def test_any_change_is_accepted_whole_or_refused_with_problems(path: Keys, value: Any, is_removed: bool) -> None:
    node = from_plain(changed(path, value, is_removed=is_removed), "world.yaml:1")
    try:
        calendar_layer(node)
    except ScenarioError as error:
        problems = list(error.diagnostics)
    else:
        node = without_country(node)
        validated = validate(node)
        problems = list(validated.diagnostics)
        if validated.scenario is not None:
            problems += reference_diagnostics(validated.scenario, node, validated.refused)
    if problems:
        assert all(problem.where and problem.what and problem.remedy for problem in problems)
        return
    assert validated.scenario is not None
    for section in ("officers", "places", "posts", "rules", "shifts", "visits", "organisations"):
        written = node.child(section)
        count = len(written.value) if written is not None and isinstance(written.value, dict) else 0
        assert len(getattr(validated.scenario, section)) == count


READABLE = st.characters(exclude_categories=["Cs"]).filter(lambda character: refused_character(character) is None)
TEXT = st.text(READABLE, max_size=30) | st.sampled_from(
    ["off", "12", "0x1", "1e5", "~", "null", " a", "a ", "a: b", "a #b", "- a", "10:30", "2024-04-04", "=1", "a\nb"]
)
SCALARS = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(-1e9, 1e9) | TEXT
KEYS = TEXT.filter(lambda key: key != "<<")
PLAIN = st.recursive(SCALARS, lambda child: st.lists(child, max_size=4) | st.dictionaries(KEYS, child, max_size=4))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.dictionaries(KEYS, PLAIN, max_size=5))
def test_what_is_written_is_read_back(data: dict[str, Any]) -> None:
    text = "\n".join(yaml_lines(data))
    assert read_yaml(text, "x.yaml").plain() == (data or None)
