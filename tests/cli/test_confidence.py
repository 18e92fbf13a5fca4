"""Planning for a chance: raised where one more person costs least, told with its price, or said to be out of reach."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from optimizer.planning.state import PlanningState
from optimizer.workflows.confidence import Aiming
from tests.cli.running import catruc

EASIER = (
    "--set places.xa_mot.pools.activation.target=230 --set places.xa_hai.pools.activation.target=180 "
    "--set places.xa_ba.pools.activation.target=150"
)
"""Targets of the starter that leave room to do more."""


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starter")
    catruc("new {folder}", folder=folder)
    return folder / "scenarios" / "campaign.yaml"


def planned(scenario: Path, run: Path, asked: str) -> tuple[Result, dict[str, Any]]:
    line = f"plan {{scenario}} -o {{run}} --deterministic --time 5 -q --lang en {EASIER} {asked}"
    result = catruc(line, scenario=scenario, run=run)
    assert result.exit_code == 0, result.output
    return result, json.loads((run / "run.json").read_text(encoding="utf-8"))


def chance(record: dict[str, Any], stream: str, place: str = "") -> float:
    (found,) = (
        entry["chance"]
        for entry in record["chances"]
        if (entry["stream"], entry["place"], entry["by"]) == (stream, place, "last_day")
    )
    return float(found)


def tier(record: dict[str, Any], name: str) -> float:
    return float(next(entry["value"] for entry in record["tiers"] if entry["name"] == name))


@pytest.fixture(scope="module")
def unasked(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return planned(starter, tmp_path_factory.mktemp("unasked") / "run", "")[1]


@pytest.fixture(scope="module")
def asked(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, dict[str, Any], Path]:
    run = tmp_path_factory.mktemp("asked") / "run"
    return *planned(starter, run, "--set campaign.streams.activation.confidence=0.97"), run


def test_the_chance_asked_for_is_planned_for(
    unasked: dict[str, Any], asked: tuple[Result, dict[str, Any], Path]
) -> None:
    result, record, _ = asked
    assert "confidence" not in unasked
    assert chance(unasked, "activation") < 0.95
    assert chance(record, "activation") >= 0.97
    assert record["confidence"]["status"] == "met"
    assert tier(record, "shortfall") <= tier(unasked, "shortfall") + 1e-6
    assert tier(record, "burden") > tier(unasked, "burden")
    assert "Planned until the chance asked for was reached" in result.stdout
    for aim in record["confidence"]["aimed_at"]:
        (place,) = (
            entry for entry in record["places"] if (entry["place"], entry["stream"]) == (aim["place"], aim["stream"])
        )
        assert place["target"] == aim["target"] < min(aim["aimed_at"], place["expected"])


def test_the_price_of_each_chance_is_told(asked: tuple[Result, dict[str, Any], Path]) -> None:
    result, record, _ = asked
    prices = {entry["chance"]: entry["burden"] for entry in record["confidence"]["prices"]}
    assert list(prices) == [0.5, 0.8, 0.9, 0.95]
    assert sorted(prices.values()) == list(prices.values())
    assert prices[0.5] < prices[0.95] < tier(record, "burden")
    assert "estimated burden for a chance of 50 %: " in result.stdout.replace("\u202f", " ")


def test_what_is_aimed_at_is_verified(asked: tuple[Result, dict[str, Any], Path]) -> None:
    run = asked[2]
    assert catruc("verify {run}", run=run).exit_code == 0
    assert catruc("simulate {run} -n 300 -q", run=run).exit_code == 0
    assert catruc("verify {run}", run=run).exit_code == 0


def test_a_place_may_ask_for_its_own(starter: Path, tmp_path: Path, unasked: dict[str, Any]) -> None:
    _, record = planned(starter, tmp_path / "run", "--set places.xa_ba.pools.activation.confidence=0.9")
    assert chance(unasked, "activation", "xa_ba") < 0.9
    assert chance(record, "activation", "xa_ba") >= 0.9
    assert [aim["place"] for aim in record["confidence"]["aimed_at"]] == ["xa_ba"]


def test_what_is_out_of_reach_is_said_with_what_it_would_take(starter: Path, tmp_path: Path) -> None:
    result, record = planned(starter, tmp_path / "run", "--set campaign.confidence=0.999")
    assert record["confidence"]["status"] == "out_of_reach"
    assert record["confidence"]["lacking"] > 0
    lacking = f"{record['confidence']['lacking']:.0f}"
    assert (
        f"No way to open was found that has the chance asked for: {lacking} people more are needed by " in result.stdout
    )
    assert any(entry["burden"] is None for entry in record["confidence"]["prices"])


def test_no_chance_is_out_of_reach_of_a_plan_that_the_time_broke_off(
    starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    improve = Aiming.improve

    def late(aiming: Aiming, state: PlanningState) -> PlanningState:
        monkeypatch.setattr(aiming.loop.context, "is_over", lambda: True)
        return improve(aiming, state)

    monkeypatch.setattr(Aiming, "improve", late)
    result, record = planned(starter, tmp_path / "run", "--set campaign.confidence=0.999")
    assert record["confidence"]["status"] == "out_of_time"
    assert "No way to open was found" not in result.stdout


def test_the_earliest_day_aims_at_no_chance_and_says_so(starter: Path, tmp_path: Path) -> None:
    settings = "--set campaign.streams.activation.confidence=0.999 --set objectives.goal=earliest"
    result, record = planned(starter, tmp_path / "run", settings)
    assert (record["confidence"]["status"], record["confidence"]["is_met"]) == ("not_aimed", False)
    assert record["confidence"]["lacking"] > 0
    assert "set goal: target to plan for that chance" in result.stdout


def test_a_later_simulation_says_whether_the_chance_is_still_there(
    asked: tuple[Result, dict[str, Any], Path], tmp_path: Path
) -> None:
    _, record, source = asked
    assert record["confidence"]["is_met"] is True
    run = Path(shutil.copytree(source, tmp_path / "run"))
    found = set()
    for seed in range(1, 30):
        result = catruc(f"simulate {{run}} -n 60 --seed {seed} -q --lang en", run=run)
        again = json.loads((run / "run.json").read_text(encoding="utf-8"))
        is_met = chance(again, "activation") >= 0.97
        assert again["confidence"]["is_met"] is is_met
        assert ("the chance is less than asked for" in (run / "report.html").read_text(encoding="utf-8")) is not is_met
        assert result.exit_code == catruc("verify {run}", run=run).exit_code == 0
        found.add(is_met)
        if len(found) == 2:
            break
    assert found == {True, False}
