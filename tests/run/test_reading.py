"""Run folders read back, whole, edited by hand, and malformed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer import __version__
from optimizer.errors import DamagedRunError, RunFolderError, ScenarioError
from optimizer.run.reading import read_plan
from optimizer.run.seal import seal
from optimizer.verify import verify_folder
from tests.worlds.verified import PLAN
from tests.worlds.verified_run import run_claims, run_record, write_run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_run(tmp_path)
    return tmp_path


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8-sig")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8-sig")
    seal(file.parent)


def problems(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(RunFolderError) as caught:
        read_plan(folder)
    return [(str(problem.where), str(problem.what)) for problem in caught.value.diagnostics]


def test_rows_are_read_as_they_were_written(folder: Path) -> None:
    plan, record = read_plan(folder)
    for table in ("roster", "helpers", "absences", "visits", "quotas", "progress", "burden", "openings"):
        assert getattr(plan, table) == getattr(PLAN, table)
    assert [tier.name for tier in plan.tiers] == ["standing", "shortfall", "burden", "fairness", "preferences"]
    assert dict(plan.tiers[2].terms) == {"duties": 6.2, "long_rest": 19.0}
    assert replace(record, scenario_hash="") == run_record()


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
    seal(folder)
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
    ("change", "where", "what"),
    [
        ({"tiers": 3}, "tiers", "is 3, not a list"),
        ({"tiers": ["burden"]}, "tiers[0]", "is 'burden', not an object"),
        ({"status": "done"}, "status", "is 'done', not 'complete' or 'interrupted'"),
        ({"finish_date": "20240620"}, "finish_date", "is '20240620', not a date such as 2024-04-04 or null"),
        ({"seed": True}, "seed", "is true, not a whole number"),
        ({"seconds": 10**400}, "seconds", f"is 1{'0' * 58}…, not a number"),
        ({"officer_weeks_at_limit": {"tan_phu": 0.5}}, "officer_weeks_at_limit.tan_phu", "is 0.5, not a whole number"),
        ({"total": {"target": 1.0, "share": 1.0}}, "total.expected_by_finish", "is missing"),
        ({"notes": "none"}, "notes", "unknown key"),
    ],
)
def test_a_claim_of_another_type_is_told_with_its_path(
    folder: Path, change: dict[str, object], where: str, what: str
) -> None:
    (folder / "run.json").write_text(json.dumps(run_claims() | change), encoding="utf-8")
    assert problems(folder) == [(f"run.json  {where}", what)]


def test_every_claim_that_cannot_be_read_is_told_at_once(folder: Path) -> None:
    claims = run_claims()
    del claims["total"], claims["tiers"][2]["value"]
    claims["tiers"][1]["terms"]["activation.targets"] = "much"
    (folder / "run.json").write_text(json.dumps(claims | {"extra": 1}), encoding="utf-8")
    assert problems(folder) == [
        ("run.json  extra", "unknown key"),
        ("run.json  tiers[1].terms.activation.targets", "is 'much', not a number"),
        ("run.json  tiers[2].value", "is missing"),
        ("run.json  total", "is missing"),
    ]


def test_claims_that_cannot_be_read_are_told_in_vietnamese(folder: Path) -> None:
    claims = run_claims() | {"versions": {"catruc": "0.0.1"}, "finish_date": "soon", "status": 1, "extra": 1}
    del claims["total"]
    (folder / "run.json").write_text(json.dumps(claims), encoding="utf-8")
    with pytest.raises(DamagedRunError) as caught:
        read_plan(folder)
    assert [problem.in_language("vi").splitlines()[1].strip() for problem in caught.value.diagnostics] == [
        f"kết quả do catruc 0.0.1 lập; đây là {__version__}",
        "không có mục này",
        "là 1, không phải 'complete' hoặc 'interrupted'",
        "là 'soon', không phải ngày theo dạng 2024-04-04 hoặc null",
        "thiếu mục này",
    ]


def test_a_record_of_another_version_says_so_where_it_cannot_be_read(folder: Path) -> None:
    claims = run_claims() | {"versions": {"catruc": "0.0.1"}}
    (folder / "run.json").write_text(json.dumps(claims), encoding="utf-8")
    assert read_plan(folder)[1].versions == {"catruc": "0.0.1"}
    del claims["cuts"]
    (folder / "run.json").write_text(json.dumps(claims), encoding="utf-8")
    assert problems(folder) == [
        ("run.json  versions.catruc", f"the run was made by catruc 0.0.1; this is {__version__}"),
        ("run.json  cuts", "is missing"),
    ]


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("[]", "run.json", "is no JSON object"),
        ("{\n,}", "run.json:2", "is no valid JSON"),
        ("[" * 100_000, "run.json", "is no valid JSON"),
        ('{"seed": ' + "1" * 5000 + "}", "run.json", "is no valid JSON"),
        ('{"seed": NaN}', "run.json  seed", "is nan, not a whole number"),
    ],
)
def test_a_record_that_is_no_json_is_told(folder: Path, text: str, where: str, what: str) -> None:
    (folder / "run.json").write_text(text, encoding="utf-8")
    assert any(found == where and what in told for found, told in problems(folder))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[" * 100_000, "JSON không hợp lệ: danh sách lồng nhau quá nhiều cấp"),
        ('{"a":' * 100_000, "JSON không hợp lệ: đối tượng lồng nhau quá nhiều cấp"),
        ("1" * 5000, "JSON không hợp lệ: số có 5000 chữ số, chỉ đọc đến 4300"),
    ],
)
def test_why_a_record_is_no_json_is_told_in_vietnamese(folder: Path, text: str, what: str) -> None:
    (folder / "run.json").write_text(text, encoding="utf-8")
    with pytest.raises(DamagedRunError) as caught:
        read_plan(folder)
    assert caught.value.diagnostics[0].to_json("vi")["what"] == what


@pytest.mark.parametrize("text", ['"' + "x" * 200_000, "{" * 200_000, "date,shift\0", "\0" * 300, "", "\n\n", '"'])
def test_a_table_that_is_none_is_told(folder: Path, text: str) -> None:
    for file in ("roster.csv", "progress.csv"):
        (folder / file).write_text(text, encoding="utf-8")
    wheres = [where for where, _ in problems(folder)]
    assert [where.partition(" ")[0] for where in wheres] == ["roster.csv", "progress.csv"]


def test_folder_without_a_scenario_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="name the folder of a complete run"):
        verify_folder(tmp_path)


def test_broken_scenario_is_told_as_such(folder: Path) -> None:
    edit(folder / "scenario.resolved.yaml", "kind: commune", "kind: village")
    with pytest.raises(ScenarioError, match="village"):
        verify_folder(folder)
