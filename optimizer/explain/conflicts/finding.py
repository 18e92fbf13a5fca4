"""Conflicts, the cheapest first: where to look, what is proved of them, and how long that may take.

A model of many people and weeks is looked at through windows: a week at a time, then more weeks, at last the whole. In
the first window whose statements cannot hold together the cheapest conflict is found in a model of that window alone.
Other windows, and the same one again, give further conflicts. What time is left goes to the whole model, which either
knows no cheaper one or finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from optimizer.explain.conflicts.guarded import FEW_STATEMENTS, GuardedModel, Keys, weight_of
from optimizer.explain.conflicts.hitting_sets import (
    Clash,
    HittingSets,
    cheapest_conflict,
    deleted_down,
    narrowed,
    time_left,
)
from optimizer.explain.conflicts.periods import Window, period_of, spans_of
from optimizer.rostering.result import Status

MOST_CONFLICTS = 5
WEEKS = (1, 2, 5)
"""Weeks of a window in which a conflict is looked for before all are."""
SOLVE_SECONDS, WINDOW_SECONDS = 15.0, 2.0
"""Limit of one solve of the whole model, and of one that asks whether a window is contradictory."""
LEAST_WINDOW_SECONDS = 0.5
"""For that question about a week, however little time is left."""
LEAST_SECONDS = 5.0
"""For each step that makes a conflict small enough to be read, however little time is left."""
CORE_SHARE = 0.2
"""Share of such a step for a first core of many statements."""
WINDOW_SHARE, NEXT_SHARE = 0.6, 0.25
"""Share of the time left for the cheapest conflict in its window, and for each further one."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that cannot hold together, by two solves; none can be left out that there was time to try."""

    keys: Keys
    weight: int
    is_cheapest: bool
    """Whether it is proved that no other conflict is cheaper; else it is the cheapest that was found in time."""
    window: Window | None = None
    """Days whose statements are proved to have no cheaper conflict among themselves, where that is all that is."""


def find_conflicts(model: GuardedModel, horizon: Window, seconds: float, most: int = MOST_CONFLICTS) -> list[Conflict]:
    """Conflicts among the statements of a model, the cheapest first.

    Parameters
    ----------
    model
        Whose statements one solver has called contradictory.
    horizon
        First and last day of the campaign they are about.
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
    search = _of_few if len(model.keys) <= FEW_STATEMENTS else _in_windows
    found: list[Conflict] = []
    for best in search(model, horizon, left):
        if all(conflict.keys != best.keys for conflict in found) and model.contradict(best.keys, SOLVE_SECONDS):
            found.append(best)
        if len(found) >= most or left() <= 0:
            break
    if found and len(model.keys) > FEW_STATEMENTS:
        found[:1] = _held_to_the_whole(model, found[0], left)
    return sorted(found[:most], key=lambda each: (not each.is_cheapest, each.weight, len(each.keys)))


def _of_few(model: GuardedModel, horizon: Window, left: Callable[[], float]) -> Iterator[Conflict]:
    """The cheapest conflict of a small model, then the next."""
    sets = HittingSets(model.weights, seed=model.solving.seed)
    while best := cheapest_conflict(model, sets, left()):
        # That nothing is cheaper is said of the first alone.
        yield _conflict(model, best, is_cheapest=best.is_cheapest and not sets.excluded)
        sets.excluded.append(best.keys)


def _in_windows(model: GuardedModel, horizon: Window, left: Callable[[], float]) -> Iterator[Conflict]:
    """The cheapest conflict of the first window that has one, one of each other, then further ones of the first."""
    first: GuardedModel | None = None
    sets = HittingSets(model.weights, seed=model.solving.seed)
    for window, near in _windows(model, horizon, left):
        known = _deleted(near, (WINDOW_SHARE if first is None else NEXT_SHARE) * left())
        if first is not None:
            yield _conflict(model, Clash(known, is_cheapest=False))
            continue
        first = near
        best = cheapest_conflict(near, sets, WINDOW_SHARE * left(), known) or Clash(known, is_cheapest=False)
        sets.excluded.append(best.keys)
        yield replace(_conflict(model, best, is_cheapest=False), window=window if best.is_cheapest else None)
    while first is not None and left() > 0 and (other := cheapest_conflict(first, sets, NEXT_SHARE * left())):
        sets.excluded.append(other.keys)
        yield _conflict(model, other, is_cheapest=False)


def _conflict(model: GuardedModel, clash: Clash, *, is_cheapest: bool = False) -> Conflict:
    return Conflict(clash.keys, weight_of(clash.keys, model.weights), is_cheapest)


def _held_to_the_whole(model: GuardedModel, best: Conflict, left: Callable[[], float]) -> list[Conflict]:
    """The cheapest conflict of the whole model, as far as that is found and confirmed in time; then one that was."""
    sets = HittingSets(model.weights, seed=model.solving.seed)
    cheaper = cheapest_conflict(model, sets, left(), best.keys)
    if cheaper is None or (cheaper.keys == best.keys and not cheaper.is_cheapest):
        return [best]
    if cheaper.keys == best.keys:
        return [replace(best, is_cheapest=True, window=None)]
    if not model.contradict(cheaper.keys, SOLVE_SECONDS):
        return [best]
    return [_conflict(model, cheaper, is_cheapest=cheaper.is_cheapest), replace(best, window=None)]


def _windows(
    model: GuardedModel, horizon: Window, left: Callable[[], float]
) -> Iterator[tuple[Window | None, GuardedModel]]:
    """Windows as short as can be whose statements cannot hold together; the whole model if none were found to be."""
    periods = {key: period_of(key.when, horizon) for key in model.keys}
    for weeks in WEEKS:
        is_found = False
        for first, last in spans_of(horizon, weeks):
            # Weeks are looked at until one is contradictory: conflicts of the whole are too large to be read.
            if model.budget.is_stopped or (left() <= 0 and (is_found or weeks > WEEKS[0])):
                break
            keys = [key for key, (begin, end) in periods.items() if begin <= last and first <= end]
            near = model.reduced_to(keys)
            if near.quickly_answered(keys, max(LEAST_WINDOW_SECONDS, min(WINDOW_SECONDS, left()))) is Status.INFEASIBLE:
                is_found = True
                yield (first, last), near
        if is_found:
            return
    yield None, model


def _deleted(model: GuardedModel, seconds: float) -> Keys:
    """Statements that cannot hold together, the dearest left out first, as few as the time lets."""
    left = time_left(model, max(seconds, LEAST_SECONDS))
    if len(model.keys) > FEW_STATEMENTS and (core := model.core(model.keys, CORE_SHARE * left())):
        model = model.reduced_to(core)
    few = narrowed(model, left)
    order = sorted(few.keys, key=lambda key: (-model.weights[key], key))
    return deleted_down(few, few.keys, order, max(seconds, LEAST_SECONDS))
