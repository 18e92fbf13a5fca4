"""A finished sweep in one line, for the terminal and the page alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from optimizer.texts import sweeps
from optimizer.texts.formats import Texts


class SweepVerdict:
    """What a sweep came to.

    Parameters
    ----------
    summary
        Content of ``sweep.json``.
    rows
        All cases.
    """

    def __init__(self, summary: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> None:
        self.summary, self.rows, self.texts = summary, rows, Texts(summary["language"])

    def text(self) -> str:
        """One line: what is least, or how many cases reach the target; what failed; whether all were planned."""
        least = [self._least(found) for found in self.summary["least"]]
        reached = sum(row["status"] == "reached" for row in self.rows)
        parts = [*(least or [self.texts(sweeps.REACHED, count=reached, total=len(self.rows))])]
        if self.summary["failed"]:
            parts.append(self.texts(sweeps.FAILED, count=self.summary["failed"]))
        if self.summary["taken_over"]:
            parts.append(self.texts(sweeps.TAKEN_OVER, count=self.summary["taken_over"]))
        if self.summary["status"] == "interrupted":
            parts.append(self.texts(sweeps.INTERRUPTED, done=self.summary["done"], total=self.summary["cases"]))
        return "; ".join(parts)

    def _least(self, found: Mapping[str, Any]) -> str:
        titles = self.summary["parameters"]
        where = ", ".join([f"{titles[name]} {value}" for name, value in found["values"].items()])
        named = f"{titles[found['parameter']]} ({where})" if where else titles[found["parameter"]]
        if not found["is_complete"]:
            return self.texts(sweeps.LEAST_OPEN, parameter=named)
        below = self._below(found)
        if found["least"] is None:
            return self.texts(sweeps.LEAST_NONE, parameter=named, below=below)
        return self.texts(sweeps.LEAST_FOUND, parameter=named, value=f"{found['least']:g}", below=below)

    def _below(self, found: Mapping[str, Any]) -> str:
        if found["not_enough"] is None:
            return self.texts(sweeps.LEAST_LOWEST)
        text = sweeps.LEAST_PROVED if found["is_proved"] else sweeps.LEAST_UNPROVED
        return self.texts(text, value=f"{found['not_enough']:g}", reasons=", ".join(found["reasons"]))
