"""``catruc plan``: a campaign planned, verified, published."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimizer.errors import Diagnostic, OutOfTimeError, RunFolderError
from optimizer.events import Clock, Event, Report
from optimizer.stopping import StopRequest
from optimizer.texts.diagnostics import planning as texts
from optimizer.texts.diagnostics.runs import SAVED_ELSEWHERE
from optimizer.workflows.judging import simulated, verified
from optimizer.workflows.preparing import Planning, PlanRequest, begun, prepared
from optimizer.workflows.revisions import Author, publish_revision
from optimizer.workflows.simulate import CAMPAIGNS, remember

if TYPE_CHECKING:
    from optimizer.planning.state import PlanningState
    from optimizer.publish.content.publication import Publication
    from optimizer.simulate.remembering import Memory
    from optimizer.verify import Verification
    from optimizer.workflows.confidence import Aiming


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """A plan that was verified and published."""

    directory: Path
    """Where the run lies."""
    publication: Publication
    verification: Verification
    warnings: tuple[Diagnostic, ...]
    """What is odd about the scenario."""
    hashes: Mapping[str, Any]
    """Of the files of the run, as its record has them."""
    misplaced: RunFolderError | None = None
    """Why the run could not be written where it was asked for; it lies in ``directory`` all the same."""

    @property
    def is_accepted(self) -> bool:
        """Whether the plan passes every acceptance rule of its scenario."""
        return self.publication.record.is_accepted


@dataclass(frozen=True, slots=True)
class VerifiedPlan:
    """A plan that was verified, and is published nowhere yet."""

    publication: Publication
    warnings: tuple[Diagnostic, ...]
    """What is odd about the scenario."""
    memory: Memory
    """What was simulated, place by place."""


def plan_campaign(request: PlanRequest, report: Report, stop: StopRequest, clock: Clock) -> PlanOutcome:
    """Plan a campaign, verify the plan, publish it.

    Raises
    ------
    ScenarioError
        If the scenario is not valid.
    ContradictionError, OutOfTimeError
        If there is no plan.
    VerificationError
        If the plan does not verify; nothing is published then.
    RunFolderError
        If the run folder cannot be written, as far as that shows before the work.
    """
    from optimizer.run.folder import require_writable
    from optimizer.run.seal import claimed_hashes

    require_writable(request.target)
    found = plan_verified(request, report, stop, clock)
    directory, publication, misplaced = _publish(request, found.publication, report)
    if misplaced is None:
        remember(directory, found.memory)
    hashes = claimed_hashes(directory)
    return PlanOutcome(directory, publication, publication.verification, found.warnings, hashes, misplaced)


def plan_verified(request: PlanRequest, report: Report, stop: StopRequest, clock: Clock) -> VerifiedPlan:
    """Plan a campaign and verify the plan, but write nothing.

    Raises
    ------
    ScenarioError, ContradictionError, OutOfTimeError, VerificationError
        As :func:`plan_campaign` does.
    """
    from optimizer.simulate.remembering import Memory
    from optimizer.workflows.confidence import Aiming

    memory = Memory()
    planning = prepared(request, report, stop, clock)
    if stop.is_requested:
        raise OutOfTimeError(Diagnostic("catruc plan", texts.STOPPED, texts.RUN_AGAIN))
    with planning.in_time():
        state, loop = begun(planning), planning.loop
        if planning.may_go_on and not state.is_floor:
            verified(planning, state, loop.plan(state))
            planning.first_verified = clock() - planning.start
        prices = planning.known.prices if planning.known is not None and state.is_kept else ()
        aiming = Aiming(
            planning.loaded.scenario, loop, CAMPAIGNS, request.seed, request.workers, report, known_prices=prices
        )
        state = _improved(planning, state, aiming)
        plan = loop.plan(state)
        simulation = simulated(planning, plan, memory)
        if state.unsteadied is not None and aiming.is_missed(simulation):
            # A chance that was met before comes before invitations that are easier to pass on.
            state.staffed.campaign = state.unsteadied
            plan = loop.plan(state)
            simulation = simulated(planning, plan, memory)
    if simulation is not None and simulation.record.replications < CAMPAIGNS:
        loop.context.cut_short("simulation")
    if planning.is_late:
        loop.context.cut_short("start")
    found = verified(planning, state, plan, simulation, aiming.record(state))
    return VerifiedPlan(found, planning.warnings, memory)


def _improved(planning: Planning, state: PlanningState, aiming: Aiming) -> PlanningState:
    """The plan made better in the time that is left: surer, better shared, steadier, fairer; and bounded."""
    from optimizer.planning.improving import improve, share_anew, steady

    loop, stop, known = planning.loop, planning.stop, planning.known
    if not stop.is_requested and not state.is_floor:
        state = loop.visit_beside_desks(state)
        loop.settle(state)
        if loop.context.may_prove:
            state = aiming.improve(state)
        elif aiming.is_asked:
            loop.context.cut_short("confidence")
        if not state.is_kept:
            share_anew(loop, state)
        if not state.is_kept or (known is not None and not known.is_steady):
            steady(loop, state, aiming.wanted_of_places(state))
    if not stop.is_requested:
        improve(loop, state)
    return state


def _publish(
    request: PlanRequest, publication: Publication, report: Report
) -> tuple[Path, Publication, RunFolderError | None]:
    """Write the run as a revision of its campaign; where that fails, elsewhere, so that the work is not lost."""
    from optimizer.publish.publishing import publish_run
    from optimizer.run.folder import rescue_folders

    report(Event("publish"))
    publication = replace(publication, published=datetime.now(UTC))
    target = request.target
    try:
        author = Author(request.by, datetime.now().astimezone())
        publication, _ = publish_revision(target, publication, "plan", author)
    except RunFolderError as error:
        for refuge in rescue_folders(target.resolve().name):
            with suppress(RunFolderError):
                publish_run(refuge, publication)
                remedy = SAVED_ELSEWHERE(folder=refuge)
                diagnostics = [replace(diagnostic, remedy=remedy) for diagnostic in error.diagnostics]
                return refuge, publication, RunFolderError(diagnostics)
        raise
    return target, publication, None
