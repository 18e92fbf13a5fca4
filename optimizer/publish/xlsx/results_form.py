"""``results_form.xlsx``: the form in which desks report, as ``catruc record`` reads it."""

from __future__ import annotations

import io
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.publish.content.heading import heading
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.results_form import ResultsForm, results_form
from optimizer.publish.xlsx.sheets import HEAD_FILL, Book, write_text_cell
from optimizer.run.csv_files import plain_text
from optimizer.texts import tracking as words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_FIGURES = ("done", "came", "failed", "turned_away", "officers_absent")
_FREE_ROWS = 200
"""Rows below those planned for what was open besides, with the same choices in their cells."""
_LONGEST_LIST = 255
"""Characters of all choices that a cell may offer."""


def write_results_form(folder: Path, publication: Publication) -> None:
    """Write ``results_form.xlsx`` into an existing folder."""
    from xlsxwriter import Workbook

    form, head, texts = results_form(publication), heading(publication), publication.texts
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = Workbook(buffer, options)
    created = datetime.combine(head.first_day, time())
    workbook.set_properties({"title": plain_text(head.campaign), "author": plain_text(head.agency), "created": created})
    book = Book(workbook, texts, head)
    sheet = workbook.add_worksheet(texts(words.RESULTS_SHEET))
    _write_rows(book, sheet, form)
    _offer_choices(sheet, form)
    guide = workbook.add_worksheet(texts(words.GUIDE_SHEET))
    guide.set_column(0, 0, 110)
    for number, line in enumerate(words.FORM_GUIDE):
        write_text_cell(guide, number, 0, texts(line), book.style(font_size=12, text_wrap=True, valign="top"))
    workbook.close()
    (folder / "results_form.xlsx").write_bytes(buffer.getvalue())


def _write_rows(book: Book, sheet: Worksheet, form: ResultsForm) -> None:
    columns = [*("date", "place", "stream", "shift"), "", *_FIGURES]
    widths = (12, 34, 44, 10, 10, 10, 14, 14, 10, 14)
    head = book.cell(bold=True, align="center", text_wrap=True, bg_color=HEAD_FILL)
    for index, (column, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(index, index, width)
        title = form.headings[column] if column else book.texts(words.FORM_PLANNED)
        write_text_cell(sheet, 0, index, title, head)
    sheet.set_row(0, 34)
    sheet.freeze_panes(1, 3)
    plain, day = book.cell(), book.cell(num_format="dd/mm/yyyy", align="center")
    figure, planned = book.cell(num_format="0"), book.cell(num_format="0", italic=True, font_color="#52606D")
    for number, row in enumerate(form.rows, 1):
        sheet.write_datetime(number, 0, datetime.combine(row.date, time()), day)
        write_text_cell(sheet, number, 1, row.place, plain)
        write_text_cell(sheet, number, 2, row.stream, plain)
        sheet.write_blank(number, 3, None, plain)
        sheet.write_number(number, 4, round(row.planned), planned)
        for index in range(5, len(columns)):
            sheet.write_blank(number, index, None, figure)
    for number in range(len(form.rows) + 1, len(form.rows) + 1 + _FREE_ROWS):
        sheet.write_blank(number, 0, None, day)


def _offer_choices(sheet: Worksheet, form: ResultsForm) -> None:
    last = len(form.rows) + _FREE_ROWS
    for index, choices in ((1, form.places), (2, form.streams), (3, form.shifts)):
        # A list in a cell separates its choices by commas, and has an end.
        if choices and len(",".join(choices)) <= _LONGEST_LIST and not any("," in choice for choice in choices):
            sheet.data_validation(1, index, last, index, {"validate": "list", "source": list(choices)})
    whole = {"validate": "integer", "criteria": ">=", "value": 0}
    sheet.data_validation(1, 5, last, 4 + len(_FIGURES), whole)
