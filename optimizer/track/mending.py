"""A published roster changed as little as the facts allow, unit by unit; units nothing happened to stay as they are.

Only where a unit's own people do not suffice, others may lend it some (:mod:`optimizer.track.lending`).

What is past stays, and so do duties before a date until which everybody may rely on what was published, but for those
that somebody cannot do any more. A unit is mended by one CP-SAT model over all its days (:mod:`optimizer.rostering
.cp_sat.repair_model`), so that the number of changes comes with a bound over all rosters of its duties.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from optimizer.garbage import uncollected
from optimizer.planning.close_unstaffed import close_unstaffed
from optimizer.planning.recovery import Recovered, Staff, recover
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.repair_model import Aim, Counted, Repair, Repaired, Unrepairable, repair
from optimizer.rostering.roster import Roster, unstaffed
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.facts import Key
from optimizer.track.lending import widened
from optimizer.world.plan import AbsenceRow, Plan, RosterRow
from optimizer.world.roster_problem import RosterProblem, Slot, SlotId


class DutyOf(NamedTuple):
    """One officer on one duty."""

    officer: str
    date: date
    shift: str
    post: str
    """Post or team."""


@dataclass(frozen=True, slots=True)
class Mending:
    """What a published roster is changed for."""

    officers: frozenset[str]
    """Whom something happened to: their units are looked at, no other."""
    first_free: date
    """Days before it are past: nothing of them changes."""
    kept_until: date
    """Duties before it stay with whoever can do them."""
    away: Mapping[str, frozenset[date]] = field(default_factory=dict)
    """Officer to the days on which duties cannot be done."""
    pins: Mapping[DutyOf, bool] = field(default_factory=dict)
    """Duties that somebody is to hold, or not to hold, whatever else."""
    most_changes: int | None = None
    """Duties that may change hands at the most, in all units together."""
    aim: Aim = "duties"
    """What changes are counted by first."""


@dataclass(frozen=True, slots=True)
class MendedPlan:
    """The changed plan, its figures not drawn up yet."""

    plan: Plan
    counts: Mapping[str, Counted]
    """What the changes come to, all units together, by ``duties``, ``people`` and ``burden``."""
    closed: tuple[DutyOf, ...]
    """Duties that nobody can do any more, and those that were closed with them."""


@dataclass(frozen=True, slots=True)
class Unmendable:
    """There is no roster with what is pinned, or none was found."""

    conflict: frozenset[Key]
    """Conditions of hard rules that contradict it, where that could be told."""
    is_proved: bool
    least: int | None = None
    """Duties of one unit that have to change hands at the least, where fewer were allowed."""


@dataclass(frozen=True, slots=True)
class RosterDifference:
    """What differs between two rosters."""

    taken: tuple[DutyOf, ...]
    given: tuple[DutyOf, ...]

    @property
    def people(self) -> frozenset[str]:
        """Officers whose duties changed."""
        return frozenset(duty.officer for duty in (*self.taken, *self.given))

    @property
    def duties(self) -> int:
        """Places on duties that changed hands, fell away or were added."""
        taken = Counter(duty[1:] for duty in self.taken)
        given = Counter(duty[1:] for duty in self.given)
        return sum(max(taken[key], given[key]) for key in taken | given)


def duty_of(row: RosterRow) -> DutyOf:
    """What a row of the roster says."""
    return DutyOf(row.officer, row.date, row.shift, row.post)


def roster_difference(before: Iterable[RosterRow], after: Iterable[RosterRow]) -> RosterDifference:
    """What differs between two rosters, in order of time."""
    was, now = {duty_of(row) for row in before}, {duty_of(row) for row in after}

    def in_time(duties: Iterable[DutyOf]) -> tuple[DutyOf, ...]:
        return tuple(sorted(duties, key=lambda duty: (duty.date, duty.shift, duty.post, duty.officer)))

    return RosterDifference(in_time(was - now), in_time(now - was))


@uncollected()
def mend(staff: Staff, plan: Plan, asked: Mending, budget: Budget, seconds: float) -> MendedPlan | Unmendable:
    """Change a plan's roster as little as possible.

    Parameters
    ----------
    staff
        The campaign as it is now, with the leave that everybody has.
    plan
        As it was published.
    asked
        Why, and what may change.
    budget
        Seconds or steps, and the stop request.
    seconds
        Limit of each solve.
    """
    found = recover(staff.world, staff.rules, plan, staff.published)
    mended = _mended_alone(staff, found, asked, budget, seconds)
    if isinstance(mended, Unmendable):
        return mended
    mended = _with_loans(staff, found, mended, asked, budget, seconds)
    held, absences = dict(found.held), dict(found.absences)
    counts: dict[str, Counted] = {}
    for names, part in mended.items():
        _add(counts, part)
        held |= part.roster.assignments.items()
        people = {person.id for name in names for person in found.need.problems[name].persons}
        absences = {key: kind for key, kind in absences.items() if key[0] not in people} | dict(part.roster.absences)
    return _closed(staff, plan, replace(found, held=held, absences=absences), counts)


Parts = dict[tuple[str, ...], Repaired]
"""Names of the problems that were mended together to what came of it."""


def _mended_alone(staff: Staff, found: Recovered, asked: Mending, budget: Budget, seconds: float) -> Parts | Unmendable:
    """Every unit that something happened to, mended by its own people."""
    parts: Parts = {}
    left = asked.most_changes
    for name, problem in found.need.problems.items():
        if asked.officers.isdisjoint(person.id for person in problem.persons):
            continue
        mended = repair(repair_of(problem, staff.rules, found.roster(name), asked, left), budget, seconds)
        if isinstance(mended, Unrepairable):
            return Unmendable(mended.conflict, mended.is_proved, mended.least)
        parts[(name,)] = mended
        if left is not None:
            left -= mended.counts["duties"].value
    return parts


def _with_loans(staff: Staff, found: Recovered, parts: Parts, asked: Mending, budget: Budget, seconds: float) -> Parts:
    """The same, with people of other units where that leaves fewer duties without anybody."""
    problems = found.need.problems
    missing = {
        names[0]: short
        for names, part in parts.items()
        if (short := unstaffed(problems[names[0]], part.roster.assignments))
    }
    open_to = [slot for name, short in missing.items() for slot in _open_to_others(found, name, short, asked)]
    wide = widened(staff.world, found, tuple(missing), open_to)
    if wide is None:
        return parts
    others = {names: part for names, part in parts.items() if names[0] not in wide.names}
    left = asked.most_changes
    if left is not None:
        left -= sum(part.counts["duties"].value for part in others.values())
    alone = repair_of(wide.problem, staff.rules, wide.published, asked, left)
    mended = repair(replace(alone, lent=wide.lent, whole=wide.lending), budget, seconds)
    if isinstance(mended, Unrepairable) or mended.counts["loans"].value == 0:
        return parts
    return {**others, wide.names: mended}


def _open_to_others(found: Recovered, name: str, short: Collection[SlotId], asked: Mending) -> Iterator[SlotId]:
    """Duties of a unit that somebody lent may take: those that lack people, and those that somebody away leaves."""
    problem = found.need.problems[name]
    dates = {day.index: day.date for day in problem.horizon}
    for slot in problem.slots:
        away = (asked.away.get(person, frozenset()) for person in found.held.get(slot.id, ()))
        if slot.id in short or any(days & _dates_of(slot, dates) for days in away):
            yield slot.id


def _add(counts: dict[str, Counted], mended: Repaired) -> None:
    for name, counted in mended.counts.items():
        so_far = counts.get(name, Counted(0, 0))
        counts[name] = Counted(so_far.value + counted.value, so_far.bound + counted.bound)


def repair_of(
    problem: RosterProblem,
    rules: Mapping[str, AnyStatement],
    published: Roster,
    asked: Mending,
    most_changes: int | None = None,
) -> Repair:
    """What is asked of the solver for one roster.

    Parameters
    ----------
    problem, rules, published
        Duties and people as they are now, the rules by id, and the roster as it was published.
    asked
        Why it is changed, and what may change.
    most_changes
        Duties of it that may change hands at the most.
    """
    past = {day.index for day in problem.horizon if day.date < asked.first_free}
    return Repair(
        problem,
        rules,
        published,
        dict(_held(problem, published.assignments, asked)),
        frozenset((person.id, day) for person in problem.persons for day in past if day not in person.leave),
        most_changes,
        asked.aim,
    )


def _held(
    problem: RosterProblem, published: Mapping[SlotId, tuple[str, ...]], asked: Mending
) -> Iterator[tuple[tuple[str, SlotId], bool]]:
    """What is settled: duties that are kept, then what nobody can do, then what is pinned; the last one counts."""
    dates = {day.index: day.date for day in problem.horizon}
    if problem.day_after is not None:
        dates[problem.day_after.index] = problem.day_after.date
    pinned = {duty[1:] for duty, is_held in asked.pins.items() if is_held}
    # Crews that are whole or not at all go with one whom nobody can stand in for: who is left is not held to them.
    vacated = {
        slot.group or slot.id
        for slot in problem.slots
        for person in published.get(slot.id, ())
        if asked.away.get(person, frozenset()) & _dates_of(slot, dates)
    }
    for slot in problem.slots:
        crew = published.get(slot.id, ())
        is_vacated = (slot.group or slot.id) in vacated
        is_kept = dates[slot.day] < asked.kept_until
        if is_kept and not is_vacated and (dates[slot.day], slot.shift, slot.post) not in pinned:
            yield from (((person, slot.id), True) for person in crew)
        for person in problem.candidates[slot.id]:
            if asked.away.get(person, frozenset()) & _dates_of(slot, dates):
                yield (person, slot.id), False
    for duty, is_held in asked.pins.items():
        for slot in problem.slots:
            if (dates[slot.day], slot.shift, slot.post) == duty[1:] and duty.officer in problem.candidates[slot.id]:
                yield (duty.officer, slot.id), is_held


def _dates_of(slot: Slot, dates: Mapping[int, date]) -> frozenset[date]:
    """Days on which a duty is worked."""
    return frozenset(dates[day] for day in (slot.day, slot.day + bool(slot.minutes_after_midnight)) if day in dates)


def _closed(staff: Staff, plan: Plan, found: Recovered, counts: Mapping[str, Counted]) -> MendedPlan:
    """The plan with the new roster, less what now lacks people."""
    decisions, held = close_unstaffed(staff.world, found.decisions, found.need, found.held)
    rows = roster_of(staff, plan, found, held)
    stops = {(stop.programme.team.id, staff.world.days[stop.day_shift.day].date) for stop in decisions.stops}
    absences = absences_of(staff, found.absences)
    visits = tuple(row for row in plan.visits if (row.team, row.date) in stops)
    changed = replace(plan, roster=rows, absences=absences, visits=visits)
    open_now = {row[1:] for row in map(duty_of, rows)}
    gone = [duty_of(row) for row in plan.roster if duty_of(row)[1:] not in open_now]
    return MendedPlan(changed, counts, tuple(gone))


def roster_of(staff: Staff, plan: Plan, found: Recovered, held: Mapping[str, tuple[str, ...]]) -> tuple[RosterRow, ...]:
    """Rows of who holds which duties now, each like one that the plan has of the same duty."""
    unit_of = {officer.id: officer.unit for officer in staff.world.officers}
    samples: dict[tuple[object, ...], RosterRow] = {}
    for row in plan.roster:
        samples.setdefault((row.date, row.shift, row.post, row.role, row.unit), row)
    rows: list[RosterRow] = []
    for slot, crew in held.items():
        duty = found.need.duties[slot]
        day = staff.world.days[duty.slot.day].date
        sample = samples[day, duty.slot.shift, duty.slot.post, duty.role, duty.rostered_unit]
        rows += [replace(sample, officer=officer, unit=unit_of[officer]) for officer in crew]
    return tuple(rows)


def absences_of(staff: Staff, absences: Mapping[tuple[str, int], str]) -> tuple[AbsenceRow, ...]:
    """Rows of what days without duty are."""
    days = staff.world.days
    return tuple(AbsenceRow(days[day].date, officer, kind) for (officer, day), kind in absences.items())


def handed_over(plan: Plan, taken: Iterable[DutyOf], given: Iterable[DutyOf], units: Mapping[str, str]) -> Plan:
    """A plan with duties taken from some and given to others, and nothing else changed yet.

    Parameters
    ----------
    plan
        As it was.
    taken, given
        Duties of somebody that are no longer theirs, and those that are from now on.
    units
        Officer to unit.
    """
    gone, added = set(taken), list(given)
    days = {duty.date for duty in (*gone, *added)}
    sample = {duty_of(row)[1:]: row for row in plan.roster if row.date in days}
    new = [replace(sample[duty[1:]], officer=duty.officer, unit=units[duty.officer]) for duty in added]
    kept = (row for row in plan.roster if row.date not in days or duty_of(row) not in gone)
    return replace(plan, roster=(*kept, *new))
