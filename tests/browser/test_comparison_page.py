"""The page of a comparison in a real browser: nothing to complain of, printable."""

from __future__ import annotations

import pytest

from optimizer.compare.output.page import comparison_html
from optimizer.compare.wording.words import Words
from tests.browser.test_report_page import BROWSER, browse
from tests.compare.test_page import two_runs

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("comparison") / "comparison.html"
    path.write_text(comparison_html(Words("vi"), two_runs()), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [1400, 500])
def test_the_browser_has_nothing_to_complain_of(page, width):
    picture = page.parent / f"{width}.png"
    run = browse(page, f"--window-size={width},1200", f"--screenshot={picture}")
    assert picture.stat().st_size > 10_000
    assert not [line for line in run.stderr.splitlines() if "CONSOLE" in line]


def test_the_page_prints(page):
    paper = page.parent / "comparison.pdf"
    browse(page, f"--print-to-pdf={paper}")
    content = paper.read_bytes()
    assert content.startswith(b"%PDF")
    assert 2 <= content.count(b"/Type /Page\n") <= 8
