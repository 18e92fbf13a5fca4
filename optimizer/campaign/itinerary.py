"""Where the visiting teams are when: schools and communes of one team, then home visits.

A team is at one place at a time. School dates come as choices valued beforehand (``school_dates``); a commune needs
so many visiting shifts to reach its target, since each shift draws the same share of those who still wait. CP-SAT
picks choices and days: first for the least shortfall, then for the least travel.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, permutations
from operator import itemgetter

from ortools.sat.python import cp_model

from optimizer.campaign.allocation import least_journey_burden, shifts_a_day
from optimizer.campaign.decisions import Stop
from optimizer.campaign.school_dates import DateChoice, DateChoices, date_choices
from optimizer.errors import OutOfTimeError, Problem
from optimizer.world.calendar import Period
from optimizer.world.work import Pool, Programme, Team
from optimizer.world.world import World

SCALE = 1000
"""Integer steps per weighted person."""


@dataclass(frozen=True, slots=True)
class Itinerary:
    """The stops of the teams that visit schools and communes, with bounds on what they can achieve."""

    stops: tuple[Stop, ...]
    shortfall_bound: float
    """Weighted people and pupils that no itinerary can avoid missing."""
    teams: tuple[_TeamItinerary, ...]

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
    teams = tuple(
        _TeamItinerary(world, team)
        for team in world.teams
        if any(p.team is team and p.kind != "home_visit" for p in world.programmes)
    )
    stops = tuple(stop for team in teams for stop in team.solve(effort, seed))
    return Itinerary(stops, sum(team.shortfall_bound for team in teams), teams)


class _TeamItinerary:
    def __init__(self, world: World, team: Team) -> None:
        self.world, self.team = world, team
        self.model = cp_model.CpModel()
        self.use: dict[int, list[tuple[cp_model.IntVar, int, frozenset[Period]]]] = defaultdict(list)
        """Day to (variable, shifts it takes, and among which)."""
        self.missed: list[cp_model.LinearExprT] = []
        self.travel: list[cp_model.LinearExprT] = []
        programmes = [programme for programme in world.programmes if programme.team is team]
        self.schools = [programme for programme in programmes if programme.kind == "school"]
        self.communes = [programme for programme in programmes if programme.kind == "commune"]
        periods = {p for programme in programmes for allowed in programme.periods.values() for p in allowed}
        self.periods_of_day: Mapping[int, list[Period]] = {
            day: list(group) for day, group in groupby(sorted(periods), key=lambda period: period.day)
        }
        self.shortfall_bound = 0.0
        self.choices: list[DateChoices] = []
        self.misses: dict[str, list[float]] = {}
        """Place to the weighted people missing after 0, 1, 2, … visiting shifts."""
        self.chosen: dict[DateChoice, cp_model.IntVar] = {}
        self.commune_days: dict[tuple[Programme, str, int, int], cp_model.IntVar] = {}
        for programme in self.schools:
            self._add_schools(programme)
        for programme in self.communes:
            for place in programme.places:
                self._add_commune(programme, world.pools[place, team.stream])
        for day, uses in self.use.items():
            self._fit_into_day(day, uses)

    def solve(self, effort: float, seed: int) -> list[Stop]:
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = seed
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
        # What these find costs more than it saves: two thirds of the time.
        solver.parameters.symmetry_level = solver.parameters.cp_model_probing_level = 0
        solver.parameters.max_deterministic_time = effort
        missed, travel = cp_model.LinearExpr.sum(self.missed), cp_model.LinearExpr.sum(self.travel)
        self.model.minimize(missed)
        self._run(solver)
        self.model.add(missed <= round(solver.objective_value))
        for variable in [*self.chosen.values(), *self.commune_days.values()]:
            self.model.add_hint(variable, solver.value(variable))
        self.model.minimize(travel)
        self._run(solver)
        return self._stops(solver)

    def _run(self, solver: cp_model.CpSolver) -> None:
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise OutOfTimeError(
                Problem(f"teams.{self.team.id}", "no itinerary found in the time given", "give more time with --time")
            )

    def _add_schools(self, programme: Programme) -> None:
        capacity = {day: len(periods) for day, periods in self.periods_of_day.items()}
        choices: DateChoices = date_choices(self.world, programme, capacity)
        if not any(self._has_other_ways(place) for place in programme.places):
            self.shortfall_bound += choices.bound
            self.choices.append(choices)
        for _, offers in groupby(choices.offers_by_school(), key=lambda offer: offer.school.place):
            variables = []
            for offer in offers:
                variable = self.model.new_bool_var("")
                self.chosen[offer] = variable
                variables.append(variable)
                self.missed.append(round(SCALE * offer.missed) * variable)
                self.travel.append(len(offer.days) * self._travel_cost(offer.school.place) * variable)
                for day, shifts in zip(offer.days, offer.shifts, strict=True):
                    self.use[day].append((variable, shifts, self._periods(programme, offer.school.place, day)))
            self.model.add_exactly_one(variables)

    def _add_commune(self, programme: Programme, pool: Pool) -> None:
        periods = [p for p in programme.periods[pool.place] if p.day <= self.world.finish_by]
        days = sorted({period.day for period in periods})
        most_shifts = min(len(periods), programme.maximum_visits * len(self.world.shifts))
        misses = shortfall_by_visits(pool, programme, least_capacities(self.world, programme, most_shifts))
        if not self._has_other_ways(pool.place):
            self.misses[pool.place] = shortfall_by_visits(
                pool, programme, most_capacities(self.world, programme, most_shifts)
            )
            self.shortfall_bound += self.misses[pool.place][-1]
        visited, whole_days = [], []
        for day in days:
            options = []
            burden = self._duty_cost(next(period for period in periods if period.day == day))
            for shifts in range(1, sum(period.day == day for period in periods) + 1):
                variable = self.model.new_bool_var("")
                self.travel.append(shifts * burden * variable)
                self.commune_days[programme, pool.place, day, shifts] = variable
                self.use[day].append((variable, shifts, self._periods(programme, pool.place, day)))
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
        self.travel.append(self._travel_cost(pool.place) * cp_model.LinearExpr.sum(whole_days))

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

    def _has_other_ways(self, place: str) -> bool:
        """Whether the people of a place can also be served at a desk or by another programme."""
        stream = self.team.stream
        programmes = [p for p in self.world.programmes if p.team.stream == stream and place in p.places]
        return len(programmes) > 1 or any(post.pool == (place, stream) for post in self.world.posts)

    def _travel_cost(self, place: str) -> int:
        """Burden of a return journey for the crew, in thousandths."""
        minutes = 2 * self.world.travel_minutes[self.team.base, place]
        return round(SCALE * self.world.weights.travel_hour * self.team.crew_size * minutes / 60)

    def _duty_cost(self, period: Period) -> int:
        """Burden of one visiting shift for the crew without travel, in thousandths."""
        people = self.team.crew_size + self.team.local_officers
        return round(SCALE * people * self.world.shift_burden(period))

    def least_burden(self, slack: float) -> float:
        """Burden of journeys of all itineraries that miss no more than ``slack`` weighted people above the bound."""
        most_shifts = shifts_a_day(self.world, self.team)
        shifts = [(place, choices.least_visits(place, slack)) for choices in self.choices for place in choices.extra]
        shifts += [
            (place, next(number for number, miss in enumerate(misses) if miss <= misses[-1] + slack + 1e-9))
            for place, misses in self.misses.items()
        ]
        return self.team.crew_size * sum(
            number * least_journey_burden(self.world, self.team.base, place, most_shifts) for place, number in shifts
        )

    def _stops(self, solver: cp_model.CpSolver) -> list[Stop]:
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
        return [
            Stop(programme, place, period)
            for day, group in groupby(sorted(visits, key=lambda visit: (visit[0], -visit[1], visit[3])), itemgetter(0))
            for (programme, place), period in self._timed(day, list(group))
        ]

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


def shortfall_by_visits(pool: Pool, programme: Programme, capacities: Sequence[float]) -> list[float]:
    """Weighted people missing to target and minimum share after 0, 1, 2, … visiting shifts of these capacities."""
    misses = []
    for done in done_by_visits(pool, programme, capacities):
        missing = max(0.0, pool.target - pool.already_done - done) + max(0.0, pool.minimum - pool.already_done - done)
        misses.append(pool.weight * missing)
    return misses


def done_by_visits(pool: Pool, programme: Programme, capacities: Sequence[float]) -> list[float]:
    """People done after 0, 1, 2, … visiting shifts, if nobody else serves them (persons)."""
    waiting = {segment.id: segment.waiting for segment in pool.segments}
    done = [0.0]
    for capacity in capacities:
        arrivals = {segment: p * waiting[segment] for segment, p in (programme.arrival or {}).items()}
        total = sum(arrivals.values())
        share = pool.success * min(1.0, capacity / total) if total > 0 else 0.0
        for segment, number in arrivals.items():
            waiting[segment] -= share * number
        done.append(done[-1] + share * total)
    return done


def least_capacities(world: World, programme: Programme, number: int) -> list[float]:
    """Persons that visiting shifts can serve at the least: short ones, each with a set-up of its own."""
    shortest = min(shift.minutes for shift in world.shifts)
    return number * [(shortest - programme.team.setup_minutes) / programme.minutes_per_person]


def most_capacities(world: World, programme: Programme, number: int) -> list[float]:
    """Persons that visiting shifts can serve at the most: long ones, one set-up a day."""
    longest, a_day = max(shift.minutes for shift in world.shifts), shifts_a_day(world, programme.team)
    setups = [0 if count % a_day else programme.team.setup_minutes for count in range(number)]
    return [(longest - setup) / programme.minutes_per_person for setup in reversed(setups)]


def most_done_by_visits(world: World, pool: Pool) -> float:
    """People of a pool that commune visits can have done at the most (persons)."""
    total = 0.0
    for programme in world.programmes:
        if programme.kind == "commune" and programme.team.stream == pool.stream and pool.place in programme.places:
            number = min(len(programme.periods[pool.place]), programme.maximum_visits * len(world.shifts))
            total += done_by_visits(pool, programme, most_capacities(world, programme, number))[-1]
    return total


def place_home_visits(world: World, visits: Mapping[tuple[str, str, str], int]) -> tuple[Stop, ...]:
    """Give home visits counted per week their days, whole days first so that one journey serves several shifts."""
    stops: list[Stop] = []
    programmes = {programme.id: programme for programme in world.programmes}
    taken: set[tuple[str, Period]] = set()
    days_of_place: dict[tuple[str, str], set[int]] = defaultdict(set)
    for (name, place, week), number in sorted(visits.items(), key=lambda item: (item[0][2], -item[1], item[0])):
        programme, wanted = programmes[name], number
        periods = sorted(
            p
            for p in programme.periods[place]
            if world.week_of(p) == week and p.day <= world.finish_by and (programme.team.id, p) not in taken
        )
        by_day = [list(group) for _, group in groupby(periods, key=lambda period: period.day)]
        for day in sorted(by_day, key=lambda group: (abs(len(group) - wanted), group)):
            known = days_of_place[name, place]
            if wanted and (day[0].day in known or len(known) < programme.maximum_visits):
                for period in day[:wanted]:
                    taken.add((programme.team.id, period))
                    known.add(period.day)
                    stops.append(Stop(programme, place, period))
                wanted -= len(day[:wanted])
    return tuple(stops)
