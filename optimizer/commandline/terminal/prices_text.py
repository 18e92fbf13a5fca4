"""What ``catruc explain RUN`` prints of missed targets: three lines a stream first, all prices where asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any

from optimizer.commandline.terminal.tables import printed
from optimizer.explain.prices.common_share import CommonShare
from optimizer.explain.prices.items import told
from optimizer.explain.prices.price_list import PricedItem, Worth
from optimizer.explain.prices.remedies import Remedy
from optimizer.publish.content.told import Grid, Part, Subheading
from optimizer.texts import prices as words
from optimizer.texts.formats import Texts, people_cut
from optimizer.texts.messages import Language, Said
from optimizer.workflows.explain_target import StreamExplained, TargetExplained
from optimizer.world.ids import StreamId

MOST_LIMITS, MOST_PLACES = 3, 2
"""Limits and places that the short answer names."""
LEAST_CHANCE = 0.005
"""Share of 1 below which a chance is as it was."""


class PricesText:
    """Why targets are missed, in words and figures.

    Parameters
    ----------
    explained, language
        What was found, and the reader's language.
    with_all
        Whether every price is told.
    """

    def __init__(self, explained: TargetExplained, language: Language, *, with_all: bool) -> None:
        self.explained, self.with_all, self.texts = explained, with_all, Texts(language)
        self.scenario = explained.run.scenario

    def verdict(self) -> str:
        """One line: what is missed."""
        if not self.explained.streams:
            return self.texts(words.ALL_REACHED)
        return "; ".join(self._missed(stream) for stream in self.explained.streams)

    def lines(self) -> Iterator[str]:
        """All of it as the terminal shows it."""
        return printed(self.parts())

    def parts(self) -> Iterator[Part]:
        """What is missed, what binds, the least that is enough; then all of it where that is asked for."""
        if not self.explained.streams:
            yield self.verdict()
            return
        for number, stream in enumerate(self.explained.streams):
            if number:
                yield ""
            yield from self._short(stream)
        if self.with_all:
            yield from self._everything()
        if self.explained.is_cut_short:
            yield self.texts(words.CUT_SHORT)
        if not any(stream.confirmed for stream in self.explained.streams):
            yield self.texts(words.NOT_CONFIRMED)
        if not self.with_all:
            yield self.texts(words.SEE_ALL)

    def _short(self, stream: StreamExplained) -> Iterator[str]:
        """What is missed, what binds, which share all places reach, what is enough, and what a whole plan confirmed."""
        yield self._missed(stream)
        yield self._bound_by(stream)
        if stream.common is not None:
            yield self._common(stream.common)
        if stream.remedies:
            yield self.texts(words.REMEDY_LINE, remedies=self._remedies(stream))
        for confirmed in stream.confirmed:
            what = words.remedy(confirmed.remedy.kind, round(confirmed.remedy.amount))
            if stream.short.kind == "chance" and confirmed.chance is not None:
                yield self.texts(words.CONFIRMED_CHANCE, what=what, chance=self.texts.chance(confirmed.chance))
            else:
                missing = self.texts.missing(confirmed.missing)
                yield self.texts(words.CONFIRMED, what=what, missing=missing, unit=self._unit(stream))

    def to_json(self) -> dict[str, Any]:
        """The same as one object."""
        return {
            "verdict": self.verdict(),
            "directory": str(self.explained.run.directory),
            "status": "interrupted" if self.explained.is_cut_short else "complete",
            "solves": self.explained.solves,
            "streams": [self._stream_json(stream) for stream in self.explained.streams],
            "binding": [
                {
                    "limit": each.limit,
                    "what": self.texts(words.LIMITS[each.limit]),
                    "missing": _rounded(each.missing),
                    "missing_in_every_plan": _rounded(each.least),
                    **_worth_json(each.worth),
                }
                for each in self.explained.binding
            ],
            "prices": [
                {
                    "kind": each.item.kind,
                    "subject": each.item.subject,
                    "what": self.texts(told(self.scenario, each.item)),
                    "patch": each.item.patch,
                    **_worth_json(each.worth),
                }
                for each in self.explained.prices
            ],
        }

    def _stream_json(self, stream: StreamExplained) -> dict[str, Any]:
        common = stream.common
        return {
            "stream": stream.short.stream,
            "missed": stream.short.kind,
            "missing": _thousandths(stream.short.missing),
            "missing_at_this_level": _thousandths(stream.missing_at_this_level),
            "missing_in_every_plan": _thousandths(stream.least),
            "chance": stream.short.chance,
            "asked": stream.short.asked,
            "places": {place: _thousandths(people) for (place, _), people in stream.missing_by_place.items()},
            "common_share": None
            if common is None
            else {"share": round(common.share, 4), "at_most": round(common.at_most, 4), "held_back_by": common.places},
            "remedies": [
                {
                    "kind": remedy.kind,
                    "amount": _thousandths(remedy.amount),
                    "units": dict(remedy.units),
                    "patches": [item.patch for item in remedy.items],
                    "is_reached": remedy.is_reached,
                    "missing": _thousandths(remedy.missing),
                    "proved_least": remedy.is_least,
                    "proved_hopeless": remedy.is_hopeless,
                    "in_vain": remedy.is_in_vain,
                }
                for remedy in stream.remedies
            ],
            "confirmed": [
                {
                    "kind": confirmed.remedy.kind,
                    "amount": _thousandths(confirmed.remedy.amount),
                    "missing": _thousandths(confirmed.missing),
                    "chance": confirmed.chance,
                }
                for confirmed in stream.confirmed
            ],
        }

    def _unit(self, stream: StreamExplained) -> str:
        return self.scenario.campaign.streams[stream.short.stream].unit

    def _name(self, stream: StreamExplained) -> str:
        return self.scenario.campaign.streams[stream.short.stream].name

    def _missed(self, stream: StreamExplained) -> str:
        short = stream.short
        if short.kind == "chance":
            assert short.chance is not None
            assert short.asked is not None
            chance, asked = self.texts.chance(short.chance), self.texts.chance(short.asked)
            return self.texts(words.CHANCE_MISSED, stream=self._name(stream), chance=chance, asked=asked)
        told = {
            "stream": self._name(stream),
            "missing": self.texts.missing(short.missing),
            "unit": self._unit(stream),
        }
        if people_cut(stream.least) <= 0:
            return self.texts(words.TARGET_MISSED_SO_FAR, **told)
        return self.texts(words.TARGET_MISSED, **told, least=self.texts.people(stream.least))

    def _bound_by(self, stream: StreamExplained) -> str:
        gains = [(each, each.worth.people.get(stream.short.stream, 0.0)) for each in self.explained.binding]
        gains = sorted((each for each in gains if people_cut(each[1]) > 0), key=lambda each: -each[1])
        if not gains:
            return self.texts(words.NOTHING_BINDS)
        parts = [
            self.texts(words.LIMIT_WORTH, limit=self.texts(words.LIMITS[each.limit]), people=self.texts.people(people))
            for each, people in gains[:MOST_LIMITS]
        ]
        return self.texts(words.BINDS, limits="; ".join(parts))

    def _common(self, common: CommonShare) -> str:
        share, most = self.texts.percent(common.share), self.texts.percent(common.at_most)
        is_bounded = common.at_most < 1.0
        parts = [
            self.texts(words.COMMON_SHARE, share=share, most=most)
            if is_bounded
            else self.texts(words.COMMON_SHARE_SO_FAR, share=share)
        ]
        for place in common.places[:MOST_PLACES]:
            why = self._binds_there(place, common.stream) or self.texts(words.HELD_BACK_BY_NOTHING)
            parts.append(self.texts(words.HELD_BACK, place=self.scenario.places[place].name, why=why))
        return "; ".join(parts)

    def _binds_there(self, place: str, stream: str, most: int = 2) -> str:
        """What binds at one place, with what it gains there."""
        gains = [
            (each, people)
            for each in self.explained.binding
            for (where, other), people in each.worth.places.items()
            if (where, other) == (place, stream) and people_cut(people) > 0
        ]
        gains.sort(key=lambda each: -each[1])
        return ", ".join(
            self.texts(words.LIMIT_WORTH, limit=self.texts(words.LIMITS[each.limit]), people=self.texts.people(people))
            for each, people in gains[:most]
        )

    def _remedies(self, stream: StreamExplained) -> str:
        # What was tried in vain is no way out: it is told where there is none.
        is_reached = any(remedy.is_reached and remedy.kind != "accept" for remedy in stream.remedies)
        told = [each for each in stream.remedies if each.is_reached or each.is_hopeless or not is_reached]
        parts: list[str] = [self.texts(self._remedy(remedy, self._unit(stream))) for remedy in told]
        return reduce(lambda one, other: self.texts(words.OR, one=one, other=other), parts)

    def _remedy(self, remedy: Remedy, unit: str) -> Said:
        count, missing = round(remedy.amount), self.texts.missing(remedy.missing)
        match remedy.kind:
            case "officers" | "days" if remedy.is_in_vain:
                return words.IN_VAIN[remedy.kind]
            case "accept":
                return words.ACCEPT(people=self.texts.people(remedy.amount), unit=unit)
            case "officers" if remedy.is_hopeless:
                return words.OFFICERS_NOT_ENOUGH(missing=self.texts.people(remedy.missing))
            case "officers" if remedy.is_reached:
                units = [
                    self.texts(words.UNIT_COUNT, unit=self.scenario.units[unit].name, count=number)
                    for unit, number in remedy.units.items()
                ]
                return words.MORE_IN(what=words.remedy(remedy.kind, count), units=", ".join(units))
            case _ if not remedy.is_reached:
                return words.STILL_MISSING(what=words.remedy(remedy.kind, count), missing=missing)
            case _:
                what = words.remedy(remedy.kind, count)
                return words.LEAST_OF_ALL(what=what) if remedy.is_least else what

    def _everything(self) -> Iterator[Part]:
        for stream in self.explained.streams:
            yield ""
            yield Subheading(f"{self._name(stream)} ({self._unit(stream)})")
            yield from self._limits(stream)
            yield ""
            yield from self._price_list(stream)
            if stream.short.kind == "target":
                yield ""
                yield from self._places(stream)
            gap = stream.missing_at_this_level - stream.least
            yield ""
            if stream.short.kind == "chance":
                yield self.texts(words.AS_MANY_AS_POSSIBLE)
            else:
                if abs(stream.missing_at_this_level - stream.short.missing) >= 1.0:
                    missing = self.texts.missing(stream.missing_at_this_level)
                    yield self.texts(words.PUBLISHED_DIFFERS, missing=missing, unit=self._unit(stream))
                if gap >= 1.0:
                    yield self.texts(words.LESS_CERTAIN, gap=self.texts.number(gap), unit=self._unit(stream))
        yield self.texts(words.AT_THIS_LEVEL)

    def _limits(self, stream: StreamExplained) -> Iterator[Part]:
        key = stream.short.stream
        headings = [words.LIMIT_COLUMN, words.MORE_COLUMN, words.AT_MOST_COLUMN]
        # Where a chance is missed, everybody is planned for: what is missing to that is no figure to go by.
        with_missing = stream.short.kind == "target"
        rows = []
        for each in _most_first(self.explained.binding, key):
            if not _is_nothing(each.worth, key):
                cells = [self.texts(words.LIMITS[each.limit])]
                cells += [self.texts.people(people[key]) for people in (each.worth.people, each.worth.at_most)]
                missing = [self.texts.missing(each.missing[key]), self.texts.people(each.least[key])]
                rows.append(cells + (missing if with_missing else []))
        if with_missing:
            headings += [words.STILL_COLUMN, words.LEAST_COLUMN]
        yield Grid([self.texts(heading) for heading in headings], rows)

    def _price_list(self, stream: StreamExplained) -> Iterator[Part]:
        key = stream.short.stream
        headings = (words.ITEM_COLUMN, words.MORE_COLUMN, words.AT_MOST_COLUMN, words.DAYS_COLUMN, words.CHANCE_COLUMN)
        rows = [
            [
                self.texts(told(self.scenario, each.item)),
                self.texts.people(each.worth.people[key], 1),
                self.texts.people(each.worth.at_most[key]),
                self._days(each, key),
                self._points(each.worth.chance.get(key)),
            ]
            for each in _most_first(self.explained.prices, key)
            if not _is_nothing(each.worth, key, 1)
        ]
        if rows:
            yield Grid([self.texts(heading) for heading in headings], rows)
        if others := len(self.explained.prices) - len(rows):
            yield self.texts(words.OTHERS_NOTHING, count=others)

    def _days(self, priced: PricedItem, stream: StreamId) -> str:
        days = priced.worth.days.get(stream)
        return "–" if days is None or priced.item.kind == "campaign_day" else self.texts.number(days, 1)

    def _points(self, chance: float | None) -> str:
        return "–" if chance is None else self.texts(words.POINTS, points=self.texts.number(100 * chance, 1))

    def _places(self, stream: StreamExplained) -> Iterator[Part]:
        headings = (words.PLACE_COLUMN, words.MISSING_COLUMN, words.MOST_THERE_COLUMN)
        rows = [
            [self.scenario.places[place].name, self.texts.missing(people), self._binds_there(place, key, 1) or "–"]
            for (place, key), people in sorted(stream.missing_by_place.items(), key=lambda each: -each[1])
        ]
        yield Grid([self.texts(heading) for heading in headings], rows)


def _most_first(found: Sequence[Any], stream: str) -> list[Any]:
    return sorted(found, key=lambda each: -each.worth.people[stream])


def _is_nothing(worth: Worth, stream: StreamId, decimals: int = 0) -> bool:
    """Whether a change brings a stream nobody, in figures with so many decimals: such lines are left out."""
    return people_cut(worth.people[stream], decimals) <= 0 and abs(worth.chance.get(stream, 0.0)) < LEAST_CHANCE


def _thousandths(value: float) -> float:
    """As files hold figures."""
    return round(value, 3)


def _rounded(people: Any) -> dict[str, float]:
    return {key: _thousandths(value) for key, value in people.items()}


def _worth_json(worth: Worth) -> dict[str, Any]:
    return {
        "people": _rounded(worth.people),
        "at_most": _rounded(worth.at_most),
        "days_earlier": {key: None if days is None else round(days, 2) for key, days in worth.days.items()},
        "chance": {key: round(chance, 4) for key, chance in worth.chance.items()},
        "places": {f"{place}.{stream}": _thousandths(people) for (place, stream), people in worth.places.items()},
    }
