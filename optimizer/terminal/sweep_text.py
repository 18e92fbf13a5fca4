"""What ``catruc sweep`` prints: the verdict, what is least, the cases, and where the files are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from optimizer.publish.texts import Texts
from optimizer.terminal.phrases import phrase
from optimizer.terminal.tables import table

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
        """One line: what is least, or how many cases reach the target; what failed; whether all were planned."""
        least = [self._least(found) for found in self.summary["least"]]
        counts = Counter(row["status"] for row in self.rows)
        reached = counts["reached"] + counts["partly"]
        parts = [*(least or [self._say("sweep_reached", count=reached, total=len(self.rows))])]
        if self.summary["failed"]:
            parts.append(self._say("sweep_failed", count=self.summary["failed"]))
        if self.summary["taken_over"]:
            parts.append(self._say("sweep_taken_over", count=self.summary["taken_over"]))
        if self.summary["status"] == "interrupted":
            parts.append(self._say("sweep_interrupted", done=self.summary["done"], total=self.summary["cases"]))
        return "; ".join(parts)

    def _least(self, found: Mapping[str, Any]) -> str:
        titles = self.summary["parameters"]
        where = ", ".join([f"{titles[name]} {value}" for name, value in found["values"].items()])
        named = f"{titles[found['parameter']]} ({where})" if where else titles[found["parameter"]]
        if not found["is_complete"]:
            return self._say("least_open", parameter=named)
        below = self._below(found)
        if found["least"] is None:
            return self._say("least_none", parameter=named, below=below)
        return self._say("least_found", parameter=named, value=f"{found['least']:g}", below=below)

    def _below(self, found: Mapping[str, Any]) -> str:
        if found["not_enough"] is None:
            return self._say("least_lowest")
        name = "least_proved" if found["is_proved"] else "least_unproved"
        return self._say(name, value=f"{found['not_enough']:g}", reasons=", ".join(found["reasons"]))

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
