"""Planning the same scenario again begins from the verified run in the folder, and keeps what is as good."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from optimizer.planning.state import PlanningState
from optimizer.scenario.loading import load_scenario
from optimizer.stopping import StopRequest
from optimizer.verify import verify_folder
from optimizer.workflows.known_run import known_run
from optimizer.workflows.plan import plan_campaign
from optimizer.workflows.preparing import PlanRequest
from tests.worlds.planned import standing_still
from tests.worlds.small import lawful_rules, small_world, write_world

TABLES = ("visits", "openings", "quotas", "roster", "helpers")


def planned(scenario: Path, folder: Path, **changes: Any) -> dict[str, Any]:
    """The record of a plan."""
    request = PlanRequest(scenario, folder, **{"seconds": 4.0, "deterministic": True} | changes)
    plan_campaign(request, lambda event: None, StopRequest(), standing_still)
    assert verify_folder(folder).passed
    record: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return record


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two units and a visiting team."""
    folder = tmp_path_factory.mktemp("starting")
    return write_world(folder, small_world(2, 8, 4, first_day="2024-04-01") | {"rules": lawful_rules()})


@pytest.fixture(scope="module")
def first(scenario: Path) -> Path:
    folder = scenario.parent / "first"
    assert "start" not in planned(scenario, folder)
    return folder


@pytest.fixture
def run(first: Path, tmp_path: Path) -> Path:
    """A copy of the first run with its journal."""
    shutil.copytree(first, tmp_path / "run")
    shutil.copytree(first.with_name("first.journal"), tmp_path / "run.journal")
    return tmp_path / "run"


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / f"{name}.csv").read_bytes() for name in TABLES}


def test_another_seed_keeps_what_is_as_good_and_says_where_it_began(scenario: Path, first: Path, run: Path) -> None:
    known = json.loads((first / "run.json").read_text(encoding="utf-8"))
    record = planned(scenario, run, seed=7, begins_from_run=True)
    assert record["start"] == {"revision": 1, "record_hash": known["record_hash"]}
    assert record["revision"]["number"] == 2
    values = [{tier["name"]: tier["value"] for tier in each["tiers"]} for each in (known, record)]
    assert all(values[1][name] <= value + 1e-6 for name, value in values[0].items())
    assert {name: contents(run)[name] for name in TABLES[:3]} == {name: contents(first)[name] for name in TABLES[:3]}
    if values[0] == values[1]:
        assert contents(run) == contents(first)


@pytest.mark.parametrize("is_steady", [False, True])
def test_only_a_plan_whose_invitations_are_no_whole_tens_is_steadied_again(
    is_steady: bool, scenario: Path, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[PlanningState]()
    known = known_run(run, load_scenario(scenario))
    assert known is not None
    monkeypatch.setattr("optimizer.workflows.known_run.known_run", lambda *_: replace(known, is_steady=is_steady))
    monkeypatch.setattr("optimizer.planning.improving.steady", lambda loop, state, wanted: asked.append(state))
    planned(scenario, run, begins_from_run=True)
    assert [state.is_kept for state in asked] == [True] * (not is_steady)


def test_from_nothing_there_is_no_start(scenario: Path, run: Path) -> None:
    assert "start" not in planned(scenario, run, seed=7)


def test_another_scenario_does_not_begin_from_it(scenario: Path, run: Path) -> None:
    record = planned(scenario, run, begins_from_run=True, overrides=("objectives.burden.evening=1.5",))
    assert "start" not in record


def test_a_run_that_does_not_verify_is_no_start(scenario: Path, run: Path) -> None:
    path = run / "roster.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    path.write_text("\n".join(",".join(row) for row in rows[:-1]) + "\n", encoding="utf-8")
    assert "start" not in planned(scenario, run, begins_from_run=True)


@pytest.mark.parametrize("file", ["run.json", "visits.csv", "scenario.resolved.yaml"])
def test_a_damaged_run_is_no_start(file: str, scenario: Path, run: Path) -> None:
    (run / file).write_text("{", encoding="utf-8")
    assert known_run(run, load_scenario(scenario)) is None


def test_where_nothing_lies_there_is_no_start(scenario: Path, tmp_path: Path) -> None:
    assert known_run(tmp_path / "nothing", load_scenario(scenario)) is None
