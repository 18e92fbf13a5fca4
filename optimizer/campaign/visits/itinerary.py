"""Where the visiting teams are when: schools and communes of one team, loans between teams, then home visits.

A team is at one place at a time, and so are teams that share a kit, which are planned as if they were one. School
dates come as choices valued beforehand (``school_dates``); a commune needs so many visiting shifts to reach its target,
since each shift draws the same share of those who still wait. CP-SAT picks choices and days: first for the least
shortfall, then for the least travel.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import combinations, groupby, permutations
from operator import itemgetter

from ortools.sat.python import cp_model

from optimizer.campaign.allocation.linear_model import least_journey_burden, shifts_a_day
from optimizer.campaign.decisions import Stop
from optimizer.campaign.visits.kits import User, off_standing_duties, standing_periods, teams_by_kit, user_of
from optimizer.campaign.visits.lending import Free, LentVisits, Visit
from optimizer.campaign.visits.school_dates import DateChoice, DateChoices, date_choices
from optimizer.campaign.visits.yields import least_capacities, most_capacities, shortfall_by_visits
from optimizer.errors import Diagnostic, OutOfTimeError
from optimizer.texts.diagnostics.planning import MORE_TIME, NO_ITINERARY
from optimizer.world.calendar import Period
from optimizer.world.work import Pool, Programme, Team
from optimizer.world.world import World

SCALE = 1000
"""Integer steps per weighted person."""
LEAST_GAIN = 0.5
"""Weighted people for whom a team is lent at the least."""


@dataclass(frozen=True, slots=True)
class Itinerary:
    """The stops of the teams that visit schools and communes, with bounds on what they can achieve."""

    stops: tuple[Stop, ...]
    unlent: tuple[Stop, ...]
    """The stops if no team is lent."""
    shortfall_bound: float
    """Weighted people and pupils that no itinerary can avoid missing."""
    teams: tuple[_TeamItinerary, ...]
    """What the bounds come from: every visit, also in shifts in which a standing desk needs the kit."""

    def burden_bound(self, slack: float) -> float:
        """Burden of journeys of all itineraries that miss no more than ``slack`` weighted people above the bound."""
        return sum(team.least_burden(slack) for team in self.teams)


def plan_itinerary(world: World, *, effort: float, seed: int) -> Itinerary:
    """Plan the school and commune visits of every team.

    Parameters
    ----------
    world
        The campaign.
    effort
        Limit of each solve in the solver's deterministic time; Đồng Phú is proved optimal in 0.6.
    seed
        Seed of the solver, which runs on one worker and so repeats itself.

    Raises
    ------
    OutOfTimeError
        If the solver finds no itinerary within its limit.
    """
    groups = teams_by_kit(
        team for team in world.teams if any(p.team is team and p.kind != "home_visit" for p in world.programmes)
    )
    bounding = tuple(_TeamItinerary(world, group, {}) for group in groups)
    possible = off_standing_duties(world)
    teams = bounding if possible is world else tuple(_TeamItinerary(possible, group, {}) for group in groups)
    found = {each.teams: each.solve(effort, seed) for each in teams}
    unlent = tuple(stop for _, of_team in found.values() for stop in of_team)
    _lend(possible, teams, found, effort, seed)
    stops = tuple(stop for _, of_team in found.values() for stop in of_team)
    return Itinerary(stops, unlent, sum(team.shortfall_bound for team in bounding), bounding)


Found = tuple[float, list[Stop]]
"""Weighted people missed, and the stops."""


def _lend(
    world: World,
    teams: Sequence[_TeamItinerary],
    found: dict[tuple[Team, ...], Found],
    effort: float,
    seed: int,
) -> None:
    """Lend teams to those who miss most, on whole days on which they have no visit, where fewer are missed then."""

    def avoidable(each: _TeamItinerary) -> float:
        return found[each.teams][0] - each.shortfall_bound

    for each in sorted(teams, key=avoidable, reverse=True):
        lenders = {team for programme in world.programmes if programme.team in each.teams for team in programme.lenders}
        busy = {(user_of(stop.programme.team), stop.period.day) for _, stops in found.values() for stop in stops}
        # Of teams that share a kit one is lent, and none among themselves.
        others = [group for group in teams_by_kit(world.teams) if user_of(group[0]) != user_of(each.teams[0])]
        able = [next((team for team in group if team in lenders), None) for group in others]
        free = {team: _free_days(world, team, busy) for team in able if team is not None}
        if free and avoidable(each) > LEAST_GAIN:
            away = _days_away(each.teams, found)
            with suppress(OutOfTimeError):
                missed, stops = _TeamItinerary(world, each.teams, free, away).solve(effort, seed)
                if missed < found[each.teams][0] - LEAST_GAIN:
                    found[each.teams] = missed, stops


def _free_days(world: World, team: Team, busy: Collection[tuple[User, int]]) -> frozenset[int]:
    """Days on which the team's kit works, nobody is out with it, and no desk must stand with it."""
    taken = {period.day for period in standing_periods(world, team)} | team.out_of_order
    return frozenset(
        day.index for day in world.days if (user_of(team), day.index) not in busy and day.index not in taken
    )


def _days_away(teams: tuple[Team, ...], found: Mapping[tuple[Team, ...], Found]) -> frozenset[int]:
    """Days on which one of some teams that share a kit has been lent to others."""
    return frozenset(
        stop.period.day
        for others, (_, stops) in found.items()
        for stop in stops
        if others != teams and user_of(stop.programme.team) == user_of(teams[0])
    )


class _TeamItinerary:
    """The visits of one team, or of some that share a kit; some of them by others that are lent to it.

    On the days on which it is ``away``, lent to others, all of its visits are theirs.
    """

    def __init__(self, world: World, teams: tuple[Team, ...], free: Free, away: Collection[int] = frozenset()) -> None:
        self.world, self.teams = world, teams
        self.model = cp_model.CpModel()
        self.lent = LentVisits(self.model, free, self._visit_cost)
        self.use: dict[int, list[tuple[cp_model.IntVar, int, frozenset[Period]]]] = defaultdict(list)
        """Day to (variable, shifts it takes, and among which)."""
        self.missed: list[cp_model.LinearExprT] = []
        self.travel: list[cp_model.LinearExprT] = []
        programmes = [programme for programme in world.programmes if programme.team in teams]
        self.schools = [programme for programme in programmes if programme.kind == "school"]
        self.communes = [programme for programme in programmes if programme.kind == "commune"]
        periods = {p for programme in programmes for allowed in programme.periods.values() for p in allowed}
        self.periods_of_day: Mapping[int, list[Period]] = {
            day: list(group) for day, group in groupby(sorted(periods), key=lambda period: period.day)
        }
        self.shortfall_bound = 0.0
        self.choices: list[DateChoices] = []
        self.misses: dict[tuple[str, str], list[float]] = {}
        """Place and stream to the weighted people missing after 0, 1, 2, … visiting shifts."""
        self.chosen: dict[DateChoice, cp_model.IntVar] = {}
        self.commune_days: dict[tuple[Programme, str, int, int], cp_model.IntVar] = {}
        for programme in self.schools:
            self._add_schools(programme)
        for programme in self.communes:
            for place in programme.places:
                self._add_commune(programme, world.pools[place, programme.team.stream])
        for day, uses in self.use.items():
            self._fit_into_day(day, uses)
            if day in away:
                self.model.add(cp_model.LinearExpr.sum([shifts * variable for variable, shifts, _ in uses]) <= 0)
        for (_, day), uses in self.lent.use.items():
            self._fit_into_day(day, uses)

    def solve(self, effort: float, seed: int) -> Found:
        """Weighted people missed at the least, and the stops with the least travel."""
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = seed
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
        # What these find costs more than it saves: two thirds of the time.
        solver.parameters.symmetry_level = solver.parameters.cp_model_probing_level = 0
        solver.parameters.max_deterministic_time = effort
        missed, travel = (
            cp_model.LinearExpr.sum(self.missed),
            cp_model.LinearExpr.sum([*self.travel, *self.lent.extra_cost]),
        )
        self.model.minimize(missed)
        self._run(solver)
        least = round(solver.objective_value)
        self.model.add(missed <= least)
        for variable in [*self.chosen.values(), *self.commune_days.values(), *self.lent.chosen.values()]:
            self.model.add_hint(variable, solver.value(variable))
        self.model.minimize(travel)
        self._run(solver)
        return least / SCALE, self._stops(solver)

    def _run(self, solver: cp_model.CpSolver) -> None:
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise OutOfTimeError(Diagnostic(f"teams.{self.teams[0].id}", NO_ITINERARY, MORE_TIME))

    def _add_schools(self, programme: Programme) -> None:
        capacity = {day: len(periods) for day, periods in self.periods_of_day.items()}
        choices: DateChoices = date_choices(self.world, programme, capacity, may_stay_away=len(self.schools) > 1)
        is_slower = all(team.setup_minutes >= programme.team.setup_minutes for team in programme.lenders)
        if is_slower and not any(self._has_other_ways(place, programme.team.stream) for place in programme.places):
            self.shortfall_bound += choices.bound
            self.choices.append(choices)
        for place, offers in groupby(choices.offers_by_school(), key=lambda offer: offer.school.place):
            variables = []
            on_day: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
            for offer in offers:
                variable = self.model.new_bool_var("")
                self.chosen[offer] = variable
                variables.append(variable)
                self.missed.append(round(SCALE * offer.missed) * variable)
                self.travel.append(len(offer.days) * self._visit_cost(programme.team, place, 0) * variable)
                for day, shifts in zip(offer.days, offer.shifts, strict=True):
                    self.use[day].append((variable, shifts, self._periods(programme, place, day)))
                    on_day[day, shifts].append(variable)
            self.model.add_exactly_one(variables)
            for (day, shifts), visited in on_day.items():
                self._let_others_visit(programme, place, day, shifts, cp_model.LinearExpr.sum(visited))

    def _add_commune(self, programme: Programme, pool: Pool) -> None:
        periods = [p for p in programme.periods[pool.place] if p.day <= self.world.finish_by]
        days = sorted({period.day for period in periods})
        most_shifts = min(len(periods), programme.maximum_visits * len(self.world.shifts))
        misses = shortfall_by_visits(pool, programme, least_capacities(self.world, programme, most_shifts))
        if not self._has_other_ways(*pool.key):
            self.misses[pool.key] = shortfall_by_visits(
                pool, programme, most_capacities(self.world, programme, most_shifts)
            )
            self.shortfall_bound += self.misses[pool.key][-1]
        visited, whole_days = [], []
        for day in days:
            options = []
            burden = self._duty_cost(programme.team, next(period for period in periods if period.day == day))
            for shifts in range(1, sum(period.day == day for period in periods) + 1):
                variable = self.model.new_bool_var("")
                self.travel.append(shifts * burden * variable)
                self.commune_days[programme, pool.place, day, shifts] = variable
                self.use[day].append((variable, shifts, self._periods(programme, pool.place, day)))
                self._let_others_visit(programme, pool.place, day, shifts, variable)
                options.append(variable)
                visited.append(shifts * variable)
            self.model.add_at_most_one(options)
            whole_days += options
        total = cp_model.LinearExpr.sum(visited)
        self.model.add(cp_model.LinearExpr.sum(whole_days) <= programme.maximum_visits)
        miss = self.model.new_int_var(0, round(SCALE * misses[0]), "")
        number = self.model.new_int_var(0, most_shifts, "")
        self.model.add(number <= total)
        self.model.add_element(number, [round(SCALE * each) for each in misses], miss)
        self.missed.append(miss)
        self.travel.append(self._visit_cost(programme.team, pool.place, 0) * cp_model.LinearExpr.sum(whole_days))

    def _let_others_visit(
        self, programme: Programme, place: str, day: int, shifts: int, visited: cp_model.LinearExprT
    ) -> None:
        among = self._periods(programme, place, day)
        takers = self.lent.offer((day, shifts, programme, place), visited, among)
        self.use[day] += [(taken, -shifts, among) for taken in takers]

    def _periods(self, programme: Programme, place: str, day: int) -> frozenset[Period]:
        return frozenset(period for period in programme.periods[place] if period.day == day)

    def _fit_into_day(self, day: int, uses: Sequence[tuple[cp_model.IntVar, int, frozenset[Period]]]) -> None:
        """Ask that the visits of a day can be given a shift each (Hall 1935, Journal of the LMS 10)."""
        periods = self.periods_of_day[day]
        for number in range(1, len(periods) + 1):
            for some in map(set, combinations(periods, number)):
                within = [(variable, shifts) for variable, shifts, allowed in uses if allowed <= some]
                if within:
                    variables, shifts_taken = zip(*within, strict=True)
                    self.model.add(cp_model.LinearExpr.weighted_sum(variables, shifts_taken) <= number)

    def _has_other_ways(self, place: str, stream: str) -> bool:
        """Whether the people of a place can also be served at a desk or by another programme."""
        programmes = [p for p in self.world.programmes if p.team.stream == stream and place in p.places]
        return len(programmes) > 1 or any(post.pool == (place, stream) for post in self.world.posts)

    def _visit_cost(self, team: Team, place: str, shifts: int) -> int:
        """Burden of a return journey for the crew of a team, and of its loan for so many shifts, in thousandths."""
        weights, minutes = self.world.weights, 2 * self.world.travel_minutes[team.base, place]
        loans = 0 if team in self.teams else shifts
        return round(SCALE * team.crew_size * (weights.travel_hour * minutes / 60 + weights.loan * loans))

    def _duty_cost(self, team: Team, period: Period) -> int:
        """Burden of one visiting shift for the crew without travel, in thousandths."""
        people = team.crew_size + team.local_officers
        return round(SCALE * people * self.world.shift_burden(period))

    def least_burden(self, slack: float) -> float:
        """Burden of journeys of all itineraries that miss no more than ``slack`` weighted people above the bound."""
        shifts = [(place, choices.least_visits(place, slack)) for choices in self.choices for place in choices.extra]
        shifts += [
            (place, next(number for number, miss in enumerate(misses) if miss <= misses[-1] + slack + 1e-9))
            for (place, _), misses in self.misses.items()
        ]
        return sum(number * self._least_visit(place) for place, number in shifts)

    def _least_visit(self, place: str) -> float:
        """Least burden of one visiting shift at a place, by whichever team."""
        loan, programmes = self.world.weights.loan, (*self.schools, *self.communes)
        most_shifts = max(shifts_a_day(self.world, team) for team in self.teams)
        teams = {team for each in programmes if place in each.places for team in (each.team, *each.lenders)}
        return min(
            team.crew_size
            * (least_journey_burden(self.world, team.base, place, most_shifts) + loan * (team not in self.teams))
            for team in teams
        )

    def _stops(self, solver: cp_model.CpSolver) -> list[Stop]:
        lent = self.lent.taken(solver)
        elsewhere = {visit for visits in lent.values() for visit in visits}
        own = [visit for visit in self._visits(solver) if visit not in elsewhere]
        stops = list(self._dated(own))
        for lender, visits in lent.items():
            stops += [replace(stop, programme=stop.programme.lent(lender)) for stop in self._dated(visits)]
        return stops

    def _visits(self, solver: cp_model.CpSolver) -> list[Visit]:
        visits = [
            (day, shifts, programme, place)
            for (programme, place, day, shifts), variable in self.commune_days.items()
            if solver.boolean_value(variable)
        ]
        for choice, variable in self.chosen.items():
            if solver.boolean_value(variable):
                visits += [
                    (day, shifts, choice.programme, choice.school.place)
                    for day, shifts in zip(choice.days, choice.shifts, strict=True)
                ]
        return visits

    def _dated(self, visits: Iterable[Visit]) -> Iterator[Stop]:
        """Visits of one team with their shifts."""
        in_order = sorted(visits, key=lambda visit: (visit[0], -visit[1], visit[3]))
        for day, group in groupby(in_order, itemgetter(0)):
            for (programme, place), period in self._timed(day, list(group)):
                yield Stop(programme, place, period)

    def _timed(
        self, day: int, visits: Sequence[tuple[int, int, Programme, str]]
    ) -> Iterator[tuple[tuple[Programme, str], Period]]:
        """Give each visit of a day its shifts, the earliest possible for the first; there are enough for all."""
        wanted = [(programme, place) for _, shifts, programme, place in visits for _ in range(shifts)]
        for order in permutations(self.periods_of_day[day], len(wanted)):
            pairs = list(zip(wanted, order, strict=True))
            if all(period in programme.periods[place] for (programme, place), period in pairs):
                yield from pairs
                return
