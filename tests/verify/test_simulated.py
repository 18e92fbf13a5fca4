"""What a simulation claims, changed by hand; the folder is sealed anew, so that no hash gives it away."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from optimizer.errors import DamagedRunError
from optimizer.publish.content.publication import Publication
from optimizer.publish.publishing import DATA_OUTPUTS, publish_run
from optimizer.run.recording import scenario_hash
from optimizer.run.seal import json_text, seal
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.loading import LoadedScenario
from optimizer.scenario.writing.resolved import resolved_text
from optimizer.simulate.study import Study, study
from optimizer.stopping import StopRequest
from optimizer.verify import verify_folder, verify_plan
from tests.worlds.verified import PLAN, scenario
from tests.worlds.verified_run import run_record

Record = dict[str, Any]


AS_PLANNED: Record = {"queues": False, "absence": {"share": 0.0}, "national_system": {"down": 0.0}}
"""What is expected stays as worked out by hand; who comes is left to chance."""


def simulated_folder(tmp_path: Path) -> Path:
    """The sound plan after sixty campaigns, without the documents for people."""
    world = scenario(uncertainty=AS_PLANNED)
    assert world.uncertainty is not None
    question = Study(compile_world(world), PLAN, world.uncertainty, campaigns=60, seed=1)
    simulation = study(question, StopRequest(), lambda _: None)
    assert simulation is not None
    text = resolved_text(LoadedScenario(world, tmp_path))
    record = replace(run_record(), scenario_hash=scenario_hash(text), chances=simulation.record.chances)
    found = verify_plan(world, PLAN, record, simulation)
    published = Publication(world, PLAN, record, found, text, simulation=simulation)
    return publish_run(tmp_path / "run", published, DATA_OUTPUTS)


def chance(record: Record, place: str = "tan_phu", by: str = "last_day") -> Record:
    found = (entry for entry in record["chances"] if (entry["place"], entry["by"]) == (place, by))
    entry = next(found)
    assert isinstance(entry, dict)
    return entry


def wrong_columns(folder: Path) -> list[str]:
    seal(folder)
    return [figure.column for figure in verify_folder(folder).figures]


def edit(folder: Path, name: str, change: Callable[[Record], object]) -> None:
    content = json.loads((folder / name).read_text(encoding="utf-8"))
    change(content)
    (folder / name).write_text(json_text(content), encoding="utf-8")


def test_a_simulated_run_verifies(tmp_path: Path) -> None:
    folder = simulated_folder(tmp_path)
    assert wrong_columns(folder) == []
    compared = verify_folder(folder).figures_compared
    assert min(compared["simulation.json"], compared["simulation.csv"]) > 20


CLAIMS: dict[str, tuple[Callable[[Record], object], str]] = {
    "another chance than was simulated": (
        lambda record: chance(record).update(chance=0.9, low=0.88, high=0.92),
        "chances.activation.tan_phu.last_day.chance",
    ),
    "another interval": (lambda record: chance(record).update(high=1.0), "chances.activation.tan_phu.last_day.high"),
    "another median": (lambda record: chance(record).update(median=99.0), "chances.activation.tan_phu.last_day.median"),
    "another target": (lambda record: chance(record).update(target=1.0), "chances.activation.tan_phu.last_day.target"),
    "another day": (
        lambda record: chance(record).update(date="2024-04-04"),
        "chances.activation.tan_phu.last_day.date",
    ),
    "a chance that nobody asks for": (
        lambda record: chance(record).update(asked=0.5),
        "chances.activation.tan_phu.last_day.asked",
    ),
    "a chance less": (lambda record: record["chances"].pop(), "chances.id_card..last_day.target"),
}


@pytest.mark.parametrize("case", CLAIMS)
def test_chances_rest_on_the_table_and_on_the_scenario(case: str, tmp_path: Path) -> None:
    change, column = CLAIMS[case]
    folder = simulated_folder(tmp_path)
    for name in ("simulation.json", "run.json"):
        edit(folder, name, change)
    assert column in wrong_columns(folder)


def test_the_record_says_what_was_simulated(tmp_path: Path) -> None:
    folder = simulated_folder(tmp_path)
    edit(folder, "run.json", lambda record: chance(record).update(high=1.0))
    assert wrong_columns(folder) == ["chances.activation.tan_phu.last_day.high"]


def test_settings_are_those_of_the_scenario(tmp_path: Path) -> None:
    folder = simulated_folder(tmp_path)
    edit(folder, "simulation.json", lambda record: record["settings"].update(turnout_spread=0.0))
    assert wrong_columns(folder) == ["settings.turnout_spread"]


@pytest.mark.parametrize(
    ("row", "put", "column"),
    [
        (r"(?m)^(2024-04-05,tan_phu,activation),[^,]+,", r"\1,77.000,", "2024-04-05.activation.tan_phu.planned"),
        (r"(?m)^2024-04-05,tan_phu,activation,.*\n", "", "2024-04-05.activation.tan_phu.planned"),
        (r"(?m)^(2024-04-05,tan_phu.*),[^,]+$", r"\1,0.000", "2024-04-05.activation.tan_phu"),
    ],
)
def test_the_table_stands_beside_the_plan(row: str, put: str, column: str, tmp_path: Path) -> None:
    folder = simulated_folder(tmp_path)
    path = folder / "simulation.csv"
    text, count = re.subn(row, put, path.read_text(encoding="utf-8-sig"))
    assert count == 1
    path.write_text("\ufeff" + text, encoding="utf-8")
    assert column in wrong_columns(folder)


@pytest.mark.parametrize("name", ["simulation.json", "simulation.csv"])
def test_a_simulation_is_whole_or_none(name: str, tmp_path: Path) -> None:
    folder = simulated_folder(tmp_path)
    (folder / name).unlink()
    seal(folder)
    with pytest.raises(DamagedRunError, match=re.escape(name)):
        verify_folder(folder)


def test_chances_of_no_simulation_are_told(tmp_path: Path) -> None:
    folder = simulated_folder(tmp_path)
    for name in ("simulation.json", "simulation.csv"):
        (folder / name).unlink()
    assert "chances.activation.tan_phu.last_day.chance" in wrong_columns(folder)
