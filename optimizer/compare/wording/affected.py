"""Of two revisions of one campaign, whom it concerns: that is what is asked first."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.compare.comparison import Comparison, Pair
from optimizer.compare.wording.words import Words
from optimizer.texts import comparisons

MOST_NAMED = 12
"""Officers that are named; the tables have them all."""


def affected(words: Words, comparison: Comparison) -> Iterator[str]:
    """A line for each pair of revisions of one campaign: how many officers, and who, those with most changes first."""
    for pair in comparison.pairs:
        yield from _of_pair(words, pair)


def _of_pair(words: Words, pair: Pair) -> Iterator[str]:
    before, after = pair.base.run.record, pair.other.run.record
    if before.revision is None or after.revision is None or before.campaign != after.campaign:
        return
    if before.revision.number == after.revision.number:  # of two journals
        return
    numbers = {"before": before.revision.number, "after": after.revision.number}
    counts = {
        officer: sum(count for kind, count in found.items() if kind != "same")
        for officer, found in pair.roster.by_officer().items()
    }
    people = sorted((officer for officer, count in counts.items() if count), key=lambda each: (-counts[each], each))
    if not people:
        yield words(comparisons.AFFECTED_NOBODY, **numbers)
        return
    known = {**pair.base.run.scenario.officers, **pair.other.run.scenario.officers}
    named = [
        words(comparisons.AFFECTED_OFFICER, name=known[each].name, changes=counts[each]) for each in people[:MOST_NAMED]
    ]
    more = ["…"] if len(people) > MOST_NAMED else []
    yield words(comparisons.AFFECTED, **numbers, officers=len(people), people=", ".join([*named, *more]))
