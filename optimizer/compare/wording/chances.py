"""How sure one plan is beside another: the first thing said of a pair, and a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.compare.comparison import Pair
from optimizer.compare.wording.words import Words
from optimizer.publish.content.lookups import place_name
from optimizer.run.simulation import DISTRICT
from optimizer.simulate.pairs import Interval, PairedDifference
from optimizer.texts import comparisons, documents

MOST_PLACES = 5
"""Places of all streams that are told beside the district."""


def chance_parts(words: Words, pair: Pair) -> Iterator[str]:
    """The chance of each stream, the least sure first, in the same campaigns; who knows none."""
    unknown = [entry.letter for entry in (pair.base, pair.other) if entry.played is None]
    if len(unknown) == 1:
        yield words(comparisons.VERDICT_NO_CHANCE, name=unknown[0])
    elif unknown:
        yield words(comparisons.VERDICT_NO_CHANCES)
    district = [found for found in pair.chances if (found.place, found.by) == (DISTRICT, "last_day")]
    for found in sorted(district, key=lambda found: found.after):
        told = {"stream": _stream_name(pair, found.stream), "after": words.chance(found.after)}
        if words.chance(found.before) == words.chance(found.after):
            yield words(comparisons.VERDICT_SAME_CHANCE, **told)
        else:
            told |= {"before": words.chance(found.before), "difference": words.points(found.chance.value)}
            yield words(comparisons.VERDICT_CHANCE, **told)


def chances_note(words: Words, pair: Pair) -> str:
    """What the table rests on; the pair was simulated."""
    played = pair.base.played
    assert played is not None
    return words(comparisons.CHANCES_NOTE, campaigns=words.number(played.campaigns), seed=played.seed)


def chance_headings(words: Words, pair: Pair) -> list[str]:
    """Of the table; its first two columns are words."""
    letters = pair.base.letter, pair.other.letter
    return [
        words(documents.PLACE),
        words(comparisons.BY_DAY),
        *(words(comparisons.CHANCE_OF, name=letter) for letter in letters),
        words(comparisons.DIFFERENCE),
        words(comparisons.PEOPLE_MORE),
        words(comparisons.MORE_IN, name=letters[1]),
    ]


def chance_rows(words: Words, pair: Pair) -> list[tuple[str, list[list[str]]]]:
    """By stream, its name and rows: the district by both days, then the places that differ most by the last."""
    places = [
        found for found in pair.chances if found.place != DISTRICT and found.by == "last_day" and found.people.value
    ]
    most = sorted(places, key=lambda found: -abs(found.people.value))[:MOST_PLACES]
    told = [found for found in pair.chances if found.place == DISTRICT or found in most]
    streams = dict.fromkeys(found.stream for found in told)
    return [(_stream_name(pair, stream), list(_rows(words, pair, stream, told))) for stream in streams]


def _rows(words: Words, pair: Pair, stream: str, told: Sequence[PairedDifference]) -> Iterator[list[str]]:
    mine = [found for found in told if found.stream == stream]
    for found in sorted(mine, key=lambda found: found.place != DISTRICT):
        played = pair.other.played
        assert played is not None
        yield [
            words(documents.ALL_PLACES)
            if found.place == DISTRICT
            else place_name(pair.other.run.scenario, found.place),
            words.short_day(played.days[found.by]),
            words.chance(found.before),
            words.chance(found.after),
            _interval(words, [words.points(value) for value in _ends(found.chance)]),
            _interval(words, [words.signed(value) for value in _ends(found.people)]),
            words.chance(found.more),
        ]


def _stream_name(pair: Pair, stream: str) -> str:
    return pair.other.run.scenario.campaign.streams[stream].name


def _ends(interval: Interval) -> tuple[float, float, float]:
    return interval.value, interval.low, interval.high


def _interval(words: Words, told: Sequence[str]) -> str:
    value, low, high = told
    return words(comparisons.INTERVAL, value=value, low=low, high=high)
