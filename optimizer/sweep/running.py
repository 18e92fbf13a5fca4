"""Keep a pool busy with cases until none is left, and record each plan as it is finished.

Cases are made only when a place for them is near, so a large grid is never in memory; those whose scenarios turn out
to be equal are planned once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass, field
from typing import Any, Protocol

from optimizer.errors import CatrucError, ClusterError, Diagnostic
from optimizer.stopping import StopRequest
from optimizer.sweep.cluster import WorkerPool
from optimizer.sweep.grid import Case
from optimizer.sweep.job import Job, failure_record_of, fault_record_of, plan_job
from optimizer.sweep.records import Records
from optimizer.texts.diagnostics import sweeps as texts
from optimizer.texts.messages import Language

POLL_SECONDS = 0.2
"""How long a wish to stop may go unheard."""
AHEAD = 2
"""Cases sent ahead for each plan that can be made at the same time."""


@dataclass(slots=True)
class Tally:
    """How far a sweep has come."""

    total: int
    """Cases in all, as far as that is known."""
    done: int = 0
    failed: int = 0
    taken_over: int = 0
    """Of the done, those that were finished before."""


class Agenda(Protocol):
    """What there is to plan, one case after another."""

    @property
    def total(self) -> int:
        """Cases in all, as far as that is known by now."""

    def take(self) -> Case | None:
        """The next case; ``None`` if there is none, or none before another one is known."""

    def learn(self, case: Case, record: Mapping[str, Any]) -> None:
        """Hear what became of a case: the plan's record, or only an ``error`` if there is no such scenario."""


@dataclass(slots=True)
class _Running:
    """Jobs on their way."""

    futures: dict[Future[dict[str, Any]], str] = field(default_factory=dict)
    cases: dict[str, list[Case]] = field(default_factory=dict)
    """Per key, the cases that wait for it."""
    jobs: dict[str, Job] = field(default_factory=dict)


class Runner:
    """Runs an agenda.

    Parameters
    ----------
    pool
        Where plans are made.
    records
        Where they are kept, and found if they are there already.
    job_of
        Makes the job of a case; raises :class:`~optimizer.errors.CatrucError` for a scenario that is not valid.
    learnt
        Told what became of each case: the record of its plan, or only an ``error``.
    report
        Told of progress, from the thread that runs.
    stop
        A wish to stop: what runs is given up, what is finished is kept.
    language
        Language of what is said of failures.
    """

    def __init__(
        self,
        pool: WorkerPool,
        records: Records,
        job_of: Callable[[Case], Job],
        learnt: Callable[[Case, Mapping[str, Any]], None],
        report: Callable[[Tally], None],
        stop: StopRequest,
        language: Language,
    ) -> None:
        self.pool, self.records, self.job_of = pool, records, job_of
        self.learnt, self.report, self.stop, self.language = learnt, report, stop, language
        self.running = _Running()

    def run(self, agenda: Agenda) -> Tally:
        """Run until the agenda is empty or somebody asks to stop.

        Raises
        ------
        ClusterError
            If the cluster goes away.
        RunFolderError
            If records cannot be written.
        """
        tally = Tally(agenda.total)
        self.report(tally)
        while not self.stop.is_requested:
            self._fill(agenda, tally)
            if not self.running.futures:
                break
            done, _ = wait(self.running.futures, POLL_SECONDS, FIRST_COMPLETED)
            if not self.pool.is_alive:
                raise _cluster_lost()
            for future in done:
                self._finish(future, agenda, tally)
        for future in self.running.futures:
            future.cancel()
        return tally

    def _fill(self, agenda: Agenda, tally: Tally) -> None:
        """Start cases while there is room; those that are finished already take none."""
        try:
            room = AHEAD * self.pool.slots
        except OSError as error:
            raise _cluster_lost() from error
        while len(self.running.futures) < room and not self.stop.is_requested and (case := agenda.take()):
            try:
                job = self.job_of(case)
            except CatrucError as error:
                self._tell(case, {"error": failure_record_of(error, self.language)}, agenda, tally)
                continue
            if record := self.records.find(job.key):
                tally.taken_over += 1
                self._tell(case, record, agenda, tally)
            else:
                self._start(case, job)

    def _start(self, case: Case, job: Job) -> None:
        running = self.running
        if job.key in running.cases:
            running.cases[job.key].append(case)
            return
        running.futures[self.pool.submit(plan_job, job, job.key)] = job.key
        running.cases[job.key], running.jobs[job.key] = [case], job

    def _finish(self, future: Future[dict[str, Any]], agenda: Agenda, tally: Tally) -> None:
        key = self.running.futures.pop(future)
        cases, job = self.running.cases.pop(key), self.running.jobs.pop(key)
        record = self._result(future)
        error = record["error"]
        # A fault of the program or of a machine says nothing about the scenario, so it is not remembered.
        if error is None or error["exit_code"] != CatrucError.exit_code:
            self.records.save(key, record, job.scenario)
        for case in cases:
            self._tell(case, record, agenda, tally)

    def _result(self, future: Future[dict[str, Any]]) -> Mapping[str, Any]:
        try:
            return future.result()
        except CancelledError as error:
            raise _cluster_lost() from error
        except Exception as error:
            return {"error": fault_record_of(error, texts.RESUME, self.language)}

    def _tell(self, case: Case, record: Mapping[str, Any], agenda: Agenda, tally: Tally) -> None:
        tally.done += 1
        tally.failed += record["error"] is not None
        self.learnt(case, record)
        agenda.learn(case, record)
        tally.total = agenda.total
        self.report(tally)


def _cluster_lost() -> ClusterError:
    return ClusterError(Diagnostic("--cluster", texts.CLUSTER_LOST, texts.KEPT_AND_RESUME))
