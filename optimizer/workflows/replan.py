"""``catruc replan``: a published plan mended from a date on, with as few changes as the facts allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.errors import (
    ContradictionError,
    Diagnostic,
    OutOfTimeError,
    RequestError,
)
from optimizer.events import Clock, Event, Report
from optimizer.rules.catalogue import labels
from optimizer.stopping import StopRequest
from optimizer.texts import revisions as texts
from optimizer.texts.findings import RULE_WITH_ID
from optimizer.texts.messages import Named, Said
from optimizer.texts.rule_names import RULES
from optimizer.workflows.ahead import getting_ready
from optimizer.workflows.alternatives import FEWEST, Alternative, FewestWhat, alternatives_of
from optimizer.workflows.anew import Allowance, Way, WayTold, best_way, ways_told
from optimizer.workflows.granting import with_leave
from optimizer.workflows.resuming import (
    days_without_report,
    lawfully_open,
    leave_since,
    officers_concerned,
    with_overlays,
    with_results,
)
from optimizer.workflows.revising import (
    Draft,
    OpenRun,
    Revised,
    Signature,
    open_run,
    publish_change,
    require_going_on,
)
from optimizer.workflows.simulate import CAMPAIGNS

if TYPE_CHECKING:
    from optimizer.rostering.cp_sat.repair_model import Counted
    from optimizer.rules.facts import Key
    from optimizer.scenario.schema import Scenario
    from optimizer.track.asking import Away, Lookup
    from optimizer.track.mending import DutyOf, MendedPlan, Mending
    from optimizer.world.plan import Plan

FREEZE_DAYS = 7
"""Days from the first free one on which people may rely on what was published."""
SECONDS, SOLVE_SECONDS = 120.0, 10.0
"""Allowance of all solves together, and of each."""
MOST_RULES = 6
"""Conditions of hard rules that are told where they contradict what is to stay."""


@dataclass(frozen=True, slots=True)
class ReplanRequest:
    """What ``catruc replan`` is asked for."""

    run: Path
    first_free: str
    """The first day that may change."""
    signed: Signature
    freeze: int = FREEZE_DAYS
    absent: tuple[str, ...] = ()
    """``OFFICER:DATE`` or ``OFFICER:DATE..DATE``"""
    overlays: tuple[Path, ...] = ()
    """Files laid over the scenario."""
    pins: tuple[str, ...] = ()
    """``OFFICER:DATE:SHIFT`` or ``OFFICER:DATE:SHIFT:POST``"""
    most_changes: int | None = None
    fewest: FewestWhat = "duties"
    seconds: float = 60.0
    """To plan in, where desks and visits are planned anew."""
    is_trial: bool = False
    """Whether the ways to count changes are held beside each other, and nothing is published."""


@dataclass(frozen=True, slots=True)
class ResultsTaken:
    """What was reported, and what was made of it."""

    days: int
    """Of which anything is reported."""
    last: date | None
    """The last of them."""
    without: int
    """Days of places and streams, with something open, of which nothing is reported; they count as planned."""
    anew_from: date | None
    """From when on desks and visits are planned anew; nothing if they stay, since that keeps the aims."""
    way: Way
    """Whether what is open stays open."""
    most_changes: int | None
    """Duties that were allowed to change."""


@dataclass(frozen=True, slots=True)
class Replanned:
    """What came of it."""

    scenario: Scenario
    directory: Path
    revised: Revised | None = None
    """Nothing if nothing changes."""
    counts: dict[str, Counted] = field(default_factory=dict)
    closed: tuple[DutyOf, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    ways: tuple[WayTold, ...] = ()
    """To go on, where there is news of the turnout."""
    results: ResultsTaken | None = None
    """Nothing if there is no news of them."""


def replan_run(request: ReplanRequest, report: Report, stop: StopRequest, clock: Clock) -> Replanned:
    """Mend a plan from a date on, and publish it.

    Raises
    ------
    RequestError
        If what is asked for names something that is not there, or what is past.
    ContradictionError
        If what is to stay contradicts hard rules; they are named.
    OutOfTimeError
        If no roster is found in time.
    RunFolderError, VerificationError
        If the run cannot be read or written, or does not verify.
    """
    from optimizer.track.mending import MendedPlan
    from optimizer.track.resuming import first_monday

    news = _news(request, report)
    opened, plan, asked = news.opened, news.plan, news.asked
    if not news.asks_for_mending and not news.changes_turnout:
        return Replanned(opened.scenario, request.run)
    is_asked = news.asks_for_mending
    monday = first_monday(news.first + timedelta(days=request.freeze))
    if request.is_trial:
        aims = FEWEST if is_asked else ()
        found = [(each, _mended(opened, plan, replace(asked, aim=each), stop, clock, report)) for each in aims]
        alternatives = alternatives_of(opened, found)
        ways: tuple[WayTold, ...] = ()
        if news.changes_turnout:
            least = next((mended.plan for each, mended in found if each == request.fewest), plan)
            ways = ways_told(opened, least, monday, _allowance(request, stop, clock), report)
            require_going_on(stop, opened.directory)
        return Replanned(opened.scenario, request.run, alternatives=alternatives, ways=ways)
    with getting_ready(opened):
        mended = _mended(opened, plan, asked, stop, clock, report) if is_asked else MendedPlan(plan, {}, ())
    way = (
        best_way(opened, mended.plan, monday, _allowance(request, stop, clock), report)
        if news.changes_turnout
        else None
    )
    is_anew = way is not None and way.way != "kept"
    draft = Draft(
        "replan",
        opened.loaded,
        opened.text,
        mended.plan if way is None else way.plan,
        keeps_bounds=not news.changes_turnout,
        is_lawful=not news.is_other,
        confidence=None if way is None else way.confidence,
    )
    revised = publish_change(opened, draft, request.signed, report, stop, clock)
    return Replanned(
        opened.scenario,
        request.run,
        revised,
        {} if is_anew else dict(mended.counts),
        mended.closed,
        results=None if way is None else _results(opened, news.first, monday, way.way, request.most_changes),
    )


def _allowance(request: ReplanRequest, stop: StopRequest, clock: Clock) -> Allowance:
    return Allowance(request.seconds, request.signed.workers, stop, clock, CAMPAIGNS, request.most_changes)


@dataclass(frozen=True, slots=True)
class _News:
    """A run with all that is new since it was published."""

    opened: OpenRun
    plan: Plan
    """As it was published, less what may not open any more."""
    first: date
    """The first day that is not past."""
    asked: Mending
    asks_for_mending: bool
    """Whether anybody's duties have to change."""
    is_reported: bool
    """Whether there are results that the run does not rest on yet."""
    is_other: bool
    """Whether overlays change the scenario."""

    @property
    def changes_turnout(self) -> bool:
        """Whether more or fewer people may come than was planned with."""
        return self.is_reported or self.is_other


def _news(request: ReplanRequest, report: Report) -> _News:
    from optimizer.track.asking import Lookup
    from optimizer.track.journal import open_journal

    opened = open_run(request.run, report)
    lookup = Lookup(opened.scenario, opened.plan)
    first = lookup.day(request.first_free, f"--from {request.first_free}")
    absences = [lookup.absence(text, f"--absent {text}") for text in request.absent]
    pins = [_pin(lookup, opened.plan, text) for text in request.pins]
    _require_future(first, absences, pins)
    opened = opened.changed_from(first)
    known = with_results(opened, open_journal(request.run).results(), first)
    laid_over = with_overlays(known, request.overlays)
    is_other = laid_over is not known
    is_reported = known is not opened
    opened = with_leave(laid_over, absences, " ".join(f"--absent {each.written}" for each in absences))
    asked = _mending(request, opened, first, absences, pins)
    plan = opened.plan
    if is_other:
        plan = lawfully_open(opened, plan, first)
        asked = replace(
            asked,
            officers=asked.officers | officers_concerned(opened, plan),
            away={**leave_since(opened, first), **asked.away},
        )
    is_asked = _has_anything_to_do(opened, asked) or (is_other and bool(asked.officers))
    return _News(opened, plan, first, asked, is_asked, is_reported, is_other)


def _results(opened: OpenRun, first: date, monday: date, way: Way, most_changes: int | None) -> ResultsTaken:
    days = {row.date for row in opened.actuals or ()}
    without = days_without_report(opened, first)
    anew_from = None if way == "kept" else monday
    return ResultsTaken(len(days), max(days, default=None), without, anew_from, way, most_changes)


def _pin(lookup: Lookup, plan: Plan, text: str) -> DutyOf:
    where = f"--pin {text}"
    duty = lookup.pin(text, where)
    unit = lookup.scenario.officers[duty.officer].unit
    units = {row.unit for row in plan.roster if (row.date, row.shift, row.post) == duty[1:]}
    if unit not in units:
        what = texts.NOT_THEIR_DUTY(officer=duty.officer, shift=duty.shift, day=duty.date, post=duty.post)
        raise RequestError(Diagnostic(where, what, texts.NAME_OPEN_DUTY))
    return duty


def _require_future(first: date, absences: Iterable[Away], pins: Iterable[DutyOf]) -> None:
    days = [(f"--absent {each.written}", each.first_day) for each in absences]
    days += [(f"--pin {':'.join(map(str, pin))}", pin.date) for pin in pins]
    past = [(where, day) for where, day in days if day < first]
    if past:
        raise RequestError(
            Diagnostic(where, texts.BEFORE_FREE(day=day, free=first), texts.LATER_DAY_OR_FROM) for where, day in past
        )


def _mending(
    request: ReplanRequest, opened: OpenRun, first: date, absences: Sequence[Away], pins: Sequence[DutyOf]
) -> Mending:
    from optimizer.track.mending import Mending

    away: dict[str, frozenset[date]] = {}
    for absence in absences:
        away[absence.officer] = away.get(absence.officer, frozenset()) | absence.days
    held = {(row.officer, row.date, row.shift, row.post) for row in opened.plan.roster}
    fresh = [pin for pin in pins if tuple(pin) not in held]
    return Mending(
        officers=frozenset(away) | frozenset(pin.officer for pin in fresh),
        first_free=first,
        kept_until=first + timedelta(days=request.freeze),
        away=away,
        pins=dict.fromkeys(pins, True),
        most_changes=request.most_changes,
        aim=request.fewest,
    )


def _has_anything_to_do(opened: OpenRun, asked: Mending) -> bool:
    """Whether anybody is away who was not on leave by then, or is to have what is somebody else's."""
    leave = {(row.officer, row.date) for row in opened.plan.absences if row.kind == "leave"}
    fresh = any((officer, day) not in leave for officer, days in asked.away.items() for day in days)
    held = {(row.officer, row.date, row.shift, row.post) for row in opened.plan.roster}
    return fresh or any(tuple(pin) not in held for pin in asked.pins)


def _mended(opened: OpenRun, plan: Plan, asked: Mending, stop: StopRequest, clock: Clock, report: Report) -> MendedPlan:
    from optimizer.rostering.budget import Budget
    from optimizer.track.mending import Unmendable, mend

    report(Event("roster"))
    found = mend(opened.staff, plan, asked, Budget(SECONDS, clock, stop), SOLVE_SECONDS)
    require_going_on(stop, opened.directory)
    if not isinstance(found, Unmendable):
        return found
    where = str(opened.directory)
    if found.least is not None:
        what = texts.TOO_FEW_CHANGES(least=found.least, most=asked.most_changes)
        raise RequestError(Diagnostic(f"--most-changes {asked.most_changes}", what, texts.ALLOW_MORE))
    if not found.is_proved:
        raise OutOfTimeError(Diagnostic(where, texts.NOT_FOUND_IN_TIME, texts.TRY_AGAIN))
    rules = _conflict(opened.scenario, sorted(found.conflict))
    raise ContradictionError(Diagnostic(where, texts.CONTRADICTS_PINS(rules=rules), texts.RELEASE_PINS))


def _conflict(scenario: Scenario, keys: Sequence[Key]) -> object:
    """Conditions of rules in words."""
    told: list[Said] = []
    for key in keys[:MOST_RULES]:
        rule = scenario.rules.get(key.rule)
        title = RULES.get(key.rule) or (labels(rule.kind).name if rule is not None else texts.OWN_RULE)
        officer = scenario.officers.get(key.entity)
        whom = Named(key.entity, officer.name if officer else key.entity)
        told.append(
            texts.RULE_OF(rule=Named(key.rule, RULE_WITH_ID(title=title, id=key.rule)), whom=whom, when=key.when)
        )
    if len(keys) > MOST_RULES:
        told.append(texts.AND_MORE(count=len(keys) - MOST_RULES))
    return tuple(told) or texts.UNKNOWN_CONFLICT
