"""What ``catruc calibrate`` prints: how many come, as against the scenario; then each value, old and new."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from optimizer.commandline.terminal.tables import table
from optimizer.publish.content.lookups import place_name
from optimizer.run.typed_json import object_of
from optimizer.texts import findings
from optimizer.texts import tracking as words
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language
from optimizer.track.calibrated import RevisedValue
from optimizer.workflows.calibrate import CalibratedRun


class CalibrateText:
    """A calibration in words.

    Parameters
    ----------
    calibrated, language
        The calibration, and the reader's language.
    """

    def __init__(self, calibrated: CalibratedRun, language: Language) -> None:
        self.calibrated, self.texts = calibrated, Texts(language)
        self._found = calibrated.calibration

    def verdict(self) -> str:
        """One line: at what level people come."""
        texts, streams = self.texts, self.calibrated.scenario.campaign.streams
        levels = [
            texts(words.LEVEL, stream=streams[stream].name, **self._percents(level, low, high))
            for stream, level, low, high in self._found.levels
        ]
        assert self._found.first is not None
        assert self._found.last is not None
        first, last = texts.short_day(self._found.first), texts.short_day(self._found.last)
        told = "; ".join(levels) or texts(words.NO_LEVEL)
        return texts(words.CALIBRATED, days=self._found.days, first=first, last=last, levels=told)

    def lines(self) -> Iterator[str]:
        """The verdict, tables of old and new values, spreads, and where the overlay lies."""
        yield self.verdict()
        headings = [self.texts(text) for text in (words.PARAMETER, words.OLD_VALUE, words.NEW_VALUE, words.INTERVAL)]
        for kind, title in words.REVISED_KINDS.items():
            if rows := [self._cells(each) for each in self._found.revised if each.kind == kind]:
                yield ""
                yield self.texts(title)
                yield from table(headings, rows)
        yield ""
        dispersion = self.texts.number(self._found.dispersion, 1)
        yield self.texts(words.DISPERSION, dispersion=dispersion, weeks=self.texts.percent(self._found.week_spread))
        for field, old, new in self._found.spreads:
            told = {"old": self.texts.number(old, 3), "new": self.texts.number(new, 3)}
            yield self.texts(words.SPREAD_CHANGED, field=field, **told)
        yield self.texts(words.OVERLAY_WRITTEN, file=self.calibrated.overlay)

    def to_json(self) -> dict[str, Any]:
        """The same as an object."""
        found = self._found
        return {
            "verdict": self.verdict(),
            "overlay": str(self.calibrated.overlay),
            "reports": found.days,
            "levels": [
                {"stream": stream, "level": level, "low": low, "high": high}
                for stream, level, low, high in found.levels
            ],
            "revised": [object_of(each) for each in found.revised],
            "spreads": [{"field": field, "old": old, "new": new} for field, old, new in found.spreads],
            "dispersion": found.dispersion,
            "week_spread": found.week_spread,
        }

    def _percents(self, level: float, low: float, high: float) -> dict[str, str]:
        return {name: self.texts.percent(value) for name, value in (("level", level), ("low", low), ("high", high))}

    def _cells(self, each: RevisedValue) -> list[str]:
        old, new, low, high = (self.texts.number(value, 4) for value in (each.old, each.new, each.low, each.high))
        return [self._name(each), old, new, f"{low}–{high}"]

    def _name(self, each: RevisedValue) -> str:
        scenario, path = self.calibrated.scenario, each.path
        streams = scenario.campaign.streams
        parts: tuple[str, ...]
        match each.kind:
            case "arrival":
                segment = scenario.turnout[path[1]].segments[path[3]].name or path[3]
                kind = self.texts.either(findings.DAY_TYPES, path[5])
                parts = (streams[path[1]].name, segment, kind, scenario.shifts[path[6]].name)
            case "place":
                parts = (place_name(scenario, path[1]), streams[path[3]].name)
            case "visits":
                parts = (path[1], path[3])
            case "organisation":
                parts = (scenario.organisations[path[1]].name,)
            case _:
                parts = (streams[path[1]].name,)
        return " · ".join(parts)
