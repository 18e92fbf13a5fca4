"""Every mistake is told at once: one in an entry hides no other of the same entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.errors import ScenarioError
from optimizer.scenario.loading import load_scenario
from tests.worlds.small import small_world, write_world

HEADING = "id,name,unit,hours_per_week,skills,lent_to"
GOOD = "an,An,tan_phu,24,,"


def told(folder: Path, *rows: str, more: str = "") -> list[str]:
    path = write_world(folder, small_world(3)).with_name("case.yaml")
    path.write_text(f"extends: world.yaml\ntables: {{officers: o.csv}}\n{more}", encoding="utf-8")
    path.with_name("o.csv").write_text("\n".join([HEADING, *rows, ""]), encoding="utf-8")
    with pytest.raises(ScenarioError) as error:
        load_scenario(path)
    return [f"{found.where.split('  ')[-1]}: {found.what}" for found in error.value.diagnostics]


def test_an_unknown_unit_beside_wrong_hours(tmp_path: Path) -> None:
    found = told(tmp_path, GOOD, "binh,Bình,tan_fu,-3,,")
    assert len(found) == 2
    assert found[0].startswith("officers.binh.hours_per_week: ")
    assert found[1] == "officers.binh.unit: unknown unit 'tan_fu'"


def test_all_mistakes_of_all_rows(tmp_path: Path) -> None:
    found = told(tmp_path, GOOD, "binh,Bình,tan_fu,-3,,", "chi,,tan_phu,many,,nowhere", "dung,Dũng,tan_phu,24,,else")
    assert [line.partition(":")[0] for line in found] == [
        "officers.binh.hours_per_week",
        "officers.chi.name",
        "officers.chi.hours_per_week",
        "officers.dung.lent_to[0]",
        "officers.binh.unit",
        "officers.chi.lent_to[0]",
    ]


def test_a_field_that_is_missing_hides_no_other_mistake(tmp_path: Path) -> None:
    more = "posts: {second: {name: Second, place: nowhere, unit: tan_phu}}\n"
    found = told(tmp_path, GOOD, more=more)
    assert [line.partition(":")[0] for line in found] == ["posts.second.stream", "posts.second.place"]


def test_nothing_is_said_of_what_stands_in_for_a_mistake(tmp_path: Path) -> None:
    """Nobody wrote that Bình is of a unit that there is not; it is the unit of An, which stands in for none."""
    found = told(tmp_path, "an,An,tan_fu,24,,", "binh,Bình,,24,,")
    assert sorted(line.partition(":")[0] for line in found) == ["officers.an.unit", "officers.binh.unit"]
    assert sum("unknown unit" in line for line in found) == 1


def test_where_no_other_entry_can_lend_a_value_the_rest_is_judged(tmp_path: Path) -> None:
    found = told(tmp_path, "binh,Bình,tan_fu,-3,,", more="organisations: {youth: {places: [nowhere]}}\n")
    assert any(line.startswith("officers.binh.hours_per_week") for line in found)
