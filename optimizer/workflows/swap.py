"""``catruc swap``: two officers exchange two duties."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from optimizer.errors import Diagnostic, RequestError
from optimizer.events import Clock, Report
from optimizer.stopping import StopRequest
from optimizer.texts import revisions as texts
from optimizer.workflows.revising import Draft, Revised, Signature, open_run, publish_change, require_going_on


@dataclass(frozen=True, slots=True)
class SwapRequest:
    """What ``catruc swap`` is asked for."""

    run: Path
    one: str
    """``OFFICER:DATE:SHIFT``"""
    other: str
    signed: Signature


def swap_duties(request: SwapRequest, report: Report, stop: StopRequest, clock: Clock) -> Revised:
    """Let two officers exchange two duties, and publish that if no rule forbids it.

    Raises
    ------
    RequestError
        If a duty is not there, or both are one officer's.
    RunFolderError, VerificationError
        If the run cannot be read or written, or the exchange breaks a hard rule.
    """
    from optimizer.rostering.budget import Budget
    from optimizer.track.asking import Lookup
    from optimizer.track.mending import handed_over
    from optimizer.track.settling import settled

    opened = open_run(request.run, report)
    lookup = Lookup(opened.scenario, opened.plan)
    one, other = lookup.duty(request.one, request.one), lookup.duty(request.other, request.other)
    if one.officer == other.officer:
        raise RequestError(Diagnostic(request.other, texts.SAME_OFFICER, texts.NAME_TWO))
    if one[1:] == other[1:]:
        what = texts.SAME_DUTY(one=one.officer, other=other.officer)
        raise RequestError(Diagnostic(request.other, what, texts.NAME_TWO))
    first = min(one.date, other.date)
    opened = opened.changed_from(first)
    units = {name: officer.unit for name, officer in opened.scenario.officers.items()}
    given = [one._replace(officer=other.officer), other._replace(officer=one.officer)]
    plan = handed_over(opened.plan, [one, other], given, units)
    budget = Budget(60.0, clock, stop)
    plan = settled(opened.staff, plan, [one.officer, other.officer], first, budget)
    require_going_on(stop, opened.directory)
    draft = Draft("swap", opened.loaded, opened.text, plan)
    return publish_change(opened, draft, request.signed, report, stop, clock)
