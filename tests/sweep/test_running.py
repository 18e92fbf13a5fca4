"""Keeping a pool busy: a stop waits for nothing that it gives up, and a pool that is gone is told as such."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Future
from pathlib import Path
from typing import Any, cast

import pytest

from optimizer.errors import ClusterError
from optimizer.stopping import StopRequest
from optimizer.sweep.cluster import WorkerPool
from optimizer.sweep.grid import Case, GridAgenda
from optimizer.sweep.job import Job
from optimizer.sweep.records import Records
from optimizer.sweep.running import AHEAD, Runner, Tally
from optimizer.sweep.schema import Sweep

SWEEP = Sweep.model_validate(
    {
        "purpose": "How long?",
        "base": "world.yaml",
        "parameters": {"finish_by": {"kind": "set", "path": "campaign.finish_by"}},
        "grid": {"finish_by": ["2024-04-05", "2024-04-06"]},
        "seeds": [1, 2, 3],
    }
)


class Endless:
    """A pool in which no plan is ever finished."""

    slots = 1
    is_alive = True

    def __init__(self) -> None:
        self.futures: list[Future[dict[str, Any]]] = []

    def submit(self, work: object, job: object, key: str) -> Future[dict[str, Any]]:
        self.futures.append(Future())
        return self.futures[-1]


class Gone(Endless):
    """A pool whose scheduler went away a moment ago, which it has not noticed yet."""

    @property
    def slots(self) -> int:  # type: ignore[override]
        raise OSError("Timed out trying to connect")


def job_of(case: Case) -> Job:
    return Job("world", f"campaign: {case.number}", case.seed, {}, {}, "en")


def runner(pool: Endless, folder: Path, told: list[Tally], stop: StopRequest) -> Runner:
    records = Records(folder)
    records.prepare(may_resume=False)
    return Runner(cast("WorkerPool", pool), records, job_of, lambda case, record: None, told.append, stop, "en")


def test_a_stop_cancels_what_runs_and_waits_for_none_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, pool, told = StopRequest(), Endless(), list[Tally]()

    def wait(futures: Collection[Future[Any]], *_: object) -> tuple[set[Future[Any]], Collection[Future[Any]]]:
        assert not stop.is_requested, "somebody waits after the stop"
        stop.request()
        return set(), futures

    monkeypatch.setattr("optimizer.sweep.running.wait", wait)
    tally = runner(pool, tmp_path / "sweep", told, stop).run(GridAgenda(SWEEP, (Path("world.yaml"),)))
    assert (tally.total, tally.done) == (6, 0)
    assert told == [tally]
    assert [future.cancelled() for future in pool.futures] == [True] * AHEAD


def test_a_cluster_that_went_away_a_moment_ago_is_no_fault_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="the cluster went away"):
        runner(Gone(), tmp_path / "sweep", [], StopRequest()).run(GridAgenda(SWEEP, (Path("world.yaml"),)))
