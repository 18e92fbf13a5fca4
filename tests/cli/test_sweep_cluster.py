"""Sweeps on a real scheduler with two workers, each a process of its own; some of them are killed."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import dask
import psutil
import pytest
from dask.system import CPU_COUNT
from distributed import Client, Security

from optimizer.sweep.cluster import connected
from tests.cli.clusters import Cluster, kill, scheduling, until
from tests.cli.conftest import write_sweep
from tests.cli.running import catruc, parsed, start

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed the POSIX way")

SIX = {
    "purpose": "Which evening, and how many come?",
    "parameters": {
        "evening_end": {"kind": "set", "path": "shifts.evening.end"},
        "invited": {"kind": "scale", "path": "organisations.*.weekly_capacity"},
    },
    "grid": {"evening_end": ["20:00", "21:00", "22:00"], "invited": [0.5, 1.0]},
}


@pytest.fixture(scope="module")
def six(scenario: Path) -> Path:
    return write_sweep(scenario, "six", SIX, threads=1)


def records(folder: Path) -> dict[str, dict[str, Any]]:
    """The finished plans by key."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (folder / "records").glob("*.json")}


def kill_after_a_plan(process: subprocess.Popen[Any], folder: Path) -> None:
    until(lambda: records(folder), "a plan")
    kill(process)


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "results.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def but_time(found: list[dict[str, str]]) -> list[Mapping[str, str]]:
    return [{name: cell for name, cell in row.items() if name != "seconds"} for row in found]


@pytest.fixture(scope="module")
def bereaved(
    cluster: Cluster,
    workers: dict[str, subprocess.Popen[bytes]],
    six: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, int, set[str]]:
    """A sweep during which one of two workers was killed: its folder, who was killed, and what was being planned."""
    folder = tmp_path_factory.mktemp("bereaved") / "six"
    victim = workers["first"]
    with Client(cluster.address) as client:
        client.wait_for_workers(2, timeout=60)
        address = next(a for a, w in client.scheduler_info()["workers"].items() if w["name"] == "first")
        sweep = start("sweep", six, "-o", folder, "--cluster", cluster.address, "--lang", "en")

        def planning() -> set[str]:
            keys = {str(key).removeprefix("plan-") for key in client.processing().get(address, ())}
            return keys if keys and records(folder) else set()

        hit = until(planning, "a plan of the first worker, and one that is finished")
        victim.send_signal(signal.SIGKILL)
        victim.wait()
    stdout, stderr = sweep.communicate(timeout=120)
    assert sweep.returncode == 0, stderr
    chance = "Chance of the least sure stream's target by the last day: 0\u202f% in every case"
    assert stdout.splitlines()[0] == f"{chance}; 0 of 6 cases REACH every target in expectation"
    return folder, victim.pid, hit


def test_a_killed_worker_costs_no_result(bereaved: tuple[Path, int, set[str]]) -> None:
    folder, _, _ = bereaved
    found = rows(folder)
    assert [(row["evening_end"], row["invited"]) for row in found] == [
        (end, share) for end in ("20:00", "21:00", "22:00") for share in ("0.5", "1")
    ]
    assert {row["status"] for row in found} == {"missed"}
    assert all(row["share"] and row["burden"] and row["officers"] == "4" for row in found)
    assert set(records(folder)) == {row["plan"] for row in found}


def test_what_the_killed_worker_was_planning_is_planned_again(bereaved: tuple[Path, int, set[str]]) -> None:
    folder, killed, hit = bereaved
    finished = records(folder)
    assert hit <= set(finished)
    unfinished = [key for key in hit if finished[key]["process"] != killed]
    assert unfinished, "the worker had finished everything before it was killed"
    assert all(finished[key]["run"] for key in unfinished)


def test_a_killed_sweep_continues_with_what_is_missing(
    bereaved: tuple[Path, int, set[str]],
    cluster: Cluster,
    workers: dict[str, subprocess.Popen[bytes]],
    six: Path,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "six"
    line = f"sweep {{six}} -o {{folder}} --cluster {cluster.address} --json"
    process = start("sweep", six, "-o", folder, "--cluster", cluster.address)
    until(lambda: len(records(folder)) >= 2, "two finished plans")
    kill(process)
    before = {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in (folder / "records").glob("*.json")}
    assert 2 <= len(before) < 6

    refused = catruc(line, six=six, folder=folder)
    assert refused.exit_code == 2
    assert "--resume" in parsed(refused)["problems"][0]["remedy"]

    resumed = parsed(catruc(f"{line} --resume", six=six, folder=folder))
    after = {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in (folder / "records").glob("*.json")}
    assert (resumed["done"], resumed["taken_over"], resumed["failed"]) == (6, len(before), 0)
    assert before.items() <= after.items()
    assert but_time(rows(folder)) == but_time(rows(bereaved[0]))


def test_a_case_that_fails_fails_alone(
    cluster: Cluster, workers: dict[str, subprocess.Popen[bytes]], scenario: Path, tmp_path: Path
) -> None:
    """One end of the evening does not exist; one number of hours contradicts the rules, which only planning shows."""
    sweep = {
        "purpose": "What is wrong?",
        "parameters": {
            "evening_end": {"kind": "set", "path": "shifts.evening.end"},
            "idle": {"kind": "set", "path": "rules.idle"},
        },
        "cases": [
            {"evening_end": "25:00"},
            {"idle": {"kind": "hours_in_period", "period": "week", "of": "duty", "at_least": 47}},
            {"evening_end": "21:00"},
            {"evening_end": "21:00", "idle": None},
        ],
    }
    path = write_sweep(scenario, "wrong", sweep, threads=1)
    line = f"sweep {{path}} -o {{folder}} --cluster {cluster.address} --json --lang en"
    result = catruc(line, path=path, folder=tmp_path / "w")
    record = parsed(result)
    found = rows(tmp_path / "w")
    assert result.exit_code == 0
    assert (record["done"], record["failed"]) == (4, 2)
    assert [row["status"] for row in found] == ["failed", "failed", "missed", "missed"]
    assert "scenarios/sweeps/wrong.yaml" in found[0]["error"]
    assert "end is '25:00'" in found[0]["error"]
    assert found[1]["error"]
    # Two cases whose scenarios are equal are one plan.
    assert found[2]["plan"] == found[3]["plan"]


def test_workers_of_another_version_are_refused(
    cluster: Cluster,
    workers: dict[str, subprocess.Popen[bytes]],
    six: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from distributed import versions

    known = versions._version_cached
    monkeypatch.setattr(versions, "_version_cached", lambda name: "99.0" if name == "catruc" else known(name))
    line = f"sweep {{six}} -o {{folder}} --cluster {cluster.address} --lang en"
    result = catruc(line, six=six, folder=tmp_path / "six")
    assert result.exit_code == 2
    assert "this machine 99.0" in result.stderr
    assert "install the same version" in result.stderr


@pytest.mark.timeout(60)
def test_nobody_at_the_address_is_told_before_dask_would_give_up(
    six: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optimizer.sweep.cluster.CONNECT_SECONDS", 1)
    with dask.config.set({"distributed.comm.timeouts.connect": "1000 h"}):
        line = "sweep {six} -o {folder} --cluster tcp://127.0.0.1:9 --lang en"
        result = catruc(line, six=six, folder=tmp_path / "six")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[:2] == ["Cannot be done as asked", "--cluster tcp://127.0.0.1:9"]
    assert "no scheduler answers there within 1 s" in result.stderr


def test_a_cluster_that_goes_away_leaves_what_is_finished(six: Path, tmp_path: Path) -> None:
    folder = tmp_path / "six"
    with scheduling(tmp_path) as cluster:
        worker = cluster.work("only")
        try:
            with ThreadPoolExecutor(1) as killer:
                killer.submit(kill_after_a_plan, cluster.scheduler, folder)
                line = f"sweep {{six}} -o {{folder}} --cluster {cluster.address} --lang en"
                result = catruc(line, six=six, folder=folder)
        finally:
            kill(worker)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines()[-3:] == [
        "--cluster",
        "  the cluster went away",
        "  what is finished is kept: run it again with --resume",
    ]
    assert "Traceback" not in result.stderr
    assert {row["plan"] for row in rows(folder)} == set(records(folder))


def test_an_embedded_cluster_listens_to_this_machine_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    own = psutil.Process()
    others = own.children(recursive=True)
    with connected(None, CPU_COUNT, tmp_path / "sweep") as pool:
        assert pool.submit(abs, -2, "two").result(timeout=60) == 2
        listening = [
            connection.laddr.ip
            for process in {own, *own.children(recursive=True)} - {*others}
            for connection in process.net_connections("inet")
            if connection.status == psutil.CONN_LISTEN
        ]
    assert len(listening) >= 3
    assert set(listening) == {"127.0.0.1"}
    assert list(tmp_path.iterdir()) == [], "nothing is left, nor in the folder for temporary files"


@pytest.mark.timeout(120)
def test_nobody_without_its_key_has_an_embedded_cluster_run_anything(tmp_path: Path) -> None:
    others = psutil.Process().children(recursive=True)
    with connected(None, CPU_COUNT, tmp_path / "sweep") as pool:
        (folder,) = tmp_path.iterdir()
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "key.pem").stat().st_mode & 0o777 == 0o600
        workers = list(pool.client.scheduler_info()["workers"])
        addresses = [pool.client.scheduler.address, *workers]
        assert {address.partition("://")[0] for address in addresses} == {"tls"}
        for address in addresses:
            with pytest.raises(OSError, match=r"Timed out|handshake|certificate|connect"):
                Client(address, security=Security.temporary(), timeout=2)
            with pytest.raises(OSError, match=r"Timed out|connect|closed"):
                Client(address.replace("tls://", "tcp://"), timeout=2)
        for process in {psutil.Process(), *psutil.Process().children(recursive=True)} - {*others}:
            for connection in process.net_connections("inet"):
                if connection.status == psutil.CONN_LISTEN:
                    assert not _answers_over_http(connection.laddr.port)
        assert pool.submit(abs, -3, "three").result(timeout=60) == 3, "it still serves its own"
    assert list(tmp_path.iterdir()) == []


def _answers_over_http(port: int) -> bool:
    for path in ("/info/main/workers.html", "/json/counts.json", "/metrics", "/health"):
        web = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            web.request("GET", path)
            if web.getresponse().status == 200:
                return True
        except (OSError, HTTPException):
            continue
        finally:
            web.close()
    return False


@pytest.mark.timeout(60)
def test_leaving_an_embedded_cluster_waits_for_no_plan(tmp_path: Path) -> None:
    with connected(None, CPU_COUNT, tmp_path / "sweep") as pool:
        pool.submit(time.sleep, 1_000_000, "endless")
        until(lambda: any(pool.client.processing().values()), "a plan that has begun")
