"""What remains of a campaign when its last rosters still lack people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from optimizer.campaign.decisions import Decisions, Opening, Stop
from optimizer.planning.staffing import StaffingNeed
from optimizer.world.world import World

Assignments = Mapping[str, tuple[str, ...]]
"""Slot to the people who hold it."""


def settle(
    world: World, decisions: Decisions, need: StaffingNeed, assignments: Assignments
) -> tuple[Decisions, Assignments]:
    """Close, or open with less, what the rosters left without people.

    A standing duty opens with the officers there are; any other opening needs its whole crew. A team that lacks
    anybody stays at home that day.

    Returns
    -------
    Decisions, Assignments
        The decisions with the crews there are, and who holds what is left of the duties.
    """
    slots: dict[tuple[str, int, str], list[str]] = {}
    for name, duty in need.duties.items():
        slots.setdefault((duty.slot.post, duty.slot.day, duty.slot.shift), []).append(name)

    def slots_of(post: str, day: int, shift: int) -> list[str]:
        return slots.get((post, day, world.shifts[shift].id), [])

    kept: dict[str, tuple[str, ...]] = {}
    openings: list[Opening] = []
    for opening in decisions.openings:
        names = slots_of(opening.post.id, opening.day_shift.day, opening.day_shift.shift)
        present = sum(len(assignments[name]) for name in names)
        is_standing = opening.day_shift in opening.post.must_open
        if present == opening.officers or (is_standing and present):
            borrowed = tuple(
                need.duties[name].rostered_unit
                for name in names
                for _ in assignments[name]
                if need.duties[name].rostered_unit != opening.post.unit
            )
            openings.append(replace(opening, officers=present, borrowed=borrowed))
            kept.update({name: assignments[name] for name in names})
    at_home = {
        (need.duties[name].slot.post, need.duties[name].slot.day)
        for name, crew in assignments.items()
        if need.duties[name].role != "desk" and len(crew) < need.duties[name].slot.minimum
    }
    stops: list[Stop] = []
    for stop in decisions.stops:
        if (stop.programme.team.id, stop.day_shift.day) not in at_home:
            stops.append(stop)
            names = slots_of(stop.programme.team.id, stop.day_shift.day, stop.day_shift.shift)
            kept.update({name: assignments[name] for name in names})
    return replace(decisions, openings=tuple(openings), stops=tuple(stops)), kept
