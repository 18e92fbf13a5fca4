"""Which officers of some units stay, as a decision of the linear model: bounds over all choices, and choices to try.

Officers whom nothing but a name tells apart are one *group*; how many of each group stay is a whole number, and what
they can work at most in a week is added to the hours of their unit. The optimum of the model of ``linear_model`` with
these variables is a bound over every choice of who leaves and every plan with it, since for each choice it is the bound
of that campaign. Its solution says who is missed least: that choice is a proposal, to be planned and verified.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta

from ortools.math_opt.python import mathopt
from pybind11_abseil.status import StatusNotOk

from optimizer.campaign.allocation.hours import Hours, Rules, UnitWeek, most_minutes, weekly_hours
from optimizer.campaign.allocation.linear_model import AllocationModel
from optimizer.campaign.allocation.shift_classes import shift_classes
from optimizer.campaign.allocation.solving import ANSWERED, SOLVERS, NoAnswerError, asked, solved
from optimizer.campaign.visits.commune_yields import most_done_by_visits
from optimizer.world.ids import Week
from optimizer.world.roster_problem import Person
from optimizer.world.world import World

SECONDS = 20.0
"""Limit of one solve."""
KEPT = 1e-3
"""By how much a tier may exceed its optimum while a later one is sought."""
EASY_SHARE = 0.8
"""Share of the hours there are that a roster mostly can give; a proposal keeps to it where it can."""


@dataclass(frozen=True, slots=True, eq=False)
class StaffGroup:
    """Officers whom nothing but a name tells apart."""

    unit: str
    members: tuple[str, ...]
    """Ids, in the order of the scenario."""
    skills: frozenset[str]
    minutes: Mapping[Week, int]
    """What each of them can work in a week at most."""


@dataclass(frozen=True, slots=True)
class StaffBounds:
    """What no choice of who stays can better."""

    standing: float
    """Crew members lacking at standing duties."""
    shortfall: float | None
    """Weighted people missing at desks, over all plans that lack no more crew members than asked; ``None`` if there is
    no such plan."""


class StaffChoice:
    """The choice of who stays of some units' officers; every unit that has any keeps one.

    Parameters
    ----------
    world, rules
        The campaign with everybody, and its rules by id.
    units
        Those whose officers may leave.
    """

    def __init__(self, world: World, rules: Rules, units: Sequence[str]) -> None:
        self.world = world
        self.classes = shift_classes(world)
        others = tuple(officer for officer in world.officers if officer.unit not in units)
        nothing = dict.fromkeys(weekly_hours(world, rules), 0)
        self.hours = Hours(nothing | dict(weekly_hours(replace(world, officers=others), rules)))
        """Of those who cannot leave."""
        chosen = [officer for officer in world.officers if officer.unit in units]
        self.groups = tuple(_groups(world, rules, chosen))

    @property
    def officers(self) -> int:
        """How many there are to choose from."""
        return sum(len(group.members) for group in self.groups)

    def bounds(self, number: int, standing: float) -> StaffBounds:
        """Bounds over all choices of so many officers; each is the lower one of two solvers'.

        Parameters
        ----------
        number
            Officers who stay.
        standing
            Crew members that may lack at standing duties.
        """
        model = _ChoosingModel(self, number, is_standing_staffed=False)
        least = model.least(model.allocation.standing())
        if least > standing + KEPT:
            return StaffBounds(least, None)
        model = _ChoosingModel(self, number, is_standing_staffed=standing < 1 - KEPT)
        model.allocation.keep(model.allocation.standing(), standing + KEPT)
        return StaffBounds(least, model.least(model.allocation.shortfall()))

    def propose(
        self, number: int, tried: Collection[frozenset[str]] = (), needing: Mapping[str, int] | None = None
    ) -> frozenset[str] | None:
        """Who leaves with least harm, as far as the model can tell; ``None`` if it finds no further choice.

        Standing duties come first, then the shortfall, then that no week is filled to the last hour.

        Parameters
        ----------
        number
            Officers who stay.
        tried
            Ids of those who left in choices that are not to be proposed again.
        needing
            Unit to the number of officers that it is to keep at least.
        """
        for keeps_skills in (True, False):
            model = _ChoosingModel(self, number, is_standing_staffed=False)
            if keeps_skills:
                model.keep_skills()
            for unit, least in (needing or {}).items():
                model.keep_officers(unit, least)
            for leaving in tried:
                model.forbid(leaving)
            found = model.least_harm()
            if found is not None:
                return found
        return None


class _ChoosingModel:
    """The linear model with the numbers of those who stay, by group."""

    def __init__(self, choice: StaffChoice, number: int, *, is_standing_staffed: bool) -> None:
        self.choice, self.number = choice, number
        self.staying: dict[StaffGroup, mathopt.Variable] = {}
        world = choice.world
        self.allocation = AllocationModel(
            world,
            choice.classes,
            choice.hours,
            lambda pool: most_done_by_visits(world, pool),
            is_standing_staffed=is_standing_staffed,
            further_minutes=self._minutes_of_staying,
        )
        self.model = self.allocation.model

    def least(self, expression: mathopt.LinearTypes) -> float:
        """The lower one of two solvers' bounds on a tier; 0 where one has none."""
        self.model.minimize(expression)
        parameters = mathopt.SolveParameters(
            time_limit=timedelta(seconds=SECONDS), relative_gap_tolerance=1e-4, random_seed=1
        )
        bounds = []
        for solver in SOLVERS:
            result = asked(solver, self.model, parameters)
            answered = not isinstance(result, StatusNotOk) and result.termination.reason in ANSWERED
            bounds.append(float(result.best_objective_bound()) if answered else 0.0)
        return max(0.0, min(bounds))

    def least_harm(self) -> frozenset[str] | None:
        """Ids of those who leave where tier after tier is least; nothing if there is no such choice."""
        for expression in (self.allocation.standing(), self.allocation.shortfall(), self._beyond_easy()):
            self.model.minimize(expression)
            try:
                result = solved(self.model, SECONDS, gap=1e-3)
            except NoAnswerError:
                return None
            if not result.has_primal_feasible_solution():
                return None
            self.allocation.keep(expression, result.objective_value() + KEPT)
            values = result.variable_values()
        leaving = (group.members[round(values[own]) :] for group, own in self.staying.items())
        return frozenset(member for members in leaving for member in members)

    def keep_skills(self) -> None:
        """Let each unit keep somebody with each skill that somebody in it has."""
        holders: dict[tuple[str, str], list[mathopt.Variable]] = defaultdict(list)
        for group, variable in self.staying.items():
            for skill in group.skills:
                holders[group.unit, skill].append(variable)
        for variables in holders.values():
            self.model.add_linear_constraint(mathopt.fast_sum(variables) >= 1)

    def keep_officers(self, unit: str, number: int) -> None:
        """Let a unit keep so many, or all it has."""
        own = {group: variable for group, variable in self.staying.items() if group.unit == unit}
        least = min(number, sum(len(group.members) for group in own))
        self.model.add_linear_constraint(mathopt.fast_sum(list(own.values())) >= least)

    def forbid(self, leaving: Collection[str]) -> None:
        """Rule out one choice: some group keeps fewer than in it, for as many stay in all."""
        fewer = []
        for group, variable in self.staying.items():
            number = sum(member not in leaving for member in group.members)
            if number:
                is_fewer = self.model.add_binary_variable()
                spare = len(group.members) - number + 1
                self.model.add_linear_constraint(variable <= number - 1 + spare * (1 - is_fewer))
                fewer.append(is_fewer)
        self.model.add_linear_constraint(mathopt.fast_sum(fewer) >= 1)

    def _minutes_of_staying(self, model: mathopt.Model) -> Mapping[UnitWeek, list[mathopt.LinearTypes]]:
        """Add the choice to the model; minutes that it gives, as terms taken less."""
        taken: dict[UnitWeek, list[mathopt.LinearTypes]] = defaultdict(list)
        of_unit: dict[str, list[mathopt.Variable]] = defaultdict(list)
        for group in self.choice.groups:
            own = model.add_integer_variable(lb=0, ub=len(group.members), name=f"staying[{group.members[0]}]")
            self.staying[group] = own
            of_unit[group.unit].append(own)
            for week, minutes in group.minutes.items():
                taken[group.unit, week].append(-minutes * own)
        for variables in of_unit.values():
            model.add_linear_constraint(mathopt.fast_sum(variables) >= 1)
        model.add_linear_constraint(mathopt.fast_sum(list(self.staying.values())) == self.number)
        return taken

    def _beyond_easy(self) -> mathopt.LinearExpression:
        """Minutes used above the share of each unit's and week's hours that rosters mostly can give."""
        there: dict[UnitWeek, list[mathopt.LinearTypes]] = defaultdict(list)
        for group, own in self.staying.items():
            for week, minutes in group.minutes.items():
                there[group.unit, week].append(minutes * own)
        beyond = []
        for unit_week, terms in self.allocation.crews.minutes_used.items():
            staying = mathopt.fast_sum(there[unit_week]) if unit_week in there else mathopt.LinearExpression()
            fixed = self.choice.hours.capacity.get(unit_week, 0)
            variable = self.model.add_variable(lb=0.0)
            used = mathopt.fast_sum(terms) + (1 - EASY_SHARE) * staying - EASY_SHARE * fixed
            self.model.add_linear_constraint(variable >= used)
            beyond.append(variable)
        return mathopt.LinearExpression() + mathopt.fast_sum(beyond)


def _groups(world: World, rules: Rules, officers: Sequence[Person]) -> list[StaffGroup]:
    alike: dict[Hashable, list[Person]] = {}
    for officer in officers:
        own = tuple(rule for rule, statement in rules.items() if statement.scope.selects(officer.id, officer.unit))
        told = (getattr(officer, each.name) for each in fields(officer) if each.name not in ("id", "past_absences"))
        key = own, *told, tuple(sorted(officer.past_absences.items()))
        alike.setdefault(key, []).append(officer)
    return [
        StaffGroup(
            members[0].unit,
            tuple(member.id for member in members),
            members[0].skills,
            {week: most_minutes(world, rules, members[0], week) for week in world.weeks},
        )
        for members in alike.values()
    ]
