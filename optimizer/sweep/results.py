"""The results as a table: one row per case, what was put in beside what came out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from optimizer.acceptance.outcome import outcome_of
from optimizer.run.csv_files import safe_cell
from optimizer.run.record import AcceptanceResult, RunRecord
from optimizer.scenario.reading.tree import Plain
from optimizer.scenario.writing.yaml_text import inline_text
from optimizer.sweep.grid import Case

CaseRow = Mapping[str, Any]
"""A row by column; the parameters stand between :data:`INPUTS` and :data:`OUTPUTS`. Beside these it has ``odds``, how
sure the plan is in a word; the table has the figure."""

INPUTS = ("case", "scenario", "seed")
OUTPUTS = (
    "status",
    "error",
    "acceptance",
    "chance",
    "finish_date",
    "share",
    "places_short",
    "standing",
    "shortfall",
    "shortfall_gap",
    "burden",
    "burden_gap",
    "fairness",
    "fairness_gap",
    "officers",
    "seconds",
    "plan",
)
CHANCE_OF = "chance({stream})"
"""Column of one stream's chance, which stands behind all these; no parameter can have such a name."""
RESULT_COLUMNS = (*INPUTS, *OUTPUTS)
"""Names that no parameter may have."""


def row_of(case: Case, record: Mapping[str, Any]) -> CaseRow:
    """The row of a case; what a failed one has not is empty."""
    inputs = {"case": case.number, "scenario": case.base.stem, "seed": case.seed, **case.values}
    if (error := record["error"]) is not None:
        told = " | ".join(f"{p['where']}: {p['what']}; {p['remedy']}" for p in error["problems"])
        return {
            **inputs,
            "status": "failed",
            "error": told,
            "seconds": record.get("seconds"),
            "plan": record.get("key"),
        }
    run = RunRecord.from_json(record["run"])
    tiers = {tier.name: tier for tier in run.tiers}
    outcome = outcome_of(run)
    chances = {CHANCE_OF.format(stream=found.stream): odds.last_day.chance for found, odds in outcome.least_sure_first}
    return {
        **inputs,
        "status": outcome.status,
        "odds": outcome.odds,
        "acceptance": _acceptance(run.acceptance),
        "chance": next(iter(chances.values()), None),
        **chances,
        "finish_date": None if outcome.totals_on is None else outcome.totals_on.isoformat(),
        "share": outcome.least_share,
        "places_short": outcome.short,
        "standing": tiers["standing"].value,
        **{name: tiers[name].value for name in ("shortfall", "burden", "fairness")},
        **{
            f"{name}_gap": tiers[name].gap if tiers[name].is_bounded else None
            for name in ("shortfall", "burden", "fairness")
        },
        "officers": record["officers"],
        "seconds": record["seconds"],
        "plan": record["key"],
    }


def _acceptance(results: Sequence[AcceptanceResult]) -> str | None:
    if not results:
        return None
    failed = [result.rule for result in results if not result.passed]
    return f"FAIL: {', '.join(failed)}" if failed else "PASS"


def value_text(value: Plain) -> str:
    """A value as it is written in a scenario, without quotes if it is plain text."""
    return "" if value is None else value if isinstance(value, str) else inline_text(value)


def results_csv(rows: Iterable[CaseRow], parameters: Sequence[str]) -> str:
    """``results.csv``, for spreadsheet programs with a mark at its start."""
    stream = io.StringIO()
    rows = list(rows)
    streams = dict.fromkeys(column for row in rows for column in row if column.startswith("chance("))
    columns = (*INPUTS, *parameters, *OUTPUTS, *sorted(streams))
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({column: _cell(row.get(column)) for column in columns})
    return "\ufeff" + stream.getvalue()


def _cell(value: Plain) -> str:
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return safe_cell(value) if isinstance(value, str) else value_text(value)
