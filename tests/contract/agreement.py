"""Do an encoding and a check mean the same rule? Asked by enumerating every roster of a micro-world."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from optimizer.rules.catalogue import AnyStatement, checker, encoder
from optimizer.rules.facts import Key
from optimizer.rules.poster import Mode, Poster
from optimizer.rules.variables import RosterVariables
from tests.worlds.micro import FREE, Roster, World, all_rosters, as_facts, as_problem

Encode = Callable[..., None]
RULE = "rule"
TOLERANCE = {"fair_share": 1.01 / 1000}
"""Where the encoding rounds, by how much; else figures are equal."""
AMOUNTS_COMPARED = 40
"""Rosters of a world whose amounts are compared, half of them in breach."""


@dataclass(frozen=True)
class Agreement:
    """What encoding and check say of all rosters of one world."""

    accepted: int
    rejected: int
    """By the check."""
    loose: int
    """Accepted by the encoding, rejected by the check."""
    tight: int
    """Rejected by the encoding, accepted by the check."""
    different: list[tuple[Roster, Mapping[Key, float], Mapping[Key, float]]] = field(repr=False)
    """Rosters whose amounts differ, with those of the encoding and those of the check."""

    @property
    def is_perfect(self) -> bool:
        return not (self.loose or self.tight or self.different)


def agreement(statement: AnyStatement, world: World, encode: Encode | None = None) -> Agreement:
    """Compare accept sets over all rosters, and amounts over a spread of them."""
    encode = encode or encoder(statement.kind)
    measured = {roster: amounts_by_check(statement, world, roster) for roster in all_rosters(world)}
    accepted = {roster for roster, amounts in measured.items() if not amounts}
    encoded = accepted_by_encoding(statement, world, encode)
    assert encoded <= measured.keys(), "the encoding yields a roster that does not exist"
    breaching = [roster for roster in measured if roster not in accepted]
    sample = [*_spread(sorted(accepted, key=repr)), *_spread(sorted(breaching, key=repr))]
    by_encoding = amounts_by_encoding(statement, world, encode, sample)
    return Agreement(
        accepted=len(accepted),
        rejected=len(breaching),
        loose=len(encoded - accepted),
        tight=len(accepted - encoded),
        different=[
            (roster, found, measured[roster])
            for roster, found in zip(sample, by_encoding, strict=True)
            if not are_equal(found, measured[roster], TOLERANCE.get(statement.kind, 1e-6))
        ],
    )


def amounts_by_check(statement: AnyStatement, world: World, roster: Roster) -> dict[Key, float]:
    amounts: dict[Key, float] = defaultdict(float)
    for breach in checker(statement.kind)(RULE, statement, as_facts(world, roster)):
        assert breach.amount > 0, f"a breach of nothing: {breach}"
        amounts[breach.key] += breach.amount
    return dict(amounts)


def accepted_by_encoding(
    statement: AnyStatement, world: World, encode: Encode, mode: Mode = Mode.HARD, *, are_guards_on: bool = True
) -> set[Roster]:
    model = cp_model.CpModel()
    variables = RosterVariables(model, as_problem(world))
    poster = Poster(model, RULE, mode)
    encode(statement, variables, poster)
    for guard in poster.guards.values():
        model.add(guard == int(are_guards_on))
    collector = _Collector(world, variables)
    solver = _solver()
    solver.parameters.enumerate_all_solutions = True
    status = solver.solve(model, collector)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), solver.status_name(status)
    if mode is Mode.HARD:
        assert collector.solutions == len(collector.rosters), "an auxiliary variable is not settled by the roster"
    return collector.rosters


def amounts_by_encoding(
    statement: AnyStatement, world: World, encode: Encode, rosters: list[Roster]
) -> list[dict[Key, float]]:
    """For each roster, fixed, the least excess per key."""
    model = cp_model.CpModel()
    variables = RosterVariables(model, as_problem(world))
    poster = Poster(model, RULE, Mode.SOFT)
    encode(statement, variables, poster)
    model.minimize(cp_model.LinearExpr.sum([excess for _, excess in poster.excesses]))
    found = []
    for roster in rosters:
        fixed = model.clone()
        _fix(fixed, world, variables, roster)
        solver = _solver()
        status = solver.solve(fixed)
        assert status == cp_model.OPTIMAL, solver.status_name(status)
        amounts: dict[Key, float] = defaultdict(float)
        for key, excess in poster.excesses:
            amounts[key] += solver.value(excess) / statement.amount_scale
        found.append({key: amount for key, amount in amounts.items() if amount})
    return found


def _fix(model: cp_model.CpModel, world: World, variables: RosterVariables, roster: Roster) -> None:
    for (officer, slot), literal in variables.assignments.items():
        model.add(literal == int((officer, int(slot)) in roster.held))
    for person in world.officers:
        for day in range(world.days):
            for kind in FREE:
                state = variables.has_state(kind, person.id, day)
                if not isinstance(state, int):
                    model.add(state == int((person.id, day, kind) in roster.absences))


class _Collector(cp_model.CpSolverSolutionCallback):
    def __init__(self, world: World, variables: RosterVariables) -> None:
        super().__init__()
        self.rosters: set[Roster] = set()
        self.solutions = 0
        self._world = world
        self._variables = variables

    def on_solution_callback(self) -> None:
        self.solutions += 1
        assignments = self._variables.assignments.items()
        held = frozenset((who, int(slot)) for (who, slot), literal in assignments if self.boolean_value(literal))
        absences = frozenset(
            (officer.id, day, kind)
            for officer in self._world.officers
            for day in range(self._world.days)
            for kind in (*FREE, "leave")
            if self.boolean_value(self._variables.has_state(kind, officer.id, day))
        )
        self.rosters.add(Roster(held, absences))


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = 10
    return solver


def _spread(rosters: list[Roster]) -> list[Roster]:
    """So many rosters, spread evenly over all."""
    step = max(1, len(rosters) * 2 // AMOUNTS_COMPARED)
    return rosters[::step][: AMOUNTS_COMPARED // 2]


def are_equal(found: Mapping[Key, float], measured: Mapping[Key, float], tolerance: float) -> bool:
    return found.keys() == measured.keys() and all(abs(found[key] - measured[key]) < tolerance for key in measured)
