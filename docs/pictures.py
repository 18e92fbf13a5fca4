"""Makes the pictures of the README from a run folder: the top of its page, and the sheet of its second week.

``make pictures`` plans the reference case and calls this. It needs Chromium, LibreOffice and poppler, and says which of
them a machine lacks.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

DOCS: Final = Path(__file__).parent
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
OFFLINE: Final = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars")
WINDOW: Final = "1400,1180"
SCALE: Final = 0.65
DOTS_PER_INCH: Final = 78


def picture_of_page(run: Path, picture: Path) -> None:
    """Show the top of the report as a browser does."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        window = [f"--window-size={WINDOW}", f"--force-device-scale-factor={SCALE}"]
        page = (run / "report.html").resolve().as_uri()
        _call(BROWSERS, *OFFLINE, *window, f"--user-data-dir={profile}", f"--screenshot={picture}", page)


def picture_of_week(run: Path, picture: Path) -> None:
    """Show the first page of the second week's sheet as it is printed."""
    with TemporaryDirectory() as folder:
        _call(("soffice",), "--headless", "--convert-to", "pdf", "--outdir", folder, str(run / "roster.xlsx"))
        paper = str(Path(folder) / "roster.pdf")
        pages = _call(("pdftotext",), "-layout", paper, "-").split("\f")
        weeks = [number for number, text in enumerate(pages, 1) if "DUTY ROSTER, WEEK" in text]
        page = str(weeks[1])
        _call(
            ("pdftoppm",),
            "-png",
            "-singlefile",
            "-r",
            str(DOTS_PER_INCH),
            "-f",
            page,
            "-l",
            page,
            paper,
            str(picture.with_suffix("")),
        )


def _call(programs: Sequence[str], *arguments: str) -> str:
    """What the first of the programs that there is prints."""
    program = next(filter(None, map(shutil.which, programs)), None)
    if program is None:
        raise SystemExit(f"pictures need {' or '.join(programs)}, which is not on this machine")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    planned = Path(sys.argv[1])
    picture_of_page(planned, DOCS / "report.png")
    picture_of_week(planned, DOCS / "week.png")
