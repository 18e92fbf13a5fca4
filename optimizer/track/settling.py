"""Days without duty that fit a roster whose duties are settled: what rests where somebody took or lost a duty."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from optimizer.planning.recovery import Recovered, Staff, recover
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.repair_model import Repair, Repaired, repair
from optimizer.rostering.roster import Roster
from optimizer.rules.catalogue import timeliner
from optimizer.world.plan import AbsenceRow, Plan

SETTLING_SECONDS = 2.0
"""Limit of what days one officer's duties leave; a hundredth of it is enough."""


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
