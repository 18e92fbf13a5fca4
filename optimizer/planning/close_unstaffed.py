"""What remains of a campaign when its last rosters still lack people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from optimizer.campaign.decisions import Decisions, Opening
from optimizer.planning.staffing import StaffingNeed
from optimizer.world.calendar import DayShift
from optimizer.world.world import World

Assignments = Mapping[str, tuple[str, ...]]
"""Slot to the people who hold it."""
SlotsAt = Callable[[str, DayShift], Sequence[str]]
"""Post or team, and day-shift, to the slots there; those of a post are one per unit that gives officers."""


def close_unstaffed(
    world: World, decisions: Decisions, need: StaffingNeed, assignments: Assignments, *, asks_own: bool = False
) -> tuple[Decisions, Assignments]:
    """Close, or open with less, what the rosters left without people.

    A standing duty opens with the officers there are; any other opening needs its whole crew. A team that lacks
    anybody stays at home that day.

    Parameters
    ----------
    world, decisions, need
        The campaign, what it is to do, and whom that needs.
    assignments
        Who holds each slot of the need.
    asks_own
        Whether a standing duty's own unit is asked for whom others could not lend, where it lacks nobody itself; its
        officers are to be rostered anew then.

    Returns
    -------
    Decisions, Assignments
        The decisions with the crews there are, and who holds what is left of the duties.
    """
    slots_at = _slots_at(world, need)
    openings = [
        kept
        for opening in decisions.openings
        if (kept := _with_present(opening, slots_at(opening.post.id, opening.day_shift), need, assignments, asks_own))
    ]
    at_home = _days_at_home(need, assignments)
    stops = [stop for stop in decisions.stops if (stop.programme.team.id, stop.day_shift.day) not in at_home]
    on_duty: list[tuple[str, DayShift]] = [(opening.post.id, opening.day_shift) for opening in openings]
    on_duty += [(stop.programme.team.id, stop.day_shift) for stop in stops]
    held = {slot: assignments[slot] for post, day_shift in on_duty for slot in slots_at(post, day_shift)}
    return replace(decisions, openings=tuple(openings), stops=tuple(stops)), held


def _slots_at(world: World, need: StaffingNeed) -> SlotsAt:
    slots: dict[tuple[str, int, str], list[str]] = {}
    for name, duty in need.duties.items():
        slots.setdefault((duty.slot.post, duty.slot.day, duty.slot.shift), []).append(name)

    def slots_at(post: str, day_shift: DayShift) -> Sequence[str]:
        return slots.get((post, day_shift.day, world.shifts[day_shift.shift].id), [])

    return slots_at


def _with_present(
    opening: Opening, slots: Sequence[str], need: StaffingNeed, assignments: Assignments, asks_own: bool
) -> Opening | None:
    """The opening with the officers who are there, or are asked in place of others; nothing if those are too few."""
    present = [need.duties[slot].rostered_unit for slot in slots for _ in assignments[slot]]
    is_standing = opening.day_shift in opening.post.must_open
    # Whoever was to be lent and is missing is asked for no more.
    borrowed = tuple(unit for unit in present if unit != opening.post.unit)
    lacks_lent_only = len(present) - len(borrowed) == opening.officers - len(opening.borrowed)
    if is_standing and asks_own and lacks_lent_only:
        return replace(opening, borrowed=borrowed)
    if len(present) != opening.officers and not (is_standing and present):
        return None
    return replace(opening, officers=len(present), borrowed=borrowed)


def _days_at_home(need: StaffingNeed, assignments: Assignments) -> set[tuple[str, int]]:
    """Teams and days (index) on which a crew member or a local officer is lacking."""
    duties = ((need.duties[slot], crew) for slot, crew in assignments.items())
    return {
        (duty.slot.post, duty.slot.day)
        for duty, crew in duties
        if duty.role != "desk" and len(crew) < duty.slot.minimum
    }
