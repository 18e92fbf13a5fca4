"""The report in a real browser: nothing asked of the network, nothing to complain of, printable."""

from __future__ import annotations

import shutil
import subprocess
from tempfile import TemporaryDirectory

import pytest

from optimizer.publish.html.report import report_html
from tests.worlds.published import publication

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


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report_html(publication(2, 18, 10)), encoding="utf-8")
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


def test_the_report_prints(page):
    paper = page.parent / "report.pdf"
    browse(page, f"--print-to-pdf={paper}")
    content = paper.read_bytes()
    assert content.startswith(b"%PDF")
    assert 3 <= content.count(b"/Type /Page\n") <= 20
