"""What differs between plans as far as it can be seen, the greatest difference first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf

from optimizer.compare.comparison import Comparison, FigureRow, PlaceRow
from optimizer.compare.differences.figures import GROUPS
from optimizer.compare.wording.words import Words


def moved_figures(words: Words, comparison: Comparison, chosen: Sequence[int]) -> list[tuple[str, list[FigureRow]]]:
    """By group, the figures that some of the chosen runs show otherwise than the first, the greatest first.

    Tiers keep their order of priority; every other group is ordered by the relative difference.

    Parameters
    ----------
    words
        A difference that they round to nothing is none.
    comparison, chosen
        The runs, and the numbers of those that are shown beside the first.
    """
    groups = []
    for group in GROUPS:
        rows = [row for row in comparison.rows if row.figure.group == group and _is_seen(words, row, chosen)]
        if rows:
            # Tiers are read in their order of priority, whichever differs most.
            is_ranked = group != "tiers"
            groups.append((group, sorted(rows, key=lambda row: -_relative(row, chosen)) if is_ranked else rows))
    return groups


def all_figures(comparison: Comparison) -> list[tuple[str, list[FigureRow]]]:
    """By group, every figure in its order."""
    groups = [(group, [row for row in comparison.rows if row.figure.group == group]) for group in GROUPS]
    return [(group, rows) for group, rows in groups if rows]


def moved_places(words: Words, rows: Iterable[PlaceRow], chosen: Sequence[int]) -> list[PlaceRow]:
    """The places whose share some of the chosen runs show otherwise, the greatest difference first."""
    moved = [(_points(row, chosen), row) for row in rows]
    seen = [(most, row) for most, row in moved if most == inf or words.points(most) != words.points(0.0)]
    return [row for _, row in sorted(seen, key=lambda found: -found[0])]


def _is_seen(words: Words, row: FigureRow, chosen: Sequence[int]) -> bool:
    base = words.value(row.figure, row.values[0])
    return any(words.value(row.figure, row.values[number]) != base for number in chosen)


def _relative(row: FigureRow, chosen: Sequence[int]) -> float:
    differences = [row.differences[number - 1] for number in chosen]
    if None in differences:
        return inf
    base = row.values[0]
    scale = max(1.0, abs(base)) if isinstance(base, float | int) else 1.0
    return max(abs(found or 0.0) / scale for found in differences)


def _points(row: PlaceRow, chosen: Sequence[int]) -> float:
    shares = [row.shares[number] for number in (0, *chosen)]
    known = [share for share in shares if share is not None]
    if len(known) < len(shares):
        return inf if known else 0.0
    return max(abs(share - known[0]) for share in known)
