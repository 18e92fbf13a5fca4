"""``catruc explain``: why a scenario has no plan and what would help, before anything is planned."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.errors import ContradictionError, Diagnostic
from optimizer.events import Clock, Event, Report
from optimizer.stopping import StopRequest
from optimizer.texts.diagnostics import planning as texts
from optimizer.texts.messages import AS_IT_IS, Language
from optimizer.workflows.check import CheckedScenario, check_scenario

if TYPE_CHECKING:
    from optimizer.explain.conflicts.inquiry import Answer
    from optimizer.scenario.schema import Scenario
    from optimizer.world.world import World


@dataclass(frozen=True, slots=True)
class ExplainRequest:
    """What ``catruc explain`` is asked of a scenario."""

    scenario: Path
    overlays: tuple[Path, ...] = ()
    overrides: tuple[str, ...] = ()
    language: Language | None = None
    seed: int = 1
    workers: int = 2


@dataclass(frozen=True, slots=True)
class Explained:
    """A scenario with what is short in it, and whether its hard rules leave a plan."""

    checked: CheckedScenario
    answers: Sequence[Answer]
    """Of each group of units that share people."""


def explain_scenario(request: ExplainRequest, report: Report, stop: StopRequest, clock: Clock) -> Explained:
    """Say what is short by counting, and which hard rules contradict each other.

    Raises
    ------
    ScenarioError
        If the scenario is not valid.
    """
    from optimizer.explain.conflicts.guarded import Solving
    from optimizer.explain.contradictions import answers
    from optimizer.rostering.budget import Budget

    report(Event("scenario"))
    checked = check_scenario(request.scenario, request.overlays, request.overrides, request.language)
    scenario = checked.loaded.scenario
    budget = Budget(inf, clock, stop)
    found = []
    for answer in answers(scenario, checked.world, Solving(budget, request.seed, request.workers)):
        found.append(answer)
        names = ", ".join(scenario.units[unit].name for unit in answer.units)
        report(Event("question", detail=AS_IT_IS(text=names)))
    # Told in the same order however long each group took.
    return Explained(
        checked, sorted(found, key=lambda answer: (answer.has_plan is False, len(answer.units), answer.units))
    )


def explained_contradiction(
    error: ContradictionError, scenario: Scenario, world: World, stop: StopRequest, clock: Clock | None, seed: int
) -> ContradictionError:
    """A contradiction that planning met, told by the cheapest conflict and what would mend it.

    Where no conflict is confirmed in time, it stays as it was told.

    Parameters
    ----------
    error
        With the units that have no plan.
    scenario, world
        The campaign as written and as compiled.
    stop, clock, seed
        Ends the search; where its time comes from, ``None`` to count steps; of the solvers.
    """
    from optimizer.explain.conflicts.guarded import Solving
    from optimizer.explain.contradictions import answers
    from optimizer.explain.wording import StatementWords, conflict_diagnostics
    from optimizer.rostering.budget import Budget

    words = StatementWords(scenario)
    told: list[Diagnostic] = []
    for answer in answers(scenario, world, Solving(Budget(inf, clock, stop), seed), error.units):
        told += conflict_diagnostics(words, answer, 1)
    return ContradictionError([error.diagnostics[0], *told], error.units) if told else error


def where_it_is_told(request: ExplainRequest, name: str) -> Diagnostic:
    """The command that tells every conflict and mend of a scenario, and writes them on a page of that name."""
    overlays = [word for overlay in request.overlays for word in ("--overlay", str(overlay))]
    values = [word for value in request.overrides for word in ("--set", value)]
    words = ["catruc", "explain", str(request.scenario), *overlays, *values, "--all", "--page", f"{name}.why.html"]
    return Diagnostic(str(request.scenario), texts.TOLD_WHOLE, texts.ASK_FOR_ALL(command=shlex.join(words)))
