"""The visits of one team as a constraint model: first the least shortfall, then the least travel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, groupby
from types import MappingProxyType
from typing import NamedTuple

from ortools.sat.python import cp_model

from optimizer.campaign.allocation.hours import UnitWeek
from optimizer.campaign.decisions import Stop
from optimizer.campaign.visits.commune_yields import least_visits, shortfall_by_visits
from optimizer.campaign.visits.lending import Free, LentVisits, Use
from optimizer.campaign.visits.school_dates import DateChoice, date_choices
from optimizer.campaign.visits.school_tours import best_tours, is_toured
from optimizer.campaign.visits.spare_officers import Spare
from optimizer.campaign.visits.visit import Visit, stops_of
from optimizer.campaign.visits.visit_bound import VisitBound
from optimizer.errors import Diagnostic, OutOfTimeError
from optimizer.stopping import StopRequest
from optimizer.texts.diagnostics.planning import MORE_TIME, NO_ITINERARY
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId, Week
from optimizer.world.work import Pool, Programme, Team
from optimizer.world.world import World

SCALE = 1000
"""Integer steps per weighted person, and per unit of burden."""
DETERMINISTIC_TIME = 4.0
"""Limit of each solve in the solver's deterministic time; Đồng Phú is proved optimal in 0.6."""

MOST_CREWS = 1000
"""Of a unit and week, more than visits can take away."""


NOTHING: Mapping[UnitWeek, Spare] = MappingProxyType({})


class Found(NamedTuple):
    """An itinerary of one group of teams."""

    missed: float
    """Weighted people."""
    stops: Sequence[Stop]


class TeamItinerary:
    """The visits of one team, or of some that share a kit; some of them by others that are lent to it.

    Parameters
    ----------
    world, teams
        The campaign, and the team or those that share a kit, which are planned as if they were one.
    free
        Who may be lent to it on which days.
    away
        Days (index) on which it is lent to others itself, so that all of its visits are theirs.
    stop
        Ends it without an itinerary.
    """

    def __init__(
        self,
        world: World,
        teams: tuple[Team, ...],
        free: Free,
        away: Collection[int] = frozenset(),
        stop: StopRequest | None = None,
    ) -> None:
        self.world, self.teams, self.stop = world, teams, stop or StopRequest()
        self.model = cp_model.CpModel()
        self.bound = VisitBound(world, teams)
        self.lent = LentVisits(self.model, free, self._visit_cost)
        self.use: dict[int, list[Use]] = defaultdict(list)
        """Day to what is chosen of its shifts."""
        self.missed: list[cp_model.LinearExprT] = []
        self.travel: list[cp_model.LinearExprT] = []
        self.accompanied: dict[UnitWeek, list[cp_model.LinearExprT]] = defaultdict(list)
        """Duties of local officers."""
        self.chosen: dict[DateChoice, cp_model.IntVar] = {}
        self.commune_visits: dict[Visit, cp_model.IntVar] = {}
        programmes = [programme for programme in world.programmes if programme.team in teams]
        schools = [programme for programme in programmes if programme.kind == "school"]
        allowed = sorted({each for programme in programmes for may in programme.day_shifts.values() for each in may})
        self.shifts_of_day: Mapping[int, list[DayShift]] = {
            day: list(of_day) for day, of_day in groupby(allowed, key=lambda day_shift: day_shift.day)
        }
        for programme in schools:
            self._add_schools(programme)
        for programme in programmes:
            if programme.kind == "commune":
                for place in programme.places:
                    self._add_commune(programme, world.pools[place, programme.team.stream])
        for day, uses in self.use.items():
            self._fit_into_day(day, uses)
            if day in away:
                self.model.add(cp_model.LinearExpr.sum([use.shifts * use.chosen for use in uses]) <= 0)
        for (_, day), uses in self.lent.use.items():
            self._fit_into_day(day, uses)

    def solve(self, seed: int, spare: Mapping[UnitWeek, Spare] = NOTHING) -> Found:
        """Miss the fewest weighted people, then travel least.

        Parameters
        ----------
        seed
            Of the solver.
        spare
            What the duties of local officers take from desks, whose people count as missed then.

        Raises
        ------
        OutOfTimeError
            If the solver finds no itinerary within its limit, or before a stop.
        RuntimeError
            If it says that there is none.
        """
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = seed
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
        # What these find costs more than it saves: two thirds of the time.
        solver.parameters.symmetry_level = solver.parameters.cp_model_probing_level = 0
        solver.parameters.max_deterministic_time = DETERMINISTIC_TIME
        model = self.model.clone()
        missed = cp_model.LinearExpr.sum([*self.missed, *self._missed_at_desks(model, spare)])
        travel = cp_model.LinearExpr.sum([*self.travel, *self.lent.extra_cost])
        model.minimize(missed)
        self._run(solver, model)
        least = round(solver.objective_value)
        model.add(missed <= least)
        variables = [*self.chosen.values(), *self.commune_visits.values(), *self.lent.chosen.values()]
        for variable in variables:
            model.add_hint(variable, solver.value(variable))
        model.minimize(travel)
        if not (is_toured(self.world, self.teams) and self._is_toured(solver, model, keeps_weeks=bool(spare))):
            self._run(solver, model)
        return Found(least / SCALE, self._stops(solver))

    def _missed_at_desks(
        self, model: cp_model.CpModel, spare: Mapping[UnitWeek, Spare]
    ) -> Iterator[cp_model.LinearExprT]:
        """People whom desks miss, in integer steps, for officers who are out with the team and not to spare."""
        for unit_week, (shifts, crew, people) in spare.items():
            if unit_week in self.accompanied:
                crews = model.new_int_var(0, MOST_CREWS, "")
                model.add(crew * crews >= cp_model.LinearExpr.sum(self.accompanied[unit_week]) - shifts)
                yield round(SCALE * people) * crews

    def _is_toured(self, solver: cp_model.CpSolver, model: cp_model.CpModel, *, keeps_weeks: bool) -> bool:
        """Miss as few, with schools on days on which the ways between them are short; whether that is found."""
        missed = {choice: round(SCALE * choice.missed) for choice in self.chosen}
        most = sum(missed[choice] for choice, variable in self.chosen.items() if solver.boolean_value(variable))
        weeks = {
            choice.school.place: self._weeks(choice)
            for choice, variable in self.chosen.items()
            if solver.boolean_value(variable)
        }
        by_school: dict[PlaceId, list[tuple[DateChoice, int]]] = defaultdict(list)
        for choice, steps in missed.items():
            place = choice.school.place
            if not keeps_weeks or self._weeks(choice) == weeks[place]:
                by_school[place].append((choice, steps))
        tours = best_tours(self.world, self.teams[0], by_school, most, self.bound.least_visit, self.stop)
        if tours is None:
            return False
        toured = model.clone()
        for choice, variable in self.chosen.items():
            toured.add(variable == (choice in tours.choices))
        return self._solved(solver, toured) in (cp_model.OPTIMAL, cp_model.FEASIBLE)

    def _weeks(self, choice: DateChoice) -> list[Week]:
        """Of each visiting shift."""
        return [self.world.days[visit.day].week for visit in _visits_of(choice) for _ in range(visit.shifts)]

    def _run(self, solver: cp_model.CpSolver, model: cp_model.CpModel) -> None:
        status = self._solved(solver, model)
        if status in (cp_model.INFEASIBLE, cp_model.MODEL_INVALID):
            # Every visit may be left out, so there is always an itinerary.
            raise RuntimeError(f"itinerary of {self.teams[0].id}: {solver.status_name(status)}")
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise OutOfTimeError(Diagnostic(f"teams.{self.teams[0].id}", NO_ITINERARY, MORE_TIME))

    def _solved(self, solver: cp_model.CpSolver, model: cp_model.CpModel) -> cp_model.CpSolverStatus:
        """How a solve ended; what is found on the way to a stop is not taken for the best."""
        self.stop.heed()
        with self.stop.interrupting(solver.stop_search):
            status = solver.solve(model)
        self.stop.heed()
        return status

    def _add_schools(self, programme: Programme) -> None:
        """One choice of dates for each school, out of those valued beforehand."""
        capacity = {day: len(day_shifts) for day, day_shifts in self.shifts_of_day.items()}
        choices = date_choices(self.world, programme, capacity, self.stop)
        self.bound.add_schools(programme, choices)
        for place, candidates in groupby(choices.by_school(), key=lambda choice: choice.school.place):
            variables = []
            visits: dict[Visit, list[cp_model.IntVar]] = defaultdict(list)
            for choice in candidates:
                variable = self.model.new_bool_var("")
                self.chosen[choice] = variable
                variables.append(variable)
                self.missed.append(round(SCALE * choice.missed) * variable)
                self.travel.append(len(choice.days) * self._visit_cost(programme.team, place, 0) * variable)
                for visit in _visits_of(choice):
                    self.use[visit.day].append(Use(variable, visit.shifts, _allowed(visit)))
                    self._accompany(visit, variable)
                    visits[visit].append(variable)
            self.model.add_exactly_one(variables)
            for visit, made in visits.items():
                self._let_others_visit(visit, cp_model.LinearExpr.sum(made))

    def _add_commune(self, programme: Programme, pool: Pool) -> None:
        """Visiting days of a commune; only the number of its shifts counts for what is missed."""
        allowed = sorted(each for each in programme.day_shifts[pool.place] if each.day <= self.world.finish_by)
        most_shifts = min(len(allowed), programme.maximum_visits * len(self.world.shifts))
        self.bound.add_commune(programme, pool, most_shifts)
        shifts, days = [], []
        for day, of_day in groupby(allowed, key=lambda day_shift: day_shift.day):
            day_shifts = list(of_day)
            burden = self._duty_cost(programme.team, day_shifts[0])
            options = []
            for number in range(1, len(day_shifts) + 1):
                visit = Visit(day, number, programme, pool.place)
                variable = self.model.new_bool_var("")
                self.travel.append(number * burden * variable)
                self.commune_visits[visit] = variable
                self.use[day].append(Use(variable, number, _allowed(visit)))
                self._accompany(visit, variable)
                self._let_others_visit(visit, variable)
                options.append(variable)
                shifts.append(number * variable)
            self.model.add_at_most_one(options)
            days += options
        self.model.add(cp_model.LinearExpr.sum(days) <= programme.maximum_visits)
        self._count_missed(programme, pool, cp_model.LinearExpr.sum(shifts), most_shifts)
        self.travel.append(self._visit_cost(programme.team, pool.place, 0) * cp_model.LinearExpr.sum(days))

    def _count_missed(self, programme: Programme, pool: Pool, shifts: cp_model.LinearExprT, most_shifts: int) -> None:
        """People missing after so many visiting shifts, read from a table of what each number leaves."""
        misses = shortfall_by_visits(pool, programme, least_visits(self.world, programme, most_shifts))
        miss = self.model.new_int_var(0, round(SCALE * misses[0]), "")
        number = self.model.new_int_var(0, most_shifts, "")
        self.model.add(number <= shifts)
        self.model.add_element(number, [round(SCALE * each) for each in misses], miss)
        self.missed.append(miss)

    def _accompany(self, visit: Visit, made: cp_model.IntVar) -> None:
        """Note the duties of local officers of a visit that may be made."""
        unit, officers = self.world.unit_of_commune.get(visit.place), visit.programme.team.local_officers
        if unit is not None and officers:
            self.accompanied[unit, self.world.days[visit.day].week].append(officers * visit.shifts * made)

    def _let_others_visit(self, visit: Visit, visited: cp_model.LinearExprT) -> None:
        """Let others take a visit over; it then takes nothing of the team's own day."""
        among = _allowed(visit)
        takers = self.lent.add_takers(visit, visited, among)
        self.use[visit.day] += [Use(taken, -visit.shifts, among) for taken in takers]

    def _fit_into_day(self, day: int, uses: Sequence[Use]) -> None:
        """Ask that the visits of a day can be given a shift each (Hall 1935, Journal of the LMS 10)."""
        day_shifts = self.shifts_of_day[day]
        for number in range(1, len(day_shifts) + 1):
            for some in map(set, combinations(day_shifts, number)):
                within = [use for use in uses if use.among <= some]
                if within:
                    taken = cp_model.LinearExpr.weighted_sum(
                        [use.chosen for use in within], [use.shifts for use in within]
                    )
                    self.model.add(taken <= number)

    def _visit_cost(self, team: Team, place: PlaceId, shifts: int) -> int:
        """Burden of a return journey for the crew of a team, and of its loan for so many shifts, in integer steps."""
        weights, minutes = self.world.weights, 2 * self.world.travel_minutes[team.base, place]
        loans = 0 if team in self.teams else shifts
        return round(SCALE * team.crew_size * (weights.travel_hour * minutes / 60 + weights.loan * loans))

    def _duty_cost(self, team: Team, day_shift: DayShift) -> int:
        """Burden of one visiting shift for the crew without travel, in integer steps."""
        people = team.crew_size + team.local_officers
        return round(SCALE * people * self.world.shift_burden(day_shift))

    def _stops(self, solver: cp_model.CpSolver) -> list[Stop]:
        lent = self.lent.taken(solver)
        elsewhere = {visit for visits in lent.values() for visit in visits}
        own = [visit for visit in self._visits(solver) if visit not in elsewhere]
        stops = list(stops_of(own, self.shifts_of_day))
        for lender, visits in lent.items():
            stops += [
                replace(stop, programme=stop.programme.lent(lender)) for stop in stops_of(visits, self.shifts_of_day)
            ]
        return stops

    def _visits(self, solver: cp_model.CpSolver) -> Iterator[Visit]:
        for visit, variable in self.commune_visits.items():
            if solver.boolean_value(variable):
                yield visit
        for choice, variable in self.chosen.items():
            if solver.boolean_value(variable):
                yield from _visits_of(choice)


def _visits_of(choice: DateChoice) -> Iterator[Visit]:
    for day, shifts in zip(choice.days, choice.shifts, strict=True):
        yield Visit(day, shifts, choice.programme, choice.school.place)


def _allowed(visit: Visit) -> frozenset[DayShift]:
    """The shifts of its day in which a visit may be."""
    return frozenset(each for each in visit.programme.day_shifts[visit.place] if each.day == visit.day)
