"""Fan charts lie inside their frame, the bands within one another."""

from __future__ import annotations

import re

from optimizer.publish.content.chances import stream_chances
from optimizer.publish.html.fans import Fan, fan
from optimizer.publish.html.report import report_html
from optimizer.texts.formats import Texts
from tests.publish.documents import SMALL, Page
from tests.worlds.published import simulated

SIMULATED = simulated(SMALL)


def chart() -> Fan:
    found = stream_chances(Texts("en"), SIMULATED)[0]
    return fan(Texts("en"), found.by_day, found.whole.target, SIMULATED.scenario.campaign.finish_by)


def points(text: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (point.split(",") for point in text.split())]


def test_everything_lies_inside_the_frame() -> None:
    found = chart()
    frame = found.frame
    for x, y in (point for line in (*found.bands, found.median, found.planned) for point in points(line)):
        assert frame.left <= x <= frame.width - frame.right
        assert frame.top <= y <= frame.height - frame.bottom
    assert frame.top <= found.target_at <= frame.height - frame.bottom
    assert frame.left < found.finish_at < frame.width - frame.right


def test_narrow_bands_lie_within_wide_ones_and_hold_the_median() -> None:
    found = chart()
    days = len(points(found.median))
    edges = [points(band) for band in found.bands]
    for day in range(days):
        # Along the lower edge to the last day, back along the upper one; up is a smaller figure.
        lower = [band[day][1] for band in edges]
        upper = [band[-1 - day][1] for band in edges]
        assert lower == sorted(lower, reverse=True)
        assert upper == sorted(upper)
        assert upper[-1] <= points(found.median)[day][1] <= lower[-1]


def test_each_day_is_told_where_one_points_at_it() -> None:
    marks = chart().marks
    assert len(marks) == 18
    assert marks[-1].text == "Sun 21 Apr 2024: median 4,560, 5–95\u202f% 4,275–4,892, planned 4,750"


def test_the_page_has_a_fan_of_each_stream_and_every_figure() -> None:
    page = report_html(SIMULATED)
    assert page.count('class="band"') == 3 * 2
    text = " ".join(" ".join(Page(page).text).split())
    for words in ("Khả năng đạt chỉ tiêu", "Nguyên nhân chính", "Còn xếp hàng khi đóng cửa"):
        assert words in text
    assert re.search(r'<span class="mark unlikely">42\u202f%</span>', page)
    assert 'href="#chances"' in page


def test_a_page_of_a_plan_that_was_not_simulated_has_no_such_section() -> None:
    page = report_html(SMALL)
    assert 'id="chances"' not in page
    assert "#chances" not in page
