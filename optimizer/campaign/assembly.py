"""A campaign and its rosters as the rows of a plan, with the value of each tier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from optimizer.campaign.allocation.helpers import helper_shifts
from optimizer.campaign.decisions import Decisions
from optimizer.campaign.forecast import Forecast
from optimizer.campaign.visits.journeys import plan_journeys
from optimizer.world.plan import AbsenceRow, BurdenRow, HelperRow, RosterRow
from optimizer.world.roster_problem import NORMAL_DAY_MINUTES
from optimizer.world.world import World


def helper_rows(world: World, decisions: Decisions) -> tuple[HelperRow, ...]:
    """Rows of ``helpers.csv`` in order of time."""
    posts = {post.id: post for post in world.posts}
    return tuple(
        HelperRow(world.days[day_shift.day].date, world.shifts[day_shift.shift].id, helper, post, posts[post].place)
        for (day_shift, post), helpers in sorted(helper_shifts(world, decisions.openings).items())
        for helper in helpers
    )


def absence_rows(world: World, absences: Mapping[tuple[str, int], str]) -> tuple[AbsenceRow, ...]:
    """Rows of ``absences.csv`` in order of time."""
    rows = (AbsenceRow(world.days[day].date, officer, kind) for (officer, day), kind in absences.items())
    return tuple(sorted(rows, key=lambda row: (row.date, row.officer)))


def burden_rows(world: World, decisions: Decisions, roster: Iterable[RosterRow]) -> tuple[BurdenRow, ...]:
    """Rows of ``burden.csv``, one per officer, on duty or not."""
    by_officer: dict[str, list[RosterRow]] = defaultdict(list)
    for row in roster:
        by_officer[row.officer].append(row)
    loads = _Loads(world, decisions)
    return tuple(
        loads.row(officer.id, officer.unit, len(world.days) - len(officer.leave), by_officer[officer.id])
        for officer in world.officers
    )


class _Loads:
    def __init__(self, world: World, decisions: Decisions) -> None:
        self.world = world
        self.day_types = {day.date: day.day_type for day in world.days}
        self.evenings = {shift.id for shift in world.shifts if shift.is_evening}
        self.unit_of_post = {post.id: post.unit for post in world.posts} | {team.id: team.unit for team in world.teams}
        self.travel_hours = {
            (
                world.days[j.stop.day_shift.day].date,
                world.shifts[j.stop.day_shift.shift].id,
                j.stop.programme.team.id,
            ): (j.travel_minutes / 60)
            for j in plan_journeys(world, decisions.stops)
        }
        self.lent = {
            (world.days[stop.day_shift.day].date, world.shifts[stop.day_shift.shift].id, stop.programme.team.id)
            for stop in decisions.stops
            if stop.programme.is_lent
        }

    def row(self, officer: str, unit: str, available_days: int, duties: Iterable[RosterRow]) -> BurdenRow:
        duties = list(duties)
        hours_of_day: dict[date, float] = defaultdict(float)
        for duty in duties:
            hours_of_day[duty.date] += (duty.end - duty.start).total_seconds() / 3600
        overtime = {
            day: hours if self.day_types[day] != "weekday" else max(0.0, hours - NORMAL_DAY_MINUTES / 60)
            for day, hours in hours_of_day.items()
        }
        weight = self.world.weights.overtime_hour
        kinds = [self.day_types[duty.date] for duty in duties]
        return BurdenRow(
            officer=officer,
            unit=unit,
            duties=len(duties),
            hours=sum(hours_of_day.values()),
            evenings=sum(duty.shift in self.evenings for duty in duties),
            weekend_duties=kinds.count("weekend"),
            holiday_duties=kinds.count("holiday"),
            overtime_hours=sum(overtime.values()),
            burden=sum(self._burden(duty, unit) for duty in duties) + weight * sum(overtime.values()),
            available_days=available_days,
        )

    def _burden(self, duty: RosterRow, unit: str) -> float:
        """Burden of one duty without overtime."""
        weights = self.world.weights
        day_type = self.day_types[duty.date]
        burden = weights.evening if duty.shift in self.evenings else 0.0
        burden += {"weekend": weights.weekend, "holiday": weights.holiday}.get(day_type, 0.0)
        if duty.role == "team":
            burden += weights.travel_hour * self.travel_hours[duty.date, duty.shift, duty.post]
        is_lent = duty.role == "team" and (duty.date, duty.shift, duty.post) in self.lent
        if is_lent or (duty.role != "local" and self.unit_of_post[duty.post] != unit):
            burden += weights.loan
        return burden


def standing_value(world: World, decisions: Decisions) -> float:
    """Crew members missing at standing duties."""
    crews = {(opening.post.id, opening.day_shift): opening for opening in decisions.openings}
    missing = 0
    for post in world.posts:
        for day_shift in post.must_open:
            crew = crews.get((post.id, day_shift))
            officers, helpers = (crew.officers, crew.helpers) if crew else (0, 0)
            missing += max(post.crew_size - officers - helpers, post.crew_officers - officers, 0)
    return float(missing)


def shortfall_terms(world: World, forecast: Forecast) -> Mapping[str, float]:
    """Weighted people missing per stream: to targets, to minimum shares, and pupils not visited."""
    terms: dict[str, float] = defaultdict(float)
    for key, pool in world.pools.items():
        done = forecast.cumulative(*key, world.finish_by)
        terms[f"{pool.stream}.targets"] += pool.weight * max(0.0, pool.target - done)
        terms[f"{pool.stream}.minimum_shares"] += pool.weight * max(0.0, pool.minimum - done)
    for place, school in world.schools.items():
        done = forecast.cumulative(place, school.stream, len(world.days) - 1)
        terms[f"{school.stream}.pupils"] += school.weight * max(0.0, school.countable - done)
    return dict(terms)


def fairness_terms(world: World, rows: Iterable[BurdenRow]) -> Mapping[str, float]:
    """Per unit, the spread of burden per available day, history included."""
    history = {officer.id: officer for officer in world.officers}
    shares: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        officer = history[row.officer]
        if row.available_days:
            carried = row.burden + officer.past_burden_units
            shares[row.unit].append(carried / (row.available_days + officer.past_available_days))
    return {unit: max(values) - min(values) for unit, values in shares.items()}
