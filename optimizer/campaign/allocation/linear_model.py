r"""What is in reach of the whole district, and how to divide what places share: one linear model.

What a pool yields depends on *how many* shifts of each class (day type, shift) are open, hardly on which: without
queues, ``R_after = R_before · Π(1 − q·p)`` over the open shifts. With ``a_k = −ln(1 − q·p_k)`` the exponent

    ``L_w = Σ_{v > w} Σ_k a_k · n_{k,v}``

is linear in the counts ``n``, and by ``finish_by`` a segment with ``R`` people has yielded at most

    ``R · (1 − exp(−L_0)) + q · Σ_w M_w · exp(−L_w)``,

the second term because whoever is mobilised in week *w* no longer comes on his own in the weeks after it. Both
are kept linear: the concave first term by tangents, the convex ``exp(−L_w)`` by its chord over the range that
``L_w`` can take. Queues (``φ < 1``) and the cap ``A + M ≤ R`` only lower the yield, since the state is monotone in
each; so the optimum of this model is a **bound over all plans** on the standing and shortfall tiers. For the burden it
is a poor one (a quarter too low, for the chord): that tier is left to the frontiers of ``refining`` and ``bounds``, and
the model's fractional counts matter only where standing duties cannot all be staffed.

Officers appear as minutes per unit and week; helpers stand in for one officer each, a few times a week.

Tried and left: a day-by-day model with ``arrivals ≤ p·R`` under big-M has 11 × 273 binaries and a gap of 24 % after a
minute; one covering problem per commune over the whole campaign ignores that helpers and hours are weekly; this model
in whole numbers takes 28 s and misses the targets by what queues cost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import floor
from typing import TypeVar

from ortools.math_opt.python import mathopt

from optimizer.campaign.allocation.hours import Hours
from optimizer.campaign.allocation.period_classes import ShiftClass
from optimizer.campaign.allocation.pool_yields import PoolYield
from optimizer.errors import Diagnostic, OutOfTimeError
from optimizer.texts.diagnostics import planning as texts
from optimizer.world.calendar import Period
from optimizer.world.roster_problem import NORMAL_DAY_MINUTES
from optimizer.world.work import Pool, Programme, Team
from optimizer.world.world import World

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Allocation:
    """Counts per class and week; the campaign without its days."""

    shifts: Mapping[ShiftClass, int]
    helpers: Mapping[ShiftClass, int]
    """Officers replaced by helpers, per class."""
    lacking: Mapping[ShiftClass, int]
    """Crew members missing at standing duties that open all the same, per class."""
    loans: Mapping[tuple[str, str, str], int]
    """(lending unit, post, week) to officer-shifts."""
    invitations: Mapping[tuple[str, str, str], int]
    """(week, organisation, place) to people."""
    home_visits: Mapping[tuple[str, str, str], int]
    """(programme, place, week) to shifts."""
    expected: Mapping[tuple[str, str], float]
    """What the model expects of each pool by ``finish_by``, ``already_done`` included."""
    value: float
    bound: float


class AllocationModel:
    """The linear model; tiers are optimised one after another, each kept while the next is sought.

    Parameters
    ----------
    world
        The campaign.
    classes
        Its shift classes.
    hours
        Officer-minutes per unit and week.
    by_visits
        People of a pool with desks that visits to its commune have done, at the most.
    """

    def __init__(
        self,
        world: World,
        classes: tuple[ShiftClass, ...],
        hours: Hours,
        by_visits: Callable[[Pool], float] = lambda pool: 0.0,
    ) -> None:
        self.world, self.classes, self.hours, self.by_visits = world, classes, hours, by_visits
        self.model = mathopt.Model(name="allocation")
        self.classes_of: dict[tuple[str, str], list[ShiftClass]] = defaultdict(list)
        for each in self.classes:
            self.classes_of[each.post.id, each.week].append(each)
        self.open: dict[ShiftClass, mathopt.Variable] = {}
        self.helped: dict[ShiftClass, mathopt.Variable] = {}
        self.unopened: dict[ShiftClass, mathopt.Variable] = {}
        self.lacking: dict[ShiftClass, mathopt.Variable] = {}
        self.lent: dict[tuple[str, str, str], mathopt.Variable] = {}
        self.invited: dict[tuple[str, str, str], mathopt.Variable] = {}
        self.visited: dict[tuple[str, str, str], mathopt.Variable] = {}
        self.missing: dict[tuple[str, str], mathopt.Variable] = {}
        self.missing_minimum: dict[tuple[str, str], mathopt.Variable] = {}
        self.visited_elsewhere: dict[tuple[str, str], float] = {}
        self.yields: dict[tuple[str, str], mathopt.LinearSum | mathopt.LinearExpression | float] = {}
        self._add_openings()
        self._add_helpers()
        self._add_loans()
        self._add_home_visits()
        self._add_hours()
        self._add_invitations()
        for pool in world.pools.values():
            self._add_turnout(pool)

    def standing(self) -> mathopt.LinearExpression:
        """Crew members missing at standing duties."""
        return mathopt.LinearExpression() + mathopt.fast_sum(
            [each.post.crew_size * variable for each, variable in self.unopened.items()] + list(self.lacking.values())
        )

    def shortfall(self) -> mathopt.LinearExpression:
        """Weighted persons missing to the targets and minimum shares by ``finish_by``."""
        return mathopt.LinearExpression() + mathopt.fast_sum(
            [
                self.world.pools[key].weight * variable
                for missing in (self.missing, self.missing_minimum)
                for key, variable in missing.items()
            ]
        )

    def burden(self) -> mathopt.LinearExpression:
        """Burden of desk duties, loans and home visits."""
        desks = [each.burden * self._officers(each) for each in self.classes if each.burden]
        loans = [self.world.weights.loan * variable for variable in self.lent.values()]
        homes = [
            visit_burden(self.world, programme, place) * variable
            for programme in self._home_programmes()
            for (name, place, _), variable in self.visited.items()
            if name == programme.id
        ]
        return mathopt.LinearExpression() + mathopt.fast_sum(desks + loans + homes)

    def keep(self, expression: mathopt.LinearExpression, at_most: float) -> None:
        """Keep an earlier tier while a later one is sought."""
        self.model.add_linear_constraint(expression <= at_most)

    def make_whole(self, pools: Collection[tuple[str, str]]) -> None:
        """Count in whole shifts and officers at the posts of some pools."""
        for variables in (self.open, self.helped, self.unopened, self.lacking):
            for each, variable in variables.items():
                if each.post.pool in pools:
                    variable.integer = True

    def minimize(self, expression: mathopt.LinearExpression, seconds: float) -> Allocation:
        """Minimise one tier.

        Raises
        ------
        OutOfTimeError
            If no allocation is found in the time given.
        """
        self.model.minimize(expression)
        parameters = mathopt.SolveParameters(
            time_limit=timedelta(seconds=max(seconds, 0.1)), relative_gap_tolerance=1e-4, random_seed=1
        )
        result = mathopt.solve(self.model, mathopt.SolverType.HIGHS, params=parameters, remove_names=True)
        if not result.has_primal_feasible_solution():
            raise OutOfTimeError(
                Diagnostic(texts.CAMPAIGN_LEVEL, texts.NO_ALLOCATION(seconds=seconds), texts.MORE_TIME)
            )
        return self._read(result)

    def most_done(self, seconds: float) -> float:
        """People that all pools with desks can have done by ``finish_by``, never too low."""
        self.model.maximize(mathopt.LinearExpression() + mathopt.fast_sum(list(self.yields.values())))
        parameters = mathopt.SolveParameters(time_limit=timedelta(seconds=max(seconds, 0.1)))
        result = mathopt.solve(self.model, mathopt.SolverType.HIGHS, params=parameters, remove_names=True)
        return float(result.best_objective_bound())

    def _new(self, upper: float, name: str) -> mathopt.Variable:
        return self.model.add_variable(lb=0.0, ub=upper, name=name)

    def _add_openings(self) -> None:
        for each in self.classes:
            name = f"{each.post.id},{each.week},{each.day_type},{each.shift}"
            most = each.standing if each.is_reserve else len(each.periods)
            self.open[each] = self._new(most, f"open[{name}]")
            if each.standing:
                self.unopened[each] = self._new(each.standing, f"unopened[{name}]")
                spare = each.post.crew_size - 1
                self.lacking[each] = self._new(spare * each.standing, f"lacking[{name}]")
                self.model.add_linear_constraint(self.open[each] + self.unopened[each] >= each.standing)

    def _add_helpers(self) -> None:
        """Helpers replace officers beside at least the officers a crew must have, so often a week."""
        shares: dict[tuple[str, str], list[mathopt.Variable]] = defaultdict(list)
        for helper in self.world.helpers:
            for week in self.world.weeks:
                days = [d for d in self.world.days if d.week == week and d.date not in helper.unavailable]
                most = min(helper.shifts_per_week, len(days) * len(self.world.shifts))
                portions = []
                for post in helper.posts:
                    portion = self._new(most, f"helper[{helper.id},{post},{week}]")
                    shares[post, week].append(portion)
                    portions.append(portion)
                self.model.add_linear_constraint(mathopt.fast_sum(portions) <= most)
        for (post, week), classes in self.classes_of.items():
            for each in classes:
                replaceable = each.post.crew_size - each.post.crew_officers
                self.helped[each] = self._new(replaceable * len(each.periods), f"helped[{post},{week}]")
                self.model.add_linear_constraint(self.helped[each] <= replaceable * self.open[each])
            helped = mathopt.fast_sum([self.helped[each] for each in classes])
            self.model.add_linear_constraint(helped <= mathopt.fast_sum(shares[post, week]))

    def _officers(self, each: ShiftClass) -> mathopt.LinearExpression:
        """Officer-shifts that a class takes."""
        officers = each.post.crew_size * self.open[each] - self.helped[each]
        return officers - self.lacking[each] if each in self.lacking else officers

    def _add_loans(self) -> None:
        for lender in {officer.unit for officer in self.world.officers}:
            borrowers = {unit for o in self.world.officers if o.unit == lender for unit in o.lent_to}
            for post in self.world.posts:
                if post.unit in borrowers:
                    for week in self.world.weeks:
                        self.lent[lender, post.id, week] = self._new(21, f"lent[{lender},{post.id},{week}]")

    def _home_programmes(self) -> tuple[Programme, ...]:
        return tuple(programme for programme in self.world.programmes if programme.kind == "home_visit")

    def _add_home_visits(self) -> None:
        for programme in self._home_programmes():
            by_week: dict[str, list[mathopt.Variable]] = defaultdict(list)
            shifts_by_week: dict[str, set[Period]] = defaultdict(set)
            for place in programme.places:
                possible = [p for p in programme.periods[place] if p.day <= self.world.finish_by]
                for week in sorted({self.world.week_of(period) for period in possible}):
                    periods = [period for period in possible if self.world.week_of(period) == week]
                    shifts_by_week[week] |= set(periods)
                    variable = self._new(len(periods), f"visit[{programme.id},{place},{week}]")
                    self.visited[programme.id, place, week] = variable
                    by_week[week].append(variable)
                most = programme.maximum_visits * len({period.shift for period in possible})
                total = [v for (name, where, _), v in self.visited.items() if (name, where) == (programme.id, place)]
                self.model.add_linear_constraint(mathopt.fast_sum(total) <= most)
            for week, variables in by_week.items():
                self.model.add_linear_constraint(mathopt.fast_sum(variables) <= len(shifts_by_week[week]))

    def _add_hours(self) -> None:
        """Officer-minutes of each unit and week: own desks, less what is borrowed, plus what is lent and visited.

        One lent officer-shift costs the lender a short shift and spares the borrower a long one, to rate it never too
        low.
        """
        shortest = min(shift.minutes for shift in self.world.shifts)
        longest = max(shift.minutes for shift in self.world.shifts)
        use: dict[tuple[str, str], list[mathopt.LinearTypes]] = defaultdict(list)
        for each in self.classes:
            use[each.post.unit, each.week].append(each.minutes * self._officers(each))
        unit_of_post = {post.id: post.unit for post in self.world.posts}
        for (lender, post, week), variable in self.lent.items():
            use[lender, week].append(shortest * variable)
            use[unit_of_post[post], week].append(-longest * variable)
            own = mathopt.fast_sum([self._officers(each) for each in self.classes_of[post, week]])
            borrowed = [v for (_, p, w), v in self.lent.items() if (p, w) == (post, week)]
            self.model.add_linear_constraint(mathopt.fast_sum(borrowed) <= own)
        for programme in self._home_programmes():
            for (name, _, week), variable in self.visited.items():
                if name == programme.id:
                    use[programme.team.unit, week].append(shortest * programme.team.crew_size * variable)
        for key, terms in use.items():
            available = self.hours.capacity.get(key, 0) - self.hours.committed.get(key, 0)
            self.model.add_linear_constraint(mathopt.fast_sum(terms) <= max(available, 0))

    def _add_invitations(self) -> None:
        last_week = self.world.days[self.world.finish_by].week
        for organisation in self.world.organisations:
            if len(organisation.places) == 1:
                continue
            for week in self.world.weeks:
                if week > last_week:
                    break
                for place in organisation.places:
                    name = f"invited[{week},{organisation.id},{place}]"
                    self.invited[week, organisation.id, place] = self._new(organisation.weekly_capacity, name)
                total = mathopt.fast_sum([self.invited[week, organisation.id, p] for p in organisation.places])
                self.model.add_linear_constraint(total <= organisation.weekly_capacity)

    def _add_turnout(self, pool: Pool) -> None:
        classes = [each for each in self.classes if each.post.pool == pool.key and not each.is_reserve]
        if not classes:
            return
        visits = {
            programme: {
                week: variable
                for (name, place, week), variable in self.visited.items()
                if (name, place) == (programme.id, pool.place)
            }
            for programme in self._home_programmes()
            if programme.team.stream == pool.stream and pool.place in programme.places
        }
        self.yields[pool.key] = PoolYield(
            self.model, self.world, pool, {each: self.open[each] for each in classes}, self.invited, visits
        ).total
        self.visited_elsewhere[pool.key] = self.by_visits(pool)
        self.missing[pool.key] = self._new(pool.target, f"missing[{pool.place},{pool.stream}]")
        reached = self.yields[pool.key] + pool.already_done + self.visited_elsewhere[pool.key]
        self.model.add_linear_constraint(self.missing[pool.key] >= pool.target - reached)
        if pool.minimum > 0:
            minimum = self._new(pool.minimum, f"minimum[{pool.place},{pool.stream}]")
            self.missing_minimum[pool.key] = minimum
            self.model.add_linear_constraint(minimum >= pool.minimum - reached)

    def _read(self, result: mathopt.SolveResult) -> Allocation:
        values = result.variable_values()

        def whole(variables: Mapping[Key, mathopt.Variable]) -> dict[Key, int]:
            return {key: round(values[v]) for key, v in variables.items() if round(values[v])}

        return Allocation(
            shifts=whole(self.open),
            helpers=whole(self.helped),
            lacking=whole(self.lacking),
            loans=whole(self.lent),
            invitations={key: floor(values[v] + 1e-6) for key, v in self.invited.items()},
            home_visits=whole(self.visited),
            expected={
                key: self.world.pools[key].already_done + mathopt.evaluate_expression(total, values)
                for key, total in self.yields.items()
            },
            value=result.objective_value(),
            bound=result.best_objective_bound(),
        )


def visit_burden(world: World, programme: Programme, place: str) -> float:
    """Least burden of one home-visiting shift at a place, journeys of the day included."""
    each = least_journey_burden(world, programme.team.base, place, shifts_a_day(world, programme.team))
    return programme.team.crew_size * each


def shifts_a_day(world: World, team: Team) -> int:
    """Shifts in which a team may be out on one day at the most."""
    programmes = [programme for programme in world.programmes if programme.team is team]
    return len(
        {period.shift for programme in programmes for allowed in programme.periods.values() for period in allowed}
    )


def least_journey_burden(world: World, base: str, place: str, most_shifts: int) -> float:
    """Least burden per crew member of travel and overtime for one shift at a place on a working day.

    A day of ``k`` shifts brings a journey at least to its farthest place and back, and overtime above the normal day;
    a shift's part is a ``k``-th of that at its own distance, which is no more than its part at the farthest.
    """
    weights, shortest = world.weights, min(shift.minutes for shift in world.shifts)
    travel = 2 * world.travel_minutes[base, place]
    return min(
        (weights.travel_hour * travel + weights.overtime_hour * max(0, number * shortest + travel - NORMAL_DAY_MINUTES))
        / 60
        / number
        for number in range(1, max(1, most_shifts) + 1)
    )
