"""``catruc compare``: runs, and scenario files planned first, held against the first of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.events import Clock, Event, Report
from optimizer.stopping import StopRequest
from optimizer.texts.messages import AS_IT_IS
from optimizer.workflows.load import load_with_baseline
from optimizer.workflows.plan import plan_campaign
from optimizer.workflows.preparing import PlanRequest
from optimizer.workflows.simulate import CAMPAIGNS

if TYPE_CHECKING:
    from optimizer.compare.comparison import Comparison
    from optimizer.compare.wording.words import Words
    from optimizer.simulate.pairs import Played
    from optimizer.verify.verified_run import VerifiedRun

MOST_CAMPAIGNS = 10_000
"""Campaigns of each plan at the most."""


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


@dataclass(frozen=True, slots=True)
class ComparedPlans:
    """A comparison that was written."""

    words: Words
    comparison: Comparison
    directory: Path
    """Folder of the page and the tables."""


def compare_plans(request: CompareRequest, report: Report, stop: StopRequest, clock: Clock) -> ComparedPlans:
    """Compare runs, planning scenario files into their run folders first, and write the comparison.

    Everything that can be refused is refused before anything is planned; what was planned stays whatever follows.

    Raises
    ------
    CatrucError
        If a run cannot be read or does not verify, a scenario is not valid or cannot be planned, or nothing can be
        written.
    """
    from optimizer.compare.comparison import compare_runs
    from optimizer.compare.output.files import require_ours, write_comparison
    from optimizer.compare.output.page import comparison_html
    from optimizer.compare.wording.words import Words
    from optimizer.verify.verified_run import read_run, require_distinct

    require_ours(request.directory)
    plans = {path: replace(request.plan, scenario=path) for path in request.sources if path.is_file()}
    require_distinct(request.sources, [plan.target for plan in plans.values()])
    runs: dict[Path, VerifiedRun] = {}
    for path in request.sources:
        report(Event("compare", detail=str(path)))
        if path in plans:
            load_with_baseline(path, language=request.plan.language)
        else:
            runs[path] = read_run(path, must_verify=request.must_verify)
    for path, plan in plans.items():
        report(Event("compare", detail=str(path)))
        outcome = plan_campaign(plan, report, stop, clock)
        if outcome.misplaced is not None:
            raise outcome.misplaced
        runs[path] = read_run(outcome.directory, must_verify=request.must_verify)
    chosen = [runs[path] for path in request.sources]
    comparison = compare_runs(chosen, _played(chosen, request.plan.workers, report, stop))
    words = Words(request.plan.language or comparison.base.run.scenario.campaign.language)
    directory = write_comparison(request.directory, words, comparison, comparison_html(words, comparison))
    return ComparedPlans(words, comparison, directory)


def _played(runs: Sequence[VerifiedRun], workers: int, report: Report, stop: StopRequest) -> list[Played | None]:
    """The same campaigns under every plan: as many as the first run has of its own, with its seed."""
    from optimizer.run.actuals import with_actuals
    from optimizer.scenario.compiling import compile_world
    from optimizer.simulate.campaigns import Threads
    from optimizer.simulate.pairs import play
    from optimizer.simulate.study import Study

    first = runs[0].simulation
    campaigns, seed = (CAMPAIGNS, 1) if first is None else (first.record.replications, first.record.seed)
    campaigns = min(campaigns, MOST_CAMPAIGNS)
    played: list[Played | None] = []
    for run in runs:
        report(Event("simulate", detail=AS_IT_IS(text=str(run.directory))))
        uncertainty = run.scenario.uncertainty
        if uncertainty is None:
            played.append(None)
            continue
        question = Study(
            with_actuals(compile_world(run.scenario), run.actuals),
            run.plan,
            uncertainty,
            campaigns,
            seed,
            Threads(workers),
        )
        played.append(play(question, stop))
    return played
