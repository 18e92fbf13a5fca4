"""``catruc record`` as the officer meets it who collects what desks report."""

from __future__ import annotations

import json
from pathlib import Path

from xlsxwriter import Workbook

from optimizer.track.journal import open_journal
from tests.cli.conftest import Ran
from tests.cli.running import all_files, catruc, parsed
from tests.publish.documents import open_sheets


def write(path: Path, *rows: str, heading: str = "date,place,done") -> Path:
    path.write_text("\n".join([heading, *rows, ""]), encoding="utf-8")
    return path


def write_sheet(path: Path, lines: list[list[object]]) -> None:
    """A workbook with one sheet, as an office program saves it."""
    with Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Kết quả")
        for number, line in enumerate(lines):
            for column, value in enumerate(line):
                sheet.write(number, column, value)


def test_late_and_corrected_rows_stay_and_a_row_counts_once(run: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "april.csv", "2024-04-02,tan_phu,3", "2024-04-03,tan_phu,2")
    first = catruc("record {run} {file} --as Lan --lang en", run=run, file=file)
    assert first.stdout.splitlines()[:2] == [
        "RECORDED 2 rows in the journal",
        f"{file}: 2 new rows, 0 corrections, 0 withdrawn, 0 recorded before, 0 not filled in yet",
    ]
    file = write(tmp_path / "april.csv", "2024-04-01,tan_phu,1", "2024-04-02,tan_phu,4", "2024-04-03,tan_phu,2")
    record = parsed(catruc("record {run} {file} --as Minh --json", run=run, file=file))
    assert record["files"] == [{"file": str(file), "added": 1, "corrected": 1, "known": 1, "withdrawn": 0, "empty": 0}]
    assert catruc("record {run} {file} --lang en", run=run, file=file).stdout.startswith("NOTHING NEW")
    journal = open_journal(run)
    assert [(row.date.day, row.done) for row in journal.results()] == [(1, 1), (2, 4), (3, 2)]
    assert [(result.row.done, result.by) for result in journal.history()] == [
        (3, "Lan"),
        (2, "Lan"),
        (1, "Minh"),
        (4, "Minh"),
    ]


def test_a_report_of_the_wrong_day_is_withdrawn_and_stays_in_the_history(run: Path, tmp_path: Path) -> None:
    catruc("record {run} {file}", run=run, file=write(tmp_path / "wrong.csv", "2024-04-02,tan_phu,3"))
    catruc("record {run} {file}", run=run, file=write(tmp_path / "wrong.csv", "2024-04-02,tan_phu,5"))
    file = write(tmp_path / "right.csv", "2024-04-02,tan_phu,rút", "2024-04-03,tan_phu,5")
    told = catruc("record {run} {file} --lang en", run=run, file=file)
    assert "1 new rows, 0 corrections, 1 withdrawn, 0 recorded before" in told.stdout
    journal = open_journal(run)
    assert [(row.date.day, row.done) for row in journal.results()] == [(3, 5)]
    assert [(result.row.done, result.withdrawn is None) for result in journal.history()] == [
        (3, False),
        (5, False),
        (5, True),
    ]
    again = catruc("record {run} {file} --lang en", run=run, file=file)
    assert again.stdout.startswith("NOTHING NEW")
    assert again.stderr == ""
    catruc("record {run} {file}", run=run, file=write(tmp_path / "anew.csv", "2024-04-02,tan_phu,3"))
    assert [(row.date.day, row.done) for row in open_journal(run).results()] == [(2, 3), (3, 5)]
    never = write(tmp_path / "never.csv", "2024-04-05,tan_phu,withdrawn")
    assert "nothing was ever recorded of this" in catruc("record {run} {file} --lang en", run=run, file=never).stderr


def test_recording_leaves_the_run_folder_as_it_is(run: Path, tmp_path: Path) -> None:
    before = all_files(run)
    file = write(tmp_path / "april.csv", "2024-04-02,tan_phu,3")
    assert catruc("record {run} {file}", run=run, file=file).exit_code == 0
    assert all_files(run) == before


def test_with_one_row_that_cannot_be_nothing_is_recorded(run: Path, tmp_path: Path) -> None:
    good = write(tmp_path / "good.csv", "2024-04-02,tan_phu,3")
    bad = write(tmp_path / "bad.csv", "2024-04-02,tan_phu,4", "2024-04-03,tan_phú,-1", "2024-04-04,tan_phu,500")
    refused = catruc("record {run} {good} {bad} --lang en", run=run, good=good, bad=bad)
    assert refused.exit_code == 3
    assert refused.stderr.splitlines()[0] == "NOTHING RECORDED, problems: 3"
    for told in (
        "'-1' is no number of people",
        "more than the 69 who can be done here",
        "good.csv:2 are about the same",
    ):
        assert told in refused.stderr
    assert open_journal(run).history() == ()


def test_the_form_of_a_run_is_recorded_as_it_is_filled_in(run: Path, tmp_path: Path) -> None:
    heading, *lines = open_sheets((run / "results_form.xlsx").read_bytes())["Kết quả"]
    done, came = heading.index("Đã làm"), heading.index("Số người đến")
    lines[0][done], lines[0][came], lines[1][done] = 5, 7, 0
    write_sheet(tmp_path / "filled.xlsx", [heading, *lines])
    record = parsed(catruc("record {run} {file} --json", run=run, file=tmp_path / "filled.xlsx"))
    assert record["notices"] == []
    (file,) = record["files"]
    assert file["added"] == 2
    assert [(row.done, row.came) for row in open_journal(run).results()] == [(5, 7), (0, None)]


def test_an_empty_form_is_told(planned: Ran) -> None:
    refused = catruc("record {run} {file} --lang en", run=planned.folder, file=planned.folder / "results_form.xlsx")
    assert refused.exit_code == 3
    assert "no row is filled in" in refused.stderr


def test_a_run_whose_other_files_are_damaged_still_takes_results(run: Path, tmp_path: Path) -> None:
    (run / "openings.csv").write_text("date;shift\n", encoding="utf-8")
    (run / "run.json").write_text(json.dumps({"status": "complete"}), encoding="utf-8")
    file = write(tmp_path / "april.csv", "2024-04-02,tan_phu,3")
    assert catruc("record {run} {file}", run=run, file=file).exit_code == 0
