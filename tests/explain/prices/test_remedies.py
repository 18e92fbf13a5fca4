"""The least that is enough: one less is not, and what is called proved is proved."""

from __future__ import annotations

from pathlib import Path

from optimizer.explain.prices.campaign_level import LEAST_MISSING
from optimizer.explain.prices.common_share import common_share
from optimizer.explain.prices.items import days_more
from optimizer.explain.prices.remedies import remedies
from tests.explain.prices.test_price_list import STREAM, pricing_of
from tests.worlds.short_target import loaded, short_target


def test_the_least_number_of_days_and_officers_is_enough_and_one_less_is_not(tmp_path: Path) -> None:
    pricing = pricing_of(loaded(tmp_path, short_target(target=58)))
    assert pricing.base.missing_in(STREAM) > LEAST_MISSING
    binding = pricing.binding()
    found = {each.kind: each for each in remedies(pricing, pricing.short[0], binding, pricing.price_list(binding))}
    assert found["accept"].amount > 0
    for kind in ("officers", "days"):
        remedy = found[kind]
        assert remedy.is_reached, kind
        tried = pricing.tried(remedy.items)
        assert tried is not None
        assert tried[0].missing_in(STREAM) < LEAST_MISSING
    days = round(found["days"].amount)
    if days > 1:
        before = pricing.tried([days_more(pricing.loaded.scenario, days - 1)])
        assert before is not None
        assert before[0].missing_in(STREAM) >= LEAST_MISSING
        assert found["days"].is_least == (before[0].least[STREAM] >= LEAST_MISSING)


def test_officers_in_any_number_are_called_hopeless_only_where_no_plan_reaches_the_target(tmp_path: Path) -> None:
    pricing = pricing_of(loaded(tmp_path, short_target(target=115)))
    binding = pricing.binding()
    hours = next(each for each in binding if each.limit == "hours")
    assert hours.is_gone
    (officers, *_) = remedies(pricing, pricing.short[0], binding, ())
    assert officers.is_hopeless
    assert officers.missing == hours.least[STREAM] >= LEAST_MISSING


def test_the_share_that_all_places_reach_is_reached_by_a_plan_and_below_its_bound(tmp_path: Path) -> None:
    pricing = pricing_of(loaded(tmp_path, short_target()))
    found = common_share(pricing.level, pricing.world, pricing.base, STREAM)
    assert found is not None
    base = min(
        pricing.base.plan.forecast.cumulative(*key, pricing.world.finish_by) / pool.target
        for key, pool in pricing.world.pools.items()
    )
    assert base <= found.share <= found.at_most < 1.0
    assert set(found.places) <= {"tan_phu", "thuan_phu"}
