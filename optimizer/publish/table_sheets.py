"""The tables beside the weekly rosters: the mobile team, visits, results by unit, hours, warnings, all duties."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from optimizer.publish.publication import Publication
from optimizer.publish.sheets import (
    HEAD_FILL,
    Book,
    Column,
    Group,
    add_sheet,
    write_head,
    write_notes,
    write_signatures,
    write_table,
    write_text,
)
from optimizer.publish.summary import (
    PlaceResult,
    StreamResult,
    place_name,
    post_name,
    stream_results,
    verdict,
    warnings,
    weeks,
)
from optimizer.publish.texts import Texts, officer_order
from optimizer.world.plan import BurdenRow, RosterRow


def _write_document(
    book: Book,
    publication: Publication,
    label: str,
    columns: Sequence[Column],
    groups: Sequence[Group],
    notes: Iterable[str] = (),
) -> None:
    texts, campaign = book.texts, publication.scenario.campaign
    sheet = add_sheet(book, texts(f"{label}_sheet"))
    widths = [column.width for column in columns]
    span = texts("from_to", first=texts.day(campaign.first_day), last=texts.day(campaign.last_day))
    row = write_head(book, sheet, widths, texts(f"{label}_title"), span, campaign.first_day.year)
    row = write_table(book, sheet, row, columns, groups)
    row = write_notes(book, sheet, row + 1, len(columns) - 1, notes)
    write_signatures(book, sheet, row, widths)


def write_units(book: Book, publication: Publication) -> None:
    """Target, expected, share and rank of each unit, per stream."""
    texts, campaign = book.texts, publication.scenario.campaign
    columns = (
        Column(texts("number"), 6, "count"),
        Column(texts("unit"), 32),
        Column(texts("target"), 12, "whole"),
        Column(texts("expected_by", date=texts.day(campaign.finish_by)), 16, "decimal"),
        Column(texts("expected_by", date=texts.day(campaign.last_day)), 16, "decimal"),
        Column(texts("remaining"), 12, "decimal"),
        Column(texts("share"), 14, "share"),
        Column(texts("rank_of_unit"), 10, "count"),
        Column(texts("assessment"), 14),
    )
    results = stream_results(publication)
    groups = [
        Group(
            [_unit_cells(texts, number, place, result) for number, place in enumerate(result.places, 1)],
            result.name,
            _stream_total(texts, result),
        )
        for result in results
    ]
    notes = [*(f"{result.name}: {verdict(texts, result)}" for result in results), texts("estimate_note")]
    _write_document(book, publication, "units", columns, groups, notes)


def _unit_cells(texts: Texts, number: int, place: PlaceResult, result: StreamResult) -> list[object]:
    return [
        number,
        place.label,
        place.target,
        place.by_finish,
        place.last,
        max(0.0, place.target - place.judged),
        _cut(place.share),
        place.rank,
        _assessment(texts, place.judged, place.target, is_met=place.is_met),
    ]


def _stream_total(texts: Texts, result: StreamResult) -> list[object]:
    share = result.judged / result.target
    by_finish = sum(place.by_finish for place in result.places)
    missing = max(0.0, result.target - result.judged)
    grade = _assessment(texts, result.judged, result.target, is_met=result.is_met)
    return [None, texts("total"), result.target, by_finish, result.last, missing, _cut(share), None, grade]


def _cut(share: float) -> float:
    """A share cut to a tenth of a percent: what is missed never shows as whole."""
    return int(share * 1000 + 1e-6) / 1000


def _assessment(texts: Texts, judged: float, target: float, *, is_met: bool) -> str:
    if not is_met:
        return texts("not_met")
    return texts("exceeded" if judged >= target * 1.005 else "met")


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
    _write_document(book, publication, "mobile", _duty_columns(texts), [Group(cells)], notes)


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
    _write_document(book, publication, "visits", columns, [Group(cells)], notes)


def write_hours(book: Book, publication: Publication) -> None:
    """Hours and burden of each officer, by unit, with the unit's average."""
    texts, scenario = book.texts, publication.scenario
    columns = (
        Column(texts("number"), 6, "count"),
        Column(texts("name"), 26),
        Column(texts("rank"), 11),
        Column(texts("position"), 20),
        Column(texts("duties"), 9, "load"),
        Column(texts("hours"), 10, "decimal"),
        Column(texts("evenings"), 9, "load"),
        Column(texts("weekend_duties"), 11, "load"),
        Column(texts("holiday_duties"), 11, "load"),
        Column(texts("overtime_hours"), 11, "decimal"),
        Column(texts("available_days"), 10, "load"),
        Column(texts("burden"), 10, "decimal"),
        Column(texts("leave_days"), 11, "load"),
        Column(texts("compensatory_days"), 11, "load"),
    )
    by_officer = {row.officer: row for row in publication.plan.burden}
    absent = Counter((row.officer, row.kind) for row in publication.plan.absences)
    groups, number = [], 0
    for unit, described in scenario.units.items():
        staff = officer_order(scenario, (key for key, row in by_officer.items() if row.unit == unit))
        rows: list[list[object]] = []
        figures: list[list[float]] = []
        for officer in staff:
            number += 1
            person = scenario.officers[officer]
            away = [absent[officer, "leave"], absent[officer, "compensatory"]]
            figures.append([*_load(by_officer[officer]), *away])
            rows.append([number, person.name, person.rank, person.position, *figures[-1]])
        if rows:
            means = [sum(column) / len(rows) for column in zip(*figures, strict=True)]
            groups.append(Group(rows, described.name, [None, texts("average"), None, None, *means]))
    _write_document(book, publication, "hours", columns, groups)


def _load(row: BurdenRow) -> list[float]:
    return [
        row.duties,
        row.hours,
        row.evenings,
        row.weekend_duties,
        row.holiday_duties,
        row.overtime_hours,
        row.available_days,
        row.burden,
    ]


def write_quotas(book: Book, publication: Publication) -> None:
    """How many people each organisation is to invite, week by week, and how many are expected to come."""
    texts, scenario = book.texts, publication.scenario
    planned = weeks(scenario)
    invited: dict[tuple[str, str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    expected: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in publication.plan.quotas:
        invited[row.stream, row.organisation, row.place][row.week] += row.invitations
        expected[row.stream, row.organisation, row.place] += row.expected_arrivals
    columns = (
        Column(texts("number"), 6, "count"),
        Column(texts("organisation"), 30),
        Column(texts("place"), 18),
        *(Column(texts("week_sheet", week=week[6:]), 7.5, "whole") for week in planned),
        Column(texts("total"), 10, "whole"),
        Column(texts("expected_to_come"), 10, "whole"),
    )
    groups = []
    for stream, described in scenario.campaign.streams.items():
        cells: list[list[object]] = []
        for key in (key for key in invited if key[0] == stream):
            _, organisation, place = key
            names = [scenario.organisations[organisation].name, place_name(scenario, place)]
            figures = [invited[key].get(week) for week in planned]
            cells.append([len(cells) + 1, *names, *figures, sum(invited[key].values()), expected[key]])
        if cells:
            groups.append(Group(cells, described.name))
    _write_document(book, publication, "quotas", columns, groups, [texts("quotas_note")])


def write_warnings(book: Book, publication: Publication) -> None:
    """What a planner should look at before signing."""
    texts = book.texts
    columns = (Column(texts("number"), 6, "count"), Column(texts("subject"), 40), Column(texts("content"), 90))
    found = warnings(publication, stream_results(publication))
    cells = [[number, notice.subject, notice.text] for number, notice in enumerate(found, 1)]
    notes = [] if found else [texts("warning.none")]
    _write_document(book, publication, "warnings", columns, [Group(cells)], notes)


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
