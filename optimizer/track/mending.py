"""A published roster changed as little as the facts allow, unit by unit; units nothing happened to stay as they are.

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
from optimizer.rostering.roster import Roster
from optimizer.rules.catalogue import AnyStatement, timeliner
from optimizer.rules.facts import Key
from optimizer.world.plan import AbsenceRow, Plan, RosterRow
from optimizer.world.roster_problem import RosterProblem, Slot, SlotId

SETTLING_SECONDS = 2.0
"""Limit of what days one officer's duties leave; a hundredth of it is enough."""


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
    held: dict[str, tuple[str, ...]] = dict(found.held)
    absences = dict(found.absences)
    counts: dict[str, Counted] = {}
    left = asked.most_changes
    for name, problem in found.need.problems.items():
        if asked.officers.isdisjoint(person.id for person in problem.persons):
            continue
        mended = repair(repair_of(problem, staff.rules, found.roster(name), asked, left), budget, seconds)
        if isinstance(mended, Unrepairable):
            return Unmendable(mended.conflict, mended.is_proved, mended.least)
        _add(counts, mended)
        if left is not None:
            left -= mended.counts["duties"].value
        held |= mended.roster.assignments.items()
        people = {person.id for person in problem.persons}
        absences = {key: kind for key, kind in absences.items() if key[0] not in people} | dict(mended.roster.absences)
    return _closed(staff, plan, replace(found, held=held, absences=absences), counts)


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
    gone = set(taken)
    sample = {duty_of(row)[1:]: row for row in plan.roster}
    new = [replace(sample[duty[1:]], officer=duty.officer, unit=units[duty.officer]) for duty in given]
    return replace(plan, roster=(*(row for row in plan.roster if duty_of(row) not in gone), *new))


def settled(staff: Staff, plan: Plan, officers: Iterable[str], first_free: date, budget: Budget) -> Plan:
    """The plan with days without duty that fit its roster, changed for these officers alone and as little as possible.

    Whoever has a duty on a day is not at rest on it, and whoever lost one is; where a rule asks for it, a day of rest
    moves. Where no days would keep the rules they stay as they are, for others to tell what is broken.
    """
    absences = {(row.officer, row.date): row.kind for row in plan.absences}
    days = staff.world.days
    for officer in sorted(officers):
        found = recover(staff.world, staff.rules, rows_of(plan, {officer}))
        mended = repair(_days_of(staff, found, officer, first_free), budget, SETTLING_SECONDS)
        if isinstance(mended, Repaired):
            absences = {key: kind for key, kind in absences.items() if key[0] != officer}
            absences |= {(officer, days[day].date): kind for (_, day), kind in mended.roster.absences.items()}
    return replace(plan, absences=tuple(AbsenceRow(day, officer, kind) for (officer, day), kind in absences.items()))


def at_odds(staff: Staff, plan: Plan) -> frozenset[str]:
    """Officers with a day that is both duty and absence, or neither."""
    busy = {(row.officer, row.date) for row in plan.roster}
    busy_later = {(row.officer, row.end.date()) for row in plan.roster if row.end.date() > row.date}
    off = {(row.officer, row.date) for row in plan.absences}
    every = {(officer.id, day.date) for officer in staff.world.officers for day in staff.world.days}
    return frozenset(officer for officer, _ in (busy & off) | (every - busy - busy_later - off))


def rows_of(plan: Plan, officers: Collection[str]) -> Plan:
    """A plan with the roster and the absences of these officers alone."""
    return replace(
        plan,
        roster=tuple(row for row in plan.roster if row.officer in officers),
        absences=tuple(row for row in plan.absences if row.officer in officers),
        openings=(),
        progress=(),
        quotas=(),
        burden=(),
    )


def _days_of(staff: Staff, found: Recovered, officer: str, first_free: date) -> Repair:
    """One officer with every duty held, and only the days between them to decide."""
    name = next(
        name for name, problem in found.need.problems.items() if any(each.id == officer for each in problem.persons)
    )
    whole = found.need.problems[name]
    own = {slot.id for slot in whole.slots if officer in found.held.get(slot.id, ())}
    problem = replace(
        whole,
        persons=tuple(each for each in whole.persons if each.id == officer),
        slots=tuple(replace(slot, minimum=1, maximum=1) for slot in whole.slots if slot.id in own),
        candidates=dict.fromkeys(own, (officer,)),
    )
    absences = {key: kind for key, kind in found.absences.items() if key[0] == officer}
    roster = Roster(dict.fromkeys(own, (officer,)), absences, {})
    past = (first_free - staff.world.days[0].date).days
    busy = {slot.day for slot in problem.slots}
    leave = problem.persons[0].leave
    kept = frozenset((officer, day) for day in range(max(0, past)) if day not in busy and day not in leave)
    alone = {
        name: rule
        for name, rule in staff.rules.items()
        if rule.enforcement == "hard" and timeliner(rule.kind) is not None
    }
    return Repair(problem, alone, roster, dict.fromkeys(((officer, slot) for slot in own), True), kept)
