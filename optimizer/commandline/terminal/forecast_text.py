"""What ``catruc forecast`` prints: what was forecast first, then each series, then what to know of the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from optimizer.commandline.terminal.tables import table
from optimizer.projection.projecting import LEVELS, MEDIAN, Projection
from optimizer.texts import projection as words
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language
from optimizer.workflows.forecast import COLUMNS, Forecast

MOST_SERIES = 30
"""Series that are shown; all stand in the file."""
_LOW, _HIGH = LEVELS.index(0.1), LEVELS.index(0.9)


class ForecastText:
    """A forecast in words."""

    def __init__(self, forecast: Forecast, language: Language) -> None:
        self.forecast, self.made = forecast, forecast.projections
        self.texts = Texts(language)

    def verdict(self) -> str:
        """One line: how much by when, how sure that is, and what it rests on."""
        found, by = self.made.projections, self.texts.day(self.made.by)
        if len(found) > 1:
            shares = [projection.quantiles[-1][MEDIAN] / projection.series.base for projection in found]
            least, most = self.texts.percent(min(shares)), self.texts.percent(max(shares))
            return self.texts(words.MANY_SERIES, count=len(found), by=by, least=least, most=most, basis=self._basis())
        return self.texts(
            words.ONE_SERIES,
            series=found[0].series.name,
            by=by,
            median=self._last(found[0], MEDIAN),
            base=self.texts.people(found[0].series.base),
            low=self._last(found[0], _LOW),
            high=self._last(found[0], _HIGH),
            basis=self._basis(),
        )

    def to_json(self) -> dict[str, Any]:
        """The same as an object, with all figures."""
        return {
            "verdict": self.verdict(),
            "file": str(self.forecast.output),
            "as_of": self.made.as_of.isoformat(),
            "by": self.made.by.isoformat(),
            "ended": len(self.made.ended),
            "series": [self._record(projection) for projection in self.made.projections],
            "notices": [notice.to_json(self.texts.language) for notice in self.forecast.notices],
        }

    def lines(self) -> Iterator[str]:
        """The verdict, a table of the last date, notices, and where the file is."""
        yield self.verdict()
        yield ""
        day = self.texts.short_day(self.made.by)
        headings = [
            self.texts(words.SERIES),
            self.texts(words.REPORTED),
            self.texts(words.MEDIAN_BY, day=day),
            self.texts(words.EIGHTY),
            self.texts(words.SHARE),
        ]
        yield from table(headings, [self._row(projection) for projection in self.made.projections[:MOST_SERIES]])
        if (more := len(self.made.projections) - MOST_SERIES) > 0:
            yield self.texts(words.MORE_SERIES, count=more)
        if self.forecast.notices:
            yield ""
            yield self.texts(words.NOTICES)
            for notice in self.forecast.notices:
                yield notice.in_language(self.texts.language)
        yield ""
        yield self.texts(words.FILE, file=self.forecast.output)

    def _basis(self) -> str:
        count = max(projection.teachers for projection in self.made.projections)
        as_of = self.texts.day(self.made.as_of)
        template = words.FROM_ENDED if count else words.FROM_PACE
        return self.texts(template, as_of=as_of, count=count) if count else self.texts(template, as_of=as_of)

    def _last(self, projection: Projection, level: int) -> str:
        return self.texts.people(float(projection.quantiles[-1][level]))

    def _row(self, projection: Projection) -> list[str]:
        return [
            projection.series.name,
            self.texts.people(float(projection.series.counts[-1])),
            self._last(projection, MEDIAN),
            f"{self._last(projection, _LOW)}–{self._last(projection, _HIGH)}",
            self.texts.percent(float(projection.quantiles[-1][MEDIAN]) / projection.series.base),
        ]

    @staticmethod
    def _record(projection: Projection) -> dict[str, Any]:
        rows = [
            {"date": day.isoformat()} | dict(zip(COLUMNS[2:], (round(float(value), 3) for value in row), strict=True))
            for day, row in zip(projection.dates, projection.quantiles, strict=True)
        ]
        series = projection.series
        return {
            "series": series.name,
            "place": series.place,
            "base": series.base,
            "reported": float(series.counts[-1]),
            "teachers": projection.teachers,
            "forecast": rows,
        }
