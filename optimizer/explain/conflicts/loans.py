"""Whether officers of another unit, lent for some days though nothing says that they may be, would mend a conflict.

The units that clash are planned together with one other unit at a time, whose officers may be lent to them, first on
the days of the conflicts alone. Every rule holds for both, so that what is found is proved; as few officers as can be
are lent on as few days.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from math import inf

from ortools.sat.python import cp_model

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.decisions import Decisions
from optimizer.explain.conflicts.guarded import Keys, Solving, usual_solver
from optimizer.explain.conflicts.mends import DECIDING_GAP, Loan, Mend, mend_of
from optimizer.explain.conflicts.periods import period_of
from optimizer.explain.conflicts.question import PRICES, Question, question_about
from optimizer.planning.openings_model import OpeningsModel
from optimizer.planning.unit_groups import Units, sharing_people
from optimizer.rules.poster import Mode
from optimizer.world.world import World

SHARE, LEAST_SECONDS = 0.5, 4.0
"""Of the time left, for one solve; and no less than so many seconds."""
OFFICER_DAYS = 100
"""Days of a loan that weigh as much as one officer more."""


def loan_that_mends(
    question: Question,
    solving: Solving,
    clashing: Collection[Keys],
    wanted: Decisions,
    seconds: float,
    short: Collection[str] = (),
) -> Mend | None:
    """The loan from the first other unit that leaves a plan of both.

    Parameters
    ----------
    question, solving
        What is contradictory, and what solves may take.
    clashing
        The conflicts: only where crews are missing does a loan help, at the units they are missing in.
    wanted
        What is to open if it can.
    seconds
        Limit of the search.
    short
        Units known to have no plan themselves, which cannot lend.

    Returns
    -------
    Mend or None
        Nothing if no crews clash, if no unit has officers for them, or if none was found in time.
    """
    end = solving.budget.spent + seconds
    borrower = _borrower(question, clashing)
    if borrower is None:
        return None
    near = _days_of(question, clashing)
    lending = [units for units in _lending(question, borrower) if not set(units) & set(short)]
    for units, days in product(lending, (near, frozenset(range(len(question.world.days))))):
        left = end - solving.budget.spent
        if left <= 0 or solving.budget.is_stopped:
            return None
        found = _LoanSearch(question, solving, borrower, units, days, wanted).mend(left)
        if found is not None:
            return found
    return None


def _days_of(question: Question, clashing: Collection[Keys]) -> frozenset[int]:
    """The days (indices) that crews clash on, with the weeks they lie in."""
    begin = question.horizon[0]
    days: set[int] = set()
    for key in (key for keys in clashing for key in keys if question.rules[key.rule].asks_for_crews):
        first, last = period_of(key.when, question.horizon)
        monday, sunday = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
        days |= set(range((monday - begin).days, (sunday - begin).days + 1))
    return frozenset(days) & frozenset(range(len(question.world.days)))


def _borrower(question: Question, clashing: Collection[Keys]) -> str | None:
    """The unit whose crews clash."""
    posts = {str(post.id): post.unit for post in question.world.posts}
    keys = sorted(key for keys in clashing for key in keys if question.rules[key.rule].asks_for_crews)
    return next((posts[key.entity] for key in keys if key.entity in posts), None)


def _lending(question: Question, borrower: str) -> Iterator[Units]:
    """Other units with those they share people with, each lender first; few together, then near ones, come first.

    What few people have a say in is quickly proved.
    """
    world = question.world
    skills = {post.skill for post in world.posts if post.unit == borrower and post.skill is not None}
    able = {
        officer.unit for officer in world.officers if officer.unit not in question.units and skills <= officer.skills
    }
    groups = {unit: group for group in sharing_people(world, question.rules) for unit in group}
    for unit in sorted(able, key=lambda each: (len(groups[each]), _minutes_away(world, each, borrower), each)):
        yield unit, *(other for other in groups[unit] if other != unit)


def _minutes_away(world: World, unit: str, other: str) -> float:
    """On the way between two units' desks; endless where that is not known."""
    here, there = ([post.place for post in world.posts if post.unit == each] for each in (unit, other))
    return min((world.travel_minutes.get((one, two), inf) for one in here for two in there), default=inf)


class _LoanSearch:
    """Looks for the smallest loan from one unit to another.

    Parameters
    ----------
    question, solving
        What is contradictory, and what solves may take.
    borrower, units
        Who borrows; who lends, and with whom the lender shares people.
    days
        On which loans are looked for (indices).
    wanted
        What is to open if it can.
    """

    def __init__(
        self,
        question: Question,
        solving: Solving,
        borrower: str,
        units: Units,
        days: Collection[int],
        wanted: Decisions,
    ) -> None:
        lender, self._allowed = units[0], days
        self.solving, self.borrower, self.units = solving, borrower, question.units
        self.world = _lent(question.world, lender, borrower)
        together = question_about(self.world, question.rules, (*question.units, *units))
        self._days: dict[tuple[str, int], cp_model.IntVar] = {}
        self.model = None if together is None else self._modelled(question.rules, together, lender, wanted)

    def mend(self, seconds: float) -> Mend | None:
        """The loan with as few officers and days as are found, if there is a plan with one."""
        if self.model is None:
            return None
        budget, model = self.solving.budget, self.model.model
        officers = self._officers()
        model.minimize(
            OFFICER_DAYS * cp_model.LinearExpr.sum(list(officers)) + cp_model.LinearExpr.sum(list(self._days.values()))
        )
        solver = usual_solver(self.solving)
        if not budget.solve(solver, model, max(LEAST_SECONDS, SHARE * seconds)).has_roster:
            return None
        solution = list(solver.response_proto.solution)
        loans = self._loans(solution)
        for key, is_lent in self._days.items():
            if not solution[is_lent.index]:
                model.add(self._days[key] == 0)
        self.model.prefer_wanted()
        again = usual_solver(self.solving)
        again.parameters.relative_gap_limit = DECIDING_GAP
        first = nearest = self.model.decided(solution)[0]
        status = budget.solve(again, model, max(LEAST_SECONDS, SHARE * seconds))
        if status.has_roster:
            solution = list(again.response_proto.solution)
            loans, nearest = self._loans(solution), self.model.decided(solution)[0]
        price = PRICES["agreement"] * sum(loan.weeks for loan in loans)
        is_first_found = not status.is_conclusive and nearest == first
        return mend_of(self.world, self.units, nearest, {}, price, loans, is_first_found=is_first_found)

    def _modelled(self, rules: Rules, question: Question, lender: str, wanted: Decisions) -> OpeningsModel:
        made = OpeningsModel(self.world, rules, question.units, wanted, Mode.HARD, question.tours)
        lent = {officer.id for officer in self.world.officers if officer.unit == lender}
        for slot in made.roster.problem.slots:
            if slot.unit != self.borrower:
                continue
            for person in sorted(lent & set(made.roster.problem.candidates[slot.id])):
                if slot.day not in self._allowed:
                    made.roster.fix(made.roster.variables.assignments[person, slot.id], is_true=False)
                    continue
                if (person, slot.day) not in self._days:
                    self._days[person, slot.day] = made.model.new_bool_var(f"lent[{person},{slot.day}]")
                is_there = made.roster.variables.assignments[person, slot.id]
                made.model.add_implication(is_there, self._days[person, slot.day])
        return made

    def _officers(self) -> Sequence[cp_model.IntVar]:
        """Whether each officer is lent at all."""
        assert self.model is not None
        officers: dict[str, cp_model.IntVar] = {}
        for (person, _), day in self._days.items():
            if person not in officers:
                officers[person] = self.model.model.new_bool_var(f"lent[{person}]")
            self.model.model.add_implication(day, officers[person])
        return list(officers.values())

    def _loans(self, solution: Sequence[int]) -> tuple[Loan, ...]:
        """Who is on duty for the other unit, on which days."""
        assert self.model is not None
        roster = self.model.roster
        days: dict[str, set[date]] = {}
        for slot in roster.problem.slots:
            for person in roster.problem.candidates[slot.id]:
                is_lent = (person, slot.day) in self._days and slot.unit == self.borrower
                if is_lent and solution[roster.variables.assignments[person, slot.id].index]:
                    days.setdefault(person, set()).add(self.world.days[slot.day].date)
        return tuple(Loan(person, self.borrower, tuple(sorted(own))) for person, own in sorted(days.items()))


def _lent(world: World, lender: str, borrower: str) -> World:
    """The campaign in which all officers of one unit may be lent to another."""
    officers = tuple(
        replace(officer, lent_to=officer.lent_to | {borrower}) if officer.unit == lender else officer
        for officer in world.officers
    )
    return replace(world, officers=officers)
