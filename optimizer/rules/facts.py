"""What a check may look at: people, days and duties as wall-clock facts, and what a check says.

Built by the verifier from the scenario and the rows of a roster; knows no solver and no index.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypeAlias

from optimizer.texts.messages import Message, Named, Template

ONE_DAY = timedelta(days=1)
SHIFT_AT_POST = Template("{shift} tại {post}", "{shift} at {post}")
Date: TypeAlias = date


class Key(NamedTuple):
    """What a breach is about, in names: the rule's id, the officer (or group, or post), the day or period."""

    rule: str
    entity: str
    when: str


@dataclass(frozen=True, slots=True)
class Breach:
    """One breach of one rule, with its amount in the statement's unit and what shows it."""

    key: Key
    amount: float
    said: Message
    """The evidence, with names where people read it."""

    @property
    def evidence(self) -> str:
        """The evidence in English and by ids, as files and programs have it."""
        return str(self.said.by_ids())


@dataclass(frozen=True, slots=True)
class DutyFact:
    """One officer on one duty, in the plan or in the history before it."""

    officer: str
    date: date
    shift: str
    start: datetime
    end: datetime
    post: str
    unit: str
    """Unit the duty belongs to (not the officer's)."""
    is_evening: bool
    burden: float = 0.0
    """Weight of the duty for this officer: evening, weekend, holiday, overtime on a rest day, travel, loan;
    hours above the normal day are not included."""
    _by_date: Mapping[Date, float] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        midnight = datetime.combine(self.date + ONE_DAY, time())
        if self.end <= midnight:
            by_date = {self.date: self.hours}
        else:
            late = max(timedelta(), midnight - self.start).total_seconds() / 3600
            by_date = {self.date: late, self.date + ONE_DAY: self.hours - late}
        object.__setattr__(self, "_by_date", by_date)

    @property
    def hours(self) -> float:
        """Length in hours."""
        return (self.end - self.start).total_seconds() / 3600

    def hours_by_date(self) -> Mapping[Date, float]:
        """The dates on which it is worked, with the hours of each; a way that begins the evening before is its own."""
        return self._by_date


@dataclass(frozen=True, slots=True)
class NeedFact:
    """How many officers one duty needs, and with what skill."""

    date: date
    shift: str
    post: str
    minimum: int
    maximum: int
    skill: str | None = None
    weight_under: float = 1.0
    weight_over: float = 0.0
    unit: str = ""
    """Unit the duty belongs to; tells two needs of one post and shift apart. Empty: any."""


@dataclass(frozen=True, slots=True)
class RequestFact:
    """A wish for a day, or one shift of it."""

    id: str
    date: date
    shift: str | None
    wants_work: bool
    weight: float


@dataclass(frozen=True, slots=True)
class PersonFact:
    """One officer."""

    id: str
    unit: str
    skills: frozenset[str] = frozenset()
    hours_per_week: float = 48.0
    leave: frozenset[date] = frozenset()
    requests: tuple[RequestFact, ...] = ()
    past_burden: float = 0.0
    past_available_days: int = 0
    lent_to: frozenset[str] = frozenset()
    """Units the officer may be lent to."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the checks of one roster see; ``duties`` and ``absences`` include the history."""

    first_day: date
    last_day: date
    day_types: Mapping[date, str]
    """``weekday``, ``weekend`` or ``holiday``, history and the day after the last included."""
    people: Mapping[str, PersonFact]
    duties: tuple[DutyFact, ...]
    absences: Mapping[tuple[str, date], str]
    """(officer, date) to ``leave``, ``rest``, ``compensatory`` or ``other_duty``."""
    needs: tuple[NeedFact, ...] = ()
    published: frozenset[tuple[str, date, str, str]] | None = None
    """The roster to stay close to, if any: (officer, date, shift, post)."""
    first_free: Date | None = None
    """The first day that may differ from it; the first day of all if left out."""
    normal_day_hours: float = 8.0
    overtime_hour_weight: float = 0.0
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(section of the scenario, id) to the name that people know a thing by."""
    duties_by_officer: Mapping[str, tuple[DutyFact, ...]] = field(init=False)
    """Each officer's duties in order of time."""
    absences_by_officer: Mapping[str, Mapping[date, str]] = field(init=False, repr=False, compare=False)
    """Each officer's days without duty, with their kind."""
    _needs: Mapping[tuple[date, str, str], tuple[NeedFact, ...]] = field(init=False, repr=False, compare=False)
    _worked: frozenset[tuple[str, date]] = field(init=False, repr=False, compare=False)
    """Officers and the dates on which they are on duty."""

    def __post_init__(self) -> None:
        by_officer: dict[str, list[DutyFact]] = {officer: [] for officer in self.people}
        for duty in sorted(self.duties, key=lambda duty: (duty.start, duty.end, duty.post)):
            by_officer.setdefault(duty.officer, []).append(duty)
        object.__setattr__(self, "duties_by_officer", {name: tuple(duties) for name, duties in by_officer.items()})
        absences: dict[str, dict[date, str]] = {officer: {} for officer in self.people}
        for (officer, day), kind in self.absences.items():
            absences.setdefault(officer, {})[day] = kind
        object.__setattr__(self, "absences_by_officer", absences)
        needs: dict[tuple[date, str, str], list[NeedFact]] = {}
        for need in self.needs:
            needs.setdefault((need.date, need.shift, need.post), []).append(need)
        object.__setattr__(self, "_needs", {duty: tuple(found) for duty, found in needs.items()})
        worked = frozenset((duty.officer, day) for duty in self.duties for day in duty.hours_by_date())
        object.__setattr__(self, "_worked", worked)

    def needs_of(self, day: date, shift: str, post: str) -> tuple[NeedFact, ...]:
        """The needs of one duty; more than one where several units send officers."""
        return self._needs.get((day, shift, post), ())

    def people_in(self, units: Iterable[str] | None, officers: Iterable[str] | None) -> tuple[PersonFact, ...]:
        """The people a rule's scope selects; ``None`` selects all."""
        return tuple(
            person
            for person in self.people.values()
            if (units is None or person.unit in units) and (officers is None or person.id in officers)
        )

    def named(self, section: str, key: str) -> Named:
        """A thing of the scenario, such as one of its ``shifts``, for people and for files."""
        return Named(key, self.names.get((section, key), key))

    def at_work(self, duty: DutyFact) -> Message:
        """A duty's shift and post."""
        return SHIFT_AT_POST(shift=self.named("shifts", duty.shift), post=self.named("posts", duty.post))

    def is_on_duty(self, officer: str, day: date) -> bool:
        """Whether a duty of the officer is worked on the day, from midnight to midnight."""
        return (officer, day) in self._worked

    def is_rest_type(self, day: date) -> bool:
        """Whether all duty on this day is overtime: a weekend day or a holiday."""
        return self.day_types[day] != "weekday"
