"""The weekly duty rosters: one sheet a week, officers by unit down, days and shifts across."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from optimizer.publish.publication import Publication
from optimizer.publish.sheets import (
    GROUP_FILL,
    HEAD_FILL,
    LINE,
    REST_FILL,
    Book,
    add_sheet,
    merge_text,
    write_head,
    write_notes,
    write_signatures,
    write_text,
)
from optimizer.publish.summary import duty_hours, is_rest_day, post_name, post_unit, weeks
from optimizer.publish.texts import iso_week, officer_order
from optimizer.scenario.schema import Scenario
from optimizer.world.plan import RosterRow

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

ABSENCE_KINDS = ("rest", "leave", "compensatory", "other_duty")
FIRST_SHIFT_COLUMN = 4
SHIFT_FILLS = ("#FFF3C4", "#FFE0C2", "#D6E4FF", "#E3D5F5")
ABSENCE_COLOURS = {"rest": "#52606D", "leave": "#0B6E4F", "compensatory": "#0B6E4F", "other_duty": "#9AA5B1"}


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


def write_week_sheets(book: Book, publication: Publication) -> None:
    """Add one sheet per week of the campaign."""
    duties: dict[str, dict[str, list[RosterRow]]] = defaultdict(lambda: defaultdict(list))
    for row in publication.plan.roster:
        duties[iso_week(row.date)][row.officer].append(row)
    absences = {(row.officer, row.date): row.kind for row in publication.plan.absences}
    planned = weeks(publication.scenario)
    years = {week[:4] for week in planned}
    for name, days in planned.items():
        monday = days[0] - timedelta(days=days[0].weekday())
        number = name[6:] if len(years) == 1 else f"{name[6:]}-{name[:4]}"
        whole = tuple(monday + timedelta(days=index) for index in range(7))
        _write_week(book, publication.scenario, Week(number, whole, frozenset(days), duties[name]), absences)


def _write_week(book: Book, scenario: Scenario, week: Week, absences: Mapping[tuple[str, date], str]) -> None:
    texts = book.texts
    sheet = add_sheet(book, texts("week_sheet", week=week.number))
    widths = [5.0, 24.0, 11.0, 16.0] + [3.6] * (7 * len(scenario.shifts)) + [8.0]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    title = texts("week_title", week=week.number)
    span = texts("from_to", first=texts.day(week.days[0]), last=texts.day(week.days[-1]))
    row = write_head(book, sheet, widths, title, span, week.days[0].year)
    row = _write_week_head(book, sheet, scenario, week, row)
    number = 0
    for unit in scenario.units:
        staff = officer_order(scenario, (key for key, officer in scenario.officers.items() if officer.unit == unit))
        if not staff:
            continue
        marks = _post_marks(scenario, unit, [duty for officer in staff for duty in week.duties.get(officer, ())])
        _write_unit_row(book, sheet, scenario, unit, marks, row, len(widths) - 1)
        row += 1
        for officer in staff:
            number += 1
            _write_officer(book, sheet, scenario, week, officer, number, row)
            _write_days(book, sheet, scenario, week, officer, marks, absences, row)
            row += 1
    row = write_notes(book, sheet, row + 1, len(widths) - 1, _legend(book, scenario))
    write_signatures(book, sheet, row, widths)


def _write_week_head(book: Book, sheet: Worksheet, scenario: Scenario, week: Week, row: int) -> int:
    texts = book.texts
    head = book.cell(bold=True, align="center", text_wrap=True, bg_color=HEAD_FILL)
    for column, label in enumerate(("number", "name", "rank", "position")):
        sheet.merge_range(row, column, row + 1, column, "", head)
        write_text(sheet, row, column, texts(label), head)
    column = FIRST_SHIFT_COLUMN
    for day in week.days:
        fill = REST_FILL if is_rest_day(scenario, day) else HEAD_FILL
        colour = "#A61B1B" if is_rest_day(scenario, day) else "#000000"
        style = book.cell(bold=True, align="center", bg_color=fill, font_color=colour)
        caption = f"{texts.short_weekday(day)} {texts.short_day(day)}"
        merge_text(sheet, row, column, column + len(scenario.shifts) - 1, caption, style)
        for shift in scenario.shifts.values():
            write_text(sheet, row + 1, column, shift.code, style)
            column += 1
    sheet.merge_range(row, column, row + 1, column, "", head)
    write_text(sheet, row, column, texts("week_hours"), head)
    sheet.set_row(row, 24)
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


def _write_officer(
    book: Book, sheet: Worksheet, scenario: Scenario, week: Week, officer: str, number: int, row: int
) -> None:
    person = scenario.officers[officer]
    sheet.write_number(row, 0, number, book.cell(align="center"))
    write_text(sheet, row, 1, person.name, book.cell())
    write_text(sheet, row, 2, person.rank, book.cell(font_size=10))
    write_text(sheet, row, 3, person.position, book.cell(font_size=10, shrink=True))
    hours = duty_hours(week.duties.get(officer, ()))
    column = FIRST_SHIFT_COLUMN + 7 * len(scenario.shifts)
    sheet.write_number(row, column, hours, book.cell(num_format="0.0", align="center"))


def _write_days(
    book: Book,
    sheet: Worksheet,
    scenario: Scenario,
    week: Week,
    officer: str,
    marks: Mapping[str, str],
    absences: Mapping[tuple[str, date], str],
    row: int,
) -> None:
    duties = {(duty.date, duty.shift): duty for duty in week.duties.get(officer, ())}
    width = len(scenario.shifts)
    for index, day in enumerate(week.days):
        absence = absences.get((officer, day))
        for position, (shift, described) in enumerate(scenario.shifts.items()):
            column = FIRST_SHIFT_COLUMN + index * width + position
            edges = _edges(position, width)
            duty = duties.get((day, shift))
            if duty is not None:
                lent = duty.role != "local" and post_unit(scenario, duty.post) != scenario.officers[officer].unit
                text = described.code + marks.get(duty.post, "") + ("*" if lent else "")
                fill = SHIFT_FILLS[position % len(SHIFT_FILLS)]
                style = book.style(align="center", bold=True, bg_color=fill, shrink=True, **edges)
                write_text(sheet, row, column, text, style)
            elif absence is not None and position == width // 2:
                colour = ABSENCE_COLOURS[absence]
                style = book.style(align="center", font_color=colour, **edges, **_fill(scenario, week, day))
                write_text(sheet, row, column, book.texts(f"code.{absence}"), style)
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
    return {"bg_color": REST_FILL} if is_rest_day(scenario, day) else {}


def _legend(book: Book, scenario: Scenario) -> list[str]:
    texts = book.texts
    shifts = [f"{shift.code} = {shift.name} ({texts.clock(shift.start)}–{texts.clock(shift.end)})"
              for shift in scenario.shifts.values()]  # fmt: skip
    kinds = [f"{texts(f'code.{kind}')} = {texts(f'absence.{kind}')}" for kind in ABSENCE_KINDS]
    return [f"{texts('legend')}: {'; '.join(shifts + kinds)}.", f"{texts('post_marks')}; {texts('lent_mark')}."]
