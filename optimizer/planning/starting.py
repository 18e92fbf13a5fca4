"""Planning begun from a plan of the same scenario that is verified already: what is as good is kept.

Its openings, visits, invitations and rosters are where planning stands at first. A campaign planned anew replaces them
only where it is better by a tier; then all that a first plan would be bettered by is tried on them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from optimizer.campaign.aims import Aims, with_aims
from optimizer.campaign.forecast import forecast
from optimizer.campaign.planner import CampaignPlan
from optimizer.campaign.tier_values import day_reached, plan_burden, shortfall_terms, standing_value
from optimizer.errors import OutOfTimeError
from optimizer.planning.recovery import recover
from optimizer.planning.state import PlanningState
from optimizer.world.plan import Plan
from optimizer.world.world import World

if TYPE_CHECKING:
    from optimizer.planning.loop import PlanningLoop

SLACK = 1e-6
"""People by which as few may be missing: float noise."""
NOTICED_PEOPLE, NOTICED_BURDEN = 0.5, 0.005
"""People fewer missing, and share of the burden less, from which on a campaign planned anew is worth other duties."""


def begun_from(loop: PlanningLoop, plan: Plan, aims: Aims) -> PlanningState | None:
    """Where planning stands with a known plan, or with a better one; nothing if it cannot be taken up as it is.

    Parameters
    ----------
    loop
        Plans.
    plan
        Of the loop's own campaign, verified.
    aims
        What it was planned for above the targets.

    Raises
    ------
    ContradictionError, OutOfTimeError
        As planning from nothing does.
    """
    began, known = loop.context.clock(), recover(loop.world, loop.rules, plan)
    as_it_was = CampaignPlan(known.decisions, forecast(loop.world, known.decisions))
    try:
        planner = loop.planner.retargeted(with_aims(loop.world, aims)) if aims else loop.planner
        anew = loop.planned(planner)
    except OutOfTimeError:
        loop.context.cut_short("anew")
        planner, anew = loop.planner_there_is, as_it_was
    campaign = replace(as_it_was, components=anew.components)
    staffed = loop.staffer.staff(campaign, near=[known.roster(name) for name in known.need.problems])
    if staffed.lacking:
        return None
    for solver in staffed.solvers.values():
        solver.keep()
    state = PlanningState(planner, staffed, aims, is_kept=True)
    state.round_seconds = loop.context.clock() - began
    if _is_better(planner.world, anew, campaign):
        other = loop.aim_at(state, aims)
        if _is_better(planner.world, loop.staffer.without_unstaffed(other.staffed), campaign):
            return other
    return state


def _is_better(world: World, campaign: CampaignPlan, than: CampaignPlan) -> bool:
    """Whether a campaign is better by a tier, by as much as is worth other duties."""
    standing, before = standing_value(world, campaign.decisions), standing_value(world, than.decisions)
    if standing != before:
        return standing < before
    missing, missing_before = (sum(shortfall_terms(world, each.forecast).values()) for each in (campaign, than))
    if abs(missing - missing_before) > NOTICED_PEOPLE:
        return missing < missing_before
    if world.seeks_earliest and (day := day_reached(world, campaign.forecast)) != (
        day_before := day_reached(world, than.forecast)
    ):
        return day is not None and (day_before is None or day < day_before)
    burden, burden_before = (plan_burden(world, each.decisions) for each in (campaign, than))
    return missing <= missing_before + SLACK and burden < (1 - NOTICED_BURDEN) * burden_before
