"""``catruc compare`` of two revisions of one campaign says first whom the change concerns."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from optimizer.track.journal import open_journal
from tests.cli.running import QUICK, catruc


def duties(folder: Path) -> Counter[tuple[str, ...]]:
    with (folder / "roster.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    return Counter((row["officer"], row["date"], row["shift"], row["post"]) for row in rows)


def test_who_is_affected_stands_first(scenario: Path, run: Path, tmp_path: Path) -> None:
    line = f"plan {{scenario}} -o {{run}} {QUICK} -q --set shifts.evening.end=21:00"
    assert catruc(line, scenario=scenario, run=run).exit_code == 0
    first = open_journal(run).revision(1).folder
    text = catruc("compare {first} {run} -o {out} --lang en -q", first=first, run=run, out=tmp_path / "out").stdout
    before, after = duties(first), duties(run)
    people = {officer for officer, *_ in [*(before - after), *(after - before)]}
    expected = f"Revision 1 → 2: {len(people)} officers have" if people else "Revision 1 → 2: no officer has"
    assert text.startswith(expected)
    assert expected in (tmp_path / "out" / "comparison.html").read_text(encoding="utf-8")


def test_runs_of_two_journals_are_no_revisions_of_one(run: Path, scenario: Path, tmp_path: Path) -> None:
    text = catruc("compare {run} {run} -o {out} --lang en -q", run=run, out=tmp_path / "out").stdout
    assert "Revision" not in text.splitlines()[0]
