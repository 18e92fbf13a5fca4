"""The page: it needs nothing from outside, escapes every name, and says first what counts."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from optimizer.commandline.terminal.plan_text import PlanText
from optimizer.publish.content.results import stream_results
from optimizer.publish.content.verdicts import expectation, headline, verdict
from optimizer.publish.content.weeks import weeks
from optimizer.publish.html.report import report_html
from optimizer.run.recording import place_records, stream_records
from optimizer.texts.formats import Texts
from tests.publish.documents import HOSTILE, SMALL, Page, with_names
from tests.worlds.published import publication


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_report_needs_nothing_from_outside(language):
    html = report_html(publication(2, 18, 10, language))
    page = Page(html)
    assert all(address.startswith("#") for address in page.addresses)
    assert not page.tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in html
    for address in page.addresses:
        assert f'id="{address[1:]}"' in html


def test_the_report_escapes_every_name():
    html = report_html(with_names(HOSTILE))
    page = Page(html)
    assert "script" not in page.tags
    assert HOSTILE in "".join(page.text)
    assert "alert(1)</script>" not in html
    assert 'title="<' not in html


@pytest.mark.parametrize("code", ['"', "</style>", "\\", "*/", "Ế"])
def test_a_code_of_a_shift_cannot_leave_the_style_sheet(code):
    data = SMALL.scenario.model_dump(mode="json")
    data["shifts"]["morning"]["code"] = code
    html = report_html(replace(SMALL, scenario=type(SMALL.scenario).model_validate(data)))
    style = html[html.index("<style>") + 7 : html.index("</style>")]
    written = [re.findall(r'--codes: "([^"]*)"', line)[0] for line in style.splitlines() if "--codes:" in line]
    assert len(written) == 2 ** len(data["shifts"]) - 1
    assert re.sub(r"\\([0-9a-f]{6})", lambda match: chr(int(match[1], 16)), written[0]) == code
    assert "script" not in Page(html).tags


def test_the_roster_can_be_narrowed_to_a_week_and_a_unit_without_a_script():
    html = report_html(SMALL)
    for week in range(len(weeks(SMALL.scenario)) + 1):
        assert f'id="week-{week}"' in html
        assert f'<label for="week-{week}"' in html
    staffed = {officer.unit for officer in SMALL.scenario.officers.values()}
    assert html.count('name="unit"') == len(staffed) + 1


def test_the_report_ranks_units_and_lists_every_officers_load():
    text = " ".join(" ".join(Page(report_html(SMALL)).text).split())
    for label in ("Xếp hạng", "Ca tối", "Ca cuối tuần", "Ca ngày lễ", "Giờ làm thêm", "Điểm tải mỗi ngày"):
        assert label in text
    row = SMALL.plan.burden[0]
    name = SMALL.scenario.officers[row.officer].name
    shown = Texts("vi").number(row.burden / row.available_days, 2)
    assert re.search(rf"{re.escape(name)} {row.duties} .* {shown}", text)


def test_the_report_tells_the_bound_for_the_published_openings_where_there_is_one():
    *first, fairness, last = SMALL.plan.tiers
    given = replace(fairness, bound=0.0, gap=1.0, bound_given_openings=1.5012)
    page = report_html(replace(SMALL, plan=replace(SMALL.plan, tiers=(*first, given, last))))
    assert "khi giữ nguyên các ca đã mở: 1,501" in page
    assert "khi giữ nguyên các ca đã mở" not in report_html(SMALL)


LINES = ("headline", "expectation")
RECORDS = {"streams": stream_records, "places": place_records}


def test_the_colour_of_the_verdict_is_that_of_its_outcome():
    progress = tuple(replace(row, expected_cumulative=row.target) for row in SMALL.plan.progress)
    told = {name: make(SMALL.scenario, progress) for name, make in RECORDS.items()}
    met = replace(SMALL, plan=replace(SMALL.plan, progress=progress), record=replace(SMALL.record, **told))
    assert '<section class="verdict met">' in report_html(met)
    assert '<section class="verdict missed">' in report_html(SMALL)


@pytest.mark.parametrize("told", [SMALL, replace(SMALL, record=replace(SMALL.record, status="interrupted"))])
def test_the_report_begins_with_the_line_of_the_terminal(told):
    page = report_html(told)
    first, second = (page.partition(f'<p class="{name}">')[2].partition("</p>")[0] for name in LINES)
    assert [unescape(first), unescape(second)] == [headline(told), expectation(told)]
    assert list(PlanText(told, Path("x")).lines())[:2] == [headline(told), expectation(told)]


def test_the_report_says_first_whether_the_target_is_met():
    html = report_html(SMALL)
    result = stream_results(SMALL)[0]
    sentence = verdict(Texts("vi"), result)
    assert sentence.startswith("Dự báo chưa đạt chỉ tiêu: ")
    assert sentence in html
    assert html.index(sentence) < html.index('id="progress"')
    for row in SMALL.plan.visits:
        assert SMALL.scenario.places[row.place].name in html
    for officer in SMALL.scenario.officers.values():
        assert officer.name in html
