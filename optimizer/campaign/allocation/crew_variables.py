"""Who mans the desks in the linear model: shifts open, helpers, loans, and the officer-minutes all that takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from ortools.math_opt.python import mathopt

from optimizer.campaign.allocation.allocation import LoanKey
from optimizer.campaign.allocation.hours import Hours, Lendable, UnitWeek
from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.world.ids import PoolKey, PostId, Week
from optimizer.world.world import World


class CrewVariables:
    """Variables and constraints on crews, per shift class and per loan.

    Parameters
    ----------
    model
        The linear model under construction.
    world, classes
        The campaign and its shift classes.
    """

    def __init__(self, model: mathopt.Model, world: World, classes: tuple[ShiftClass, ...]) -> None:
        self.model, self.world, self.classes = model, world, classes
        self.classes_of: dict[tuple[PostId, Week], list[ShiftClass]] = defaultdict(list)
        for each in classes:
            self.classes_of[each.post.id, each.week].append(each)
        self.open: dict[ShiftClass, mathopt.Variable] = {}
        self.helped: dict[ShiftClass, mathopt.Variable] = {}
        """Officers replaced by helpers."""
        self.unopened: dict[ShiftClass, mathopt.Variable] = {}
        """Standing duties left closed."""
        self.lacking: dict[ShiftClass, mathopt.Variable] = {}
        """Crew members missing at standing duties that open all the same."""
        self.lent: dict[LoanKey, mathopt.Variable] = {}
        """Officer-shifts."""
        self.minutes_used: dict[UnitWeek, list[mathopt.LinearTypes]] = {}
        """Officer-minutes that each unit and week takes, as terms to be added up; empty until they are limited."""
        self.minute_limits: dict[UnitWeek, mathopt.LinearConstraint] = {}
        self._add_openings()
        self._add_helpers()
        self._add_loans()

    def missing(self) -> mathopt.LinearExpression:
        """Crew members missing at standing duties."""
        return mathopt.LinearExpression() + mathopt.fast_sum(
            [each.post.crew_size * variable for each, variable in self.unopened.items()] + list(self.lacking.values())
        )

    def burdens(self) -> list[mathopt.LinearTypes]:
        """Burden of desk duties and of loans, to be added up."""
        desks = [each.burden * self.officers(each) for each in self.classes if each.burden]
        return [*desks, *(self.world.weights.loan * variable for variable in self.lent.values())]

    def officers(self, each: ShiftClass) -> mathopt.LinearExpression:
        """Officer-shifts that a class takes."""
        officers = each.post.crew_size * self.open[each] - self.helped[each]
        return officers - self.lacking[each] if each in self.lacking else officers

    def make_whole(self, pools: Collection[PoolKey]) -> None:
        """Count in whole shifts and officers at the posts of some pools."""
        for variables in (self.open, self.helped, self.unopened, self.lacking):
            for each, variable in variables.items():
                if each.post.pool in pools:
                    variable.integer = True

    def limit_minutes(self, hours: Hours, visiting: Mapping[UnitWeek, list[mathopt.LinearTypes]]) -> None:
        """Keep each unit and week within its hours: own desks, less what is borrowed, plus what is lent and visited.

        One lent officer-shift costs the lender a short shift and spares the borrower a long one, to rate it never too
        low.

        Parameters
        ----------
        hours
            Officer-minutes there are.
        visiting
            Officer-minutes that home visits take, as terms to be added up.
        """
        shortest = min(shift.minutes for shift in self.world.shifts)
        longest = max(shift.minutes for shift in self.world.shifts)
        unit_of_post = {post.id: post.unit for post in self.world.posts}
        use: dict[UnitWeek, list[mathopt.LinearTypes]] = defaultdict(list)
        for each in self.classes:
            use[each.post.unit, each.week].append(each.minutes * self.officers(each))
        for (lender, post, week), variable in self.lent.items():
            use[lender, week].append(shortest * variable)
            use[unit_of_post[post], week].append(-longest * variable)
            self._borrow_no_more_than_needed(post, week)
        for unit_week, terms in visiting.items():
            use[unit_week] += terms
        self.minutes_used = use
        for unit_week, terms in use.items():
            available = hours.capacity.get(unit_week, 0) - hours.committed.get(unit_week, 0)
            limit = self.model.add_linear_constraint(mathopt.fast_sum(terms) <= max(available, 0))
            self.minute_limits[unit_week] = limit
        if hours.lendable is not None:
            self._lend_no_more_than_there_are(hours.lendable, unit_of_post)

    def _lend_no_more_than_there_are(self, lendable: Lendable, unit_of_post: Mapping[PostId, str]) -> None:
        """Keep to the shifts of those who may be lent, to all units and to each."""
        for lender, week in dict.fromkeys((lender, week) for lender, _, week in self.lent):
            lent: dict[str, list[mathopt.Variable]] = defaultdict(list)
            for (unit, post, when), variable in self.lent.items():
                if (unit, when) == (lender, week):
                    lent[unit_of_post[post]].append(variable)
            able = {to: most for ((unit, to), when), most in lendable.items() if (unit, when) == (lender, week)}
            for borrower, variables in lent.items():
                most = sum(shifts for to, shifts in able.items() if borrower in to)
                self.model.add_linear_constraint(mathopt.fast_sum(variables) <= most)
            self.model.add_linear_constraint(
                mathopt.fast_sum([each for of_unit in lent.values() for each in of_unit]) <= sum(able.values())
            )

    def _borrow_no_more_than_needed(self, post: PostId, week: Week) -> None:
        needed = mathopt.fast_sum([self.officers(each) for each in self.classes_of[post, week]])
        borrowed = [variable for (_, other, when), variable in self.lent.items() if (other, when) == (post, week)]
        self.model.add_linear_constraint(mathopt.fast_sum(borrowed) <= needed)

    def _new(self, upper: float, name: str) -> mathopt.Variable:
        return self.model.add_variable(lb=0.0, ub=upper, name=name)

    def _add_openings(self) -> None:
        """Shifts of each class; after ``finish_by`` only standing duties, for nothing else counts there."""
        for each in self.classes:
            name = f"{each.post.id},{each.week},{each.day_type},{each.shift}"
            most = each.standing if each.is_reserve else len(each.day_shifts)
            self.open[each] = self._new(most, f"open[{name}]")
            if each.standing:
                self.unopened[each] = self._new(each.standing, f"unopened[{name}]")
                # A desk is open with one officer at least; the rest of the crew may be lacking.
                spare = each.post.crew_size - 1
                self.lacking[each] = self._new(spare * each.standing, f"lacking[{name}]")
                self.model.add_linear_constraint(self.open[each] + self.unopened[each] >= each.standing)

    def _add_helpers(self) -> None:
        """Helpers replace officers beside at least the officers a crew must have, so often a week."""
        portions = self._helper_portions()
        for (post, week), classes in self.classes_of.items():
            for each in classes:
                replaceable = each.post.crew_size - each.post.crew_officers
                self.helped[each] = self._new(replaceable * len(each.day_shifts), f"helped[{post},{week}]")
                self.model.add_linear_constraint(self.helped[each] <= replaceable * self.open[each])
            helped = mathopt.fast_sum([self.helped[each] for each in classes])
            self.model.add_linear_constraint(helped <= mathopt.fast_sum(portions[post, week]))

    def _helper_portions(self) -> Mapping[tuple[PostId, Week], list[mathopt.Variable]]:
        """Shifts that helpers give each post and week, divided among the posts where they may stand."""
        portions: dict[tuple[PostId, Week], list[mathopt.Variable]] = defaultdict(list)
        for helper in self.world.helpers:
            for week in self.world.weeks:
                days = [day for day in self.world.days if day.week == week and day.date not in helper.unavailable]
                most = min(helper.shifts_per_week, len(days) * len(self.world.shifts))
                own = [self._new(most, f"helper[{helper.id},{post},{week}]") for post in helper.posts]
                for post, portion in zip(helper.posts, own, strict=True):
                    portions[post, week].append(portion)
                self.model.add_linear_constraint(mathopt.fast_sum(own) <= most)
        return portions

    def _add_loans(self) -> None:
        for lender in dict.fromkeys(officer.unit for officer in self.world.officers):
            borrowers = {unit for each in self.world.officers if each.unit == lender for unit in each.lent_to}
            for post in self.world.posts:
                if post.unit in borrowers:
                    for week in self.world.weeks:
                        most = sum(post.crew_size * len(each.day_shifts) for each in self.classes_of[post.id, week])
                        self.lent[lender, post.id, week] = self._new(most, f"lent[{lender},{post.id},{week}]")
