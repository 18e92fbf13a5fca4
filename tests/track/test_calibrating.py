"""Turnout estimated from reported days: held against simulated campaigns whose turnout is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML

from optimizer.run.actuals import ActualRow
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.scenario.writing.resolved import scenario_data
from optimizer.simulate.campaigns import simulate
from optimizer.simulate.scheduling import schedule_of
from optimizer.track.calibrated import Calibration, RevisedValue, calibrate
from optimizer.track.totals import day_totals
from optimizer.world.plan import OpeningRow, Plan, VisitRow
from tests.worlds.planned import Planned, plan
from tests.worlds.small import small_world

SPREADS = {"all": 0.1, "place": 0.05, "segment": 0.15, "day_type": 0.15, "shift": 0.15, "organisation": 0.15}
CAMPAIGNS = 40


@pytest.fixture(scope="module")
def planned() -> Planned:
    """Two communes for four weeks."""
    world = small_world(2, 28, 5, target=400)
    world["uncertainty"] = {"absence": {"share": 0.0}, "national_system": {"down": 0.0}}
    return plan(world)


def drawn(scenario: Scenario, random: np.random.Generator) -> Scenario:
    """The scenario with a turnout of its own."""
    data: Any = scenario_data(scenario)
    factors: dict[tuple[str, ...], float] = defaultdict(float)

    def factor(*name: str) -> float:
        if name not in factors:
            factors[name] = random.normal(0.0, SPREADS[name[0]])
        return factors[name]

    for stream, turnout in data["turnout"].items():
        for segment, described in turnout["segments"].items():
            for kind, by_shift in described["arrival"].items():
                for shift in by_shift:
                    names = ("segment", stream, segment), ("day_type", stream, kind), ("shift", stream, shift)
                    by_shift[shift] *= float(np.exp(factor("all", stream) + sum(factor(*name) for name in names)))
    for name, place in data["places"].items():
        for stream, pool in place["pools"].items():
            pool["turnout_factor"] = float(np.exp(factor("place", stream, name)))
    for name, organisation in data["organisations"].items():
        organisation["show_up_rate"] *= float(np.exp(factor("organisation", name)))
    data["uncertainty"] |= {"turnout_spread": 0.0, "place_turnout_spread": 0.0}
    return Scenario.model_validate(data)


def reports(planned: Planned, real: Scenario, seed: int, days: int) -> list[ActualRow]:
    """What desks report of one campaign of the plan, day by day."""
    outcomes = simulate(schedule_of(compile_world(real), planned.plan), real.uncertainty, 1, seed)
    rows: list[OpeningRow | VisitRow] = [*planned.plan.openings, *planned.plan.visits]
    is_open = {(row.date, row.place, row.stream) for row in rows}
    found = []
    for number, (place, stream) in enumerate(outcomes.targets):
        pools = planned.scenario.places[place].pools
        done = [pools[stream].already_done if stream in pools else 0, *outcomes.done[0, number, :days]]
        for day, more in zip(outcomes.days, np.diff(done), strict=False):
            if (day, place, stream) in is_open:
                found.append(ActualRow(day, place, stream, "", int(more)))
    return found


def calibrated(planned: Planned, rows: list[ActualRow]) -> Calibration:
    return calibrate(planned.scenario, planned.plan, day_totals(rows))


def true_value(real: Scenario, each: RevisedValue) -> float:
    value: Any = scenario_data(real)
    for key in each.path:
        value = value[key]
    assert isinstance(value, float)
    return value


def test_intervals_cover_as_they_claim(planned: Planned) -> None:
    """90 % intervals of every kind of parameter, over campaigns whose turnout is drawn as the priors say.

    Of one campaign's values many move together, so of 40 campaigns' a share between 80 and 98 % is no surprise
    (of 120, it is 90, 88 and 92 %).
    """
    random = np.random.default_rng(11)
    covered: dict[str, list[bool]] = defaultdict(list)
    for seed in range(CAMPAIGNS):
        real = drawn(planned.scenario, random)
        for each in calibrated(planned, reports(planned, real, seed, 28)).revised:
            covered[each.kind].append(each.low <= true_value(real, each) <= each.high)
    shares = {kind: np.mean(values) for kind, values in covered.items() if kind != "visits"}
    assert shares.keys() >= {"arrival", "place", "organisation"}
    assert {kind: share for kind, share in shares.items() if not 0.8 <= share <= 0.98} == {}


@pytest.mark.parametrize("factor", [0.8, 1.2])
def test_with_more_days_the_level_is_nearer_to_the_truth_and_its_interval_closer(
    planned: Planned, factor: float
) -> None:
    data: Any = scenario_data(planned.scenario)
    for place in data["places"].values():
        for pool in place["pools"].values():
            pool["turnout_factor"] = factor
    data["uncertainty"] |= {"turnout_spread": 0.0, "place_turnout_spread": 0.0}
    real = Scenario.model_validate(data)
    found = defaultdict(list)
    for seed in range(6):
        rows = reports(planned, real, seed, 28)
        for days in (3, 28):
            last = planned.world.days[days - 1].date
            level = next(each for each in calibrated(planned, [row for row in rows if row.date <= last]).levels)
            assert level[0] == "activation"
            found[days].append(level[1:])
    errors = {days: abs(np.mean([level for level, *_ in each]) - factor) for days, each in found.items()}
    widths = {days: np.mean([high - low for _, low, high in each]) for days, each in found.items()}
    assert errors[28] < 0.06
    assert errors[28] < errors[3]
    assert widths[28] < 0.8 * widths[3]


def test_where_nothing_is_reported_nothing_changes(planned: Planned) -> None:
    found = calibrated(planned, [])
    assert found.days == 0
    assert all(each.new == pytest.approx(each.old, rel=1e-3) for each in found.revised)


def test_a_day_on_which_a_desk_was_closed_says_nothing_of_the_turnout(planned: Planned) -> None:
    rows = reports(planned, planned.scenario, 1, 28)
    first = min(row.date for row in rows if row.stream == "activation")
    closed = [replace(row, done=0) if row.date == first else row for row in rows]
    before, after = (calibrated(planned, found) for found in (rows, closed))
    assert after.days < before.days


def test_the_first_try_is_estimated_where_failures_are_reported(planned: Planned) -> None:
    rows = [replace(row, failed=round(row.done / 3)) for row in reports(planned, planned.scenario, 1, 28)]
    found = {each.path: each for each in calibrated(planned, rows).revised}
    success = found["service", "activation", "first_try_success"]
    assert (success.old, success.low < 0.75 < success.high) == (0.9, True)
    without = {each.path: each for each in calibrated(planned, [replace(row, failed=None) for row in rows]).revised}
    rate = ("turnout", "activation", "segments", "easy", "arrival", "weekday", "morning")
    assert found[rate].new == pytest.approx(without[rate].new * 0.9 / success.new, rel=1e-3), "done is what was seen"


def test_the_overlay_has_the_new_values_and_nothing_else(planned: Planned) -> None:
    found = calibrated(planned, reports(planned, planned.scenario, 1, 14))
    written = YAML(typ="safe", pure=True).load(found.overlay("tháng 5"))
    assert written.pop("purpose") == "tháng 5"
    leaves = dict(_leaves(written))
    assert {each.path: each.new for each in found.revised} == {
        path: value for path, value in leaves.items() if path[0] != "uncertainty"
    }
    assert {path[1] for path in leaves if path[0] == "uncertainty"} == {"turnout_spread", "place_turnout_spread"}


def _leaves(data: Mapping[str, Any], path: tuple[str, ...] = ()) -> Any:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def test_days_without_a_report_count_as_expected(planned: Planned) -> None:
    """A gap neither looks like a bad week nor stops the others from being read."""
    rows = reports(planned, planned.scenario, 1, 28)
    gap = {date(2024, 4, 10), date(2024, 4, 11)}
    whole, gappy = (calibrated(planned, found) for found in (rows, [row for row in rows if row.date not in gap]))
    assert gappy.days < whole.days
    assert gappy.levels[0][1] == pytest.approx(whole.levels[0][1], abs=0.06)


def test_a_plan_without_desks_says_nothing(planned: Planned) -> None:
    nothing = Plan((), (), (), (), (), (), (), (), ())
    assert calibrate(planned.scenario, nothing, day_totals([])).levels == ()
