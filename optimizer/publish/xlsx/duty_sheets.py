"""The workbook's lists of duties: the mobile team, its itinerary, and everybody's duties for look-ups."""

from __future__ import annotations

from optimizer.publish.content.duties import DutyView, duty_views
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.visits import VisitView, visit_groups
from optimizer.publish.xlsx.sheets import (
    HEAD_FILL,
    Book,
    RowGroup,
    SheetColumn,
    add_sheet,
    write_document,
    write_text_cell,
)
from optimizer.texts import documents
from optimizer.texts.formats import Texts, people_cut


def write_mobile(book: Book, publication: Publication) -> None:
    """Every duty of the travelling teams in long form, with the hours from departure to return."""
    texts = book.texts
    columns = (
        SheetColumn(texts(documents.NUMBER), 6, "count"),
        SheetColumn(texts(documents.DATE), 12, "date"),
        SheetColumn(texts(documents.WEEKDAY), 10),
        SheetColumn(texts(documents.SHIFT), 8),
        SheetColumn(texts(documents.HOURS_OF_DAY), 14),
        SheetColumn(texts(documents.PLACE), 22),
        SheetColumn(texts(documents.NAME), 23),
        SheetColumn(texts(documents.RANK), 11),
        SheetColumn(texts(documents.POSITION), 26),
        SheetColumn(texts(documents.UNIT), 36),
        SheetColumn(texts(documents.TASK), 16),
        SheetColumn(texts(documents.PHONE), 13),
        SheetColumn(texts(documents.NOTE), 10),
    )
    away = [duty for duty in duty_views(publication) if duty.is_away]
    cells = [_duty_cells(texts, number, duty) for number, duty in enumerate(away, 1)]
    notes = [] if away else [texts(documents.NO_VISITS)]
    write_document(book, documents.MOBILE_SHEET, documents.MOBILE_TITLE, columns, [RowGroup(cells)], notes)


def _duty_cells(texts: Texts, number: int, duty: DutyView) -> list[object]:
    row = duty.row
    return [
        number,
        row.date,
        texts.weekday(row.date),
        duty.shift,
        texts.period(row.start, row.end),
        duty.place,
        row.name,
        duty.rank,
        duty.position,
        duty.unit,
        duty.task,
        duty.phone,
        None,
    ]


def write_visits(book: Book, publication: Publication) -> None:
    """The itinerary by kind of visit, schools first: which place on which day, how many are expected."""
    texts = book.texts
    columns = (
        SheetColumn(texts(documents.NUMBER), 6, "count"),
        SheetColumn(texts(documents.DATE), 12, "date"),
        SheetColumn(texts(documents.WEEKDAY), 10),
        SheetColumn(texts(documents.SHIFT), 8),
        SheetColumn(texts(documents.HOURS_OF_DAY), 14),
        SheetColumn(texts(documents.PLACE), 22),
        SheetColumn(texts(documents.FROM_PLACE), 24),
        SheetColumn(texts(documents.POST), 24),
        SheetColumn(texts(documents.ELIGIBLE), 11, "whole"),
        SheetColumn(texts(documents.ATTENDANCE), 11, "share"),
        SheetColumn(texts(documents.SERVED), 11, "whole"),
        SheetColumn(texts(documents.DONE), 12, "whole"),
        SheetColumn(texts(documents.CREW), 8, "count"),
        SheetColumn(texts(documents.KIT), 12),
        SheetColumn(texts(documents.TRAVEL), 11, "whole"),
        SheetColumn(texts(documents.SETUP), 9, "whole"),
    )
    groups, first = [], 1
    for group in visit_groups(publication):
        cells = [_visit_cells(texts, number, visit) for number, visit in enumerate(group.visits, first)]
        first += len(cells)
        figures = [people_cut(group.expected_served), people_cut(group.expected_done)]
        total = [None, texts(documents.TOTAL), *[None] * 8, *figures, *[None] * 4]
        groups.append(RowGroup(cells, group.kind, total))
    notes = [] if groups else [texts(documents.NO_VISITS)]
    write_document(book, documents.VISITS_SHEET, documents.VISITS_TITLE, columns, groups, notes)


def _visit_cells(texts: Texts, number: int, visit: VisitView) -> list[object]:
    row = visit.row
    return [
        number,
        row.date,
        texts.weekday(row.date),
        visit.shift,
        texts.period(row.start, row.end),
        visit.place,
        visit.from_place,
        visit.team,
        people_cut(row.eligible),
        row.attendance,
        people_cut(row.expected_served),
        people_cut(row.expected_done),
        row.crew,
        row.kit,
        row.travel_minutes,
        row.setup_minutes,
    ]


def write_duties(book: Book, publication: Publication) -> None:
    """Every duty of everybody as a plain filtered list with ids, for sorting and look-ups."""
    texts = book.texts
    sheet = add_sheet(book, texts(documents.DUTIES_SHEET))
    head = book.cell(bold=True, align="center", bg_color=HEAD_FILL)
    plain, day_style = book.style(), book.style(num_format="dd/mm/yyyy", align="center")
    moment_style = book.style(num_format="dd/mm/yyyy hh:mm", align="center")
    for column, (label, width) in enumerate(_LIST_COLUMNS):
        sheet.set_column(column, column, width)
        write_text_cell(sheet, 0, column, texts(label), head)
    duties = duty_views(publication)
    for index, duty in enumerate(duties, 1):
        row = duty.row
        sheet.write_datetime(index, 0, row.date, day_style)
        sheet.write_datetime(index, 1, row.start, moment_style)
        sheet.write_datetime(index, 2, row.end, moment_style)
        names = (row.name, duty.unit, duty.post, duty.place)
        ids = (row.officer, row.unit, row.shift, row.post, row.place, row.stream, row.role)
        for column, text in enumerate((*names, *ids), 3):
            write_text_cell(sheet, index, column, text, plain)
    sheet.autofilter(0, 0, len(duties), len(_LIST_COLUMNS) - 1)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


_LIST_COLUMNS = (
    (documents.DATE, 12),
    (documents.START, 17),
    (documents.END, 17),
    (documents.NAME, 24),
    (documents.UNIT, 26),
    (documents.POST, 26),
    (documents.PLACE, 22),
    (documents.ID_OFFICER, 18),
    (documents.ID_UNIT, 16),
    (documents.ID_SHIFT, 12),
    (documents.ID_POST, 18),
    (documents.ID_PLACE, 18),
    (documents.ID_STREAM, 12),
    (documents.ID_ROLE, 10),
)
