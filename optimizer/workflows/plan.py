"""``catruc plan``: a campaign planned, verified, published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from threading import Timer
from typing import TYPE_CHECKING, Any

from optimizer import __version__
from optimizer.acceptance.judgement import acceptance_results
from optimizer.errors import ContradictionError, Diagnostic, OutOfTimeError, RunFolderError, VerificationError
from optimizer.events import Clock, Event, Report
from optimizer.run.record import ConfidenceRecord, Parameters
from optimizer.run.recording import Circumstances, run_record, scenario_hash
from optimizer.stopping import StopRequest
from optimizer.texts.diagnostics import planning as texts
from optimizer.texts.diagnostics.runs import SAVED_ELSEWHERE
from optimizer.texts.messages import BESIDE, Language, lines_of
from optimizer.workflows.load import load_with_baseline
from optimizer.workflows.revisions import Author, publish_revision
from optimizer.workflows.simulate import Repetition, remember, simulation_of, with_chances

if TYPE_CHECKING:
    from optimizer.planning.loop import PlanningLoop, PlanningState
    from optimizer.publish.content.publication import Publication
    from optimizer.run.simulation import Simulation
    from optimizer.scenario.loading import LoadedScenario
    from optimizer.scenario.schema import Scenario
    from optimizer.simulate.remembering import Memory
    from optimizer.verify import Verification
    from optimizer.workflows.known_run import KnownRun
    from optimizer.world.plan import Plan
    from optimizer.world.world import World


CAMPAIGNS = 2000
"""Campaigns that every plan is simulated with, where its scenario says how uncertain anything is."""
LEAST_CAMPAIGNS = 100
"""Those that are finished even after a stop, so that a plan's first line says its chance."""
SIMULATION_SECONDS = 4.0
"""Kept for them per hundred officers."""
SECONDS_UNTOLD = 1.0
"""Reading what was compiled before takes less."""
WRITING_SECONDS = 3.0
"""Kept for verifying and writing a plan, per hundred officers, when those are cut short."""


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What ``catruc plan`` is asked for."""

    scenario: Path
    directory: Path | None = None
    """Run folder; ``runs/<name>`` if left out."""
    seconds: float = 60.0
    seed: int = 1
    deterministic: bool = False
    workers: int = 2
    overlays: tuple[Path, ...] = ()
    """Files laid over the scenario, in this order."""
    overrides: tuple[str, ...] = ()
    """``path=value`` laid over the scenario and its overlays."""
    language: Language | None = None
    """Language of the documents; the campaign's if left out."""
    text: str | None = None
    """The scenario whole, so that no file is read; the path then only names it."""
    by: str = ""
    """Who plans, as the journal names them."""
    begins_from_run: bool = False
    """Whether planning begins from the verified run of the same scenario, if one lies in the run folder."""

    @property
    def name(self) -> str:
        """What is planned: the scenario and its overlays, without folders and endings."""
        return "+".join(path.stem for path in (self.scenario, *self.overlays))

    @property
    def target(self) -> Path:
        """The run folder."""
        return self.directory or Path("runs") / self.name


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


@dataclass(slots=True)
class _Planning:
    """One run of the planning loop."""

    request: PlanRequest
    report: Report
    stop: StopRequest
    loaded: LoadedScenario
    world: World
    loop: PlanningLoop
    clock: Clock
    start: float
    short: tuple[Diagnostic, ...] = ()
    """What is short in the scenario whatever is planned."""
    first_verified: float = 0.0
    known: KnownRun | None = None
    """What planning began from."""

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is odd about the scenario, and what is short in it."""
        return (*self.loaded.warnings, *self.short)


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
    planning = _prepare(request, report, stop, clock)
    if stop.is_requested:
        raise OutOfTimeError(Diagnostic("catruc plan", texts.STOPPED, texts.RUN_AGAIN))
    loop = planning.loop
    state = _begun(planning)
    _verified(planning, state, loop.plan(state))
    planning.first_verified = clock() - planning.start
    prices = planning.known.prices if planning.known is not None and state.is_kept else ()
    aiming = Aiming(
        planning.loaded.scenario, loop, CAMPAIGNS, request.seed, request.workers, report, known_prices=prices
    )
    if not stop.is_requested and not state.is_floor:
        loop.settle(state)
        if loop.context.may_prove:
            state = aiming.improve(state)
        elif aiming.is_asked:
            loop.context.cut_short("confidence")
        if not state.is_kept:
            loop.share_anew(state)
            loop.steady(state, aiming.wanted_of_places(state))
    if not stop.is_requested:
        loop.improve(state)
    plan = loop.plan(state)
    simulation = _simulated(planning, plan, memory)
    if state.unsteadied is not None and aiming.is_missed(simulation):
        # A chance that was met before comes before invitations that are easier to pass on.
        state.staffed.campaign = state.unsteadied
        plan = loop.plan(state)
        simulation = _simulated(planning, plan, memory)
    if simulation is not None and simulation.record.replications < CAMPAIGNS:
        loop.context.cut_short("simulation")
    found = _verified(planning, state, plan, simulation, aiming.record(state))
    return VerifiedPlan(found, planning.warnings, memory)


def _simulated(planning: _Planning, plan: Plan, memory: Memory) -> Simulation | None:
    """Campaigns of the plan, fewer where the time is up."""
    request = planning.request
    how = Repetition(CAMPAIGNS, request.seed, request.workers, least=LEAST_CAMPAIGNS)
    with _stopped_in_time(planning) as in_time:
        return simulation_of(planning.loaded.scenario, plan, how, planning.report, in_time, memory=memory)


def _begun(planning: _Planning) -> PlanningState:
    """A first plan; if hard rules leave none, what contradicts what, and whatever was short before."""
    from optimizer.planning.starting import begun_from
    from optimizer.workflows.explain import ExplainRequest, explained_contradiction, where_it_is_told
    from optimizer.workflows.known_run import known_run

    loaded, clock, request = planning.loaded, planning.clock, planning.request
    try:
        if request.begins_from_run and (known := known_run(request.target, loaded)) is not None:
            state = begun_from(planning.loop, known.plan, known.aims)
            if state is not None:
                planning.known = known
                return state
        return planning.loop.begin()
    except ContradictionError as error:
        counted = None if request.deterministic else clock
        told = explained_contradiction(error, loaded.scenario, planning.world, planning.stop, counted, request.seed)
        asked = ExplainRequest(request.scenario, request.overlays, request.overrides)
        whole = [] if request.text is not None else [where_it_is_told(asked, request.name)]
        raise ContradictionError([*told.diagnostics, *planning.short, *whole], error.units) from error


@contextmanager
def _stopped_in_time(planning: _Planning) -> Iterator[StopRequest]:
    """A stop that is also requested once there is just time left to verify and write the plan."""
    if planning.request.deterministic:
        yield planning.stop
        return
    in_time, scale = StopRequest(), max(1.0, len(planning.world.officers) / 100)
    left = planning.start + planning.request.seconds - WRITING_SECONDS * scale - planning.clock()
    timer = Timer(max(0.0, left), in_time.request)
    with planning.stop.interrupting(in_time.request):
        timer.start()
        try:
            yield in_time
        finally:
            timer.cancel()


def _prepare(request: PlanRequest, report: Report, stop: StopRequest, clock: Clock) -> _Planning:
    from optimizer.planning.context import Names, PlanningContext, Settings
    from optimizer.planning.loop import PlanningLoop
    from optimizer.scenario.compiling import compile_world

    start = clock()
    report(Event("scenario"))
    asked = request.scenario, request.overlays, request.overrides, request.language, request.text
    loaded = load_with_baseline(*asked)
    scenario = loaded.scenario
    world = compile_world(scenario)
    short = _short(loaded, world, report)
    kept = 0.0 if scenario.uncertainty is None else SIMULATION_SECONDS
    if kept:
        start += _seconds_of_compiling(report, clock)
    settings = Settings(request.seconds, request.deterministic, request.workers, request.seed, kept_seconds=kept)
    # A clock that stands still cannot influence a plan that is to repeat itself.
    planning_clock = (lambda: 0.0) if request.deterministic else clock
    context = PlanningContext(settings, planning_clock, _with_names(report, scenario), stop, len(world.officers))
    names = Names(
        officers={name: officer.name for name, officer in scenario.officers.items()},
        units={name: unit.name for name, unit in scenario.units.items()},
        posts={name: post.name for name, post in scenario.posts.items()},
    )
    loop = PlanningLoop(world, scenario.rules, names, context)
    return _Planning(request, report, stop, loaded, world, loop, clock, start, short)


def _seconds_of_compiling(report: Report, clock: Clock) -> float:
    """Have the simulator compiled if this is the first time, which does not count to the time to plan in.

    Beside planning it would take the time in which a plan is made sure enough.
    """
    from optimizer.simulate.campaigns import compile_kernels

    start = clock()
    with ThreadPoolExecutor(1) as beside:
        compiling = beside.submit(compile_kernels)
        if wait([compiling], SECONDS_UNTOLD).not_done:
            report(Event("compile"))
        compiling.result()
    return clock() - start


def _short(loaded: LoadedScenario, world: World, report: Report) -> tuple[Diagnostic, ...]:
    """What counting alone finds short, told at once."""
    from optimizer.explain.precheck.counting import shortages

    found = shortages(loaded.scenario, world, loaded.changes)
    for shortage in found:
        report(Event("short", detail=BESIDE(one=shortage.where, other=shortage.what)))
    return tuple(shortage.diagnostic() for shortage in found)


def _with_names(report: Report, scenario: Scenario) -> Report:
    """Tell of units by their names."""
    names = {unit: described.name for unit, described in scenario.units.items()}
    return lambda event: report(replace(event, unit=names.get(event.unit, event.unit)))


def _verified(
    planning: _Planning,
    state: PlanningState,
    plan: Plan,
    simulation: Simulation | None = None,
    confidence: ConfidenceRecord | None = None,
) -> Publication:
    """The plan with its record, recomputed by the verifier; raises if it does not hold."""
    from optimizer.publish.content.publication import Publication
    from optimizer.scenario.writing.resolved import resolved_text
    from optimizer.verify import verify_plan

    planning.report(Event("verify"))
    request, scenario, text = planning.request, planning.loaded.scenario, resolved_text(planning.loaded)
    elapsed = planning.clock() - planning.start
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
        cut_short=planning.loop.context.was_cut_short,
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
    return Publication(scenario, plan, record, verification, text, simulation=simulation)


def _parameters(request: PlanRequest) -> Parameters:
    return Parameters(
        time=request.seconds,
        workers=request.workers,
        overlay=tuple(path.as_posix() for path in request.overlays),
        set=request.overrides,
        language=request.language,
    )


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
