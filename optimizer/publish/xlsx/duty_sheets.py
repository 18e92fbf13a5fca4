"""The workbook's lists of duties: the mobile team, its itinerary, and everybody's duties for look-ups."""

from __future__ import annotations

from optimizer.publish.content.lookups import place_name, post_name, visits_by_kind
from optimizer.publish.content.publication import Publication
from optimizer.publish.xlsx.sheets import HEAD_FILL, Book, Column, Group, add_sheet, write_document, write_text
from optimizer.scenario.schema import Scenario
from optimizer.texts import documents
from optimizer.texts.formats import Texts
from optimizer.world.plan import RosterRow, VisitRow


def _duty_columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column(texts(documents.NUMBER), 6, "count"),
        Column(texts(documents.DATE), 12, "date"),
        Column(texts(documents.WEEKDAY), 10),
        Column(texts(documents.SHIFT), 8),
        Column(texts(documents.HOURS_OF_DAY), 14),
        Column(texts(documents.PLACE), 22),
        Column(texts(documents.NAME), 23),
        Column(texts(documents.RANK), 11),
        Column(texts(documents.POSITION), 26),
        Column(texts(documents.UNIT), 36),
        Column(texts(documents.TASK), 16),
        Column(texts(documents.PHONE), 13),
        Column(texts(documents.NOTE), 10),
    )


def _duty_cells(publication: Publication, texts: Texts, number: int, row: RosterRow, task: str) -> list[object]:
    scenario = publication.scenario
    person = scenario.officers[row.officer]
    return [
        number,
        row.date,
        texts.weekday(row.date),
        scenario.shifts[row.shift].name,
        texts.period(row.start, row.end),
        place_name(scenario, row.place),
        row.name,
        person.rank,
        person.position,
        scenario.units[row.unit].name,
        task,
        person.phone,
        None,
    ]


def write_mobile(book: Book, publication: Publication) -> None:
    """Every duty of the travelling teams in long form, with the hours from departure to return."""
    texts = book.texts
    rows = [row for row in publication.plan.roster if row.role in ("team", "local")]
    cells = [
        _duty_cells(publication, texts, number, row, texts(documents.ROLES[row.role]))
        for number, row in enumerate(rows, 1)
    ]
    notes = [] if rows else [texts(documents.NO_VISITS)]
    write_document(
        book, publication, documents.MOBILE_SHEET, documents.MOBILE_TITLE, _duty_columns(texts), [Group(cells)], notes
    )


def write_visits(book: Book, publication: Publication) -> None:
    """The itinerary by kind of visit, schools first: which place on which day, how many are expected."""
    texts, scenario = book.texts, publication.scenario
    columns = (
        Column(texts(documents.NUMBER), 6, "count"),
        Column(texts(documents.DATE), 12, "date"),
        Column(texts(documents.WEEKDAY), 10),
        Column(texts(documents.SHIFT), 8),
        Column(texts(documents.HOURS_OF_DAY), 14),
        Column(texts(documents.PLACE), 22),
        Column(texts(documents.FROM_PLACE), 24),
        Column(texts(documents.POST), 24),
        Column(texts(documents.ELIGIBLE), 11, "whole"),
        Column(texts(documents.ATTENDANCE), 11, "share"),
        Column(texts(documents.SERVED), 11, "whole"),
        Column(texts(documents.DONE), 12, "whole"),
        Column(texts(documents.CREW), 8, "count"),
        Column(texts(documents.KIT), 12),
        Column(texts(documents.TRAVEL), 11, "whole"),
        Column(texts(documents.SETUP), 9, "whole"),
    )
    groups, number = [], 0
    for kind, rows in visits_by_kind(publication).items():
        cells = []
        for row in rows:
            number += 1
            cells.append(_visit_cells(scenario, texts, number, row))
        served, done = sum(row.expected_served for row in rows), sum(row.expected_done for row in rows)
        total = [None, texts(documents.TOTAL), *[None] * 8, served, done, *[None] * 4]
        groups.append(Group(cells, texts(documents.VISIT_KINDS[kind]), total))
    notes = [] if groups else [texts(documents.NO_VISITS)]
    write_document(book, publication, documents.VISITS_SHEET, documents.VISITS_TITLE, columns, groups, notes)


def _visit_cells(scenario: Scenario, texts: Texts, number: int, row: VisitRow) -> list[object]:
    return [
        number,
        row.date,
        texts.weekday(row.date),
        scenario.shifts[row.shift].name,
        texts.period(row.start, row.end),
        place_name(scenario, row.place),
        place_name(scenario, row.from_place),
        post_name(scenario, row.team),
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
    texts, scenario = book.texts, publication.scenario
    sheet = add_sheet(book, texts(documents.DUTIES_SHEET))
    head = book.cell(bold=True, align="center", bg_color=HEAD_FILL)
    plain, day_style = book.style(), book.style(num_format="dd/mm/yyyy", align="center")
    moment_style = book.style(num_format="dd/mm/yyyy hh:mm", align="center")
    for column, (label, width) in enumerate(_LIST_COLUMNS):
        sheet.set_column(column, column, width)
        write_text(sheet, 0, column, texts(label), head)
    units = {key: unit.name for key, unit in scenario.units.items()}
    for index, row in enumerate(publication.plan.roster, 1):
        sheet.write_datetime(index, 0, row.date, day_style)
        sheet.write_datetime(index, 1, row.start, moment_style)
        sheet.write_datetime(index, 2, row.end, moment_style)
        names = (row.name, units[row.unit], post_name(scenario, row.post), place_name(scenario, row.place))
        ids = (row.officer, row.unit, row.shift, row.post, row.place, row.stream, row.role)
        for column, text in enumerate((*names, *ids), 3):
            write_text(sheet, index, column, text, plain)
    sheet.autofilter(0, 0, len(publication.plan.roster), len(_LIST_COLUMNS) - 1)
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
