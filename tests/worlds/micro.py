"""Worlds small enough to enumerate, built twice: as a roster problem for encodings, as facts for checks.

The two builders share the drawing of the world and nothing else: the problem counts minutes and day indices, the facts
are dates and clock times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import product

from optimizer.rules.facts import DutyFact, Facts, NeedFact, PersonFact, RequestFact
from optimizer.world.roster_problem import (
    BURDEN_SCALE,
    PastDuty,
    Person,
    ProblemDay,
    PublishedDuties,
    RosterProblem,
    Slot,
    WorkRequest,
)

ABSENCES = ("rest", "compensatory", "other_duty", "leave")
FREE = ("rest", "compensatory", "other_duty")


@dataclass(frozen=True)
class ShiftDrawing:
    start: str
    end: str
    """At or before the start: on the next day."""
    is_evening: bool = False


SHIFTS = {
    "morning": ShiftDrawing("07:00", "11:00"),
    "late_morning": ShiftDrawing("08:00", "12:00"),
    "afternoon": ShiftDrawing("13:30", "17:30"),
    "day": ShiftDrawing("07:00", "15:00"),
    "evening": ShiftDrawing("18:00", "22:00", True),
    "night": ShiftDrawing("22:00", "06:00", True),
    "dawn": ShiftDrawing("05:00", "07:00"),
}


@dataclass(frozen=True)
class Wish:
    day: int
    shift: str | None
    wants_work: bool
    weight: float = 1.0


@dataclass(frozen=True)
class OfficerDrawing:
    id: str
    unit: str = "tan_phu"
    skills: frozenset[str] = frozenset()
    hours_per_week: float = 48.0
    lent_to: frozenset[str] = frozenset()
    leave: frozenset[int] = frozenset()
    wishes: tuple[Wish, ...] = ()
    history: Mapping[int, str] = field(default_factory=dict)
    """Day (negative) to shifts separated by blanks, or an absence."""
    past_burden: float = 0.0
    past_days: int = 0


@dataclass(frozen=True)
class DutyDrawing:
    day: int
    shift: str
    post: str = "desk"
    unit: str = "tan_phu"
    minimum: int = 0
    maximum: int = 9
    skill: str | None = None
    weight_under: int = 1
    weight_over: int = 0
    burden: float = 0.0
    loan: float = 0.0
    officers: tuple[str, ...] | None = None
    """Who may hold it; everybody if left out."""


@dataclass(frozen=True)
class World:
    first_day: date
    days: int
    officers: tuple[OfficerDrawing, ...]
    duties: tuple[DutyDrawing, ...]
    holidays: frozenset[int] = frozenset()
    other_work: frozenset[str] = frozenset()
    """Day types with other police work."""
    history_days: int = 0
    overtime_weight: float = 0.0
    published: frozenset[tuple[str, int, str, str]] | None = None
    """(officer, day, shift, post)."""
    first_free: int = 0
    """The first day that may differ from it."""

    def date_of(self, day: int) -> date:
        return self.first_day + timedelta(days=day)


@dataclass(frozen=True)
class Roster:
    """Who holds which duty (by its number), and what the days without duty are."""

    held: frozenset[tuple[str, int]]
    absences: frozenset[tuple[str, int, str]]


def all_rosters(world: World) -> Iterator[Roster]:
    """Every roster there is, officer by officer and day by day."""
    for choice in product(*(list(_lives(world, officer)) for officer in world.officers)):
        days = [day for life in choice for day in life]
        held = frozenset(pair for pairs, _ in days for pair in pairs)
        yield Roster(held, frozenset(absence for _, absence in days if absence is not None))


DayDrawing = tuple[tuple[tuple[str, int], ...], tuple[str, int, str] | None]
"""What an officer does on a day: the duties held, or the absence there is."""


def _lives(world: World, officer: OfficerDrawing) -> Iterator[tuple[DayDrawing, ...]]:
    """Everything an officer may do from the first day to the last."""
    last_night = _ends_next_day(officer.history.get(-1, "").split())
    lives: list[tuple[tuple[DayDrawing, ...], bool]] = [((), last_night)]
    for day in range(world.days):
        lives = [
            ((*life, choice), _ends_next_day(world.duties[number].shift for _, number in choice[0]))
            for life, comes_from_a_night in lives
            for choice in _days_of(world, officer, day, comes_from_a_night=comes_from_a_night)
        ]
    yield from (life for life, _ in lives)


def _ends_next_day(held: Iterable[str]) -> bool:
    """Whether one of the shifts runs past midnight; words of a history that are no shifts do not."""
    return any("00:00" < SHIFTS[shift].end <= SHIFTS[shift].start for shift in held if shift in SHIFTS)


def _days_of(world: World, officer: OfficerDrawing, day: int, *, comes_from_a_night: bool) -> Iterator[DayDrawing]:
    numbers = [
        number
        for number, duty in enumerate(world.duties)
        if duty.day == day and (duty.officers is None or officer.id in duty.officers)
    ]
    for bits in product((False, True), repeat=len(numbers)):
        held = tuple((officer.id, number) for number, is_held in zip(numbers, bits, strict=True) if is_held)
        if held:
            yield held, None
        elif day in officer.leave:
            yield (), (officer.id, day, "leave")
        elif comes_from_a_night:
            yield (), None
        elif _kind_of_day(world, day) in world.other_work:
            for kind in FREE:
                yield (), (officer.id, day, kind)
        else:
            yield (), (officer.id, day, "rest")


def _kind_of_day(world: World, day: int) -> str:
    if day in world.holidays:
        return "holiday"
    return "weekend" if world.date_of(day).isoweekday() > 5 else "weekday"


# --- as a roster problem: indices and minutes ---------------------------------------------------------------------


def as_problem(world: World) -> RosterProblem:
    slots = tuple(_slot(number, duty) for number, duty in enumerate(world.duties))
    everybody = tuple(officer.id for officer in world.officers)
    existing = {(slot.day, slot.shift, slot.post) for slot in slots}
    published = {
        officer.id: frozenset(
            (day, shift, post) for who, day, shift, post in world.published or () if who == officer.id
        )
        & existing
        for officer in world.officers
    }
    return RosterProblem(
        days=tuple(_problem_day(world, index) for index in range(-world.history_days, world.days)),
        persons=tuple(_person(world, officer) for officer in world.officers),
        slots=slots,
        candidates={
            slot.id: everybody if duty.officers is None else duty.officers
            for slot, duty in zip(slots, world.duties, strict=True)
        },
        overtime_minute_burden=round(world.overtime_weight * BURDEN_SCALE / 60),
        day_after=_problem_day(world, world.days),
        published=None if world.published is None else PublishedDuties(published, world.first_free),
    )


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return 60 * int(hour) + int(minute)


def _minutes_of(day: int, shift: str) -> tuple[int, int]:
    start, end = _minute(SHIFTS[shift].start), _minute(SHIFTS[shift].end)
    return 1440 * day + start, 1440 * day + (end if end > start else end + 1440)


def _slot(number: int, duty: DutyDrawing) -> Slot:
    start, end = _minutes_of(duty.day, duty.shift)
    return Slot(
        id=str(number),
        day=duty.day,
        shift=duty.shift,
        start=start,
        end=end,
        post=duty.post,
        unit=duty.unit,
        minimum=duty.minimum,
        maximum=duty.maximum,
        skill=duty.skill,
        is_evening=SHIFTS[duty.shift].is_evening,
        weight_under=duty.weight_under,
        weight_over=duty.weight_over,
        burden=round(duty.burden * BURDEN_SCALE),
        loan_burden=round(duty.loan * BURDEN_SCALE),
    )


def _problem_day(world: World, index: int) -> ProblemDay:
    day = world.date_of(index)
    return ProblemDay(index, day, _kind_of_day(world, index), day.strftime("%G-W%V"), day.strftime("%Y-%m"))


def _person(world: World, officer: OfficerDrawing) -> Person:
    worked = [
        (day, shift) for day, entry in officer.history.items() if entry not in ABSENCES for shift in entry.split()
    ]
    return Person(
        id=officer.id,
        unit=officer.unit,
        skills=officer.skills,
        minutes_per_week=round(officer.hours_per_week * 60),
        lent_to=officer.lent_to,
        leave=officer.leave,
        other_work=frozenset(day for day in range(world.days) if _kind_of_day(world, day) in world.other_work),
        requests=tuple(
            WorkRequest(str(number), wish.day, wish.shift, wish.wants_work, wish.weight)
            for number, wish in enumerate(officer.wishes)
        ),
        past_duties=tuple(
            PastDuty(day, shift, *_minutes_of(day, shift), SHIFTS[shift].is_evening) for day, shift in worked
        ),
        past_absences={day: entry for day, entry in officer.history.items() if entry in ABSENCES},
        past_burden=round(officer.past_burden * BURDEN_SCALE),
        past_available_days=officer.past_days,
    )


# --- as facts: dates and clock times ------------------------------------------------------------------------------


def as_facts(world: World, roster: Roster) -> Facts:
    units = {officer.id: officer.unit for officer in world.officers}
    duties = [_held_duty(world, world.duties[number], who, units[who]) for who, number in roster.held]
    absences = {(who, world.date_of(day)): kind for who, day, kind in roster.absences}
    for officer in world.officers:
        for day, entry in officer.history.items():
            if entry in ABSENCES:
                absences[officer.id, world.date_of(day)] = entry
            else:
                duties.extend(_past_duty(world, officer, day, shift) for shift in entry.split())
    return Facts(
        first_day=world.first_day,
        last_day=world.date_of(world.days - 1),
        day_types={world.date_of(day): _kind_of_day(world, day) for day in range(-world.history_days, world.days + 1)},
        people={officer.id: _person_fact(world, officer) for officer in world.officers},
        duties=tuple(duties),
        absences=absences,
        needs=tuple(_need(world, duty) for duty in world.duties),
        published=None
        if world.published is None
        else frozenset((who, world.date_of(day), shift, post) for who, day, shift, post in world.published),
        first_free=world.date_of(world.first_free),
        overtime_hour_weight=world.overtime_weight,
    )


def _from_to(day: date, shift: str) -> tuple[datetime, datetime]:
    start = datetime.combine(day, time.fromisoformat(SHIFTS[shift].start))
    end = datetime.combine(day, time.fromisoformat(SHIFTS[shift].end))
    return start, end if end > start else end + timedelta(days=1)


def _held_duty(world: World, duty: DutyDrawing, officer: str, home: str) -> DutyFact:
    day = world.date_of(duty.day)
    burden = duty.burden + (duty.loan if duty.unit != home else 0)
    evening = SHIFTS[duty.shift].is_evening
    return DutyFact(officer, day, duty.shift, *_from_to(day, duty.shift), duty.post, duty.unit, evening, burden)


def _past_duty(world: World, officer: OfficerDrawing, index: int, shift: str) -> DutyFact:
    day = world.date_of(index)
    evening = SHIFTS[shift].is_evening
    return DutyFact(officer.id, day, shift, *_from_to(day, shift), "past", officer.unit, evening)


def _person_fact(world: World, officer: OfficerDrawing) -> PersonFact:
    return PersonFact(
        id=officer.id,
        unit=officer.unit,
        skills=officer.skills,
        hours_per_week=officer.hours_per_week,
        leave=frozenset(world.date_of(day) for day in officer.leave),
        requests=tuple(
            RequestFact(str(number), world.date_of(wish.day), wish.shift, wish.wants_work, wish.weight)
            for number, wish in enumerate(officer.wishes)
        ),
        past_burden=officer.past_burden,
        past_available_days=officer.past_days,
        lent_to=officer.lent_to,
    )


def _need(world: World, duty: DutyDrawing) -> NeedFact:
    return NeedFact(
        date=world.date_of(duty.day),
        shift=duty.shift,
        post=duty.post,
        minimum=duty.minimum,
        maximum=duty.maximum,
        skill=duty.skill,
        weight_under=float(duty.weight_under),
        weight_over=float(duty.weight_over),
        unit=duty.unit,
    )
