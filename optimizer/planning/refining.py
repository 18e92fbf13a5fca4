"""Fairer and more welcome rosters, and evener ones among those as good, in the time that the bounds leave."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from optimizer.events import Event
from optimizer.planning.context import PlanningContext
from optimizer.planning.staffed import Staffed

FAIRNESS_SHARE = 0.75
"""Of the time for better rosters, how much fairness may take; the rest is kept for wishes."""
EVEN_SECONDS, EVEN_SHARE = 4.0, 0.15
"""Kept for evenings that are shared more evenly, per hundred officers; but no more than this share of that time."""
EFFORT = {"fairness": 6.0, "preferences": 1.5}
"""Of each solve that makes one unit's roster better, by tier, in the solver's deterministic seconds."""
EVEN_EFFORT = 0.25
"""Of each that looks for evener evenings."""


def refine(staffed: Staffed, context: PlanningContext, latest: float) -> None:
    """Fairer rosters where they are not the fairest, the widest spread last; then wishes, and evenings at last.

    The time of what comes later is kept.

    Parameters
    ----------
    staffed
        Its rosters are replaced by better ones.
    context
        Limits, and whom to tell.
    latest
        When others need the time.
    """
    began = context.clock()
    unfair = [unit for unit, solver in staffed.solvers.items() if not solver.is_fairest]
    unfair.sort(key=lambda unit: staffed.rosters[unit].tiers["fairness"])
    _refine_tier(staffed, context, "fairness", unfair, began + FAIRNESS_SHARE * (latest - began))
    kept = EVEN_SHARE * (latest - began)
    _refine_tier(
        staffed, context, "preferences", list(staffed.solvers), latest - min(kept, context.for_all(EVEN_SECONDS))
    )
    _even_out(staffed, context, latest)


def _refine_tier(staffed: Staffed, context: PlanningContext, tier: str, units: Sequence[str], latest: float) -> None:
    """Improve a tier of the units' rosters in turn: of the time that is left, each may take an equal part."""
    units = [unit for unit in units if staffed.rosters[unit].tiers[tier] > 0.0]
    for done, unit in enumerate(units):
        left = latest - context.clock()
        if context.stop.is_requested or left <= 0.0:
            context.cut_short(tier, unit)
            continue
        with context.timed(tier):
            solver = staffed.solvers[unit].within(context.budget(max(0.5, left / (len(units) - done))))
            result = solver.refine(tier, EFFORT[tier])
        staffed.rosters[unit] = result.roster
        context.report(Event("roster", tier, result.value, result.bound, unit))


def _even_out(staffed: Staffed, context: PlanningContext, latest: float) -> None:
    """Share the evenings of each unit more evenly, two units at a time; none is begun once the time is up."""

    def even_out(unit: str) -> None:
        left = latest - context.clock()
        if context.stop.is_requested or left <= 0.0:
            context.cut_short("evenings", unit)
        else:
            solver = staffed.solvers[unit].within(context.budget(left))
            staffed.rosters[unit] = solver.even_out(EVEN_EFFORT)

    with ThreadPoolExecutor(context.threads) as pool:
        list(pool.map(even_out, list(staffed.solvers)))
