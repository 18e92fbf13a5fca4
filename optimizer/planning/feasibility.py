"""Whether there is any plan, whatever opens; and if so, the openings nearest to those wanted that have a roster.

The campaign level chooses openings without knowing everybody's rules. Rules that ask for duty (hours, wishes, fair
shares, company) may then leave no roster for them, and hard rules on crews may ask for standing duties that a better
roster could hold. Both are decided here, for units that share people: every opening that may exist is a choice of its
own (``openings_model``), visits of the itinerary may be left out, and every hard rule holds. A first solve looks for
openings near those wanted. That there are none is said only if a second solve agrees (``confirmation``), which also
knows the conditions that contradict each other.

Leaving a visit out keeps all rules that do not ask for duty, so "there is none" holds over all plans then, wherever the
teams travel. Where rules ask for duty, all tours that teams could make are choices of both solves (``possible_tours``);
if these leave a roster, or are too many to look at, nothing is called proved.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from ortools.sat.python import cp_model

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.decisions import Decisions
from optimizer.planning.openings_model import OpeningsModel
from optimizer.planning.possible_tours import possible_tours, programmes_of
from optimizer.planning.unit_groups import Units
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.confirmation import confirming_solver
from optimizer.rostering.result import Status
from optimizer.rostering.roster import Roster
from optimizer.rules.facts import Key
from optimizer.rules.poster import Mode
from optimizer.world.world import World

MOST_TOURS = 2000
"""Tours that are choices of one solve; the team of Đồng Phú has 34,000, which no solve would get through."""


@dataclass(frozen=True, slots=True)
class Feasible:
    """What opens so that there is a roster, and that roster."""

    decisions: Decisions
    """Those wanted, with what concerns the units as it can be."""
    roster: Roster
    """By the slots of the staffing need."""


@dataclass(frozen=True, slots=True)
class Infeasible:
    """No openings were found that have a roster."""

    is_proved: bool
    """Whether two solves say that no plan at all has one; else that remains open."""
    conflict: frozenset[Key] = frozenset()
    """Conditions that contradict each other, by rule, entity and when."""


def nearest_feasible(
    world: World,
    rules: Rules,
    units: Units,
    wanted: Decisions,
    budget: Budget,
    effort: float,
    *,
    workers: int,
    seed: int,
) -> Feasible | Infeasible:
    """The openings nearest to those wanted that have a roster under all hard rules.

    Parameters
    ----------
    world, rules
        The campaign, and its rules by id as the scenario states them with that on one place.
    units
        All units that share people with each other.
    wanted
        What the campaign is to do, if it can.
    budget
        Seconds or steps, and the stop request.
    effort
        Of each of up to three solves, in the solver's deterministic seconds.
    workers, seed
        Of the solver.
    """
    model = OpeningsModel(world, rules, units, wanted, Mode.HARD)
    model.prefer_wanted()
    finder = cp_model.CpSolver()
    finder.parameters.random_seed = seed
    finder.parameters.num_workers = 2 if budget.is_deterministic else workers
    finder.parameters.interleave_search = budget.is_deterministic
    status = budget.solve(finder, model.model, inf, effort=effort)
    if status.has_roster:
        return Feasible(*model.decided(list(finder.response_proto.solution)))
    if status is not Status.INFEASIBLE:
        return Infeasible(is_proved=False)
    tours = None
    if asks_for_duty(world, rules, units) and any(programmes_of(world, units)):
        tours = possible_tours(world, units, MOST_TOURS)
        if tours is None:
            return Infeasible(is_proved=False)
        elsewhere = OpeningsModel(world, rules, units, wanted, Mode.HARD, tours)
        if budget.solve(finder, elsewhere.model, inf, effort=effort) is not Status.INFEASIBLE:
            return Infeasible(is_proved=False)
    guarded = OpeningsModel(world, rules, units, wanted, Mode.GUARDED, tours)
    guarded.roster.assume_guards()
    checker = confirming_solver(seed)
    if budget.solve(checker, guarded.model, inf, effort=effort) is not Status.INFEASIBLE:
        return Infeasible(is_proved=False)
    return Infeasible(is_proved=True, conflict=guarded.roster.conflict(checker))


def asks_for_duty(world: World, rules: Rules, units: Units) -> bool:
    """Whether somebody of the units may have to be on duty by a hard rule on people."""
    officers = {officer.id for officer in world.officers if officer.unit in units}
    return any(
        rule.enforcement == "hard"
        and rule.asks_for_duty
        and (rule.scope.units is None or bool(set(rule.scope.units) & set(units)))
        and (rule.scope.officers is None or bool(set(rule.scope.officers) & officers))
        for rule in rules.values()
    )
