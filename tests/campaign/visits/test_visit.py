"""Visits of a day are given their shifts."""

from __future__ import annotations

from dataclasses import replace

from optimizer.campaign.visits.visit import Visit, stops_of
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.world.calendar import DayShift
from tests.worlds.small import small_world

COMMUNES = next(
    programme
    for programme in compile_world(Scenario.model_validate(small_world(2, 4))).programmes
    if programme.kind == "commune"
)
DAY = [DayShift(0, shift) for shift in range(3)]


def test_the_longest_visit_of_a_day_comes_first_where_it_may() -> None:
    """Two shifts at Tân Phú, one at Thuận Phú, where only the morning is allowed: it goes first after all."""
    allowed = {"tan_phu": frozenset(DAY), "thuan_phu": frozenset(DAY[:1])}
    programme = replace(COMMUNES, day_shifts=allowed)
    visits = [Visit(0, 1, programme, "thuan_phu"), Visit(0, 2, programme, "tan_phu")]
    found = {(stop.place, stop.day_shift.shift) for stop in stops_of(visits, {0: DAY})}
    assert found == {("thuan_phu", 0), ("tan_phu", 1), ("tan_phu", 2)}
    free = replace(COMMUNES, day_shifts={"tan_phu": frozenset(DAY), "thuan_phu": frozenset(DAY)})
    stops = list(stops_of([visit._replace(programme=free) for visit in visits], {0: DAY}))
    assert [(stop.place, stop.day_shift.shift) for stop in stops] == [("tan_phu", 0), ("tan_phu", 1), ("thuan_phu", 2)]
