"""The calendar of a scenario as everything but the verifier reads it: day types, and what keeps work from being done.

Compiling, documents, comparison, acceptance and the checks of plausibility ask here, so that a desk that is shut in the
model is shut in the tables too. The verifier reads the calendar by itself (``verify/almanac``), from the same words of
the scenario.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from functools import cached_property
from typing import Protocol

from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.campaign import DayType
from optimizer.scenario.schema.work import Post, Visits
from optimizer.world.calendar import MINUTES_PER_DAY, days_between


class DayStretch(Protocol):
    """A stretch of whole days."""

    @property
    def first_day(self) -> date:
        """First day."""
        ...

    @property
    def last_day(self) -> date:
        """Last day, included."""
        ...


class CalendarView:
    """Answers every question about the days of one scenario.

    Parameters
    ----------
    scenario
        A valid scenario; the holidays and swap days of its country are written out in it.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._calendar = scenario.calendar

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day of the campaign."""
        return days_between(self._scenario.campaign.first_day, self._scenario.campaign.last_day)

    def day_type(self, day: date) -> DayType:
        """``holiday``, ``weekend`` or ``weekday``; a holiday wins, a working weekend is a weekday."""
        if day in self._calendar.holidays:
            return "holiday"
        is_free = day.weekday() >= 5 and day not in self._calendar.working_weekends
        return "weekend" if is_free else "weekday"

    def is_rest_day(self, day: date) -> bool:
        """Whether a day is a holiday or an ordinary weekend day."""
        return self.day_type(day) != "weekday"

    def day_types(self) -> list[DayType]:
        """The day types that occur in the campaign, in order of time."""
        return list(dict.fromkeys(map(self.day_type, self.days)))

    @cached_property
    def _blacked_out(self) -> Mapping[str, frozenset[date]]:
        return {stream: dates_of(spans.values()) for stream, spans in self._calendar.blackouts.items()}

    @cached_property
    def _broken(self) -> Mapping[str, frozenset[date]]:
        return {name: dates_of(kit.unavailable.values()) for name, kit in self._scenario.kits.items()}

    def blacked_out_days(self, stream: str) -> frozenset[date]:
        """Days on which nothing of a stream is held anywhere."""
        return self._blacked_out.get(stream, frozenset())

    def broken_days(self, kit: str | None) -> frozenset[date]:
        """Days on which a kit does not work."""
        return frozenset() if kit is None else self._broken.get(kit, frozenset())

    def obstructed_days(self, stream: str, place: str, kit: str | None) -> frozenset[date]:
        """Days on which a stream cannot be held at a place with a kit: blackouts, closed days, outages."""
        closed = self._scenario.places[place].closed
        return self.blacked_out_days(stream) | self.broken_days(kit) | closed.keys()

    def days_touched(self, day: date, shift: str) -> tuple[date, ...]:
        """The day on which a shift begins, and the next one if it runs past midnight."""
        return (day, day + timedelta(days=1)) if self.runs_past_midnight(shift) else (day,)

    def runs_past_midnight(self, shift: str) -> bool:
        """Whether minutes of a shift lie after midnight."""
        clock = self._scenario.shifts[shift]
        return time() < clock.end <= clock.start

    def share_by(self, last: date, day: date, shift: str) -> float:
        """Share of the time of a shift that lies before the midnight after a day."""
        touched = self.days_touched(day, shift)
        if touched[-1] <= last:
            return 1.0
        if day > last:
            return 0.0
        clock = self._scenario.shifts[shift]
        start, end = (60 * at.hour + at.minute for at in (clock.start, clock.end))
        return (MINUTES_PER_DAY - start) / (MINUTES_PER_DAY - start + end)

    def desk_shifts(self, post: Post) -> list[tuple[date, str]]:
        """Days of the campaign and shifts in which a desk may open, by their days: never for part of a shift."""
        obstructed = self.obstructed_days(post.stream, post.place, post.kit)
        days = [day for day in self.days if _includes(post.day_types, self.day_type(day))]
        return self._unobstructed(days, post.shifts, obstructed)

    def standing_shifts(self, post: Post) -> list[tuple[date, str]]:
        """Days of the campaign and shifts in which a desk has standing duties; none if it has none at all."""
        standing = post.standing
        if standing is None:
            return []
        return [
            (day, shift)
            for day, shift in self.desk_shifts(post)
            if shift in standing.shifts and self.day_type(day) in standing.day_types
        ]

    def _unobstructed(
        self, days: Iterable[date], shifts: Sequence[str] | None, obstructed: Collection[date]
    ) -> list[tuple[date, str]]:
        """Shifts no minute of which falls on an obstructed day."""
        shifts = tuple(self._scenario.shifts) if shifts is None else shifts
        return [
            (day, shift)
            for day in days
            for shift in shifts
            if not any(touched in obstructed for touched in self.days_touched(day, shift))
        ]

    def visit_shifts(self, visits: Visits, place: str) -> list[tuple[date, str]]:
        """Days of the campaign and shifts in which a programme may visit a place."""
        team = self._scenario.teams[visits.team]
        obstructed = self.obstructed_days(team.stream, place, team.kit)
        term = self._calendar.school_term
        if visits.kind == "school" and term is not None:
            obstructed |= term.closed.keys()
        windows = dates_of(visits.windows.values())
        days = [day for day in self.days if self.day_type(day) in visits.day_types]
        return [
            (day, shift)
            for day, shift in self._unobstructed(days, visits.shifts, obstructed)
            if not windows or windows.issuperset(self.days_touched(day, shift))
        ]

    def is_in_term(self, day: date) -> bool:
        """Whether pupils are at school anyway; without a school term they always are."""
        term = self._calendar.school_term
        return term is None or day <= term.last_day


def dates_of(spans: Iterable[DayStretch]) -> frozenset[date]:
    """All days of some spans."""
    return frozenset(day for span in spans for day in days_between(span.first_day, span.last_day))


def _includes(day_types: tuple[DayType, ...] | None, day_type: DayType) -> bool:
    return day_types is None or day_type in day_types
