"""One line on each pair of plans: what comes out, by when, and how much of the work is other."""

from __future__ import annotations

from datetime import date

from optimizer.compare.comparison import Comparison, Pair
from optimizer.compare.differences.figures import Value
from optimizer.compare.wording.words import Words
from optimizer.texts import comparisons


def verdicts(words: Words, comparison: Comparison) -> list[str]:
    """One line for every run but the first."""
    return [_verdict(words, pair) for pair in comparison.pairs]


def names(words: Words, pair: Pair) -> dict[str, str]:
    """The letters of a pair with the names of their runs."""
    return {"base": f"{pair.base.letter} ({pair.base.name})", "other": f"{pair.other.letter} ({pair.other.name})"}


def is_same(pair: Pair) -> bool:
    """Whether the plans do the same: openings, duties and all that is expected."""
    return not (pair.openings or pair.roster.changes or pair.obstacles) and all(
        figure.value == pair.other.figures[key].value
        for key, figure in pair.base.figures.items()
        if figure.group in ("targets", "work") and key in pair.other.figures
    )


def _verdict(words: Words, pair: Pair) -> str:
    parts = [words(comparisons.VERDICT_SAME)] if is_same(pair) else _parts(words, pair)
    if any(found.is_grave for found in pair.obstacles):
        parts.insert(0, words(comparisons.VERDICT_APART))
    return words(comparisons.VERDICT, **names(words, pair), parts="; ".join(parts))


def _parts(words: Words, pair: Pair) -> list[str]:
    before, after = (_number(entry.figures["targets", "expected", ""].value) for entry in (pair.base, pair.other))
    parts = [words(comparisons.VERDICT_EXPECTED, **words.people_instead(before, after))]
    finish = [entry.figures["targets", "finish_date", ""].value for entry in (pair.base, pair.other)]
    if finish[0] != finish[1]:
        parts.append(words(comparisons.VERDICT_FINISH, before=_day(words, finish[0]), after=_day(words, finish[1])))
    missing = [
        words.missing(sum(_number(figure.value) for figure in entry.figures.values() if figure.name == "missing"))
        for entry in (pair.base, pair.other)
    ]
    if missing[0] != missing[1]:
        parts.append(words(comparisons.VERDICT_MISSING, before=missing[0], after=missing[1]))
    duties = [_number(entry.figures["work", "duties", ""].value) for entry in (pair.base, pair.other)]
    parts.append(words(comparisons.VERDICT_DUTIES, difference=words.signed(duties[1] - duties[0])))
    parts.append(words(comparisons.VERDICT_ROSTER, changed=words.number(len(pair.roster.changes))))
    return parts


def _number(value: Value) -> float:
    return float(value) if isinstance(value, float | int) else 0.0


def _day(words: Words, value: Value) -> str:
    return words.day(value) if isinstance(value, date) else words(comparisons.NEVER)
