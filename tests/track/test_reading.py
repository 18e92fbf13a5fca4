"""Results are read however desks write them, and what cannot be is refused with its row and reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from optimizer.errors import ScenarioError
from optimizer.run.actuals import ActualRow
from optimizer.scenario.loading import load_scenario
from optimizer.scenario.schema import Scenario
from optimizer.track.reading import ReadFile, read_results
from optimizer.track.served import impossible_totals, odd_results, served_by
from optimizer.track.totals import day_totals
from tests.worlds.small import small_world, write_world
from tests.worlds.verified import PLAN

TODAY = date(2024, 4, 6)


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """Two communes from 4 to 10 April, and a school with pupils."""
    return load_scenario(write_world(tmp_path_factory.mktemp("world"), small_world(2))).scenario


def read(scenario: Scenario, tmp_path: Path, text: str, encoding: str = "utf-8") -> ReadFile:
    path = tmp_path / "results.csv"
    path.write_bytes(text.encode(encoding))
    return read_results(path, served_by(scenario), TODAY)


def rows(found: ReadFile) -> list[ActualRow]:
    assert found.problems == ()
    return [row.row for row in found.rows]


def problem(scenario: Scenario, tmp_path: Path, line: str) -> str:
    """What is told of one row, where included."""
    heading = "date,place,stream,shift,done,came,failed,turned_away"
    (told,) = read(scenario, tmp_path, f"{heading}\n{line}\n").problems
    return str(told).replace(str(tmp_path), "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "text",
    [
        "date,place,stream,shift,done,came\n2024-04-05,tan_phu,activation,evening,12,15\n",
        "Ngày;Địa điểm;Nội dung;Ca;Đã làm;Số người đến\n05/04/2024;Xã 1;Kích hoạt định danh mức 2;Tối;12;15\n",
        "CA\tNGAY\tXA\tNOI DUNG\tHOAN THANH\tDA DEN\nT\t5/4/2024\tXa 1\tkich hoat dinh danh muc 2\t12\t15\n",
        '"Came","Done","Shift","Stream","Place","Date"\n15,12,evening,activation,Công an xã 1,2024-04-05\n',
        "sep=;\ndate;place;stream;shift;done;came\n2024-04-05;tan_phu;activation;evening;12;15\n",
    ],
)
def test_headings_names_and_separators_of_either_language(
    scenario: Scenario, tmp_path: Path, text: str, encoding: str
) -> None:
    found = read(scenario, tmp_path, text, encoding)
    assert rows(found) == [ActualRow(date(2024, 4, 5), "tan_phu", "activation", "evening", 12, 15)]
    assert found.notices == ()


def test_a_day_is_enough_and_rows_not_filled_in_are_counted(scenario: Scenario, tmp_path: Path) -> None:
    found = read(
        scenario,
        tmp_path,
        "date,place,stream,shift,done\n2024-04-05,tan_phu,activation,,12\n2024-04-06,tan_phu,activation,,\n",
    )
    assert rows(found) == [ActualRow(date(2024, 4, 5), "tan_phu", "activation", "", 12)]
    assert found.empty == 1


def test_the_only_stream_need_not_be_named(tmp_path: Path) -> None:
    alone = load_scenario(write_world(tmp_path, small_world(1))).scenario
    assert rows(read(alone, tmp_path, "date,place,done\n2024-04-05,tan_phu,12\n"))[0].stream == "activation"


@pytest.mark.parametrize("figure", ["12,0", "12.0", "12,00", "12"])
def test_a_whole_number_may_have_decimals_as_spreadsheets_write_them(
    scenario: Scenario, tmp_path: Path, figure: str
) -> None:
    found = read(scenario, tmp_path, f"date;place;stream;done\n05/04/2024;tan_phu;activation;{figure}\n")
    assert rows(found)[0].done == 12


def test_a_report_is_withdrawn_by_a_word_and_not_reported_and_withdrawn_at_once(
    scenario: Scenario, tmp_path: Path
) -> None:
    head = "date,place,stream,done\n"
    for word in ("rút", "Withdrawn", "RUT"):
        found = read(scenario, tmp_path, f"{head}2024-04-05,tan_phu,activation,{word}\n")
        assert rows(found) == []
        assert [each.subject for each in found.withdrawn] == [(date(2024, 4, 5), "tan_phu", "activation", "")]
    both = read(scenario, tmp_path, f"{head}2024-04-05,tan_phu,activation,3\n2024-04-05,tan_phu,activation,rút\n")
    assert "with different figures" in str(both.problems[0])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2024-04-07,tan_phu,activation,,3,,,", "2024-04-07 is still to come; today is 2024-04-06"),
        ("2024-04-03,tan_phu,activation,,3,,,", "before the first day of the campaign, 2024-04-04"),
        ("5 April,tan_phu,activation,,3,,,", "'5 April' is no date"),
        (",tan_phu,activation,,3,,,", "the cell is empty"),
        ("2024-04-05,tan_fu,activation,,3,,,", "unknown place 'tan_fu'\n  did you mean 'tan_phu'?"),
        ("2024-04-05,Xã 11,activation,,3,,,", "unknown place 'Xã 11'\n  did you mean 'Xã 1'?"),
        ("2024-04-05,Công an xã 11,activation,,3,,,", "did you mean 'Công an xã 1'?"),
        ('2024-04-05,tan_phu,activation,,"8,5",,,', "no number of people\n  write a whole number"),
        ("2024-04-05,tan_phu,card,,3,,,", "unknown stream 'card'"),
        ("2024-04-05,tan_phu,activation,noon,3,,,", "unknown shift 'noon'"),
        ("2024-04-05,school_1,activation,,3,,,", "no desk or team serves"),
        ("2024-04-05,tan_phu,activation,,-3,,,", "'-3' is no number of people"),
        ("2024-04-05,tan_phu,activation,,3.5,,,", "'3.5' is no number of people"),
        ("2024-04-05,tan_phu,activation,,1.000,,,", "write it without marks between thousands: 1000"),
        ("2024-04-05,tan_phu,activation,,many,,,", "'many' is no number of people"),
        ("2024-04-05,tan_phu,activation,,,5,,", "the cell is empty"),
        ("2024-04-05,tan_phu,activation,,3,5,1,2", "add up to 6, more than the 5 who came"),
        ("2024-04-05,tan_phu,activation", "the row has 3 cells, the heading has 8"),
    ],
)
def test_what_cannot_be_is_refused_with_its_row_and_reason(
    scenario: Scenario, tmp_path: Path, line: str, told: str
) -> None:
    found = problem(scenario, tmp_path, line)
    assert found.startswith("/results.csv:2")
    assert told in found


def test_two_rows_that_contradict_each_other_are_refused_and_the_same_twice_is_not(
    scenario: Scenario, tmp_path: Path
) -> None:
    heading, one = "date,place,stream,done", "2024-04-05,tan_phu,activation"
    found = read(scenario, tmp_path, f"{heading}\n{one},3\n{one},3\n{one},4\n")
    (told,) = found.problems
    assert str(told.where).endswith("results.csv:4")
    assert "results.csv:2 are about the same, with different figures" in str(told.what)


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("date,place,done", "the column is missing"),
        ("date,place,stream,done,erledigt,Đã làm", "the column stands twice"),
        ("date,place,stream,shfit,done", "did you mean 'Shift'?"),
    ],
)
def test_a_heading_that_is_not_clear_is_refused(scenario: Scenario, tmp_path: Path, heading: str, told: str) -> None:
    with pytest.raises(ScenarioError, match=r"results\.csv") as caught:
        read(scenario, tmp_path, f"{heading}\n2024-04-05,tan_phu,activation,1,1,1\n")
    assert told in str(caught.value)


def test_other_columns_are_passed_over_and_told_unless_forms_have_them(scenario: Scenario, tmp_path: Path) -> None:
    text = "date,place,stream,Dự kiến,temperature,done\n2024-04-05,tan_phu,activation,7,31,3\n"
    found = read(scenario, tmp_path, text)
    assert [str(notice.what) for notice in found.notices] == ["this column is not read"]
    assert "temperature" in str(found.notices[0].where)


def test_a_file_written_in_part_is_noticed(scenario: Scenario, tmp_path: Path) -> None:
    text = "date,place,stream,done\n2024-04-05,tan_phu,activation,3"
    assert "written only in part" in str(read(scenario, tmp_path, text).notices[0].what)
    assert read(scenario, tmp_path, text + "\n").notices == ()


@pytest.mark.parametrize(("name", "told"), [("results.docx", ".csv and .xlsx"), ("missing.csv", "no file")])
def test_other_files_are_refused(scenario: Scenario, tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "results.docx").write_bytes(b"PK")
    with pytest.raises(ScenarioError) as caught:
        read_results(tmp_path / name, served_by(scenario), TODAY)
    assert told in str(caught.value)


def origins(*found: ActualRow) -> dict[ActualRow, str]:
    return {row: f"results.csv:{number}" for number, row in enumerate(found, 2)}


def test_more_done_than_there_are_is_refused_at_the_row_that_makes_it_so(scenario: Scenario) -> None:
    """Of the 75 people of a commune 6 were done before, so 69 are left."""
    before = ActualRow(date(2024, 4, 4), "tan_phu", "activation", "", 30)
    fits = ActualRow(date(2024, 4, 5), "tan_phu", "activation", "", 39)
    more = ActualRow(date(2024, 4, 6), "tan_phu", "activation", "evening", 1)
    served = served_by(scenario)
    assert list(impossible_totals(served, [before, fits], origins(fits))) == []
    (told,) = impossible_totals(served, [before, fits, more], origins(fits, more))
    assert told.where == "results.csv:3"
    assert "70 done in the campaign by 2024-04-06, more than the 69" in str(told.what)


def test_pupils_can_be_done_from_their_birthday_on(scenario: Scenario) -> None:
    served = served_by(scenario)
    born = sorted(day.replace(year=day.year + 14) for day in scenario.places["school_1"].pupils)
    counts = [served.people_by(("school_1", "id_card"), day) for day in born]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1] == sum(scenario.places["school_1"].pupils.values())


def test_the_day_counts_whatever_its_shifts_add_up_to(scenario: Scenario) -> None:
    day = ActualRow(date(2024, 4, 5), "tan_phu", "activation", "", 10, came=12)
    shifts = [ActualRow(date(2024, 4, 5), "tan_phu", "activation", shift, 6) for shift in ("morning", "evening")]
    (total,) = day_totals([day, *shifts]).values()
    assert (total.done, total.came, total.shifts) == (10, 12, None)
    (total,) = day_totals(shifts).values()
    assert (total.done, total.came, total.shifts) == (12, None, {"morning", "evening"})
    told = [str(notice.what) for notice in odd_results(served_by(scenario), (), [day, *shifts], origins(day))]
    assert told == ["the shifts add up to 12, more than the day's 10"]


def test_what_was_not_planned_is_told(scenario: Scenario) -> None:
    row = ActualRow(date(2024, 4, 5), "tan_phu", "activation", "", 10)
    nothing = ActualRow(date(2024, 4, 6), "tan_phu", "activation", "", 0)
    (other,) = PLAN.visits[:1]
    told = list(odd_results(served_by(scenario), [other], [row, nothing], origins(row, nothing)))
    assert [notice.where for notice in told] == ["results.csv:2"]


def test_a_formula_without_value_is_told_with_its_cell_and_the_rest_is_judged(
    scenario: Scenario, tmp_path: Path
) -> None:
    path = tmp_path / "results.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        for column, heading in enumerate(("date", "place", "stream", "done")):
            sheet.write(0, column, heading)
        for row, place in ((1, "tan_phu"), (2, "tan_ph")):
            for column, cell in enumerate(("2024-04-05", place, "activation")):
                sheet.write(row, column, cell)
            sheet.write_formula(row, 3, "=1/0", None, "#DIV/0!")
    told = [str(each) for each in read_results(path, served_by(scenario), TODAY).problems]
    assert ["Sheet1!D2" in told[0], "Sheet1!D3" in told[1], "tan_ph" in told[2]] == [True, True, True]
    assert len(told) == 3


def test_an_empty_cell_is_told_by_the_heading_that_the_file_has(scenario: Scenario, tmp_path: Path) -> None:
    found = read(scenario, tmp_path, "ngày;XÃ;nội dung;đã làm\n05/04/2024;;activation;3\n")
    assert [str(each).splitlines()[0].endswith("results.csv:2  XÃ") for each in found.problems] == [True]


@pytest.mark.parametrize("beginning", [b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7\n"])
def test_a_workbook_with_the_wrong_ending_is_told_for_what_it_is(
    scenario: Scenario, tmp_path: Path, beginning: bytes
) -> None:
    path = tmp_path / "results.csv"
    path.write_bytes(beginning + bytes(64))
    with pytest.raises(ScenarioError) as told:
        read_results(path, served_by(scenario), TODAY)
    assert "this is no text, but a workbook" in str(told.value)
