"""A published run opened to be changed, and the changed plan published as the next revision of its campaign.

``stand-in``, ``swap``, ``amend`` and ``replan`` differ in what they change; how a run is opened, drawn up again,
simulated, verified and published is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from importlib.metadata import version
from inspect import signature
from pathlib import Path
from platform import python_version
from typing import TYPE_CHECKING, Any

from optimizer import __version__
from optimizer.acceptance.judgement import acceptance_results
from optimizer.errors import Diagnostic, StoppedError, VerificationError
from optimizer.events import Clock, Event, Report
from optimizer.garbage import uncollected
from optimizer.run.record import ConfidenceRecord, RevisionKind, RunRecord
from optimizer.run.recording import Circumstances, run_record, scenario_hash
from optimizer.stopping import StopRequest
from optimizer.texts import revisions as words
from optimizer.texts.diagnostics.planning import RUN_AGAIN
from optimizer.texts.messages import lines_of
from optimizer.workflows.revisions import Author, publish_revision
from optimizer.workflows.simulate import (
    CAMPAIGNS,
    LEAST_CAMPAIGNS,
    Repetition,
    remember,
    remembered,
    simulation_of,
    with_chances,
)
from optimizer.world.plan import PublishedRoster

if TYPE_CHECKING:
    from optimizer.planning.recovery import Known, Staff
    from optimizer.publish.content.publication import Publication
    from optimizer.run.actuals import ActualRow
    from optimizer.run.simulation import Simulation
    from optimizer.scenario.loading import LoadedScenario
    from optimizer.scenario.schema import Scenario
    from optimizer.simulate.remembering import Memory
    from optimizer.track.mending import RosterDifference
    from optimizer.verify import CheckedPlan
    from optimizer.world.plan import Plan
    from optimizer.world.world import World

MOST_BREACHES = 12
"""Lines on what a changed plan breaks."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who changes a plan, and why."""

    author: Author
    reason: str = ""
    """In the words of the author."""
    workers: int = 2
    """Threads to simulate on."""


class OpenRun:
    """A run that is about to be changed.

    Parameters
    ----------
    directory, loaded, text, plan, record, simulation
        The folder, and what its files say; the text is that of the scenario.
    published
        The scenario that the plan was published for, if that was another one.
    actuals, published_actuals
        What is reported by now, and what was when the plan was published.
    first_free
        The first day that may change, once it is known.
    """

    def __init__(
        self,
        directory: Path,
        loaded: LoadedScenario,
        text: str,
        plan: Plan,
        record: RunRecord,
        simulation: Simulation | None,
        published: Scenario | None = None,
        actuals: tuple[ActualRow, ...] | None = None,
        published_actuals: tuple[ActualRow, ...] | None = None,
        first_free: date | None = None,
    ) -> None:
        self.directory, self.loaded, self.text = directory, loaded, text
        self.published, self.actuals = published or loaded.scenario, actuals
        self.published_actuals = actuals if published is None else published_actuals
        self.plan, self.record, self.simulation, self.first_free = plan, record, simulation, first_free

    @property
    def scenario(self) -> Scenario:
        """The scenario as it was solved."""
        return self.loaded.scenario

    @cached_property
    def staff(self) -> Staff:
        """The campaign."""
        return staff_of(self.scenario, self.actuals, self.replaced)

    @property
    def replaced(self) -> PublishedRoster | None:
        """The roster that is changed, once it is known from when on."""
        return None if self.first_free is None else PublishedRoster(self.plan.roster, self.first_free)

    @cached_property
    def published_staff(self) -> Staff:
        """The campaign as it was when the plan was published."""
        if self.published is self.scenario and self.published_actuals == self.actuals:
            return self.staff
        return staff_of(self.published, self.published_actuals)

    @cached_property
    def known(self) -> Known | None:
        """The plan as it was published; nothing if its tiers are not known."""
        from optimizer.planning.recovery import Known

        return Known(self.published_staff, self.plan) if self.plan.tiers else None

    @cached_property
    def memory(self) -> Memory:
        """What it was simulated to."""
        return remembered(self.directory)

    def with_scenario(self, loaded: LoadedScenario, text: str) -> OpenRun:
        """The same run for another scenario."""
        return self._with(loaded=loaded, text=text)

    def with_actuals(self, actuals: tuple[ActualRow, ...]) -> OpenRun:
        """The same run, with this reported of it."""
        return self._with(actuals=actuals)

    def changed_from(self, first_free: date) -> OpenRun:
        """The same run, with this as the first day that may change."""
        return self._with(first_free=first_free)

    def _with(self, **changes: object) -> OpenRun:
        names = list(signature(OpenRun).parameters)
        known: dict[str, Any] = {name: getattr(self, name) for name in names}
        return OpenRun(**{**known, **changes})


@dataclass(frozen=True, slots=True)
class Draft:
    """A changed plan, its figures not drawn up yet."""

    kind: RevisionKind
    loaded: LoadedScenario
    text: str
    """Of the scenario it is for."""
    plan: Plan
    """Roster, absences, helpers, visits and quotas; the rest follows from them."""
    keeps_bounds: bool = True
    """Whether nothing changed but that people can do less."""
    is_lawful: bool = False
    """Whether its roster is known to keep every hard rule, so that this is not to be found out before all else."""
    confidence: ConfidenceRecord | None = None
    """What is to be told of the chances asked for, where that is not what was told before."""


@dataclass(frozen=True, slots=True)
class Revised:
    """A changed plan that was verified and published."""

    directory: Path
    publication: Publication
    before: RunRecord
    difference: RosterDifference
    revision: int
    was_stopped: bool = False
    """Whether a stop was requested on the way: less was tried or simulated than was asked for."""


def staff_of(
    scenario: Scenario, actuals: Sequence[ActualRow] | None = None, published: PublishedRoster | None = None
) -> Staff:
    """A scenario's people, rules and duties as planning has them, with what was reported and what is changed of it."""
    from optimizer.planning.crews import with_one_place, with_soft_crews
    from optimizer.planning.recovery import Staff
    from optimizer.run.actuals import with_actuals
    from optimizer.scenario.compiling import compile_world

    world = with_actuals(compile_world(scenario), actuals)
    names = {name: officer.name for name, officer in scenario.officers.items()}
    return Staff(world, with_one_place(with_soft_crews(scenario.rules, world)), names, published)


@uncollected()
def open_run(directory: Path, report: Report) -> OpenRun:
    """Read a run that verifies; one whose files are all as they were sealed was verified when it was published.

    Raises
    ------
    RunFolderError, DamagedRunError, ScenarioError, VerificationError
        If it cannot be read, or does not verify.
    """
    from optimizer.run.folder import recover_run, require_writable
    from optimizer.run.reading import read_folder
    from optimizer.run.safe_files import read_file
    from optimizer.run.seal import RUN_NAMES, SCENARIO_FILE, is_as_sealed
    from optimizer.scenario.loading import load_resolved
    from optimizer.track.journal import open_journal
    from optimizer.verify.verified_run import read_run

    open_journal(directory)  # which brings back a run folder that is gone
    with suppress(OSError):  # what cannot be brought back here may still be read
        recover_run(directory, RUN_NAMES)
    if not is_as_sealed(directory, __version__):
        report(Event("verify"))
        read_run(directory)
    require_writable(directory)
    files = read_folder(directory)
    loaded = load_resolved(directory / SCENARIO_FILE)
    text = read_file(directory / SCENARIO_FILE).decode("utf-8-sig")
    return OpenRun(directory, loaded, text, files.plan, files.record, files.simulation, actuals=files.actuals)


def require_going_on(stop: StopRequest, directory: Path) -> None:
    """Leave everything as it is where a stop was requested before a change was ready to be published.

    Raises
    ------
    StoppedError
        If one was.
    """
    if stop.is_requested:
        raise StoppedError(Diagnostic(str(directory), words.STOPPED_BEFORE_CHANGE, RUN_AGAIN))


@uncollected()
def publish_change(
    opened: OpenRun, draft: Draft, signed: Signature, report: Report, stop: StopRequest, clock: Clock
) -> Revised:
    """Draw up a changed plan, simulate and verify it, and publish it; or leave everything as it was.

    Raises
    ------
    VerificationError
        If the changed plan breaks a hard rule; each breach is named.
    RunFolderError
        If it cannot be written.
    """
    from optimizer.planning.recovery import assembled_anew
    from optimizer.publish.content.publication import Publication
    from optimizer.track.mending import roster_difference
    from optimizer.verify import check_plan

    start = clock()
    scenario = draft.loaded.scenario
    staff = opened.staff
    plan = assembled_anew(staff, draft.plan, opened.known, keeps_bounds=draft.keeps_bounds)
    report(Event("verify"))
    record = _record(opened, draft, staff.world, plan, clock() - start, was_stopped=stop.is_requested)
    with ThreadPoolExecutor(1) as beside:
        checking = beside.submit(check_plan, scenario, plan, opened.actuals or (), opened.replaced)
        if not draft.is_lawful:
            _require_lawful(opened, checking.result())
        simulation = _simulated(opened, scenario, plan, signed, report, stop)
    told = draft.confidence or (opened.record.confidence if draft.keeps_bounds else None)
    record = with_chances(replace(record, confidence=told), simulation)
    record = replace(record, acceptance=acceptance_results(scenario, plan, record))
    report(Event("verify"))
    verification = checking.result().verification(record, simulation)
    if not verification.passed:
        what = lines_of(verification.verdict(), *list(verification.findings())[:MOST_BREACHES])
        raise VerificationError(Diagnostic(str(opened.directory), what, words.OUR_FAULT))
    report(Event("publish"))
    publication = Publication(
        scenario,
        plan,
        record,
        verification,
        draft.text,
        published=signed.author.at,
        simulation=simulation,
        actuals=opened.actuals,
        replaced=None if opened.replaced is None else opened.replaced.rows,
    )
    parent = opened.record.revision
    publication, revision = publish_revision(
        opened.directory,
        publication,
        draft.kind,
        signed.author,
        reason=signed.reason,
        parent=0 if parent is None else parent.number,
    )
    remember(opened.directory, opened.memory)
    difference = roster_difference(opened.plan.roster, plan.roster)
    return Revised(opened.directory, publication, opened.record, difference, revision.number, stop.is_requested)


def _require_lawful(opened: OpenRun, checked: CheckedPlan) -> None:
    """Refuse a roster that breaks rules before time is spent on simulating it."""
    found = checked.verification()
    if found.passed:
        return
    told = list(found.findings())[: len(found.hard_breaches) or len(found.figures)]
    more = [words.AND_MORE(count=len(told) - MOST_BREACHES)] if len(told) > MOST_BREACHES else []
    what = lines_of(words.BREAKS_RULES(count=len(found.hard_breaches)), *told[:MOST_BREACHES], *more)
    raise VerificationError(Diagnostic(str(opened.directory), what, words.CHANGE_OTHERWISE))


def _record(opened: OpenRun, draft: Draft, world: World, plan: Plan, seconds: float, *, was_stopped: bool) -> RunRecord:
    known = opened.record
    how = Circumstances(
        scenario_id=known.scenario,
        scenario_hash=scenario_hash(draft.text),
        seed=known.seed,
        deterministic=known.deterministic,
        was_interrupted=was_stopped or known.status == "interrupted",
        versions={"catruc": __version__, "python": python_version(), "ortools": version("ortools")},
        parameters=known.parameters,
        first_verified_seconds=known.first_verified_seconds,
        seconds=seconds,
        warnings=known.warnings,
        cuts=[(cut.unit, cut.week, cut.minutes) for cut in known.cuts],
        cut_short={each.what: each.units for each in known.cut_short or ()},
    )
    return replace(run_record(draft.loaded.scenario, world, plan, how), first_free=opened.first_free)


def _simulated(
    opened: OpenRun,
    scenario: Scenario,
    plan: Plan,
    signed: Signature,
    report: Report,
    stop: StopRequest,
) -> Simulation | None:
    """As often, and with the same random numbers, as the plan before; what is the same in both is known."""
    before = opened.simulation
    campaigns = CAMPAIGNS if before is None else before.record.asked
    seed = opened.record.seed if before is None else before.record.seed
    report(Event("simulate"))
    often = Repetition(campaigns, seed, signed.workers, least=min(campaigns, LEAST_CAMPAIGNS))
    return simulation_of(scenario, plan, often, report, stop, actuals=opened.actuals or (), memory=opened.memory)
