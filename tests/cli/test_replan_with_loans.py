"""Absences that a unit cannot mend by itself: others lend it somebody, as long as they are not short themselves."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from optimizer.track.journal import open_journal
from optimizer.workflows.verify import verify_run
from tests.cli.conftest import MONDAY, Row, rows_of
from tests.cli.running import QUICK, catruc, parsed
from tests.worlds.small import lawful_rules, small_world, write_world

ALONE, OTHERS = "tan_phu", "thuan_phu"
"""A commune with a single officer, and one whose officers may be lent to it."""


def world_of(officers: int) -> dict[str, Any]:
    """Two communes with next to nothing to do beside standing duties, no team; the other one has so many officers."""
    world: dict[str, Any] = small_world(2, 7, officers, first_day=MONDAY, mobile_team=False)
    world |= {"rules": lawful_rules(), "uncertainty": {}}
    for name in [name for name in world["officers"] if name.startswith(f"{ALONE}_") and name != f"{ALONE}_1"]:
        del world["officers"][name]
    for name, officer in world["officers"].items():
        if name.startswith(OTHERS):
            officer["lent_to"] = [ALONE]
    for commune in (ALONE, OTHERS):
        world["places"][commune]["pools"]["activation"]["target"] = 10
    return world


def planned(folder: Path, officers: int) -> Path:
    scenario = write_world(folder, world_of(officers))
    result = catruc(f"plan {{scenario}} -o {{folder}} {QUICK}", scenario=scenario, folder=folder / "run")
    assert result.exit_code == 0, result.output
    return folder / "run"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planned(tmp_path_factory.mktemp("lending"), 5)


@pytest.fixture
def run(first: Path, tmp_path: Path) -> Path:
    """A run that may be changed."""
    return Path(shutil.copytree(first, tmp_path / "run"))


def own_duty(run: Path) -> Row:
    """One of the last days on which the commune's only officer is on duty."""
    return [row for row in rows_of(run) if row["officer"] == f"{ALONE}_1"][-1]


def absent(row: Row) -> str:
    return f"replan {{run}} --from {row['date']} --absent {row['officer']}:{row['date']}"


def test_an_absence_that_nobody_of_the_unit_can_mend_is_mended_by_a_loan(run: Path) -> None:
    row = own_duty(run)
    before = rows_of(run)
    told = parsed(catruc(f"{absent(row)} --json", run=run))
    assert told["closed"] == []
    vacated = {(each["date"], each["shift"], each["post"]) for each in before if each["officer"] == row["officer"]}
    vacated = {duty for duty in vacated if duty[0] == row["date"]}
    now = {(each["date"], each["shift"], each["post"]): each for each in rows_of(run)}
    assert {now[duty]["unit"] for duty in vacated} == {OTHERS}
    assert told["proved"]["loans"] == {"value": len(vacated), "bound": len(vacated)}
    assert told["proved"]["duties"]["bound"] >= len(vacated)
    assert verify_run(run).verification.passed
    own = [
        {(r["date"], r["shift"], r["post"]) for r in rows if r["post"] == f"desk_{OTHERS}"}
        for rows in (before, now.values())
    ]
    assert own[0] == own[1], "who lends keeps every duty of its own staffed"
    text = catruc("replan {run} --revert 1 --lang en", run=run)
    assert text.exit_code == 0


def test_a_loan_is_told(run: Path) -> None:
    row = own_duty(run)
    told = catruc(f"{absent(row)} --lang en", run=run).stdout
    assert "On loan: " in told
    assert len(open_journal(run).revisions()) == 2


def test_whoever_is_short_lends_nobody(tmp_path: Path) -> None:
    run = planned(tmp_path, 1)
    rows = rows_of(run)
    shifts = {(row["date"], row["shift"]) for row in rows if row["officer"] == f"{OTHERS}_1"}
    row = next(each for each in rows if each["officer"] == f"{ALONE}_1" and (each["date"], each["shift"]) in shifts)
    told = parsed(catruc(f"{absent(row)} --json", run=run))
    after = {(each["date"], each["shift"], each["officer"]) for each in rows_of(run)}
    kept = {(each["date"], each["shift"], each["officer"]) for each in rows if each["officer"] == f"{OTHERS}_1"}
    assert kept <= after
    assert (row["date"], row["shift"]) in {(duty["date"], duty["shift"]) for duty in told["closed"]}


def test_a_unit_that_can_help_itself_borrows_nobody(tmp_path: Path) -> None:
    world = world_of(5)
    world["officers"] |= {
        f"{ALONE}_{number}": {**world["officers"][f"{ALONE}_1"], "name": f"Thêm {number}"} for number in (2, 3, 4, 5)
    }
    scenario = write_world(tmp_path, world)
    run = tmp_path / "run"
    assert catruc(f"plan {{scenario}} -o {{run}} {QUICK}", scenario=scenario, run=run).exit_code == 0
    row = next(each for each in rows_of(run) if each["unit"] == ALONE)
    told = parsed(catruc(f"{absent(row)} --json", run=run))
    assert "loans" not in told["proved"]
    assert {each["unit"] for each in rows_of(run) if each["post"] == row["post"]} == {row["unit"]}
