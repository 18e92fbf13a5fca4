"""The weekly duty rosters: one sheet a week, officers by unit down, days and shifts across."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from optimizer.publish.content.lookups import duty_hours, officer_order, post_name, post_unit, shift_hours
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.summary import weeks
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
    write_text,
)
from optimizer.scenario.calendar_view import CalendarView
from optimizer.scenario.schema import Scenario
from optimizer.texts import documents
from optimizer.world.calendar import iso_week
from optimizer.world.plan import HelperRow, RosterRow

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

ABSENCE_KINDS = ("rest", "leave", "compensatory", "other_duty")
FIRST_SHIFT_COLUMN = 4
SHIFT_FILLS = ("#FFF3C4", "#FFE0C2", "#D6E4FF", "#E3D5F5")
ABSENCE_COLOURS = {"rest": "#52606D", "leave": "#0B6E4F", "compensatory": "#0B6E4F", "other_duty": "#9AA5B1"}


WIDTHS = (5.0, 22.0, 11.0, 21.0)
SHIFT_WIDTH, HOURS_WIDTH = 3.6, 7.0


_WEEK_HEAD_HEIGHT = 44.0
_CLOSING_ROWS = 11
"""Legend and signatures, which stay together."""


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the roster: an officer, or a helper of the unit."""

    key: str
    name: str
    rank: str
    position: str
    number: int | None
    """Running number of officers; helpers have none."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the roster, ready to be written."""

    number: str
    days: tuple[date, ...]
    """Monday to Sunday, those outside the campaign included."""
    planned: frozenset[date]
    """Those of the campaign."""
    duties: Mapping[str, Sequence[RosterRow]]
    """Per officer."""
    helps: Mapping[str, Sequence[HelperRow]]
    """Per helper."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of one line: what stands in each shift's cell, and the code of a day without duty."""

    codes: Mapping[str, str]
    absence: str | None = None


def write_week_sheets(book: Book, publication: Publication) -> None:
    """Add one sheet per week of the campaign."""
    duties: dict[str, dict[str, list[RosterRow]]] = defaultdict(lambda: defaultdict(list))
    for row in publication.plan.roster:
        duties[iso_week(row.date)][row.officer].append(row)
    helps: dict[str, dict[str, list[HelperRow]]] = defaultdict(lambda: defaultdict(list))
    for helping in publication.plan.helpers:
        helps[iso_week(helping.date)][helping.helper].append(helping)
    absences = {(row.officer, row.date): row.kind for row in publication.plan.absences}
    planned = weeks(publication.scenario)
    staff = _staff(book, publication.scenario)
    years = {week[:4] for week in planned}
    for name, days in planned.items():
        monday = days[0] - timedelta(days=days[0].weekday())
        number = name[6:] if len(years) == 1 else f"{name[6:]}-{name[:4]}"
        whole = tuple(monday + timedelta(days=index) for index in range(7))
        week = Week(number, whole, frozenset(days), duties[name], helps[name])
        _write_week(book, publication.scenario, week, staff, absences)


def _staff(book: Book, scenario: Scenario) -> dict[str, list[Person]]:
    """Officers of each unit that has any, then the helpers of its desks."""
    staff: dict[str, list[Person]] = {}
    number = 0
    for unit in scenario.units:
        people = []
        for key in officer_order(scenario, (key for key, one in scenario.officers.items() if one.unit == unit)):
            number += 1
            officer = scenario.officers[key]
            people.append(Person(key, officer.name, officer.rank, officer.position, number))
        if people:
            helpers = [key for key, helper in scenario.helpers.items() if post_unit(scenario, helper.posts[0]) == unit]
            role = book.texts(documents.ROLES["helper"])
            staff[unit] = people + [Person(key, scenario.helpers[key].name, "", role, None) for key in helpers]
    return staff


def _write_week(
    book: Book,
    scenario: Scenario,
    week: Week,
    staff: Mapping[str, Sequence[Person]],
    absences: Mapping[tuple[str, date], str],
) -> None:
    texts = book.texts
    sheet = add_sheet(book, texts(documents.WEEK_SHEET, week=week.number))
    widths = [*WIDTHS, *[SHIFT_WIDTH] * (7 * len(scenario.shifts)), HOURS_WIDTH]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    title = texts(documents.WEEK_TITLE, week=week.number)
    span = texts(documents.FROM_TO, first=texts.day(week.days[0]), last=texts.day(week.days[-1]))
    row = write_head(book, sheet, widths, title, span, week.days[0].year)
    row = first_row = _write_week_head(book, sheet, scenario, week, row)
    blocks = []
    for unit, people in staff.items():
        blocks.append(len(people) + 1)
        marks = _post_marks(scenario, unit, [duty for one in people for duty in week.duties.get(one.key, ())])
        _write_unit_row(book, sheet, scenario, unit, marks, row, len(widths) - 1)
        row += 1
        for person in people:
            _write_person(book, sheet, scenario, week, person, row)
            _write_days(book, sheet, scenario, week, _days_of(scenario, week, person, marks, absences), row)
            row += 1
    row = write_notes(book, sheet, row + 1, len(widths) - 1, _legend(book, scenario))
    write_signatures(book, sheet, row, widths)
    break_pages(sheet, widths, first_row, _WEEK_HEAD_HEIGHT, [*blocks, _CLOSING_ROWS])


def _write_week_head(book: Book, sheet: Worksheet, scenario: Scenario, week: Week, row: int) -> int:
    texts = book.texts
    head = book.cell(bold=True, align="center", text_wrap=True, bg_color=HEAD_FILL)
    for column, label in enumerate((documents.NUMBER, documents.NAME, documents.RANK, documents.POSITION)):
        sheet.merge_range(row, column, row + 1, column, "", head)
        write_text(sheet, row, column, texts(label), head)
    column = FIRST_SHIFT_COLUMN
    for day in week.days:
        is_rest_day = CalendarView(scenario).is_rest_day(day)
        fill = REST_FILL if is_rest_day else HEAD_FILL
        colour = "#A61B1B" if is_rest_day else "#000000"
        style = book.cell(bold=True, align="center", bg_color=fill, font_color=colour)
        caption = f"{texts.short_weekday(day)} {texts.short_day(day)}"
        merge_text(sheet, row, column, column + len(scenario.shifts) - 1, caption, style)
        for shift in scenario.shifts.values():
            write_text(sheet, row + 1, column, shift.code, style)
            column += 1
    sheet.merge_range(row, column, row + 1, column, "", head)
    write_text(sheet, row, column, texts(documents.WEEK_HOURS), head)
    sheet.set_row(row, _WEEK_HEAD_HEIGHT - 20)
    sheet.set_row(row + 1, 20)
    sheet.repeat_rows(row, row + 1)
    sheet.freeze_panes(row + 2, 2)
    return row + 2


def _post_marks(scenario: Scenario, unit: str, duties: Sequence[RosterRow]) -> dict[str, str]:
    """Number of each desk or team the unit's officers are at, the unit's own first; none if it is only one."""
    used = {duty.post for duty in duties}
    order = {post: index for index, post in enumerate((*scenario.posts, *scenario.teams))}
    posts = sorted(used, key=lambda post: (post_unit(scenario, post) != unit, order.get(post, len(order)), post))
    return {post: str(index + 1) if len(posts) > 1 else "" for index, post in enumerate(posts)}


def _write_unit_row(
    book: Book, sheet: Worksheet, scenario: Scenario, unit: str, marks: Mapping[str, str], row: int, last: int
) -> None:
    posts = "; ".join(f"{mark}: {post_name(scenario, post)}" if mark else post_name(scenario, post)
                      for post, mark in marks.items())  # fmt: skip
    name = scenario.units[unit].name
    merge_text(sheet, row, 0, last, f"{name} — {posts}" if posts else name, book.cell(bold=True, bg_color=GROUP_FILL))


def _write_person(book: Book, sheet: Worksheet, scenario: Scenario, week: Week, person: Person, row: int) -> None:
    lean = {} if person.number else {"italic": True}
    if person.number is None:
        sheet.write_blank(row, 0, None, book.cell())
        hours = sum(shift_hours(scenario, helping.shift) for helping in week.helps.get(person.key, ()))
    else:
        sheet.write_number(row, 0, person.number, book.cell(align="center"))
        hours = duty_hours(week.duties.get(person.key, ()))
    write_text(sheet, row, 1, person.name, book.cell(shrink=True, **lean))
    write_text(sheet, row, 2, person.rank, book.cell(font_size=10))
    write_text(sheet, row, 3, person.position, book.cell(font_size=10, shrink=True, **lean))
    column = FIRST_SHIFT_COLUMN + 7 * len(scenario.shifts)
    sheet.write_number(row, column, hours, book.cell(num_format=HOURS_FORMAT, align="center"))


def _days_of(
    scenario: Scenario,
    week: Week,
    person: Person,
    marks: Mapping[str, str],
    absences: Mapping[tuple[str, date], str],
) -> dict[date, Day]:
    codes: dict[date, dict[str, str]] = defaultdict(dict)
    for duty in week.duties.get(person.key, ()):
        lent = duty.role != "local" and post_unit(scenario, duty.post) != duty.unit
        code = scenario.shifts[duty.shift].code + marks.get(duty.post, "")
        codes[duty.date][duty.shift] = f"{code}*" if lent else code
    for helping in week.helps.get(person.key, ()):
        codes[helping.date][helping.shift] = scenario.shifts[helping.shift].code + marks.get(helping.post, "")
    return {day: Day(codes.get(day, {}), absences.get((person.key, day))) for day in week.days}


def _write_days(
    book: Book, sheet: Worksheet, scenario: Scenario, week: Week, days: Mapping[date, Day], row: int
) -> None:
    width = len(scenario.shifts)
    for index, (day, content) in enumerate(days.items()):
        free = book.texts(documents.CODES[content.absence]) if content.absence else ""
        for position, shift in enumerate(scenario.shifts):
            column = FIRST_SHIFT_COLUMN + index * width + position
            edges = _edges(position, width)
            if code := content.codes.get(shift):
                fill = SHIFT_FILLS[position % len(SHIFT_FILLS)]
                style = book.style(align="center", bold=True, bg_color=fill, shrink=True, **edges)
                write_text(sheet, row, column, code, style)
            elif free and position == width // 2:
                colour = ABSENCE_COLOURS[str(content.absence)]
                style = book.style(align="center", font_color=colour, **edges, **_fill(scenario, week, day))
                write_text(sheet, row, column, free, style)
            else:
                sheet.write_blank(row, column, None, book.style(**edges, **_fill(scenario, week, day)))


def _edges(position: int, width: int) -> dict[str, object]:
    """Borders of one cell of a day: solid around the day, hairlines inside."""
    return {
        "top": 1,
        "bottom": 1,
        "left": 1 if position == 0 else 7,
        "right": 1 if position == width - 1 else 7,
        "border_color": LINE,
    }


def _fill(scenario: Scenario, week: Week, day: date) -> dict[str, object]:
    if day not in week.planned:
        return {"pattern": 14, "fg_color": "#CBD2D9", "bg_color": "#FFFFFF"}
    return {"bg_color": REST_FILL} if CalendarView(scenario).is_rest_day(day) else {}


def _legend(book: Book, scenario: Scenario) -> list[str]:
    texts = book.texts
    shifts = [f"{shift.code} = {shift.name} ({texts.clock(shift.start)}–{texts.clock(shift.end)})"
              for shift in scenario.shifts.values()]  # fmt: skip
    kinds = [f"{texts(documents.CODES[kind])} = {texts(documents.ABSENCES[kind])}" for kind in ABSENCE_KINDS]
    return [
        f"{texts(documents.LEGEND)}: {'; '.join(shifts + kinds)}.",
        f"{texts(documents.POST_MARKS)}; {texts(documents.LENT_MARK)}.",
    ]
