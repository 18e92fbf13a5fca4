"""``catruc stand-in``: who could take an officer's duties of a day, and giving them to somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.errors import Diagnostic, RequestError
from optimizer.events import Clock, Event, Report
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.stopping import StopRequest
from optimizer.texts import revisions as texts
from optimizer.workflows.granting import with_leave
from optimizer.workflows.revising import Draft, OpenRun, Revised, Signature, open_run, publish_change, require_going_on

if TYPE_CHECKING:
    from optimizer.scenario.schema import Scenario
    from optimizer.track.asking import Lookup
    from optimizer.track.mending import DutyOf
    from optimizer.track.standing_in import Candidate

SECONDS = 30.0
"""Limit of all solves together; each takes a few hundredths of a second."""


@dataclass(frozen=True, slots=True)
class StandInRequest:
    """What ``catruc stand-in`` is asked for."""

    run: Path
    officer: str
    day: str
    signed: Signature
    shift: str | None = None
    """One shift of the day; all of them if left out, and then the officer is away the whole day."""
    takers: tuple[str, ...] = ()
    """Who takes the duties: one officer all, or one each in order of time; nobody if candidates are asked for."""


@dataclass(frozen=True, slots=True)
class StandIns:
    """Who could take the duties over, and what came of it if somebody was chosen."""

    scenario: Scenario
    directory: Path
    officer: str
    day: date
    duties: tuple[DutyOf, ...]
    candidates: Sequence[Candidate] = field(default_factory=tuple)
    """The best first."""
    revised: Revised | None = None
    shift: str | None = None
    """The one shift that was asked for."""


def stand_in(request: StandInRequest, report: Report, stop: StopRequest, clock: Clock) -> StandIns:
    """Rank who could stand in for an officer, or let somebody do it.

    Raises
    ------
    RequestError
        If officer, day, shift or taker are not there.
    RunFolderError, VerificationError
        If the run cannot be read or written, or what is asked for breaks a hard rule.
    """
    from optimizer.rostering.budget import Budget
    from optimizer.track.asking import Lookup
    from optimizer.track.standing_in import candidates

    opened = open_run(request.run, report)
    lookup = Lookup(opened.scenario, opened.plan)
    officer, day = lookup.officer(request.officer, "--officer"), lookup.day(request.day, "--date")
    shift = None if request.shift is None else lookup.shift(request.shift, "--shift")
    duties = lookup.duties_on(officer, day, shift, f"--date {day}")
    if shift is None:
        opened = with_leave(opened, [lookup.absence(f"{officer}:{day}", "--date")], "catruc stand-in")
    if request.takers:
        revised = _taken(opened, request, lookup, duties, (report, stop, clock))
        return StandIns(opened.scenario, request.run, officer, day, duties, revised=revised, shift=shift)
    report(Event("stand_in"))
    budget = Budget(SECONDS, clock, stop)
    found = candidates(opened.scenario, opened.staff, opened.plan, duties, budget)
    require_going_on(stop, opened.directory)
    return StandIns(opened.scenario, request.run, officer, day, duties, found, shift=shift)


def _taken(
    opened: OpenRun,
    request: StandInRequest,
    lookup: Lookup,
    duties: Sequence[DutyOf],
    told: tuple[Report, StopRequest, Clock],
) -> Revised:
    from optimizer.rostering.budget import Budget
    from optimizer.track.mending import handed_over
    from optimizer.track.settling import settled
    from optimizer.track.standing_in import able_to_take

    report, stop, clock = told
    takers = [lookup.officer(name, "--take") for name in request.takers]
    if len(takers) not in (1, len(duties)):
        what = texts.TAKE_COUNT(given=len(takers), duties=len(duties))
        raise RequestError(Diagnostic("--take", what, texts.TAKE_ONE_OR_EACH))
    able = able_to_take(opened.scenario, duties)
    for taker in takers:
        if taker not in able:
            what = texts.NO_CANDIDATE(name=taker, officer=duties[0].officer)
            raise RequestError(Diagnostic(f"--take {taker}", what, did_you_mean(taker, able, texts.TAKERS)))
    _require_free(takers, duties, lookup)
    opened = opened.changed_from(min(duty.date for duty in duties))
    everybody = takers * len(duties) if len(takers) == 1 else takers
    given = [duty._replace(officer=taker) for duty, taker in zip(duties, everybody, strict=True)]
    units = {name: officer.unit for name, officer in opened.scenario.officers.items()}
    plan = handed_over(opened.plan, duties, given, units)
    budget = Budget(SECONDS, clock, stop)
    plan = settled(opened.staff, plan, {duties[0].officer, *takers}, duties[0].date, budget)
    require_going_on(stop, opened.directory)
    draft = Draft("stand_in", opened.loaded, opened.text, plan)
    return publish_change(opened, draft, request.signed, report, stop, clock)


def _require_free(takers: Sequence[str], duties: Sequence[DutyOf], lookup: Lookup) -> None:
    """Refuse those who are on duty in the very shift that they are to take.

    Raises
    ------
    RequestError
        If somebody is.
    """
    held = {(duty.officer, duty.date, duty.shift) for duty in lookup.duties}
    everybody = [*takers] * len(duties) if len(takers) == 1 else takers
    told = [
        Diagnostic(f"--take {taker}", texts.ON_DUTY_THEN(name=taker, day=duty.date, shift=duty.shift), texts.TAKE_OTHER)
        for taker, duty in zip(everybody, duties, strict=True)
        if (taker, duty.date, duty.shift) in held
    ]
    if told:
        raise RequestError(told)
