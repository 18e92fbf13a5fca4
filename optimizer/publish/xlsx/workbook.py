"""``roster.xlsx``: the plan as the office prints, signs and files it.

How sure the plan is comes first, then what a revision changes, weekly rosters, mobile team, visits, quotas, results by
unit, hours by officer, warnings, and a plain list of all duties. The same inputs give the same bytes: the only date
inside is the campaign's first day.
"""

from __future__ import annotations

import io
from datetime import datetime, time
from pathlib import Path

from optimizer.publish.content.heading import heading
from optimizer.publish.content.publication import Publication
from optimizer.publish.xlsx.chance_sheet import write_chances
from optimizer.publish.xlsx.change_sheets import write_changes
from optimizer.publish.xlsx.duty_sheets import write_duties, write_mobile, write_visits
from optimizer.publish.xlsx.sheets import FONT, Book
from optimizer.publish.xlsx.table_sheets import write_hours, write_quotas, write_units, write_warnings
from optimizer.publish.xlsx.week_sheets import write_week_sheets
from optimizer.run.csv_files import plain_text

SHEET_WRITERS = (
    write_chances,
    write_changes,
    write_week_sheets,
    write_mobile,
    write_visits,
    write_quotas,
    write_units,
    write_hours,
    write_warnings,
    write_duties,
)
"""In the order of the sheets."""


def write_workbook(folder: Path, publication: Publication) -> None:
    """Write ``roster.xlsx`` into an existing folder."""
    (folder / "roster.xlsx").write_bytes(workbook_bytes(publication))


def workbook_bytes(publication: Publication) -> bytes:
    """The workbook's content."""
    from xlsxwriter import Workbook

    head = heading(publication)
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 11},
    }
    workbook = Workbook(buffer, options)
    workbook.set_properties(
        {
            "title": plain_text(head.campaign),
            "author": plain_text(head.agency),
            "created": datetime.combine(head.first_day, time()),
        }
    )
    book = Book(workbook, publication.texts, head)
    for write in SHEET_WRITERS:
        write(book, publication)
    workbook.close()
    return buffer.getvalue()
