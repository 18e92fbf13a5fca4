"""What is got ready while a solver runs is there afterwards, and a change does not hang on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from optimizer.workflows import ahead
from optimizer.workflows.ahead import getting_ready
from optimizer.workflows.revising import OpenRun, open_run
from tests.cli.conftest import rows_of
from tests.cli.running import catruc


def test_what_hangs_on_the_published_plan_alone_is_known(roomy: Path) -> None:
    opened = open_run(roomy, lambda event: None)
    with getting_ready(opened):
        pass
    assert {"memory", "known"} <= vars(opened).keys()
    assert opened.known is not None
    assert opened.known.plan == opened.plan
    assert "found" in vars(opened.known)


def test_what_fails_ahead_is_done_when_it_is_needed(roomy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(opened: OpenRun) -> None:
        raise MemoryError

    other = Path(shutil.copytree(roomy, roomy.with_name("other")))
    row = rows_of(roomy)[-1]
    line = f"replan {{run}} --from {row['date']} --absent {row['officer']}:{row['date']} -q"
    assert catruc(line, run=roomy).exit_code == 0
    monkeypatch.setattr(ahead, "_get_ready", fail)
    assert catruc(line, run=other).exit_code == 0
    for name in ("roster.csv", "openings.csv", "simulation.csv"):
        assert (other / name).read_bytes() == (roomy / name).read_bytes()
