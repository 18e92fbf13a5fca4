"""Compares what ``run.json`` claims of the plan as a whole, tiers apart, with what was recomputed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from optimizer.run.record import RECORD_FILE, RunRecord
from optimizer.verify.discrepancies import ROW_TOLERANCE, TOTAL_TOLERANCE, Discrepancies

_KEYS: Mapping[str, tuple[str, ...]] = {"places": ("stream", "place"), "overtime_over_cap": ("officer", "month")}
"""Lists of entries that are told apart by these of their fields."""


def compare_run(record: RunRecord, recomputed: Mapping[str, object], discrepancies: Discrepancies) -> None:
    """Compare each part of the record that was recomputed; what is missing there or here is a wrong figure too."""
    claims = record.to_json()
    for part, value in recomputed.items():
        claimed, expected = leaves(part, claims[part], _KEYS), leaves(part, value, _KEYS)
        for path in dict.fromkeys([*expected, *claimed]):
            is_total = part in ("total", "streams") and not path.endswith(".share")
            tolerance = TOTAL_TOLERANCE if is_total else ROW_TOLERANCE
            discrepancies.compare(RECORD_FILE, None, None, {path: (claimed.get(path), expected.get(path))}, tolerance)


def leaves(path: str, value: object, keys: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
    """Every value below a path by its own dotted path.

    Parameters
    ----------
    path, value
        Where the value stands, and the value.
    keys
        Per path of a list the fields that tell its entries apart; entries of other lists are numbered.
    """
    if isinstance(value, Mapping):
        entries = {str(name): below for name, below in value.items()}
    elif isinstance(value, list | tuple):
        entries = _by_key(value, keys.get(path, ()))
    else:
        return {path: value}
    found: dict[str, object] = {}
    for name, below in entries.items():
        found |= leaves(f"{path}.{name}", below, keys)
    return found


def _by_key(entries: Sequence[object], keys: tuple[str, ...]) -> dict[str, object]:
    named: dict[str, object] = {}
    for number, entry in enumerate(entries):
        if not isinstance(entry, Mapping) or not keys or not all(key in entry for key in keys):
            named[f"[{number}]"] = entry
            continue
        name = ".".join(str(entry[key]) for key in keys)
        rest = {key: below for key, below in entry.items() if key not in keys}
        named[f"{name} (again)" if name in named else name] = rest
    return named
