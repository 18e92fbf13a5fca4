"""What a roster that is given comes to: soft rules as they are encoded, with every decision settled."""

from __future__ import annotations

from collections.abc import Mapping

from ortools.sat.python import cp_model

from optimizer.rostering.cp_sat.roster_model import RosterModel
from optimizer.rostering.roster import Roster, TieredRoster
from optimizer.rules.catalogue import AnyStatement
from optimizer.world.roster_problem import FREE_STATES, RosterProblem

COUNTED = ("burden", "preferences")
"""Tiers that breaches of soft rules enter; those of crews and fair shares are counted from the plan itself."""


def measured(problem: RosterProblem, rules: Mapping[str, AnyStatement], roster: Roster) -> TieredRoster:
    """The roster with the amounts by which it breaks soft rules on duties and days.

    Parameters
    ----------
    problem, rules
        The duties and people, and the rules by id.
    roster
        Who holds what, and what the other days are. What is no roster of this problem, since somebody holds two
        duties that share one crew or a day is two things at once, is left without amounts.
    """
    counted = {name: rule for name, rule in rules.items() if rule.weight is not None and rule.tier in COUNTED}
    amounts: dict[str, float] = {}
    if counted:
        model = RosterModel(problem, counted)
        settle(model, roster)
        model.model.minimize(
            cp_model.LinearExpr.sum([excess for own in model.posters.values() for _, excess in own.excesses])
        )
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
        if solver.solve(model.model) == cp_model.OPTIMAL:
            amounts = dict(model.roster(list(solver.response_proto.solution)).soft_amounts)
    return TieredRoster(roster.assignments, roster.absences, roster.unstaffed, {}, amounts)


def settle(model: RosterModel, roster: Roster) -> None:
    """Hold every assignment of a roster, and what its days without duty are."""
    variables = model.variables
    for slot in model.problem.slots:
        crew = roster.assignments.get(slot.id, ())
        for person in model.problem.candidates[slot.id]:
            model.fix(variables.assignments[person, slot.id], person in crew)
    for someone in model.problem.persons:
        for day in model.problem.horizon:
            kind = roster.absences.get((someone.id, day.index))
            if kind in FREE_STATES:
                model.fix(variables.has_state(kind, someone.id, day.index), True)
