"""What is in reach of the whole district, and how to divide what places share: one linear model.

What a pool yields depends on *how many* shifts of each class (day type, shift) are open, hardly on which; as linear
terms of these numbers it is never too low (``pool_yields``). Queues and the cap on arrivals only lower the yield, since
the people who wait are monotone in each; so the optimum of this model is a **bound over all plans** on the standing and
shortfall tiers. For the burden it is a poor one (a quarter too low, for the chords): that tier is left to the labels of
``labelling``, and the model's fractional counts matter only where standing duties cannot all be staffed.

Officers appear as minutes per unit and week; helpers stand in for one officer each, a few times a week.

Tried and left: a day-by-day model with ``arrivals ≤ p·R`` under big-M has 11 × 273 binaries and a gap of 24 % after a
minute; one covering problem per commune over the whole campaign ignores that helpers and hours are weekly; this model
in whole numbers takes 28 s and misses the targets by what queues cost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from math import floor, inf
from typing import TypeVar

from ortools.math_opt.python import mathopt

from optimizer.campaign.allocation.allocation import Allocation, HomeVisitKey
from optimizer.campaign.allocation.crew_variables import CrewVariables
from optimizer.campaign.allocation.hours import Hours, UnitWeek
from optimizer.campaign.allocation.journey_burdens import least_visit_burden
from optimizer.campaign.allocation.pool_yields import PoolYield
from optimizer.campaign.allocation.prices import PricedBound, Prices, worth_of
from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.campaign.allocation.solving import NoAnswerError, bound, solved
from optimizer.campaign.decisions import InvitationKey
from optimizer.errors import Diagnostic, OutOfTimeError
from optimizer.texts.diagnostics import planning as texts
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId, PoolKey, Week
from optimizer.world.work import Organisation, Pool, Programme
from optimizer.world.world import World

Key = TypeVar("Key")

EVEN_PARTS = 50
"""Parts of a target, each of which weighs more than the one before where it is missed."""
SECONDS = 10.0
"""Limit of one solve; Đồng Phú takes less than one."""
KEPT = 1e-6
"""Slack on an earlier tier while a later one is sought."""


def least_standing(world: World, classes: tuple[ShiftClass, ...], hours: Hours) -> float:
    """Crew members that every plan lacks at standing duties, never too many."""
    model = mathopt.Model(name="standing")
    crews = CrewVariables(model, world, classes)
    crews.limit_minutes(hours, {})
    model.minimize(crews.missing())
    return max(0.0, bound(model, SECONDS, 0.0, gap=1e-4))


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
    is_standing_staffed
        Whether only plans are meant that staff every standing duty; what the desks yield is bounded tighter then.
    further_minutes
        Adds to the model what else takes officer-minutes of units and weeks, or gives them, as terms below 0.
    """

    def __init__(
        self,
        world: World,
        classes: tuple[ShiftClass, ...],
        hours: Hours,
        by_visits: Callable[[Pool], float] = lambda pool: 0.0,
        *,
        is_standing_staffed: bool,
        further_minutes: Callable[[mathopt.Model], Mapping[UnitWeek, list[mathopt.LinearTypes]]] = lambda model: {},
    ) -> None:
        self.world, self.by_visits, self.is_standing_staffed = world, by_visits, is_standing_staffed
        self.model = mathopt.Model(name="allocation")
        self.home_programmes = tuple(programme for programme in world.programmes if programme.kind == "home_visit")
        self.visited: dict[HomeVisitKey, mathopt.Variable] = {}
        """Visiting shifts."""
        self.invited: dict[InvitationKey, mathopt.Variable] = {}
        """People invited by organisations that choose between places."""
        self.invitation_limits: dict[tuple[Week, str], mathopt.LinearConstraint] = {}
        self.visit_limits: dict[tuple[str, Week], mathopt.LinearConstraint] = {}
        self.yields: dict[PoolKey, mathopt.LinearTypes] = {}
        """People whom desks and home visits have done by ``finish_by``, per pool with desks."""
        self.missing: dict[PoolKey, mathopt.Variable] = {}
        self.missing_minimum: dict[PoolKey, mathopt.Variable] = {}
        self.crews = CrewVariables(self.model, world, classes)
        self._latest: mathopt.SolveResult | None = None
        for programme in self.home_programmes:
            self._add_home_visits(programme)
        taken = self._visiting_minutes()
        for unit_week, terms in further_minutes(self.model).items():
            taken[unit_week] += terms
        self.crews.limit_minutes(hours, taken)
        for organisation in world.organisations:
            if len(organisation.places) > 1:
                self._add_invitations(organisation)
        for pool in world.pools.values():
            self._add_turnout(pool, [each for each in classes if each.post.pool == pool.key and not each.is_reserve])

    def standing(self) -> mathopt.LinearExpression:
        """Crew members missing at standing duties."""
        return self.crews.missing()

    def shortfall(self) -> mathopt.LinearExpression:
        """Weighted persons missing to the targets and minimum shares by ``finish_by``."""
        return mathopt.LinearExpression() + mathopt.fast_sum(
            [
                self.world.pools[key].weight * variable
                for missing in (self.missing, self.missing_minimum)
                for key, variable in missing.items()
            ]
        )

    def unevenness(self) -> mathopt.LinearExpression:
        """How unevenly targets are missed: people missing weigh the more, the larger their share of a pool's target."""
        terms: list[mathopt.LinearTypes] = []
        for key, missing in self.missing.items():
            target = self.world.pools[key].target
            parts = [self._new(target / EVEN_PARTS, "") for _ in range(EVEN_PARTS)]
            self.model.add_linear_constraint(mathopt.fast_sum(parts) >= missing)
            terms += [number * part for number, part in enumerate(parts)]
        return mathopt.LinearExpression() + mathopt.fast_sum(terms)

    def burden(self) -> mathopt.LinearExpression:
        """Burden of desk duties, loans and home visits."""
        homes = [
            least_visit_burden(self.world, programme, place) * variable
            for programme in self.home_programmes
            for (name, place, _), variable in self.visited.items()
            if name == programme.id
        ]
        return mathopt.LinearExpression() + mathopt.fast_sum(self.crews.burdens() + homes)

    def keep(self, expression: mathopt.LinearExpression, at_most: float) -> mathopt.LinearConstraint:
        """Keep an earlier tier while a later one is sought."""
        return self.model.add_linear_constraint(expression <= at_most)

    def make_whole(self, pools: Collection[PoolKey]) -> None:
        """Count in whole shifts and officers at the posts of some pools."""
        self.crews.make_whole(pools)

    def minimize(self, expression: mathopt.LinearExpression) -> Allocation:
        """Minimise one tier.

        Raises
        ------
        OutOfTimeError
            If no allocation is found within :data:`SECONDS`.
        NoAnswerError
            If the solvers say that there is none.
        """
        self.model.minimize(expression)
        result = solved(self.model, SECONDS, gap=1e-4)
        if not result.has_primal_feasible_solution():
            raise OutOfTimeError(
                Diagnostic(texts.CAMPAIGN_LEVEL, texts.NO_ALLOCATION(seconds=SECONDS), texts.MORE_TIME)
            )
        self._latest = result
        return self._read(result)

    def worth_of_minutes(self) -> Mapping[UnitWeek, float]:
        """What an officer-minute more would save of the tier minimised last; nothing if that is not known."""
        if self._latest is None or not self._latest.has_dual_feasible_solution():
            return {}
        return worth_of(self._latest, self.crews.minute_limits)

    def most_done(self) -> float:
        """People that all pools with desks can have done by ``finish_by``, never too low."""
        self.model.maximize(mathopt.LinearExpression() + mathopt.fast_sum(list(self.yields.values())))
        # The bound instead of the value: it holds though the time may have run out.
        return bound(self.model, SECONDS, inf)

    def least_shortfall(self) -> PricedBound:
        """Weighted persons missing in every plan, never too many."""
        return self._proved(self.shortfall(), None)

    def least_burden(self, allowance: float) -> PricedBound:
        """Burden of every plan that misses no more weighted persons, never too much."""
        return self._proved(self.burden(), self.keep(self.shortfall(), allowance + KEPT))

    def _proved(self, expression: mathopt.LinearExpression, allowed: mathopt.LinearConstraint | None) -> PricedBound:
        self.model.minimize(expression)
        try:
            result = solved(self.model, SECONDS)
        except NoAnswerError:
            return PricedBound(0.0)
        value = max(0.0, float(result.best_objective_bound()))
        if not result.has_dual_feasible_solution():
            return PricedBound(value)
        missing = 1.0 if allowed is None else worth_of(result, {"": allowed})[""]
        invited, visited = worth_of(result, self.invitation_limits), worth_of(result, self.visit_limits)
        return PricedBound(value, Prices(invited, visited, worth_of(result, self.crews.minute_limits), missing))

    def _new(self, upper: float, name: str) -> mathopt.Variable:
        return self.model.add_variable(lb=0.0, ub=upper, name=name)

    def _add_home_visits(self, programme: Programme) -> None:
        """Visiting shifts of each place and week: so many days a place, one place at a time."""
        world = self.world
        by_week: dict[str, list[mathopt.Variable]] = defaultdict(list)
        shifts_by_week: dict[str, set[DayShift]] = defaultdict(set)
        for place in programme.places:
            possible = [each for each in programme.day_shifts[place] if each.day <= world.finish_by]
            of_place = []
            for week in sorted({world.week_of(each) for each in possible}):
                day_shifts = {each for each in possible if world.week_of(each) == week}
                shifts_by_week[week] |= day_shifts
                variable = self._new(len(day_shifts), f"visit[{programme.id},{place},{week}]")
                self.visited[programme.id, place, week] = variable
                by_week[week].append(variable)
                of_place.append(variable)
            most = programme.maximum_visits * len({each.shift for each in possible})
            self.model.add_linear_constraint(mathopt.fast_sum(of_place) <= most)
        for week, variables in by_week.items():
            limit = self.model.add_linear_constraint(mathopt.fast_sum(variables) <= len(shifts_by_week[week]))
            self.visit_limits[programme.id, week] = limit

    def _visiting_minutes(self) -> dict[UnitWeek, list[mathopt.LinearTypes]]:
        """Officer-minutes of home visits, each shift a short one without its journey, to rate it never too high."""
        shortest = min(shift.minutes for shift in self.world.shifts)
        minutes: dict[UnitWeek, list[mathopt.LinearTypes]] = defaultdict(list)
        for programme in self.home_programmes:
            for (name, _, week), variable in self.visited.items():
                if name == programme.id:
                    minutes[programme.team.unit, week].append(shortest * programme.team.crew_size * variable)
        return minutes

    def _add_invitations(self, organisation: Organisation) -> None:
        last_week = self.world.days[self.world.finish_by].week
        for week in self.world.weeks:
            if week > last_week:
                break
            for place in organisation.places:
                name = f"invited[{week},{organisation.id},{place}]"
                self.invited[week, organisation.id, place] = self._new(organisation.weekly_capacity, name)
            total = mathopt.fast_sum([self.invited[week, organisation.id, place] for place in organisation.places])
            limit = self.model.add_linear_constraint(total <= organisation.weekly_capacity)
            self.invitation_limits[week, organisation.id] = limit

    def _add_turnout(self, pool: Pool, classes: Iterable[ShiftClass]) -> None:
        """What the pool misses of its target and minimum share; nothing for pools that only teams visit."""
        shifts = {each: self.crews.open[each] for each in classes}
        if not shifts:
            return
        visits = {
            programme: self._visits_to(programme, pool.place)
            for programme in self.home_programmes
            if programme.team.stream == pool.stream and pool.place in programme.places
        }
        total = PoolYield(
            self.model,
            self.world,
            pool,
            shifts,
            self.invited,
            visits,
            is_standing_staffed=self.is_standing_staffed,
        ).total
        self.yields[pool.key] = total
        reached = total + pool.already_done + self.by_visits(pool)
        self.missing[pool.key] = self._new(pool.target, f"missing[{pool.place},{pool.stream}]")
        self.model.add_linear_constraint(self.missing[pool.key] >= pool.target - reached)
        if pool.minimum > 0:
            minimum = self._new(pool.minimum, f"minimum[{pool.place},{pool.stream}]")
            self.missing_minimum[pool.key] = minimum
            self.model.add_linear_constraint(minimum >= pool.minimum - reached)

    def _visits_to(self, programme: Programme, place: PlaceId) -> Mapping[str, mathopt.Variable]:
        """Week to the visiting shifts of a programme at one place."""
        return {
            week: variable
            for (name, visited, week), variable in self.visited.items()
            if (name, visited) == (programme.id, place)
        }

    def _read(self, result: mathopt.SolveResult) -> Allocation:
        values = result.variable_values()

        def whole(variables: Mapping[Key, mathopt.Variable]) -> dict[Key, int]:
            return {key: round(values[each]) for key, each in variables.items() if round(values[each])}

        return Allocation(
            shifts=whole(self.crews.open),
            helpers=whole(self.crews.helped),
            lacking=whole(self.crews.lacking),
            loans=whole(self.crews.lent),
            # Rounded down, so that no organisation invites more people than it can.
            invitations={key: floor(values[each] + 1e-6) for key, each in self.invited.items()},
            home_visits=whole(self.visited),
            expected={
                key: self.world.pools[key].already_done + mathopt.evaluate_expression(total, values)
                for key, total in self.yields.items()
            },
            value=result.objective_value(),
        )
