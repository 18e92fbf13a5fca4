"""What is generated from the schema is in sync with it, and what a new campaign begins with works."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from optimizer.errors import ExistingFileError, ScenarioError
from optimizer.rules.catalogue import KINDS
from optimizer.scenario.loading import load_scenario
from optimizer.scenario.writing.json_schema import schema_json
from optimizer.scenario.writing.schema_text import write_documents
from optimizer.scenario.writing.starter import write_starter
from optimizer.texts.messages import Language

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.mark.parametrize("name", ["schema.json", "default.yaml"])
def test_shipped_document_is_in_sync(name: str, tmp_path: Path) -> None:
    fresh = {path.name: path.read_bytes() for path in write_documents(tmp_path)}
    assert (SCENARIOS / name).read_bytes() == fresh[name], "run make documents"


def test_default_file_loads_and_shows_every_kind() -> None:
    scenario = load_scenario(SCENARIOS / "default.yaml").scenario
    assert {rule.kind for rule in scenario.rules.values()} == set(KINDS)
    assert {programme.kind for programme in scenario.visits.values()} == {"school", "commune", "home_visit"}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_schema_offers_every_kind(language: Language) -> None:
    schema = json.loads(schema_json(language))
    rules = schema["properties"]["rules"]["additionalProperties"]
    assert set(rules["discriminator"]["mapping"]) == set(KINDS)
    assert {choice["$ref"] for choice in rules["oneOf"]} == set(rules["discriminator"]["mapping"].values())


def test_schema_takes_times_without_seconds() -> None:
    schema = json.loads(schema_json())
    assert schema["$defs"]["Shift"]["properties"]["start"]["pattern"].startswith("^([01]?[0-9]")
    assert '"format": "time"' not in schema_json()


def test_starter_loads_cleanly(tmp_path: Path) -> None:
    scenario_file, workbook = write_starter(tmp_path / "new")
    loaded = load_scenario(scenario_file)
    assert loaded.warnings == ()
    assert len(loaded.scenario.officers) == 19
    # Without this rule nobody is asked to man the desks.
    assert "coverage" in {rule.kind for rule in loaded.scenario.rules.values()}
    assert loaded.scenario.uncertainty is not None
    assert loaded.scenario.officers["qlhc_1"].lent_to == ("ca_xa_mot", "ca_xa_hai", "ca_xa_ba")
    assert sum(loaded.scenario.places["thcs_mot"].pupils.values()) == 30
    assert workbook.read_bytes() == write_starter(tmp_path / "other")[1].read_bytes()


def fill_in(workbook: Path, sheets: Mapping[str, Sequence[Any]]) -> None:
    """The starting workbook with an officer's own rows, as a spreadsheet program saves them."""
    with xlsxwriter.Workbook(workbook, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


OFFICERS: list[list[Any]] = [
    ["id", "name", "unit", "rank", "position", "skills", "hours_per_week", "lent_to", "phone", "note"],
    *(
        [
            f"{unit}-{n:02}",
            f"Nguyễn Văn {unit} {n}",
            unit,
            "Đại úy",
            "Cán bộ",
            "id_card" if unit == "doi_qlhc" else None,
            24,
        ]
        for unit in ("ca_xa_mot", "ca_xa_hai", "ca_xa_ba", "doi_qlhc")
        for n in range(1, 7)
    ),
]
LEAVE: list[list[Any]] = [
    ["officer", "id", "first_day", "last_day", "reason"],
    ["ca_xa_mot-01", "phep", datetime(2027, 4, 12), datetime(2027, 4, 14), "Nghỉ phép"],
    ["ca_xa_hai-02", None, "20/04/2027", "21/04/2027", "Việc riêng"],
]
PUPILS: list[list[Any]] = [
    ["school", "birth_date", "count"],
    ["thcs_mot", datetime(2013, 1, 3), 4],
    ["thcs_hai", "05/02/2013", "3"],
]


def test_the_starting_workbook_can_be_filled_in(tmp_path: Path) -> None:
    scenario_file, workbook = write_starter(tmp_path)
    fill_in(workbook, {"officers": OFFICERS, "leave": LEAVE, "pupils": PUPILS})
    loaded = load_scenario(scenario_file)
    officers = loaded.scenario.officers
    assert loaded.warnings == ()
    assert len(officers) == 24
    assert officers["ca_xa_mot-01"].leave["phep"].first_day == date(2027, 4, 12)
    assert officers["ca_xa_hai-02"].leave["2027-04-20"].last_day == date(2027, 4, 21)
    assert loaded.scenario.places["thcs_hai"].pupils == {date(2013, 2, 5): 3}


def test_mistakes_in_the_starting_workbook_name_sheet_and_row(tmp_path: Path) -> None:
    scenario_file, workbook = write_starter(tmp_path)
    officers = [list(row) for row in OFFICERS]
    officers[3][2], officers[5][6] = "ca_xa_mott", "24 giờ"
    leave = [*LEAVE, ["ca_xa_mot-03", None, "14/04/2027", "12/04/2027", None]]
    pupils = [*PUPILS, ["thcs_hai", datetime(2033, 1, 3), 2]]
    fill_in(workbook, {"officers": officers, "leave": leave, "pupils": pupils})
    with pytest.raises(ScenarioError) as caught:
        load_scenario(scenario_file)
    assert [(problem.where, str(problem.what)) for problem in caught.value.diagnostics] == [
        (
            "scenarios/input.xlsx officers!G6  officers.ca_xa_mot-05.hours_per_week",
            "hours_per_week is '24 giờ', not a number",
        ),
        ("scenarios/input.xlsx officers!C4  officers.ca_xa_mot-03.unit", "unknown unit 'ca_xa_mott'"),
        (
            "scenarios/input.xlsx pupils!C4  places.thcs_hai.pupils.2033-01-03",
            "pupils born 2033-01-03, after the campaign's last day 2027-05-02",
        ),
        (
            "scenarios/input.xlsx leave!D4  officers.ca_xa_mot-03.leave.2027-04-14.last_day",
            "'2027-04-14' ends 2027-04-12, before it begins 2027-04-14",
        ),
    ]


def test_starter_overwrites_nothing(tmp_path: Path) -> None:
    scenario_file, workbook = write_starter(tmp_path)
    scenario_file.write_text("mine", encoding="utf-8")
    workbook.unlink()
    with pytest.raises(ExistingFileError, match="exists already"):
        write_starter(tmp_path)
    assert scenario_file.read_text(encoding="utf-8") == "mine"
    assert not workbook.exists()
