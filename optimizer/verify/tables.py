"""The rows of a plan with their line numbers, those left out that no later check could make sense of.

A row that names something unknown, lies outside the campaign or repeats another is recorded as a breach and left
out, so that every later check may look up whatever a row names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

from optimizer.run.csv_files import FIRST_LINE
from optimizer.scenario.schema import Scenario
from optimizer.texts import findings as texts
from optimizer.texts.messages import Message
from optimizer.verify.almanac import Almanac
from optimizer.verify.discrepancies import Discrepancies
from optimizer.world.plan import (
    AbsenceRow,
    BurdenRow,
    HelperRow,
    OpeningRow,
    Plan,
    ProgressRow,
    QuotaRow,
    RosterRow,
    VisitRow,
)

RowType_co = TypeVar("RowType_co", covariant=True)
RowType = TypeVar("RowType")


@dataclass(frozen=True, slots=True)
class Located(Generic[RowType_co]):
    """A row and the line of the file it stands on."""

    line: int
    row: RowType_co


@dataclass(frozen=True, slots=True)
class Tables:
    """The usable rows of every file."""

    roster: tuple[Located[RosterRow], ...]
    helpers: tuple[Located[HelperRow], ...]
    absences: tuple[Located[AbsenceRow], ...]
    openings: tuple[Located[OpeningRow], ...]
    visits: tuple[Located[VisitRow], ...]
    quotas: tuple[Located[QuotaRow], ...]
    progress: tuple[Located[ProgressRow], ...]
    burden: tuple[Located[BurdenRow], ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the rows of one file are told apart and what their columns name."""

    file: str
    entity: str
    when: str | None
    key: tuple[str, ...]
    names: tuple[tuple[str, str], ...]


_SHAPES = {
    "roster": _Shape(
        "roster.csv",
        "officer",
        "date",
        ("date", "shift", "officer", "post"),
        (("officer", "officers"), ("shift", "shifts"), ("post", "posts and teams"), ("role", "roles")),
    ),
    "helpers": _Shape(
        "helpers.csv",
        "helper",
        "date",
        ("date", "shift", "helper", "post"),
        (("helper", "helpers"), ("shift", "shifts"), ("post", "posts")),
    ),
    "absences": _Shape(
        "absences.csv",
        "officer",
        "date",
        ("date", "officer", "kind"),
        (("officer", "officers"), ("kind", "kinds of absence")),
    ),
    "openings": _Shape(
        "openings.csv", "post", "date", ("date", "shift", "post"), (("post", "posts"), ("shift", "shifts"))
    ),
    "visits": _Shape(
        "visits.csv",
        "team",
        "date",
        ("date", "shift", "team", "place"),
        (("team", "teams"), ("shift", "shifts"), ("place", "places"), ("kind", "kinds of visit")),
    ),
    "quotas": _Shape(
        "quotas.csv",
        "organisation",
        "week",
        ("week", "organisation", "place", "stream", "segment"),
        (("organisation", "organisations"), ("place", "places"), ("stream", "streams")),
    ),
    "progress": _Shape(
        "progress.csv",
        "place",
        "date",
        ("date", "place", "stream"),
        (("place", "places"), ("stream", "streams")),
    ),
    "burden": _Shape("burden.csv", "officer", None, ("officer",), (("officer", "officers"),)),
}


def usable_rows(plan: Plan, scenario: Scenario, almanac: Almanac, discrepancies: Discrepancies) -> Tables:
    """Return the rows later checks can work with; record a breach for each of the others."""
    known = _known_names(scenario)
    row_filter = _RowFilter(known, almanac, discrepancies)
    return Tables(
        roster=row_filter.of("roster", plan.roster),
        helpers=row_filter.of("helpers", plan.helpers),
        absences=row_filter.of("absences", plan.absences),
        openings=row_filter.of("openings", plan.openings),
        visits=row_filter.of("visits", plan.visits),
        quotas=row_filter.of("quotas", plan.quotas),
        progress=row_filter.of("progress", plan.progress),
        burden=row_filter.of("burden", plan.burden),
    )


def plan_of_usable_rows(plan: Plan, scenario: Scenario) -> Plan:
    """The plan without the rows that name what the scenario does not have, lie outside the campaign, or stand twice."""
    tables = usable_rows(plan, scenario, Almanac(scenario), Discrepancies())
    return replace(
        plan,
        roster=_rows(tables.roster),
        helpers=_rows(tables.helpers),
        absences=_rows(tables.absences),
        openings=_rows(tables.openings),
        visits=_rows(tables.visits),
        quotas=_rows(tables.quotas),
        progress=_rows(tables.progress),
        burden=_rows(tables.burden),
    )


def _rows(located: Iterable[Located[RowType]]) -> tuple[RowType, ...]:
    return tuple(each.row for each in located)


class _Attributes(Protocol):
    def __call__(self, row: object, /) -> object: ...


class _RowFilter:
    def __init__(self, known: Mapping[str, frozenset[str]], almanac: Almanac, discrepancies: Discrepancies) -> None:
        self._known = known
        self._almanac = almanac
        self._discrepancies = discrepancies

    def of(self, table: str, rows: Iterable[RowType]) -> tuple[Located[RowType], ...]:
        shape = _SHAPES[table]
        key_of: _Attributes = attrgetter(*shape.key)
        seen: dict[object, int] = {}
        usable: list[Located[RowType]] = []
        for line, row in enumerate(rows, start=FIRST_LINE):
            if not self._makes_sense(shape, line, row):
                continue
            key = key_of(row)
            if key in seen:
                told = tuple(str(getattr(row, column)) for column in shape.key)
                text = texts.REPEATS(file=shape.file, row=line, other=seen[key], told=told)
                self._record("unique_rows", shape, row, text)
                continue
            seen[key] = line
            usable.append(Located(line, row))
        return tuple(usable)

    def _makes_sense(self, shape: _Shape, line: int, row: object) -> bool:
        sound = True
        for column, section in shape.names:
            name = str(getattr(row, column))
            if name not in self._known[section]:
                near = get_close_matches(name, self._known[section], n=1)
                text = texts.UNKNOWN_NAME(
                    file=shape.file,
                    row=line,
                    column=column,
                    name=name,
                    section=texts.SECTIONS[section],
                    hint=texts.DID_YOU_MEAN(name=near[0]) if near else "",
                )
                self._record("known_names", shape, row, text)
                sound = False
        if not self._lies_in_campaign(shape, row):
            text = texts.OUTSIDE_CAMPAIGN(
                file=shape.file,
                row=line,
                when=getattr(row, shape.when or ""),
                first=self._almanac.first_day,
                last=self._almanac.last_day,
            )
            self._record("campaign_days", shape, row, text)
            sound = False
        return sound

    def _lies_in_campaign(self, shape: _Shape, row: object) -> bool:
        when = None if shape.when is None else getattr(row, shape.when)
        if isinstance(when, date):
            return self._almanac.is_in_campaign(when)
        return when is None or when in self._almanac.weeks

    def _record(self, rule: str, shape: _Shape, row: object, text: Message) -> None:
        when = "" if shape.when is None else str(getattr(row, shape.when))
        self._discrepancies.breach(rule, str(getattr(row, shape.entity)), when, text)


def _known_names(scenario: Scenario) -> dict[str, frozenset[str]]:
    return {
        "officers": frozenset(scenario.officers),
        "shifts": frozenset(scenario.shifts),
        "posts": frozenset(scenario.posts),
        "teams": frozenset(scenario.teams),
        "posts and teams": frozenset(scenario.posts) | frozenset(scenario.teams),
        "helpers": frozenset(scenario.helpers),
        "places": frozenset(scenario.places),
        "organisations": frozenset(scenario.organisations),
        "streams": frozenset(scenario.campaign.streams),
        "roles": frozenset({"desk", "team", "local"}),
        "kinds of absence": frozenset({"leave", "rest", "compensatory", "other_duty"}),
        "kinds of visit": frozenset({"school", "commune", "home_visit"}),
    }
