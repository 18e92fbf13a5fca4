"""The tables beside the weekly rosters: quotas, results by unit, hours by officer, warnings."""

from __future__ import annotations

from optimizer.publish.content.loads import OfficerLoad, UnitLoad, burden_note, unit_loads
from optimizer.publish.content.notices import notices
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.quotas import Quota, quota_groups
from optimizer.publish.content.results import PlaceResult, StreamResult, stream_results
from optimizer.publish.content.verdicts import assessment, expectation, verdict
from optimizer.publish.content.weeks import weeks
from optimizer.publish.xlsx.sheets import Book, RowGroup, SheetColumn, write_document
from optimizer.texts import documents
from optimizer.texts.formats import Texts, missing_raised, people_cut


def write_units(book: Book, publication: Publication) -> None:
    """Target, expected, share and rank of each unit, per stream."""
    texts, heading = book.texts, book.heading
    columns = (
        SheetColumn(texts(documents.NUMBER), 6, "count"),
        SheetColumn(texts(documents.UNIT), 32),
        SheetColumn(texts(documents.TARGET), 12, "whole"),
        SheetColumn(texts(documents.EXPECTED_BY, date=texts.day(heading.finish_by)), 16, "decimal"),
        SheetColumn(texts(documents.EXPECTED_BY, date=texts.day(heading.last_day)), 16, "decimal"),
        SheetColumn(texts(documents.REMAINING), 12, "decimal"),
        SheetColumn(texts(documents.SHARE), 14, "share"),
        SheetColumn(texts(documents.RANK_OF_UNIT), 10, "count"),
        SheetColumn(texts(documents.ASSESSMENT), 14),
    )
    results = stream_results(publication)
    groups = [
        RowGroup(
            [_unit_cells(texts, number, place) for number, place in enumerate(result.places, 1)],
            result.name,
            _stream_total(texts, result),
        )
        for result in results
    ]
    told = [f"{result.name}: {verdict(texts, result)}" for result in results]
    notes = [expectation(publication), *told, texts(documents.ESTIMATE_NOTE)]
    write_document(book, documents.UNITS_SHEET, documents.UNITS_TITLE, columns, groups, notes)


def _unit_cells(texts: Texts, number: int, place: PlaceResult) -> list[object]:
    return [
        number,
        place.label,
        place.target,
        people_cut(place.by_finish, 1),
        people_cut(place.last, 1),
        missing_raised(place.remaining, 1),
        _cut(place.share),
        place.rank,
        assessment(texts, place),
    ]


def _stream_total(texts: Texts, result: StreamResult) -> list[object]:
    expected = [people_cut(result.by_finish, 1), people_cut(result.last, 1), missing_raised(result.remaining, 1)]
    figures = [result.target, *expected, _cut(result.share)]
    return [None, texts(documents.TOTAL), *figures, None, assessment(texts, result)]


def _cut(share: float) -> float:
    """A share cut to a tenth of a percent: what is missed never shows as whole."""
    return int(share * 1000 + 1e-6) / 1000


def write_hours(book: Book, publication: Publication) -> None:
    """Hours and burden of each officer, by unit, with the unit's average."""
    texts = book.texts
    columns = (
        SheetColumn(texts(documents.NUMBER), 6, "count"),
        SheetColumn(texts(documents.NAME), 26),
        SheetColumn(texts(documents.RANK), 11),
        SheetColumn(texts(documents.POSITION), 26),
        SheetColumn(texts(documents.DUTIES), 9, "load"),
        SheetColumn(texts(documents.HOURS), 10, "decimal"),
        SheetColumn(texts(documents.EVENINGS), 9, "load"),
        SheetColumn(texts(documents.WEEKEND_DUTIES), 11, "load"),
        SheetColumn(texts(documents.HOLIDAY_DUTIES), 11, "load"),
        SheetColumn(texts(documents.OVERTIME_HOURS), 11, "decimal"),
        SheetColumn(texts(documents.AVAILABLE_DAYS), 10, "load"),
        SheetColumn(texts(documents.BURDEN), 10, "decimal"),
        SheetColumn(texts(documents.BURDEN_PER_DAY), 11, "rate"),
        SheetColumn(texts(documents.LEAVE_DAYS), 11, "load"),
        SheetColumn(texts(documents.COMPENSATORY_DAYS), 11, "load"),
    )
    groups, first = [], 1
    for load in unit_loads(publication):
        cells = [_load_cells(number, officer) for number, officer in enumerate(load.officers, first)]
        first += len(cells)
        groups.append(RowGroup(cells, load.name, [None, texts(documents.AVERAGE), None, None, *_averages(load)]))
    write_document(book, documents.HOURS_SHEET, documents.HOURS_TITLE, columns, groups, [burden_note(publication)])


def _load_cells(number: int, officer: OfficerLoad) -> list[object]:
    figures = [*officer.figures, officer.daily_burden, officer.leave_days, officer.compensatory_days]
    return [number, officer.name, officer.rank, officer.position, *figures]


def _averages(load: UnitLoad) -> list[float]:
    days = [load.average_leave_days, load.average_compensatory_days]
    return [*load.average_figures, load.average_daily_burden, *days]


def write_quotas(book: Book, publication: Publication) -> None:
    """How many people each organisation is to invite, week by week, and how many are expected to come."""
    texts = book.texts
    columns = (
        SheetColumn(texts(documents.NUMBER), 6, "count"),
        SheetColumn(texts(documents.ORGANISATION), 38),
        SheetColumn(texts(documents.PLACE), 18),
        *(
            SheetColumn(texts(documents.WEEK_SHEET, week=week[6:]), 7.5, "whole")
            for week in weeks(publication.scenario)
        ),
        SheetColumn(texts(documents.TOTAL), 10, "whole"),
        SheetColumn(texts(documents.EXPECTED_TO_COME), 10, "whole"),
    )
    groups = [
        RowGroup(
            [_quota_cells(number, quota) for number, quota in enumerate(group.quotas, 1)],
            group.stream,
            [None, texts(documents.TOTAL), None, *group.weekly, group.total, people_cut(group.expected)],
        )
        for group in quota_groups(publication)
    ]
    write_document(
        book, documents.QUOTAS_SHEET, documents.QUOTAS_TITLE, columns, groups, [texts(documents.QUOTAS_NOTE)]
    )


def _quota_cells(number: int, quota: Quota) -> list[object]:
    return [number, quota.organisation, quota.place, *quota.weekly, quota.total, people_cut(quota.expected)]


def write_warnings(book: Book, publication: Publication) -> None:
    """What a planner should look at before signing."""
    texts = book.texts
    columns = (
        SheetColumn(texts(documents.NUMBER), 6, "count"),
        SheetColumn(texts(documents.SUBJECT), 40),
        SheetColumn(texts(documents.CONTENT), 90),
    )
    found = notices(publication, stream_results(publication))
    cells = [[number, notice.subject, notice.text] for number, notice in enumerate(found, 1)]
    notes = [] if found else [texts(documents.WARNING_NONE)]
    write_document(book, documents.WARNINGS_SHEET, documents.WARNINGS_TITLE, columns, [RowGroup(cells)], notes)
