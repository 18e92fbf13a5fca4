"""Why one plan differs from another, in words drawn from both: settings, sources of what is reached, people, burden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.compare.comparison import Comparison, Pair
from optimizer.compare.differences.sources import DESKS, VISITS, Source, mobilised, sources, standing_missing
from optimizer.compare.wording.duty_words import named_post
from optimizer.compare.wording.words import Words
from optimizer.texts import comparisons, documents
from optimizer.texts.objectives import TIERS
from optimizer.verify.verified_run import VerifiedRun

MOST_SETTINGS = 12
MOST_PLACES = 3
LEAST_PERSONS = 0.5
"""Differences below are not told."""
FIRST_TIERS = ("standing", "shortfall", "finish", "burden")
"""Tiers of which is told whether the bounds explain the difference."""
BURDENS = {
    "evenings": documents.EVENINGS,
    "weekend_duties": documents.WEEKEND_DUTIES,
    "holiday_duties": documents.HOLIDAY_DUTIES,
    "overtime_hours": documents.OVERTIME_HOURS,
}
"""Figures that make a difference in burden."""
NO_SOURCE = Source(0, {}, 0.0)


@dataclass(frozen=True, slots=True)
class Reason:
    """One statement, with what it is made up of."""

    text: str
    parts: tuple[str, ...] = ()


def reasons(words: Words, comparison: Comparison, pair: Pair) -> list[Reason]:
    """What the first tiers moved by, and what moved them."""
    return [
        _settings(words, pair),
        *_standing(words, pair),
        *_streams(words, comparison, pair),
        _people(words, pair),
        *_burden(words, pair),
        *_certainty(words, pair),
    ]


def obstacle_texts(words: Words, pair: Pair) -> list[tuple[str, list[str]]]:
    """What keeps the plans from being compared as they stand, and what is only to be borne in mind."""
    texts: dict[bool, list[str]] = {True: [], False: []}
    for found in pair.obstacles:
        told = words(comparisons.OBSTACLES[found.kind], before=found.before, after=found.after, days=len(pair.days))
        texts[found.is_grave].append(told)
    headings = {True: words(comparisons.NOT_COMPARABLE), False: words(comparisons.BEAR_IN_MIND)}
    return [(headings[is_grave], told) for is_grave, told in texts.items() if told]


def _settings(words: Words, pair: Pair) -> Reason:
    if not pair.settings:
        return Reason(words(comparisons.WHY_NO_SETTINGS))
    told = [
        words(
            comparisons.WHY_SETTINGS_ALIKE if change.count > 1 else comparisons.WHY_SETTING,
            path=change.path,
            before=words.setting(change.before),
            after=words.setting(change.after),
            count=change.count,
        )
        for change in pair.settings[:MOST_SETTINGS]
    ]
    left = len(pair.settings) - len(told)
    return Reason(
        words(comparisons.WHY_SETTINGS), (*told, *([words(comparisons.WHY_MORE, count=left)] if left else []))
    )


def _standing(words: Words, pair: Pair) -> Iterator[Reason]:
    before, after = (_tier(entry.run, "standing") for entry in (pair.base, pair.other))
    if before == after:
        return
    moved = standing_missing(pair.other.run)
    moved.subtract(standing_missing(pair.base.run))
    most = sorted((entry for entry in moved.items() if entry[1]), key=lambda entry: -abs(entry[1]))[:MOST_PLACES]
    posts = "; ".join(f"{named_post(pair, post)} {words.signed(count)}" for post, count in most)
    yield Reason(words(comparisons.WHY_STANDING, **{**_instead(words, before, after), "posts": posts}))


def _streams(words: Words, comparison: Comparison, pair: Pair) -> Iterator[Reason]:
    before, after = pair.base.run, pair.other.run
    for stream, described in before.scenario.campaign.streams.items():
        if stream not in after.record.streams or stream not in before.record.streams:
            continue
        values = [run.record.streams[stream].expected_by_finish for run in (before, after)]
        parts = tuple(_sources(words, before, after, stream))
        if abs(values[1] - values[0]) < LEAST_PERSONS and not parts:
            continue
        yield Reason(words(comparisons.WHY_STREAM, stream=described.name, **words.people_instead(*values)), parts)
        brought = [mobilised(run, stream) for run in (before, after)]
        if abs(brought[1] - brought[0]) >= LEAST_PERSONS:
            yield Reason(words(comparisons.WHY_MOBILISED, **words.people_instead(*brought)))
        yield from _places(words, comparison, pair, stream)


def _sources(words: Words, before: VerifiedRun, after: VerifiedRun, stream: str) -> Iterator[str]:
    """The sources that bring more or less, the greatest difference first."""
    old, new = sources(before, stream), sources(after, stream)
    moved = {name: (old.get(name, NO_SOURCE), new.get(name, NO_SOURCE)) for name in ("already_done", *DESKS, *VISITS)}
    for name, (one, other) in sorted(moved.items(), key=lambda item: -abs(item[1][1].done - item[1][0].done)):
        if abs(other.done - one.done) >= LEAST_PERSONS or one.shifts != other.shifts:
            what = words(comparisons.WHY_ALREADY_DONE) if name == "already_done" else _shifts(words, name, one, other)
            yield words(comparisons.WHY_SOURCE, difference=words.signed(other.done - one.done), what=what)


def _shifts(words: Words, name: str, before: Source, after: Source) -> str:
    """How many shifts of a kind there are, and in how many places it is more or fewer."""
    source, difference = words(comparisons.SOURCES[name]), after.shifts - before.shifts
    if not difference:
        return words(comparisons.WHY_ALIKE, source=source, after=words.number(after.shifts))
    by_place = Counter(after.by_place)
    by_place.subtract(before.by_place)
    places = sum((count > 0) == (difference > 0) for count in by_place.values() if count)
    return words(
        comparisons.WHY_ADDED if difference > 0 else comparisons.WHY_FEWER,
        count=words.number(abs(difference)),
        source=source,
        places=places,
        before=words.number(before.shifts),
        after=words.number(after.shifts),
    )


def _places(words: Words, comparison: Comparison, pair: Pair, stream: str) -> Iterator[Reason]:
    """Where most more is missing, or where most less is."""
    one, other = (comparison.entries.index(entry) for entry in (pair.base, pair.other))
    moved = [
        (float(row.missing[other] or 0.0) - float(row.missing[one] or 0.0), row.label)
        for row in comparison.places
        if row.stream == stream
    ]
    for label, sign in ((comparisons.WHY_PLACES, 1), (comparisons.WHY_PLACES_GAINED, -1)):
        most = sorted((entry for entry in moved if sign * entry[0] >= LEAST_PERSONS), key=lambda entry: -abs(entry[0]))
        if most:
            told = ", ".join(f"{name} {words.signed(-missing)}" for missing, name in most[:MOST_PLACES])
            yield Reason(words(label, places=told))


def _people(words: Words, pair: Pair) -> Reason:
    figures: dict[str, tuple[float, float]] = {}
    for name in ("officers", "days", "weeks"):
        before, after = (_headcount(entry.run)[name] for entry in (pair.base, pair.other))
        figures[name] = before, after
    told: dict[str, object] = {name: words.number(after) for name, (_, after) in figures.items()}
    told |= {f"{name}_difference": words.signed(after - before) for name, (before, after) in figures.items()}
    return Reason(words(comparisons.WHY_PEOPLE, **told))


def _headcount(run: VerifiedRun) -> dict[str, float]:
    return {
        "officers": len(run.scenario.officers),
        "days": sum(row.available_days for row in run.plan.burden),
        "weeks": sum(run.record.officer_weeks_at_limit.values()),
    }


def _burden(words: Words, pair: Pair) -> Iterator[Reason]:
    before, after = (_tier(entry.run, "burden") for entry in (pair.base, pair.other))
    if abs(after - before) < LEAST_PERSONS:
        return
    parts = []
    for name, label in BURDENS.items():
        key = ("work", name, "")
        one, other = (float(str(entry.figures[key].value)) for entry in (pair.base, pair.other))
        parts.append(f"{words(label)} {words.signed(other - one)}")
    instead = {**_instead(words, before, after), "parts": "; ".join(parts)}
    yield Reason(words(comparisons.WHY_BURDEN, **instead))


def _certainty(words: Words, pair: Pair) -> Iterator[Reason]:
    """Of each tier that moved, whether the bounds show that the scenario moved it."""
    base, other = pair.base, pair.other
    for name in FIRST_TIERS:
        one, two = (entry.run.record.tier(name) for entry in (base, other))
        if one is None or two is None or abs(two.value - one.value) < LEAST_PERSONS:
            continue
        for worse, better, bound, value in (
            (other, base, two.bound, one.value),
            (base, other, one.bound, two.value),
        ):
            if bound is not None and bound > value:
                told = {"bound": words.number(bound, 1), "value": words.number(value, 1)}
                letters = {"worse": worse.letter, "better": better.letter}
                yield Reason(words(comparisons.WHY_PROVED, tier=words(TIERS[name]), **letters, **told))
                break
        else:
            instead = {"before": words.number(one.value, 1), "after": words.number(two.value, 1)}
            yield Reason(words(comparisons.WHY_OPEN, tier=words(TIERS[name]), **instead))


def _tier(run: VerifiedRun, name: str) -> float:
    tier = run.record.tier(name)
    return 0.0 if tier is None else tier.value


def _instead(words: Words, before: float, after: float) -> dict[str, object]:
    return {
        "before": words.number(before),
        "after": words.number(after),
        "difference": words.signed(after - before),
    }
