"""A planning made ready: the scenario read, what is short told, the time shared out, a first plan begun.

The time given runs from the start of the program. What it takes to close, that is to draw up a plan, verify and write
it, is reckoned from what reading took on the same machine at the same load, and later from a verification.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

from optimizer.errors import ContradictionError, Diagnostic
from optimizer.events import Clock, Event, Report
from optimizer.stopping import StopRequest
from optimizer.texts.messages import BESIDE, Language
from optimizer.workflows.load import load_with_baseline

if TYPE_CHECKING:
    from optimizer.planning.context import PlanningContext
    from optimizer.planning.loop import PlanningLoop
    from optimizer.planning.state import PlanningState
    from optimizer.scenario.loading import LoadedScenario
    from optimizer.scenario.schema import Scenario
    from optimizer.workflows.known_run import KnownRun
    from optimizer.world.world import World

SIMULATION_SECONDS = 4.0
"""Kept for simulating the last plan, per hundred officers."""
SECONDS_UNTOLD = 1.0
"""Reading what was compiled before takes less."""
CLOSING_LEAST, CLOSING_READINGS, CLOSING_VERIFICATIONS = 0.3, 15.0, 4.0
"""Seconds to close a plan: so many, and so many times what reading took, or verifying once that is known. The starter,
a district and three took 6, 9 and 19 times the reading."""
READERS = (
    "optimizer.scenario.loading",
    "optimizer.scenario.compiling",
    "optimizer.explain.precheck.counting",
    "holidays.countries",
)
"""Imported before reading is timed: from a disk just mounted that takes longer, and tells nothing of closing."""


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
    began: float | None = None
    """When the seconds began to run, by the clock; when the scenario is read if left out."""

    @property
    def name(self) -> str:
        """What is planned: the scenario and its overlays, without folders and endings."""
        return "+".join(path.stem for path in (self.scenario, *self.overlays))

    @property
    def target(self) -> Path:
        """The run folder."""
        return self.directory or Path("runs") / self.name


@dataclass(slots=True)
class Planning:
    """One run of the planning loop."""

    request: PlanRequest
    report: Report
    stop: StopRequest
    """What the user asked for; the loop's own is requested when the time is up, too."""
    loaded: LoadedScenario
    world: World
    loop: PlanningLoop
    clock: Clock
    start: float
    """When the time given began to run."""
    short: tuple[Diagnostic, ...]
    """What is short in the scenario whatever is planned."""
    first_verified: float = 0.0
    known: KnownRun | None = None
    """What planning began from."""
    _alarm: Timer | None = field(default=None, init=False)

    @property
    def context(self) -> PlanningContext:
        """Limits, and what they cut short."""
        return self.loop.context

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is odd about the scenario, and what is short in it."""
        return (*self.loaded.warnings, *self.short)

    @contextmanager
    def in_time(self) -> Iterator[None]:
        """Have what is unfinished stopped once there is just time left to close, or when the user asks for it."""
        with self.stop.interrupting(self.context.stop.request):
            self._set_alarm()
            try:
                yield
            finally:
                self._drop_alarm()

    def has_verified(self, seconds: float) -> None:
        """Reckon what closing takes from how long a plan took to verify; never where steps are counted."""
        if self.request.deterministic:
            return
        self.context.know_closing(CLOSING_LEAST + CLOSING_VERIFICATIONS * seconds)
        if self._alarm is not None:
            self._drop_alarm()
            self._set_alarm()

    @property
    def may_go_on(self) -> bool:
        """Whether there is time left to verify a first plan by itself, and to make it better then."""
        context = self.context
        verifying = context.closing_seconds / (CLOSING_VERIFICATIONS if context.closing_seconds else 1.0)
        return not context.stop.is_requested and context.clock() + verifying < context.latest

    @property
    def is_late(self) -> bool:
        """Whether closing alone will take longer than is left, and a tenth of all the time."""
        late = self.clock() + self.context.closing_seconds - self.context.end
        return not self.request.deterministic and late > 0.1 * self.request.seconds

    def _set_alarm(self) -> None:
        if not self.request.deterministic:
            self._alarm = Timer(max(0.0, self.context.latest - self.clock()), self.context.stop.request)
            self._alarm.daemon = True
            self._alarm.start()

    def _drop_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None


def prepared(request: PlanRequest, report: Report, stop: StopRequest, clock: Clock) -> Planning:
    """Read the scenario, tell what is short, and share out the time.

    Raises
    ------
    ScenarioError
        If the scenario is not valid.
    """
    from optimizer.planning.context import Names, PlanningContext, Settings
    from optimizer.planning.loop import PlanningLoop
    from optimizer.scenario.compiling import compile_world

    report(Event("scenario"))
    start = clock() if request.began is None else request.began
    for reader in READERS:
        import_module(reader)
    reading = clock()
    asked = request.scenario, request.overlays, request.overrides, request.language, request.text
    loaded = load_with_baseline(*asked)
    scenario = loaded.scenario
    world = compile_world(scenario)
    short = _short(loaded, world, report)
    closing = CLOSING_LEAST + CLOSING_READINGS * (clock() - reading)
    kept = 0.0 if scenario.uncertainty is None else SIMULATION_SECONDS
    if kept:
        start += _seconds_of_compiling(report, clock)
    settings = Settings(
        request.seconds,
        request.deterministic,
        request.workers,
        request.seed,
        kept_seconds=kept,
        closing_seconds=0.0 if request.deterministic else closing,
        began=0.0 if request.deterministic else start,
    )
    # A clock that stands still cannot influence a plan that is to repeat itself.
    planning_clock = (lambda: 0.0) if request.deterministic else clock
    told = _with_names(report, scenario)
    context = PlanningContext(settings, planning_clock, told, StopRequest(), len(world.officers))
    names = Names(
        officers={name: officer.name for name, officer in scenario.officers.items()},
        units={name: unit.name for name, unit in scenario.units.items()},
        posts={name: post.name for name, post in scenario.posts.items()},
    )
    loop = PlanningLoop(world, scenario.rules, names, context)
    return Planning(request, report, stop, loaded, world, loop, clock, start, short)


def begun(planning: Planning) -> PlanningState:
    """A first plan; if hard rules leave none, what contradicts what, and whatever was short before.

    Raises
    ------
    ContradictionError, OutOfTimeError
        If there is no plan.
    """
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
