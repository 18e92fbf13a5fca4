"""Chances with replanning on the way beside those of the plan left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from optimizer.errors import OutOfTimeError
from optimizer.events import Event
from optimizer.stopping import StopRequest
from optimizer.workflows.simulate_replanned import ReplannedRequest, simulate_replanned
from tests.cli.conftest import MONDAY
from tests.cli.running import QUICK, all_files, catruc, parsed
from tests.worlds.small import lawful_rules, small_world, write_world


def planned(folder: Path, **campaign: Any) -> Path:
    """A run of five weeks whose officers have hours left."""
    world = small_world(1, 35, 4, first_day=MONDAY, target=200) | {"rules": lawful_rules(), **campaign}
    if campaign:
        world["campaign"]["confidence"] = 0.8
    world["places"]["tan_phu"]["pools"]["activation"]["target"] = 110
    scenario = write_world(folder, world)
    result = catruc(f"plan {{scenario}} -o {{run}} {QUICK}", scenario=scenario, run=folder / "run")
    assert result.exit_code == 0, result.output
    return folder / "run"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where much is uncertain, so that some campaigns fall behind."""
    return planned(tmp_path_factory.mktemp("weeks"), uncertainty={"turnout_spread": 0.3})


def test_both_chances_are_told_of_the_same_campaigns_and_nothing_is_written(run: Path) -> None:
    before = all_files(run.parent)
    told = parsed(catruc("simulate {run} --replan-every 7 -n 8 -q --json", run=run))
    assert all_files(run.parent) == before
    assert (told["campaigns"], told["asked"], told["replan_every"]) == (8, 8, 7)
    late = next(each for each in told["chances"] if each["by"] == "last_day")
    once, replanned = late["once"]["chance"], late["replanned"]["chance"]
    assert late["gained"]["value"] == pytest.approx(replanned - once)
    assert replanned >= once
    assert late["replanned"]["median"] >= late["once"]["median"]
    assert 0 < told["times_changed"] <= len(told["days"]) * 8
    again = parsed(catruc("simulate {run} --replan-every 7 -n 8 -q --json", run=run))
    assert again == told


def test_campaigns_are_those_of_the_plain_simulation(run: Path, tmp_path: Path) -> None:
    """The plan left alone comes to what ``simulate`` says of the same campaigns."""
    told = parsed(catruc("simulate {run} --replan-every 14 -n 5 --seed 3 -q --json", run=run))
    plain = parsed(catruc("simulate {run} -n 5 --seed 3 -q --json", run=_copy(run, tmp_path)))
    chances = {(each["by"]): each["once"] for each in told["chances"]}
    for each in plain["chances"]:
        if not each["place"]:
            assert chances[each["by"]]["chance"] == each["chance"]
            assert chances[each["by"]]["median"] == each["median"]


def _copy(run: Path, folder: Path) -> Path:
    import shutil

    return Path(shutil.copytree(run, folder / "copy"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_is_told_in_words(run: Path, language: str) -> None:
    result = catruc(f"simulate {{run}} --replan-every 14 -n 2 -q --lang {language}", run=run)
    assert result.exit_code == 0
    verdict, *rest = result.stdout.splitlines()
    assert {"vi": "14 ngày lập lại một lần", "en": "planned anew every 14 days"}[language] in verdict
    assert any({"vi": "không ghi gì", "en": "nothing was written"}[language] in line for line in rest)


def test_what_would_take_very_long_is_refused_with_minutes(run: Path) -> None:
    result = catruc("simulate {run} --replan-every 7 -n 100000 --lang en", run=run)
    assert result.exit_code == 2
    assert "minutes" in result.stderr
    assert "--yes" in result.stderr


def test_too_long_an_interval_and_a_cluster_are_refused(run: Path) -> None:
    result = catruc("simulate {run} --replan-every 300 --lang en", run=run)
    assert result.exit_code == 2
    assert "Monday" in result.stderr
    result = catruc("simulate {run} --replan-every 14 --cluster tcp://127.0.0.1:1 --lang en", run=run)
    assert result.exit_code == 2
    assert "--cluster" in result.stderr


def test_without_uncertainty_no_chance_is_known(tmp_path: Path) -> None:
    result = catruc("simulate {run} --replan-every 14 --lang en", run=planned(tmp_path))
    assert result.exit_code == 3
    assert "uncertainty" in result.stderr


def test_a_stop_keeps_the_campaigns_that_are_finished(run: Path) -> None:
    stop, finished = StopRequest(), []

    def report(event: Event) -> None:
        if event.stage == "rolling":
            finished.append(event)
            if len(finished) == 3:  # the beginning, and two campaigns
                stop.request()

    study = simulate_replanned(ReplannedRequest(run, 14, 6, 1, 1), report, stop, lambda: 0.0)
    assert (len(study.campaigns), study.asked) == (2, 6)
    stopped = StopRequest()
    stopped.request()
    with pytest.raises(OutOfTimeError):
        simulate_replanned(ReplannedRequest(run, 14, 6, 1, 1), lambda _: None, stopped, lambda: 0.0)
