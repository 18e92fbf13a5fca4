"""Conflicts, the cheapest first: where to look, what is proved of them, and how long that may take.

A model of many people and weeks is first satisfied as far as it goes; every conflict has one of the statements that are
broken then. Around each of these a window of days is widened until its statements cannot hold together, and the
cheapest conflict in the window is found in a model of that window alone. What time is left goes to the whole model,
which either knows no cheaper one or finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from optimizer.explain.conflicts.guarded import FEW_STATEMENTS, GuardedModel, Keys, weight_of
from optimizer.explain.conflicts.hitting_sets import (
    Clash,
    HittingSets,
    cheapest_conflict,
    deleted_down,
    narrowed,
    time_left,
)
from optimizer.explain.conflicts.periods import is_near, period_of
from optimizer.rostering.result import Status
from optimizer.rules.facts import Key
from optimizer.world.world import World

MOST_CONFLICTS = 5
WINDOWS = (0, 7, 14, 31)
"""Days around a statement in which a conflict is looked for before all are."""
SOLVE_SECONDS = 15.0
"""Limit of one solve of the whole model."""
LEAST_SECONDS = 5.0
"""For each step that makes a conflict small enough to be read, however little time is left."""
WINDOW_SHARE, NEXT_SHARE = 0.5, 0.25
"""Share of the time left for the cheapest conflict in its window, and for each further one."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that cannot hold together, by two solves; none of them can be left out."""

    keys: Keys
    weight: int
    is_cheapest: bool
    """Whether it is proved that no other conflict is cheaper; else it is the cheapest that was found in time."""


def find_conflicts(model: GuardedModel, world: World, seconds: float, most: int = MOST_CONFLICTS) -> list[Conflict]:
    """Conflicts among the statements of a model, the cheapest first.

    Parameters
    ----------
    model
        Whose statements one solver has called contradictory.
    world
        Whose days they are about.
    seconds
        Limit of the whole search.
    most
        How many are looked for.

    Returns
    -------
    list of Conflict
        Empty if the background alone cannot be satisfied, if the statements can hold together after all, or if no
        conflict was confirmed by a second solve.
    """
    left = time_left(model, seconds)
    if not model.can_hold((), SOLVE_SECONDS).has_roster:
        return []
    kept = model.grown((), left(), SOLVE_SECONDS)
    if isinstance(kept, Status) or kept == model.keys:
        return []
    sets = HittingSets(model.weights, [model.keys - kept], seed=model.solving.seed)
    found: list[Conflict] = []
    for best in _candidates(model, world, sets, left):
        is_new = all(conflict.keys != best.keys for conflict in found)
        if is_new and model.contradict(best.keys, SOLVE_SECONDS):
            found.append(Conflict(best.keys, weight_of(best.keys, model.weights), best.is_cheapest and not found))
        sets.excluded.append(best.keys)
        if len(found) >= most or left() <= 0:
            break
    return sorted(found, key=lambda conflict: (not conflict.is_cheapest, conflict.weight, len(conflict.keys)))


def _candidates(model: GuardedModel, world: World, sets: HittingSets, left: Callable[[], float]) -> Iterator[Clash]:
    """The cheapest conflict of the first window that has one, made cheaper by the whole; then further ones."""
    if len(model.keys) <= FEW_STATEMENTS:
        while best := cheapest_conflict(model, sets, left()):
            yield best
        return
    suspects = sorted(sets.corrections[0], key=lambda key: (_days(key, world), model.weights[key], key))
    for number, suspect in enumerate(suspects):
        if left() <= 0:
            return
        near = _window(model, world, suspect, left)
        if near is None:
            continue
        share = WINDOW_SHARE if number == 0 else NEXT_SHARE
        known = _deleted(near, share * left())
        if number > 0:
            # Another one than those known; that nothing is cheaper is asked of the first alone.
            yield Clash(known, is_cheapest=False)
            continue
        own = HittingSets(model.weights, seed=model.solving.seed)
        local = cheapest_conflict(near, own, share * left(), known) or Clash(known, is_cheapest=False)
        yield cheapest_conflict(model, sets, left() * WINDOW_SHARE, local.keys) or local


def _window(model: GuardedModel, world: World, suspect: Key, left: Callable[[], float]) -> GuardedModel | None:
    """The statements around one, as few days as are contradictory; ``None`` if none were found to be."""
    for days in WINDOWS:
        keys = [key for key in model.keys if is_near(key.when, suspect.when, days, world)]
        near = model.reduced_to(keys)
        if near.quickly_answered(keys, min(SOLVE_SECONDS, left())) is Status.INFEASIBLE:
            return near
        if left() <= 0:
            return None
    return model


def _days(key: Key, world: World) -> int:
    """Length of the period of a statement: the shorter, the smaller the window around it."""
    first, last = period_of(key.when, world)
    return (last - first).days


def _deleted(model: GuardedModel, seconds: float) -> Keys:
    """Statements that cannot hold together, the dearest left out first, as few as the time lets."""
    few = narrowed(model, time_left(model, max(seconds, LEAST_SECONDS)))
    order = sorted(few.keys, key=lambda key: (-model.weights[key], key))
    return deleted_down(few, few.keys, order, max(seconds, LEAST_SECONDS))
