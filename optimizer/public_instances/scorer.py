"""What a roster of an instance is worth and which hard rules it breaks, from the instance's text alone.

Written from the format's description alone: it shares nothing with the reader, the importer or the rules, so that a
mistake there shows as a difference here. It scores any rows, however wrong, of a text that the reader accepts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

Row = tuple[str, int, str]
"""Employee, day from 0, shift."""


@dataclass(frozen=True, slots=True)
class HardViolation:
    """One hard rule broken once."""

    rule: str
    employee: str
    evidence: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.employee}: {self.evidence}"


@dataclass(frozen=True, slots=True)
class Score:
    """Value of a roster (weights of wishes and cover not met), and the hard rules it breaks."""

    value: int
    hard_violations: tuple[HardViolation, ...]


def score(instance_text: str, roster: Iterable[Row]) -> Score:
    """Score a roster.

    Parameters
    ----------
    instance_text
        Content of the instance file.
    roster
        One row for each shift worked.
    """
    sections = _sections(instance_text)
    rows = list(roster)
    worked: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for employee, day, shift in rows:
        worked[employee][day].append(shift)
    return Score(_value(sections, rows), tuple(_violations(sections, worked)))


def _sections(text: str) -> dict[str, list[list[str]]]:
    sections: dict[str, list[list[str]]] = {}
    here = ""
    for line in text.replace("\ufeff", "").splitlines():
        content = line.split("#")[0].strip()
        if content.startswith("SECTION_"):
            here = content.removeprefix("SECTION_")
            sections[here] = []
        elif content:
            sections[here].append([cell.strip() for cell in content.split(",")])
    return sections


def _value(sections: dict[str, list[list[str]]], rows: list[Row]) -> int:
    assigned = set(rows)
    crews = Counter((day, shift) for _, day, shift in rows)
    value = 0
    for employee, day, shift, weight in sections["SHIFT_ON_REQUESTS"]:
        value += int(weight) * ((employee, int(day), shift) not in assigned)
    for employee, day, shift, weight in sections["SHIFT_OFF_REQUESTS"]:
        value += int(weight) * ((employee, int(day), shift) in assigned)
    for day, shift, requirement, under, over in sections["COVER"]:
        surplus = crews[int(day), shift] - int(requirement)
        value += surplus * int(over) if surplus > 0 else -surplus * int(under)
    return value


def _violations(
    sections: dict[str, list[list[str]]], worked: dict[str, dict[int, list[str]]]
) -> Iterator[HardViolation]:
    horizon = int(sections["HORIZON"][0][0])
    lengths = {shift: int(minutes) for shift, minutes, _ in sections["SHIFTS"]}
    forbidden = {(first, second) for first, _, list_of in sections["SHIFTS"] for second in list_of.split("|")}
    away = {employee: {int(day) for day in days} for employee, *days in sections["DAYS_OFF"]}
    staff = {row[0]: row[1:] for row in sections["STAFF"]}
    for employee, shifts_by_day in worked.items():
        yield from _strangers(employee, shifts_by_day, staff, lengths, horizon)
    for employee, limits in staff.items():
        days = {day: shifts for day, shifts in worked.get(employee, {}).items() if 0 <= day < horizon}
        yield from _days_judged(employee, days, away.get(employee, set()), forbidden)
        yield from _totals_judged(employee, days, limits, lengths)
        yield from _runs_judged(employee, set(days), limits, horizon)


def _strangers(
    employee: str, days: dict[int, list[str]], staff: dict[str, list[str]], lengths: dict[str, int], horizon: int
) -> Iterator[HardViolation]:
    """Rows about somebody or something the instance does not have."""
    if employee not in staff:
        yield HardViolation("unknown employee", employee, "is not in the staff")
    for day, shifts in days.items():
        if not 0 <= day < horizon:
            yield HardViolation("unknown day", employee, f"day {day} lies outside the horizon")
        for shift in shifts:
            if shift not in lengths:
                yield HardViolation("unknown shift", employee, f"{shift} on day {day}")


def _days_judged(
    employee: str, days: dict[int, list[str]], away: set[int], forbidden: set[tuple[str, str]]
) -> Iterator[HardViolation]:
    for day, shifts in sorted(days.items()):
        if len(shifts) > 1:
            yield HardViolation("one shift a day", employee, f"{', '.join(shifts)} on day {day}")
        if day in away:
            yield HardViolation("day off", employee, f"{', '.join(shifts)} on day {day}")
        for first in shifts:
            for second in days.get(day + 1, ()):
                if (first, second) in forbidden:
                    yield HardViolation("succession", employee, f"{first} on day {day}, then {second}")


def _totals_judged(
    employee: str, days: dict[int, list[str]], limits: list[str], lengths: dict[str, int]
) -> Iterator[HardViolation]:
    counts = Counter(shift for shifts in days.values() for shift in shifts)
    for entry in limits[0].split("|"):
        shift, _, most = entry.partition("=")
        if counts[shift.strip()] > int(most):
            yield HardViolation("MaxShifts", employee, f"{counts[shift.strip()]} of {entry}")
    minutes = sum(lengths.get(shift, 0) * number for shift, number in counts.items())
    if minutes > int(limits[1]):
        yield HardViolation("MaxTotalMinutes", employee, f"{minutes}, at most {limits[1]}")
    if minutes < int(limits[2]):
        yield HardViolation("MinTotalMinutes", employee, f"{minutes}, at least {limits[2]}")
    weekends = len({day // 7 for day in days if day % 7 >= 5})
    if weekends > int(limits[6]):
        yield HardViolation("MaxWeekends", employee, f"{weekends}, at most {limits[6]}")


def _runs_judged(employee: str, days: set[int], limits: list[str], horizon: int) -> Iterator[HardViolation]:
    longest, shortest_work, shortest_rest = (int(limit) for limit in limits[3:6])
    first = 0
    for is_work, members in groupby(range(horizon), key=lambda day: day in days):
        length = len(list(members))
        is_inside = first > 0 and first + length < horizon
        span = f"days {first} to {first + length - 1}"
        if is_work and length > longest:
            yield HardViolation("MaxConsecutiveShifts", employee, span)
        if is_work and is_inside and length < shortest_work:
            yield HardViolation("MinConsecutiveShifts", employee, span)
        if not is_work and is_inside and length < shortest_rest:
            yield HardViolation("MinConsecutiveDaysOff", employee, span)
        first += length
