"""The workbook's lists of duties: the mobile team, its itinerary, and everybody's duties for look-ups."""

from __future__ import annotations

from optimizer.publish.content.duties import DutyView, duty_views
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.visits import VisitView, visit_groups
from optimizer.publish.xlsx.sheets import HEAD_FILL, Book, RowGroup, SheetColumn, add_sheet, write_document, write_text
from optimizer.texts.texts import Texts


def write_mobile(book: Book, publication: Publication) -> None:
    """Every duty of the travelling teams in long form, with the hours from departure to return."""
    texts = book.texts
    columns = (
        SheetColumn(texts("number"), 6, "count"),
        SheetColumn(texts("date"), 12, "date"),
        SheetColumn(texts("weekday"), 10),
        SheetColumn(texts("shift"), 8),
        SheetColumn(texts("hours_of_day"), 14),
        SheetColumn(texts("place"), 22),
        SheetColumn(texts("name"), 23),
        SheetColumn(texts("rank"), 11),
        SheetColumn(texts("position"), 26),
        SheetColumn(texts("unit"), 36),
        SheetColumn(texts("task"), 16),
        SheetColumn(texts("phone"), 13),
        SheetColumn(texts("note"), 10),
    )
    away = [duty for duty in duty_views(publication) if duty.is_away]
    cells = [_duty_cells(texts, number, duty) for number, duty in enumerate(away, 1)]
    notes = [] if away else [texts("no_visits")]
    write_document(book, "mobile", columns, [RowGroup(cells)], notes)


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
        SheetColumn(texts("number"), 6, "count"),
        SheetColumn(texts("date"), 12, "date"),
        SheetColumn(texts("weekday"), 10),
        SheetColumn(texts("shift"), 8),
        SheetColumn(texts("hours_of_day"), 14),
        SheetColumn(texts("place"), 22),
        SheetColumn(texts("from_place"), 24),
        SheetColumn(texts("post"), 24),
        SheetColumn(texts("eligible"), 11, "whole"),
        SheetColumn(texts("attendance"), 11, "share"),
        SheetColumn(texts("served"), 11, "whole"),
        SheetColumn(texts("done"), 12, "whole"),
        SheetColumn(texts("crew"), 8, "count"),
        SheetColumn(texts("kit"), 12),
        SheetColumn(texts("travel"), 11, "whole"),
        SheetColumn(texts("setup"), 9, "whole"),
    )
    groups, first = [], 1
    for group in visit_groups(publication):
        cells = [_visit_cells(texts, number, visit) for number, visit in enumerate(group.visits, first)]
        first += len(cells)
        figures = [group.expected_served, group.expected_done]
        total = [None, texts("total"), *[None] * 8, *figures, *[None] * 4]
        groups.append(RowGroup(cells, group.kind, total))
    notes = [] if groups else [texts("no_visits")]
    write_document(book, "visits", columns, groups, notes)


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
        row.eligible,
        row.attendance,
        row.expected_served,
        row.expected_done,
        row.crew,
        row.kit,
        row.travel_minutes,
        row.setup_minutes,
    ]


def write_duties(book: Book, publication: Publication) -> None:
    """Every duty of everybody as a plain filtered list with ids, for sorting and look-ups."""
    texts = book.texts
    sheet = add_sheet(book, texts("duties_sheet"))
    head = book.cell(bold=True, align="center", bg_color=HEAD_FILL)
    plain, day_style = book.style(), book.style(num_format="dd/mm/yyyy", align="center")
    moment_style = book.style(num_format="dd/mm/yyyy hh:mm", align="center")
    for column, (label, width) in enumerate(_LIST_COLUMNS):
        sheet.set_column(column, column, width)
        write_text(sheet, 0, column, texts(label), head)
    duties = duty_views(publication)
    for index, duty in enumerate(duties, 1):
        row = duty.row
        sheet.write_datetime(index, 0, row.date, day_style)
        sheet.write_datetime(index, 1, row.start, moment_style)
        sheet.write_datetime(index, 2, row.end, moment_style)
        names = (row.name, duty.unit, duty.post, duty.place)
        ids = (row.officer, row.unit, row.shift, row.post, row.place, row.stream, row.role)
        for column, text in enumerate((*names, *ids), 3):
            write_text(sheet, index, column, text, plain)
    sheet.autofilter(0, 0, len(duties), len(_LIST_COLUMNS) - 1)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


_LIST_COLUMNS = (
    ("date", 12),
    ("start", 17),
    ("end", 17),
    ("name", 24),
    ("unit", 26),
    ("post", 26),
    ("place", 22),
    ("id_officer", 18),
    ("id_unit", 16),
    ("id_shift", 12),
    ("id_post", 18),
    ("id_place", 18),
    ("id_stream", 12),
    ("id_role", 10),
)
