"""Overlays given as scenarios, officers of one name, midnight, figures that cannot be meant, what check has read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from optimizer.commandline import main
from optimizer.errors import ScenarioError
from optimizer.scenario.loading import load_scenario
from tests.worlds.small import small_world, write_world


def test_an_overlay_is_no_scenario_and_its_command_is_told(tmp_path: Path) -> None:
    folder = write_world(tmp_path, small_world()).parent
    (folder / "what_if").mkdir()
    overlay = folder / "what_if" / "shorter.yaml"
    overlay.write_text("purpose: x\nselect: [{where: {section: officers}, set: {hours_per_week: 8}}]\n")
    with pytest.raises(ScenarioError) as error:
        load_scenario(overlay)
    (problem,) = error.value.diagnostics
    assert "is an overlay, not a scenario" in str(problem.what)
    assert str(problem.remedy).endswith("scenarios/world.yaml --overlay shorter")
    assert load_scenario(folder / "world.yaml", overlays=[Path("shorter")]).scenario.officers


@pytest.mark.parametrize("verb", ["check", "plan", "verify", "simulate", "sweep", "compare {base}"])
def test_every_verb_says_that_an_overlay_is_one_and_what_to_do(verb: str, tmp_path: Path) -> None:
    folder = write_world(tmp_path, small_world()).parent
    (folder / "what_if").mkdir()
    overlay = folder / "what_if" / "shorter.yaml"
    overlay.write_text("purpose: x\nselect: [{where: {section: officers}, set: {hours_per_week: 8}}]\n")
    words = [*verb.format(base=folder / "world.yaml").split(), str(overlay), "--lang", "en"]
    told = CliRunner().invoke(main, words)
    assert told.exit_code in (2, 3)
    assert "is an overlay, not a scenario" in told.stderr
    assert "scenarios/world.yaml --overlay shorter" in told.stderr


@pytest.mark.parametrize(
    ("verb", "given", "what"),
    [
        ("verify", "world.yaml", "this is a scenario, not the folder of a run"),
        ("simulate", "world.yaml", "this is a scenario, not the folder of a run"),
        ("sweep", "world.yaml", "this is a scenario, not a sweep file"),
        ("check", "sweep.yaml", "this is a sweep file, not a scenario"),
        ("verify", "sweep.yaml", "this is a sweep file, not a scenario"),
        ("verify", "list.txt", "this is a file, not the folder of a run"),
    ],
)
def test_a_file_of_another_kind_is_told_for_what_it_is(verb: str, given: str, what: str, tmp_path: Path) -> None:
    folder = write_world(tmp_path, small_world()).parent
    (folder / "sweep.yaml").write_text("base: world.yaml\nparameters: {x: {kind: set, path: a}}\n")
    (folder / "list.txt").write_text("x")
    told = CliRunner().invoke(main, [verb, str(folder / given), "--lang", "en"])
    assert told.exit_code in (2, 3)
    assert what in told.stderr


def test_officers_of_one_name_are_told_apart_everywhere(tmp_path: Path) -> None:
    world = small_world(3)
    for key, name in (("tan_phu_1", "Lê An"), ("tan_phu_2", "Lê  an"), ("dong_tien_1", "Lê An")):
        world["officers"][key]["name"] = name
    loaded = load_scenario(write_world(tmp_path, world))
    officers = loaded.scenario.officers
    assert officers["tan_phu_1"].name == "Lê An (tan_phu_1)"
    assert officers["tan_phu_2"].name == "Lê  an (tan_phu_2)"
    assert officers["dong_tien_1"].name == f"Lê An ({loaded.scenario.units['dong_tien'].name})"
    (warning,) = loaded.warnings
    assert str(warning.what) == "3 officers have the name 'Lê An'"
    assert len(warning.also) == 2


def test_officers_of_one_name_in_units_of_one_name_have_their_ids(tmp_path: Path) -> None:
    world = small_world(3)
    world["units"]["dong_tien"]["name"] = world["units"]["tan_phu"]["name"]
    for key in ("tan_phu_1", "dong_tien_1"):
        world["officers"][key]["name"] = "Lê An"
    officers = load_scenario(write_world(tmp_path, world)).scenario.officers
    assert [officers[key].name for key in ("tan_phu_1", "dong_tien_1")] == ["Lê An (tan_phu_1)", "Lê An (dong_tien_1)"]


def test_a_skill_that_no_crew_asks_for_is_told(tmp_path: Path) -> None:
    world = small_world(3)
    skill = world["posts"]["desk_tan_phu"]["crew"]["skill"] = "activation"
    for officer in world["officers"].values():
        officer["skills"] = [*{*officer.get("skills", []), skill}]
    world["officers"]["tan_phu_1"]["skills"] = ["activaton"]
    world["officers"]["tan_phu_2"]["skills"] += ["activaton"]
    (warning,) = (
        found for found in load_scenario(write_world(tmp_path, world)).warnings if "activaton" in str(found.what)
    )
    assert str(warning.what) == "no crew asks for the skill 'activaton'"
    assert str(warning.remedy) == "did you mean 'activation'?"
    assert len(warning.also) == 1


@pytest.mark.parametrize(
    ("override", "told"),
    [
        ("shifts.evening.end=24:00", "midnight is written 00:00"),
        ("visits.schools.eligible_age_years=99999", "at most 120"),
        ("visits.schools.eligible_age_years=0", "at least 1"),
    ],
)
def test_values_that_cannot_be_meant_have_their_remedy(override: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=told):
        load_scenario(write_world(tmp_path, small_world(3)), [override])


@pytest.mark.parametrize("key", ["travel.detour_factor", "places.tan_phu.pools.activation.target"])
def test_a_value_that_is_no_number_is_told_once(key: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as error:
        load_scenario(write_world(tmp_path, small_world()), [f"{key}=1e400"])
    (problem,) = error.value.diagnostics
    assert "not a" in str(problem.what)


def test_check_counts_what_it_has_read(tmp_path: Path) -> None:
    path = write_world(tmp_path, small_world(3))
    wishes = ["--set", "officers.tan_phu_1.requests={w: {date: 2024-04-05, want: off}}"]
    closed = ["--set", "places.tan_phu.closed={2024-04-06: x}"]
    before, after = (
        json.loads(CliRunner().invoke(main, ["check", str(path), "--json", *words]).stdout)["read"]
        for words in ([], [*wishes, *closed])
    )
    assert {key: after[key] - before[key] for key in before} == {
        **dict.fromkeys(before, 0),
        "requests": 1,
        "closures": 1,
    }
    assert "wishes 1;" in CliRunner().invoke(main, ["check", str(path), "--lang", "en", *wishes]).stdout


@pytest.mark.parametrize("seconds", ["5m", "0", "nan", "-1", "inf", "", "1e99"])
def test_seconds_that_are_none_are_wrong_usage(seconds: str, tmp_path: Path) -> None:
    path = write_world(tmp_path, small_world())
    result = CliRunner().invoke(main, ["plan", str(path), "--time", seconds, "--lang", "en"])
    assert result.exit_code == 2
    assert "--time" in result.stderr


def test_escapes_reach_no_terminal(tmp_path: Path) -> None:
    path = write_world(tmp_path, small_world())
    for words in ([str(path), "--set", "x\x1b[31m=1"], [str(path.with_name("a\x1b[2Jb.yaml"))]):
        result = CliRunner().invoke(main, ["check", *words])
        assert result.exit_code == 3
        assert "\x1b" not in result.output
        assert "\\x1b" in result.output
