"""Scenarios and runs that the tests of the command line share; none of them changes one."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from dask.system import CPU_COUNT

from optimizer.scenario.writing.starter import write_starter
from optimizer.workflows import explain_target
from optimizer.workflows.explain_target import TargetExplained
from tests.cli.clusters import Cluster, kill, scheduling
from tests.cli.running import QUICK, catruc
from tests.worlds.small import World, lawful_rules, small_world, write_world

Row = dict[str, str]
MONDAY = "2024-04-01"
WARD = Path(__file__).parents[1] / "instances" / "ward.txt"
"""A public instance of our own."""


@dataclass(frozen=True)
class Ran:
    """A finished plan: what the command said, and where the run lies."""

    result: Result
    folder: Path


@dataclass(frozen=True)
class Edit:
    """A change made by hand: who was put on a morning after the evening before."""

    folder: Path
    officer: str
    name: str
    morning: date


@pytest.fixture(scope="module")
def explained_once() -> Iterator[None]:
    """Why a plan misses its targets is found once, and told in every way that the tests of a file ask for."""
    explain, known = explain_target.explain_target, dict[tuple[Path, bytes, bool], TargetExplained]()

    def explained(directory: Path, *arguments: Any, is_confirming: bool = False) -> TargetExplained:
        key = (directory.resolve(), (directory / "run.json").read_bytes(), is_confirming)
        if key not in known:
            known[key] = explain(directory, *arguments, is_confirming=is_confirming)
        return known[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(explain_target, "explain_target", explained)
        yield


def lawful_world(days: int = 7, officers: int = 4) -> World:
    """One commune under the rules of a campaign."""
    return small_world(1, days, officers, first_day=MONDAY) | {"rules": lawful_rules(), "uncertainty": {}}


@pytest.fixture(scope="session")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One commune for a week."""
    return write_world(tmp_path_factory.mktemp("campaign"), lawful_world())


@pytest.fixture(scope="session")
def contradictory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A week that is to have at least twelve hours of duty for everybody, and at most eight."""
    world = lawful_world()
    weekly = {"kind": "hours_in_period", "period": "week", "of": "duty"}
    world["rules"] |= {"busy": {**weekly, "at_least": 12}, "idle": {**weekly, "at_most": 8}}
    return write_world(tmp_path_factory.mktemp("contradiction"), world)


@pytest.fixture(scope="session")
def sweep(scenario: Path) -> Path:
    """Two cases of the week, a second each."""
    return write_sweep(scenario, "two_deadlines", TWO_DEADLINES)


@pytest.fixture(scope="session")
def planned(scenario: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A run, told as text."""
    folder = tmp_path_factory.mktemp("runs") / "first"
    return Ran(catruc(f"plan {{scenario}} -o {{folder}} {QUICK}", scenario=scenario, folder=folder), folder)


@pytest.fixture(scope="session")
def planned_starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``first``, the scenario that ``catruc new`` writes, and its plan in ``runs/campaign``."""
    folder = tmp_path_factory.mktemp("starter")
    scenario, _ = write_starter(folder / "first")
    line = f"plan {{scenario}} -o {{run}} {QUICK} -q"
    assert catruc(line, scenario=scenario, run=folder / "runs" / "campaign").exit_code == 0
    return folder


@pytest.fixture(scope="session")
def lawful_swap(planned: Ran) -> tuple[str, str]:
    """Two duties of one day, a morning and an afternoon, that two officers may exchange."""
    return next(restful_exchanges(rows_of(planned.folder)))


@pytest.fixture(scope="session")
def planned_with_room(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A run in which officers have hours left."""
    world = small_world(1, 7, 5, first_day=MONDAY, target=10) | {"rules": lawful_rules(), "uncertainty": {}}
    scenario = write_world(tmp_path_factory.mktemp("roomy"), world)
    folder = tmp_path_factory.mktemp("roomy_runs") / "first"
    return Ran(catruc(f"plan {{scenario}} -o {{folder}} {QUICK}", scenario=scenario, folder=folder), folder)


@pytest.fixture
def roomy(planned_with_room: Ran, tmp_path: Path) -> Path:
    """A copy of it that may be changed."""
    return Path(shutil.copytree(planned_with_room.folder, tmp_path / "roomy"))


@pytest.fixture
def run(planned: Ran, tmp_path: Path) -> Path:
    """A copy of the run that may be changed."""
    return Path(shutil.copytree(planned.folder, tmp_path / "run"))


@pytest.fixture
def edited(run: Path) -> Edit:
    """The run after somebody put an officer on a morning after an evening."""
    return put_on_morning_after_evening(run)


@pytest.fixture
def places(
    scenario: Path, contradictory: Path, sweep: Path, run: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Callable[[str], dict[str, Path]]:
    """Paths that a command line names in braces."""

    def named(line: str) -> dict[str, Path]:
        found = {"scenario": scenario, "contradictory": contradictory, "sweep": sweep, "run": run}
        found |= {"fresh": tmp_path / "fresh", "ward": WARD, "foreign": tmp_path / "foreign"}
        found["foreign"].mkdir(exist_ok=True)
        (found["foreign"] / "letter.txt").write_text("not a run", encoding="utf-8")
        found["totals"] = write_totals(
            tmp_path / "totals.csv", ["tan_phu,2024-04-10,100,1000", "tan_phu,2024-04-20,150,1000"]
        )
        found["results"] = write_totals(tmp_path / "results.csv", ["2024-04-01,tan_phu,3"], "date,place,done")
        if any(word in line for word in ("{one}", "{officer}", "{day}")):
            found["one"], found["other"] = map(Path, request.getfixturevalue("lawful_swap"))
            found["officer"], found["day"] = map(Path, str(found["one"]).split(":")[:2])
        if "{recorded}" in line:
            found["recorded"] = run
            catruc("record {run} {results}", run=run, results=found["results"])
            found["later"] = write_totals(tmp_path / "later.csv", ["2024-04-02,tan_phu,4"], "date,place,done")
        if "{edited}" in line:
            found["edited"] = request.getfixturevalue("edited").folder
        return found

    return named


def rests(rows: Sequence[Row], officer: str) -> bool:
    """Whether an officer is nowhere twice, and has twelve hours between duties of one day and of another."""
    own = sorted((row for row in rows if row["officer"] == officer), key=lambda row: row["start"])
    for earlier, later in pairwise(own):
        gap = datetime.fromisoformat(later["start"]) - datetime.fromisoformat(earlier["end"])
        if gap < timedelta(hours=12 if earlier["date"] != later["date"] else 0):
            return False
    return True


def restful_exchanges(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Pairs of duties of one day that two officers may exchange, as far as their rest goes."""
    for one in rows:
        for other in (row for row in rows if row["date"] == one["date"] and row["officer"] != one["officer"]):
            exchanged = [
                row | {"officer": {one["officer"]: other, other["officer"]: one}[row["officer"]]["officer"]}
                if row in (one, other)
                else row
                for row in rows
            ]
            if one["shift"] != other["shift"] and all(rests(exchanged, row["officer"]) for row in (one, other)):
                first, second = (f"{row['officer']}:{row['date']}:{row['shift']}" for row in (one, other))
                yield first, second


def rows_of(run: Path, name: str = "roster") -> list[Row]:
    """Rows of a table of a run."""
    with (run / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write_totals(path: Path, rows: Sequence[str], heading: str = "series,date,cumulative,base") -> Path:
    """Write a file of reported totals."""
    path.write_text("\n".join([heading, *rows, ""]), encoding="utf-8")
    return path


TWO_DEADLINES = {
    "purpose": "Is a day less enough?",
    "parameters": {"finish_by": {"kind": "set", "path": "campaign.finish_by"}},
    "grid": {"finish_by": ["2024-04-05", "2024-04-06"]},
}


def write_sweep(scenario: Path, name: str, sweep: World, threads: int = CPU_COUNT) -> Path:
    """Write a sweep of the scenario, with limits as quick as can be, and return its path.

    As many threads a plan as there are processors make one process of this machine.
    """
    limits = {"time": 2.0, "workers": threads, "deterministic": True}
    return write_world(
        scenario.parents[1], {"base": f"../{scenario.name}", "limits": limits, **sweep}, f"sweeps/{name}.yaml"
    )


def put_on_morning_after_evening(run: Path) -> Edit:
    """Give a morning duty in ``roster.csv`` to somebody who worked the evening before."""
    path = run / "roster.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    working = {(row["officer"], row["date"]) for row in rows}
    for evening in (row for row in rows if row["shift"] == "evening"):
        morning = date.fromisoformat(evening["date"]) + timedelta(days=1)
        day = morning.isoformat()
        duty = next((row for row in rows if row["shift"] == "morning" and row["date"] == day), None)
        if duty is not None and (evening["officer"], day) not in working:
            duty |= {"officer": evening["officer"], "name": evening["name"]}
            break
    else:
        pytest.fail("no evening is followed by a morning that somebody else could take")
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return Edit(run, evening["officer"], evening["name"], morning)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with scheduling(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def workers(cluster: Cluster) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    processes = {name: cluster.work(name) for name in ("first", "second")}
    try:
        yield processes
    finally:
        for process in processes.values():
            kill(process)
