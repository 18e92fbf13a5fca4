"""The pricer against brute force: the same least reduced cost, by a timeline that exists and costs what it says."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.rostering.pricing import pricing_run
from optimizer.rostering.pricing.grid import on_grid
from optimizer.rostering.pricing.leeway import Leeway
from optimizer.rostering.pricing.pricer import build_pricers
from optimizer.rostering.pricing.workspace import Workspace
from optimizer.rostering.timelines.timeline import Timeline
from tests.worlds.roster_problems import Drawn, Enumerated, all_timelines, draw_problem

SEEDS = range(24)


def drawn_prices(drawn: Drawn, seed: int) -> np.ndarray:
    generator = np.random.default_rng(seed)
    prices = generator.uniform(-20, 60, len(drawn.problem.slots)) * drawn.compiled().scale
    return on_grid(prices)


def reduced(timeline: Enumerated, prices: np.ndarray) -> float:
    return timeline.cost - float(prices[list(timeline.duties)].sum())


def require_existing(timeline: Timeline, existing: list[Enumerated]) -> None:
    assert Enumerated(tuple(timeline.duties.tolist()), timeline.cost) in existing


@pytest.mark.parametrize("seed", SEEDS)
def test_pricing_finds_the_cheapest_timeline(seed: int) -> None:
    drawn = draw_problem(seed, days=7, persons=1)
    existing = all_timelines(drawn, drawn.problem.persons[0])
    (pricer,) = build_pricers(drawn.compiled())
    workspace = Workspace()
    for number in range(8):
        prices = drawn_prices(drawn, number)
        result = pricer.cheapest(prices, workspace)
        if not existing:
            assert result.timeline is None
            continue
        assert result.timeline is not None
        require_existing(result.timeline, existing)
        least = min(reduced(timeline, prices) for timeline in existing)
        assert result.timeline.reduced_cost(prices) == pytest.approx(least, abs=1e-6)
        assert result.bound == pytest.approx(least, abs=1e-6)


def within(timeline: Enumerated, own: Timeline, slot_days: np.ndarray, days: range) -> bool:
    """Whether a timeline differs from another on some days only."""
    fixed = {duty for duty in own.duties.tolist() if slot_days[duty] not in days}
    return {duty for duty in timeline.duties if slot_days[duty] not in days} == fixed


@pytest.mark.parametrize("seed", SEEDS)
def test_pricing_within_a_window_keeps_the_other_days(seed: int) -> None:
    drawn = draw_problem(seed, days=7, persons=1)
    compiled = drawn.compiled()
    existing = all_timelines(drawn, drawn.problem.persons[0])
    (pricer,) = build_pricers(compiled)
    workspace = Workspace()
    own = pricer.cheapest(drawn_prices(drawn, seed), workspace).timeline
    if own is None:
        assert existing == []
        return
    for days in (range(2, 5), range(0, 3), range(4, 7)):
        in_window = (compiled.slot_days >= days.start) & (compiled.slot_days < days.stop)
        prices = np.where(in_window, drawn_prices(drawn, seed + 100), 0.0)
        leeway = Leeway(days, own.choices, pricer.timelines.everything.allowed.copy())
        result = pricer.cheapest(prices, workspace, leeway)
        open_ones = [timeline for timeline in existing if within(timeline, own, compiled.slot_days, days)]
        least = min(reduced(timeline, prices) for timeline in open_ones)
        assert result.timeline is not None
        require_existing(result.timeline, open_ones)
        assert result.bound == pytest.approx(least, abs=1e-6)
        assert result.timeline.reduced_cost(prices) == pytest.approx(least, abs=1e-6)


def test_counters_that_are_priced_only_leave_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pricing_run, "MOST_CELLS", 0)
    met = asked = 0
    for seed in range(12):
        drawn = draw_problem(seed, days=7, persons=1)
        existing = all_timelines(drawn, drawn.problem.persons[0])
        (pricer,) = build_pricers(drawn.compiled())
        for number in range(8):
            prices = drawn_prices(drawn, number)
            result = pricer.cheapest(prices, Workspace())
            assert result.bound <= min((reduced(timeline, prices) for timeline in existing), default=np.inf) + 1e-6
            asked += bool(existing)
            if result.timeline is not None:
                require_existing(result.timeline, existing)
                met += 1
    assert met > 0.8 * asked


def test_a_timeline_is_judged_as_the_rules_do() -> None:
    drawn = draw_problem(3, days=5, persons=1)
    existing = all_timelines(drawn, drawn.problem.persons[0])
    (pricer,) = build_pricers(drawn.compiled())
    choices = pricer.timelines.choices
    allowed = 0
    for chosen in np.ndindex(*np.diff(choices.starts)):
        timeline = pricer.timelines.timeline((np.array(chosen) + choices.starts[:-1]).astype(np.int32))
        if timeline is not None:
            require_existing(timeline, existing)
            allowed += 1
    assert allowed == len(existing)


@pytest.mark.parametrize("seed", SEEDS)
def test_counters_that_were_exceeded_again_and_again_do_no_harm(seed: int) -> None:
    """Where what is allowed leaves nothing lawful, prices of counters rise with each pricing."""
    drawn = draw_problem(seed, days=7, persons=1)
    existing = all_timelines(drawn, drawn.problem.persons[0])
    compiled = drawn.compiled()
    (pricer,) = build_pricers(compiled)
    counters = range(len(compiled.automata[0].counters))
    pricer.watched.add(number for number in counters if number != pricer.timelines.networks.main)
    for _ in range(200):
        pricer.watched.move_prices(dict.fromkeys(pricer.watched.numbers, 1), 16.0)
    for number in range(4):
        prices = drawn_prices(drawn, number)
        result = pricer.cheapest(prices, Workspace())
        if existing:
            assert result.timeline is not None
            assert result.bound == min(reduced(timeline, prices) for timeline in existing)
