"""``catruc bench``: what it writes, what it compares with, and what one bad file does to the others."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from optimizer.public_instances import bench
from optimizer.public_instances.scorer import HardViolation, Row, Score, score
from tests.cli.conftest import WARD
from tests.cli.running import all_files, catruc, parsed, start
from tests.public_instances.test_importer import least_value
from tests.worlds.instances import drawn_instance

QUICK = "--deterministic --workers 1 --time 0.1"
KEYS = {"value", "bound", "seconds", "first_seconds", "seed", "hard_violations"}


def rows_of(folder: Path) -> list[Row]:
    with (folder / "roster.csv").open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        assert reader.fieldnames == ["employee", "day", "shift"]
        return [(row["employee"], int(row["day"]), row["shift"]) for row in reader]


def result_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert set(found) == KEYS
    return found


def assert_consistent(folder: Path, text: str) -> None:
    """What is claimed of a roster is what its rows are worth."""
    scored, claimed = score(text, rows_of(folder)), result_of(folder)
    assert claimed["hard_violations"] == len(scored.hard_violations) == 0
    assert claimed["value"] == scored.value
    assert 0 <= claimed["bound"] <= claimed["value"]
    assert 0 <= claimed["first_seconds"] <= claimed["seconds"]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    """The ward and a drawn instance, with three seeds each and a table of best values beside the ward alone."""
    folder = tmp_path_factory.mktemp("instances")
    shutil.copy(WARD, folder / "ward.txt")
    other = tmp_path_factory.mktemp("others") / "drawn.txt"
    other.write_text(drawn_instance(3, employees=4, weeks=2), encoding="utf-8", newline="\r\n")
    (folder / "best_known.csv").write_text("instance,weeks,best_known\nward,2,200\nelse,1,7\n", encoding="utf-8")
    line = f"bench {{ward}} {{other}} -o {{out}} --seeds 3 --lang en {QUICK}"
    out = folder / "out"
    return catruc(line, ward=folder / "ward.txt", other=other, out=out), out


def test_every_seed_is_kept_and_the_median_stands_at_the_top(seeds: tuple[Result, Path]) -> None:
    result, out = seeds
    assert result.exit_code == 0, result.output
    for name, text in (("ward", WARD.read_text("utf-8")), ("drawn", drawn_instance(3, employees=4, weeks=2))):
        found = [result_of(out / name / "seeds" / str(seed)) for seed in (1, 2, 3)]
        assert [one["seed"] for one in found] == [1, 2, 3]
        middle = result_of(out / name)
        assert middle == found[middle["seed"] - 1]
        assert middle["value"] == sorted(one["value"] for one in found)[1]
        for folder in (out / name, *(out / name / "seeds").iterdir()):
            assert_consistent(folder, text)


def test_the_table_compares_with_the_best_known_where_it_is_known(seeds: tuple[Result, Path]) -> None:
    result, out = seeds
    verdict, _, headings, ward, drawn, *_ = result.stdout.splitlines()
    assert verdict.startswith("Instances planned: 2 of 2")
    assert re.split(r"  +", headings) == [
        "Instance",
        "Value",
        "Worst",
        "Best known",
        "Gap to it",
        "Bound",
        "Gap to bound",
        "First after",
        "Seconds",
    ]
    value = result_of(out / "ward")["value"]
    assert ward.split()[:2] == ["ward", str(value)]
    assert ward.split()[3] == "200"
    assert drawn.split()[3] == "–"


def test_progress_tells_value_and_bound(seeds: tuple[Result, Path]) -> None:
    lines = [line for line in seeds[0].stderr.splitlines() if "Instance · ward, 2/3: Value " in line]
    assert lines
    assert all("bound" in line and "gap" in line for line in lines)


def test_without_seeds_there_is_one_result(tmp_path: Path) -> None:
    result = catruc(f"bench {{ward}} -o {{out}} --json {QUICK}", ward=WARD, out=tmp_path)
    record = parsed(result)
    assert result.exit_code == record["exit_code"] == 0
    assert set(all_files(tmp_path)) == {"ward/roster.csv", "ward/result.json"}
    assert record["instances"][0]["seeds"] == [result_of(tmp_path / "ward")]
    assert record["instances"][0]["best_known"] is None


def test_a_deterministic_run_repeats_itself(tmp_path: Path) -> None:
    for name in ("one", "other"):
        catruc(f"bench {{ward}} -o {{out}} -q {QUICK}", ward=WARD, out=tmp_path / name)
    one, other = ((tmp_path / name / "ward" / "roster.csv").read_bytes() for name in ("one", "other"))
    assert one == other
    assert one.startswith(b"employee,day,shift\n")


def test_one_bad_file_does_not_lose_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text(WARD.read_text("utf-8").replace("D,480,\n", "D,48o,\n"), encoding="utf-8")
    line = f"bench {{bad}} {{ward}} {{missing}} -o {{out}} --lang en {QUICK}"
    result = catruc(line, bad=bad, ward=WARD, missing=tmp_path / "no.txt", out=tmp_path / "out")
    assert result.exit_code == 3
    assert result.stdout.startswith("Instances planned: 1 of 3")
    assert f"{bad}:7  SECTION_SHIFTS\n  minutes is '48o', no whole number\n" in result.stderr
    assert "there is no file 'no.txt'" in result.stderr
    assert_consistent(tmp_path / "out" / "ward", WARD.read_text("utf-8"))
    assert not (tmp_path / "out" / "bad").exists()


def test_only_bad_files_are_an_error_with_all_problems(tmp_path: Path) -> None:
    for name, old, new in (("one", "D,480,\n", "D\n"), ("two", "SECTION_COVER", "SECTION_COVERS")):
        (tmp_path / f"{name}.txt").write_text(WARD.read_text("utf-8").replace(old, new), encoding="utf-8")
    line = "bench {one} {two} -o {out} --json --lang en"
    result = catruc(line, one=tmp_path / "one.txt", two=tmp_path / "two.txt", out=tmp_path / "out")
    record = parsed(result)
    assert result.exit_code == record["exit_code"] == 3
    assert any("there is no section 'SECTION_COVERS'" in problem["what"] for problem in record["problems"])
    assert any("1 fields" in problem["what"] for problem in record["problems"])


def test_limits_that_leave_no_roster_are_proved_contradictory(tmp_path: Path) -> None:
    tight = tmp_path / "tight.txt"
    text = WARD.read_text("utf-8").replace("4800,3360,4,2,2,1", "4800,4800,1,1,2,1")
    tight.write_text(text, encoding="utf-8")
    result = catruc(f"bench {{tight}} {{ward}} -o {{out}} -q {QUICK}", tight=tight, ward=WARD, out=tmp_path / "out")
    assert result.exit_code == 4
    assert str(tight) in result.stderr
    assert set(all_files(tmp_path / "out")) == {"ward/roster.csv", "ward/result.json"}


def test_what_has_a_roster_is_never_called_contradictory(tmp_path: Path) -> None:
    """Twelve weeks under many caps: a search that meets no timeline in its first rounds has proved nothing."""
    capped = tmp_path / "capped.txt"
    capped.write_text(drawn_instance(3, employees=20, weeks=12, shifts=4), encoding="utf-8")
    result = catruc(f"bench {{capped}} -o {{out}} -q {QUICK}", capped=capped, out=tmp_path / "out")
    assert result.exit_code in (0, 5), result.stderr


def test_a_table_of_best_values_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    shutil.copy(WARD, tmp_path / "ward.txt")
    (tmp_path / "best_known.csv").write_text("instance,best_known\nward,two hundred\n", encoding="utf-8")
    line = f"bench {{ward}} -o {{out}} -q {QUICK} --lang en"
    result = catruc(line, ward=tmp_path / "ward.txt", out=tmp_path / "out")
    assert result.exit_code == 3
    assert f"{tmp_path / 'best_known.csv'}:2\n  best_known is 'two hundred'" in result.stderr
    assert result_of(tmp_path / "out" / "ward")["seed"] == 1


def test_files_of_one_name_are_refused_before_any_work(tmp_path: Path) -> None:
    other = tmp_path / "ward.txt"
    shutil.copy(WARD, other)
    result = catruc("bench {ward} {other} -o {out} --time 600 --lang en", ward=WARD, other=other, out=tmp_path / "out")
    assert result.exit_code == 2
    assert "2 files are called ward" in result.stderr


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "ward" / "letter.txt"
    letter.parent.mkdir()
    letter.write_text("not a result", encoding="utf-8")
    result = catruc("bench {ward} -o {out} --time 600", ward=WARD, out=tmp_path)
    assert result.exit_code == 2
    assert set(all_files(tmp_path)) == {"ward/letter.txt"}


def test_earlier_seeds_go_with_the_first_new_result(tmp_path: Path) -> None:
    for number in (3, 1):
        catruc(f"bench {{ward}} -o {{out}} -q --seeds {number} {QUICK}", ward=WARD, out=tmp_path)
    assert [folder.name for folder in (tmp_path / "ward" / "seeds").iterdir()] == ["1"]


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
def test_ctrl_c_keeps_the_best_and_leaves_the_rest_out(tmp_path: Path) -> None:
    hard = tmp_path / "hard.txt"
    text = drawn_instance(1, employees=14, weeks=4, shifts=3)
    hard.write_text(text, encoding="utf-8")
    process = start("bench", hard, WARD, "-o", tmp_path / "out", "--seeds", "3", "--time", "300", "--lang", "en")
    assert process.stderr is not None
    next(line for line in process.stderr if "Value" in line)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 0, stderr
    assert stdout.splitlines()[0].endswith("stopped early on request")
    assert stdout.startswith("Instances planned: 1 of 2")
    assert_consistent(tmp_path / "out" / "hard", text)
    assert [folder.name for folder in (tmp_path / "out" / "hard" / "seeds").iterdir()] == ["1"]


@pytest.mark.parametrize("seed", [0, 2])
def test_no_bound_is_above_the_least_value_there_is(seed: int, tmp_path: Path) -> None:
    text = drawn_instance(seed, employees=2, weeks=1)
    (tmp_path / "drawn.txt").write_text(text, encoding="utf-8")
    catruc(f"bench {{drawn}} -o {{out}} -q {QUICK}", drawn=tmp_path / "drawn.txt", out=tmp_path / "out")
    found = result_of(tmp_path / "out" / "drawn")
    assert found["bound"] <= least_value(text) == found["value"]


def test_a_roster_the_scorer_objects_to_is_no_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    violation = HardViolation("day off", "An", "D on day 0")
    monkeypatch.setattr(bench, "score", lambda text, rows: Score(7, (violation,)))
    result = catruc(f"bench {{ward}} -o {{out}} -q --seeds 3 {QUICK} --lang en", ward=WARD, out=tmp_path)
    assert result.exit_code == 6
    assert "day off: An: D on day 0" in result.stderr
    assert "this is a fault of catruc" in result.stderr
    assert all_files(tmp_path) == {}
