"""Run folders read back, whole, edited by hand, and malformed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from optimizer.errors import RunFolderError, ScenarioError
from optimizer.run.reading import read_plan
from optimizer.verify import verify_folder
from tests.worlds.verified import PLAN, run_record, write_run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_run(tmp_path)
    return tmp_path


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8-sig")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8-sig")


def problems(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(RunFolderError) as caught:
        read_plan(folder)
    return [(str(problem.where), str(problem.what)) for problem in caught.value.diagnostics]


def test_rows_are_read_as_they_were_written(folder: Path) -> None:
    plan, run = read_plan(folder)
    for table in ("roster", "helpers", "absences", "visits", "quotas", "progress", "burden", "openings"):
        assert getattr(plan, table) == getattr(PLAN, table)
    assert [tier.name for tier in plan.tiers] == ["standing", "shortfall", "burden", "fairness", "preferences"]
    assert dict(plan.tiers[2].terms) == {"duties": 6.2, "long_rest": 19.0}
    assert run.items() >= run_record().items()


def test_sound_folder_passes(folder: Path) -> None:
    result = verify_folder(folder)
    assert result.passed, list(result.lines())
    assert json.loads(json.dumps(result.to_json()))["passed"] is True


def test_folder_edited_by_hand_fails_with_row_and_column(folder: Path) -> None:
    edit(folder / "openings.csv", "10.050", "10.550")
    (figure,) = verify_folder(folder).figures
    assert str(figure) == (
        "openings.csv row 3 expected_served: claimed 10.55, recomputed 10.05 (desk 2024-04-05 morning)"
    )


def test_line_removed_by_hand_fails_with_officer_and_day(folder: Path) -> None:
    edit(folder / "absences.csv", "2024-04-04,binh,other_duty\n", "")
    result = verify_folder(folder)
    assert [breach.key for breach in result.hard_breaches] == [("officer_days", "binh", "2024-04-04")]


def test_text_disarmed_for_spreadsheets_is_restored(folder: Path) -> None:
    edit(folder / "roster.csv", ",An,", ",'=An,")
    edit(folder / "roster.csv", ",Bình,", ",'Bình,")
    names = [row.name for row in read_plan(folder)[0].roster]
    assert names[:2] == ["=An", "'Bình"]


def test_decomposed_letters_are_composed(folder: Path) -> None:
    edit(folder / "roster.csv", "Bình", "Bi\u0300nh")
    assert verify_folder(folder).passed


def test_blank_lines_at_the_end_do_no_harm(folder: Path) -> None:
    with (folder / "roster.csv").open("a", encoding="utf-8") as stream:
        stream.write("\n\n")
    assert verify_folder(folder).passed


@pytest.mark.parametrize(
    ("file", "before", "after", "where", "what"),
    [
        ("roster.csv", "2024-04-04,", "04/04/2024,", "roster.csv row 2 date", "'04/04/2024' is no date"),
        ("roster.csv", "2024-04-04T07:00", "7h", "roster.csv row 2 start", "'7h' is no date and time"),
        ("openings.csv", ",8.000", ',"8,0"', "openings.csv row 2 own_arrivals", "'8,0' is no number"),
        ("openings.csv", ",8.000", ",nan", "openings.csv row 2 own_arrivals", "'nan' is no number"),
        ("burden.csv", "an,tan_phu,3", "an,tan_phu,3.0", "burden.csv row 2 duties", "'3.0' is no whole number"),
        ("helpers.csv", ",desk,tan_phu", ",desk", "helpers.csv row 2", "has 4 cells instead of 5"),
        ("helpers.csv", "date,shift", "date;shift", "helpers.csv row 1", "unknown: date;shift; missing: date, shift"),
        (
            "helpers.csv",
            "date,shift,helper,post,place",
            "date;shift;helper;post;place",
            "helpers.csv row 1",
            "by semicolons",
        ),
        ("helpers.csv", "shift,helper", "helper,shift", "helpers.csv row 1", "the columns are out of order"),
        ("helpers.csv", "date,shift", "day,shift", "helpers.csv row 1", "unknown: day; missing: date"),
    ],
)
def test_malformed_cell_names_file_row_and_column(
    folder: Path, file: str, before: str, after: str, where: str, what: str
) -> None:
    edit(folder / file, before, after)
    ((found_where, found_what),) = problems(folder)
    assert found_where == where
    assert what in found_what


def test_all_problems_are_collected(folder: Path) -> None:
    edit(folder / "roster.csv", "2024-04-04,", "x,")
    (folder / "helpers.csv").unlink()
    (folder / "run.json").write_text("{", encoding="utf-8")
    assert [where for where, _ in problems(folder)] == [
        "run.json:1",
        "roster.csv row 2 date",
        str(folder / "helpers.csv"),
    ]


@pytest.mark.parametrize(
    ("run", "where"),
    [
        ([], "run.json"),
        ({"tiers": 3}, "run.json  tiers"),
        ({"tiers": [{"name": "burden"}]}, "run.json  tiers[0]"),
        ({"tiers": [{"name": "burden", "value": "much", "bound": None, "gap": None}]}, "run.json  tiers[0]"),
        ({"tiers": ["burden"]}, "run.json  tiers[0]"),
    ],
)
def test_malformed_run_record_is_told(folder: Path, run: object, where: str) -> None:
    (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    assert [found for found, _ in problems(folder)] == [where]


def test_folder_without_a_scenario_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="name the folder of a complete run"):
        verify_folder(tmp_path)


def test_broken_scenario_is_told_as_such(folder: Path) -> None:
    edit(folder / "scenario.resolved.yaml", "kind: commune", "kind: village")
    with pytest.raises(ScenarioError, match="village"):
        verify_folder(folder)
