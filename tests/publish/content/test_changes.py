"""What a revision changes is told to whom it concerns: before and after, with its reason; telephones get it too."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from icalendar import Calendar

from optimizer.publish.content.changes import changed_days, revision_mark
from optimizer.publish.content.publication import Publication, RevisionHistory
from optimizer.publish.html.report import report_html
from optimizer.publish.ics.calendars import calendar_texts
from optimizer.publish.xlsx.workbook import workbook_bytes
from optimizer.run.record import RevisionRecord
from optimizer.world.plan import AbsenceRow
from tests.publish.documents import SMALL, open_sheets

FIRST = RevisionRecord(1, None, "plan", "", "Lan", "2024-04-01T07:00:00+07:00")
SECOND = RevisionRecord(2, 1, "stand_in", "An ốm", "Minh", "2024-04-05T18:30:00+07:00")


@pytest.fixture(scope="module")
def revised() -> tuple[Publication, str, str, date]:
    """The small plan after somebody took the first duty of somebody else; who gave it, who took it, and when."""
    first = SMALL.plan.roster[0]
    busy = {row.officer for row in SMALL.plan.roster if row.date == first.date}
    taker = next(name for name in SMALL.scenario.officers if name not in busy)
    name = SMALL.scenario.officers[taker].name
    plan = replace(SMALL.plan, roster=(replace(first, officer=taker, name=name), *SMALL.plan.roster[1:]))
    day_off = AbsenceRow(first.date, taker, "compensatory")
    history = RevisionHistory((FIRST, SECOND), SMALL.plan.roster, (first,), (day_off,))
    published = replace(SMALL, plan=plan, record=replace(SMALL.record, revision=SECOND), history=history)
    return published, first.officer, taker, first.date


def test_each_officers_day_is_told_before_and_after(revised: tuple[Publication, str, str, date]) -> None:
    published, giver, taker, day = revised
    found = {change.officer: change for change in changed_days(published)}
    assert found.keys() == {giver, taker}
    assert {change.date for change in found.values()} == {day}
    assert found[taker].before == "không trực"
    assert "Sáng" in found[taker].after
    assert changed_days(SMALL) == ()
    assert changed_days(replace(published, plan=SMALL.plan)) == ()


def test_sheets_say_which_revision_they_are_and_what_it_replaces(revised: tuple[Publication, str, str, date]) -> None:
    published, giver, taker, _ = revised
    mark = "Điều chỉnh lần 2 (18h30 05/04/2024), thay bản số 1"
    assert revision_mark(published) == mark
    sheets = open_sheets(workbook_bytes(published))
    headed = [name for name, lines in sheets.items() if any(mark in map(str, line) for line in lines[:10])]
    assert len(headed) >= len(sheets) - 1, "all but the plain list"
    names = {published.scenario.officers[officer].name for officer in (giver, taker)}
    for sheet in ("Thay đổi", "Phiếu thay đổi"):
        told = " ".join(str(cell) for line in sheets[sheet] for cell in line)
        assert all(name in told for name in names)
        assert "trực thay: An ốm" in told
    plain = open_sheets(workbook_bytes(SMALL))
    assert not {"Thay đổi", "Phiếu thay đổi"} & plain.keys()


def test_the_slip_of_each_officer_is_printed_on_a_page_of_its_own(revised: tuple[Publication, str, str, date]) -> None:
    published, giver, taker, _ = revised
    content = workbook_bytes(published)
    lines = open_sheets(content)["Phiếu thay đổi"]
    names = [f"{published.scenario.officers[officer].name} – " for officer in (giver, taker)]
    headed = sorted(
        number for number, line in enumerate(lines) if any(str(cell).startswith(tuple(names)) for cell in line)
    )
    with ZipFile(BytesIO(content)) as book:
        broken = [
            [int(row) for row in re.findall(rb'<brk id="(\d+)"', book.read(name))]
            for name in book.namelist()
            if name.startswith("xl/worksheets/sheet") and b"fitToPage" not in book.read(name)
        ]
    assert len(headed) == 2
    assert headed[1:] in broken


def test_calendars_keep_their_ids_count_revisions_and_cancel_what_is_gone(
    revised: tuple[Publication, str, str, date],
) -> None:
    published, giver, taker, day = revised
    before, after = (
        {
            str(event["UID"]): event
            for text in calendar_texts(each).values()
            for event in Calendar.from_ical(text).walk("VEVENT")
        }
        for each in (SMALL, published)
    )
    assert {int(event["SEQUENCE"]) for event in before.values()} == {0}
    assert {int(event["SEQUENCE"]) for event in after.values()} == {1}
    cancelled = {uid for uid, event in after.items() if event["STATUS"] == "CANCELLED"}
    assert {uid.split(".")[0] for uid in cancelled} == {giver, taker}
    assert len(cancelled) == 2
    assert sum(uid in before for uid in cancelled) == 1, "the duty that was given away"
    confirmed = after.keys() - cancelled
    assert len(confirmed - before.keys()) == 1
    assert {uid.split(".")[1] for uid in confirmed - before.keys()} == {f"{day:%Y%m%d}"}


def test_the_page_has_the_lineage(revised: tuple[Publication, str, str, date]) -> None:
    page = report_html(revised[0])
    for told in ("Các lần điều chỉnh", "Minh", "An ốm", "Điều chỉnh lần 2", "không trực"):
        assert told in page
    assert "Các lần điều chỉnh" not in report_html(SMALL)


def test_hostile_reasons_and_names_stay_text(revised: tuple[Publication, str, str, date]) -> None:
    hostile = replace(SECOND, reason="<script>x</script>", by="=HYPERLINK(1)", at="no time")
    history = revised[0].history
    assert history is not None
    published = replace(
        revised[0],
        record=replace(SMALL.record, revision=hostile),
        history=replace(history, lineage=(FIRST, hostile)),
    )
    assert "<script" not in report_html(published)
    assert open_sheets(workbook_bytes(published))
