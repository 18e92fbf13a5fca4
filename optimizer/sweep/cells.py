"""Cells of the table of cases in words, for the terminal and the page alike."""

from __future__ import annotations

from datetime import date
from typing import Any

from optimizer.sweep.results import CaseRow
from optimizer.texts import documents, outcomes
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


def acceptance_cell(texts: Texts, row: CaseRow) -> str:
    """Whether a case passes its acceptance rules, and those it does not."""
    told = row.get("acceptance")
    if told is None:
        return NOTHING
    verdict, _, rules = told.partition(": ")
    return ": ".join(filter(None, (texts(_VERDICTS[verdict]), rules)))
