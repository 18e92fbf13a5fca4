"""What acceptance rules measure of a published plan, one sample for everything that is asked about.

Outcomes are taken from the run's record, loads from the rows of the roster, figures of tiers from the tiers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from optimizer.run.duty_hours import minutes_by_date
from optimizer.run.record import RunRecord, StreamRecord, TotalRecord
from optimizer.scenario.acceptance import CHANCES, SHARES, TIER_FIGURES, AcceptanceRule
from optimizer.scenario.calendar_view import CalendarView
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.campaign import DayType
from optimizer.world.calendar import iso_week
from optimizer.world.plan import Plan, RosterRow

NORMAL_DAY_HOURS = 8.0
Measurement: TypeAlias = float | date | None
"""``None`` where there is none: a target never reached, a bound nobody proved."""
Counts: TypeAlias = Mapping[date, float]


@dataclass(frozen=True, slots=True)
class Sample:
    """One figure, and what it is the figure of: ids of places, streams or officers, and when."""

    value: Measurement
    at: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A published plan with what is needed to measure it."""

    scenario: Scenario
    plan: Plan
    record: RunRecord
    """Its acceptance results are not looked at."""

    def samples(self, rule: AcceptanceRule) -> list[Sample]:
        """A figure for each thing the rule asks about, in order of the scenario and of time."""
        if rule.measure in TIER_FIGURES:
            tier = self.record.tier(rule.subject)
            return [Sample(None if tier is None else getattr(tier, rule.measure))]
        if rule.measure in CHANCES:
            return self._chances(rule)
        if rule.measure in SHARES[1:]:
            return self._shares_of_places(rule)
        if rule.measure == "expected share":
            return [Sample(self._reached(rule.subject).share)]
        if rule.measure == "finish date":
            record = self.record
            return [Sample(record.streams[rule.subject].date_reached if rule.subject else record.finish_date)]
        if rule.measure == "shortfall":
            streams = self.record.streams
            chosen = [rule.subject] if rule.subject else streams
            return [Sample(sum(streams[stream].missing for stream in chosen))]
        return list(self._loads(rule))

    def _reached(self, stream: str) -> StreamRecord | TotalRecord:
        return self.record.streams[stream] if stream else self.record.total

    def _shares_of_places(self, rule: AcceptanceRule) -> list[Sample]:
        wants_schools = rule.measure == "school share"
        return [
            Sample(entry.share, f"{entry.place} {entry.stream}")
            for entry in self.record.places
            if (self.scenario.places[entry.place].kind == "school") == wants_schools
            and rule.subject in ("", entry.stream)
        ]

    def _chances(self, rule: AcceptanceRule) -> list[Sample]:
        """By the last day, of the district or of every place; none where nothing was simulated."""
        found = [
            Sample(entry.chance, f"{entry.place} {entry.stream}" if entry.place else "")
            for entry in self.record.chances or ()
            if entry.by == "last_day"
            and bool(entry.place) == (rule.measure == "place chance")
            and rule.subject in ("", entry.stream)
        ]
        return found or [Sample(None)]

    def _loads(self, rule: AcceptanceRule) -> Iterator[Sample]:
        by_officer: dict[str, list[RosterRow]] = {officer: [] for officer in self.scenario.officers}
        for row in self.plan.roster:
            by_officer[row.officer].append(row)
        count = LOAD_COUNTS[rule.measure]
        counts = {officer: count(self.scenario, rows) for officer, rows in by_officer.items()}
        if not rule.is_per_officer:
            together: dict[date, float] = defaultdict(float)
            for days in counts.values():
                for day, amount in days.items():
                    together[day] += amount
            counts = {"": together}
        for officer, amounts in counts.items():
            for period, total in self._totals(rule, amounts):
                yield Sample(total, " ".join(filter(None, (officer, period))))

    def _totals(self, rule: AcceptanceRule, amounts: Counts) -> Iterator[tuple[str, float]]:
        """Per period its sum; a period that runs on is told by its first day."""
        days = CalendarView(self.scenario).days
        if rule.days is None:
            name_of: Callable[[date], str] = _PERIODS[rule.period]
            totals: dict[str, float] = dict.fromkeys(map(name_of, days), 0.0)
            for day, amount in amounts.items():
                # The last night may end in a week or month that the campaign does not reach.
                if (name := name_of(day)) in totals:
                    totals[name] += amount
            yield from totals.items()
            return
        length = min(rule.days, len(days))
        for first in range(len(days) - length + 1):
            yield days[first].isoformat(), sum(amounts.get(day, 0.0) for day in days[first : first + length])


def _no_period(_day: date) -> str:
    return ""


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


_PERIODS: Mapping[str, Callable[[date], str]] = {"": _no_period, "week": iso_week, "month": _month}


def _sum_by_day(rows: Sequence[RosterRow], weigh: Callable[[RosterRow], float]) -> dict[date, float]:
    amounts: dict[date, float] = defaultdict(float)
    for row in rows:
        amounts[row.date] += weigh(row)
    return amounts


def _duties(_scenario: Scenario, rows: Sequence[RosterRow]) -> Counts:
    return _sum_by_day(rows, lambda _: 1.0)


def _hours(_scenario: Scenario, rows: Sequence[RosterRow]) -> Counts:
    """Hours on the days on which they are worked: a night is split at midnight."""
    amounts: dict[date, float] = defaultdict(float)
    for row in rows:
        for day, minutes in minutes_by_date(row).items():
            amounts[day] += minutes / 60
    return amounts


def _overtime(scenario: Scenario, rows: Sequence[RosterRow]) -> Counts:
    """Hours above the normal day, and all hours on weekend days and holidays."""
    worked, calendar = _hours(scenario, rows), CalendarView(scenario)
    return {
        day: hours if calendar.is_rest_day(day) else max(0.0, hours - NORMAL_DAY_HOURS) for day, hours in worked.items()
    }


def _evenings(scenario: Scenario, rows: Sequence[RosterRow]) -> Counts:
    return _sum_by_day(rows, lambda row: float(scenario.shifts[row.shift].is_evening))


def _weekends(_scenario: Scenario, rows: Sequence[RosterRow]) -> Counts:
    """One for every week with duty on its Saturday or Sunday, on the first of these days that was worked."""
    worked = sorted({row.date for row in rows if row.date.weekday() > 4})
    return {day: 1.0 for day in worked if day.weekday() == 5 or day - timedelta(days=1) not in worked}


def _weekend_duties(scenario: Scenario, rows: Sequence[RosterRow]) -> Counts:
    return _duties_of_type(scenario, rows, "weekend")


def _holiday_duties(scenario: Scenario, rows: Sequence[RosterRow]) -> Counts:
    return _duties_of_type(scenario, rows, "holiday")


def _duties_of_type(scenario: Scenario, rows: Sequence[RosterRow], day_type: DayType) -> Counts:
    """Duties that count as one of a day type, on the days on which they begin: one that runs into a holiday is its."""
    calendar = CalendarView(scenario)

    def type_of(row: RosterRow) -> DayType:
        types = [calendar.day_type(day) for day in (row.date, *minutes_by_date(row))]
        return "holiday" if "holiday" in types else types[0]

    return _sum_by_day(rows, lambda row: float(type_of(row) == day_type))


LOAD_COUNTS: Mapping[str, Callable[[Scenario, Sequence[RosterRow]], Counts]] = {
    "duties": _duties,
    "hours": _hours,
    "overtime hours": _overtime,
    "evenings": _evenings,
    "weekends": _weekends,
    "weekend duties": _weekend_duties,
    "holiday duties": _holiday_duties,
}
"""How one officer's rows of the roster are counted by day."""
