"""``catruc amend``: a run whose roster was edited by hand, drawn up anew as a revision."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer import __version__
from optimizer.errors import DamagedRunError, Diagnostic
from optimizer.events import Clock, Event, Report
from optimizer.run.recording import scenario_hash
from optimizer.stopping import StopRequest
from optimizer.texts import revisions as words
from optimizer.workflows.revising import Draft, OpenRun, Revised, Signature, publish_change, require_going_on

if TYPE_CHECKING:
    from optimizer.world.plan import Plan

LEAST_LEFT = 0.5
"""Share of the published duties that an edit by hand leaves; a file with fewer was written or copied only in part."""
SECONDS = 60.0
"""Limit of all solves together; each takes a few hundredths of a second."""


@dataclass(frozen=True, slots=True)
class AmendRequest:
    """What ``catruc amend`` is asked for."""

    run: Path
    signed: Signature


def amend_run(request: AmendRequest, report: Report, stop: StopRequest, clock: Clock) -> Revised | None:
    """Take a roster as it was edited by hand, and publish everything that follows from it; nothing if it was not.

    Raises
    ------
    RunFolderError, DamagedRunError
        If the run cannot be read or written, or its tables cannot be understood.
    VerificationError
        If the roster breaks a hard rule; each breach is named, and the folder is left as it is.
    """
    from optimizer.rostering.budget import Budget
    from optimizer.run.seal import is_as_sealed
    from optimizer.track.mending import roster_difference
    from optimizer.track.settling import at_odds, settled

    report(Event("verify"))
    if is_as_sealed(request.run, __version__):
        return None
    opened, edited = _open_edited(request.run)
    changed = roster_difference(opened.plan.roster, edited.roster)
    officers = changed.people | at_odds(opened.staff, edited)
    days = [duty.date for duty in (*changed.taken, *changed.given)]
    first = min(days, default=opened.scenario.campaign.first_day)
    if opened.plan.tiers:
        opened = opened.changed_from(first)
    plan = settled(opened.staff, edited, officers, first, Budget(SECONDS, clock, stop))
    require_going_on(stop, opened.directory)
    is_same_scenario = scenario_hash(opened.text) == opened.record.scenario_hash
    draft = Draft("amend", opened.loaded, opened.text, plan, keeps_bounds=is_same_scenario)
    return publish_change(opened, draft, request.signed, report, stop, clock)


def _open_edited(directory: Path) -> tuple[OpenRun, Plan]:
    """The run as it was published, as far as that is known, and the rows as they are now."""
    from optimizer.run.actuals import ACTUALS_FILE, ActualRow
    from optimizer.run.folder import recover_run, require_writable
    from optimizer.run.reading import read_folder, read_record, read_rows
    from optimizer.run.safe_files import read_file
    from optimizer.run.seal import RUN_NAMES, SCENARIO_FILE
    from optimizer.scenario.loading import load_resolved
    from optimizer.track.hand_edits import ROSTER_FILE, read_edited
    from optimizer.track.journal import open_journal
    from optimizer.world.plan import Plan, QuotaRow, VisitRow

    with suppress(OSError):  # what cannot be brought back here may still be read
        recover_run(directory, RUN_NAMES)
    record = read_record(directory)
    require_writable(directory)
    loaded = load_resolved(directory / SCENARIO_FILE)
    text = read_file(directory / SCENARIO_FILE).decode("utf-8-sig")
    visits = read_rows(directory, "visits.csv", VisitRow)
    quotas = read_rows(directory, "quotas.csv", QuotaRow)
    newest = open_journal(directory).newest()
    known = None if newest is None else read_folder(newest.folder)
    rows = read_edited(directory, loaded.scenario, visits, () if known is None else known.plan.roster)
    edited = Plan(rows.roster, rows.helpers, rows.absences, (), visits, quotas, (), (), ())
    has_actuals = (directory / ACTUALS_FILE).exists()
    actuals = read_rows(directory, ACTUALS_FILE, ActualRow) if has_actuals else None
    if newest is None or known is None:
        return OpenRun(directory, loaded, text, edited, record, None, actuals=actuals), edited
    if len(edited.roster) < LEAST_LEFT * len(known.plan.roster):
        what = words.MOSTLY_GONE(left=len(edited.roster), published=len(known.plan.roster))
        remedy = words.TAKE_WHOLE(run=directory, revision=newest.number)
        raise DamagedRunError([Diagnostic(ROSTER_FILE, what, remedy)])
    return OpenRun(directory, loaded, text, known.plan, known.record, known.simulation, actuals=actuals), edited
