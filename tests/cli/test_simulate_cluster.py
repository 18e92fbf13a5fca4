"""Simulating on a real scheduler with two workers, each a process of its own: the figures of this process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from tests.cli.clusters import Cluster, kill, scheduling
from tests.cli.running import all_files, catruc, start

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed the POSIX way")


def record_of(folder: Path) -> dict[str, Any]:
    found = json.loads((folder / "simulation.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def simulating(run: Path, cluster: Cluster, *words: str) -> subprocess.Popen[str]:
    """A process that has simulated a tenth of its campaigns."""
    process = start("simulate", run, *words, "--cluster", cluster.address, "--lang", "en")
    assert process.stderr is not None
    next(line for line in process.stderr if "campaigns" in line)
    return process


def test_a_cluster_makes_the_figures_of_this_process(
    cluster: Cluster, workers: dict[str, subprocess.Popen[bytes]], run: Path
) -> None:
    before = all_files(run)
    assert catruc("simulate {run} -n 20011 --seed 5 -q", run=run).exit_code == 0
    here = all_files(run)
    assert here != before
    assert catruc("simulate {run} -n 300 --seed 6 -q", run=run).exit_code == 0
    assert all_files(run) != here
    line = f"simulate {{run}} -n 20011 --seed 5 --cluster {cluster.address} --lang en"
    result = catruc(line, run=run)
    assert result.exit_code == 0
    assert "Simulating · 20,011 of 20,011 campaigns" in result.stderr
    assert all_files(run) == here
    with Client(cluster.address) as client:
        client.wait_for_workers(2, timeout=60)


def test_a_killed_worker_costs_no_campaign(cluster: Cluster, run: Path) -> None:
    assert catruc("simulate {run} -n 60000 --seed 5 -q", run=run).exit_code == 0
    here = all_files(run)
    assert catruc("simulate {run} -n 60 -q", run=run).exit_code == 0
    victim, heir = cluster.work("victim"), cluster.work("heir")
    try:
        with Client(cluster.address) as client:
            client.wait_for_workers(2, timeout=60)
        process = simulating(run, cluster, "-n", "60000", "--seed", "5")
        victim.send_signal(signal.SIGKILL)  # which has batches of its own, and more waiting
        stdout, stderr = process.communicate(timeout=120)
    finally:
        kill(victim)
        kill(heir)
    assert process.returncode == 0, stderr
    assert stdout
    assert all_files(run) == here


def test_ctrl_c_keeps_what_a_cluster_has_simulated(
    cluster: Cluster, workers: dict[str, subprocess.Popen[bytes]], run: Path
) -> None:
    process = simulating(run, cluster, "-n", "50000000", "--yes")
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=120)
    assert process.returncode == 0, stderr
    assert "stopped early on request: " in stdout.splitlines()[0]
    record = record_of(run)
    assert 0 < record["replications"] < record["asked"] == 50_000_000
    assert catruc("verify {run}", run=run).exit_code == 0


def test_what_is_wrong_with_the_cluster_is_told_and_the_run_kept(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.sweep.cluster.CONNECT_SECONDS", 1)
    before = all_files(run)
    result = catruc("simulate {run} --cluster tcp://127.0.0.1:9 --lang en", run=run)
    assert result.exit_code == 2
    assert "no scheduler answers there within 1 s" in result.stderr
    result = catruc("simulate {run} --cluster tcp://127.0.0.1:9 --workers 2 --lang en", run=run)
    assert result.exit_code == 2
    assert "--workers are threads of this machine" in result.stderr
    assert all_files(run) == before


def test_an_unknown_run_is_told_before_anybody_is_asked_to_simulate_it(tmp_path: Path) -> None:
    result = catruc("simulate {run} --cluster tcp://127.0.0.1:9 --lang en", run=tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
    assert "--cluster" not in result.stderr


def test_a_cluster_that_goes_away_leaves_the_run_as_it_was(run: Path, tmp_path: Path) -> None:
    before = all_files(run)
    with scheduling(tmp_path) as cluster:
        worker = cluster.work("only")
        try:
            process = simulating(run, cluster, "-n", "50000000", "--yes")
            kill(cluster.scheduler)
            stdout, stderr = process.communicate(timeout=120)
        finally:
            kill(worker)
    assert process.returncode == 2, stderr
    assert stdout == ""
    assert "the cluster went away" in stderr
    assert "Traceback" not in stderr
    assert all_files(run) == before
