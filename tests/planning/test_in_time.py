"""The time given holds: what is unfinished is broken off, and what is published then is the best that is there."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from optimizer.errors import Diagnostic, OutOfTimeError
from optimizer.planning.context import PlanningContext, Settings
from optimizer.planning.floor import Floor
from optimizer.planning.loop import PlanningLoop
from optimizer.planning.staffing import LENT_STANDING
from optimizer.rostering.cp_sat.tiered_solver import TieredSolver
from optimizer.rostering.result import RosterResult
from optimizer.rostering.roster import Roster, TieredRoster
from optimizer.stopping import StopRequest
from optimizer.verify import verify_folder
from optimizer.workflows.plan import plan_campaign
from optimizer.workflows.preparing import PlanRequest
from tests.worlds.planned import Planned, plan, standing_still
from tests.worlds.small import lawful_rules, small_world, write_world

WORLD = small_world(3, 8, 4, mobile_team=True) | {"rules": lawful_rules()}


def open_beside_standing(found: Planned) -> set[str]:
    """Units that have more open than their standing duties."""
    return {
        opening.post.unit
        for opening in found.state.staffed.campaign.decisions.openings
        if opening.day_shift not in opening.post.must_open
    }


def test_a_stop_while_the_itinerary_is_made_leaves_the_standing_duties() -> None:
    """Nothing is known of what visits could reach, and nothing is called proved of it."""
    found = plan(WORLD, stop_after="itinerary")
    assert found.state.is_floor
    assert found.tiers["standing"].value == 0
    assert found.tiers["shortfall"].bound == 0
    assert found.plan.openings
    assert "openings" in found.loop.context.was_cut_short
    assert found.verified().passed


def test_a_stop_while_openings_are_chosen_leaves_the_standing_duties(monkeypatch: pytest.MonkeyPatch) -> None:
    planned = PlanningLoop.planned

    def stopped(self: PlanningLoop, *arguments: Any) -> Any:
        self.context.stop.request()
        return planned(self, *arguments)

    monkeypatch.setattr(PlanningLoop, "planned", stopped)
    found = plan(WORLD)
    assert found.state.is_floor
    assert found.verified().passed


def test_units_that_are_rostered_too_late_keep_to_their_standing_duties(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others have open what was planned for them."""
    assert len(open_beside_standing(plan(WORLD))) == 3
    cover, take, in_time, begun = TieredSolver.cover, TieredSolver.take, list[str](), set[TieredSolver]()

    def taken(self: TieredSolver, roster: Roster) -> bool:
        begun.add(self)
        return take(self, roster)

    def one_in_time(self: TieredSolver, effort: float) -> RosterResult[TieredRoster]:
        problem = self.model.problem
        if self not in begun and any(slot.weight_under < LENT_STANDING for slot in problem.slots):
            if in_time:
                raise OutOfTimeError(Diagnostic("roster", "not found", "more time"))
            in_time.append(problem.persons[0].unit)
        return cover(self, effort)

    monkeypatch.setattr(TieredSolver, "cover", one_in_time)
    monkeypatch.setattr(TieredSolver, "take", taken)
    found = plan(WORLD, workers=1)
    assert not found.state.is_floor
    assert found.tiers["standing"].value == 0
    assert open_beside_standing(found) == set(in_time)
    late = {unit for unit, problem in found.state.staffed.need.problems.items() if problem.persons} - set(in_time)
    cut_short = found.loop.context.was_cut_short
    assert set(cut_short) == {"openings"}
    assert set(cut_short["openings"]) == late
    assert found.verified().passed


def rosters(found: Planned) -> dict[str, Any]:
    return {unit: dict(roster.assignments) for unit, roster in found.state.staffed.rosters.items()}


def test_a_first_plan_is_the_same_however_slow_the_machine_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock decides only how much follows: here it leaps by a minute whenever it is looked at."""
    at_rest = plan(WORLD)
    ticks = count(0.0, 60.0)
    monkeypatch.setattr("tests.worlds.planned.standing_still", lambda: next(ticks))
    under_load = plan(WORLD, deterministic=False, seconds=1e6)
    assert rosters(under_load) == rosters(at_rest)
    assert under_load.plan.openings == at_rest.plan.openings


def test_nothing_is_fallen_back_on_where_a_first_plan_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    def rostered(self: Floor) -> None:
        pytest.fail("standing duties alone were rostered, though nobody asked for them")

    monkeypatch.setattr(Floor, "_roster", rostered)
    assert plan(WORLD).tiers["standing"].value == 0


@pytest.mark.parametrize(
    ("seconds", "closing", "deterministic", "waits"),
    [
        (60.0, 3.0, False, 3.3),
        (9.0, 3.0, False, 2.4),
        (60.0, 50.0, False, 0.0),
        (60.0, 3.0, True, None),
        (60.0, 0.0, False, None),
    ],
)
def test_the_plan_to_fall_back_on_is_begun_in_time(
    seconds: float, closing: float, deterministic: bool, waits: float | None
) -> None:
    settings = Settings(seconds, deterministic, closing_seconds=closing)
    assert PlanningContext(
        settings, lambda: 0.0, lambda event: None, StopRequest(), 20
    ).fallback_waits == pytest.approx(waits)


def test_what_it_takes_to_close_is_kept_to_the_end() -> None:
    now = 100.0
    settings = Settings(20.0, closing_seconds=3.0, began=97.0)
    context = PlanningContext(settings, lambda: now, lambda event: None, StopRequest(), officers=20)
    assert (context.end, context.latest) == (117.0, 114.0)
    context.closing_seconds = 12.0
    assert context.latest == context.deadline == 105.0
    now = 104.9
    assert context.may_staff
    now = 105.0
    assert context.is_over()
    assert not context.may_staff
    assert not context.may_prove


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    return write_world(tmp_path, WORLD | {"uncertainty": {}})


def planned(scenario: Path, **changes: Any) -> dict[str, Any]:
    """The record of a plan in the scenario's own folder."""
    folder = scenario.parent / "run"
    clock = standing_still if changes.get("deterministic") else time.monotonic
    plan_campaign(PlanRequest(scenario, folder, **changes), lambda event: None, StopRequest(), clock)
    assert verify_folder(folder).passed
    record: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return record


def test_time_that_is_too_short_for_anything_gives_the_standing_duties_and_says_so(scenario: Path) -> None:
    record = planned(scenario, seconds=0.01)
    assert {"openings", "start", "simulation"} <= {each["what"] for each in record["cut_short"]}
    standing = next(tier for tier in record["tiers"] if tier["name"] == "standing")
    assert standing["value"] == 0


def test_where_there_is_hardly_time_standing_duties_are_rostered_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done, roster, planned = list[str](), Floor._roster, PlanningLoop.planned

    def rostered(self: Floor) -> Any:
        found = roster(self)
        done.append("standing duties")
        return found

    def chosen(self: PlanningLoop, *arguments: Any) -> Any:
        done.append("openings")
        return planned(self, *arguments)

    monkeypatch.setattr(Floor, "_roster", rostered)
    monkeypatch.setattr(PlanningLoop, "planned", chosen)
    plan(WORLD, deterministic=False, seconds=4.0, closing_seconds=4.0)
    assert done[:2] == ["standing duties", "openings"]


def test_nothing_waits_for_the_end_of_the_time_once_a_plan_is_written(scenario: Path) -> None:
    planned(scenario, seconds=600.0, workers=1)
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]


def test_time_that_is_too_short_to_plan_anew_keeps_the_plan_there_was(scenario: Path) -> None:
    planned(scenario, seconds=4.0, deterministic=True)
    tables = ("openings", "visits", "quotas", "roster")
    before = {name: (scenario.parent / "run" / f"{name}.csv").read_bytes() for name in tables}
    record = planned(scenario, seconds=0.01, begins_from_run=True)
    assert record["start"]["revision"] == 1
    assert "anew" in {each["what"] for each in record["cut_short"]}
    assert {name: (scenario.parent / "run" / f"{name}.csv").read_bytes() for name in tables} == before


def test_what_is_imported_says_nothing_of_what_it_takes_to_close(scenario: Path) -> None:
    """By a clock that goes on with every module that is loaded."""
    program = f"""
import sys
from pathlib import Path
from optimizer.stopping import StopRequest
from optimizer.workflows.preparing import CLOSING_READINGS, PlanRequest, prepared
planning = prepared(PlanRequest(Path({str(scenario)!r})), lambda event: None, StopRequest(), lambda: len(sys.modules))
print(planning.context.closing_seconds / CLOSING_READINGS)
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert float(told.stdout) < 20
