"""How the time for better rosters is divided."""

from __future__ import annotations

from typing import ClassVar, cast

from optimizer.planning.context import PlanningContext, Settings
from optimizer.planning.refining import refine
from optimizer.planning.staffed import Staffed
from optimizer.planning.staffer import Staffer
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.tiered_solver import TieredSolver
from optimizer.rostering.result import RosterResult, Status
from optimizer.rostering.roster import TieredRoster
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.stopping import StopRequest
from tests.worlds.small import small_world


class Clock:
    """Moves when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Insatiable:
    """A solver that takes all the time it is given for fairness, and a second for wishes."""

    is_fairest = is_light = False
    bounds: ClassVar[dict[str, float]] = {"burden": 0.0}

    def __init__(self, clock: Clock, told: list[tuple[str, str, float]], unit: str, spread: float) -> None:
        self.clock, self.told, self.unit = clock, told, unit
        self.roster = TieredRoster({}, {}, {}, {"burden": 0.0, "fairness": spread, "preferences": 1.0}, {})

    def within(self, budget: Budget) -> Insatiable:
        self.limit = budget.limit
        return self

    def refine(self, tier: str, effort: float) -> RosterResult[TieredRoster]:
        self.told.append((tier, self.unit, self.limit))
        self.clock.now += min(1.0, self.limit) if tier == "preferences" else self.limit
        return RosterResult(self.roster, self.roster.tiers[tier], 0.0, Status.FEASIBLE, self.limit)

    def lighten(self, effort: float) -> RosterResult[TieredRoster]:
        return self.refine("burden", effort)

    def even_out(self, effort: float) -> TieredRoster:
        self.told.append(("evenings", self.unit, self.limit))
        return self.roster


def refined(spreads: dict[str, float]) -> tuple[list[tuple[str, str, float]], PlanningContext]:
    clock, told = Clock(), list[tuple[str, str, float]]()
    context = PlanningContext(Settings(seconds=60.0), clock, lambda event: None, StopRequest(), 8)
    clock.now = context.deadline - 28.0
    solvers = {unit: Insatiable(clock, told, unit, spread) for unit, spread in spreads.items()}
    rosters = {unit: solver.roster for unit, solver in solvers.items()}
    staffed = Staffed(None, None, cast("dict[str, TieredSolver]", solvers), rosters)
    refine(staffed, context, context.deadline - 8.0)
    assert clock.now <= context.deadline - 8.0
    return told, context


def test_wishes_of_every_unit_get_their_turn_however_long_fairness_takes() -> None:
    told, context = refined({"a": 0.3, "b": 0.01, "c": 0.1, "d": 0.0})
    assert [unit for tier, unit, _ in told if tier == "preferences"] == ["a", "b", "c", "d"]
    assert sorted(unit for tier, unit, _ in told if tier == "evenings") == ["a", "b", "c", "d"]
    assert not context.was_cut_short


def test_a_unit_that_takes_long_leaves_the_others_their_part_of_the_time() -> None:
    """The widest spread comes last, and with it what the others left over; who has no spread needs no time."""
    told, _ = refined({"a": 0.3, "b": 0.01, "c": 0.1, "d": 0.0})
    fairness = [(unit, round(limit, 6)) for tier, unit, limit in told if tier == "fairness"]
    assert fairness == [("b", 5.0), ("c", 5.0), ("a", 5.0)]


def test_each_unit_has_its_part_of_the_time_to_take_away_burden() -> None:
    """What one does not need is left to the others, and none is begun when fairness needs the time."""
    clock, told = Clock(), list[tuple[str, str, float]]()
    context = PlanningContext(Settings(seconds=60.0, workers=1), clock, lambda event: None, StopRequest(), 8)
    solvers = {unit: Insatiable(clock, told, unit, 0.0) for unit in ("a", "b", "c")}
    staffed = Staffed(None, None, cast("dict[str, TieredSolver]", solvers), {})
    Staffer(compile_world(Scenario.model_validate(small_world())), {}, context).lighten(staffed, 12.0)
    assert told == [("burden", "a", 4.0), ("burden", "b", 4.0), ("burden", "c", 4.0)]
    assert not context.was_cut_short
    Staffer(compile_world(Scenario.model_validate(small_world())), {}, context).lighten(staffed, 12.0)
    assert context.was_cut_short == {"burden": ("a", "b", "c")}
