"""How one roster becomes another, duty by duty and officer by officer.

A duty is the same in both if officer, date, shift, post and place are. What is left is told in the fewest words, in
this order:

``moved``
    the officer works that day in both, but another shift or elsewhere: the same shift first, then the same post;
``handed``
    the duty (date, shift, post, place) is there in both, held by another officer;
``vanishes``, ``appears``
    the rest.

So the duties of the first roster are the same, moved, handed and vanishing ones, and those of the second the same,
moved, handed and appearing ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.world.plan import RosterRow

CHANGES = ("moved", "handed", "vanishes", "appears")


@dataclass(frozen=True, slots=True)
class DutyChange:
    """One duty that is not as it was."""

    change: str
    """One of :data:`CHANGES`."""
    before: RosterRow | None
    after: RosterRow | None

    @property
    def row(self) -> RosterRow:
        """The duty before the change, or the one that appears."""
        row = self.before or self.after
        assert row is not None
        return row

    @property
    def officers(self) -> tuple[str, ...]:
        """Whom it concerns: both if a duty is handed over."""
        return tuple(dict.fromkeys(row.officer for row in (self.before, self.after) if row is not None))


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """All that differs between two rosters on the days given."""

    same: tuple[RosterRow, ...]
    changes: tuple[DutyChange, ...]
    """In order of date, shift and officer."""

    def counts(self) -> Counter[str]:
        """How many duties are the same, and how many changes there are of each kind."""
        return Counter({"same": len(self.same)}) + Counter(change.change for change in self.changes)

    def by_officer(self) -> dict[str, Counter[str]]:
        """Per officer: same, moved, given and taken (handed over), vanishing and appearing duties."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for row in self.same:
            counts[row.officer]["same"] += 1
        for change in self.changes:
            if change.change == "handed" and change.before is not None and change.after is not None:
                counts[change.before.officer]["given"] += 1
                counts[change.after.officer]["taken"] += 1
            else:
                counts[change.row.officer][change.change] += 1
        return dict(counts)


def roster_changes(before: Iterable[RosterRow], after: Iterable[RosterRow], days: Iterable[date]) -> RosterChanges:
    """Compare two rosters on the days that both of them cover."""
    compared = set(days)
    old = {_key(row): row for row in before if row.date in compared}
    new = {_key(row): row for row in after if row.date in compared}
    same = tuple(row for key, row in old.items() if key in new)
    left, right = ([row for key, row in ours.items() if key not in theirs] for ours, theirs in ((old, new), (new, old)))
    changes: list[DutyChange] = []
    steps: Sequence[tuple[str, Callable[[RosterRow], tuple[object, ...]]]] = (
        ("moved", lambda row: (row.officer, row.date, row.shift)),
        ("moved", lambda row: (row.officer, row.date, row.post)),
        ("moved", lambda row: (row.officer, row.date)),
        ("handed", lambda row: (row.date, row.shift, row.post, row.place)),
    )
    for change, alike in steps:
        pairs, left, right = _pairs(left, right, alike)
        changes += [DutyChange(change, one, other) for one, other in pairs]
    changes += [DutyChange("vanishes", row, None) for row in left]
    changes += [DutyChange("appears", None, row) for row in right]
    changes.sort(key=lambda change: (change.row.date, change.row.start, change.row.officer, change.row.post))
    return RosterChanges(same, tuple(changes))


def _key(row: RosterRow) -> tuple[str, date, str, str, str]:
    return row.officer, row.date, row.shift, row.post, row.place


def _pairs(
    left: list[RosterRow], right: list[RosterRow], alike: Callable[[RosterRow], tuple[object, ...]]
) -> tuple[list[tuple[RosterRow, RosterRow]], list[RosterRow], list[RosterRow]]:
    """Pairs of rows that are alike, each row in one at the most, and the rows left over on both sides."""
    waiting: dict[tuple[object, ...], list[RosterRow]] = defaultdict(list)
    for row in sorted(right, key=_order):
        waiting[alike(row)].append(row)
    pairs, rest = [], []
    for row in sorted(left, key=_order):
        if found := waiting[alike(row)]:
            pairs.append((row, found.pop(0)))
        else:
            rest.append(row)
    return pairs, rest, [row for rows in waiting.values() for row in rows]


def _order(row: RosterRow) -> tuple[object, ...]:
    return row.date, row.start, row.officer, row.post
