"""What ``catruc sweep`` prints: the verdict, what is least, the cases, and where the files are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from optimizer.commandline.terminal.tables import table
from optimizer.sweep.cells import acceptance_cell, chance_cell, chance_columns, figure_cell, status_cell
from optimizer.sweep.results import CaseRow, value_text
from optimizer.sweep.verdict import SweepVerdict
from optimizer.texts import documents, sweeps
from optimizer.texts.figures import NOTHING
from optimizer.texts.formats import Texts

MOST_CASES = 40
"""Cases that are listed; the files have them all."""
FIGURES = ("finish_date", "share", "places_short", "shortfall", "burden", "officers")
"""Figures shown beside the inputs."""


class SweepText:
    """A finished sweep in words."""

    def __init__(self, summary: Mapping[str, Any], rows: Sequence[CaseRow], directory: Path) -> None:
        self.summary, self.rows, self.directory = summary, rows, directory
        self.texts = Texts(summary["language"])
        self.chances = chance_columns(self.texts, summary["streams"], rows)

    def lines(self) -> Iterator[str]:
        """The verdict, the cases, and where the files are."""
        yield self.verdict()
        yield ""
        yield from self._cases()
        yield ""
        for row in self.rows:
            if row["status"] == "failed":
                yield self.texts(sweeps.CASE_FAILED, case=row["case"], error=row["error"])
        yield self.texts(sweeps.FILES, directory=self.directory)

    def verdict(self) -> str:
        """One line."""
        return SweepVerdict(self.summary, self.rows).text()

    def _cases(self) -> Iterator[str]:
        texts, parameters = self.texts, self.summary["parameters"]
        headings = [texts(sweeps.CASE), texts(sweeps.SCENARIO), *parameters.values(), texts(sweeps.SEED)]
        headings += [texts(documents.RESULT), *self.chances.values()]
        headings += [texts(sweeps.FIGURES[name]) for name in FIGURES]
        yield from table([*headings, texts(sweeps.ACCEPTANCE)], [self._cells(row) for row in self.rows[:MOST_CASES]])
        if len(self.rows) > MOST_CASES:
            yield self.texts(sweeps.MORE_CASES, count=len(self.rows) - MOST_CASES)

    def _cells(self, row: CaseRow) -> list[str]:
        varied = (value_text(row.get(name)) or NOTHING for name in self.summary["parameters"])
        inputs = [str(row["case"]), row["scenario"], *varied, str(row["seed"])]
        figures = [chance_cell(self.texts, row, column) for column in self.chances]
        figures += [figure_cell(self.texts, row, name) for name in FIGURES]
        return [*inputs, status_cell(self.texts, row), *figures, acceptance_cell(self.texts, row)]
