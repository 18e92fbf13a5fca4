"""Instances planned one after another by the engine, once for each seed; one that fails does not lose the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from optimizer.errors import CatrucError, Diagnostic, OutOfTimeError, RunFolderError, VerificationError
from optimizer.public_instances.best_known import best_known_values
from optimizer.public_instances.importer import import_instance, instance_rows
from optimizer.public_instances.instance import Instance
from optimizer.public_instances.reading import load_instance
from optimizer.public_instances.results import SeedResult, median, require_results_writable, write_results
from optimizer.public_instances.scorer import Score, score
from optimizer.rostering.budget import Budget
from optimizer.rostering.search.weighted_sum import least_weighted_sum
from optimizer.stopping import StopRequest
from optimizer.texts.diagnostics import instances as texts
from optimizer.texts.diagnostics.planning import RUN_AGAIN
from optimizer.texts.messages import BESIDE

Clock = Callable[[], float]
Report = Callable[[str, float | None, float | None], None]
"""Told of what is being planned, the best value so far and the bound, as far as there are such."""


@dataclass(frozen=True, slots=True)
class BenchRequest:
    """What ``catruc bench`` is asked for."""

    files: tuple[Path, ...]
    directory: Path
    """Each instance gets a folder of its file's stem in it."""
    seconds: float = 60.0
    """For each instance and seed."""
    seed: int = 1
    """The first seed."""
    seeds: int | None = None
    """How many seeds, each result to be kept; one result alone if left out."""
    deterministic: bool = False
    workers: int = 2


@dataclass(slots=True)
class InstanceOutcome:
    """What became of one instance."""

    file: Path
    directory: Path
    best_known: int | None = None
    results: list[SeedResult] = field(default_factory=list)
    """One for each seed planned."""
    errors: list[CatrucError] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Stem of the file."""
        return self.file.stem

    @property
    def median(self) -> SeedResult | None:
        """The result that stands for the instance."""
        return median(self.results) if self.results else None

    @property
    def gap_to_best_known(self) -> float | None:
        """Share by which the value is above the best one published; negative if below."""
        if not self.results or self.best_known is None:
            return None
        return (median(self.results).value - self.best_known) / max(self.best_known, 1)

    @property
    def gap_to_bound(self) -> float | None:
        """Share of the value that is not proved to be needed."""
        if not self.results:
            return None
        middle = median(self.results)
        return (middle.value - middle.bound) / max(middle.value, 1)


class Bench:
    """Plans the instances of a request, one after another.

    Parameters
    ----------
    request
        What is asked for.
    report
        Told how it goes; called from the engine's threads.
    stop
        Heard by the engine: what is found by then is kept, what would come later is left out.
    clock
        Seconds.
    """

    def __init__(self, request: BenchRequest, report: Report, stop: StopRequest, clock: Clock) -> None:
        self.request, self.report, self.stop, self.clock = request, report, stop, clock

    def run(self) -> list[InstanceOutcome]:
        """Read all instances, then plan them.

        Returns
        -------
        list[InstanceOutcome]
            One for each file, in order.

        Raises
        ------
        RunFolderError
            If two files would be written to one folder.
        CatrucError
            If there is no result at all, with the problems of every file and the exit code of the first.
        """
        _refuse_equal_names(self.request)
        outcomes = [InstanceOutcome(file, self.request.directory / file.stem) for file in self.request.files]
        texts = [_read(outcome) for outcome in outcomes]
        for outcome, read in zip(outcomes, texts, strict=True):
            if read is not None:
                self._plan_seeds(outcome, *read)
        if not any(outcome.results for outcome in outcomes):
            raise _nothing_found(outcomes)
        return outcomes

    def _plan_seeds(self, outcome: InstanceOutcome, instance: Instance, text: str) -> None:
        number = self.request.seeds or 1
        for count in range(1, number + 1):
            if self.stop.is_requested:
                break
            subject = outcome.name if number == 1 else f"{outcome.name}, {count}/{number}"
            try:
                outcome.results.append(self._plan(instance, text, self.request.seed + count - 1, subject))
                write_results(outcome.directory, outcome.results, keeps_seeds=self.request.seeds is not None)
            except CatrucError as error:
                outcome.errors.append(_about(outcome.file, error))
                if not isinstance(error, OutOfTimeError):
                    break

    def _plan(self, instance: Instance, text: str, seed: int, subject: str) -> SeedResult:
        """Plan with one seed; the value is the scorer's, and a roster it objects to is no result."""
        start, told_at = self.clock(), []
        self.report(subject, None, None)

        def report(value: float, bound: float) -> None:
            told_at.append(self.clock())
            self.report(subject, value, bound)

        imported, asked = import_instance(instance), self.request
        begin = self.clock()
        budget = Budget(asked.seconds, None if asked.deterministic else self.clock, self.stop)
        found = least_weighted_sum(
            imported.problem, imported.rules, budget, workers=asked.workers, seed=seed, report=report
        )
        rows = instance_rows(imported.problem, found.roster.assignments)
        scored = score(text, rows)
        if scored.hard_violations or scored.value != found.value:
            raise _refuted(seed, found.value, scored)
        return SeedResult(
            seed=seed,
            value=scored.value,
            bound=found.bound,
            seconds=self.clock() - start,
            first_seconds=told_at[0] - begin,
            hard_violations=len(scored.hard_violations),
            rows=tuple(rows),
        )


def _refuse_equal_names(request: BenchRequest) -> None:
    for name, number in Counter(file.stem for file in request.files).items():
        if number > 1:
            where, what = str(request.directory / name), texts.SAME_NAME(count=number, name=name)
            raise RunFolderError(Diagnostic(where, what, texts.RENAME))


def _read(outcome: InstanceOutcome) -> tuple[Instance, str] | None:
    """The instance and its text, if it can be read and its results written."""
    try:
        instance, text = load_instance(outcome.file)
        require_results_writable(outcome.directory)
    except CatrucError as error:
        outcome.errors.append(error)
        return None
    try:
        outcome.best_known = best_known_values(outcome.file.parent).get(outcome.name)
    except CatrucError as error:
        outcome.errors.append(error)
    return instance, text


def _refuted(seed: int, claimed: float, scored: Score) -> VerificationError:
    violations = "".join(f"{violation}\n  " for violation in scored.hard_violations)
    what = texts.REFUTED(violations=violations, claimed=claimed, value=scored.value)
    return VerificationError(Diagnostic(texts.SEED(seed=seed), what, texts.REPORT_FAULT))


def _about(file: Path, error: CatrucError) -> CatrucError:
    """The error with the file named before what it is about."""
    return type(error)([replace(problem, where=BESIDE(one=file, other=problem.where)) for problem in error.diagnostics])


def _nothing_found(outcomes: Sequence[InstanceOutcome]) -> CatrucError:
    errors = [error for outcome in outcomes for error in outcome.errors]
    if not errors:
        return OutOfTimeError(Diagnostic("catruc bench", texts.STOPPED, RUN_AGAIN))
    return type(errors[0])([problem for error in errors for problem in error.diagnostics])
