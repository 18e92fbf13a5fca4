"""Officers' loads, and the averages they are held against."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.publish.content.loads import FIGURES, unit_loads
from optimizer.publish.html.report import report_html
from optimizer.publish.xlsx.workbook import workbook_bytes
from optimizer.texts.formats import Texts
from tests.publish.documents import SMALL, open_sheets


def test_a_unit_is_its_officers_with_their_averages() -> None:
    rows = {row.officer: row for row in SMALL.plan.burden}
    for load in unit_loads(SMALL):
        mine = [rows[officer.row.officer] for officer in load.officers]
        assert {row.unit for row in mine} == {load.officers[0].row.unit}
        for figure, average in zip(FIGURES, load.average_figures, strict=True):
            assert average == pytest.approx(sum(getattr(row, figure) for row in mine) / len(mine))


def test_workbook_and_page_tell_one_average_of_those_who_were_there() -> None:
    first, *others = (row for row in SMALL.plan.burden if row.unit == "tan_phu")
    ill = replace(first, duties=0, hours=0.0, burden=0.0, available_days=0)
    rows = tuple(ill if row == first else row for row in SMALL.plan.burden)
    published = replace(SMALL, plan=replace(SMALL.plan, burden=rows))
    average = sum(row.burden / row.available_days for row in others) / len(others)
    sheet = open_sheets(workbook_bytes(published))["Giờ trực cán bộ"]
    head = next(line for line in sheet if line[0] == "STT")
    told = next(line for line in sheet if line[1] == "Bình quân")
    assert told[head.index("Điểm tải mỗi ngày")] == pytest.approx(average)
    assert f'<td class="right">{Texts("vi").number(average, 2)}</td><td class="right whole">' in report_html(published)
