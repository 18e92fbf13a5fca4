"""Prices hold against two whole plans, bounds against what is found, and a stop keeps what is priced."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from optimizer.explain.precheck.reach import counted_missing
from optimizer.explain.prices.items import officer_more
from optimizer.explain.prices.price_list import MOST_ITEMS, Pricing, Short
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.loading import LoadedScenario
from optimizer.stopping import StopRequest
from optimizer.world.ids import StreamId
from tests.worlds.planned import plan
from tests.worlds.short_target import loaded, short_target

STREAM = StreamId("activation")


def pricing_of(scenario: LoadedScenario, stop: StopRequest | None = None, **settings: Any) -> Pricing:
    short = [Short(STREAM, "target", 0.0)]
    return Pricing(
        scenario,
        lambda each: compile_world(each.scenario),
        short,
        settings.get("cuts", ()),
        settings.get("chances"),
        settings.get("report", lambda _: None),
        stop or StopRequest(),
    )


@pytest.mark.parametrize("officers", [2, 3])
def test_an_officer_is_worth_what_two_whole_plans_differ_by_within_both_gaps(tmp_path: Path, officers: int) -> None:
    scenario = loaded(tmp_path, short_target(officers=officers))
    pricing = pricing_of(scenario)
    item = officer_more(scenario.scenario, "tan_phu")
    assert item is not None
    tried = pricing.tried([item])
    assert tried is not None
    price = pricing.worth(*tried)
    plans = [plan(each.scenario, improve=True).tiers for each in (scenario, pricing.changed([item]))]
    assert [tiers["standing"].value for tiers in plans] == [0.0, 0.0]
    before, after = (tiers["shortfall"] for tiers in plans)
    assert before.bound is not None
    assert after.bound is not None
    gaps = before.value - before.bound + after.value - after.bound
    assert price.people[STREAM] > 1.0
    assert abs(price.people[STREAM] - (before.value - after.value)) <= gaps + 1e-6
    # No plan with the officer misses less than the bound says.
    assert before.value - after.value <= price.at_most[STREAM] + (before.value - pricing.base.missing_in(STREAM)) + 1e-6


def test_no_limit_gone_brings_more_than_its_bound_and_nothing_is_lost(tmp_path: Path) -> None:
    pricing = pricing_of(loaded(tmp_path, short_target()))
    found = pricing.binding()
    assert {each.limit for each in found} == {"hours", "rest", "lanes", "turnout", "quotas", "deadline"}
    for each in found:
        assert each.least[STREAM] <= each.missing[STREAM] + 1e-6
        assert 0.0 <= each.worth.people[STREAM] <= each.worth.at_most[STREAM]
    gains = [each.worth.total for each in found]
    assert gains == sorted(gains, reverse=True)
    by_limit = {each.limit: each.worth.people[STREAM] for each in found}
    assert by_limit["hours"] > 1.0
    assert by_limit["lanes"] < by_limit["hours"]


def test_more_of_what_does_not_bind_is_worth_nothing(tmp_path: Path) -> None:
    data = short_target(officers=14)
    pricing = pricing_of(loaded(tmp_path, data))
    hours = next(each for each in pricing.binding() if each.limit == "hours")
    assert hours.worth.people[STREAM] < 0.5
    item = officer_more(pricing.loaded.scenario, "tan_phu")
    assert item is not None
    tried = pricing.tried([item])
    assert tried is not None
    assert pricing.worth(*tried).people[STREAM] < 0.5


def test_things_are_priced_in_order_and_a_stop_keeps_what_is_finished(tmp_path: Path) -> None:
    stop = StopRequest()
    told = []

    def report(event: Any) -> None:
        told.append(event)
        if len(told) == 12:
            stop.request()

    pricing = pricing_of(loaded(tmp_path, short_target()), stop, report=report)
    binding = pricing.binding()
    prices = pricing.price_list(binding)
    assert len(binding) == 6
    assert 0 < len(prices) < MOST_ITEMS
    assert [each.worth.total for each in prices] == sorted((each.worth.total for each in prices), reverse=True)


def test_what_rosters_taught_is_kept_with_what_a_change_adds(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, short_target())
    week = compile_world(scenario.scenario).weeks[1]
    free, cut = pricing_of(scenario), pricing_of(scenario, cuts=[("tan_phu", week, 0)])
    assert cut.base.missing_in(STREAM) > free.base.missing_in(STREAM) + 0.5
    item = officer_more(scenario.scenario, "tan_phu")
    assert item is not None
    tried = cut.tried([item])
    assert tried is not None
    opened = {
        opening.day_shift
        for opening in tried[0].plan.decisions.openings
        if opening.post.unit == "tan_phu" and tried[1].week_of(opening.day_shift) == week
    }
    assert opened, "the hours of an officer more are not cut with those that rosters could not use"


def test_where_only_a_chance_is_missed_everybody_is_planned_for(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, short_target(target=40))
    world = compile_world(scenario.scenario)
    asked: list[float] = []

    def chances(of_world: Any, campaign: Any) -> dict[StreamId, float]:
        """More people expected, a better chance."""
        done = sum(campaign.forecast.cumulative(*key, of_world.finish_by) for key in of_world.pools)
        asked.append(done)
        return {STREAM: done / 1000.0}

    short = Short(STREAM, "chance", 0.0, 0.5, 0.9)
    pricing = Pricing(
        scenario,
        lambda each: compile_world(each.scenario),
        [short],
        (),
        chances,
        lambda _: None,
        StopRequest(),
    )
    # The targets are reached, and yet more officers bring more people and a better chance.
    for key, pool in world.pools.items():
        assert pricing.base.plan.forecast.cumulative(*key, world.finish_by) > pool.target
    item = officer_more(scenario.scenario, "tan_phu")
    assert item is not None
    tried = pricing.tried([item])
    assert tried is not None
    worth = pricing.worth(*tried)
    assert worth.people[STREAM] > 1.0
    assert worth.chance[STREAM] == pytest.approx(worth.people[STREAM] / 1000.0, abs=1e-3)


@pytest.mark.parametrize("target", [60, 115, 125])
def test_every_plan_is_said_to_miss_no_less_than_is_counted(tmp_path: Path, target: int) -> None:
    pricing = pricing_of(loaded(tmp_path, short_target(target=target)))
    counted = counted_missing(pricing.world, STREAM)
    assert (counted > 0) == (target > 60)
    assert counted - 1e-6 <= pricing.base.least[STREAM] <= pricing.base.missing_in(STREAM) + 1e-6
