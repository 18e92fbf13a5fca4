"""Each unit's roster by CP-SAT tier by tier and by timelines, in the same time.

The duties are those of the first plan of a scenario. Timelines are searched for as public instances are, with one sum
in which a person short weighs far more than a duty and a duty far more than a wish. What a timeline cannot say is left
out (see ``timeline_bound``), fair shares above all; the roster is then completed by CP-SAT under every rule, duties
held, which tells its fairness and whether it is lawful at all. Both have two threads.

With ``--deterministic`` the limits count the solvers' steps, so that the same rosters come out on any machine.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import inf
from pathlib import Path

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.dong_phu import machine_facts, table
from optimizer.events import Clock
from optimizer.planning.assembly import published_duties
from optimizer.planning.context import Names, PlanningContext, Settings
from optimizer.planning.crews import with_soft_crews
from optimizer.planning.loop import PlanningLoop
from optimizer.rostering.bounds.timeline_bound import relaxed_timelines
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.roster_model import RosterModel
from optimizer.rostering.cp_sat.tiered_solver import TieredSolver
from optimizer.rostering.pricing.pricer import build_pricers
from optimizer.rostering.pricing.pricer_pool import PricerPool
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.roster import TIERS
from optimizer.rostering.search.roster_search import RosterSearch
from optimizer.rostering.timelines.automaton import TooManyStatesError
from optimizer.rules.catalogue import AnyStatement
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.loading import load_scenario
from optimizer.stopping import StopRequest
from optimizer.world.roster_problem import BURDEN_SCALE, RosterProblem

WEIGHTS = {"standing": 20.0 * BURDEN_SCALE, "burden": 1.0 * BURDEN_SCALE, "preferences": 0.05 * BURDEN_SCALE}
"""A person short, a duty's burden and a wish, far enough apart that one is not given for the other."""
THREADS = 2
SHARES = {"staff": 0.25, "fairness": 0.25, "preferences": 0.2}
"""Shares of the time for CP-SAT's solves; staffing may take up to three."""
Rules = Mapping[str, AnyStatement]


@dataclass(frozen=True, slots=True)
class Reached:
    """What one way came to on one unit."""

    seconds: float
    """All of it, building the models included."""
    tiers: Mapping[str, float] | None
    """Value of each tier; nothing if there is no lawful roster."""

    def cells(self) -> tuple[str, ...]:
        """For the table."""
        values = ["–"] * len(TIERS) if self.tiers is None else [f"{self.tiers[tier]:.4g}" for tier in TIERS]
        return f"{self.seconds:.1f}", *values


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.unit_rosters", description=__doc__)
    parser.add_argument("scenario", type=Path, nargs="?", default=Path("scenarios/dong_phu.yaml"))
    parser.add_argument("--overlay", type=Path, action="append", default=[], help="what-if over the scenario")
    parser.add_argument("--time", type=float, default=8.0, help="seconds for each unit and way [8]")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--deterministic", action="store_true", help="count steps, not seconds, as plan does")
    options = parser.parse_args(arguments)
    print("\n".join(f"{name}: {value}" for name, value in machine_facts().items()), flush=True)
    rows, both = [], []
    clock = None if options.deterministic else time.monotonic
    rules, problems = first_duties(options.scenario, options.overlay, options.seed, deterministic=clock is None)
    for unit, problem in problems.items():
        if not problem.slots:
            continue
        found = [solve(problem, rules, clock, options.seed, options.time) for solve in WAYS.values()]
        size = str(len(problem.persons)), str(len(problem.slots))
        rows += [(unit, *size, way, *each.cells()) for way, each in zip(WAYS, found, strict=True)]
        if all(each.tiers for each in found):
            both.append(found)
    for place, way in enumerate(WAYS):
        rows.append(("all lawful", "", "", way, *together([found[place] for found in both]).cells()))
    print(table(("unit", "people", "duties", "way", "seconds", *TIERS), rows))


def together(found: Sequence[Reached]) -> Reached:
    """Several units added up."""
    values = [each.tiers or {} for each in found]
    return Reached(sum(each.seconds for each in found), {tier: sum(own[tier] for own in values) for tier in TIERS})


def first_duties(
    scenario: Path, overlays: Sequence[Path], seed: int, *, deterministic: bool
) -> tuple[Rules, dict[str, RosterProblem]]:
    """The rules, and each unit's duties in the first plan."""
    loaded = load_scenario(scenario, overlays=overlays).scenario
    world = compile_world(loaded)
    names = Names({key: officer.name for key, officer in loaded.officers.items()}, {}, {})
    settings = Settings(deterministic=deterministic, workers=THREADS, seed=seed)
    context = PlanningContext(settings, time.monotonic, lambda event: None, StopRequest(), len(world.officers))
    staffed = PlanningLoop(world, loaded.rules, names, context).begin().staffed
    duties = published_duties(world, staffed)
    return with_soft_crews(loaded.rules, world), {unit: own.problem for unit, own in duties.items()}


def by_tiers(problem: RosterProblem, rules: Rules, clock: Clock | None, seed: int, seconds: float) -> Reached:
    """CP-SAT, as it plans."""
    begin = time.monotonic()
    budget = Budget(inf, clock, StopRequest())
    solver = TieredSolver(RosterModel(problem, rules), budget, workers=THREADS, seed=seed)
    roster = solver.staff(SHARES["staff"] * seconds).roster
    for tier in ("fairness", "preferences"):
        is_best = tier == "fairness" and solver.is_fairest
        if roster.tiers[tier] > 0 and not is_best:
            roster = solver.refine(tier, SHARES[tier] * seconds).roster
    return Reached(time.monotonic() - begin, roster.tiers)


def by_timelines(problem: RosterProblem, rules: Rules, clock: Clock | None, seed: int, seconds: float) -> Reached:
    """Greedy timelines, column generation, dives and parts."""
    begin = time.monotonic()
    try:
        compiled = relaxed_timelines(problem, rules, WEIGHTS)
    except TooManyStatesError:
        return Reached(time.monotonic() - begin, None)
    left = seconds if clock is None else seconds - (time.monotonic() - begin)
    budget = Budget(left, clock, StopRequest())
    with ThreadPoolExecutor(THREADS) as executor:
        pool = PricerPool(build_pricers(compiled), executor, THREADS)
        dice = np.random.default_rng(seed)
        found = RosterSearch(compiled, pool, budget, dice, lambda value, bound: None).run()
    spent = time.monotonic() - begin
    return Reached(spent, completed(problem, rules, held_in(problem, found.roster)))


def held_in(problem: RosterProblem, state: RosterState) -> Iterator[tuple[str, str]]:
    """Person and duty of each assignment."""
    for person, timeline in zip(problem.persons, state.timelines, strict=True):
        for duty in timeline.duties.tolist():
            yield person.id, problem.slots[duty].id


def completed(problem: RosterProblem, rules: Rules, held: Iterator[tuple[str, str]]) -> dict[str, float] | None:
    """Value of each tier of a roster whose days without duty are still to be told apart; nothing if none is lawful."""
    asked, chosen = RosterModel(problem, rules), set(held)
    for key, literal in asked.variables.assignments.items():
        asked.fix(literal, key in chosen)
    asked.model.minimize(cp_model.LinearExpr.sum([objective.expression for objective in asked.objectives.values()]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(asked.model) != cp_model.OPTIMAL:
        return None
    return {tier: asked.value(tier, solver.response_proto.solution) for tier in TIERS}


WAYS = {"CP-SAT": by_tiers, "timelines": by_timelines}


if __name__ == "__main__":
    main()
