"""One campaign as the model sees it: everything by id and by index, nothing left to look up or default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.world.calendar import MINUTES_PER_DAY, Day, DayShift, Shift
from optimizer.world.ids import PlaceId, PoolKey, StreamId
from optimizer.world.roster_problem import Person, minutes_after_midnight
from optimizer.world.uncertainty import Uncertainty
from optimizer.world.work import Helper, Organisation, Pool, Post, Programme, School, Team


@dataclass(frozen=True, slots=True)
class BurdenWeights:
    """Published weights: burden per duty, or per hour of overtime and travel."""

    evening: float
    weekend: float
    holiday: float
    overtime_hour: float
    """Hours above a normal day, and all hours on weekends and holidays."""
    travel_hour: float
    loan: float
    """A duty for another unit."""


@dataclass(frozen=True, slots=True)
class LeastYields:
    """People whom optional work is to get done at the least, lest it be dropped where no tier needs it."""

    visit: float
    """By a team on one day at one place."""
    second_officer: float
    """In a shift, no standing duty, with two officers or more."""
    loan: float
    """In a shift, no standing duty, with an officer of another unit."""


@dataclass(frozen=True, slots=True)
class World:
    """One campaign, compiled from a valid scenario."""

    days: tuple[Day, ...]
    day_after: Day
    """The day after the last: nothing is planned on it, but a night may end there."""
    history: tuple[Day, ...]
    """Days before the first, as far as anything is known of them, in order."""
    shifts: tuple[Shift, ...]
    finish_by: int
    """Index of the day by which the targets are to be met."""
    pools: Mapping[PoolKey, Pool]
    schools: Mapping[PlaceId, School]
    posts: tuple[Post, ...]
    teams: tuple[Team, ...]
    programmes: tuple[Programme, ...]
    organisations: tuple[Organisation, ...]
    officers: tuple[Person, ...]
    helpers: tuple[Helper, ...]
    unit_of_commune: Mapping[PlaceId, str]
    """Place (a commune, or whatever lies in it) to the unit of officers at home there."""
    travel_minutes: Mapping[tuple[PlaceId, PlaceId], int]
    """Between the places that teams leave and visit, one way."""
    weights: BurdenWeights
    least_yields: LeastYields
    seeks_earliest: bool
    """Whether the first day is sought on which the district's total is met."""
    uncertainty: Uncertainty
    recorded: Mapping[tuple[PlaceId, StreamId, int], float] = field(default_factory=dict)
    """Place, stream and day (index) to the people who were done on it, as far as that was reported."""

    @property
    def day_shifts(self) -> tuple[DayShift, ...]:
        """All shifts of all days, in order of time."""
        return tuple(DayShift(day.index, shift) for day in self.days for shift in range(len(self.shifts)))

    @property
    def weeks(self) -> tuple[str, ...]:
        """ISO weeks of the campaign, in order."""
        return tuple(dict.fromkeys(day.week for day in self.days))

    @property
    def total_target(self) -> float:
        """Targets of all pools and countable pupils of all schools (persons)."""
        return sum(pool.target for pool in self.pools.values()) + sum(s.countable for s in self.schools.values())

    def week_of(self, day_shift: DayShift) -> str:
        """ISO week of a day-shift."""
        return self.days[day_shift.day].week

    def shift_burden(self, day_shift: DayShift) -> float:
        """Burden of a duty without travel, loan and overtime above the normal day, for one officer."""
        shift = self.shifts[day_shift.shift]
        burden = self.weights.evening if shift.is_evening else 0.0
        day_type = self.duty_type(day_shift.day, shift.end_minute)
        if day_type == "weekend":
            burden += self.weights.weekend
        if day_type == "holiday":
            burden += self.weights.holiday
        rest_minutes = self.rest_minutes(day_shift.day, shift.start_minute, shift.end_minute)
        if rest_minutes:
            burden += self.weights.overtime_hour * rest_minutes / 60
        return burden

    def duty_type(self, day: int, end: int) -> str:
        """What a duty of a day counts as: a holiday's if it runs into one, else as the day on which it begins.

        Parameters
        ----------
        day, end
            Index of the day, and the minute at which the duty ends, counted from the day's midnight.
        """
        runs_into_holiday = end > MINUTES_PER_DAY and self.day_type(day + 1) == "holiday"
        return "holiday" if runs_into_holiday else self.day_type(day)

    def rest_minutes(self, day: int, start: int, end: int) -> int:
        """Minutes of a duty that are worked on weekend days and holidays; times count from the day's midnight."""
        night = minutes_after_midnight(0, start, end)
        parts = (day, end - start - night), (day + 1, night)
        return sum(minutes for each, minutes in parts if minutes and self.day_type(each) != "weekday")

    def day_type(self, day: int) -> str:
        """``weekday``, ``weekend`` or ``holiday``, of a day of the campaign or the one after it (index)."""
        return self.days[day].day_type if day < len(self.days) else self.day_after.day_type
