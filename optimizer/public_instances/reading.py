"""Reading an instance file strictly: whatever cannot be meant is refused with line, reason and remedy, all at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable
from dataclasses import dataclass
from pathlib import Path

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.public_instances.instance import Cover, Employee, Instance, InstanceRequest, ShiftType
from optimizer.scenario.reading.files import read_text, require_file
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.texts.diagnostics import instances as texts
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics.schema import ID_LETTERS
from optimizer.texts.messages import Message, Said, Template

COLUMNS = {
    "SECTION_HORIZON": ("days",),
    "SECTION_SHIFTS": ("ShiftID", "minutes", "shifts that may not follow"),
    "SECTION_STAFF": (
        "ID",
        "MaxShifts",
        "MaxTotalMinutes",
        "MinTotalMinutes",
        "MaxConsecutiveShifts",
        "MinConsecutiveShifts",
        "MinConsecutiveDaysOff",
        "MaxWeekends",
    ),
    "SECTION_DAYS_OFF": ("EmployeeID", "day", "…"),
    "SECTION_SHIFT_ON_REQUESTS": ("EmployeeID", "day", "ShiftID", "weight"),
    "SECTION_SHIFT_OFF_REQUESTS": ("EmployeeID", "day", "ShiftID", "weight"),
    "SECTION_COVER": ("day", "ShiftID", "requirement", "weight under", "weight over"),
}
"""Every section an instance has, with its columns."""

LONGEST_HORIZON = 520 * 7
LARGEST_NUMBER = 1_000_000_000
"""Above this nothing is meant, and sums of weights would leave the solver's range."""
MINUTES_PER_DAY = 1440


def load_instance(path: Path) -> tuple[Instance, str]:
    """Read an instance file; returns its content, and the text for whoever reads it again.

    Raises
    ------
    ScenarioError
        If there is no such file, or it is malformed.
    """
    require_file(path, path.name, str(path))
    text = read_text(path, str(path))
    return read_instance(text, str(path)), text


def read_instance(text: str, name: str) -> Instance:
    """Read the text of an instance.

    Parameters
    ----------
    text
        Content of the file, lines ended in any way.
    name
        What messages call the file.

    Raises
    ------
    ScenarioError
        With every problem found.
    """
    rows, diagnostics = _split(text, name)
    missing = [section for section in COLUMNS if section not in rows]
    diagnostics += [Diagnostic(name, texts.SECTION_MISSING(section=section), texts.ADD_SECTION) for section in missing]
    diagnostics += [
        Diagnostic(name, texts.SECTION_EMPTY(section=section), texts.ADD_ROW)
        for section in ("SECTION_SHIFTS", "SECTION_STAFF")
        if section in rows and not rows[section]
    ]
    if diagnostics:
        raise ScenarioError(diagnostics)
    return _Reader(name, rows).instance()


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    section: str
    fields: tuple[str, ...]


def _split(text: str, name: str) -> tuple[dict[str, list[_Row]], list[Diagnostic]]:
    """The rows of each section, and what is wrong with the sections themselves."""
    rows: dict[str, list[_Row]] = {}
    diagnostics: list[Diagnostic] = []
    section = ""
    for line, written in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), start=1):
        content = written.partition("#")[0].strip()
        if not content:
            continue
        if content.startswith("SECTION"):
            section = content
            if section not in COLUMNS:
                remedy = did_you_mean(section, COLUMNS, nouns.SECTION.many)
                diagnostics.append(Diagnostic(f"{name}:{line}", texts.NO_SECTION(section=section), remedy))
            elif section in rows:
                what = texts.SECTION_TWICE(section=section)
                diagnostics.append(Diagnostic(f"{name}:{line}", what, texts.ROWS_IN_ONE))
            rows.setdefault(section, [])
        elif not section:
            what = texts.BEFORE_SECTIONS(content=content)
            diagnostics.append(Diagnostic(f"{name}:{line}", what, texts.BEGIN_WITH_SECTION))
            section = "before any section"
        elif section in COLUMNS:
            rows[section].append(_Row(line, section, tuple(field.strip() for field in content.split(","))))
    return rows, diagnostics


class _Reader:
    """Turns rows into an instance; goes on after a problem, so that all are told."""

    def __init__(self, name: str, rows: dict[str, list[_Row]]) -> None:
        self.name, self.rows = name, rows
        self.diagnostics: list[Diagnostic] = []
        self.days = LONGEST_HORIZON
        self.shifts: list[str] = []
        self.employees: list[str] = []
        self._seen: set[Hashable] = set()

    def instance(self) -> Instance:
        self.days = self._horizon()
        self.shifts = [row.fields[0] for row in self.rows["SECTION_SHIFTS"]]
        self.employees = [row.fields[0] for row in self.rows["SECTION_STAFF"]]
        read = Instance(
            days=self.days,
            shifts=tuple(self._shift(row) for row in self._whole("SECTION_SHIFTS")),
            employees=tuple(self._employee(row) for row in self._whole("SECTION_STAFF")),
            days_off=dict(self._days_off(row) for row in self.rows["SECTION_DAYS_OFF"]),
            requests=(
                *(self._request(row, wants_work=True) for row in self._whole("SECTION_SHIFT_ON_REQUESTS")),
                *(self._request(row, wants_work=False) for row in self._whole("SECTION_SHIFT_OFF_REQUESTS")),
            ),
            cover=tuple(self._cover(row) for row in self._whole("SECTION_COVER")),
        )
        if self.diagnostics:
            raise ScenarioError(
                sorted(self.diagnostics, key=lambda diagnostic: int(str(diagnostic.where).split(":")[-1].split()[0]))
            )
        return read

    def _horizon(self) -> int:
        rows = self._whole("SECTION_HORIZON")
        if len(self.rows["SECTION_HORIZON"]) != 1:
            last = max((row.line for row in self.rows["SECTION_HORIZON"]), default=1)
            row = _Row(last, "SECTION_HORIZON", ())
            self._refuse(row, texts.ONE_HORIZON, texts.WRITE_DAYS)
        if not rows:
            return LONGEST_HORIZON
        days = self._number(rows[0], 0, least=7, most=LONGEST_HORIZON)
        if days % 7:
            fewer = days // 7 * 7
            self._refuse(rows[0], texts.NO_WHOLE_WEEKS(days=days), texts.WRITE_WEEKS(fewer=fewer, more=fewer + 7))
        return days

    def _shift(self, row: _Row) -> ShiftType:
        shift = self._new_id(row)
        following = tuple(filter(None, row.fields[2].split("|")))
        for other in following:
            self._known(row, other, self.shifts, nouns.SHIFT.many)
        return ShiftType(shift, self._number(row, 1, least=1, most=MINUTES_PER_DAY), following)

    def _employee(self, row: _Row) -> Employee:
        most_minutes, least_minutes = self._number(row, 2), self._number(row, 3)
        longest, shortest = self._number(row, 4, least=1), self._number(row, 5)
        if least_minutes > most_minutes:
            self._refuse(row, _crossed("TotalMinutes", least_minutes, most_minutes), texts.NO_TIMELINE)
        if shortest > longest:
            self._refuse(row, _crossed("ConsecutiveShifts", shortest, longest), texts.NO_RUN)
        return Employee(
            id=self._new_id(row),
            most_shifts=self._most_shifts(row),
            most_minutes=most_minutes,
            least_minutes=least_minutes,
            longest_work=longest,
            shortest_work=shortest,
            shortest_rest=self._number(row, 6),
            most_weekends=self._number(row, 7),
        )

    def _most_shifts(self, row: _Row) -> dict[str, int]:
        most: dict[str, int] = {}
        for entry in row.fields[1].split("|"):
            shift, equals, number = (part.strip() for part in entry.partition("="))
            if not equals:
                self._refuse(row, texts.MAX_SHIFTS_HAS(entry=entry), texts.WRITE_MAX_SHIFTS)
                continue
            self._known(row, shift, self.shifts, nouns.SHIFT.many)
            if shift in most:
                self._refuse(row, texts.MAX_SHIFTS_TWICE(shift=shift), texts.KEEP_ONE)
            most[shift] = self._whole_number(row, number, "MaxShifts", 0, LARGEST_NUMBER)
        for shift in dict.fromkeys(self.shifts):
            if shift not in most:
                self._refuse(row, texts.MAX_SHIFTS_WITHOUT(shift=shift), texts.ADD_SHIFT(shift=shift))
        return most

    def _days_off(self, row: _Row) -> tuple[str, frozenset[int]]:
        employee = row.fields[0]
        self._known(row, employee, self.employees, nouns.EMPLOYEE.many)
        if len(row.fields) < 2:
            self._refuse(row, texts.NO_DAY(employee=employee), texts.WRITE_DAYS_OFF)
        self._once(row, employee)
        days = [self._day(row, position) for position in range(1, len(row.fields))]
        if len(set(days)) < len(days):
            self._refuse(row, texts.DAY_TWICE, texts.KEEP_ONCE)
        return employee, frozenset(days)

    def _request(self, row: _Row, *, wants_work: bool) -> InstanceRequest:
        employee, shift = row.fields[0], row.fields[2]
        self._known(row, employee, self.employees, nouns.EMPLOYEE.many)
        self._known(row, shift, self.shifts, nouns.SHIFT.many)
        day = self._day(row, 1)
        self._once(row, (employee, day, shift))
        return InstanceRequest(employee, day, shift, self._number(row, 3), wants_work)

    def _cover(self, row: _Row) -> Cover:
        day, shift = self._day(row, 0), row.fields[1]
        self._known(row, shift, self.shifts, nouns.SHIFT.many)
        self._once(row, (day, shift))
        return Cover(day, shift, self._number(row, 2), self._number(row, 3), self._number(row, 4))

    def _whole(self, section: str) -> list[_Row]:
        """The rows of a section that have as many fields as it has columns; the others are refused."""
        columns = COLUMNS[section]
        whole = []
        for row in self.rows[section]:
            if len(row.fields) == len(columns):
                whole.append(row)
            else:
                what = texts.FIELDS(found=len(row.fields), wanted=len(columns))
                self._refuse(row, what, texts.WRITE_FIELDS(columns=", ".join(columns)))
        return whole

    def _number(self, row: _Row, position: int, least: int = 0, most: int = LARGEST_NUMBER) -> int:
        return self._whole_number(row, row.fields[position], COLUMNS[row.section][position], least, most)

    def _whole_number(self, row: _Row, text: str, column: str, least: int, most: int) -> int:
        """The number, or the least allowed one if it is refused."""
        number = int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else None
        if number is None:
            what = texts.NO_WHOLE_NUMBER(column=column, text=text)
            self._refuse(row, what, texts.DIGITS_ONLY(example=480))
        elif not least <= number <= most:
            what = texts.NUMBER_IS(column=column, number=number)
            self._refuse(row, what, texts.WRITE_NUMBER_FROM(least=least, most=most))
            number = None
        return least if number is None else number

    def _day(self, row: _Row, position: int) -> int:
        return self._whole_number(row, row.fields[position], "day", 0, self.days - 1)

    def _new_id(self, row: _Row) -> str:
        name = row.fields[0]
        if not re.fullmatch(r"\w[\w\-]*", name):
            self._refuse(row, texts.NO_ID(name=name), ID_LETTERS)
        self._once(row, name)
        return name

    def _known(self, row: _Row, name: str, known: Collection[str], what: Template) -> None:
        if name not in known:
            self._refuse(row, texts.NONE_OF(name=name, what=what), did_you_mean(name, known, what))

    def _once(self, row: _Row, key: Hashable) -> None:
        """Refuse a second row for the same thing."""
        if (row.section, key) in self._seen:
            about = ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)
            self._refuse(row, texts.SECOND_ROW(about=about), texts.KEEP_ONE)
        self._seen.add((row.section, key))

    def _refuse(self, row: _Row, what: Said, remedy: Said) -> None:
        self.diagnostics.append(Diagnostic(f"{self.name}:{row.line}  {row.section}", what, remedy))


def _crossed(name: str, least: int, most: int) -> Message:
    return texts.LEAST_ABOVE_MOST(least=f"Min{name}", least_value=least, most=f"Max{name}", most_value=most)
