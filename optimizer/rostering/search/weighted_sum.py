"""The roster of least weighted sum: all soft rules in one objective, searched for on timelines.

For rules on one person alone and coverage: what several people must do together is no part of a timeline.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.random import PCG64, Generator

from optimizer.errors import Diagnostic, OutOfTimeError
from optimizer.rostering.budget import Budget
from optimizer.rostering.pricing.pricer import build_pricers
from optimizer.rostering.pricing.pricer_pool import PricerPool
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.result import RosterResult
from optimizer.rostering.roster import Roster, unstaffed
from optimizer.rostering.search.roster_search import RosterSearch
from optimizer.rostering.timelines.problem import compile_timelines
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.timeline import AFTER_NIGHT
from optimizer.texts.diagnostics import planning as texts
from optimizer.world.roster_problem import RosterProblem


def least_weighted_sum(
    problem: RosterProblem,
    rules: Mapping[str, AnyStatement],
    budget: Budget,
    *,
    workers: int = 2,
    seed: int = 1,
    report: Callable[[float, float], None] = lambda value, bound: None,
) -> RosterResult[Roster]:
    """Find a roster with a low weighted sum of all soft breaches.

    Parameters
    ----------
    problem, rules
        The people and duties, and the rules by id.
    budget
        The time there is, and the stop request.
    workers, seed
        Threads, and seed of the search; where steps are counted, the threads make no difference to the result.
    report
        Told of value and bound: of the first roster, of each better one, and of each better bound.

    Raises
    ------
    ValueError
        If a rule on crews is hard, or a duty may have nobody added: neither has a price.
    ContradictionError
        If somebody's hard rules contradict each other.
    OutOfTimeError
        If a stop is requested before there is a roster.
    """
    if any(rule.asks_for_crews and rule.enforcement == "hard" for rule in rules.values()):
        raise ValueError("a hard rule on crews has no price")
    if any(slot.weight_over is None for slot in problem.slots):
        raise ValueError("a duty that nobody may be added to has no price")
    begin = budget.spent
    compiled = compile_timelines(problem, rules)
    if budget.is_stopped:
        raise OutOfTimeError(Diagnostic(texts.ROSTER, texts.STOPPED_WITHOUT_ROSTER, texts.RUN_AGAIN))
    with ThreadPoolExecutor(workers) as executor:
        pool = PricerPool(build_pricers(compiled), executor, workers)
        found = RosterSearch(compiled, pool, budget, Generator(PCG64(seed)), report).run()
    roster = roster_of(found.roster)
    return RosterResult(roster, found.value, found.bound, found.status, budget.spent - begin)


def roster_of(state: RosterState) -> Roster:
    """The roster, people on a duty in the problem's order."""
    problem = state.problem.source
    holders: list[list[str]] = [[] for _ in problem.slots]
    absences: dict[tuple[str, int], str] = {}
    parts = zip(problem.persons, state.timelines, state.problem.choices, state.problem.automata, strict=True)
    for person, timeline, choices, automaton in parts:
        for duty in np.sort(timeline.duties).tolist():
            holders[duty].append(person.id)
        for day, number in enumerate(choices.pattern[timeline.choices].tolist()):
            pattern = automaton.patterns[number]
            if not pattern.works and pattern.state != AFTER_NIGHT:
                absences[person.id, day] = pattern.state
    assignments = {slot.id: tuple(people) for slot, people in zip(problem.slots, holders, strict=True)}
    return Roster(assignments, absences, unstaffed(problem, assignments))
