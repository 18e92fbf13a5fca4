"""Each what-if of the library moves the plan of three communes the way its purpose expects, as far as that is proved.

Value and bound enclose the least shortfall there is. Only where two plans differ by more than either one's gap is the
difference one between the campaigns, and not one between how well they happened to be planned.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from optimizer.errors import ScenarioError
from optimizer.scenario.loading import load_scenario
from tests.planned import plan
from tests.three_communes import DONG_PHU, three_communes

LIBRARY = {path.stem: path for path in sorted(DONG_PHU.with_name("what_if").glob("*.yaml"))}
WORSE, BETTER = 1, -1
EXPECTED = {
    "deadline_earlier": WORSE,
    "evenings_until_21": WORSE,
    "five_officers_ill": WORSE,
    "kit_broken": WORSE,
    "less_mobilisation": WORSE,
    "no_holidays": WORSE,
    "no_weekends": WORSE,
    "office_hours": WORSE,
    "one_officer_more": BETTER,
    "schools_close_earlier": WORSE,
    "second_mobile_team": BETTER,
    "start_at_day_47": WORSE,
    "system_down": WORSE,
    "system_slow": WORSE,
    "target_27000": BETTER,
    "waiting_pool_larger": BETTER,
}
"""What each does to the shortfall."""
BESIDE = {"schools_close_earlier": ("waiting_pool_larger",)}
"""What lies over both plans: with the accounts out of play, little but the pupils is left to fall short."""
WITHIN_GAPS = {
    "second_mobile_team": "the bound lets one team be at two places at once, as two teams can be",
    "system_slow": "whoever is not served in that week comes later",
}
"""What is not proved to move the plan of three communes, and why."""


@dataclass(frozen=True)
class Enclosed:
    """Least shortfall there is, between a bound and a plan's value (people)."""

    bound: float
    value: float

    @property
    def gap(self) -> float:
        return self.value - self.bound


@cache
def shortfall(*overlays: str) -> Enclosed:
    """The shortfall of a verified plan of the three communes."""
    planned = plan(three_communes(overlays))
    assert planned.verified().passed
    planner = planned.loop.planner
    planner.prove(planned.tiers["standing"].value)
    bound = planner.shortfall_bound + planner.itinerary.shortfall_bound
    return Enclosed(bound, planned.tiers["shortfall"].value)


def test_every_what_if_has_a_purpose_and_an_expectation() -> None:
    assert LIBRARY.keys() == EXPECTED.keys()
    for name in LIBRARY:
        loaded = load_scenario(DONG_PHU, overlays=[Path(name)])
        assert list(loaded.purposes) == [f"scenarios/what_if/{name}.yaml"]
        assert loaded.purposes[f"scenarios/what_if/{name}.yaml"].startswith("Nếu ")
        assert loaded.changes
        assert loaded.warnings == ()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_what_if_moves_the_plan_as_expected(name: str) -> None:
    beside = BESIDE.get(name, ())
    base, changed = shortfall(*beside), shortfall(*beside, name)
    difference = EXPECTED[name] * (changed.value - base.value)
    if name in WITHIN_GAPS:
        assert difference > -min(base.gap, changed.gap)
    else:
        assert difference > max(base.gap, changed.gap)


def test_most_of_them_compose() -> None:
    """Two of the library conflict only where they set one value differently, and then both lines are named."""
    conflicts = set()
    for pair in combinations(LIBRARY, 2):
        try:
            load_scenario(DONG_PHU, overlays=[Path(name) for name in pair])
        except ScenarioError as error:
            conflicts.add(pair)
            told = [problem for problem in error.problems if " here and to " in problem.what]
            assert all(f"what_if/{pair[1]}.yaml:" in p.where and f"what_if/{pair[0]}.yaml:" in p.what for p in told)
    assert conflicts == set()
