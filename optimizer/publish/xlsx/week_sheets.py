"""The weekly duty rosters: one sheet a week, officers by unit down, days and shifts across."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from optimizer.publish.content.publication import Publication
from optimizer.publish.content.signs import AbsenceSign, ShiftSign, absence_signs, shift_signs
from optimizer.publish.content.weeks import DaySigns, RosterDay, RosterLine, UnitRoster, WeekRoster, week_rosters
from optimizer.publish.xlsx.sheets import (
    GROUP_FILL,
    HEAD_FILL,
    HOURS_FORMAT,
    LINE,
    REST_FILL,
    Book,
    add_sheet,
    break_pages,
    merge_text,
    write_head,
    write_notes,
    write_signatures,
    write_text_cell,
)
from optimizer.texts import documents

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FIRST_SHIFT_COLUMN = 4
SHIFT_FILLS = ("#FFF3C4", "#FFE0C2", "#D6E4FF", "#E3D5F5")
ABSENCE_COLOURS = {"rest": "#52606D", "leave": "#0B6E4F", "compensatory": "#0B6E4F", "other_duty": "#9AA5B1"}


WIDTHS = (5.0, 22.0, 11.0, 21.0)
SHIFT_WIDTH, HOURS_WIDTH = 3.6, 7.0


_WEEK_HEAD_HEIGHT = 44.0
_CLOSING_ROWS = 11
"""Legend and signatures, which stay together."""


def write_week_sheets(book: Book, publication: Publication) -> None:
    """Add one sheet per week of the campaign."""
    shifts, absences = shift_signs(publication), absence_signs(publication)
    for week in week_rosters(publication):
        _WeekSheet(book, week, shifts, absences).write()


class _WeekSheet:
    """One sheet being written."""

    def __init__(
        self, book: Book, week: WeekRoster, shifts: Sequence[ShiftSign], absences: Sequence[AbsenceSign]
    ) -> None:
        self.book, self.week, self.shifts, self.absences = book, week, shifts, absences
        self.codes = {sign.kind: sign.code for sign in absences}
        self.widths = [*WIDTHS, *[SHIFT_WIDTH] * (7 * len(shifts)), HOURS_WIDTH]
        self.sheet: Worksheet = add_sheet(book, book.texts(documents.WEEK_SHEET, week=week.number))

    def write(self) -> None:
        """Head, officers by unit, legend, signatures."""
        book, sheet, widths, texts, days = self.book, self.sheet, self.widths, self.book.texts, self.week.days
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        title = texts(documents.WEEK_TITLE, week=self.week.number)
        span = texts(documents.FROM_TO, first=texts.day(days[0].date), last=texts.day(days[-1].date))
        row = write_head(book, sheet, widths, title, span, days[0].date.year)
        row = first_row = self._write_table_head(row)
        for unit in self.week.units:
            row = self._write_unit(unit, row)
        row = write_notes(book, sheet, row + 1, len(widths) - 1, self._legend())
        write_signatures(book, sheet, row, widths)
        blocks = [len(unit.lines) + 1 for unit in self.week.units]
        break_pages(sheet, widths, first_row, _WEEK_HEAD_HEIGHT, [*blocks, _CLOSING_ROWS])

    def _write_table_head(self, row: int) -> int:
        book, sheet, texts = self.book, self.sheet, self.book.texts
        head = book.cell(bold=True, align="center", text_wrap=True, bg_color=HEAD_FILL)
        for column, label in enumerate((documents.NUMBER, documents.NAME, documents.RANK, documents.POSITION)):
            sheet.merge_range(row, column, row + 1, column, "", head)
            write_text_cell(sheet, row, column, texts(label), head)
        column = FIRST_SHIFT_COLUMN
        for day in self.week.days:
            fill = REST_FILL if day.is_rest else HEAD_FILL
            colour = "#A61B1B" if day.is_rest else "#000000"
            style = book.cell(bold=True, align="center", bg_color=fill, font_color=colour)
            caption = f"{texts.short_weekday(day.date)} {texts.short_day(day.date)}"
            merge_text(sheet, row, column, column + len(self.shifts) - 1, caption, style)
            for shift in self.shifts:
                write_text_cell(sheet, row + 1, column, shift.code, style)
                column += 1
        sheet.merge_range(row, column, row + 1, column, "", head)
        write_text_cell(sheet, row, column, texts(documents.WEEK_HOURS), head)
        sheet.set_row(row, _WEEK_HEAD_HEIGHT - 20)
        sheet.set_row(row + 1, 20)
        sheet.repeat_rows(row, row + 1)
        sheet.freeze_panes(row + 2, 2)
        return row + 2

    def _write_unit(self, unit: UnitRoster, row: int) -> int:
        posts = "; ".join(f"{number}: {name}" if number else name for number, name in unit.posts)
        style = self.book.cell(bold=True, bg_color=GROUP_FILL)
        heading = f"{unit.name} — {posts}" if posts else unit.name
        merge_text(self.sheet, row, 0, len(self.widths) - 1, heading, style)
        for line in unit.lines:
            row += 1
            self._write_line(line, row)
            for index, (day, signs) in enumerate(zip(self.week.days, line.days, strict=True)):
                self._write_day(day, signs, row, FIRST_SHIFT_COLUMN + index * len(self.shifts))
        return row + 1

    def _write_line(self, line: RosterLine, row: int) -> None:
        book, sheet = self.book, self.sheet
        lean = {"italic": True} if line.number is None else {}
        if line.number is None:
            sheet.write_blank(row, 0, None, book.cell())
        else:
            sheet.write_number(row, 0, line.number, book.cell(align="center"))
        write_text_cell(sheet, row, 1, line.name, book.cell(shrink=True, **lean))
        write_text_cell(sheet, row, 2, line.rank, book.cell(font_size=10))
        write_text_cell(sheet, row, 3, line.position, book.cell(font_size=10, shrink=True, **lean))
        column = FIRST_SHIFT_COLUMN + 7 * len(self.shifts)
        sheet.write_number(row, column, line.hours, book.cell(num_format=HOURS_FORMAT, align="center"))

    def _write_day(self, day: RosterDay, signs: DaySigns, row: int, first_column: int) -> None:
        book, sheet, width = self.book, self.sheet, len(self.shifts)
        free = self.codes[signs.absence] if signs.absence else ""
        for position, shift in enumerate(self.shifts):
            column, edges = first_column + position, _edges(position, width)
            if sign := signs.shifts.get(shift.shift):
                fill = SHIFT_FILLS[position % len(SHIFT_FILLS)]
                style = book.style(align="center", bold=True, bg_color=fill, shrink=True, **edges)
                write_text_cell(sheet, row, column, sign, style)
            elif free and position == width // 2:
                colour = ABSENCE_COLOURS[str(signs.absence)]
                style = book.style(align="center", font_color=colour, **edges, **_fill(day))
                write_text_cell(sheet, row, column, free, style)
            else:
                sheet.write_blank(row, column, None, book.style(**edges, **_fill(day)))

    def _legend(self) -> list[str]:
        texts = self.book.texts
        shifts = [f"{shift.code} = {shift.name} ({shift.hours})" for shift in self.shifts]
        absences = [f"{absence.code} = {absence.meaning}" for absence in self.absences]
        return [
            f"{texts(documents.LEGEND)}: {'; '.join(shifts + absences)}.",
            f"{texts(documents.POST_MARKS)}; {texts(documents.LENT_MARK)}.",
        ]


def _edges(position: int, width: int) -> dict[str, object]:
    """Borders of one cell of a day: solid around the day, hairlines inside."""
    return {
        "top": 1,
        "bottom": 1,
        "left": 1 if position == 0 else 7,
        "right": 1 if position == width - 1 else 7,
        "border_color": LINE,
    }


def _fill(day: RosterDay) -> dict[str, object]:
    if not day.is_planned:
        return {"pattern": 14, "fg_color": "#CBD2D9", "bg_color": "#FFFFFF"}
    return {"bg_color": REST_FILL} if day.is_rest else {}
