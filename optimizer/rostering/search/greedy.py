"""Greedy timelines: one person after another, each as well as the others leave it.

What one more person on a duty saves or costs is exact for a single timeline, since nobody is on a duty twice. So each
step finds the best roster in which only one person changes, and repeating it until nobody improves is a coordinate
descent. It starts from nothing and gives a roster that keeps every rule on single people within a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from optimizer.rostering.cp_sat.part_model import lawful_choices
from optimizer.rostering.pricing.pricer import PersonPricer
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.pricing.workspace import Workspace
from optimizer.rostering.timelines.problem import TimelineProblem
from optimizer.rostering.timelines.timeline import Timeline

DAMPING = (1.0, 0.125, 0.0)
"""What a person's duties are worth, in turn, until pricing meets a timeline: the less, the easier to keep many caps."""


def first_roster(problem: TimelineProblem, pricers: Sequence[PersonPricer], workspace: Workspace) -> RosterState:
    """A first roster: each person in turn takes what saves most.

    Raises
    ------
    ContradictionError
        If somebody has no timeline at all: the rules on that person contradict each other.
    OutOfTimeError
        If it remains open whether somebody has one.
    """
    crews = np.zeros(len(problem.slot_days))
    timelines: list[Timeline] = []
    for number, pricer in enumerate(pricers):
        gain = problem.need.gain_of_one(crews)
        found = (pricer.near_cheapest(gain * factor, workspace) for factor in DAMPING)
        timeline = next((own for own in found if own is not None), None)
        if timeline is None:
            timeline = pricer.timelines.timeline(lawful_choices(problem, number))
            assert timeline is not None, "encoding and timelines of a rule disagree"
        crews[timeline.duties] += 1
        timelines.append(timeline)
    return RosterState(problem, timelines)


def descend(
    state: RosterState,
    pricers: Sequence[PersonPricer],
    persons: Iterable[int],
    workspace: Workspace,
    is_over: Callable[[], bool],
) -> RosterState:
    """Give one person after another the best timeline beside the others', until nobody's helps any more."""
    need = state.problem.need
    waiting = list(persons)
    unimproved = 0
    while waiting and unimproved < len(waiting) and not is_over():
        person = waiting.pop(0)
        waiting.append(person)
        unimproved += 1
        others = state.crews.copy()
        others[state.timelines[person].duties] -= 1
        timeline = pricers[person].near_cheapest(need.gain_of_one(others), workspace)
        if timeline is None:
            continue
        better = state.with_timelines({person: timeline})
        if better.cost < state.cost:
            state, unimproved = better, 0
    return state
