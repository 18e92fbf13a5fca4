"""Where the visiting teams are when: schools and communes of one team, then home visits.

A team is at one place at a time. School dates come as choices valued beforehand (``school_dates``); a commune needs
so many visiting shifts to reach its target, since each shift draws the same share of those who still wait. CP-SAT
picks choices and days: first for the least shortfall, then for the least travel.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from ortools.sat.python import cp_model

from optimizer.campaign.allocation import least_journey_burden
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
    burden_bound: float
    """Travel burden that every itinerary with this shortfall carries."""


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
    itineraries = [
        _TeamItinerary(world, team).solve(effort, seed)
        for team in world.teams
        if any(p.team is team and p.kind != "home_visit" for p in world.programmes)
    ]
    return Itinerary(
        tuple(stop for itinerary in itineraries for stop in itinerary.stops),
        sum(itinerary.shortfall_bound for itinerary in itineraries),
        sum(itinerary.burden_bound for itinerary in itineraries),
    )


class _TeamItinerary:
    def __init__(self, world: World, team: Team) -> None:
        self.world, self.team = world, team
        self.model = cp_model.CpModel()
        self.use: dict[int, list[tuple[cp_model.IntVar, int]]] = defaultdict(list)
        """Day to (variable, shifts it takes)."""
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
            self.model.add(
                cp_model.LinearExpr.weighted_sum([v for v, _ in uses], [n for _, n in uses])
                <= len(self.periods_of_day[day])
            )

    def solve(self, effort: float, seed: int) -> Itinerary:
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = seed
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
        solver.parameters.max_deterministic_time = effort
        missed, travel = cp_model.LinearExpr.sum(self.missed), cp_model.LinearExpr.sum(self.travel)
        self.model.minimize(missed)
        self._run(solver)
        missing = solver.objective_value
        self.model.add(missed <= round(missing))
        for variable in [*self.chosen.values(), *self.commune_days.values()]:
            self.model.add_hint(variable, solver.value(variable))
        self.model.minimize(travel)
        self._run(solver)
        return Itinerary(tuple(self._stops(solver)), self.shortfall_bound, self._least_burden(missing))

    def _run(self, solver: cp_model.CpSolver) -> None:
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise OutOfTimeError(
                Problem(f"teams.{self.team.id}", "no itinerary found in the time given", "give more time with --time")
            )

    def _add_schools(self, programme: Programme) -> None:
        capacity = {day: len(periods) for day, periods in self.periods_of_day.items()}
        choices: DateChoices = date_choices(self.world, programme, capacity)
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
                    self.use[day].append((variable, shifts))
            self.model.add_exactly_one(variables)

    def _add_commune(self, programme: Programme, pool: Pool) -> None:
        periods = [p for p in programme.periods[pool.place] if p.day <= self.world.finish_by]
        days = sorted({period.day for period in periods})
        most_shifts = min(len(periods), programme.maximum_visits * len(self.world.shifts))
        misses = shortfall_by_visits(pool, programme, most_shifts, self._capacity(programme))
        self.shortfall_bound += misses[-1]
        self.misses[pool.place] = misses
        visited, whole_days = [], []
        for day in days:
            options = []
            burden = self._duty_cost(next(period for period in periods if period.day == day))
            for shifts in range(1, sum(period.day == day for period in periods) + 1):
                variable = self.model.new_bool_var("")
                self.travel.append(shifts * burden * variable)
                self.commune_days[programme, pool.place, day, shifts] = variable
                self.use[day].append((variable, shifts))
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

    def _capacity(self, programme: Programme) -> float:
        """Persons served in one shift with a set-up of its own."""
        shortest = min(shift.minutes for shift in self.world.shifts)
        return (shortest - programme.team.setup_minutes) / programme.minutes_per_person

    def _travel_cost(self, place: str) -> int:
        """Burden of a return journey for the crew, in thousandths."""
        minutes = 2 * self.world.travel_minutes[self.team.base, place]
        return round(SCALE * self.world.weights.travel_hour * self.team.crew_size * minutes / 60)

    def _duty_cost(self, period: Period) -> int:
        """Burden of one visiting shift for the crew without travel, in thousandths."""
        people = self.team.crew_size + self.team.local_officers
        return round(SCALE * people * self.world.shift_burden(period))

    def _least_burden(self, missed: float) -> float:
        """Burden of journeys of all itineraries that miss no more people than this one (thousandths)."""
        slack = max(0.0, missed / SCALE - self.shortfall_bound)
        most_shifts = max(len(periods) for periods in self.periods_of_day.values())
        shifts = [(place, choices.least_visits(place, slack)) for choices in self.choices for place in choices.extra]
        shifts += [
            (place, next(number for number, miss in enumerate(misses) if miss <= misses[-1] + slack + 1e-9))
            for place, misses in self.misses.items()
        ]
        return self.team.crew_size * sum(
            number * least_journey_burden(self.world, self.team.base, place, most_shifts) for place, number in shifts
        )

    def _stops(self, solver: cp_model.CpSolver) -> list[Stop]:
        free = {day: list(periods) for day, periods in self.periods_of_day.items()}
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
        stops = []
        for day, shifts, programme, place in sorted(visits, key=lambda visit: (visit[0], -visit[1], visit[3])):
            for _ in range(shifts):
                period = next(p for p in free[day] if p in programme.periods[place])
                free[day].remove(period)
                stops.append(Stop(programme, place, period))
        return stops


def shortfall_by_visits(pool: Pool, programme: Programme, most_shifts: int, capacity: float) -> list[float]:
    """Weighted people missing to target and minimum share after 0, 1, 2, … visiting shifts."""
    waiting = {segment.id: segment.waiting for segment in pool.segments}
    done, misses = pool.already_done, []
    for _ in range(most_shifts + 1):
        missing = max(0.0, pool.target - done) + max(0.0, pool.minimum - done)
        misses.append(pool.weight * missing)
        arrivals = {segment: p * waiting[segment] for segment, p in (programme.arrival or {}).items()}
        total = sum(arrivals.values())
        share = pool.success * min(1.0, capacity / total) if total > 0 else 0.0
        for segment, number in arrivals.items():
            waiting[segment] -= share * number
        done += share * total
    return misses


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
