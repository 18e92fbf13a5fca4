"""Conflicts, the cheapest first: where to look, what is proved of them, and how long that may take.

A model of many people and weeks is looked at through windows: a week at a time, then more weeks, at last the whole. In
the first window whose statements cannot hold together the cheapest conflict is found in a model of that window alone.
Other windows, and the same one again, give further conflicts. If it is proved that its window has no cheaper one, what
time is left goes to the whole model, which either knows no cheaper one or finds it; a proof for the whole would be one
for the window, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from optimizer.explain.conflicts.guarded import FEW_STATEMENTS, GuardedModel, Keys, weight_of
from optimizer.explain.conflicts.hitting_sets import (
    Clash,
    HittingSets,
    Left,
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


class ConflictSearch:
    """Looks for conflicts among the statements of a model: for one, and for more when that is asked for.

    Parameters
    ----------
    model
        Whose statements one solver has called contradictory.
    horizon
        First and last day of the campaign they are about.
    """

    def __init__(self, model: GuardedModel, horizon: Window) -> None:
        self.model, self.horizon = model, horizon
        self._found: list[Conflict] = []
        self._left: Left = time_left(model, 0.0)
        search = self._of_few if len(model.keys) <= FEW_STATEMENTS else self._in_windows
        self._others = self._confirmed(search())

    def first(self, seconds: float) -> Conflict | None:
        """A conflict, in so many seconds.

        Returns
        -------
        Conflict or None
            ``None`` if the background alone cannot be satisfied, if the statements can hold together after all, or if
            no conflict was confirmed by a second solve.
        """
        self._left = time_left(self.model, seconds)
        if self.model.can_hold((), SOLVE_SECONDS).has_roster and (best := next(self._others, None)) is not None:
            self._found.append(best)
            return best
        return None

    def all(self, seconds: float, most: int = MOST_CONFLICTS) -> list[Conflict]:
        """The first with others, so many at the most and the cheapest first, after so many seconds more."""
        self._left = time_left(self.model, seconds)
        while self._found and len(self._found) < most and self._left() > 0:
            if (other := next(self._others, None)) is None:
                break
            self._found.append(other)
        if self._found and self._found[0].window is not None:
            self._found[:1] = self._held_to_the_whole(self._found[0])
        return sorted(self._found[:most], key=lambda each: (not each.is_cheapest, each.weight, len(each.keys)))

    def _confirmed(self, conflicts: Iterator[Conflict]) -> Iterator[Conflict]:
        """Those that a second solve confirms, each once."""
        for best in conflicts:
            is_new = all(conflict.keys != best.keys for conflict in self._found)
            if is_new and self.model.contradict(best.keys, SOLVE_SECONDS):
                yield best

    def _of_few(self) -> Iterator[Conflict]:
        """The cheapest conflict of a small model, then the next."""
        sets = HittingSets(self.model.weights, seed=self.model.solving.seed)
        while best := cheapest_conflict(self.model, sets, self._left()):
            # That nothing is cheaper is said of the first alone.
            yield self._conflict(best, is_cheapest=best.is_cheapest and not sets.excluded)
            sets.excluded.append(best.keys)

    def _in_windows(self) -> Iterator[Conflict]:
        """The cheapest conflict of the first window that has one, one of each other, then further ones of the first."""
        first: GuardedModel | None = None
        sets = HittingSets(self.model.weights, seed=self.model.solving.seed)
        for window, near in self._windows():
            known = _deleted(near, (WINDOW_SHARE if first is None else NEXT_SHARE) * self._left())
            if first is not None:
                yield self._conflict(Clash(known, is_cheapest=False))
                continue
            first = near
            best = cheapest_conflict(near, sets, WINDOW_SHARE * self._left(), known) or Clash(known, is_cheapest=False)
            sets.excluded.append(best.keys)
            proved = self._conflict(best, is_cheapest=best.is_cheapest and window is None)
            yield replace(proved, window=window if best.is_cheapest else None)
        while first is not None and self._left() > 0:
            other = cheapest_conflict(first, sets, NEXT_SHARE * self._left())
            if other is None:
                return
            sets.excluded.append(other.keys)
            yield self._conflict(other)

    def _conflict(self, clash: Clash, *, is_cheapest: bool = False) -> Conflict:
        return Conflict(clash.keys, weight_of(clash.keys, self.model.weights), is_cheapest)

    def _held_to_the_whole(self, best: Conflict) -> list[Conflict]:
        """The cheapest of the whole model, as far as that is found and confirmed in time; then one that was."""
        sets = HittingSets(self.model.weights, seed=self.model.solving.seed)
        cheaper = cheapest_conflict(self.model, sets, self._left(), best.keys)
        if cheaper is None or (cheaper.keys == best.keys and not cheaper.is_cheapest):
            return [best]
        if cheaper.keys == best.keys:
            return [replace(best, is_cheapest=True, window=None)]
        if not self.model.contradict(cheaper.keys, SOLVE_SECONDS):
            return [best]
        return [self._conflict(cheaper, is_cheapest=cheaper.is_cheapest), replace(best, window=None)]

    def _windows(self) -> Iterator[tuple[Window | None, GuardedModel]]:
        """Windows as short as can be whose statements cannot hold together; the whole if none were found to be."""
        periods = {key: period_of(key.when, self.horizon) for key in self.model.keys}
        for weeks in WEEKS:
            is_found = False
            for first, last in spans_of(self.horizon, weeks):
                # Weeks are looked at until one is contradictory: conflicts of the whole are too large to be read.
                is_over = self._left() <= 0 and (is_found or weeks > WEEKS[0])
                if self.model.budget.is_stopped or is_over:
                    break
                keys = [key for key, (begin, end) in periods.items() if begin <= last and first <= end]
                near = self.model.reduced_to(keys)
                limit = max(LEAST_WINDOW_SECONDS, min(WINDOW_SECONDS, self._left()))
                if near.quickly_answered(keys, limit) is Status.INFEASIBLE:
                    is_found = True
                    yield (first, last), near
            if is_found:
                return
        yield None, self.model


def find_conflicts(model: GuardedModel, horizon: Window, seconds: float, most: int = MOST_CONFLICTS) -> list[Conflict]:
    """Conflicts among the statements of a model, the cheapest first; none if none is confirmed by a second solve.

    Parameters
    ----------
    model, horizon
        As of :class:`ConflictSearch`.
    seconds, most
        Limit of the whole search, and how many are looked for.
    """
    search, left = ConflictSearch(model, horizon), time_left(model, seconds)
    return [] if search.first(left()) is None else search.all(left(), most)


def _deleted(model: GuardedModel, seconds: float) -> Keys:
    """Statements that cannot hold together, the dearest left out first, as few as the time lets."""
    left = time_left(model, max(seconds, LEAST_SECONDS))
    if len(model.keys) > FEW_STATEMENTS and (core := model.core(model.keys, CORE_SHARE * left())):
        model = model.reduced_to(core)
    few = narrowed(model, left)
    order = sorted(few.keys, key=lambda key: (-model.weights[key], key))
    return deleted_down(few, few.keys, order, max(seconds, LEAST_SECONDS))
