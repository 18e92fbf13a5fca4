"""The limits that planning goes by."""

from __future__ import annotations

from math import inf

import pytest

from optimizer.planning.context import PlanningContext, Settings
from optimizer.stopping import StopRequest


class Clock:
    """A clock that is set by hand."""

    now = 50.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("seconds", [2.0, 5.0, 60.0])
def test_staffing_may_take_all_of_the_time_and_improving_leaves_enough_to_write(seconds: float) -> None:
    clock = Clock()
    context = PlanningContext(Settings(seconds), clock, lambda event: None, StopRequest(), officers=20)
    assert context.staffing_budget().limit == seconds
    assert seconds / 2 <= context.improving_budget(context.deadline).limit < seconds
    assert context.may_staff
    assert context.may_prove
    clock.now = context.deadline
    assert context.may_prove
    clock.now = 50.0 + seconds
    assert not context.may_staff
    assert not context.may_prove
    assert context.staffing_budget().limit == context.improving_budget(context.deadline).limit == 0.0


def test_what_was_cut_short_is_remembered_with_its_units() -> None:
    context = PlanningContext(Settings(), Clock(), lambda event: None, StopRequest(), officers=20)
    for what, unit in (("burden", "tan_phu"), ("burden", "tan_loi"), ("burden", "tan_phu"), ("bounds", "")):
        context.cut_short(what, unit)
    assert context.was_cut_short == {"burden": ("tan_phu", "tan_loi"), "bounds": ()}


def test_steps_are_not_limited_as_a_whole() -> None:
    settings = Settings(5.0, deterministic=True)
    context = PlanningContext(settings, Clock(), lambda event: None, StopRequest(), officers=20)
    assert context.staffing_budget().limit == inf


def test_time_for_simulating_the_last_plan_is_kept() -> None:
    def deadline(seconds: float, officers: int, kept: float) -> float:
        settings = Settings(seconds, kept_seconds=kept)
        return PlanningContext(settings, Clock(), lambda event: None, StopRequest(), officers).deadline - Clock.now

    assert deadline(60.0, 20, 0.0) - deadline(60.0, 20, 4.0) == 4.0
    assert deadline(600.0, 300, 0.0) - deadline(600.0, 300, 4.0) == 12.0
    # Half of the time is for planning, come what may.
    assert deadline(10.0, 20, 4.0) == 5.0


def test_what_closing_takes_is_kept_in_place_of_a_guess_once_it_is_known() -> None:
    context = PlanningContext(Settings(60.0, kept_seconds=4.0), Clock(), lambda event: None, StopRequest(), officers=20)
    assert context.deadline - Clock.now == 48.0
    context.know_closing(2.0)
    assert context.deadline - Clock.now == 53.0
    context.know_closing(10.0)
    assert context.deadline - Clock.now == 41.0
    context.know_closing(40.0)
    assert context.deadline == context.latest == Clock.now + 20.0
