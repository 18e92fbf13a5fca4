"""A finished sweep in one line, for the terminal and the page alike."""

from __future__ import annotations

from collections import Counter
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
        """One line: how sure the cases are; what is least, or how many reach the target; what failed or was left."""
        least = [self._least(found) for found in self.summary["least"]]
        reached = sum(row["status"] == "reached" for row in self.rows)
        parts = [self._chances(), *(least or [self.texts(sweeps.REACHED, count=reached, total=len(self.rows))])]
        if self.summary["failed"]:
            parts.append(self.texts(sweeps.FAILED, count=self.summary["failed"]))
        if self.summary["taken_over"]:
            parts.append(self.texts(sweeps.TAKEN_OVER, count=self.summary["taken_over"]))
        if self.summary["status"] == "interrupted":
            parts.append(self.texts(sweeps.INTERRUPTED, done=self.summary["done"], total=self.summary["cases"]))
        return "; ".join(parts)

    def _chances(self) -> str:
        """Those of the case that is surest, by its least sure stream, and of the one that is not."""
        known = [row for row in self.rows if row.get("chance") is not None]
        if not known:
            return self.texts(sweeps.CHANCE_UNKNOWN)
        best = max(known, key=lambda row: row["chance"])
        worst = min(row["chance"] for row in known)
        if worst == best["chance"]:
            return self.texts(sweeps.CHANCES_ALIKE, best=self.texts.chance(worst))
        told = {"best": self.texts.chance(best["chance"]), "worst": self.texts.chance(worst)}
        return self.texts(sweeps.CHANCES, case=best["case"], **told)

    def _least(self, found: Mapping[str, Any]) -> str:
        titles = self.summary["parameters"]
        where = ", ".join([f"{titles[name]} {value}" for name, value in found["values"].items()])
        named = f"{titles[found['parameter']]} ({where})" if where else titles[found["parameter"]]
        if not found["is_complete"]:
            return self.texts(sweeps.LEAST_OPEN, parameter=named)
        below = self._below(found)
        if found["least"] is None:
            return self.texts(sweeps.LEAST_NONE, parameter=named, below=below)
        value = f"{found['least']:g}"
        if found.get("leaving"):
            value = self.texts(sweeps.ENOUGH_WITHOUT, value=value, units=self._units(found["leaving"]))
        return self.texts(sweeps.LEAST_FOUND, parameter=named, value=value, below=below)

    def _units(self, leaving: Sequence[Mapping[str, str]]) -> str:
        """How many leave each unit, most first."""
        counts = Counter(officer["unit"] for officer in leaving).most_common()
        return ", ".join(self.texts(sweeps.OF_UNIT, number=number, unit=unit) for unit, number in counts)

    def _below(self, found: Mapping[str, Any]) -> str:
        if found["not_enough"] is None:
            return self.texts(sweeps.LEAST_LOWEST)
        value, reasons = f"{found['not_enough']:g}", ", ".join(found["reasons"])
        if "choices" not in found:
            text = sweeps.LEAST_PROVED if found["is_proved"] else sweeps.LEAST_UNPROVED
            return self.texts(text, value=value, reasons=reasons)
        if found["is_proved"]:
            return self.texts(sweeps.LEAST_PROVED_WHOEVER, value=value, reasons=reasons)
        proved = found["proved_whoever_leaves"]
        reach = sweeps.PROOF_REACHES_NOTHING() if proved is None else sweeps.PROOF_REACHES(value=f"{proved:g}")
        told = {"count": found["choices"], "reasons": reasons, "reach": self.texts(reach)}
        return self.texts(sweeps.LEAST_UNPROVED_CHOICES, value=value, **told)
