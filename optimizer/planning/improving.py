"""A first plan made better in the time that is left.

Shares that suit the places better come first, then steadier invitations, lighter and fairer rosters, and bounds. Each
step keeps what it cannot better, and what comes later keeps its share of the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from optimizer.campaign.aims import Aims
from optimizer.campaign.planner import CampaignPlan, CampaignPlanner
from optimizer.errors import NoRosterError, OutOfTimeError
from optimizer.planning.bounding import bound_burden, bound_rosters
from optimizer.planning.context import PlanningContext
from optimizer.planning.refining import refine
from optimizer.planning.staffed import Staffed
from optimizer.planning.state import PlanningState
from optimizer.planning.tiers import tier_values
from optimizer.planning.ties import steadily_invited

if TYPE_CHECKING:
    from optimizer.planning.loop import PlanningLoop

SHARING_ROUNDS = 2.0
"""Rounds of campaign and rosters that sharing anew may take the time of: most units are rostered otherwise."""
DIVISIONS = 3
"""Times that shares are divided anew at the most."""
LIGHTEN_SHARE = 0.6
"""Of what is left, how much taking away burden and sharing it may take, whatever wishes and bounds need: officers live
by their rosters."""
BOUND_SECONDS, BOUND_SHARE = 12.0, 0.2
"""Seconds kept for the bounds of each component of the campaign, at the cost of better rosters; but no more than this
share of the time for each, nor than half of what is left."""
SHORTFALL_SHARE = 0.6
"""Of the bounds' time, how much the shortfall's may take once it is close: the burden's begins with what that found."""


def share_anew(loop: PlanningLoop, state: PlanningState) -> None:
    """Divide what places share by what it is worth to them, and keep the new campaign where it can be staffed.

    That is a round of campaign and rosters again; it is not begun if it would take the bounds' time.
    """
    context, staffer = loop.context, loop.staffer
    if state.cuts or loop.opener.has_decided or state.is_floor:
        return
    needed = SHARING_ROUNDS * state.round_seconds + _kept_for_bounds(loop)
    if context.clock() + needed > context.deadline:
        context.cut_short("sharing")
        return
    with context.timed("shortfall"):
        campaign = _divided_anew(loop, state)
    tried: list[Staffed] = []
    near = list(state.staffed.rosters.values())
    for _ in state.planner.components:
        if campaign is state.staffed.campaign:
            break
        loop.tell(campaign)
        try:
            staffed = staffer.staff(campaign, (state.staffed, *tried), near)
        except (NoRosterError, OutOfTimeError):
            break
        if not staffed.lacking:
            state.staffed = staffed
            break
        tried.append(staffed)
        campaign = state.planner.taken_back(campaign, state.staffed.campaign, staffed.units_lacking)


def steady(loop: PlanningLoop, state: PlanningState, wanted: Aims) -> None:
    """Invite steadily and in whole tens, as far as nobody more is missing for it; what opens stays.

    Parameters
    ----------
    loop, state
        Plans, and where planning stands.
    wanted
        Pools that are to reach more than their target all the same, and how many people.
    """
    found = steadily_invited(loop.world, loop.staffer, state.staffed, wanted, loop.context)
    if found is not state.staffed.campaign:
        state.staffed, state.unsteadied = replace(state.staffed, campaign=found), state.staffed.campaign


def improve(loop: PlanningLoop, state: PlanningState) -> None:
    """Make rosters lighter, fairer and more welcome, and bound, within the time that is left."""
    context, planner = loop.context, loop.planner
    if not context.may_prove:
        # Not even the shortest of these steps would end in time.
        for what in ("burden", "fairness", "preferences", "bounds"):
            context.cut_short(what)
        return
    if loop.world.seeks_earliest:
        with context.timed("finish"):
            state.finish_bound = 1.0 + planner.finish_bound(state.staffed.campaign, context.is_over)
    began = context.clock()
    latest = max(context.deadline - _kept_for_bounds(loop), began + 0.5 * (context.deadline - began))
    loop.staffer.lighten(state.staffed, began + LIGHTEN_SHARE * (context.deadline - began))
    refine(state.staffed, context, latest)
    values = tier_values(loop.world, loop.rules, state.staffed)
    state.given_openings = bound_rosters(loop.world, loop.rules, state.staffed, values, context)
    if not context.may_prove:
        context.cut_short("bounds")
        return
    with context.timed("shortfall"):
        _prove_shortfall(planner, values, context)
    if state.aims:
        state.planner.adopt_bounds(planner)
    # Of the burden, over the plans that reach what this one aims at, as it did before invitations were steadied among
    # places: that changes no burden, and would let other plans miss their aims by as many.
    aimed = replace(state.staffed, campaign=state.unsteadied or state.staffed.campaign)
    values = tier_values(state.planner.world, loop.rules, aimed)
    state.burden_bound = bound_burden(state.planner, aimed.campaign, values, context)


def _prove_shortfall(planner: CampaignPlanner, values: Mapping[str, float], context: PlanningContext) -> None:
    """Bound what every plan lacks and misses, and leave time for what the burden's bound makes of it."""
    began = context.clock()
    until = began + SHORTFALL_SHARE * (context.deadline - began)
    planner.prove(values["standing"], values["shortfall"], context.is_over, lambda: context.clock() >= until)


def _divided_anew(loop: PlanningLoop, state: PlanningState) -> CampaignPlan:
    """The campaign with better shares; the same one if there are none, or the time is up."""
    better = campaign = state.staffed.campaign
    for _ in range(DIVISIONS):
        if loop.context.is_over():
            return campaign
        try:
            divided = state.planner.share_anew(better)
        except OutOfTimeError:
            break
        if divided is better:
            break
        better = divided
    return better


def _kept_for_bounds(loop: PlanningLoop) -> float:
    """Seconds kept for the bounds of all components."""
    each = min(BOUND_SECONDS, BOUND_SHARE * loop.context.settings.seconds)
    return each * len(loop.planner.components)
