"""The least burden of journeys to schools, where two visits on one day are one journey through both places.

Visits near the end of term and in the last days are worth most, so that schools share these days, and the way between
them is the price. Every choice of dates that stays within some pupils of the bound is known (``school_dates``); which
schools then meet on which days is a set-packing model, solved to a bound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import floor
from types import MappingProxyType
from typing import NamedTuple

from ortools.sat.python import cp_model

from optimizer.campaign.allocation.journey_burdens import shifts_a_day
from optimizer.campaign.visits.school_dates import DateChoice
from optimizer.stopping import StopRequest
from optimizer.world.ids import PlaceId
from optimizer.world.roster_problem import NORMAL_DAY_MINUTES
from optimizer.world.work import Team
from optimizer.world.world import World

SCALE = 1000
"""Integer steps per unit of burden and per weighted pupil."""
TOUR_SHIFTS = 2
"""Shifts a day that the model knows."""
DETERMINISTIC_TIME = 3.0
"""Limit of the solve; Đồng Phú takes a sixth of it."""
NOTHING: Mapping[DateChoice, float] = MappingProxyType({})
MOST_CHOICES = 5_000
"""Choices in all beyond which nothing is solved."""


def is_toured(world: World, teams: Sequence[Team]) -> bool:
    """Whether two schools on one day are one journey: a team by itself, with schools of one kind and two shifts a day.

    With others who drive, or a third visit on a day, they need not be.
    """
    schools = [each for each in world.programmes if each.team in teams and each.kind == "school"]
    is_alone = len(teams) == len(schools) == 1 and not schools[0].lenders
    return is_alone and shifts_a_day(world, teams[0]) == TOUR_SHIFTS


class Tours(NamedTuple):
    """Dates for all schools, so that their journeys weigh little."""

    choices: Sequence[DateChoice]
    bound: float
    """Burden of the journeys of all dates allowed, at the least."""


def best_tours(
    world: World,
    team: Team,
    choices: Mapping[PlaceId, Sequence[tuple[DateChoice, int]]],
    most_missed: int,
    least_visit: Callable[[PlaceId], float],
    stop: StopRequest | None = None,
    extra: Mapping[DateChoice, float] = NOTHING,
) -> Tours | None:
    """Dates with the least burden of journeys, of a team with no more than two shifts a day, if any are found.

    Parameters
    ----------
    world, team
        The campaign, and who visits.
    choices
        School to its choices of dates, and what each misses, in integer steps.
    most_missed
        What they may miss in all, in integer steps.
    least_visit
        Burden of one visiting shift at a place at the least, wherever else the team is on that day.
    stop
        Ends the search with what is found by then.
    extra
        What choices weigh beside their journeys.
    """
    if sum(map(len, choices.values())) > MOST_CHOICES:
        return None
    model = cp_model.CpModel()
    visits: dict[int, dict[PlaceId, list[cp_model.LinearExprT]]] = defaultdict(lambda: defaultdict(list))
    missed: list[cp_model.LinearExprT] = []
    chosen: dict[DateChoice, cp_model.IntVar] = {}
    for place, of_school in choices.items():
        variables = [model.new_bool_var("") for _ in of_school]
        model.add_exactly_one(variables)
        for (choice, steps), variable in zip(of_school, variables, strict=True):
            chosen[choice] = variable
            missed.append(steps * variable)
            # One shift of each visit counts: with fewer than are best, hardly more pupils may be missed.
            for day in choice.days:
                visits[day][place].append(variable)
    model.add(cp_model.LinearExpr.sum(missed) <= most_missed)
    burden: list[cp_model.LinearExprT] = [
        floor(SCALE * more) * chosen[choice] for choice, more in extra.items() if more >= 1 / SCALE
    ]
    for of_day in visits.values():
        tours: dict[tuple[PlaceId, ...], float] = {(place,): least_visit(place) for place in of_day}
        tours |= {pair: _tour(world, team, *pair) for pair in combinations(of_day, 2)}
        made = {tour: model.new_bool_var("") for tour in tours}
        model.add_at_most_one(made.values())
        for place, wanted in of_day.items():
            there = [variable for tour, variable in made.items() if place in tour]
            model.add(cp_model.LinearExpr.sum(there) >= cp_model.LinearExpr.sum(wanted))
        burden += [floor(SCALE * tours[tour]) * variable for tour, variable in made.items()]
    model.minimize(cp_model.LinearExpr.sum(burden))
    solver = _solver()
    with (stop or StopRequest()).interrupting(solver.stop_search):
        status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    best = [choice for choice, variable in chosen.items() if solver.boolean_value(variable)]
    return Tours(best, solver.best_objective_bound / SCALE)


def _solver() -> cp_model.CpSolver:
    """One worker that proves by cores.

    The linear programme is nearly tight, so that cores prove in a third of a second what branching does in more than
    one, and symmetries and probing save less than they cost.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.optimize_with_core = True
    solver.parameters.symmetry_level = solver.parameters.cp_model_probing_level = 0
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_deterministic_time = DETERMINISTIC_TIME
    return solver


def _tour(world: World, team: Team, first: PlaceId, second: PlaceId) -> float:
    """Burden of one day's journey through two places, for the whole crew, at the least."""
    weights, shortest = world.weights, min(shift.minutes for shift in world.shifts)
    travel = world.travel_minutes[team.base, first] + world.travel_minutes[first, second]
    travel += world.travel_minutes[second, team.base]
    overtime = max(0, 2 * shortest + travel - NORMAL_DAY_MINUTES)
    return team.crew_size * (weights.travel_hour * travel + weights.overtime_hour * overtime) / 60
