"""What is generated from the schema is in sync with it, and what a new campaign begins with works."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from optimizer.errors import ExistingFileError
from optimizer.rules.catalogue import KINDS
from optimizer.scenario.loading import load_scenario
from optimizer.scenario.schema_text import schema_json, write_documents
from optimizer.scenario.starter import write_starter

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.mark.parametrize("name", ["schema.json", "default.yaml"])
def test_shipped_document_is_in_sync(name: str, tmp_path: Path) -> None:
    fresh = {path.name: path.read_bytes() for path in write_documents(tmp_path)}
    assert (SCENARIOS / name).read_bytes() == fresh[name], "run optimizer.scenario.schema_text.write_documents"


def test_default_file_loads_and_shows_every_kind() -> None:
    scenario = load_scenario(SCENARIOS / "default.yaml").scenario
    assert {rule.kind for rule in scenario.rules.values()} == set(KINDS)
    assert {programme.kind for programme in scenario.visits.values()} == {"school", "commune", "home_visit"}


def test_schema_takes_times_without_seconds() -> None:
    schema = json.loads(schema_json())
    assert schema["$defs"]["Shift"]["properties"]["start"]["pattern"].startswith("^([01]?[0-9]")
    assert '"format": "time"' not in schema_json()


def test_starter_loads_cleanly(tmp_path: Path) -> None:
    scenario_file, workbook = write_starter(tmp_path / "new")
    loaded = load_scenario(scenario_file)
    assert loaded.warnings == ()
    assert len(loaded.scenario.officers) == 19
    assert loaded.scenario.officers["qlhc_1"].lent_to == ("ca_xa_mot", "ca_xa_hai", "ca_xa_ba")
    assert sum(loaded.scenario.places["thcs_mot"].pupils.values()) == 30
    assert workbook.read_bytes() == write_starter(tmp_path / "other")[1].read_bytes()


def test_starter_overwrites_nothing(tmp_path: Path) -> None:
    scenario_file, workbook = write_starter(tmp_path)
    scenario_file.write_text("mine", encoding="utf-8")
    workbook.unlink()
    with pytest.raises(ExistingFileError, match="exists already"):
        write_starter(tmp_path)
    assert scenario_file.read_text(encoding="utf-8") == "mine"
    assert not workbook.exists()
