"""The roster of least weighted sum: all soft rules in one objective, searched for on timelines.

For rules on one person alone and coverage: what several people must do together is no part of a timeline.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.random import PCG64, Generator

from optimizer.errors import Diagnostic, OutOfTimeError
from optimizer.rostering.budget import Effort
from optimizer.rostering.cp_sat.engine import Search
from optimizer.rostering.pricing.pricer import build_pricers
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.relaxation.column_generation import Team
from optimizer.rostering.search.roster_search import RosterSearch
from optimizer.rostering.timelines.problem import compile_timelines
from optimizer.rules.catalogue import AnyStatement
from optimizer.texts.diagnostics import planning as texts
from optimizer.world.roster_problem import RosterProblem


@dataclass(frozen=True, slots=True)
class WeightedRoster:
    """Who holds which duty, and what that is worth."""

    assignments: Mapping[str, tuple[str, ...]]
    """Slot to its people."""
    value: float
    """Weighted sum of all soft breaches."""
    bound: float
    """No roster has a lower value."""
    first_seconds: float
    """When the first roster was there."""


def least_weighted_sum(
    problem: RosterProblem,
    rules: Mapping[str, AnyStatement],
    search: Search,
    seconds: float,
    clock: Callable[[], float],
) -> WeightedRoster:
    """Find a roster with a low weighted sum of all soft breaches.

    Parameters
    ----------
    problem, rules
        The people and duties, and the rules by id.
    search
        How to work; told of each better roster and bound.
    seconds
        The time there is; in a deterministic search counted in steps.
    clock
        Tells the seconds.

    Raises
    ------
    ContradictionError
        If somebody's hard rules contradict each other.
    OutOfTimeError
        If a stop is requested before there is a roster.
    """
    effort = Effort(seconds, None if search.deterministic else clock, search.stop)
    start = clock()
    compiled = compile_timelines(problem, rules)
    if search.stop.is_requested:
        raise OutOfTimeError(Diagnostic(texts.ROSTER, texts.STOPPED_WITHOUT_ROSTER, texts.RUN_AGAIN))
    with ThreadPoolExecutor(search.workers) as executor:
        team = Team(build_pricers(compiled), executor, search.workers)
        generator = Generator(PCG64(search.seed))
        found = RosterSearch(
            compiled, team, effort, generator, lambda value, bound: search.report("value", value, bound), clock
        ).run()
    return WeightedRoster(
        _assignments(problem, found.state),
        found.state.value,
        max(found.bound, 0.0) / compiled.scale,
        found.first_at - start,
    )


def _assignments(problem: RosterProblem, state: RosterState) -> dict[str, tuple[str, ...]]:
    """The people on each duty, in the problem's order of people."""
    held: list[list[str]] = [[] for _ in problem.slots]
    for person, timeline in zip(problem.persons, state.timelines, strict=True):
        for duty in np.sort(timeline.duties).tolist():
            held[duty].append(person.id)
    return {slot.id: tuple(people) for slot, people in zip(problem.slots, held, strict=True)}
