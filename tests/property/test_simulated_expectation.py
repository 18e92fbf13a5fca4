"""With every source of chance off, simulation and the model's forecast, each written from the text, agree."""

from __future__ import annotations

import pytest

from optimizer.simulate.campaigns import simulate
from tests.property.test_two_forecasts_agree import SEEDS, draw_plan
from tests.worlds.simulated import only, schedule


@pytest.mark.parametrize("seed", SEEDS)
def test_every_day_agrees(seed: int) -> None:
    scenario, plan, _ = draw_plan(seed)
    outcomes = simulate(schedule(scenario, plan), only(), 2, seed=seed)
    targets = {target: number for number, target in enumerate(outcomes.targets)}
    days = {day: number for number, day in enumerate(outcomes.days)}
    assert len(plan.progress) > 0
    for row in plan.progress:
        counts = outcomes.done[:, targets[row.place, row.stream], days[row.date]]
        assert counts == pytest.approx([row.expected_cumulative] * 2, abs=1e-6), row
