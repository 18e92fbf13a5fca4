"""Which statements would have to give way at the least price: week by week, then held to the whole.

Whatever gives way in a plan gives way in the weeks of it. Weeks have no statement in common, so what each of them needs
at the least adds up to a price that no mend of the whole is below. Where what gives way in the weeks leaves a plan of
the whole, it is therefore the cheapest there is. Else further statements of the same rules, and those that reach beyond
a week, may give way beside them; at last any.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from optimizer.explain.conflicts.guarded import FEW_STATEMENTS, GuardedModel, Keys, LeastGiven, weight_of
from optimizer.explain.conflicts.hitting_sets import Left
from optimizer.explain.conflicts.periods import Window, period_of, spans_of
from optimizer.rules.facts import Key

WINDOW_SECONDS, HOLD_SECONDS = 5.0, 15.0
"""Limit of a solve of one week, and of one that holds what gives way to the whole."""
NEAR = 3
"""Constraints on the way from a week's statements to what is looked at beside them: accounts reach back for months."""
BESIDE_SHARE = 0.5
"""Of the time left, for what gives way beside that."""


@dataclass(frozen=True, slots=True)
class Giving:
    """Statements without which there is a plan, by a solution of the model that leaves them out."""

    keys: Keys
    price: int
    is_cheapest: bool
    """Whether it is proved that none is cheaper in which the same rules are spared."""

    @property
    def rules(self) -> frozenset[str]:
        """Whose statements they are."""
        return frozenset(key.rule for key in self.keys)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What gives way in the weeks, each by itself, and what that costs at the least."""

    keys: Keys
    bound: int
    spared: frozenset[str]


class GivingSearch:
    """Looks for what gives way in one model, again and again.

    Parameters
    ----------
    model
        Statements that contradict each other.
    horizon
        First and last day of the campaign they are about.
    """

    def __init__(self, model: GuardedModel, horizon: Window) -> None:
        self.model = model
        self._horizon = horizon
        self._windows: list[GuardedModel] | None = None
        self._known: dict[tuple[int, frozenset[str]], LeastGiven] = {}

    def cheapest(self, choices: Collection[frozenset[str]], left: Left, excluded: Sequence[Keys] = ()) -> Giving | None:
        """The cheapest that is found.

        Parameters
        ----------
        choices
            Rules (ids) that may not give way; any one of these sets.
        left
            Seconds left.
        excluded
            Of each of these sets one statement must hold.

        Returns
        -------
        Giving or None
            ``None`` if there is nothing of the kind, or it was not found in time.
        """
        parts = [part for spared in choices if (part := self._in_weeks(spared, excluded, left)) is not None]
        best: Giving | None = None
        for part in sorted(parts, key=lambda each: (each.bound, sorted(each.spared))):
            if best is None or part.bound < best.price:
                found = self._held_to_the_whole(part, excluded, left)
                if found is not None and (best is None or found.price < best.price):
                    best = found
        return best

    def _in_weeks(self, spared: frozenset[str], excluded: Sequence[Keys], left: Left) -> _Parts | None:
        """What gives way in each week; nothing if a week cannot be mended so, or none was found in time."""
        windows = self._weeks()
        least: list[LeastGiven] = []
        usual: set[tuple[str, str]] = set()
        for number, window in enumerate(windows):
            if left() <= 0:
                return None
            key = number, spared
            if key not in self._known:
                self._known[key] = self._least(window, spared, usual, left)
            if self._known[key].keys is None:
                return None
            least.append(self._known[key])
            usual |= {(each.rule, each.entity) for each in least[-1].keys or ()}
        bound = sum(each.bound for each in least)
        if any(each <= frozenset().union(*(part.keys or () for part in least)) for each in excluded):
            return self._varied(least, spared, excluded, left)
        return _Parts(frozenset().union(*(part.keys or () for part in least)), bound, spared)

    def _varied(
        self, least: Sequence[LeastGiven], spared: frozenset[str], excluded: Sequence[Keys], left: Left
    ) -> _Parts | None:
        """The same but for one week, in which something else gives way for as little more as can be."""
        best: _Parts | None = None
        bound = sum(each.bound for each in least)
        for number, window in enumerate(self._weeks()):
            own = [each & window.keys for each in excluded]
            if not least[number].keys or not all(own) or left() <= 0:
                continue
            other = self._least(window, spared, set(), left, own)
            if other.keys is None:
                continue
            dearer = bound + other.bound - least[number].bound
            if best is None or dearer < best.bound:
                rest = (part.keys or frozenset() for place, part in enumerate(least) if place != number)
                best = _Parts(other.keys.union(*rest), dearer, spared)
        return best

    def _least(
        self,
        window: GuardedModel,
        spared: frozenset[str],
        usual: Collection[tuple[str, str]],
        left: Left,
        excluded: Sequence[Keys] = (),
    ) -> LeastGiven:
        """What gives way in a week; what gives way in others already, rather than what does not."""
        ties = {key: 1 if (key.rule, key.entity) in usual else 2 for key in window.keys if key.rule not in spared}
        return window.least_given(ties, min(WINDOW_SECONDS, left()), excluded, is_quick=True)

    def _held_to_the_whole(self, part: _Parts, excluded: Sequence[Keys], left: Left) -> Giving | None:
        """What gives way in the weeks if that leaves a plan; else with the least that gives way beside it."""
        model, bound = self.model, part.bound
        if model.can_hold(model.keys - part.keys, HOLD_SECONDS).has_roster:
            weight = weight_of(part.keys, model.weights)
            return Giving(part.keys, weight, weight <= bound)
        best: Keys | None = None
        price = inf
        for may_give in self._more_and_more(part):
            if left() <= 0 or price <= bound:
                break
            least = model.least_given(dict.fromkeys(may_give, 1), BESIDE_SHARE * left(), excluded, is_quick=False)
            if all(key.rule in part.spared for key in model.keys.difference(may_give)):
                bound = max(bound, least.bound)
            if least.keys is None or weight_of(least.keys, model.weights) >= price:
                continue
            if model.can_hold(model.keys - least.keys, HOLD_SECONDS).has_roster:
                best, price = least.keys, weight_of(least.keys, model.weights)
        return None if best is None else Giving(best, weight_of(best, model.weights), price <= bound)

    def _more_and_more(self, part: _Parts) -> Iterator[list[Key]]:
        """What may give way where what the weeks need is not enough."""
        may_give = sorted(key for key in self.model.keys if key.rule not in part.spared)
        if len(self._weeks()) > 1:
            of_weeks = frozenset().union(*(window.keys for window in self._weeks()))
            rules = {key.rule for key in part.keys}
            few = [key for key in may_give if key.rule in rules or key not in of_weeks]
            if len(few) < len(may_give):
                yield few
        yield may_give

    def _weeks(self) -> Sequence[GuardedModel]:
        """The model of each week's own statements; a small model as it is."""
        if self._windows is None:
            self._windows = [self.model] if len(self.model.keys) <= FEW_STATEMENTS else list(self._parted())
        return self._windows

    def _parted(self) -> Iterator[GuardedModel]:
        begin, end = self._horizon
        periods = {key: period_of(key.when, self._horizon) for key in self.model.keys}
        within = {key: (max(one, begin), min(other, end)) for key, (one, other) in periods.items()}
        for first, last in spans_of(self._horizon, 1):
            keys = [key for key, (one, other) in within.items() if first <= one and other <= last]
            if keys:
                yield self.model.reduced_to(keys, NEAR)
