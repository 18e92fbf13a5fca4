"""One timeline for everybody out of a few each: the mix of least cost, in whole numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from ortools.sat.python import cp_model

from optimizer.rostering.arrays import Vector
from optimizer.rostering.budget import Budget
from optimizer.rostering.pricing.free_part import FreePart
from optimizer.rostering.result import Status
from optimizer.rostering.timelines.problem import CrewNeed
from optimizer.rostering.timelines.timeline import Timeline


@dataclass(frozen=True, slots=True)
class WholeMix:
    """The best mix that was found."""

    timelines: Mapping[int, Timeline] | None
    """Nothing if none was met."""
    cost: int
    bound: int
    """No mix of the timelines known costs less."""


def cheapest_mix(
    need: CrewNeed,
    part: FreePart,
    known: Mapping[int, Sequence[Timeline]],
    limits: tuple[int, int],
    budget: Budget,
    seconds: float,
    workers: int,
) -> WholeMix:
    """Find the mix of least cost.

    Parameters
    ----------
    need, part
        The need for people, and the duties that are open.
    known
        Timelines of each person, of which one is to be chosen; the first ones are the mix to begin with.
    limits
        What any mix is known to cost at least, and what it may cost.
    budget, seconds, workers
        Counts steps, and knows of a stop; limit of the solve; threads.
    """
    model = cp_model.CpModel()
    taken = {person: [model.new_bool_var("") for _ in own] for person, own in known.items()}
    terms: list[cp_model.LinearExprT] = []
    holders: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    crews = part.crews.copy()
    for person, own in known.items():
        model.add_exactly_one(taken[person])
        crews[own[0].duties] += 1
        for timeline, is_taken in zip(own, taken[person], strict=True):
            terms.append(round(timeline.cost) * is_taken)
            model.add_hint(is_taken, timeline is own[0])
            for duty in timeline.duties.tolist():
                holders[duty].append(is_taken)
    terms += _priced_crews(model, need, part, holders, crews)
    cost = cp_model.LinearExpr.sum(terms)
    model.add_linear_constraint(cost, *limits)
    model.minimize(cost)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.linearization_level = 2
    status = budget.solve(solver, model, seconds)
    if status is Status.INFEASIBLE:
        return WholeMix(None, 0, limits[1] + 1)
    if not status.has_roster:
        return WholeMix(None, 0, limits[0])
    chosen = {
        person: next(own[k] for k, is_taken in enumerate(taken[person]) if solver.boolean_value(is_taken))
        for person, own in known.items()
    }
    return WholeMix(chosen, round(solver.objective_value), ceil(solver.best_objective_bound - 1e-6))


def _priced_crews(
    model: cp_model.CpModel,
    need: CrewNeed,
    part: FreePart,
    holders: Mapping[int, Sequence[cp_model.IntVar]],
    start: Vector,
) -> Iterator[cp_model.LinearExprT]:
    """What each open duty lacks or has too many, at its price, with the crews to start with as hints."""
    most = len(part.persons) + int(need.minimum.max(initial=0))
    for duty in part.duties:
        crew = cp_model.LinearExpr.sum(holders.get(duty, ())) + int(part.crews[duty])
        for price, missing, first in (
            (need.under[duty], int(need.minimum[duty]) - crew, need.minimum[duty] - start[duty]),
            (need.over[duty], crew - int(need.maximum[duty]), start[duty] - need.maximum[duty]),
        ):
            if price:
                amount = model.new_int_var(0, most, "")
                model.add(amount >= missing)
                model.add_hint(amount, max(0, round(first)))
                yield round(price) * amount
