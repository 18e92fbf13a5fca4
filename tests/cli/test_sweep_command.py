"""``catruc sweep`` on this machine, as its users meet it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
from pathlib import Path
from typing import get_args

import pytest

from optimizer.sweep.grid import count_cases
from optimizer.sweep.reading import read_sweep
from optimizer.sweep.results import RESULT_COLUMNS
from optimizer.sweep.running import AHEAD
from optimizer.sweep.schema import Parameter, Sweep
from tests.cli.conftest import TWO_DEADLINES, lawful_world, write_sweep
from tests.cli.running import catruc, parsed, start
from tests.worlds.small import write_world


@pytest.fixture(scope="module")
def least(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """How few officers are enough for two fifths of the target; three are not, and the bound shows it."""
    sweep = {
        "purpose": "How few are enough?",
        "parameters": {"staff": {"kind": "officers", "units": ["tan_phu"]}},
        "least": {"parameter": "staff", "low": 1, "high": 5, "acceptance": ["commune share >= 0.41"]},
    }
    return write_sweep(write_world(tmp_path_factory.mktemp("least"), lawful_world()), "officers", sweep)


SECTION = (Path(__file__).parents[2] / "docs" / "reference.md").read_text(encoding="utf-8").split("## Sweep files")[1]


def test_the_reference_has_every_column_key_and_kind(least: Path) -> None:
    named = set(re.findall(r"`(\w+)`", SECTION))
    kinds = {str(kind.model_fields["kind"].default) for kind in get_args(get_args(Parameter)[0])}
    assert len(kinds) == 5
    assert {*RESULT_COLUMNS, *Sweep.model_fields, *kinds} - named == set()


@pytest.mark.parametrize("example", re.findall(r"```yaml\n(.*?)```", SECTION.split("## Exit codes")[0], re.DOTALL))
def test_the_sweeps_of_the_reference_fit_the_reference_case(example: str, tmp_path: Path) -> None:
    scenarios = shutil.copytree(Path(__file__).parents[2] / "scenarios", tmp_path / "scenarios")
    path = scenarios / "sweeps" / "example.yaml"
    path.write_text(example, encoding="utf-8")
    assert read_sweep(path).sweep.parameters


@pytest.mark.parametrize("name", ["guide.vi.md", "guide.en.md"])
def test_the_sweep_of_the_guide_fits_a_new_campaign(name: str, tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / name).read_text(encoding="utf-8")
    example = next(block for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if "grid:" in block)
    catruc("new {folder}", folder=tmp_path)
    path = tmp_path / "scenarios" / "sweeps" / "example.yaml"
    path.parent.mkdir()
    path.write_text(example, encoding="utf-8")
    assert count_cases(read_sweep(path).sweep, 1) == 4


def test_how_few_are_enough(least: Path, tmp_path: Path) -> None:
    result = catruc("sweep {sweep} -o {folder} --lang en --json -q", sweep=least, folder=tmp_path / "least")
    record = parsed(result)
    found = record["least"][0]
    assert result.exit_code == 0
    assert result.stderr == ""
    chance = "Chance of the least sure stream's target by the last day: 0\u202f% in every case"
    assert (
        record["verdict"]
        == f"{chance}; staff: 4 is ENOUGH; 3 provably not enough, whoever leaves (commune share >= 0.41)"
    )
    table = (tmp_path / "least" / "results.csv").read_text(encoding="utf-8-sig").splitlines()
    assert table[0].endswith(",plan,chance(activation)")
    assert (found["least"], found["not_enough"], found["is_proved"]) == (4, 3, True)
    assert found["reasons"] == ["commune share >= 0.41"]
    assert record["done"] == record["cases"]
    written = json.loads((tmp_path / "least" / "sweep.json").read_text(encoding="utf-8"))
    assert {name: record[name] for name in written} == written
    assert "<svg" in (tmp_path / "least" / "report.html").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
def test_ctrl_c_keeps_what_is_finished(scenario: Path, tmp_path: Path) -> None:
    many = {**TWO_DEADLINES, "seeds": list(range(40))}
    sweep = write_sweep(scenario, "many", many)
    folder = tmp_path / "many"
    process = start("sweep", sweep, "-o", folder, "--lang", "en")
    assert process.stderr is not None
    assert "0 of 80 cases" in process.stderr.readline()
    assert "1 of 80 cases" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 0, stderr
    assert "Traceback" not in stderr
    _, heard, after = stderr.partition("stopping; plans that are finished are kept")
    assert heard
    assert after.count(" of 80 cases") <= AHEAD, "no more than was on its way to the one process is still finished"
    kept = list((folder / "records").glob("*.json"))
    assert f"stopped early on request, {len(kept)} of 80 done; continue with --resume" in stdout.splitlines()[0]
    assert json.loads((folder / "sweep.json").read_text(encoding="utf-8"))["status"] == "interrupted"
    assert len((folder / "results.csv").read_text(encoding="utf-8-sig").splitlines()) == 1 + len(kept)


def test_a_sweep_without_any_plan_ends_like_its_cases(scenario: Path, tmp_path: Path) -> None:
    sweep = write_sweep(scenario, "never", {**TWO_DEADLINES, "grid": {"finish_by": ["2024-04-31", "2023-04-05"]}})
    result = catruc("sweep {sweep} -o {folder} --lang en -q", sweep=sweep, folder=tmp_path / "never")
    assert result.exit_code == 3
    assert result.stderr.splitlines()[0] == "Scenario INVALID, problems: 2"
    assert "scenarios/sweeps/never.yaml" in result.stderr
    assert "2024-04-31" in (tmp_path / "never" / "results.csv").read_text(encoding="utf-8-sig")
