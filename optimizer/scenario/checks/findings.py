"""Collects what cross checks find, each at the line where the value was written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from math import inf

from optimizer.errors import Diagnostic
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.reading.tree import Node, Path, dotted
from optimizer.texts.diagnostics import names
from optimizer.texts.diagnostics import plausibility as texts
from optimizer.texts.messages import Noun, Said


class Findings:
    """Problems found so far, and the tree that says where each value stands.

    Parameters
    ----------
    merged
        The layers merged.
    refused
        Ids of entries that have mistakes of their own: naming them is no mistake.
    """

    def __init__(self, merged: Node, refused: frozenset[str] = frozenset()) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._merged = merged
        self._refused = refused
        self.unknown: list[tuple[Path, Diagnostic]] = []
        """Of these, names that nothing has, and where they are written."""

    @property
    def is_partial(self) -> bool:
        """Whether entries were left out, so that counting what there is would mislead."""
        return bool(self._refused)

    def values_above(self, limit: float) -> Iterator[tuple[Path, float]]:
        """Every number beyond a limit, with its path; what is no number, the schema refuses."""
        if _exceeds(self._merged, limit):
            for path, leaf in self._merged.leaves():
                if _exceeds(leaf, limit) and isinstance(leaf.value, int | float):
                    yield path, leaf.value

    def add(self, path: Iterable[str | int], what: Said, remedy: Said) -> None:
        """Note a problem with the value at the path."""
        keys = tuple(path)
        self.diagnostics.append(Diagnostic(f"{self._merged.nearest(keys).origin}  {dotted(keys)}", what, remedy))

    def require_known(self, name: str | None, known: Collection[str], noun: Noun, path: Iterable[str | int]) -> bool:
        """Note it if the name is given and unknown; say whether it is given and known."""
        if name is None or name in known:
            return name is not None
        if name in self._refused:
            return False
        keys = tuple(path)
        self.add(keys, names.UNKNOWN(what=noun.one, name=name), did_you_mean(name, known, noun.many))
        self.unknown.append((keys, self.diagnostics[-1]))
        return False

    def require_all_known(
        self, given: Iterable[str] | None, known: Collection[str], noun: Noun, path: Iterable[str | int]
    ) -> None:
        """Note each unknown name of a list."""
        keys = tuple(path)
        for number, name in enumerate(given or ()):
            self.require_known(name, known, noun, (*keys, number))

    def require_within(self, day: date, first: date, last: date, path: Iterable[str | int]) -> None:
        """Note a day outside the campaign."""
        if not first <= day <= last:
            self.add(path, texts.OUTSIDE_CAMPAIGN(day=day), texts.CAMPAIGN_DAYS(first=first, last=last))

    def require_period(self, start: date, end: date, first: date, last: date, path: Iterable[str | int]) -> None:
        """Note a period that ends before it begins, or that lies wholly outside the campaign."""
        keys = tuple(path)
        if end < start:
            self.add(
                (*keys, "last_day"),
                texts.ENDS_BEFORE_IT_BEGINS(name=str(keys[-1]), first=start, last=end),
                texts.SWAP_DATES_OR_SAME,
            )
        elif end < first or start > last:
            what = texts.PERIOD_OUTSIDE_CAMPAIGN(first=start, last=end)
            self.add(keys, what, texts.CAMPAIGN_DAYS(first=first, last=last))


def _exceeds(node: Node, limit: float) -> bool:
    """Whether some number of a mapping, or the number itself, lies beyond a limit."""
    value = node.value
    if isinstance(value, dict):
        return any([_exceeds(child, limit) for child in value.values()])
    return isinstance(value, int | float) and limit < abs(value) < inf
