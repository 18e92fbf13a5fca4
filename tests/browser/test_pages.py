"""Every page in a real browser: nothing asked of the network, nothing to complain of, printable."""

from __future__ import annotations

import shutil
import subprocess
from tempfile import TemporaryDirectory

import pytest

from optimizer.compare.output.page import comparison_html
from optimizer.compare.wording.words import Words
from optimizer.publish.content.told import Chapter, ExplanationPage, Grid, Subheading
from optimizer.publish.html.explanation import explanation_html
from optimizer.publish.html.report import report_html
from optimizer.sweep.page import page_html
from tests.compare.test_page import two_runs
from tests.sweep.test_results import SWEEP, row, summary
from tests.worlds.published import publication, simulated

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--enable-logging=stderr",
    "--no-pdf-header-footer",
)

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")


CASES = [row(number, f"2024-06-{10 + number}", 50.0 + number, 70 - number) for number in range(1, 9)]
EXPLAINED = Chapter(
    "Vướng gì", ["Một dòng", Subheading("Giá"), Grid(["Thêm", "Người"], [["cán bộ", "12"]]), "a\n  - b"]
)
PAGES = {
    "explanation": (
        lambda: explanation_html(ExplanationPage(publication(2, 18, 10).scenario, "run", "Thiếu", [EXPLAINED]), "vi"),
        range(1, 2),
    ),
    "report": (lambda: report_html(publication(2, 18, 10)), range(3, 21)),
    "simulated": (lambda: report_html(simulated(publication(2, 18, 10))), range(4, 23)),
    "comparison": (lambda: comparison_html(Words("vi"), two_runs()), range(2, 9)),
    "sweep": (lambda: page_html(SWEEP, summary("vi"), CASES, "Kết luận"), range(1, 4)),
}
"""What makes each page, and how many sheets of paper it may take."""


@pytest.fixture(scope="module", params=PAGES)
def page(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / f"{request.param}.html"
    path.write_text(PAGES[request.param][0](), encoding="utf-8")
    return path


def browse(page, *options):
    # Its helpers may still write for a moment.
    with TemporaryDirectory(prefix="profile-", ignore_cleanup_errors=True) as profile:
        command = [BROWSER, *OPTIONS, f"--user-data-dir={profile}", *options, page.as_uri()]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)


@pytest.mark.parametrize("width", [1400, 500])
def test_the_browser_has_nothing_to_complain_of(page, width):
    picture = page.parent / f"{width}.png"
    run = browse(page, f"--window-size={width},1200", f"--screenshot={picture}")
    assert picture.stat().st_size > 10_000
    assert not [line for line in run.stderr.splitlines() if "CONSOLE" in line]


def test_the_page_prints(page):
    paper = page.parent / "page.pdf"
    browse(page, f"--print-to-pdf={paper}")
    content = paper.read_bytes()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") in PAGES[page.stem][1]
