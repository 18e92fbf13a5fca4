"""Standing duties come first: no plan leaves more of them without people than a plan of standing duties alone."""

from __future__ import annotations

import pytest

from optimizer.campaign.decisions import Decisions
from optimizer.campaign.forecast import forecast
from optimizer.campaign.planner import CampaignPlan
from optimizer.planning.close_unstaffed import close_unstaffed
from optimizer.planning.floor import standing_only, with_floor_where_short
from optimizer.planning.staffed import Staffed
from optimizer.planning.staffing import staffing_need
from optimizer.rostering.roster import TieredRoster
from optimizer.world.calendar import DayShift
from optimizer.world.roster_problem import SlotId
from optimizer.world.world import World
from tests.worlds.planned import plan
from tests.worlds.small import lawful_rules, small_world
from tests.worlds.two_communes import make_world, opening, stops


def test_every_standing_duty_is_asked_for_and_nothing_else() -> None:
    world, _ = make_world()
    openings = standing_only(world).openings
    assert {(each.post.id, each.day_shift) for each in openings} == {
        (post.id, day_shift) for post in world.posts for day_shift in post.must_open
    }
    for each in openings:
        assert each.officers + each.helpers == each.post.crew_size
        assert not each.borrowed
    assert standing_only(world).stops == ()


def test_a_unit_that_lacks_more_than_it_must_is_kept_to_its_standing_duties() -> None:
    """What it lends is taken back, and its officers accompany no team; all others keep what they have."""
    world, _ = make_world()
    morning, evening = opening(world, "tan_phu", 0, 0, officers=1), opening(world, "tan_phu", 0, 2)
    lent = opening(world, "thuan_phu", 0, 2, borrowed=("tan_phu",))
    own = opening(world, "thuan_phu", 1, 2)
    away = stops(world, ("tan_phu", 0, 0), ("thuan_phu", 1, 0))
    alone = standing_only(world)
    others = [each for each in alone.openings if each.post.unit != "tan_phu"]
    wanted = Decisions((morning, evening, lent, own, *others), away)
    need = staffing_need(world, alone)
    crews = {duty.slot.id: ("someone",) * duty.slot.minimum for duty in need.duties.values()}
    floor = Staffed(_campaign(world, alone), need, {}, {"all": _roster(crews)})
    kept = with_floor_where_short(world, wanted, floor)
    at_tan_phu = [each for each in kept.openings if each.post.unit == "tan_phu"]
    assert at_tan_phu == [each for each in alone.openings if each.post.unit == "tan_phu"]
    assert lent not in kept.openings
    assert kept.stops == away[1:]


def _campaign(world: World, decisions: Decisions) -> CampaignPlan:
    return CampaignPlan(decisions, forecast(world, decisions))


def _roster(crews: dict[SlotId, tuple[str, ...]]) -> TieredRoster:
    return TieredRoster(crews, {}, {}, {}, {})


def test_a_stop_while_rosters_are_made_leaves_the_standing_duties() -> None:
    """The plan verifies, and says that nothing else was planned."""
    found = plan(small_world(2, 8, 4) | {"rules": lawful_rules()}, stop_after="campaign")
    assert found.state.is_floor
    assert found.tiers["standing"].value == 0
    assert found.plan.openings
    assert not found.plan.visits
    assert found.verified().passed


def test_what_is_closed_in_the_end_leaves_everybody_a_lawful_roster() -> None:
    """Officers of a commune with one officer too few: nothing that was closed is a breach of somebody's rest."""
    for officers in (1, 2):
        data = small_world(2, 12, officers, mobile_team=True) | {"rules": lawful_rules()}
        found = plan(data)
        assert not found.state.staffed.lacking
        decisions = found.state.staffed.campaign.decisions
        again, _ = close_unstaffed(found.world, decisions, found.state.staffed.need, found.state.staffed.held)
        assert again == decisions
        assert found.verified().passed


@pytest.mark.parametrize("day", [0, 1])
def test_standing_duties_are_those_of_the_calendar(day: int) -> None:
    world, _ = make_world()
    shifts = {each.day_shift for each in standing_only(world).openings if each.day_shift.day == day}
    assert shifts == {each for post in world.posts for each in post.must_open if each.day == day}
    assert DayShift(day, 2) not in shifts
