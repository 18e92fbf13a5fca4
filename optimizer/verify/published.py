"""Compares the files of a run with one another: all with their hashes, the verifier's report with a new one.

The report is held against the new one only where the plan itself still verifies: it cannot say the same of rows that
were changed, and each change is named once.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from optimizer.run.record import RECORD_FILE, RunRecord
from optimizer.run.safe_files import read_file
from optimizer.run.seal import FILES, OWN, SCENARIO_FILE, VERIFICATION_FILE, Seal, read_seal
from optimizer.texts import findings as texts
from optimizer.texts.messages import Message
from optimizer.verify.discrepancies import ROW_TOLERANCE, Discrepancies
from optimizer.verify.report import Verification
from optimizer.verify.run_claims import leaves

_COUNTED = ("rules", "figures", "tiers", "finish_date", "total_target", "not_yet_eligible", "passed")
_KEYS = {"rules": ("rule",), "tiers": ("name",)}
_IN_WORDS = frozenset({"evidence", "unit", "terms"})


def compare_published(folder: Path, record: RunRecord, report: object, found: Verification) -> Verification:
    """The verification of the plan, with what the other files of its folder say wrongly.

    Parameters
    ----------
    folder
        The run folder.
    record, report
        What ``run.json`` and ``verification.json`` say.
    found
        What was found on the plan itself.
    """
    discrepancies = Discrepancies()
    hashes = {"scenario_hash": (record.scenario_hash, _hash_of_content(folder / SCENARIO_FILE))}
    discrepancies.compare(RECORD_FILE, None, texts.SCENARIO_CHANGED(file=SCENARIO_FILE), hashes, 0.0)
    if found.passed and not discrepancies.figures:
        _compare_report(report, found.to_json(), discrepancies)
    _compare_seal(folder, discrepancies)
    return replace(
        found,
        figures=(*discrepancies.figures, *found.figures),
        figures_compared=Counter(found.figures_compared) + discrepancies.compared,
    )


def _compare_seal(folder: Path, discrepancies: Discrepancies) -> None:
    """Find every file that is not as it was published, is missing, or was added."""
    seal = read_seal(folder)
    for name in sorted({*seal.claimed, *seal.found}):
        found = seal.found.get(name)
        pair = {f"{FILES}.{name}": (seal.claimed.get(name), found if found is None else str(found))}
        discrepancies.compare(RECORD_FILE, None, _what_became_of(name, seal), pair, 0.0)
    own = {OWN: (seal.claimed_own, seal.found_own)}
    about = (texts.NO_HASHES if seal.claimed_own is None else texts.FILE_CHANGED)(file=RECORD_FILE)
    discrepancies.compare(RECORD_FILE, None, about, own, 0.0)


def _what_became_of(name: str, seal: Seal) -> Message:
    """What is to be said of a file whose hash is not the published one."""
    if not seal.claimed:
        return texts.NO_HASHES(file=RECORD_FILE)
    if name not in seal.claimed:
        return texts.FILE_ADDED(file=name)
    return (texts.FILE_CHANGED if name in seal.found else texts.FILE_GONE)(file=name)


def _compare_report(claimed: object, recomputed: Mapping[str, Any], discrepancies: Discrepancies) -> None:
    claims = claimed if isinstance(claimed, Mapping) else {}
    for part in _COUNTED:
        expected = leaves(part, _counted(recomputed[part]), _KEYS)
        written = leaves(part, _counted(claims.get(part)), _KEYS)
        for path in dict.fromkeys([*expected, *written]):
            pair = {path: (written.get(path), expected.get(path))}
            discrepancies.compare(VERIFICATION_FILE, None, None, pair, ROW_TOLERANCE)


def _counted(value: Any) -> Any:
    """The part of a report that can be right or wrong, without the words that go with it."""
    if isinstance(value, Mapping):
        return {name: _counted(below) for name, below in value.items() if name not in _IN_WORDS}
    if isinstance(value, list | tuple):
        return [_counted(entry) for entry in value if not _says_nothing(entry)]
    return value


def _says_nothing(entry: Any) -> bool:
    """Whether this is a rule of structure without a breach; which of them there are depends on the version."""
    silent = {"kind": "structure", "enforcement": "hard", "amount": 0.0, "breaches": []}
    return isinstance(entry, Mapping) and {**entry, **silent} == entry


def _hash_of_content(scenario: Path) -> str:
    """SHA-256 of the lines of the resolved scenario that are neither blank nor comments."""
    lines = read_file(scenario).decode("utf-8-sig").splitlines()
    content = "\n".join(line for line in lines if line and not line.startswith("#"))
    return hashlib.sha256(content.encode()).hexdigest()
