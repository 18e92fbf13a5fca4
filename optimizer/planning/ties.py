"""What makes a plan easier to work by, where its tiers leave a choice."""

from __future__ import annotations

from dataclasses import replace

from optimizer.campaign.aims import Aims
from optimizer.campaign.forecast import forecast
from optimizer.campaign.planner import CampaignPlan
from optimizer.campaign.steadying.steadying import steadied
from optimizer.planning.context import PlanningContext
from optimizer.planning.staffed import Staffed
from optimizer.planning.staffer import Staffer
from optimizer.world.world import World

STEADY_SHARE = 0.25
"""Of the time that is left, how much steadier invitations may take."""


def steadily_invited(
    world: World, staffer: Staffer, staffed: Staffed, wanted: Aims, context: PlanningContext
) -> CampaignPlan:
    """The campaign with steadier invitations; the same one where none are found that reach as much.

    Parameters
    ----------
    world, staffer, staffed
        The campaign, with the rosters that say what of it is published.
    wanted
        Pools that are to reach more than their target all the same, and how many people.
    context
        How much time is left.
    """
    began = context.clock()
    latest = began + STEADY_SHARE * (context.deadline - began)
    known = staffer.without_unstaffed(staffed).decisions
    found = steadied(world, known, wanted, lambda: context.is_over() or context.clock() > latest)
    if found is known:
        return staffed.campaign
    decisions = replace(staffed.campaign.decisions, invitations=found.invitations)
    return replace(staffed.campaign, decisions=decisions, forecast=forecast(world, decisions))
