"""What each officer carries, as the roster level counts it too."""

from __future__ import annotations

import pytest

from optimizer.campaign.decisions import Decisions
from optimizer.planning.loads import burden_rows
from optimizer.planning.staffing import staffing_need
from optimizer.rostering.result import Status
from tests.worlds.solved import tiered
from tests.worlds.two_communes import make_world, stops


def test_overtime_of_a_day_away_is_counted() -> None:
    """07:00-11:00 and 13:30-17:30 with half an hour each way are nine hours: one above eight, an hour of travel."""
    world, rules = make_world()
    decisions = Decisions((), stops(world, ("tan_phu", 0, 0), ("tan_phu", 0, 1)))
    need = staffing_need(world, decisions)
    found = tiered(need.problems["district_team"], rules).staff(5.0)
    roster, weights = found.roster, world.weights
    each = weights.travel_hour * 1.0 + weights.overtime_hour * 1.0
    assert found.value == roster.tiers["burden"] == pytest.approx(2 * each)
    assert found.bound == pytest.approx(2 * each)
    assert found.status is Status.OPTIMAL
    burdens = {row.officer: row for row in burden_rows(world, decisions, need.duties, roster.assignments)}
    for officer in roster.assignments[need.problems["district_team"].slots[0].id]:
        assert burdens[officer].overtime_hours == pytest.approx(1.0)
        assert burdens[officer].burden == pytest.approx(each)
    assert sum(row.burden for row in burdens.values()) == pytest.approx(2 * each)
