"""Cells of the table of cases in words, for the terminal and the page alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from optimizer.sweep.results import CHANCE_OF, CaseRow
from optimizer.texts import documents, outcomes, sweeps
from optimizer.texts.figures import NOTHING, tier_text
from optimizer.texts.formats import Texts
from optimizer.texts.objectives import TIERS

_VERDICTS = {"PASS": documents.ACCEPTED, "FAIL": documents.REFUSED}


def status_cell(texts: Texts, row: CaseRow) -> str:
    """What a case came to."""
    return texts(outcomes.STATUSES[row["status"]])


def figure_cell(texts: Texts, row: CaseRow, name: str) -> str:
    """One of :data:`optimizer.texts.sweeps.FIGURES`."""
    value: Any = row.get(name)
    if value is None:
        return NOTHING
    if name == "finish_date":
        return texts.day(date.fromisoformat(value))
    if name == "share":
        return texts.percent(value)
    return tier_text(texts, name, value) if name in TIERS else texts.number(value)


def chance_columns(texts: Texts, streams: Mapping[str, str], rows: Iterable[CaseRow]) -> dict[str, str]:
    """Column and heading of each stream's chance by the last day; none where no chance is known.

    Parameters
    ----------
    texts, streams, rows
        The language, the names of the streams, and all cases.
    """
    known = {column for row in rows for column in row}
    columns = {CHANCE_OF.format(stream=stream): name for stream, name in streams.items()}
    return {column: texts(sweeps.CHANCE_OF, stream=name) for column, name in columns.items() if column in known}


def chance_cell(texts: Texts, row: CaseRow, column: str) -> str:
    """One stream's chance."""
    chance = row.get(column)
    return NOTHING if chance is None else texts.chance(chance)


def acceptance_cell(texts: Texts, row: CaseRow) -> str:
    """Whether a case passes its acceptance rules, and those it does not."""
    told = row.get("acceptance")
    if told is None:
        return NOTHING
    verdict, _, rules = told.partition(": ")
    return ": ".join(filter(None, (texts(_VERDICTS[verdict]), rules)))
