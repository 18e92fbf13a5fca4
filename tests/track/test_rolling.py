"""Campaigns planned anew on the way, beside the plan left alone: same people, same chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from optimizer.run.actuals import ActualRow
from optimizer.scenario.schema import Scenario
from optimizer.scenario.writing.resolved import scenario_data
from optimizer.stopping import StopRequest
from optimizer.track.played import replanning_days
from optimizer.track.resuming import Resumption
from optimizer.workflows.missed import Missed
from optimizer.workflows.revising import OpenRun, open_run
from optimizer.workflows.rolling import ReplanningRhythm, RolledCampaign, Rolling
from optimizer.world.plan import RosterRow
from tests.cli.running import QUICK, catruc
from tests.worlds.small import lawful_rules, small_world, write_world

MONDAY, LAST = date(2024, 4, 1), date(2024, 5, 5)


@pytest.fixture(scope="module")
def five_weeks(tmp_path_factory: pytest.TempPathFactory) -> OpenRun:
    """A run whose officers have hours left."""
    world = small_world(1, 35, 4, first_day=str(MONDAY), target=200) | {"rules": lawful_rules(), "uncertainty": {}}
    world["campaign"]["confidence"] = 0.8
    world["places"]["tan_phu"]["pools"]["activation"]["target"] = 110
    scenario = write_world(tmp_path_factory.mktemp("weeks"), world)
    folder = tmp_path_factory.mktemp("weeks_runs") / "run"
    result = catruc(f"plan {{scenario}} -o {{folder}} {QUICK}", scenario=scenario, folder=folder)
    assert result.exit_code == 0, result.output
    return open_run(folder, lambda _: None)


def with_turnout(scenario: Scenario, factor: float) -> Scenario:
    data: Any = scenario_data(scenario)
    for place in data["places"].values():
        for pool in place["pools"].values():
            pool["turnout_factor"] = factor
    return Scenario.model_validate(data)


def rolling(opened: OpenRun, factor: float, every: int = 7, stop: StopRequest | None = None) -> Rolling:
    truth = with_turnout(opened.scenario, factor)
    return Rolling(
        opened, truth, 1, ReplanningRhythm(every, 0, 2.0, 1), stop or StopRequest(), lambda: 0.0, lambda _: None
    )


def played(opened: OpenRun, factor: float, number: int = 0) -> RolledCampaign:
    found = rolling(opened, factor).play(number)
    assert found is not None
    return found


def test_replanning_days_are_mondays_so_many_days_apart() -> None:
    thursday = date(2024, 4, 4)
    days = [thursday + timedelta(days=number) for number in range(91)]
    found = replanning_days(days, 14, None)
    assert found[0] == date(2024, 4, 22)
    assert {day.weekday() for day in found} == {0}
    assert [(later - day).days for day, later in pairwise(found)] == [14] * 5
    assert replanning_days(days, 14, date(2024, 6, 1))[0] == date(2024, 6, 17)
    assert replanning_days(days, 100, None) == ()
    daily = replanning_days(days, 1, None)
    assert daily == tuple(day for day in days[1:] if day.weekday() == 0)


def test_a_campaign_that_falls_behind_is_planned_anew_and_comes_further(five_weeks: OpenRun) -> None:
    found = played(five_weeks, 0.6)
    first = next(each for each in found.replannings if each.is_anew)
    assert first.duties > 0
    assert found.rolled.done[0, :, -1].sum() > found.once.done[0, :, -1].sum()
    past = [number for number, day in enumerate(found.once.days) if day < first.day]
    assert past
    assert np.array_equal(found.once.done[0, :, past], found.rolled.done[0, :, past]), "what is past is past"


def test_a_campaign_that_is_ahead_is_left_alone(five_weeks: OpenRun) -> None:
    found = played(five_weeks, 1.6)
    assert not any(each.is_anew for each in found.replannings)
    assert np.array_equal(found.once.done, found.rolled.done)


def test_the_same_campaign_comes_out_the_same(five_weeks: OpenRun) -> None:
    one, two, other = played(five_weeks, 0.7), played(five_weeks, 0.7), played(five_weeks, 0.7, number=1)
    assert np.array_equal(one.rolled.done, two.rolled.done)
    assert not np.array_equal(one.once.done, other.once.done)


def test_what_is_reported_already_is_in_every_campaign(five_weeks: OpenRun) -> None:
    rows = tuple(ActualRow(MONDAY + timedelta(days=number), "tan_phu", "activation", "", 0) for number in range(7))
    behind = five_weeks.with_actuals(rows)
    asked = rolling(behind, 1.0)
    assert asked.days[0] == MONDAY + timedelta(days=14)
    found = [asked.play(number) for number in range(2)]
    assert all(each is not None and not np.diff(each.once.done[0, :, :7]).any() for each in found)


def test_nothing_is_written_and_a_stop_ends_it(five_weeks: OpenRun) -> None:
    before = {path: path.read_bytes() for path in _files(five_weeks.directory)}
    played(five_weeks, 0.6)
    assert {path: path.read_bytes() for path in _files(five_weeks.directory)} == before
    stop = StopRequest()
    stop.request()
    assert rolling(five_weeks, 0.6, stop=stop).play(0) is None


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.parent.rglob("*") if path.is_file())


def missed(lacking: float, late: float = 0.0, error: float = 0.0) -> Missed:
    return Missed(missing=40.0, lacking=lacking, late=late, noticed=3.5, asks_for_chances=True, error=error)


def test_what_simulation_cannot_tell_apart_is_no_reason_to_change_a_plan() -> None:
    published = missed(8.0)
    assert missed(11.0).keeps_aims_of(published)
    assert not missed(15.0).keeps_aims_of(published)
    assert missed(15.0, error=9.0).keeps_aims_of(published)
    assert not missed(18.0, error=9.0).keeps_aims_of(published)
    assert not missed(8.0, late=4.0, error=9.0).keeps_aims_of(published), "an expectation has no such error"


def test_nobody_is_spared_at_a_desk_that_stays_open(five_weeks: OpenRun) -> None:
    """A roster that needs fewer officers at a desk gets the published crew back; what else is planned stays."""
    plan, monday = five_weeks.plan, MONDAY + timedelta(days=7)
    crews: dict[tuple[date, str, str], list[RosterRow]] = {}
    for row in plan.roster:
        crews.setdefault((row.date, row.shift, row.post), []).append(row)
    spared = next(key for key, crew in crews.items() if len(crew) > 1 and key[0] >= monday)
    closed = next(key for key in crews if key[0] >= monday and key != spared)
    roster = [row for key, crew in crews.items() if key != closed for row in (crew[:1] if key == spared else crew)]
    resumption = Resumption(five_weeks.scenario, five_weeks.staff, plan, monday)
    found = resumption.with_published_crews(replace(plan, roster=tuple(roster)))
    assert set(found.roster) == {row for key, crew in crews.items() if key != closed for row in crew}
