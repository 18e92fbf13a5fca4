"""The frame every sheet of the workbook shares: page, head and signatures of Decree 30/2020/NĐ-CP, tables.

All texts go in as strings, never as formulas, numbers or links, whatever they look like.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal

from optimizer.publish.content.heading import Heading
from optimizer.run.csv_files import plain_text
from optimizer.texts import documents
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Template

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT = "Times New Roman"
HEAD_FILL = "#D9E2EC"
GROUP_FILL = "#EEF2F6"
REST_FILL = "#F3EFE6"
LINE = "#7B8794"
ROW_HEIGHT = 16
WRAPPING_WIDTH = 18
"""Columns at least so wide, in characters, wrap their texts."""

HEAD_HEIGHT = 111.0
"""Height of the rows that :func:`write_head` fills, in points."""
HOURS_FORMAT = '0.0;-0.0;"–"'
"""Nothing stands out less than a zero."""
PAGE_WIDTH, PAGE_HEIGHT = 741.0, 480.0
"""What the margins leave of A4 landscape, in points."""
_WIDTH_SLACK, _HEIGHT_SLACK = 0.91, 0.97
"""Programs differ by so much in how wide and high they draw cells."""

CellKind = Literal["text", "whole", "decimal", "share", "date", "count", "load", "rate"]
_NUMBER_FORMATS = {
    "whole": "#,##0",
    "decimal": "#,##0.0",
    "share": "0.0%",
    "date": "dd/mm/yyyy",
    "count": "0",
    "rate": "0.00",
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a table."""

    title: str
    width: float
    """In characters."""
    kind: CellKind = "text"


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows below one heading, with a closing row of totals if there is one."""

    rows: Sequence[Sequence[object]]
    heading: str = ""
    total: Sequence[object] | None = None


@dataclass(slots=True)
class Book:
    """A workbook being written, with its language and the formats made so far."""

    workbook: Workbook
    texts: Texts
    heading: Heading
    _formats: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def style(self, **properties: object) -> Format:
        """A cell format; the same properties give the same object."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base: dict[str, object] = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
            self._formats[key] = self.workbook.add_format({**base, **properties})
        return self._formats[key]

    def cell(self, **properties: object) -> Format:
        """A bordered cell format of a table."""
        return self.style(border=1, border_color=LINE, **properties)


def add_sheet(book: Book, name: str) -> Worksheet:
    """A sheet set up for print: A4 landscape, one page wide, margins and page number of the decree."""
    sheet = book.workbook.add_worksheet(name[:31])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.79, right=0.6, top=0.8, bottom=0.8)
    sheet.set_header(f'&C&"{FONT},Regular"&13&P', {"margin": 0.4})
    sheet.set_footer(f'&L&"{FONT},Italic"&8{book.heading.imprint}', {"margin": 0.35})
    sheet.set_start_page(1)
    sheet.fit_to_pages(1, 0)
    sheet.set_default_row(ROW_HEIGHT)
    sheet.hide_gridlines(2)
    return sheet


def write_text_cell(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Write a text as a text."""
    sheet.write_string(row, column, plain_text(text), style)


def merge_text(sheet: Worksheet, row: int, first: int, last: int, text: str, style: Format) -> None:
    """Write a text across columns of one row."""
    if first == last:
        write_text_cell(sheet, row, first, text, style)
        return
    sheet.merge_range(row, first, row, last, "", style)
    write_text_cell(sheet, row, first, text, style)


def write_head(book: Book, sheet: Worksheet, widths: Sequence[float], title: str, subtitle: str, year: int) -> int:
    """Agency, state, motto, place and date, title; return the first free row."""
    last = len(widths) - 1
    middle = _column_at(widths, 0.42)
    left, right = (0, middle), (middle + 1, last)
    texts, heading = book.texts, book.heading
    plain = book.style(font_size=12, align="center")
    bold = book.style(font_size=12, bold=True, align="center")
    motto = book.style(font_size=13, bold=True, align="center")
    merge_text(sheet, 0, *left, heading.superior, plain)
    merge_text(sheet, 0, *right, texts(documents.STATE), bold)
    merge_text(sheet, 1, *left, heading.agency, bold)
    merge_text(sheet, 1, *right, texts(documents.MOTTO), motto)
    sheet.set_row(2, 9)
    # A rule of dashes stays centred whatever the columns; a border would follow them.
    rule = book.style(font_size=9, align="center")
    merge_text(sheet, 2, *left, "\u2014" * 7, rule)
    merge_text(sheet, 2, *right, "\u2014" * 16, rule)
    issued = texts(documents.PLACE_AND_DATE, place=heading.place, year=year)
    merge_text(sheet, 3, *left, texts(documents.DOCUMENT_NUMBER), book.style(font_size=13, align="center"))
    merge_text(sheet, 3, *right, issued, book.style(font_size=13, italic=True, align="center"))
    sheet.set_row(4, 8)
    sheet.set_row(5, 22)
    merge_text(sheet, 5, 0, last, title, book.style(font_size=14, bold=True, align="center"))
    merge_text(sheet, 6, 0, last, subtitle, book.style(font_size=13, italic=True, align="center"))
    sheet.set_row(7, 18 if heading.revision else 8)
    if heading.revision:
        merge_text(sheet, 7, 0, last, heading.revision, book.style(font_size=12, bold=True, align="center"))
    return 8


def _column_at(widths: Sequence[float], share: float) -> int:
    """The column whose right edge is nearest to a share of the width, leaving room for both halves of the head."""
    edges = [sum(widths[: index + 1]) / sum(widths) for index in range(len(widths) - 1)]
    return min(range(len(edges)), key=lambda index: abs(edges[index] - share))


def write_table(
    book: Book, sheet: Worksheet, row: int, columns: Sequence[SheetColumn], groups: Iterable[RowGroup]
) -> int:
    """A table with a repeated, frozen head; return the first free row below it."""
    head = book.cell(bold=True, align="center", text_wrap=True, bg_color=HEAD_FILL)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        write_text_cell(sheet, row, index, column.title, head)
    sheet.set_row(row, 34)
    sheet.repeat_rows(row)
    sheet.freeze_panes(row + 1, 0)
    row += 1
    heading = book.cell(bold=True, bg_color=GROUP_FILL)
    for group in groups:
        if group.heading:
            merge_text(sheet, row, 0, len(columns) - 1, group.heading, heading)
            row += 1
        for cells in group.rows:
            _write_cells(book, sheet, row, columns, cells, {})
            row += 1
        if group.total is not None:
            _write_cells(book, sheet, row, columns, group.total, {"bold": True, "top": 2})
            row += 1
    return row


def _write_cells(
    book: Book,
    sheet: Worksheet,
    row: int,
    columns: Sequence[SheetColumn],
    cells: Sequence[object],
    more: dict[str, Any],
) -> None:
    if (lines := _lines(columns, cells)) > 1:
        sheet.set_row(row, ROW_HEIGHT * lines)
    for index, (column, value) in enumerate(zip(columns, cells, strict=True)):
        if value is None or value == "":
            sheet.write_blank(row, index, None, book.cell(**more))
        elif isinstance(value, str):
            wrap = column.width >= WRAPPING_WIDTH
            write_text_cell(
                sheet, row, index, value, book.cell(text_wrap=wrap, align="left" if wrap else "center", **more)
            )
        elif isinstance(value, date) and not isinstance(value, datetime):
            style = book.cell(num_format=_NUMBER_FORMATS["date"], align="center", **more)
            sheet.write_datetime(row, index, value, style)
        else:
            align = "center" if column.kind == "count" else "right"
            style = book.cell(num_format=_number_format(column.kind, value), align=align, **more)
            sheet.write_number(row, index, float(value), style)  # type: ignore[arg-type]


def _lines(columns: Sequence[SheetColumn], cells: Sequence[object]) -> int:
    """Lines the row needs: office programs do not heighten rows for wrapped text that they did not type themselves."""
    texts = ((column.width, value) for column, value in zip(columns, cells, strict=True) if isinstance(value, str))
    return max((math.ceil(_length(text) / width) for width, text in texts if width >= WRAPPING_WIDTH), default=1)


@lru_cache(maxsize=4096)
def _length(text: str) -> float:
    """Width of a text in digits of the same font; capitals are wide, other letters narrow."""
    return sum(1.3 if letter.isupper() else 0.87 for letter in text)


def _number_format(kind: CellKind, value: object) -> str:
    """A load is counted in whole numbers, its average is not."""
    if kind == "load":
        return _NUMBER_FORMATS["whole" if isinstance(value, int) else "decimal"]
    return _NUMBER_FORMATS[kind]


def break_pages(
    sheet: Worksheet, widths: Sequence[float], first_row: int, repeated: float, blocks: Iterable[int]
) -> None:
    """Scale a sheet to the width of its page and break pages between blocks of rows, so that each stays whole.

    Excel ignores breaks on sheets that are to fit a page, so the scale is worked out here.

    Parameters
    ----------
    sheet
        The sheet, headed by :func:`write_head`; the rows of the blocks have the standard height.
    widths
        Widths of its columns, in characters.
    first_row
        Row of the first block.
    repeated
        Height of the rows repeated on each page, in points.
    blocks
        Number of rows of each block.
    """
    scale = _scale_to_page(widths)
    page = PAGE_HEIGHT * _HEIGHT_SLACK * 100 / scale
    breaks, row, used = [], first_row, HEAD_HEIGHT + repeated
    for count in blocks:
        height = count * ROW_HEIGHT
        if used + height > page and used > repeated:
            breaks.append(row)
            used = repeated
        used += height
        row += count
    sheet.set_print_scale(scale)
    sheet.set_h_pagebreaks(breaks)


def _scale_to_page(widths: Sequence[float]) -> int:
    """Percent at which columns of these widths, in characters, fill a page."""
    width = sum(int(column * 7 + 5) * 0.75 for column in widths)
    return max(10, min(100, int(100 * PAGE_WIDTH / width * _WIDTH_SLACK)))


def write_notes(book: Book, sheet: Worksheet, row: int, last: int, notes: Iterable[str]) -> int:
    """Small remarks below a table; return the first free row."""
    style = book.style(font_size=10, italic=True, text_wrap=True)
    for note in notes:
        merge_text(sheet, row, 0, last, note, style)
        row += 1
    return row


def write_signatures(book: Book, sheet: Worksheet, row: int, widths: Sequence[float]) -> None:
    """Who prepared the table, on the left; who signs it, on the right, with room for the signature."""
    last = len(widths) - 1
    middle = _column_at(widths, 0.5)
    bold = book.style(font_size=13, bold=True, align="center")
    hint = book.style(font_size=11, italic=True, align="center")
    for first, end, caption in (
        (0, middle, book.heading.prepared_by),
        (middle + 1, last, book.heading.signatory),
    ):
        merge_text(sheet, row + 1, first, end, caption, bold)
        merge_text(sheet, row + 2, first, end, book.texts(documents.SIGNATURE_HINT), hint)
    sheet.print_area(0, 0, row + 7, last)


def _write_first(book: Book, sheet: Worksheet, row: int, widths: Sequence[float], texts: Sequence[str]) -> int:
    """Sentences above a table, as high as they need; return the first free row."""
    for number, text in enumerate(texts):
        style = book.style(font_size=12, bold=number == 0, text_wrap=True, valign="top")
        merge_text(sheet, row, 0, len(widths) - 1, text, style)
        sheet.set_row(row, ROW_HEIGHT * math.ceil(1.15 * _length(text) / sum(widths)))
        row += 1
    return row


def write_document(
    book: Book,
    name: Template,
    title: Template,
    columns: Sequence[SheetColumn],
    groups: Sequence[RowGroup],
    notes: Iterable[str] = (),
    first: Sequence[str] = (),
    *,
    is_page_each: bool = False,
) -> None:
    """Add a sheet with one table, headed and signed as a document of its own.

    Parameters
    ----------
    book, name, title
        The workbook, and what the sheet and its document are called.
    columns, groups
        The table.
    notes, first
        Remarks below the table, and what is said above it, the first of that in bold.
    is_page_each
        Whether every group is printed on a page of its own.
    """
    texts, heading = book.texts, book.heading
    sheet = add_sheet(book, texts(name))
    widths = [column.width for column in columns]
    span = texts(documents.FROM_TO, first=texts.day(heading.first_day), last=texts.day(heading.last_day))
    row = write_head(book, sheet, widths, texts(title), span, heading.first_day.year)
    row = _write_first(book, sheet, row, widths, first)
    if is_page_each:
        heights = [len(group.rows) + bool(group.heading) + (group.total is not None) for group in groups]
        sheet.set_print_scale(_scale_to_page(widths))
        sheet.set_h_pagebreaks([row + 1 + before for before in accumulate(heights[:-1])])
    row = write_table(book, sheet, row, columns, groups)
    row = write_notes(book, sheet, row + 1, len(columns) - 1, notes)
    write_signatures(book, sheet, row, widths)
