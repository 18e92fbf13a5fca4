"""Who works, stands in, or is away, as rows of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time

from optimizer.campaign.allocation.helpers import helper_shifts
from optimizer.campaign.decisions import Decisions
from optimizer.planning.staffing import CampaignDuty
from optimizer.world.calendar import MINUTES_PER_DAY
from optimizer.world.plan import AbsenceRow, HelperRow, RosterRow
from optimizer.world.world import World


def roster_rows(
    world: World, duties: Mapping[str, CampaignDuty], assignments: Mapping[str, Iterable[str]], names: Mapping[str, str]
) -> tuple[RosterRow, ...]:
    """Rows of ``roster.csv`` in order of time.

    Parameters
    ----------
    world, duties
        The campaign and its duties by slot.
    assignments
        Slot to the officers who hold it.
    names
        Display names of the officers.
    """
    unit_of = {officer.id: officer.unit for officer in world.officers}
    rows = []
    for slot_id, officers in assignments.items():
        duty = duties[slot_id]
        day, slot = world.days[duty.slot.day], duty.slot
        midnight = slot.day * MINUTES_PER_DAY
        for officer in officers:
            rows.append(
                RosterRow(
                    date=day.date,
                    shift=slot.shift,
                    start=day.at(slot.start - midnight),
                    end=day.at(slot.end - midnight),
                    officer=officer,
                    name=names[officer],
                    unit=unit_of[officer],
                    post=slot.post,
                    place=duty.place,
                    stream=duty.stream,
                    role=duty.role,
                )
            )
    return tuple(sorted(rows, key=lambda row: (row.date, row.start, row.post, row.officer)))


def helper_rows(world: World, decisions: Decisions) -> tuple[HelperRow, ...]:
    """Rows of ``helpers.csv`` in order of time."""
    posts = {post.id: post for post in world.posts}
    return tuple(
        HelperRow(world.days[day_shift.day].date, world.shifts[day_shift.shift].id, helper, post, posts[post].place)
        for (day_shift, post), helpers in sorted(helper_shifts(world, decisions.openings).items())
        for helper in helpers
    )


def absence_rows(
    world: World, absences: Mapping[tuple[str, int], str], roster: Iterable[RosterRow]
) -> tuple[AbsenceRow, ...]:
    """Rows of ``absences.csv`` in order of time.

    Parameters
    ----------
    world
        The campaign.
    absences
        (officer, day index) to the kind of absence, as the rosters have it. A day without an hour of duty of
        which they say nothing is one of rest: its duty was closed after the roster was drawn up.
    roster
        The duties that are left.
    """
    on_duty = {(row.officer, row.date) for row in roster}
    on_duty |= {(row.officer, row.end.date()) for row in roster if row.end.time() > time()}
    on_duty |= {(officer.id, world.days[0].date) for officer in world.officers if officer.past_minutes_on(0)}
    at_rest = {
        (officer.id, day.index): "rest"
        for officer in world.officers
        for day in world.days
        if (officer.id, day.index) not in absences and (officer.id, day.date) not in on_duty
    }
    rows = (AbsenceRow(world.days[day].date, officer, kind) for (officer, day), kind in {**absences, **at_rest}.items())
    return tuple(sorted(rows, key=lambda row: (row.date, row.officer)))
