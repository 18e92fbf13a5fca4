"""Tables of a run edited by hand, also as spreadsheet programs save them: who is where, read by what it means.

Semicolons or tabs between cells, seconds in times, dates day first, columns in another order or left out, a lost byte
order mark: all of that is read. Only what somebody decides counts, officer, date, shift and post; hours, names, units
and places follow from the scenario. Whoever edits one of these, in a row that is else as it was published, is told: the
edit would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from optimizer.errors import DamagedRunError, Diagnostic, ScenarioError
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.reading.table_files import Row, Table, read_csv
from optimizer.scenario.schema import Scenario
from optimizer.texts import revisions as texts
from optimizer.texts.messages import Said, Template
from optimizer.world.plan import AbsenceRow, HelperRow, RosterRow, VisitRow

ROSTER_FILE, ABSENCES_FILE, HELPERS_FILE = "roster.csv", "absences.csv", "helpers.csv"
KINDS = ("leave", "rest", "compensatory", "other_duty")
ROLES = ("desk", "team", "local")
LookUp = Callable[[str], tuple[Said, Said] | None]
"""What is wrong with a name, and the remedy; nothing if there is something of that name."""
_WRITTEN = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[T ].*)?")

_CLOCK = re.compile(
    r"(?:^|[T ])(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*([AP](?=\.?M)|S(?=A)|C(?=H))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class EditedRows:
    """What the tables on people say."""

    roster: tuple[RosterRow, ...]
    absences: tuple[AbsenceRow, ...]
    helpers: tuple[HelperRow, ...]


def read_edited(
    folder: Path, scenario: Scenario, visits: Sequence[VisitRow], published: Sequence[RosterRow] = ()
) -> EditedRows:
    """Read roster, absences and helpers of a run folder, however they were saved.

    Parameters
    ----------
    folder, scenario
        The run, and its scenario.
    visits
        Where the teams go.
    published
        The roster as it was before it was edited, where that is known.

    Raises
    ------
    DamagedRunError
        With everything in them that cannot be understood, each with its row and remedy.
    """
    reader = _HandEdits(folder, scenario, visits, published)
    rows = EditedRows(tuple(reader.roster()), tuple(reader.absences()), tuple(reader.helpers()))
    if reader.problems:
        raise DamagedRunError(reader.problems)
    return rows


class _HandEdits:
    """Turns rows into duties and days, and collects what is wrong."""

    def __init__(
        self, folder: Path, scenario: Scenario, visits: Sequence[VisitRow], published: Sequence[RosterRow]
    ) -> None:
        self.folder, self.scenario = folder, scenario
        self.visits = {(row.date, row.shift, row.team): row for row in visits}
        self.published = {(row.date, row.officer, row.shift, row.post): row for row in published}
        self.problems: list[Diagnostic] = []

    def roster(self) -> Iterator[RosterRow]:
        scenario = self.scenario
        posts = [*scenario.posts, *scenario.teams]
        read = {
            "officer": _among(scenario.officers, texts.NO_SUCH_OFFICER, texts.OFFICERS),
            "shift": _among(scenario.shifts, texts.NO_SUCH_SHIFT, texts.SHIFTS),
            "post": _among(posts, texts.NO_SUCH_POST, texts.POSTS),
        }
        for origin, day, cells in self._rows(ROSTER_FILE, read, ("officer", "shift", "post")):
            self._refuse_derived(
                origin, cells, self.published.get((day, cells["officer"], cells["shift"], cells["post"]))
            )
            role = cells.get("role", "")
            if role and role not in ROLES:
                self._note(f"{origin}  role", texts.NO_ROLE(text=role), texts.WRITE_ROLE)
                continue
            yield from self._duty(origin, day, cells["officer"], cells["shift"], cells["post"], role)

    def _refuse_derived(self, origin: str, cells: Mapping[str, str], before: RosterRow | None) -> None:
        """Tell of cells that were edited but follow from others, which were not."""
        if before is None:
            return
        for column in ("name", "unit", "place", "stream", "role"):
            text, expected = cells.get(column, ""), str(getattr(before, column))
            if text and text.split() != expected.split():
                others = [key for key, each in self.scenario.officers.items() if each.name.split() == text.split()]
                is_name = column == "name" and others
                remedy = texts.WRITE_OFFICER(officers=", ".join(others)) if is_name else texts.PUT_BACK
                self._note(f"{origin}  {column}", texts.DERIVED(text=text, expected=expected), remedy)
        for column in ("start", "end"):
            text, expected = cells.get(column, ""), getattr(before, column).strftime("%H:%M")
            if (clock := _clock(text)) is not None and clock != expected:
                self._note(f"{origin}  {column}", texts.DERIVED(text=text, expected=expected), texts.PUT_BACK)

    def _duty(self, origin: str, day: date, officer: str, shift: str, post: str, role: str) -> Iterator[RosterRow]:
        scenario = self.scenario
        someone, midnight = scenario.officers[officer], datetime.combine(day, time())
        if post in scenario.posts:
            desk = scenario.posts[post]
            place, stream, role = desk.place, desk.stream, "desk"
        else:
            visit, team = self.visits.get((day, shift, post)), scenario.teams[post]
            if visit is None:
                self._note(origin, texts.NO_VISIT(post=post, shift=shift, day=day), texts.DELETE_OR_MOVE)
                return
            place, stream = visit.place, visit.stream
            if role not in ("team", "local"):
                role = "team" if someone.unit == team.unit else "local"
        yield RosterRow(day, shift, midnight, midnight, officer, someone.name, someone.unit, post, place, stream, role)

    def absences(self) -> Iterator[AbsenceRow]:
        scenario = self.scenario
        read = {
            "officer": _among(scenario.officers, texts.NO_SUCH_OFFICER, texts.OFFICERS),
            "kind": _among(KINDS, texts.NO_SUCH_KIND, texts.KINDS),
        }
        for _, day, cells in self._rows(ABSENCES_FILE, read, ("officer",)):
            yield AbsenceRow(day, cells["officer"], cells["kind"])

    def helpers(self) -> Iterator[HelperRow]:
        scenario = self.scenario
        read = {
            "helper": _among(scenario.helpers, texts.NO_SUCH_HELPER, texts.HELPERS),
            "shift": _among(scenario.shifts, texts.NO_SUCH_SHIFT, texts.SHIFTS),
            "post": _among(scenario.posts, texts.NO_SUCH_POST, texts.POSTS),
        }
        for _, day, cells in self._rows(HELPERS_FILE, read, ("helper", "shift", "post")):
            post = cells["post"]
            yield HelperRow(day, cells["shift"], cells["helper"], post, scenario.posts[post].place)

    def _rows(
        self, file: str, read: Mapping[str, LookUp], key: Sequence[str]
    ) -> Iterator[tuple[str, date, Mapping[str, str]]]:
        """Place, day and cells of every row that can be understood."""
        table = self._table(file, ("date", *read))
        if table is None:
            return
        dates = [str(row.cells.get("date") or "") for row in table.rows]
        day_of = self._days(file, dates)
        seen: dict[tuple[object, ...], str] = {}
        for row, written in zip(table.rows, dates, strict=True):
            cells = {name: str(value).strip() for name, value in row.cells.items()}
            faults = list(self._faults(row, cells, read))
            day = day_of(written)
            if day is None:
                faults.append(Diagnostic(f"{row.origin}  date", texts.NO_DATE(text=written), texts.WRITE_DATE))
            elif not self.scenario.campaign.first_day <= day <= self.scenario.campaign.last_day:
                campaign = self.scenario.campaign
                what = texts.OUTSIDE(day=day, first=campaign.first_day, last=campaign.last_day)
                faults.append(Diagnostic(f"{row.origin}  date", what, texts.DAY_OF_CAMPAIGN))
            self.problems += faults
            if faults or day is None:
                continue
            same = (day, *(cells[name] for name in key))
            if same in seen:
                self._note(row.origin, texts.TWICE(other=seen[same]), texts.DELETE_ONE)
                continue
            seen[same] = row.origin
            yield row.origin, day, cells

    def _faults(self, row: Row, cells: Mapping[str, str], read: Mapping[str, LookUp]) -> Iterator[Diagnostic]:
        for column, look_up in read.items():
            where = f"{row.origin}  {column}"
            if not cells.get(column):
                yield Diagnostic(where, texts.EMPTY_CELL(column=column), texts.FILL_CELL)
            elif (fault := look_up(cells[column])) is not None:
                yield Diagnostic(where, *fault)

    def _table(self, file: str, required: Sequence[str]) -> Table | None:
        try:
            table = read_csv(self.folder / file, file, required)
        except ScenarioError as error:
            self.problems += error.diagnostics
            return None
        self.problems += table.diagnostics
        missing = [column for column in required if column not in table.columns]
        for column in missing:
            remedy = texts.ADD_COLUMN(columns=", ".join(required))
            self._note(f"{file}:1  {column}", texts.NAME_COLUMN(column=column), remedy)
        return None if missing else table

    def _days(self, file: str, written: Sequence[str]) -> Callable[[str], date | None]:
        """How dates are written in the file: year first, day first as in Viet Nam, or month first."""
        orders = [order for order in _ORDERS if all(_date(text, order) for text in written if text)]
        campaign = self.scenario.campaign
        inside = [
            order
            for order in orders
            if all(campaign.first_day <= (_date(text, order) or date.min) <= campaign.last_day for text in written)
        ]
        order = (inside or orders or [_ORDERS[0]])[0]
        return lambda text: _date(text, order)

    def _note(self, where: str, what: Said, remedy: Said) -> None:
        self.problems.append(Diagnostic(where, what, remedy))


def _clock(text: str) -> str | None:
    """The time of day of a cell, as spreadsheet programs write it: seconds, twelve hours, in Vietnamese too."""
    found = _CLOCK.search(text)
    if found is None:
        return None
    hour, minute, half = int(found[1]), found[2], (found[3] or "").upper()
    if half:
        hour = hour % 12 + (12 if half in ("P", "C") else 0)
    return f"{hour % 24:02}:{minute}"


_ORDERS = ("day", "month")
"""What comes first where the year comes last."""


def _date(text: str, first: str) -> date | None:
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    one, two, three = (int(part) for part in found.groups())
    year, month, day = (one, two, three) if one > 31 else (three, two, one) if first == "day" else (three, one, two)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _among(known: Collection[str], what: Template, noun: Said) -> LookUp:
    def look_up(name: str) -> tuple[Said, Said] | None:
        return None if name in known else (what(name=name), did_you_mean(name, known, noun))

    return look_up
