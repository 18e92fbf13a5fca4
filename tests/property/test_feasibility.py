"""What is called impossible is impossible, and what is possible is planned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.errors import ContradictionError
from tests.worlds.drawn_campaigns import HOURS, HOURS_WITH_NIGHTS, Desk, DrawnCampaign
from tests.worlds.planned import plan

MOST_CELLS = 11
"""Officers' possible duties: two to this power are the rosters looked at."""
ASKING: Mapping[str, Mapping[str, Any]] = {
    "hours": {"kind": "hours_in_period", "period": "horizon", "at_least": 4},
    "many_hours": {"kind": "hours_in_period", "period": "horizon", "at_least": 8, "at_most": 12},
    "duties": {"kind": "duties_in_period", "period": "horizon", "of": "duties", "at_least": 2},
    "evenings": {"kind": "duties_in_period", "period": "horizon", "of": "evenings", "at_least": 1},
    "few": {"kind": "duties_in_period", "period": "horizon", "of": "duties", "at_most": 1},
    "wishes": {"kind": "availability", "of": "requests"},
    "fair": {"kind": "fair_share", "measure": "evenings", "group_by": "scope"},
    "fair_hours": {"kind": "fair_share", "measure": "hours"},
    "together": {"kind": "together_apart", "relation": "together", "officers": ["o0", "o1"]},
    "apart": {"kind": "together_apart", "relation": "apart", "officers": ["o0", "o1"]},
    "apart_in_shift": {"kind": "together_apart", "relation": "apart", "officers": ["o0", "o1"], "per": "shift"},
    "runs": {"kind": "consecutive_days", "of": "duty", "at_least": 2},
    "short_runs": {"kind": "consecutive_days", "of": "duty", "at_most": 1},
    "rest": {"kind": "rest_between_duties", "hours": 12},
    "crews": {"kind": "coverage"},
    "crews_of_one": {"kind": "coverage", "scope": {"units": ["u0"]}},
}


@st.composite
def campaigns(draw: st.DrawFn) -> DrawnCampaign:
    """One or two units, two or three officers, up to four days; so few cells that every roster can be looked at."""
    units = ["u0", "u1"][: draw(st.integers(1, 2))]
    officers = tuple(
        (unit, draw(st.sampled_from([None, other])) if (other := next((u for u in units if u != unit), None)) else None)
        for unit in draw(st.lists(st.sampled_from(units), min_size=2, max_size=3))
    )
    desks = tuple(_desk(draw, unit) for unit in draw(st.lists(st.sampled_from(units), min_size=1, max_size=2)))
    cells_a_day = sum(len(desk.shifts) * sum(desk.unit in serves for serves in officers) for desk in desks)
    days = min(draw(st.integers(1, 4)), max(1, MOST_CELLS // max(1, cells_a_day)))
    names = draw(st.lists(st.sampled_from(sorted(ASKING)), min_size=1, max_size=3, unique=True))
    wishes = draw(st.lists(st.tuples(st.integers(0, len(officers) - 1), st.integers(0, days - 1)), max_size=2))
    written = {"one": {"kind": "one_duty_at_a_time"}} if draw(st.booleans()) else {}
    rules = {**written, **{name: ASKING[name] for name in names}}
    hours = draw(st.sampled_from([HOURS, HOURS_WITH_NIGHTS]))
    return DrawnCampaign(days, desks, officers, tuple(dict.fromkeys(wishes)), rules, hours)


def _desk(draw: st.DrawFn, unit: str) -> Desk:
    shifts = tuple(draw(st.sampled_from([["morning"], ["evening"], ["morning", "evening"]])))
    standing = tuple(shift for shift in shifts if draw(st.booleans()))
    return Desk(unit, draw(st.integers(1, 2)), shifts, standing)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(campaigns())
def test_a_plan_is_found_if_there_is_one_and_only_then(drawn: DrawnCampaign) -> None:
    if drawn.has_plan():
        assert plan(drawn.data()).verified().passed
    else:
        with pytest.raises(ContradictionError) as refusal:
            plan(drawn.data())
        assert {diagnostic.where for diagnostic in refusal.value.diagnostics}
