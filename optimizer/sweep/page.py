"""``report.html`` of a sweep: what each parameter does, the Pareto front and all cases, on one page without scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from optimizer.publish.html.templates import page_template
from optimizer.sweep.cells import acceptance_cell, chance_cell, chance_columns, figure_cell, status_cell
from optimizer.sweep.charts import axis_charts, front_chart
from optimizer.sweep.front import pareto_front
from optimizer.sweep.results import CaseRow, value_text
from optimizer.sweep.schema import Sweep
from optimizer.texts import documents, sweeps
from optimizer.texts.formats import Texts

MOST_ROWS = 400
"""Cases in the table of the page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table."""

    cells: tuple[str, ...]
    error: str = ""


def page_html(sweep: Sweep, summary: Mapping[str, Any], rows: Sequence[CaseRow], verdict: str) -> str:
    """The page.

    Parameters
    ----------
    sweep
        The sweep file.
    summary
        Content of ``sweep.json``.
    rows
        All cases.
    verdict
        The sentence that the command line prints first.
    """
    texts = Texts(summary["language"])
    page = _Page(sweep, texts, summary["parameters"], chance_columns(texts, summary["streams"], rows))
    front = pareto_front(rows)
    shows_leaving = any("leaving" in found for found in summary["least"])
    return page_template(Path(__file__).with_name("page.html")).render(
        language=summary["language"],
        texts=page.texts,
        sweeps=sweeps,
        name=summary["sweep"],
        purpose=sweep.purpose,
        verdict=verdict,
        outcome=_outcome(rows, summary["least"]),
        facts=page.facts(rows),
        least=[page.least(found, shows_leaving=shows_leaving) for found in summary["least"]],
        shows_leaving=shows_leaving,
        axes=page.axes(rows),
        front=front_chart(page.texts, rows) if front else None,
        columns=page.columns(),
        front_rows=[page.line(row) for row in front],
        rows=[page.line(row) for row in rows[:MOST_ROWS]],
        more=page.texts(sweeps.MORE_CASES, count=len(rows) - MOST_ROWS) if len(rows) > MOST_ROWS else "",
    )


def _outcome(rows: Sequence[CaseRow], least: Sequence[Mapping[str, Any]]) -> str:
    """CSS class of the verdict as a whole: of the searches if there are such, else of the cases."""
    good = [found["least"] is not None for found in least] or [_is_good(row) for row in rows]
    return "met" if all(good) else "mixed" if any(good) else "missed"


def _is_good(row: CaseRow) -> bool:
    """Whether a case is as sure as is asked for; where no chance is known, reaches every target in expectation."""
    odds = row.get("odds")
    return bool(row["status"] == "reached" if odds is None else odds == "sure")


class _Page:
    """Words and cells in one language."""

    def __init__(self, sweep: Sweep, texts: Texts, titles: Mapping[str, str], chances: Mapping[str, str]) -> None:
        self.sweep, self.texts, self.titles, self.chances = sweep, texts, titles, chances

    def facts(self, rows: Sequence[CaseRow]) -> list[tuple[str, str]]:
        counts = Counter(row["status"] for row in rows)
        seconds = [row["seconds"] for row in rows if row["seconds"] is not None]
        figures = {
            "cases": len(rows),
            "reached": counts["reached"],
            "failed": counts["failed"],
            "seconds": fmean(seconds) if seconds else 0.0,
        }
        return [(self.texts(sweeps.FACTS[name]), self.texts.number(value)) for name, value in figures.items()]

    def least(self, found: Mapping[str, Any], *, shows_leaving: bool) -> list[str]:
        others = ", ".join(f"{self.titles[name]} {value_text(value)}" for name, value in found["values"].items())
        title = self.titles[found["parameter"]]
        return [
            f"{title} ({others})" if others else title,
            *("–" if value is None else f"{value:g}" for value in (found["least"], found["not_enough"])),
            self._proof(found),
            ", ".join(found["reasons"]) or "–",
            *([", ".join(f"{one['name']} ({one['unit']})" for one in found["leaving"])] if shows_leaving else ()),
        ]

    def _proof(self, found: Mapping[str, Any]) -> str:
        """What is proved of the value that is not enough, or of which smaller one."""
        if found["not_enough"] is None:
            return "–"
        if found["is_proved"]:
            return self.texts(sweeps.PROVED)
        proved = found.get("proved_whoever_leaves")
        said = self.texts(sweeps.NOT_PROVED)
        return said if proved is None else f"{said}; {self.texts(sweeps.PROOF_REACHES, value=f'{proved:g}')}"

    def axes(self, rows: Sequence[CaseRow]) -> list[tuple[str, Any]]:
        """Charts of each parameter that takes more than one value."""
        axes = []
        for name, title in self.titles.items():
            # Values of a search come in any order, those of a list in the writer's.
            values = list({value_text(row[name]): row[name] for row in rows if name in row}.values())
            if self.sweep.least is not None and self.sweep.least.parameter == name:
                values.sort()
            if len(values) > 1:
                axes.append((title, axis_charts(self.texts, rows, name, values)))
        return axes

    def columns(self) -> list[tuple[str, bool]]:
        """Headings of the table of cases, and whether figures stand below them."""
        words = [
            self.texts(sweeps.CASE),
            self.texts(sweeps.SCENARIO),
            *self.titles.values(),
            self.texts(sweeps.SEED),
            self.texts(documents.RESULT),
        ]
        figures = [(label, True) for label in self.chances.values()]
        figures += [(self.texts(label), True) for label in sweeps.FIGURES.values()]
        return [*((word, False) for word in words), *figures, (self.texts(sweeps.ACCEPTANCE), False)]

    def line(self, row: CaseRow) -> Line:
        inputs = [str(row["case"]), row["scenario"], *(value_text(row.get(name)) for name in self.titles)]
        status = status_cell(self.texts, row)
        figures = [chance_cell(self.texts, row, column) for column in self.chances]
        figures += [figure_cell(self.texts, row, name) for name in sweeps.FIGURES]
        cells = (*inputs, str(row["seed"]), status, *figures, acceptance_cell(self.texts, row))
        return Line(cells, row.get("error") or "")
