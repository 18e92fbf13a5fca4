"""The record on public instances: resumed where it stood, never mixed with another version, told as it was measured."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import public
from benchmarks.processes import Finished

VALUES = {1: 1150, 2: 1143, 3: 1300}


class Runner:
    """Writes what ``catruc bench`` would, or fails."""

    def __init__(self, failing: Sequence[tuple[str, str]] = ()) -> None:
        self.calls: list[tuple[str, str]] = []
        self.failing = failing

    def __call__(self, command: Sequence[str | Path]) -> Finished:
        words = [str(word) for word in command]
        file, folder, seed = Path(words[2]), Path(words[words.index("-o") + 1]), words[words.index("--seed") + 1]
        self.calls.append((file.stem, seed))
        if (file.stem, seed) in self.failing:
            return Finished(5, 1.0, 1.0, 0.2, "", "NO PLAN found in the time given")
        (folder / file.stem).mkdir(parents=True, exist_ok=True)
        result = {"value": VALUES[int(seed)], "bound": 1140, "seconds": 600.1, "first_seconds": 0.4, "seed": int(seed)}
        (folder / file.stem / "result.json").write_text(json.dumps(result), encoding="utf-8")
        return Finished(0, 601.0, 601.0, 0.5, "", "")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    for name in ("Instance10", "Instance5"):
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
    return sorted(tmp_path.glob("*.txt"), key=public.natural)


@pytest.fixture
def options(tmp_path: Path) -> Namespace:
    (tmp_path / "out").mkdir()
    return Namespace(folder=tmp_path, time=600.0, seeds=3, workers=2, output=tmp_path / "out")


ALL = [(name, seed) for seed in "123" for name in ("Instance5", "Instance10")]


def test_every_instance_is_planned_with_every_seed(files: list[Path], options: Namespace) -> None:
    runner = Runner()
    assert len(list(public.work_through(files, options, runner))) == 6
    assert runner.calls == ALL


def test_a_run_that_was_killed_goes_on_where_it_stood(files: list[Path], options: Namespace) -> None:
    work = public.work_through(files, options, Runner())
    assert [next(work).job.instance for _ in range(3)] == ["Instance5", "Instance10", "Instance5"]
    work.close()
    record = options.output / public.RECORD
    record.write_text(record.read_text("utf-8") + '{"job": {"instance": "Inst', encoding="utf-8")
    resumed = Runner()
    list(public.work_through(files, options, resumed))
    assert resumed.calls == ALL[3:]


def test_what_failed_is_tried_again(files: list[Path], options: Namespace) -> None:
    list(public.work_through(files, options, Runner(failing=[("Instance5", "2")])))
    again = Runner()
    list(public.work_through(files, options, again))
    assert again.calls == [("Instance5", "2")]


@pytest.mark.parametrize("change", ["time", "workers", "file", "program"])
def test_what_was_measured_otherwise_is_done_again(
    change: str, files: list[Path], options: Namespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(public.work_through(files, options, Runner()))
    if change == "file":
        files[0].write_text("another text", encoding="utf-8")
    elif change == "program":
        monkeypatch.setattr(public, "program_hash", lambda: "another")
    else:
        setattr(options, change, 3)
    again = Runner()
    list(public.work_through(files, options, again))
    assert again.calls == (ALL if change != "file" else ALL[::2])


def test_the_table_has_median_worst_bound_and_what_was_published(files: list[Path], options: Namespace) -> None:
    done = list(public.work_through(files[:1], options, Runner()))
    published = {"Instance5": {"best_known": 1143, "gurobi_10": 1143, "gurobi_60": 1143, "branch_and_price_60": 1160}}
    row = public.table([replace(done[0], peak_gigabytes=1.25), *done[1:]], published, 3)[2]
    assert [cell.strip() for cell in row.strip("|").split("|")] == [
        *("Instance5", "1143", "1150", "0.61 %", "1300", "13.74 %", "1140", "0.87 %", "0.4 s", "1.25 GB", "3 of 3"),
        *("1143 / 1143", "– / –", "– / 1160", "– / –", "– / –"),
    ]


def test_the_table_says_where_nothing_was_found(files: list[Path], options: Namespace) -> None:
    done = list(public.work_through(files[:1], options, Runner(failing=[("Instance5", seed) for seed in "123"])))
    row = public.table(done, {}, 3)[2]
    assert row.startswith("| Instance5 | – | – | – | – | – | – | – | – | 0.20 GB | 0 of 3 |")


def test_published_results_are_those_of_methods_in_the_table() -> None:
    published = public.published_results()
    assert len(published) == 14
    assert published["Instance14"]["best_known"] == 1278
    named = {name.rpartition("_")[0] for row in published.values() for name in row} - {"best"}
    assert named == set(public.METHODS)
    assert all(value >= row["best_known"] for row in published.values() for value in row.values())


def test_a_folder_without_instances_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="there is no instance file"):
        public.main([str(tmp_path)])
