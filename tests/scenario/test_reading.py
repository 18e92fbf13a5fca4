"""Reading YAML: what is text, what is refused, and with how little effort absurd files are refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.errors import ScenarioError
from optimizer.scenario.loading import load_scenario
from optimizer.scenario.reading.tree import Node
from optimizer.scenario.reading.yaml_files import MAXIMUM_DEPTH, read_written, read_yaml, read_yaml_text
from optimizer.scenario.writing.resolved import resolved_text
from optimizer.scenario.writing.yaml_text import yaml_lines
from tests.steps import allocating, counting_steps
from tests.worlds.small import small_world, write_world


def plain(text: str) -> object:
    return read_yaml(text, "x.yaml").plain()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10:30", "10:30"),
        ("22:00", "22:00"),
        ("off", "off"),
        ("yes", "yes"),
        ("2024-04-04", "2024-04-04"),
        ("0912345678", "0912345678"),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1.5e3", 1500.0),
        (".5", 0.5),
        ("true", True),
        ("~", None),
        ("'12'", "12"),
        ('"null"', "null"),
        ("9" * 30, "9" * 30),
        (".inf", ".inf"),
    ],
)
def test_scalars_are_typed_as_yaml_1_2_types_them(text: str, value: object) -> None:
    read = plain(f"a: {text}")
    assert isinstance(read, dict)
    assert read["a"] == value
    assert type(read["a"]) is type(value)


def test_keys_stay_text() -> None:
    assert plain("{2010-01-05: 3, off: 1, 12: 2}") == {"2010-01-05": 3, "off": 1, "12": 2}


def test_every_value_knows_its_line() -> None:
    node = read_yaml("a:\n  b: 1\n  c:\n    - x\n    - y\n", "x.yaml")
    assert node.nearest(("a", "c", 1)).origin == "x.yaml:5"
    assert node.nearest(("a", "b")).origin == "x.yaml:2"
    assert node.nearest(("a", "missing")).origin == "x.yaml:1"


def test_unquoted_times_are_times(tmp_path: Path) -> None:
    path = write_world(tmp_path, small_world())
    text = path.read_text(encoding="utf-8").replace("start: 07:00", "start: 10:30")
    path.write_text(text.replace("end: 22:00", "end: 22:00 # ten in the evening"), encoding="utf-8")
    shifts = load_scenario(path).scenario.shifts
    assert shifts["morning"].start == time(10, 30)
    assert shifts["evening"].end == time(22)


def test_aliases_repeat_a_value() -> None:
    assert plain("{a: &rates {x: 1}, b: *rates}") == {"a": {"x": 1}, "b": {"x": 1}}


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 200_000,
        "a: " + "{a: " * 200_000,
        "".join(f"{' ' * depth}a:\n" for depth in range(2000)),
        "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 500)),
        "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 29)),
        "a: &a [*a]",
    ],
    ids=["lists", "mappings", "blocks", "alias_chain", "alias_bomb", "alias_of_itself"],
)
def test_absurd_nesting_is_refused_at_once(text: str) -> None:
    with counting_steps(at_most=4_000_000), pytest.raises(ScenarioError, match=r"nested|values|anchor"):
        read_yaml(text, "x.yaml")


def test_sensible_nesting_is_read() -> None:
    depth = MAXIMUM_DEPTH - 1
    assert plain("[" * depth + "]" * depth) is not None


def test_a_huge_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    with allocating(at_most=1e6), pytest.raises(ScenarioError, match=r"50\.0 MB; at most 5 MB"):
        load_scenario(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_and_decomposed_letters_give_the_same_scenario(encoding: str, tmp_path: Path) -> None:
    import unicodedata

    path = write_world(tmp_path, small_world())
    expected = load_scenario(path).scenario
    decomposed = unicodedata.normalize("NFD", path.read_text(encoding="utf-8")).replace("\n", "\r\n")
    assert len(decomposed) > len(path.read_text(encoding="utf-8"))
    path.write_bytes(decomposed.encode(encoding))
    assert load_scenario(path).scenario == expected


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    world = small_world()
    names = ["=HYPERLINK(1)", "<script>alert(1)</script>", "hai\ndòng", "${x} {{y}} %s", "@cmd|' /C calc'!A0"]
    for officer, name in zip(world["officers"].values(), names, strict=False):
        officer["name"] = name
    world["helpers"]["helper_tan_phu"]["name"] = names[-1]
    scenario = load_scenario(write_world(tmp_path, world)).scenario
    assert [officer.name for officer in scenario.officers.values()] == names[:4]
    assert scenario.helpers["helper_tan_phu"].name == names[-1]


def test_unknown_file_and_folder(tmp_path: Path) -> None:
    (tmp_path / "dong_phu.yaml").write_text("campaign: {}", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"(?s)there is no file .*did you mean 'dong_phu\.yaml'"):
        load_scenario(tmp_path / "dong_fu.yaml")
    with pytest.raises(ScenarioError, match="is not a file"):
        load_scenario(tmp_path)


@pytest.mark.parametrize("reference", ["/etc/hostname", "..", ".", "../../../x", "loop.yaml"])
def test_strange_references_are_refused(reference: str, tmp_path: Path) -> None:
    path = write_world(tmp_path, small_world())
    case = path.parent / "case.yaml"
    case.write_text(f'extends: "{reference}"', encoding="utf-8")
    if reference == "loop.yaml":
        try:
            (path.parent / "loop.yaml").symlink_to("loop.yaml")
        except OSError:
            pytest.skip("this system makes no symbolic links")
    with pytest.raises(
        ScenarioError, match=r"case\.yaml:1  extends\n  (there is no file|the file .* lies outside|.* is not)"
    ):
        load_scenario(case)


def test_a_link_out_of_the_root_is_refused(tmp_path: Path) -> None:
    path = write_world(tmp_path, small_world())
    outside = tmp_path / "outside.yaml"
    outside.write_text("travel: {}", encoding="utf-8")
    link = path.parent / "link.yaml"
    try:
        link.symlink_to(outside)
    except OSError:
        pytest.skip("this system makes no symbolic links")
    case = path.parent / "case.yaml"
    case.write_text("extends: link.yaml", encoding="utf-8")
    for entrance in (case, link):
        with pytest.raises(ScenarioError, match="lies outside the folder 'scenarios'"):
            load_scenario(entrance)


CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff")
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(CHARACTERS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(CHARACTERS, min_size=1), inner, max_size=4),
    max_leaves=12,
)


def told(read: Callable[[str, str], Node], text: str) -> object:
    """What comes of a text, with the line of every value, or why nothing does."""
    try:
        return read(text, "x.yaml")
    except ScenarioError as error:
        return list(map(str, error.diagnostics))


@given(st.dictionaries(st.text(CHARACTERS, min_size=1), PLAIN, min_size=1, max_size=4))
def test_what_is_written_is_read_alike_by_both_parsers(data) -> None:
    text = "\n".join(yaml_lines(data)) + "\n"
    assert told(read_written, text) == told(read_yaml_text, text)


def test_the_reference_scenario_is_read_alike_by_both_parsers() -> None:
    text = resolved_text(load_scenario(Path("scenarios/dong_phu.yaml")))
    assert told(read_written, text) == told(read_yaml_text, text)


@pytest.mark.parametrize("damage", ["- x", "  a: [", "a: b: c", "{a: 1", "lanes: 1\nlanes: 2", "key: \x07", "b: {c:}"])
def test_what_was_written_and_then_damaged_is_refused_for_the_same_reason(damage: str) -> None:
    text = "\n".join([*yaml_lines({"posts": {"one": {"lanes": 2}}}), damage, ""])
    assert told(read_written, text) == told(read_yaml_text, text)
    assert isinstance(told(read_written, text), list)
