"""A plan judged: simulated, recorded, held to its acceptance rules, recomputed by the verifier."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from platform import python_version
from typing import TYPE_CHECKING

from optimizer import __version__
from optimizer.acceptance.judgement import acceptance_results
from optimizer.errors import Diagnostic, VerificationError
from optimizer.events import Event
from optimizer.run.record import ConfidenceRecord, Parameters
from optimizer.run.recording import Circumstances, run_record, scenario_hash
from optimizer.texts.diagnostics import planning as texts
from optimizer.texts.messages import lines_of
from optimizer.workflows.simulate import CAMPAIGNS, LEAST_CAMPAIGNS, Repetition, simulation_of, with_chances

if TYPE_CHECKING:
    from optimizer.planning.state import PlanningState
    from optimizer.publish.content.publication import Publication
    from optimizer.run.simulation import Simulation
    from optimizer.simulate.remembering import Memory
    from optimizer.workflows.preparing import Planning, PlanRequest
    from optimizer.world.plan import Plan


def simulated(planning: Planning, plan: Plan, memory: Memory) -> Simulation | None:
    """Campaigns of the plan, fewer where the time is up; nothing if the scenario leaves nothing to chance."""
    request = planning.request
    how = Repetition(CAMPAIGNS, request.seed, request.workers, least=LEAST_CAMPAIGNS)
    return simulation_of(planning.loaded.scenario, plan, how, planning.report, planning.context.stop, memory=memory)


def verified(
    planning: Planning,
    state: PlanningState,
    plan: Plan,
    simulation: Simulation | None = None,
    confidence: ConfidenceRecord | None = None,
) -> Publication:
    """The plan with its record, recomputed by the verifier.

    Raises
    ------
    VerificationError
        If it does not hold.
    """
    from optimizer.publish.content.publication import Publication
    from optimizer.scenario.writing.resolved import resolved_text
    from optimizer.verify import verify_plan

    planning.report(Event("verify"))
    began = planning.clock()
    request, scenario, text = planning.request, planning.loaded.scenario, resolved_text(planning.loaded)
    elapsed = began - planning.start
    how = Circumstances(
        scenario_id=request.name,
        scenario_hash=scenario_hash(text),
        seed=request.seed,
        deterministic=request.deterministic,
        was_interrupted=planning.stop.is_requested,
        versions={"catruc": __version__, "python": python_version(), "ortools": version("ortools")},
        parameters=_parameters(request),
        first_verified_seconds=planning.first_verified or elapsed,
        seconds=elapsed,
        warnings=[warning.in_language(scenario.campaign.language) for warning in planning.warnings],
        cuts=state.cuts,
        cut_short=planning.context.was_cut_short,
        start=None if planning.known is None else planning.known.start,
    )
    record = run_record(scenario, planning.world, plan, how)
    record = with_chances(replace(record, confidence=confidence), simulation)
    record = replace(record, acceptance=acceptance_results(scenario, plan, record))
    verification = verify_plan(scenario, plan, record, simulation)
    if not verification.passed:
        raise VerificationError(
            Diagnostic(
                texts.PLAN_OF(name=request.name),
                lines_of(verification.verdict(), *verification.findings()),
                texts.REPORT_FAULT,
            )
        )
    planning.has_verified(planning.clock() - began)
    return Publication(scenario, plan, record, verification, text, simulation=simulation)


def _parameters(request: PlanRequest) -> Parameters:
    return Parameters(
        time=request.seconds,
        workers=request.workers,
        overlay=tuple(path.as_posix() for path in request.overlays),
        set=request.overrides,
        language=request.language,
    )
