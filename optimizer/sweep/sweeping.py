"""``catruc sweep`` from file to results: the one function that the command line calls."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from optimizer.acceptance.baseline import with_baseline
from optimizer.errors import CatrucError, Diagnostic, OutOfTimeError, UnconfirmedError
from optimizer.scenario.changing import Amendment, changed
from optimizer.scenario.loading import LoadedScenario
from optimizer.scenario.reading.tree import Node, Plain, mapping
from optimizer.scenario.writing.resolved import resolved_text
from optimizer.stopping import StopRequest
from optimizer.sweep.bisection import LeastAgenda, most_trials
from optimizer.sweep.grid import Case, GridAgenda
from optimizer.sweep.job import Job, job
from optimizer.sweep.leaving import Leaving
from optimizer.sweep.officers import officers_leaving
from optimizer.sweep.page import page_html
from optimizer.sweep.parameters import amendment_of
from optimizer.sweep.reading import SweepFile, read_sweep
from optimizer.sweep.records import RECORDS, Records, write_text_whole
from optimizer.sweep.results import CaseRow, results_csv, row_of
from optimizer.sweep.running import Runner, Tally
from optimizer.sweep.schema import OfficersParameter
from optimizer.sweep.verdict import SweepVerdict
from optimizer.texts.diagnostics import sweeps as texts
from optimizer.texts.diagnostics.planning import RUN_AGAIN
from optimizer.texts.messages import AS_IT_IS, Language

MOST_UNCONFIRMED = 500
"""Plans that are made without asking twice."""


@dataclass(frozen=True, slots=True)
class SweepRequest:
    """What ``catruc sweep`` is asked for."""

    file: Path
    directory: Path | None = None
    """Folder of the results; ``sweeps/<file>`` if left out."""
    cluster: str | None = None
    """Address of a scheduler; processes of this machine if left out."""
    may_resume: bool = False
    is_confirmed: bool = False
    language: Language | None = None

    @property
    def target(self) -> Path:
        """The folder of the results."""
        return self.directory or Path("sweeps") / self.file.stem


@dataclass(frozen=True, slots=True)
class SweepOutcome:
    """What a sweep found, and where it is written."""

    directory: Path
    summary: Mapping[str, Any]
    """Content of ``sweep.json``."""
    rows: tuple[CaseRow, ...]

    @property
    def is_accepted(self) -> bool:
        """Whether every search for the least value found one that is enough, as far as it came to an end."""
        return all(found["least"] is not None for found in self.summary["least"] if found["is_complete"])


@dataclass(slots=True)
class RunningSweep:
    """One sweep while it runs."""

    file: SweepFile
    language: Language
    rows: dict[int, CaseRow] = field(default_factory=dict)
    failures: set[int] = field(default_factory=set)
    """Exit codes of cases that failed."""
    streams: dict[str, str] = field(default_factory=dict)
    """Names of the streams of all cases."""

    def job_of(self, case: Case) -> Job:
        """The case's scenario, resolved."""
        loaded = self._changed(case, case.values)
        self.streams |= {name: stream.name for name, stream in loaded.scenario.campaign.streams.items()}
        return job(case.base.stem, resolved_text(loaded), case.seed, self.file.sweep.limits, self.language)

    def leaving_of(self, case: Case) -> Leaving | None:
        """Who may leave, where the fewest officers are searched for.

        Raises
        ------
        CatrucError
            If the scenario with all of them is not valid.
        """
        least = self.file.sweep.least
        parameter = None if least is None else self.file.sweep.parameters[least.parameter]
        if least is None or not isinstance(parameter, OfficersParameter):
            return None
        others = {name: value for name, value in case.values.items() if name != least.parameter}
        return Leaving(self._changed(case, others).scenario, parameter.units)

    def _changed(self, case: Case, values: Mapping[str, Plain]) -> LoadedScenario:
        sweep = self.file.sweep
        amendments: list[Amendment] = []
        for name, value in values.items():
            origin = self.file.origin_of(name)
            if case.leaving is not None and sweep.least is not None and name == sweep.least.parameter:
                amendments.append(partial(_without, leaving=case.leaving, origin=origin))
            else:
                amendments.append(amendment_of(sweep.parameters[name], value, origin))
        if sweep.least is not None and sweep.least.acceptance:
            amendments.append(self._acceptance)
        loaded = changed(self.file.scenario(case.base, case.values), amendments)
        return replace(loaded, scenario=with_baseline(loaded.scenario, f"{case.base}  baseline.run"))

    def _acceptance(self, _: Node) -> Node:
        """The patch with the rules that the search for the least value is to meet."""
        written = self.file.written.nearest(("least", "acceptance"))
        return mapping(written.origin, {"acceptance": written})

    def learn(self, case: Case, record: Mapping[str, Any]) -> None:
        """Keep the row of a case."""
        self.rows[case.number] = row_of(case, record)
        if record["error"] is not None:
            self.failures.add(record["error"]["exit_code"])


def _without(_: Node, leaving: frozenset[str], origin: str) -> Node:
    return officers_leaving(leaving, origin)


def run_sweep(request: SweepRequest, report: Callable[[Tally], None], stop: StopRequest) -> SweepOutcome:
    """Plan all cases of a sweep file and write the results.

    Raises
    ------
    ScenarioError
        If the file or what it names is not valid.
    UnconfirmedError, ExistingFileError, ClusterError, RunFolderError
        If it cannot be done as asked.
    CatrucError
        If there is no plan for any case, with the exit code that they share.
    """
    file = read_sweep(request.file)
    sweep = file.sweep
    _require_confirmed(request, most_trials(sweep, len(file.bases)), sweep.limits.time)
    records = Records(request.target)
    records.prepare(may_resume=request.may_resume)
    running = RunningSweep(file, request.language or file.language)
    agenda = LeastAgenda(sweep, file.bases, running.leaving_of) if sweep.least else GridAgenda(sweep, file.bases)
    from optimizer.sweep.cluster import connected

    try:
        with connected(request.cluster, sweep.limits.workers, request.target / RECORDS) as pool:
            tally = Runner(pool, records, running.job_of, running.learn, report, stop, running.language).run(agenda)
    finally:
        rows = tuple(running.rows[number] for number in sorted(running.rows))
        if rows:
            write_text_whole(request.target / "results.csv", results_csv(rows, tuple(sweep.parameters)))
    _require_plan(running, rows)
    summary = _summary(running, agenda, tally, stop)
    outcome = SweepOutcome(request.target, summary, rows)
    write_text_whole(request.target / "sweep.json", json.dumps(summary, ensure_ascii=False, indent=2) + "\n")
    write_text_whole(
        request.target / "report.html", page_html(sweep, summary, rows, SweepVerdict(summary, rows).text())
    )
    return outcome


def _require_confirmed(request: SweepRequest, plans: int, seconds: float) -> None:
    if plans > MOST_UNCONFIRMED and not request.is_confirmed:
        what = texts.MANY_PLANS(plans=plans, seconds=seconds, days=plans * seconds / 86400)
        raise UnconfirmedError(Diagnostic(str(request.file), what, texts.SAY_YES))


def _require_plan(running: RunningSweep, rows: tuple[CaseRow, ...]) -> None:
    if not rows:
        raise OutOfTimeError(Diagnostic("catruc sweep", texts.STOPPED, RUN_AGAIN))
    if all(row["status"] == "failed" for row in rows):
        error = CatrucError(
            Diagnostic(texts.CASE(case=row["case"]), AS_IT_IS(text=row["error"]), texts.CORRECT_IT) for row in rows[:8]
        )
        error.exit_code = running.failures.pop() if len(running.failures) == 1 else OutOfTimeError.exit_code
        raise error


def _summary(
    running: RunningSweep, agenda: GridAgenda | LeastAgenda, tally: Tally, stop: StopRequest
) -> dict[str, Any]:
    file = running.file
    return {
        "status": "interrupted" if stop.is_requested and tally.done < tally.total else "complete",
        "sweep": file.path.stem,
        "purpose": file.sweep.purpose,
        "language": running.language,
        "parameters": {name: parameter.title or name for name, parameter in file.sweep.parameters.items()},
        "streams": running.streams,
        "cases": tally.total,
        "done": tally.done,
        "failed": tally.failed,
        "taken_over": tally.taken_over,
        "least": [search.verdict() for search in agenda.searches] if isinstance(agenda, LeastAgenda) else [],
    }
