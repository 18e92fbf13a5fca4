"""Selections: whole groups of entities changed at once, in a base, in extending files and in overlays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from optimizer.errors import ScenarioError
from optimizer.scenario.loading import LoadedScenario, load_scenario
from tests.worlds.small import small_world, write_world


def loaded(folder: Path, *overlays: str, settings: tuple[str, ...] = (), **world: Any) -> LoadedScenario:
    """The world of three communes with these files laid over it, named a.yaml, b.yaml, …"""
    path = write_world(folder, small_world(3) | world)
    files = [path.with_name(f"{letter}.yaml") for letter, _ in zip("abc", overlays, strict=False)]
    for file, text in zip(files, overlays, strict=True):
        file.write_text(text, encoding="utf-8")
    return load_scenario(path, settings, files)


def select(where: str, change: str) -> str:
    """An overlay of one selection."""
    return f"select:\n  - where: {{{where}}}\n    set: {change}\n"


DESKS = {"desk_tan_phu", "desk_thuan_phu", "desk_dong_tien"}


@pytest.mark.parametrize(
    ("where", "change", "expected"),
    [
        ("section: officers, unit: tan_phu", "{rank: x}", {f"tan_phu_{number}" for number in range(1, 5)}),
        ("section: officers, id: tan_phu_2", "{rank: x}", {"tan_phu_2"}),
        ("section: officers, id: [tan_phu_2, dong_tien_1]", "{rank: x}", {"tan_phu_2", "dong_tien_1"}),
        ("section: officers, unit: [tan_phu, dong_tien], id: [dong_tien_1, district_1]", "{rank: x}", {"dong_tien_1"}),
        ("section: officers, skills: id_card", "{rank: x}", {"district_1", "district_2", "district_3"}),
        ("section: officers, skills: [driving, id_card]", "{rank: x}", {"district_1", "district_2", "district_3"}),
        ("section: posts, standing.shifts: [evening, morning]", "{lanes: 2}", DESKS),
        ("section: visits, kind: commune", "{maximum_visits: 3}", {"communes"}),
        ("section: organisations", "{note: x}", {"youth_union"}),
        # What the file does not write has the schema's default, also in a section that it does not write at all.
        ("section: shifts, is_evening: false", "{name: x}", {"morning", "afternoon"}),
        ("section: posts, crew.officers: 1", "{lanes: 2}", DESKS),
        ("section: visits, kind: school, eligible_age_years: 14", "{maximum_visits: 3}", {"schools"}),
        ("section: officers, history.available_days: 0, id: dong_tien_1", "{rank: x}", {"dong_tien_1"}),
    ],
)
def test_a_condition_selects(where: str, change: str, expected: set[str], tmp_path: Path) -> None:
    changes = loaded(tmp_path, select(where, change)).changes
    assert {change.path.split(".")[1] for change in changes} == expected
    assert {change.origin for change in changes} == {"scenarios/a.yaml:3"}


def test_a_group_is_changed_deeply_and_null_removes(tmp_path: Path) -> None:
    leave = "{leave: {course: {first_day: 2024-04-08, last_day: 2024-04-09}}, history: null}"
    found = loaded(
        tmp_path,
        select("section: officers, unit: tan_phu", leave),
        select("section: organisations", "null"),
    )
    officers = found.scenario.officers
    assert {key for key, officer in officers.items() if "course" in officer.leave} == {
        key for key, officer in officers.items() if officer.unit == "tan_phu"
    }
    assert found.scenario.organisations == {}
    assert found.warnings == ()
    removed = next(change for change in found.changes if change.path.startswith("organisations."))
    assert (removed.new, removed.origin) == (None, "scenarios/b.yaml:3")


def test_selections_come_in_order_after_the_rest_of_the_file(tmp_path: Path) -> None:
    text = (
        "select:\n"
        "  - {where: {section: officers, unit: tan_phu}, set: {hours_per_week: 20}}\n"
        "  - {where: {section: officers, hours_per_week: 20}, set: {hours_per_week: 30}}\n"
        "officers:\n  tan_phu_1: {hours_per_week: 10}\n  new: {name: Mới, unit: tan_phu, hours_per_week: 5}\n"
    )
    officers = loaded(tmp_path, text).scenario.officers
    assert {officer.hours_per_week for officer in officers.values() if officer.unit == "tan_phu"} == {30}
    assert officers["new"].hours_per_week == 30


def test_a_file_that_extends_and_a_setting_go_over_selections(tmp_path: Path) -> None:
    group = [{"where": {"section": "officers", "unit": "tan_phu"}, "set": {"hours_per_week": 20}}]
    path = write_world(tmp_path, small_world(3) | {"select": group})
    above = path.with_name("above.yaml")
    above.write_text("extends: world.yaml\nofficers: {tan_phu_1: {hours_per_week: 10}}\n", encoding="utf-8")
    found = load_scenario(above, ["officers.tan_phu_2.hours_per_week=11"])
    hours = [found.scenario.officers[f"tan_phu_{number}"].hours_per_week for number in (1, 2, 3)]
    assert hours == [10, 11, 20]
    # What the base itself selects is part of the base.
    assert [(change.path, change.old, change.new) for change in found.changes] == [
        ("officers.tan_phu_1.hours_per_week", 20, 10),
        ("officers.tan_phu_2.hours_per_week", 20, 11),
    ]


ADDS = "officers: {new: {name: Mới, unit: tan_phu, hours_per_week: 32}}\n"
RESTS = select("section: officers, unit: tan_phu", "{phone: '0912'}")


@pytest.mark.parametrize("overlays", [(ADDS, RESTS), (RESTS, ADDS)])
def test_a_group_takes_in_what_another_overlay_adds_in_either_order(overlays: tuple[str, str], tmp_path: Path) -> None:
    assert loaded(tmp_path, *overlays).scenario.officers["new"].phone == "0912"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            select("section: officers, unit: tan_phu", "{hours_per_week: 20}"),
            select("section: officers, id: tan_phu_1", "{hours_per_week: 30}"),
            "scenarios/b.yaml:3  officers.tan_phu_1.hours_per_week\n  set to 30 here and to 20 at scenarios/a.yaml:3\n",
        ),
        (
            "officers: {tan_phu_1: {hours_per_week: 30}}\n",
            select("section: officers, id: tan_phu_1", "{hours_per_week: 20}"),
            "scenarios/b.yaml:3  officers.tan_phu_1.hours_per_week\n  set to 20 here and to 30 at scenarios/a.yaml:1\n",
        ),
        (
            select("section: officers, id: tan_phu_1", "{hours_per_week: 20}"),
            select("section: officers, id: tan_phu_1", "null"),
            "scenarios/b.yaml:3  officers.tan_phu_1\n  set to None here and to 20 at scenarios/a.yaml:3\n",
        ),
    ],
)
def test_groups_that_are_set_differently_are_a_conflict(first: str, second: str, expected: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        loaded(tmp_path, first, second)
    assert str(caught.value) == f"{expected}  remove one of them, or put both in one overlay"


def test_groups_that_are_set_alike_are_none(tmp_path: Path) -> None:
    text = select("section: officers, unit: tan_phu", "{hours_per_week: 20}")
    assert loaded(tmp_path, text, text).scenario.officers["tan_phu_1"].hours_per_week == 20


def test_a_mistake_in_a_group_is_told_once(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        loaded(tmp_path, select("section: officers, unit: tan_phu", "{hours_per_week: many, lent_to: [nowhere]}"))
    assert [str(problem.what) for problem in caught.value.diagnostics] == [
        "hours_per_week is 'many', not a number",
        "unknown unit 'nowhere'",
    ]
    with pytest.raises(ScenarioError) as caught:
        loaded(tmp_path, select("section: officers, unit: tan_phu", "{lent_to: [thuan_fu]}"))
    assert [str(problem) for problem in caught.value.diagnostics] == [
        "scenarios/a.yaml:3  officers.tan_phu_1.lent_to[0]\n  unknown unit 'thuan_fu'\n  did you mean 'thuan_phu'?"
    ]


def test_old_values_are_those_of_the_base_or_its_defaults(tmp_path: Path) -> None:
    text = (
        "posts: {desk_tan_phu: {lanes: 2}}\ntravel: {detour_factor: 1.5}\n"
        "helpers: {new: {name: Mới, posts: [desk_tan_phu]}}\n"
    )
    found = loaded(tmp_path, text, settings=("officers.tan_phu_1.hours_per_week=20",))
    assert [(change.path, change.old, change.new) for change in found.changes] == [
        ("posts.desk_tan_phu.lanes", 1, 2),
        ("officers.tan_phu_1.hours_per_week", 32, 20),
        ("helpers.new.name", None, "Mới"),
        ("helpers.new.posts", None, ["desk_tan_phu"]),
        ("travel.detour_factor", 1.3, 1.5),
    ]


def test_the_purpose_of_a_file_is_kept_with_the_scenario(tmp_path: Path) -> None:
    found = loaded(tmp_path, "purpose: Đường xấu hơn.\ntravel: {detour_factor: 1.5}\n", purpose="Kịch bản gốc.")
    assert found.purposes == {"scenarios/a.yaml": "Đường xấu hơn."}
