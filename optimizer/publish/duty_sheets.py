"""The workbook's lists of duties: the mobile team, its itinerary, and everybody's duties for look-ups."""

from __future__ import annotations

from datetime import datetime

from optimizer.publish.publication import Publication
from optimizer.publish.sheets import HEAD_FILL, Book, Column, Group, add_sheet, write_document, write_text
from optimizer.publish.summary import place_name, post_name
from optimizer.publish.texts import Texts
from optimizer.world.plan import RosterRow


def _duty_columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column(texts("number"), 6, "count"),
        Column(texts("date"), 12, "date"),
        Column(texts("weekday"), 10),
        Column(texts("shift"), 8),
        Column(texts("hours_of_day"), 14),
        Column(texts("place"), 22),
        Column(texts("name"), 24),
        Column(texts("rank"), 11),
        Column(texts("position"), 18),
        Column(texts("unit"), 24),
        Column(texts("task"), 20),
        Column(texts("phone"), 14),
        Column(texts("note"), 10),
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
        _duty_cells(publication, texts, number, row, texts(f"role.{row.role}")) for number, row in enumerate(rows, 1)
    ]
    notes = [] if rows else [texts("no_visits")]
    write_document(book, publication, "mobile", _duty_columns(texts), [Group(cells)], notes)


def write_visits(book: Book, publication: Publication) -> None:
    """The itinerary: which place on which day, how many are expected."""
    texts, scenario = book.texts, publication.scenario
    columns = (
        Column(texts("number"), 6, "count"),
        Column(texts("date"), 12, "date"),
        Column(texts("weekday"), 10),
        Column(texts("shift"), 8),
        Column(texts("hours_of_day"), 14),
        Column(texts("place"), 22),
        Column(texts("from_place"), 22),
        Column(texts("task"), 14),
        Column(texts("eligible"), 11, "whole"),
        Column(texts("attendance"), 11, "share"),
        Column(texts("served"), 11, "whole"),
        Column(texts("done"), 12, "whole"),
        Column(texts("crew"), 8, "count"),
        Column(texts("kit"), 12),
        Column(texts("travel"), 11, "whole"),
        Column(texts("setup"), 9, "whole"),
    )
    cells = [
        [
            number,
            row.date,
            texts.weekday(row.date),
            scenario.shifts[row.shift].name,
            texts.period(row.start, row.end),
            place_name(scenario, row.place),
            place_name(scenario, row.from_place),
            texts(f"kind.{row.kind}"),
            row.eligible,
            row.attendance,
            row.expected_served,
            row.expected_done,
            row.crew,
            row.kit,
            row.travel_minutes,
            row.setup_minutes,
        ]
        for number, row in enumerate(publication.plan.visits, 1)
    ]
    notes = [] if cells else [texts("no_visits")]
    write_document(book, publication, "visits", columns, [Group(cells)], notes)


def write_duties(book: Book, publication: Publication) -> None:
    """Every duty of everybody as a plain filtered list with ids, for sorting and look-ups."""
    texts, scenario = book.texts, publication.scenario
    sheet = add_sheet(book, texts("duties_sheet"))
    head = book.cell(bold=True, align="center", bg_color=HEAD_FILL)
    plain, day_style = book.style(), book.style(num_format="dd/mm/yyyy", align="center")
    moment_style = book.style(num_format="dd/mm/yyyy hh:mm", align="center")
    for column, (label, width) in enumerate(_LIST_COLUMNS):
        sheet.set_column(column, column, width)
        write_text(sheet, 0, column, texts(label), head)
    for index, row in enumerate(publication.plan.roster, 1):
        sheet.write_datetime(index, 0, datetime(row.date.year, row.date.month, row.date.day), day_style)
        sheet.write_datetime(index, 3, row.start, moment_style)
        sheet.write_datetime(index, 4, row.end, moment_style)
        named = {
            1: texts.short_weekday(row.date),
            2: scenario.shifts[row.shift].name,
            5: row.name,
            6: scenario.units[row.unit].name,
            7: post_name(scenario, row.post),
            8: place_name(scenario, row.place),
            9: scenario.campaign.streams[row.stream].name,
        }
        ids = dict(enumerate((row.officer, row.unit, row.shift, row.post, row.place, row.stream, row.role), 10))
        for column, text in (named | ids).items():
            write_text(sheet, index, column, text, plain)
    sheet.autofilter(0, 0, len(publication.plan.roster), len(_LIST_COLUMNS) - 1)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


_LIST_COLUMNS = (
    ("date", 12),
    ("weekday", 7),
    ("shift", 8),
    ("start", 17),
    ("end", 17),
    ("name", 24),
    ("unit", 26),
    ("post", 26),
    ("place", 22),
    ("stream", 28),
    ("id_officer", 18),
    ("id_unit", 16),
    ("id_shift", 12),
    ("id_post", 18),
    ("id_place", 18),
    ("id_stream", 12),
    ("id_role", 10),
)
