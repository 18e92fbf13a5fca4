"""One line on each pair of plans: what comes out, by when, and how much of the work is other."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.acceptance.outcome import outcome_of
from optimizer.compare.comparison import Comparison, Pair
from optimizer.compare.differences.figures import Value
from optimizer.compare.wording.chances import chance_parts
from optimizer.compare.wording.words import Words
from optimizer.texts import comparisons, outcomes
from optimizer.texts.formats import missing_raised


def verdicts(words: Words, comparison: Comparison) -> list[str]:
    """One line for every run but the first."""
    return [_verdict(words, comparison, pair) for pair in comparison.pairs]


def names(words: Words, pair: Pair) -> dict[str, str]:
    """The letters of a pair with the names of their runs."""
    return {"base": f"{pair.base.letter} ({pair.base.name})", "other": f"{pair.other.letter} ({pair.other.name})"}


def is_same(comparison: Comparison, pair: Pair) -> bool:
    """Whether the plans do the same, down to each duty and invitation, and every place fares alike."""
    one, other = (comparison.entries.index(entry) for entry in (pair.base, pair.other))
    before, after = pair.base.run.plan, pair.other.run.plan
    return (
        not (pair.openings or pair.roster.changes or pair.obstacles)
        and all(
            figure.value == pair.other.figures[key].value
            for key, figure in pair.base.figures.items()
            if figure.group in ("targets", "work") and key in pair.other.figures
        )
        and all(row.shares[one] == row.shares[other] for row in comparison.places)
        and (before.quotas, before.helpers, before.absences) == (after.quotas, after.helpers, after.absences)
    )


def _verdict(words: Words, comparison: Comparison, pair: Pair) -> str:
    same = is_same(comparison, pair)
    parts = [*chance_parts(words, pair)]
    parts += [words(comparisons.VERDICT_SAME)] if same else _parts(words, comparison, pair)
    if any(found.is_grave for found in pair.obstacles):
        parts.insert(0, words(comparisons.VERDICT_APART))
    return words(comparisons.VERDICT, **names(words, pair), parts="; ".join(parts))


def _parts(words: Words, comparison: Comparison, pair: Pair) -> list[str]:
    parts = [*_judged(words, pair), *_most_changed(words, comparison, pair)]
    if not pair.roster.changes:
        return [*parts, words(comparisons.VERDICT_SAME_ROSTER)]
    duties = [_number(entry.figures["work", "duties", ""].value) for entry in (pair.base, pair.other)]
    if duties[0] != duties[1]:
        parts.append(words(comparisons.VERDICT_DUTIES, difference=words.signed(duties[1] - duties[0])))
    parts.append(words(comparisons.VERDICT_ROSTER, changed=words.number(len(pair.roster.changes))))
    return parts


def _judged(words: Words, pair: Pair) -> Iterator[str]:
    """What each comes to, where that differs, and each stream whose figures do."""
    before, after = (outcome_of(entry.run.record) for entry in (pair.base, pair.other))
    if before.status != after.status:
        told = {"before": words(outcomes.STATUSES[before.status]), "after": words(outcomes.STATUSES[after.status])}
        yield words(comparisons.VERDICT_STATUS, **told)
    old = {stream.stream: stream for stream in before.streams}
    for stream in after.streams:
        base = old.get(stream.stream)
        if base is None or (base.expected, base.missing) == (stream.expected, stream.missing):
            continue
        yield words(
            comparisons.VERDICT_STREAM,
            stream=pair.other.run.scenario.campaign.streams[stream.stream].name,
            **words.people_instead(base.expected, stream.expected),
            shortfall=_shortfall(words, pair, base.missing, stream.missing),
        )


def _shortfall(words: Words, pair: Pair, before: float, after: float) -> str:
    """Who is missing in each; nobody is a target reached."""
    template = {
        (True, True): comparisons.VERDICT_SHORT,
        (True, False): comparisons.VERDICT_ENOUGH_NOW,
        (False, True): comparisons.VERDICT_SHORT_NOW,
        (False, False): comparisons.VERDICT_ENOUGH,
    }[missing_raised(before) > 0, missing_raised(after) > 0]
    return words(template, base=pair.base.letter, before=words.missing(before), after=words.missing(after))


def _most_changed(words: Words, comparison: Comparison, pair: Pair) -> Iterator[str]:
    """The place whose share moves most, so that no total hides it."""
    one, other = (comparison.entries.index(entry) for entry in (pair.base, pair.other))
    moved = [
        (after - before, row)
        for row in comparison.places
        if (before := row.shares[one]) is not None and (after := row.shares[other]) is not None
    ]
    change, row = max(moved, key=lambda found: abs(found[0]), default=(0.0, None))
    if row is not None and words.points(change) != words.points(0.0):
        stream = pair.base.run.scenario.campaign.streams[row.stream].name
        yield words(comparisons.VERDICT_PLACE, place=row.label, stream=stream, difference=words.points(change))


def _number(value: Value) -> float:
    return float(value) if isinstance(value, float | int) else 0.0
