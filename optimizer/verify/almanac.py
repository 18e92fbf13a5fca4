"""The verifier's own reading of the calendar: day types, weeks, shift times, days on which nothing can be held."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache

from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.campaign import DayType
from optimizer.scenario.schema.turnout import StreamService
from optimizer.scenario.schema.work import Post, Team, Visits
from optimizer.texts import findings as texts
from optimizer.texts.messages import Message, Template
from optimizer.verify.naming import named

ONE_DAY = timedelta(days=1)


@cache
def iso_week(day: date) -> str:
    """ISO week of a day, e.g. ``2024-W14``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def days_between(first: date, last: date) -> list[date]:
    """All days from the first to the last, both included."""
    return [first + ONE_DAY * offset for offset in range((last - first).days + 1)]


def birthday(born: date, years: int) -> date:
    """The day the age is reached; 29 February is reached on the 28th in common years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 2, 28)


class Almanac:
    """Answers every question about days and hours of one scenario.

    Parameters
    ----------
    scenario
        The resolved scenario; its holidays and swap days are written out.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._calendar = scenario.calendar
        self.first_day = scenario.campaign.first_day
        self.last_day = scenario.campaign.last_day
        self.days = days_between(self.first_day, self.last_day)
        self.shift_order = {shift: position for position, shift in enumerate(scenario.shifts)}
        self.weeks = frozenset(iso_week(day) for day in self.days)
        self._blacked_out = {
            stream: {
                day for blackout in blackouts.values() for day in days_between(blackout.first_day, blackout.last_day)
            }
            for stream, blackouts in scenario.calendar.blackouts.items()
        }
        self._broken = {
            name: {
                day for outage in kit.unavailable.values() for day in days_between(outage.first_day, outage.last_day)
            }
            for name, kit in scenario.kits.items()
        }
        self._day_types: dict[date, DayType] = {}

    def day_type(self, day: date) -> DayType:
        """``holiday``, ``weekend`` or ``weekday``; a holiday wins, a working weekend is a weekday."""
        if day not in self._day_types:
            self._day_types[day] = self._read_day_type(day)
        return self._day_types[day]

    def is_rest_type(self, day: date) -> bool:
        """Whether all duty hours of the day are overtime."""
        return self.day_type(day) != "weekday"

    def is_in_campaign(self, day: date) -> bool:
        """Whether the day lies between the first and the last day."""
        return self.first_day <= day <= self.last_day

    def span(self, day: date, shift: str) -> tuple[datetime, datetime]:
        """Start and end of the shift that starts on the day; an end at or before the start is on the next day."""
        clock = self._scenario.shifts[shift]
        start, end = datetime.combine(day, clock.start), datetime.combine(day, clock.end)
        return start, end if end > start else end + ONE_DAY

    def dates_of(self, day: date, shift: str) -> list[date]:
        """The dates on which the shift that starts on the day is worked."""
        end = self.span(day, shift)[1]
        return [day] if end <= datetime.combine(day + ONE_DAY, time()) else [day, day + ONE_DAY]

    def share_by_date(self, day: date, shift: str) -> dict[date, float]:
        """The dates on which the shift that starts on the day is worked, with the share of its time on each."""
        start, end = self.span(day, shift)
        shares = {}
        for each in self.dates_of(day, shift):
            midnight = datetime.combine(each, time())
            shares[each] = (min(end, midnight + ONE_DAY) - max(start, midnight)) / (end - start)
        return shares

    def shift_minutes(self, shift: str) -> float:
        """Length of the shift in minutes."""
        start, end = self.span(self.first_day, shift)
        return (end - start).total_seconds() / 60

    def _obstacle(self, day: date, stream: str, place: str, kit: str | None) -> Message | None:
        """Why nothing of the stream can be held at the place on the day with this kit, or ``None``."""
        if day in self._blacked_out.get(stream, ()):
            return texts.STREAM_CLOSED(stream=named(self._scenario, "streams", stream), day=day)
        reason = self._scenario.places[place].closed.get(day)
        if reason is not None:
            where = named(self._scenario, "places", place)
            return texts.PLACE_CLOSED(place=where, day=day, reason=reason or texts.NO_REASON)
        if kit is not None and day in self._broken.get(kit, ()):
            return texts.KIT_BROKEN(kit=kit, day=day)
        return None

    def desk_obstacle(self, day: date, shift: str, post: Post) -> Message | None:
        """Why the desk cannot open in the shift, which may be one of two dates, or ``None``."""
        if post.day_types is not None and self.day_type(day) not in post.day_types:
            return texts.NOT_ITS_DAY_TYPE(
                day=day, day_type=self._in_words(self.day_type(day)), day_types=self._in_words(*post.day_types)
            )
        obstacles = (self._obstacle(each, post.stream, post.place, post.kit) for each in self.dates_of(day, shift))
        return next(filter(None, obstacles), None)

    def visit_obstacle(self, day: date, shift: str, team: Team, place: str, programme: Visits) -> Message | None:
        """Why the programme cannot visit the place in the shift, which may be one of two dates, or ``None``."""
        if self.day_type(day) not in programme.day_types:
            return texts.NO_VISIT_DAY_TYPE(
                day=day, day_type=self._in_words(self.day_type(day)), day_types=self._in_words(*programme.day_types)
            )
        obstacles = (self._obstacle_of_visit(each, team, place, programme) for each in self.dates_of(day, shift))
        return next(filter(None, obstacles), None)

    def _obstacle_of_visit(self, day: date, team: Team, place: str, programme: Visits) -> Message | None:
        if programme.windows and not any(
            window.first_day <= day <= window.last_day for window in programme.windows.values()
        ):
            return texts.OUTSIDE_WINDOWS(day=day)
        term = self._calendar.school_term
        if programme.kind == "school" and term is not None and day in term.closed:
            return texts.SCHOOLS_CLOSED(day=day, reason=term.closed[day] or texts.NO_REASON)
        return self._obstacle(day, team.stream, place, team.kit)

    def slowness(self, day: date, service: StreamService) -> float:
        """Factor on the minutes per person on the day."""
        factor = 1.0
        for slow in service.slow_days.values():
            if day in days_between(slow.first_day, slow.last_day):
                factor *= slow.factor
        return factor

    def is_in_term(self, day: date) -> bool:
        """Whether pupils are at school anyway; without a school term they always are."""
        term = self._calendar.school_term
        return term is None or day <= term.last_day

    def is_blacked_out(self, day: date, stream: str) -> bool:
        """Whether the stream is closed everywhere on the day."""
        return day in self._blacked_out.get(stream, ())

    @staticmethod
    def _in_words(*day_types: DayType) -> tuple[Template, ...]:
        return tuple(texts.DAY_TYPES[day_type] for day_type in day_types)

    def _read_day_type(self, day: date) -> DayType:
        if day in self._calendar.holidays:
            return "holiday"
        if day in self._calendar.working_weekends:
            return "weekday"
        return "weekend" if day.isoweekday() >= 6 else "weekday"
