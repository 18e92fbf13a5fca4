"""Files of reported totals: what is wrong is told with its line, what is merely odd is told and read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.projection.reading import Reports, read_reports
from optimizer.texts.messages import LANGUAGES

AS_OF = date(2024, 4, 30)
GOOD = "a,2024-04-01,10,100"


def reports(folder: Path, *rows: str, heading: str = "series,date,cumulative,base") -> Reports:
    path = folder / "totals.csv"
    path.write_text("\n".join([heading, *rows, ""]), encoding="utf-8")
    return read_reports(path, AS_OF)


def refused(folder: Path, *rows: str, heading: str = "series,date,cumulative,base") -> tuple[Diagnostic, ...]:
    with pytest.raises(ScenarioError) as caught:
        reports(folder, *rows, heading=heading)
    assert caught.value.exit_code == 3
    return caught.value.diagnostics


@pytest.mark.parametrize(
    ("row", "place", "what"),
    [
        ("a,2024-04-02,101,100", ":3  cumulative", "the cumulative 101 is above the base 100"),
        ("a,2024-04-02,-1,100", ":3  cumulative", "'-1' is no number of people"),
        ("a,2024-04-02,many,100", ":3  cumulative", "'many' is no number of people"),
        ("a,2024-04-02,1.500,2000", "", ""),
        ("a,2024-04-02,nan,100", ":3  cumulative", "'nan' is no number of people"),
        ("a,2024-04-02,0,0", ":3  base", "the base is 0"),
        ("a,2024-04-02,11,", ":3  base", "the cell is empty"),
        (",2024-04-02,11,100", ":3  series", "the cell is empty"),
        ("a,,11,100", ":3  date", "the cell is empty"),
        ("a,2024-04-31,11,100", ":3  date", "'2024-04-31' is no date"),
        ("a,01/04/2024,11,100", ":3", "the series 'a' has two rows for 2024-04-01; the first is at "),
        ("a,2024-04-02,11", ":3", "the row has 3 cells, the heading has 4"),
    ],
)
def test_a_wrong_row_is_told_with_its_line(tmp_path: Path, row: str, place: str, what: str) -> None:
    if not what:
        assert reports(tmp_path, GOOD, row).series[0].counts.tolist() == [10.0, 1.5]
        return
    (problem,) = refused(tmp_path, GOOD, row)
    assert str(problem.where) == f"{tmp_path / 'totals.csv'}{place}"
    assert str(problem.what).startswith(what)
    assert all(problem.in_language(language).count("\n") == 2 for language in LANGUAGES)


def test_all_wrong_rows_are_told_at_once(tmp_path: Path) -> None:
    assert len(refused(tmp_path, "a,x,1,2", "a,2024-04-02,3,2", "a,2024-04-03,y,2")) == 3


def test_a_series_has_one_place(tmp_path: Path) -> None:
    heading = "series,date,cumulative,base,place"
    (problem,) = refused(tmp_path, "a,2024-04-01,1,9,north", "a,2024-04-02,2,9,south", heading=heading)
    assert str(problem.what).startswith("the series 'a' is of the place 'south' here and of 'north' at ")


def test_missing_and_mistyped_columns_are_refused(tmp_path: Path) -> None:
    problems = refused(tmp_path, "a,2024-04-01,1,9", heading="series,date,cumulativ,base")
    assert [str(problem.what) for problem in problems] == ["unknown column 'cumulativ'", "the column is missing"]
    assert "cumulative" in str(problems[0].remedy)
    (problem,) = refused(tmp_path, "a,2024-04-01,1,9,x", heading="series,date,cumulative,base,plase")
    assert "place" in str(problem.remedy)


def test_a_column_of_something_else_is_told_and_not_read(tmp_path: Path) -> None:
    found = reports(tmp_path, "a,2024-04-01,1,9,x", heading="series,date,cumulative,base,season")
    (notice,) = found.notices
    assert str(notice.where).endswith("totals.csv:1  season")
    assert str(notice.what) == "this column is not read"


def test_rows_after_today_are_not_read(tmp_path: Path) -> None:
    found = reports(tmp_path, GOOD, "a,2024-05-01,nothing,-7", "b,2024-05-02,1,2")
    assert [one.name for one in found.series] == ["a"]
    assert found.series[0].counts.tolist() == [10.0]
    (problem,) = refused(tmp_path, "a,2024-05-01,1,2")
    assert str(problem.what) == "no row is of 2024-04-30 or before; the first is of 2024-05-01"


def test_falls_are_told_and_read(tmp_path: Path) -> None:
    found = reports(tmp_path, GOOD, "a,2024-04-02,8,100", "b,2024-04-01,1,9", "b,2024-04-02,2,9")
    (notice,) = found.notices
    assert str(notice.where).endswith(":3")
    assert str(notice.what) == "the cumulative falls from one report to the next, in 1 of 2 series"
    assert found.series[0].largest_fall() == pytest.approx(0.02)


def test_gaps_are_told_and_bridged(tmp_path: Path) -> None:
    days = [*range(1, 8), *range(20, 24)]
    found = reports(tmp_path, *(f"a,2024-04-{day:02},{day},100" for day in days))
    (notice,) = found.notices
    assert str(notice.where).endswith(":9")
    assert found.series[0].share_on(date(2024, 4, 13).toordinal()) == pytest.approx(0.13 + 0.0, abs=0.002)


def test_rows_may_stand_in_any_order_and_form(tmp_path: Path) -> None:
    path = tmp_path / "totals.csv"
    path.write_bytes(
        "date;series;base;cumulative\n02/04/2024;Tân Phú;100;2,5\n01/04/2024;Tân Phú;100;1\n".encode("utf-8-sig")
    )
    (one,) = read_reports(path, AS_OF).series
    assert (one.name, one.place, one.counts.tolist()) == ("Tân Phú", "Tân Phú", [1.0, 2.5])
    assert one.origins == (f"{path}:3", f"{path}:2")


@pytest.mark.parametrize("content", ["", "series,date,cumulative,base\n", "\x00\x01\x02"])
def test_what_is_no_table_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "totals.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ScenarioError):
        read_reports(path, AS_OF)


SEMICOLONS = "series;date;cumulative;base"


def test_a_point_that_may_stand_before_thousands_is_refused_between_semicolons(tmp_path: Path) -> None:
    problems = refused(tmp_path, "a;01/04/2024;1.300;10.000", "a;08/04/2024;2.600;10.000", heading=SEMICOLONS)
    assert len(problems) == 3  # each base of the two lines is the same mistake
    assert "1300" in str(problems[0].remedy)
    found = reports(tmp_path, "a;01/04/2024;130,5;10000", "a;08/04/2024;260;10000", heading=SEMICOLONS)
    assert found.series[0].counts.tolist() == [130.5, 260.0]


def test_a_count_that_begins_anew_is_told_and_read_from_there(tmp_path: Path) -> None:
    rows = ["a,2023-03-01,5,900", "a,2023-04-01,600,900", "a,2024-04-01,20,900", "a,2024-04-08,70,900"]
    found = reports(tmp_path, *rows)
    assert found.series[0].counts.tolist() == [20.0, 70.0]
    (notice,) = found.notices
    assert str(notice.where).endswith("totals.csv:4")
    assert "begins anew" in str(notice.what)


def test_a_smaller_correction_leaves_what_came_before(tmp_path: Path) -> None:
    found = reports(tmp_path, "a,2024-04-01,9,900", "a,2024-04-02,2,900", "a,2024-04-08,70,900", "a,2024-04-09,40,900")
    assert len(found.series[0].counts) == 4
