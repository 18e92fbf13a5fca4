"""Who may be lent where a unit cannot mend an absence by itself: its problem and those of lending units as one.

Lent officers may take the duties that were vacated or are lacking, nothing else. Units that lend keep every duty of
their own staffed; whoever is short lends nobody, and nobody leaves a unit on a day on which a standing duty of it lacks
people. As few duties as fill the most are lent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from optimizer.planning.recovery import Recovered, days_short
from optimizer.rostering.roster import Roster, joined
from optimizer.world.roster_problem import RosterProblem, SlotId
from optimizer.world.world import World


@dataclass(frozen=True, slots=True)
class Widened:
    """Units that lack people, and those that may lend to them, as one problem."""

    names: tuple[str, ...]
    """Of the problems that it joins."""
    problem: RosterProblem
    published: Roster
    lent: frozenset[tuple[str, SlotId]]
    """Whoever may be lent, and to which duties."""
    lending: frozenset[SlotId]
    """Duties of the units that lend."""


def widened(world: World, found: Recovered, lacking: Collection[str], open_to: Iterable[SlotId]) -> Widened | None:
    """The problem in which others may be lent; nothing if nobody may.

    Parameters
    ----------
    world, found
        The campaign, and its plan as it was published.
    lacking
        Names of the problems whose own people do not suffice.
    open_to
        Their duties that others may take.
    """
    duties, problems = found.need.duties, found.need.problems
    desks = [duties[slot] for slot in open_to if duties[slot].role == "desk"]
    short = days_short(world, found.decisions)
    home = {person.id: name for name, problem in problems.items() for person in problem.persons}
    lent: dict[SlotId, list[str]] = {}
    for duty in desks:
        lent[duty.slot.id] = [
            officer.id
            for officer in world.officers
            if duty.slot.unit in officer.lent_to
            and home[officer.id] not in lacking
            and (officer.unit, duty.slot.day) not in short
        ]
    lenders = dict.fromkeys(home[officer] for officers in lent.values() for officer in officers)
    if not lenders:
        return None
    names = (*lacking, *lenders)
    return Widened(
        names,
        _as_one([problems[name] for name in names], lent),
        joined([found.roster(name) for name in names]),
        frozenset((officer, slot) for slot, officers in lent.items() for officer in officers),
        frozenset(slot.id for name in lenders for slot in problems[name].slots),
    )


def _as_one(problems: Iterable[RosterProblem], lent: Mapping[SlotId, Iterable[str]]) -> RosterProblem:
    first, *others = problems
    every = (first, *others)
    candidates = {slot: people for problem in every for slot, people in problem.candidates.items()}
    candidates |= {slot: (*candidates[slot], *officers) for slot, officers in lent.items()}
    published = first.published
    if published is not None:
        own = {
            person: duties
            for problem in every
            if problem.published is not None
            for person, duties in problem.published.duties.items()
        }
        published = replace(published, duties=own)
    return replace(
        first,
        persons=tuple(person for problem in every for person in problem.persons),
        slots=tuple(slot for problem in every for slot in problem.slots),
        candidates=candidates,
        published=published,
    )
