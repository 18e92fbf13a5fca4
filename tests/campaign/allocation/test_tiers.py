"""The linear model's tiers in turn: what stands when a later one is not found."""

from __future__ import annotations

import pytest
from ortools.math_opt.python import mathopt

from optimizer.campaign.allocation.allocation import Allocation
from optimizer.campaign.allocation.hours import Hours
from optimizer.campaign.allocation.linear_model import AllocationModel
from optimizer.campaign.allocation.shift_classes import shift_classes
from optimizer.campaign.allocation.tiers import Allocated, allocate
from optimizer.errors import Diagnostic, OutOfTimeError
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.stopping import StopRequest
from optimizer.texts.diagnostics import planning as texts
from tests.worlds.small import small_world

PLENTY = 10**6


def allocated(monkeypatch: pytest.MonkeyPatch, found: int, stop: StopRequest) -> Allocated:
    """A small campaign whose first tiers, so many, are found in time; a later one ends with its limit."""
    minimize, values = AllocationModel.minimize, list[float]()

    def in_time(model: AllocationModel, expression: mathopt.LinearExpression) -> Allocation:
        if len(values) == found:
            raise OutOfTimeError(Diagnostic(texts.CAMPAIGN_LEVEL, texts.NO_ALLOCATION(seconds=1.0), texts.MORE_TIME))
        allocation = minimize(model, expression)
        values.append(allocation.value)
        return allocation

    monkeypatch.setattr(AllocationModel, "minimize", in_time)
    world = compile_world(Scenario.model_validate(small_world(1, 4, 4)))
    hours = Hours({("tan_phu", each): PLENTY for each in world.weeks})
    return allocate(world, shift_classes(world), hours, lambda pool: 0.0, stop)


@pytest.mark.parametrize("found", [1, 2])
def test_what_earlier_tiers_found_stands_where_a_later_one_is_not_found_in_time(
    monkeypatch: pytest.MonkeyPatch, found: int
) -> None:
    assert allocated(monkeypatch, found, StopRequest()).allocation.shifts


def test_nothing_stands_where_not_even_standing_duties_are_found_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OutOfTimeError):
        allocated(monkeypatch, 0, StopRequest())
