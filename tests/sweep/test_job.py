"""A job on a worker: its scenario stays in memory."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from optimizer.scenario.loading import load_scenario, load_text
from optimizer.scenario.writing.resolved import resolved_text
from optimizer.sweep.job import job, plan_job
from optimizer.sweep.schema import Limits
from tests.worlds.small import lawful_rules, small_world, write_world


@pytest.fixture
def text(tmp_path: Path) -> str:
    """A commune for a week, resolved."""
    path = write_world(tmp_path / "campaign", small_world(1, 7, 4) | {"rules": lawful_rules()})
    return resolved_text(load_scenario(path))


def test_no_copy_of_the_scenario_is_written(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written, real = [], os.open

    def noted(path: str, flags: int, *arguments: int) -> int:
        written.append(path)
        return real(path, flags, *arguments)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "missing"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    monkeypatch.setattr(os, "open", noted)
    limits = Limits(time=2.0, workers=1, deterministic=True)
    record = plan_job(job("week", text, 1, limits, "en"))
    assert record["error"] is None
    assert record["run"]["scenario"] == "week"
    compiled = "__pycache__"
    assert [path for path in written if compiled not in str(path)] == []
    assert os.listdir(tmp_path) == ["campaign"]


def test_a_text_is_read_as_its_file_would_be(text: str, tmp_path: Path) -> None:
    (tmp_path / "week.yaml").write_text(text, encoding="utf-8")
    assert load_text(text, tmp_path / "week.yaml").scenario == load_scenario(tmp_path / "week.yaml").scenario
