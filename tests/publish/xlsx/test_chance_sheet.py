"""The first sheet of the workbook says how sure the plan is."""

from __future__ import annotations

from optimizer.publish.content.verdicts import expectation, headline
from optimizer.publish.xlsx.workbook import workbook_bytes
from tests.publish.documents import SMALL, open_sheets
from tests.worlds.published import simulated

SIMULATED = simulated(SMALL)


def test_the_first_sheet_begins_with_the_first_line_of_every_surface() -> None:
    for publication in (SIMULATED, SMALL):
        name, sheet = next(iter(open_sheets(workbook_bytes(publication)).items()))
        assert name == "Khả năng đạt"
        said = [line[0] for line in sheet]
        assert said.index(headline(publication)) + 1 == said.index(expectation(publication))


def test_each_place_has_its_figures_and_all_places_theirs() -> None:
    sheet = open_sheets(workbook_bytes(SIMULATED))["Khả năng đạt"]
    head = next(line for line in sheet if line[0] == "STT")
    rows = [dict(zip(head, line, strict=True)) for line in sheet[sheet.index(head) + 1 :] if line[1]]
    pools = sum(len(place.pools) for place in SMALL.scenario.places.values())
    assert len([row for row in rows if row["STT"]]) >= pools
    for row in rows:
        target = row["Chỉ tiêu"]
        assert (row["Trung vị"], row["5\u202f%"]) == (int(0.96 * target + 1e-6), int(0.9 * target + 1e-6))
        assert row["Đạt trước hết 21/04"] == "42\u202f%"
        assert row["Nguyên nhân chính"] == "xếp hàng"
    assert [row["Địa điểm"] for row in rows if not row["STT"]] == ["Toàn địa bàn"] * 2
