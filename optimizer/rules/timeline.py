"""Rules along one person's days, as resources: what the pricing of whole timelines runs on.

A timeline is what one person does on each day of the horizon. A rule that concerns one person alone restricts or prices
it through resources of three forms, from the simplest to the richest:

* :class:`DayResource`: an amount of breach that depends on the day's choice alone (leave, wishes, skills);
* :class:`RunResource`: a small automaton that walks along the days and counts breaches on the way (runs, sequences);
* :class:`PeriodResource`: an automaton whose amounts are added up over days and held between limits (hours, duties).

An automaton sees a day as a :class:`DayPattern`, which is the same on every day with the same duties, and names the
*phase* of a day: days of one phase step alike, so that whoever runs on it tabulates a step once. The history has
already been walked through when it starts. Amounts are integers in the steps of the rule's encoding
(``statement.amount_scale`` to the unit); on a rule that is hard, any amount above 0 is forbidden. The periods of one
rule step alike on days of one phase, too, and count nothing negative.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass

from optimizer.world.roster_problem import (
    FREE_STATES,
    MINUTES_PER_DAY,
    PastDuty,
    Person,
    RosterProblem,
    Slot,
    minutes_after_midnight,
)

WORKS = "works"
"""State of a day on which duty begins; the others are ``leave``, ``rest``, ``compensatory`` and ``other_duty``."""
AFTER_NIGHT = "after_night"
"""State of a day on which no duty begins and a night ends: it is neither rest nor one of other work."""

Step = Callable[[Hashable, int, "DayPattern"], tuple[Hashable, int]]
"""State before the day, day and pattern to the state after it and the amount counted on it."""


@dataclass(frozen=True, slots=True)
class TimedDuty:
    """A duty within its day."""

    shift: str
    start: int
    """In minutes since the day's midnight."""
    end: int
    is_evening: bool

    @property
    def minutes_after_midnight(self) -> int:
        """Minutes of the duty worked on the next day."""
        return minutes_after_midnight(0, self.start, self.end)

    @property
    def minutes(self) -> int:
        """Length of the duty in minutes."""
        return self.end - self.start

    @classmethod
    def of(cls, duty: PastDuty | Slot) -> TimedDuty:
        """A duty of a roster problem within its day."""
        midnight = MINUTES_PER_DAY * duty.day
        return cls(duty.shift, duty.start - midnight, duty.end - midnight, duty.is_evening)


@dataclass(frozen=True, slots=True)
class DayPattern:
    """What a person does on a day, whichever day it is."""

    duties: tuple[TimedDuty, ...] = ()
    """In order of time."""
    state: str = "rest"

    @property
    def works(self) -> bool:
        """Whether there is duty on the day."""
        return bool(self.duties)

    @property
    def minutes(self) -> int:
        """Minutes on duty until midnight."""
        return sum(duty.minutes - duty.minutes_after_midnight for duty in self.duties)

    @property
    def minutes_after_midnight(self) -> int:
        """Minutes on duty after midnight."""
        return sum(duty.minutes_after_midnight for duty in self.duties)

    def holds(self, shift: str) -> bool:
        """Whether one of the duties is of this shift."""
        return any(duty.shift == shift for duty in self.duties)

    @property
    def shifts(self) -> frozenset[str]:
        """The shifts of the duties."""
        return frozenset(duty.shift for duty in self.duties)


@dataclass(frozen=True, slots=True)
class DayChoice:
    """What a person may do on one certain day: these duties, or none."""

    day: int
    slots: tuple[Slot, ...]
    """In order of time."""
    pattern: DayPattern


@dataclass(frozen=True, slots=True)
class DayResource:
    """Breaches that depend on the choice of the day alone."""

    amount: Callable[[DayChoice], int]
    days: Collection[int] | None = None
    """Days on which anything can be in breach; ``None`` for any day."""
    is_growing: bool = False
    """Whether the amount follows from the pattern, and no further duty makes it less."""


@dataclass(frozen=True, slots=True)
class RunResource:
    """Breaches counted day by day; each stands on the day on which it is counted."""

    start: Hashable
    """State before the first day of the horizon."""
    step: Step
    phase: Callable[[int], Hashable] = lambda day: None


@dataclass(frozen=True, slots=True)
class PeriodResource:
    """Amounts added up over the days of a period, and held between limits; the breach is what lies outside."""

    when: str
    """The period's name, as in the keys of the encoding."""
    days: range
    """Days of the horizon on which something is counted; outside of them the automaton is not asked."""
    carried: int
    """Amount that the history brings along."""
    step: Step
    at_most: int | None = None
    at_least: int | None = None
    start: Hashable = None
    phase: Callable[[int], Hashable] = lambda day: None

    def breach(self, total: int) -> int:
        """Amount of the breach, for what has been added up over the period, ``carried`` included."""
        above = 0 if self.at_most is None else max(0, total - self.at_most)
        below = 0 if self.at_least is None else max(0, self.at_least - total)
        return above + below


Resource = DayResource | RunResource | PeriodResource


class PersonDays:
    """One person's days: the history as patterns, and what is known of each day."""

    def __init__(self, problem: RosterProblem, person: Person) -> None:
        self.problem = problem
        self.person = person
        self.horizon = range(sum(day.index >= 0 for day in problem.days))
        """Indices of the days to be rostered."""
        self._monday = -problem.horizon[0].date.weekday()
        self._day_types = {day.index: day.day_type for day in problem.days}
        if problem.day_after is not None:
            self._day_types[problem.day_after.index] = problem.day_after.day_type
        duties: dict[int, list[PastDuty]] = {}
        for duty in person.past_duties:
            duties.setdefault(duty.day, []).append(duty)
        self.past = {day: DayPattern((), state) for day, state in person.past_absences.items()}
        self.past.update({day: pattern_of(held) for day, held in duties.items()})
        """Days of the history that are on record, by index."""
        self.carried_in = person.past_minutes_on(0)
        """Minutes of the first day that the history's last night takes."""
        self.has_nights = bool(self.carried_in) or problem.has_nights
        """Whether the person's days are bound together by duties that run past midnight."""

    def is_on_record(self, person: str, day: int) -> bool:
        """Whether it is known what the person, who is this one, does on the day: always in the horizon."""
        return day >= 0 or day in self.past

    def day_type(self, day: int) -> str:
        """``weekday``, ``weekend`` or ``holiday``."""
        return self._day_types[day]

    def weekday(self, day: int) -> int:
        """0 for a Monday."""
        return (day - self._monday) % 7

    def recorded(self) -> Iterator[tuple[int, DayPattern | None]]:
        """Each day from the first on record to the one before the horizon; ``None`` where nothing is known."""
        for day in range(min(self.past, default=0), 0):
            yield day, self.past.get(day)


def nights_and_mornings(days: PersonDays) -> RunResource | None:
    """What holds of days whatever the rules say: one on which a night ends is no day of rest or other work.

    The amount is 0 or 1; ``None`` if there are no nights.
    """
    if not days.has_nights:
        return None

    def step(state: Hashable, day: int, pattern: DayPattern) -> tuple[Hashable, int]:
        is_free = pattern.state in FREE_STATES
        is_wrong = is_free if state else pattern.state == AFTER_NIGHT
        return pattern.minutes_after_midnight > 0, int(is_wrong)

    return RunResource(days.carried_in > 0, step)


def pattern_of(duties: list[PastDuty] | tuple[Slot, ...]) -> DayPattern:
    """The pattern of a day with duties."""
    timed = (TimedDuty.of(duty) for duty in duties)
    return DayPattern(tuple(sorted(timed, key=lambda duty: (duty.start, duty.end, duty.shift))), WORKS)
