"""What ``catruc sweep`` prints: the verdict, what is least, the cases, and where the files are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from optimizer.commandline.terminal.tables import table
from optimizer.sweep.verdict import SweepVerdict
from optimizer.texts.phrases import phrase
from optimizer.texts.texts import Texts

MOST_CASES = 40
"""Cases that are listed; the files have them all."""
FIGURES = ("status", "finish_date", "share", "shortfall", "burden", "officers", "acceptance")
"""Columns shown beside the inputs."""


class SweepText:
    """A finished sweep in words."""

    def __init__(self, summary: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], directory: Path) -> None:
        self.summary, self.rows, self.directory = summary, rows, directory
        self.language = summary["language"]
        self.texts = Texts(self.language)

    def lines(self) -> Iterator[str]:
        """The verdict, the cases, and where the files are."""
        yield self.verdict()
        yield ""
        yield from self._cases()
        yield ""
        for row in self.rows:
            if row["status"] == "failed":
                yield self._say("sweep_case_failed", case=row["case"], error=row["error"])
        yield self._say("sweep_files", directory=self.directory)

    def verdict(self) -> str:
        """One line."""
        return SweepVerdict(self.summary, self.rows).text()

    def _cases(self) -> Iterator[str]:
        inputs = ["case", "scenario", *self.summary["parameters"], "seed"]
        shown = self.rows[:MOST_CASES]
        yield from table(
            [*inputs, *FIGURES], [[self._cell(row.get(name)) for name in (*inputs, *FIGURES)] for row in shown]
        )
        if len(self.rows) > MOST_CASES:
            yield self._say("more", count=len(self.rows) - MOST_CASES)

    def _cell(self, value: object) -> str:
        if value is None:
            return "–"
        return self.texts.number(value, 3) if isinstance(value, float) else str(value)

    def _say(self, name: str, /, **values: object) -> str:
        return phrase(self.language, name, **values)
