"""One function per verb of the command line; the only module that puts the packages together.

Nothing here prints or reads the clock: progress goes to the callable given, results are returned, and what is wrong
is raised as :class:`optimizer.errors.CatrucError`. Solvers are imported inside the functions that need them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import TYPE_CHECKING, Any

from optimizer import __version__
from optimizer.errors import OutOfTimeError, Problem, RunFolderError, VerificationError
from optimizer.run_record import Circumstances, run_record, scenario_hash
from optimizer.stopping import StopRequest

if TYPE_CHECKING:
    from optimizer.loop import Event, PlanningLoop
    from optimizer.public_instances.bench import BenchRequest, InstanceOutcome
    from optimizer.publish.publication import Publication
    from optimizer.rules.describe import Description
    from optimizer.scenario.loading import LoadedScenario
    from optimizer.terminal.check_text import CheckText
    from optimizer.terminal.compare_text import CompareText
    from optimizer.verify import Verification
    from optimizer.world.plan import Plan
    from optimizer.world.world import World

Clock = Callable[[], float]
Report = Callable[["Event"], None]


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
    language: str | None = None
    """Language of the documents; the campaign's if left out."""

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
    warnings: tuple[Problem, ...]
    """What is odd about the scenario."""
    misplaced: RunFolderError | None = None
    """Why the run could not be written where it was asked for; it lies in ``directory`` all the same."""

    @property
    def is_accepted(self) -> bool:
        """Whether the plan passes every acceptance rule of its scenario."""
        return all(result["passed"] for result in self.publication.run_record["acceptance"])


@dataclass(frozen=True, slots=True)
class VerifiedPlan:
    """A plan that was verified, and is published nowhere yet."""

    publication: Publication
    verification: Verification
    warnings: tuple[Problem, ...]
    """What is odd about the scenario."""


@dataclass(slots=True)
class _Planning:
    """One run of the planning loop."""

    loaded: LoadedScenario
    world: World
    loop: PlanningLoop
    clock: Clock
    start: float
    warnings: list[str] = field(default_factory=list)
    first_verified: float = 0.0


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
    from optimizer.publish.run_folder import require_writable

    require_writable(request.target)
    found = plan_verified(request, report, stop, clock)
    directory, misplaced = _publish(request.target, found.publication, report)
    return PlanOutcome(directory, found.publication, found.verification, found.warnings, misplaced)


def plan_verified(request: PlanRequest, report: Report, stop: StopRequest, clock: Clock) -> VerifiedPlan:
    """Plan a campaign and verify the plan, but write nothing.

    Raises
    ------
    ScenarioError, ContradictionError, OutOfTimeError, VerificationError
        As :func:`plan_campaign` does.
    """
    start = clock()
    planning = _prepare(request, report, stop, clock, start)
    _refuse_if_stopped(stop)
    plan = planning.loop.first_plan()
    publication, verification = _verified(request, planning, plan, stop, report)
    planning.first_verified = clock() - start
    if not stop.is_requested:
        plan = planning.loop.improve()
    publication, verification = _verified(request, planning, plan, stop, report)
    return VerifiedPlan(publication, verification, planning.loaded.warnings)


def _prepare(request: PlanRequest, report: Report, stop: StopRequest, clock: Clock, start: float) -> _Planning:
    from optimizer.loop import Event, PlanningLoop, Settings
    from optimizer.scenario.compiling import compile_world

    report(Event("scenario"))
    loaded = load(request.scenario, request.overlays, request.overrides, request.language)
    scenario = loaded.scenario
    world = compile_world(scenario)
    loop = PlanningLoop(
        world,
        scenario.rules,
        {name: officer.name for name, officer in scenario.officers.items()},
        Settings(request.seconds, request.deterministic, request.workers, request.seed),
        # A clock that stands still cannot influence a plan that is to repeat itself.
        (lambda: 0.0) if request.deterministic else clock,
        report,
        stop,
    )
    return _Planning(loaded, world, loop, clock, start, [str(warning) for warning in loaded.warnings])


def load(
    path: Path, overlays: tuple[Path, ...] = (), overrides: tuple[str, ...] = (), language: str | None = None
) -> LoadedScenario:
    """Load a scenario with overlays and overrides, its baseline measured; a language given goes over all of them."""
    from optimizer.compare.baseline import with_baseline
    from optimizer.scenario.loading import load_scenario

    settings = (*overrides, *([f"campaign.language={language}"] if language else ()))
    loaded = load_scenario(path, settings, overlays)
    return replace(loaded, scenario=with_baseline(loaded.scenario, f"{path}  baseline.run"))


def _refuse_if_stopped(stop: StopRequest) -> None:
    if stop.is_requested:
        raise OutOfTimeError(Problem("catruc plan", "stopped before there was a plan", "run it again"))


def _verified(
    request: PlanRequest, planning: _Planning, plan: Plan, stop: StopRequest, report: Report
) -> tuple[Publication, Verification]:
    """The plan with its record, recomputed by the verifier; raises if it does not hold."""
    from optimizer.loop import Event
    from optimizer.publish.publication import Publication
    from optimizer.scenario.resolved import resolved_text
    from optimizer.verify import verify_plan

    report(Event("verify"))
    scenario, text = planning.loaded.scenario, resolved_text(planning.loaded)
    elapsed = planning.clock() - planning.start
    how = Circumstances(
        scenario_id=request.name,
        scenario_hash=scenario_hash(text),
        seed=request.seed,
        deterministic=request.deterministic,
        was_interrupted=stop.is_requested,
        versions={"catruc": __version__, "python": python_version(), "ortools": version("ortools")},
        parameters=_parameters(request),
        first_verified_seconds=planning.first_verified or elapsed,
        seconds=elapsed,
        warnings=planning.warnings,
        cuts=planning.loop.cuts,
    )
    record = run_record(scenario, planning.world, plan, how)
    verification = verify_plan(scenario, plan, record)
    if not verification.passed:
        raise VerificationError(
            Problem(
                f"plan of {request.name}",
                "\n  ".join(verification.lines()),
                "nothing was published; this is a fault of catruc, not of the scenario: please report it",
            )
        )
    return Publication(scenario, plan, record, verification.to_json(), text), verification


def _parameters(request: PlanRequest) -> Mapping[str, Any]:
    return {
        "time": request.seconds,
        "workers": request.workers,
        "overlay": [path.as_posix() for path in request.overlays],
        "set": list(request.overrides),
        "language": request.language,
    }


def _publish(target: Path, publication: Publication, report: Report) -> tuple[Path, RunFolderError | None]:
    """Write the run; where that fails, elsewhere, so that the work is not lost."""
    from optimizer.loop import Event

    report(Event("publish"))
    try:
        _write_run(target, publication)
    except RunFolderError as error:
        refuge = Path(tempfile.mkdtemp(prefix="catruc-")) / target.resolve().name
        _write_run(refuge, publication)
        problems = [replace(problem, remedy=f"the run was saved in {refuge}") for problem in error.problems]
        return refuge, RunFolderError(problems)
    return target, None


def _write_run(directory: Path, publication: Publication) -> None:
    from optimizer.publish.run_folder import publish_run

    publish_run(
        directory,
        publication.scenario,
        publication.plan,
        publication.run_record,
        publication.verification,
        publication.resolved_text,
    )


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """What ``catruc compare`` is asked for."""

    sources: tuple[Path, ...]
    """Run folders, and scenario files that are planned first; the first is what the others are held against."""
    directory: Path
    """Folder that the comparison is written to."""
    plan: PlanRequest
    """How scenario files are planned; its scenario and folder are those of each file."""
    must_verify: bool = True
    """Whether to refuse runs that do not verify or are of another version."""


def compare_plans(request: CompareRequest, report: Report, stop: StopRequest, clock: Clock) -> CompareText:
    """Compare runs, planning scenario files into their run folders first, and write the comparison.

    Everything that can be refused is refused before anything is planned; what was planned stays whatever follows.

    Raises
    ------
    CatrucError
        If a run cannot be read or does not verify, a scenario is not valid or cannot be planned, or nothing can be
        written.
    """
    from optimizer.compare.comparison import compare_runs
    from optimizer.compare.files import require_ours, write_comparison
    from optimizer.compare.page import comparison_html
    from optimizer.compare.runs import Run, read_run, require_distinct
    from optimizer.compare.words import Words
    from optimizer.loop import Event
    from optimizer.terminal.compare_text import CompareText

    require_ours(request.directory)
    plans = {path: replace(request.plan, scenario=path) for path in request.sources if path.is_file()}
    require_distinct(request.sources, [plan.target for plan in plans.values()])
    runs: dict[Path, Run] = {}
    for path in request.sources:
        report(Event("compare", detail=str(path)))
        if path in plans:
            load(path, language=request.plan.language)
        else:
            runs[path] = read_run(path, must_verify=request.must_verify)
    for path, plan in plans.items():
        report(Event("compare", detail=str(path)))
        outcome = plan_campaign(plan, report, stop, clock)
        if outcome.misplaced is not None:
            raise outcome.misplaced
        runs[path] = read_run(outcome.directory, must_verify=request.must_verify)
    comparison = compare_runs([runs[path] for path in request.sources])
    words = Words(request.plan.language or comparison.base.run.scenario.campaign.language)
    directory = write_comparison(request.directory, words, comparison, comparison_html(words, comparison))
    return CompareText(words, comparison, directory)


def bench_instances(request: BenchRequest, report: Report, stop: StopRequest, clock: Clock) -> list[InstanceOutcome]:
    """Plan public rostering instances with the engine that plans officers, and write what was found.

    Raises
    ------
    CatrucError
        If there is no result at all; else what went wrong stands in the outcome of its file.
    """
    from optimizer.loop import Event
    from optimizer.public_instances.bench import Bench

    def tell(subject: str, value: float | None, bound: float | None) -> None:
        report(Event("instance", "" if value is None else "value", value, bound, subject))

    return Bench(request, tell, stop, clock).run()


def new_campaign(directory: Path) -> tuple[Path, ...]:
    """Write a scenario and a workbook to start from; returns the files.

    Raises
    ------
    ExistingFileError
        If there are such files already.
    RunFolderError
        If the folder cannot be written.
    """
    from optimizer.scenario.starter import write_starter

    return _written(directory, lambda: write_starter(directory))


def _written(directory: Path, write: Callable[[], tuple[Path, ...]]) -> tuple[Path, ...]:
    try:
        return write()
    except OSError as error:
        problem = Problem(str(directory), f"cannot be written: {error.strerror or error}", "name another folder")
        raise RunFolderError(problem) from error


def new_provinces(directory: Path, districts: int, seed: int) -> tuple[Path, ...]:
    """Make up a province, or a country of several; returns the scenario files, those to plan or sweep last.

    Raises
    ------
    ExistingFileError
        If there are such files already.
    RunFolderError
        If the folder cannot be written.
    """
    from random import Random

    from optimizer.province.writing import write_provinces

    return _written(directory, lambda: tuple(write_provinces(directory, districts, seed, Random)))


def check_scenario(
    path: Path,
    overlays: tuple[Path, ...] = (),
    overrides: tuple[str, ...] = (),
    language: str | None = None,
    *,
    with_changes: bool = False,
) -> CheckText:
    """Load a scenario and say what it holds, or what it changes of its base.

    Raises
    ------
    ScenarioError
        If it is not valid.
    """
    from optimizer.campaign.capacity import unit_capacities
    from optimizer.scenario.compiling import compile_world
    from optimizer.terminal.check_text import CheckText

    loaded = load(path, overlays, overrides, language)
    world = compile_world(loaded.scenario)
    return CheckText(loaded, world, unit_capacities(world), with_changes=with_changes)


def describe_rules(kind: str | None = None) -> tuple[Description, ...]:
    """Every kind of rule in words, or one of them.

    Raises
    ------
    ScenarioError
        If there is no such kind.
    """
    from optimizer.rules.catalogue import KINDS
    from optimizer.rules.describe import describe

    return tuple(describe(name) for name in ([kind] if kind else KINDS))


def scenario_schema() -> str:
    """JSON schema of a scenario file."""
    from optimizer.scenario.schema_text import schema_json

    return schema_json()


def write_schema(folder: Path) -> tuple[Path, ...]:
    """Write the documents made from the schema; returns the files.

    Raises
    ------
    RunFolderError
        If they cannot be written.
    """
    from optimizer.scenario.schema_text import write_documents

    try:
        return write_documents(folder)
    except OSError as error:
        problem = Problem(
            str(folder), f"cannot be written: {error.strerror or error}", "run this where the folder scenarios lies"
        )
        raise RunFolderError(problem) from error


def verify_run(directory: Path) -> Verification:
    """Verify a run folder by its files alone.

    Raises
    ------
    RunFolderError, ScenarioError
        If the folder cannot be read.
    """
    from optimizer.publish.run_folder import recover_run
    from optimizer.verify import verify_folder

    recover_run(directory)
    return verify_folder(directory)
