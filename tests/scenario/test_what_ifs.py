"""Each what-if of the library moves the plan of three communes the way its purpose expects, as far as that is proved.

Value and bound enclose the least shortfall there is. Only where two plans differ by more than either one's gap is the
difference one between the campaigns, and not one between how well they happened to be planned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pytest

from benchmarks.three_communes import DONG_PHU
from optimizer.errors import ScenarioError
from tests.worlds.planned import Planned, plan
from tests.worlds.three_communes import three_communes, with_what_ifs

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
def planned(*overlays: str) -> Planned:
    """A verified plan of the three communes."""
    found = plan(three_communes(*overlays))
    assert found.verified().passed
    return found


@cache
def shortfall(*overlays: str, is_rough: bool) -> Enclosed:
    """The shortfall of the plan, with the bound that first steps prove, or all there are."""
    found = planned(*overlays)
    planner = found.loop.planner
    planner.prove(found.tiers["standing"].value, found.tiers["shortfall"].value, lambda: is_rough)
    bound = planner.shortfall_bound + planner.itinerary.shortfall_bound
    return Enclosed(bound, found.tiers["shortfall"].value)


def test_every_what_if_has_a_purpose_and_an_expectation() -> None:
    assert LIBRARY.keys() == EXPECTED.keys()
    for name in LIBRARY:
        loaded = with_what_ifs(name)
        assert list(loaded.purposes) == [f"scenarios/what_if/{name}.yaml"]
        assert loaded.purposes[f"scenarios/what_if/{name}.yaml"].startswith("Nếu ")
        assert loaded.changes
        assert loaded.warnings == ()


def test_the_reference_has_each_with_what_is_shown_of_it() -> None:
    text = (DONG_PHU.parents[1] / "docs" / "reference.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| .* \| (more|less|not proved) \|$", text, re.MULTILINE)
    words = {WORSE: "more", BETTER: "less"}
    assert dict(rows) == {
        name: "not proved" if name in WITHIN_GAPS else words[direction] for name, direction in EXPECTED.items()
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_a_what_if_moves_the_plan_as_expected(name: str) -> None:
    beside = BESIDE.get(name, ())
    if name in WITHIN_GAPS:
        base, changed = (shortfall(*overlays, is_rough=False) for overlays in (beside, (*beside, name)))
        assert EXPECTED[name] * (changed.value - base.value) > -min(base.gap, changed.gap)
    else:
        assert any(is_proved_to_move(name, beside, is_rough) for is_rough in (True, False))


def is_proved_to_move(name: str, beside: tuple[str, ...], is_rough: bool) -> bool:
    """Whether the plans differ as expected, and by more than either one's gap."""
    base, changed = (shortfall(*overlays, is_rough=is_rough) for overlays in (beside, (*beside, name)))
    return EXPECTED[name] * (changed.value - base.value) > max(base.gap, changed.gap)


def test_what_ifs_compose_in_any_order() -> None:
    names = ("no_weekends", "five_officers_ill", "one_officer_more", "system_down", "target_27000")
    assert with_what_ifs(*names).scenario == with_what_ifs(*reversed(names)).scenario


def test_what_ifs_that_set_one_value_differently_do_not() -> None:
    with pytest.raises(ScenarioError) as caught:
        with_what_ifs("no_weekends", "no_holidays")
    (conflict,) = caught.value.diagnostics
    *places, what, remedy = str(conflict).splitlines()
    assert places[0] == "scenarios/what_if/no_holidays.yaml:6  posts.desk_tan_phu.day_types"
    assert len(places) == 12
    assert what == (
        "  set to ['weekday', 'weekend'] here and to ['weekday', 'holiday'] at scenarios/what_if/no_weekends.yaml:6"
    )
    assert remedy == "  remove one of them, or put both in one overlay"
