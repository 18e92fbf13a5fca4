"""What YAML reads otherwise than it was meant is refused in every layer, with what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.loading import load_scenario
from optimizer.scenario.reading.numbers import meant_number
from optimizer.scenario.reading.yaml_files import read_yaml
from tests.worlds.small import small_world, write_world


def refusals(text: str) -> list[Diagnostic]:
    with pytest.raises(ScenarioError) as error:
        read_yaml(text, "x.yaml")
    return list(error.value.diagnostics)


@pytest.mark.parametrize(
    ("text", "where", "remedy"),
    [
        ("{day: 0,02}", "x.yaml:1  day", "0.02"),
        ("a: {b: {morning: 0,02, evening: 0,02}}", "x.yaml:1  a.b.morning", "0.02"),
        ("a:\n  - {h: 22,5, i: 1}", "x.yaml:2  a[0].h", "22.5"),
        ("{people: 1,200,000}", "x.yaml:1  people", "1200000"),
        ("{people: 1,200}", "x.yaml:1  people", "for thousands write 1200"),
        ("{x: -0,5}", "x.yaml:1  x", "-0.5"),
        ("{a: 1, 5: 2, x: 1,5}", "x.yaml:1  x", "1.5"),
        ("g: [0,7, 1]", "x.yaml:1  g", "0.7"),
        ("g:\n  h: [\n    1, 0,05]", "x.yaml:3  g.h", "0.05"),
        ("g: [22,5]", "x.yaml:1  g", "22.5"),
        ("g: [0,5,10]", "x.yaml:1  g", "0.5"),
        ("g: [1,5,2,5]", "x.yaml:1  g", "1.5"),
        ("{hours:8}", "x.yaml:1  hours:8", "'hours: 8'"),
        ("hours:", "x.yaml:1  hours", "write a value"),
        ("a: {hours, b: 1}", "x.yaml:1  a.hours", "write a value"),
        ("a:\n  -\n  - x", "x.yaml:2  a[0]", "delete the item"),
        ("a: {reason: broken, to be mended}", "x.yaml:1  a.to be mended", "put the whole text in quotes"),
    ],
)
def test_figures_that_yaml_cuts_and_keys_without_values_are_refused(text: str, where: str, remedy: str) -> None:
    first = refusals(text)[0]
    assert first.where == where
    assert remedy in str(first.remedy)


def test_each_cut_figure_of_a_line_is_told_once() -> None:
    found = refusals("{morning: 0,02, afternoon: 0,02, evening: 1,200,000}")
    assert [place for diagnostic in found for place in (diagnostic.where, *diagnostic.also)] == [
        "x.yaml:1  morning",
        "x.yaml:1  afternoon",
        "x.yaml:1  evening",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("g: [1,2,3]", {"g": [1, 2, 3]}),
        ("g: [10, 5]", {"g": [10, 5]}),
        ("g: [2024-04-05,2024-04-06]", {"g": ["2024-04-05", "2024-04-06"]}),
        ("g: {a: 1,b: 2}", {"g": {"a": 1, "b": 2}}),
        ("g: '0,5'", {"g": "0,5"}),
        ("a: null", {"a": None}),
        ("a: ~", {"a": None}),
        ("a: ''", {"a": ""}),
    ],
)
def test_lists_texts_and_removals_are_read(text: str, value: object) -> None:
    assert read_yaml(text, "x.yaml").plain() == value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("22,5", "write 22.5"),
        ("1.500.000", "1500000"),
        ("1 500", "1500"),
        ("1\u00a0500", "1500"),
        ("1.500,5", "1500.5"),
        ("1,500.5", "1500.5"),
        ("1_500", "1500"),
        ("1'500", "1500"),
        ("1,500", "for thousands write 1500"),
        ("0,500", "write 0.500"),
        ("80%", "a percentage? write 0.8"),
        ("12,5 %", "a percentage? write 0.125"),
        ("100 %", "a percentage? write 1"),
    ],
)
def test_numbers_in_other_notations_are_recognised(written: str, meant: str) -> None:
    assert meant in str(meant_number(written))


@pytest.mark.parametrize("text", ["", "12", "12.5", "a,b", "07:00", "2024-04-05", "1,", ",5", "1.5.2024", "%", "8%%"])
def test_other_text_is_no_number_in_another_notation(text: str) -> None:
    assert meant_number(text) is None


CUT = "rules: {rest: {hours: 10,5}}\n"


@pytest.mark.parametrize("layer", ["base", "extends", "overlay", "set"])
def test_every_layer_refuses_a_figure_that_is_cut(layer: str, tmp_path: Path) -> None:
    world = write_world(tmp_path, small_world())
    other = world.with_name("other.yaml")
    if layer == "base":
        text = world.read_text(encoding="utf-8")
        world.write_text(f"{text}more: {{hours: 10,5}}\n", encoding="utf-8")
    other.write_text(("extends: world.yaml\n" if layer == "extends" else "") + CUT, encoding="utf-8")
    path = other if layer == "extends" else world
    overrides = ["rules.rest={hours: 10,5}"] if layer == "set" else []
    with pytest.raises(ScenarioError, match="a comma ends a value in braces: 10,5 reads as 10"):
        load_scenario(path, overrides, [other] if layer == "overlay" else [])


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("officers: {tan_phu_1: {hours_per_wek: null}}", "officers.tan_phu_1.hours_per_wek", "unknown key"),
        ("officers: {tan_phu_1: {hours_per_wek:}}", "officers.tan_phu_1.hours_per_wek", "unknown key"),
        ("officers: {tan_phu_1: {history: null}}", "officers.tan_phu_1.history", "there is no 'history' to remove"),
        ("oficers: null", "oficers", "unknown key 'oficers'"),
        ("travel: {speed: null}", "travel.speed", "unknown key 'speed'"),
    ],
)
def test_a_null_of_a_key_that_is_unknown_or_absent_is_refused(text: str, where: str, what: str, tmp_path: Path) -> None:
    case = write_world(tmp_path, small_world()).with_name("case.yaml")
    case.write_text(f"extends: world.yaml\n{text}\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as error:
        load_scenario(case)
    assert f"scenarios/case.yaml:2  {where}\n  {what}" in str(error.value)


def test_in_the_scenario_itself_even_an_entry_must_be_there_to_be_removed(tmp_path: Path) -> None:
    world = small_world()
    world["officers"]["nobody"] = None
    with pytest.raises(ScenarioError, match=r"officers\.nobody\n  there is no 'nobody' to remove"):
        load_scenario(write_world(tmp_path, world))


@pytest.mark.parametrize("override", ["officers.tan_phu_1.phone=", "travel={}x", "travel.speed=null", "x.y=null"])
def test_a_setting_says_something_that_can_be_meant(override: str, tmp_path: Path) -> None:
    path = write_world(tmp_path, small_world())
    with pytest.raises(ScenarioError, match="--set"):
        load_scenario(path, [override])


def test_control_characters_are_refused_in_texts_and_keys() -> None:
    found = refusals('a: "x\\e[31m"\n"b\\x07": 1\nc: "\\ud800"\nd: "\\u202e"\n')
    assert [str(diagnostic.what) for diagnostic in found] == [
        f"the control character {code} stands in the text" for code in ("U+001B", "U+0007", "U+D800", "U+202E")
    ]
    assert not any("\x07" in str(diagnostic) for diagnostic in found)


@pytest.mark.parametrize("length", [255, 300, 5000])
def test_a_name_may_be_too_long_for_the_system(length: int, tmp_path: Path) -> None:
    path = write_world(tmp_path, small_world())
    for attempt in (path.with_name("x" * length + ".yaml"), path / ("y" * length)):
        with pytest.raises(ScenarioError) as error:
            load_scenario(attempt)
        assert len(str(error.value)) < 1000


def test_a_null_for_a_field_that_may_hold_nothing_is_read(tmp_path: Path) -> None:
    data = small_world(1, 4, 2)
    data["posts"]["desk_tan_phu"] |= {"standing": None, "kit": None}
    loaded = load_scenario(write_world(tmp_path, data))
    assert loaded.scenario.posts["desk_tan_phu"].standing is None
    assert loaded.scenario.posts["desk_tan_phu"].kit is None
