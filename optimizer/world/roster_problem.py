"""The roster problem: people, duties that need them, and the days between; generic, no word of what the work is.

All times are integer minutes since midnight of the first day; a day before it has a negative index. Burden is an
integer in :data:`BURDEN_SCALE` parts of a unit, so that weights with two decimals stay exact per minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NewType, TypeAlias

SlotId = NewType("SlotId", str)
"""Of one duty of one day."""
DutyKey: TypeAlias = tuple[int, str, str]
"""Day index, shift and post of a duty, whichever unit is asked for it."""

BURDEN_SCALE = 6000
"""Integer burden per unit of published weight: hundredths of a weight times minutes of an hour."""

MINUTES_PER_DAY = 1440
NORMAL_DAY_MINUTES = 480
"""A normal working day; what is above is overtime."""
FREE_STATES = ("rest", "compensatory", "other_duty")
"""What a day of other work can be for whoever is neither on duty nor on leave."""


def minutes_after_midnight(day: int, start: int, end: int) -> int:
    """Minutes of a duty of a day that are worked on the next; a way that begins the evening before is the day's own."""
    return min(end - start, max(0, end - MINUTES_PER_DAY * (day + 1)))


@dataclass(frozen=True, slots=True)
class ProblemDay:
    """One day of the horizon or of the history before it (negative index)."""

    index: int
    date: date
    day_type: str
    """``weekday``, ``weekend`` or ``holiday``."""
    week: str
    """ISO week, ``2024-W14``."""
    month: str
    """Calendar month, ``2024-04``."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One duty of one day that needs people."""

    id: SlotId
    day: int
    shift: str
    start: int
    """Minute of departure or take-over."""
    end: int
    """Minute of return or hand-over."""
    post: str
    unit: str
    """Unit the duty belongs to; whoever comes from another unit is on loan."""
    minimum: int
    maximum: int
    skill: str | None = None
    is_evening: bool = False
    weight_under: int = 1
    """Weight of each person short of ``minimum``."""
    weight_over: int | None = 0
    """Weight of each person above ``maximum``; ``None`` if there may be none."""
    burden: int = 0
    """Burden of the duty for its holder, overtime above the normal day and loan not included."""
    loan_burden: int = 0
    """Further burden if the holder is on loan."""
    continues: SlotId | None = None
    """An earlier slot of the day, listed before this one, whose crew goes on with this one."""
    group: str | None = None
    """Slots of one group are staffed with all the people they ask for, or with nobody; others with whoever there is."""

    @property
    def minutes(self) -> int:
        """Length of the duty in minutes."""
        return self.end - self.start

    @property
    def minutes_after_midnight(self) -> int:
        """Minutes of it worked on the next day."""
        return minutes_after_midnight(self.day, self.start, self.end)


@dataclass(frozen=True, slots=True)
class PastDuty:
    """A duty worked before the first day."""

    day: int
    shift: str
    start: int
    end: int
    is_evening: bool = False

    @property
    def minutes_after_midnight(self) -> int:
        """Minutes of it worked on the next day."""
        return minutes_after_midnight(self.day, self.start, self.end)


@dataclass(frozen=True, slots=True)
class WorkRequest:
    """A wish for a day, or one shift of it; ``wants_work`` tells on from off."""

    id: str
    day: int
    shift: str | None
    wants_work: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Person:
    """One officer, as far as rostering is concerned."""

    id: str
    unit: str
    skills: frozenset[str] = frozenset()
    minutes_per_week: int = 48 * 60
    lent_to: frozenset[str] = frozenset()
    leave: frozenset[int] = frozenset()
    """Days on leave, by index; the day after the last counts, since a night may run into it."""
    other_work: frozenset[int] = frozenset()
    """Days on which the person has other work unless on duty, resting or away."""
    requests: tuple[WorkRequest, ...] = ()
    past_duties: tuple[PastDuty, ...] = ()
    past_absences: Mapping[int, str] = field(default_factory=dict)
    """Day index (negative) to ``rest``, ``compensatory``, ``leave`` or ``other_duty``."""
    past_burden: int = 0
    """In :data:`BURDEN_SCALE` parts of a unit."""
    past_available_days: int = 0

    def past_minutes_on(self, day: int) -> int:
        """Minutes of the history's duties that are worked on a day, the first of the horizon included."""
        return sum(
            duty.minutes_after_midnight
            if duty.day == day - 1
            else (duty.end - duty.start - duty.minutes_after_midnight) * (duty.day == day)
            for duty in self.past_duties
        )

    @property
    def past_rest(self) -> frozenset[int]:
        """Rest days of the history: those on which no night ended."""
        return frozenset(
            day for day, kind in self.past_absences.items() if kind == "rest" and not self.past_minutes_on(day)
        )

    @property
    def past_burden_units(self) -> float:
        """Burden of the history in published weights."""
        return self.past_burden / BURDEN_SCALE


@dataclass(frozen=True, slots=True)
class PublishedDuties:
    """A roster to stay close to."""

    duties: Mapping[str, frozenset[DutyKey]]
    """Person to the duties that were published, of those that still exist."""
    first_free: int = 0
    """Index of the first day that may change."""


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """Who may work which duty; the rules are given beside it."""

    days: tuple[ProblemDay, ...]
    """History first (negative indices, as many as are known), then the horizon from index 0, in order."""
    persons: tuple[Person, ...]
    slots: tuple[Slot, ...]
    candidates: Mapping[SlotId, tuple[str, ...]]
    """Slot id to the persons who may be assigned to it."""
    normal_day_minutes: int = NORMAL_DAY_MINUTES
    """Minutes of a normal working day; what is above is overtime."""
    overtime_minute_burden: int = 0
    """Burden of one minute of overtime on a weekday (on other days it is part of the slot's burden)."""
    published: PublishedDuties | None = None
    """The roster to stay close to, if any."""
    day_after: ProblemDay | None = None
    """The day after the last, on which a night of the last one ends; needed where there is any."""
    has_nights: bool = field(init=False, repr=False, compare=False)
    """Whether any duty runs past midnight."""
    horizon: tuple[ProblemDay, ...] = field(init=False, repr=False, compare=False)
    """The days that are to be rostered."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "has_nights", any(slot.minutes_after_midnight for slot in self.slots))
        object.__setattr__(self, "horizon", tuple(day for day in self.days if day.index >= 0))

    def weekday_overtime(self, held: Sequence[Slot]) -> int:
        """Minutes above the normal day that a day's duties make by themselves on weekdays, the next one included."""
        if not held:
            return 0
        nights = sum(slot.minutes_after_midnight for slot in held)
        worked = (held[0].day, sum(slot.minutes for slot in held) - nights), (held[0].day + 1, nights)
        return sum(
            minutes - self.normal_day_minutes
            for day, minutes in worked
            if minutes > self.normal_day_minutes and self._day_type(day) == "weekday"
        )

    def _day_type(self, day: int) -> str:
        place = day - self.days[0].index
        if place < len(self.days):
            return self.days[place].day_type
        return "" if self.day_after is None else self.day_after.day_type

    def persons_in(self, units: Iterable[str] | None, officers: Iterable[str] | None) -> tuple[Person, ...]:
        """The persons a rule's scope selects; ``None`` selects all."""
        return tuple(
            person
            for person in self.persons
            if (units is None or person.unit in units) and (officers is None or person.id in officers)
        )
