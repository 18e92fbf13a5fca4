"""The tables beside the weekly rosters: quotas, results by unit, hours by officer, warnings."""

from __future__ import annotations

from collections import Counter, defaultdict

from optimizer.publish.content.lookups import daily_burden, officer_order, place_name
from optimizer.publish.content.notices import warnings
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.summary import (
    PlaceResult,
    StreamResult,
    assessment,
    burden_note,
    stream_results,
    verdict,
    weeks,
)
from optimizer.publish.xlsx.sheets import Book, Column, Group, write_document
from optimizer.texts import documents
from optimizer.texts.formats import Texts
from optimizer.world.plan import BurdenRow


def write_units(book: Book, publication: Publication) -> None:
    """Target, expected, share and rank of each unit, per stream."""
    texts, campaign = book.texts, publication.scenario.campaign
    columns = (
        Column(texts(documents.NUMBER), 6, "count"),
        Column(texts(documents.UNIT), 32),
        Column(texts(documents.TARGET), 12, "whole"),
        Column(texts(documents.EXPECTED_BY, date=texts.day(campaign.finish_by)), 16, "decimal"),
        Column(texts(documents.EXPECTED_BY, date=texts.day(campaign.last_day)), 16, "decimal"),
        Column(texts(documents.REMAINING), 12, "decimal"),
        Column(texts(documents.SHARE), 14, "share"),
        Column(texts(documents.RANK_OF_UNIT), 10, "count"),
        Column(texts(documents.ASSESSMENT), 14),
    )
    results = stream_results(publication)
    groups = [
        Group(
            [_unit_cells(texts, number, place) for number, place in enumerate(result.places, 1)],
            result.name,
            _stream_total(texts, result),
        )
        for result in results
    ]
    notes = [*(f"{result.name}: {verdict(texts, result)}" for result in results), texts(documents.ESTIMATE_NOTE)]
    write_document(book, publication, documents.UNITS_SHEET, documents.UNITS_TITLE, columns, groups, notes)


def _unit_cells(texts: Texts, number: int, place: PlaceResult) -> list[object]:
    return [
        number,
        place.label,
        place.target,
        place.by_finish,
        place.last,
        place.remaining,
        _cut(place.share),
        place.rank,
        assessment(texts, place),
    ]


def _stream_total(texts: Texts, result: StreamResult) -> list[object]:
    figures = [result.target, result.by_finish, result.last, result.remaining, _cut(result.share)]
    return [None, texts(documents.TOTAL), *figures, None, assessment(texts, result)]


def _cut(share: float) -> float:
    """A share cut to a tenth of a percent: what is missed never shows as whole."""
    return int(share * 1000 + 1e-6) / 1000


def write_hours(book: Book, publication: Publication) -> None:
    """Hours and burden of each officer, by unit, with the unit's average."""
    texts, scenario = book.texts, publication.scenario
    columns = (
        Column(texts(documents.NUMBER), 6, "count"),
        Column(texts(documents.NAME), 26),
        Column(texts(documents.RANK), 11),
        Column(texts(documents.POSITION), 26),
        Column(texts(documents.DUTIES), 9, "load"),
        Column(texts(documents.HOURS), 10, "decimal"),
        Column(texts(documents.EVENINGS), 9, "load"),
        Column(texts(documents.WEEKEND_DUTIES), 11, "load"),
        Column(texts(documents.HOLIDAY_DUTIES), 11, "load"),
        Column(texts(documents.OVERTIME_HOURS), 11, "decimal"),
        Column(texts(documents.AVAILABLE_DAYS), 10, "load"),
        Column(texts(documents.BURDEN), 10, "decimal"),
        Column(texts(documents.BURDEN_PER_DAY), 11, "rate"),
        Column(texts(documents.LEAVE_DAYS), 11, "load"),
        Column(texts(documents.COMPENSATORY_DAYS), 11, "load"),
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
            groups.append(Group(rows, described.name, [None, texts(documents.AVERAGE), None, None, *means]))
    write_document(
        book, publication, documents.HOURS_SHEET, documents.HOURS_TITLE, columns, groups, [burden_note(publication)]
    )


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
        daily_burden(row),
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
        Column(texts(documents.NUMBER), 6, "count"),
        Column(texts(documents.ORGANISATION), 38),
        Column(texts(documents.PLACE), 18),
        *(Column(texts(documents.WEEK_SHEET, week=week[6:]), 7.5, "whole") for week in planned),
        Column(texts(documents.TOTAL), 10, "whole"),
        Column(texts(documents.EXPECTED_TO_COME), 10, "whole"),
    )
    groups = []
    for stream, described in scenario.campaign.streams.items():
        cells: list[list[object]] = []
        figures: list[list[float | None]] = []
        for key in (key for key in invited if key[0] == stream):
            _, organisation, place = key
            weekly = [invited[key].get(week) for week in planned]
            figures.append([*weekly, sum(invited[key].values()), expected[key]])
            names = [scenario.organisations[organisation].name, place_name(scenario, place)]
            cells.append([len(cells) + 1, *names, *figures[-1]])
        if cells:
            sums = [sum(value or 0.0 for value in column) for column in zip(*figures, strict=True)]
            groups.append(Group(cells, described.name, [None, texts(documents.TOTAL), None, *sums]))
    write_document(
        book,
        publication,
        documents.QUOTAS_SHEET,
        documents.QUOTAS_TITLE,
        columns,
        groups,
        [texts(documents.QUOTAS_NOTE)],
    )


def write_warnings(book: Book, publication: Publication) -> None:
    """What a planner should look at before signing."""
    texts = book.texts
    columns = (
        Column(texts(documents.NUMBER), 6, "count"),
        Column(texts(documents.SUBJECT), 40),
        Column(texts(documents.CONTENT), 90),
    )
    found = warnings(publication, stream_results(publication))
    cells = [[number, notice.subject, notice.text] for number, notice in enumerate(found, 1)]
    notes = [] if found else [texts(documents.WARNING_NONE)]
    write_document(
        book, publication, documents.WARNINGS_SHEET, documents.WARNINGS_TITLE, columns, [Group(cells)], notes
    )
