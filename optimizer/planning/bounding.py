"""How much better a plan could be: bounds on the tiers, as close as the time allows."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.planner import CampaignPlan, CampaignPlanner
from optimizer.events import Event
from optimizer.planning.assembly import published_duties
from optimizer.planning.context import PlanningContext
from optimizer.planning.staffed import Staffed
from optimizer.rostering.bounds.proved import proved
from optimizer.rostering.bounds.tier_bounds import TierBounds
from optimizer.rostering.budget import Budget
from optimizer.world.world import World

BOUND_STEPS = 16
"""Evaluations of the bound on the burden at the most, for each component of the campaign."""
ROSTER_BOUND_SECONDS, ROSTER_BOUND_SHARE = 2.0, 0.25
"""Limit of each proof on one unit's timelines, and share of the time left for all of them."""


def bound_rosters(
    world: World, rules: Rules, staffed: Staffed, values: Mapping[str, float], context: PlanningContext
) -> Mapping[str, float]:
    """Bounds over all rosters of what is published, by tier, whose values are given."""
    begin = context.clock()
    until = begin + ROSTER_BOUND_SHARE * (context.deadline - begin)

    def budget() -> Budget:
        return context.budget(min(ROSTER_BOUND_SECONDS, until - context.clock()))

    with context.timed("preferences"):
        units = published_duties(world, staffed)
        with ThreadPoolExecutor(context.threads) as pool:
            return TierBounds(units, rules, values, pool, budget).prove()


def bound_burden(
    planner: CampaignPlanner, campaign: CampaignPlan, values: Mapping[str, float], context: PlanningContext
) -> float:
    """Bound the burden over all plans whose earlier tiers are no worse; the planner has bounded those."""
    if not campaign.components:
        # What was fallen back on is no plan of the campaign level, which has nothing to compare it with.
        return 0.0
    with context.timed("burden"):
        journeys = planner.journeys_bound(values["shortfall"])
        bound = planner.desks_bound(values["standing"], values["shortfall"])
    for _ in range(BOUND_STEPS * len(planner.components)):
        if context.is_over():
            context.cut_short("bounds")
            break
        with context.timed("burden"):
            best = journeys + bound.improve(context.is_over)
        context.report(Event("bound", "burden", values["burden"], proved(best, values["burden"])))
    return journeys + bound.value
