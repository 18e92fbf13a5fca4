"""The roster model by itself: fixed, pinned, hinted, guarded and elastic."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest
from ortools.sat.python import cp_model
from pydantic import TypeAdapter

from optimizer.rostering.cp_sat.roster_model import RosterModel, Solution
from optimizer.rostering.roster import Roster
from optimizer.rules.catalogue import AnyStatement, Rule
from optimizer.rules.facts import Key
from optimizer.rules.poster import Mode
from optimizer.rules.statement import Soft
from optimizer.world.roster_problem import RosterProblem
from tests.contract.case_drawing import THURSDAY
from tests.worlds.micro import DutyDrawing, OfficerDrawing, Wish, World, as_problem
from tests.worlds.roster_problems import draw_problem

RULES: Mapping[str, AnyStatement] = TypeAdapter(dict[str, Rule]).validate_python(
    {
        "rest": {"kind": "rest_between_duties", "hours": 12},
        "leave": {"kind": "availability"},
        "crews": {"kind": "coverage"},
        "wishes": {"kind": "availability", "of": "requests", "enforcement": {"soft": 1.0}},
    }
)
ALONE = as_problem(
    World(
        THURSDAY,
        3,
        (OfficerDrawing("an", leave=frozenset({2})),),
        tuple(DutyDrawing(day, shift, minimum=1) for day, shift in ((0, "evening"), (1, "morning"), (2, "morning"))),
    )
)
"""An evening, the next morning, and a morning on leave: neither the rest nor the leave can be kept."""
TWO = as_problem(
    World(
        THURSDAY,
        2,
        (OfficerDrawing("an"), OfficerDrawing("binh", wishes=(Wish(0, None, False),))),
        (DutyDrawing(0, "morning", minimum=1, maximum=1), DutyDrawing(1, "morning", minimum=1, maximum=1)),
        other_work=frozenset({"weekday"}),
    )
)
"""Two officers for one duty a day; the second wishes the first day off."""


def solver_for_tests(*, presolve: bool = True) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.cp_model_presolve = presolve
    solver.parameters.max_deterministic_time = 20
    return solver


def solved(model: RosterModel) -> Solution:
    solver = solver_for_tests()
    assert solver.solve(model.model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return list(solver.response_proto.solution)


def is_infeasible(model: RosterModel) -> bool:
    return solver_for_tests(presolve=False).solve(model.model) == cp_model.INFEASIBLE


class FirstSolution(cp_model.CpSolverSolutionCallback):
    """Keeps the first solution that a solver meets."""

    def __init__(self, model: cp_model.CpModel) -> None:
        super().__init__()
        self._variables = [model.get_int_var_from_proto_index(k) for k in range(len(model.proto.variables))]
        self.first: list[int] | None = None

    def on_solution_callback(self) -> None:
        if self.first is None:
            self.first = [self.value(variable) for variable in self._variables]


def test_the_roster_of_a_solution_is_worth_what_the_tiers_say() -> None:
    model = RosterModel(TWO, RULES)
    model.fix(model.variables.assigned("binh", "0"), True)
    model.fix(model.variables.assigned("an", "0"), False)
    model.minimise("preferences")
    solution = solved(model)
    roster = model.roster(solution)
    assert roster.assignments["0"] == ("binh",)
    assert roster.tiers["preferences"] == model.value("preferences", solution) == 1.0
    assert roster.soft_amounts == {"wishes": 1.0}
    assert model.amounts(solution) == {Key("wishes", "binh", "2024-04-04"): 1.0}
    assert not roster.unstaffed
    assert {person for person, _ in roster.absences} | set(roster.assignments["0"]) == {"an", "binh"}


@pytest.mark.parametrize("is_true", [True, False])
def test_a_decision_is_fixed(is_true: bool) -> None:
    """An assignment, the state of a day, and what is settled already."""
    model = RosterModel(TWO, {rule: statement for rule, statement in RULES.items() if rule != "crews"})
    model.fix(model.variables.assigned("an", "0"), is_true)
    model.fix(model.variables.has_state("compensatory", "an", 1), is_true)
    model.fix(model.variables.has_state("leave", "an", 0), False)
    roster = model.roster(solved(model))
    assert ("an" in roster.assignments["0"]) is is_true
    assert (roster.absences.get(("an", 1)) == "compensatory") is is_true
    model.fix(model.variables.has_state("leave", "an", 0), True)
    assert is_infeasible(model)


def test_pinned_assignments_are_kept() -> None:
    """Whatever the wishes; without the pin they decide."""
    held = []
    for pins in ((), ("0",), ("0", "1")):
        model = RosterModel(TWO, RULES)
        for slot in pins:
            model.pin("binh", slot)
        model.minimise("preferences")
        held.append(model.roster(solved(model)).assignments)
    assert held[0]["0"] == ("an",)
    assert "binh" in held[1]["0"]
    assert all("binh" in crew for crew in held[2].values())


def test_only_what_is_possible_can_be_pinned() -> None:
    model = RosterModel(replace(TWO, candidates={**TWO.candidates, "0": ("an",)}), RULES)
    for person, slot in (("binh", "0"), ("nobody", "0"), ("an", "nothing")):
        with pytest.raises(KeyError):
            model.pin(person, slot)


def first_met(model: RosterModel, *, keep_all: bool = False) -> list[int]:
    first, solver = FirstSolution(model.model), solver_for_tests()
    solver.parameters.keep_all_feasible_solutions_in_presolve = keep_all
    assert solver.solve(model.model, first) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    assert first.first is not None
    return first.first


def test_a_complete_hint_is_the_first_solution() -> None:
    """Even a bad one, where a solver left to itself begins with another; presolve may begin with a better one."""
    others = 0
    for seed in range(12):
        drawn = draw_problem(seed, days=7, persons=4)
        model = RosterModel(drawn.problem, drawn.rules)
        model.model.maximize(model.objectives["preferences"].expression)
        bad = solved(model)
        model.minimise("standing")
        others += first_met(model, keep_all=True) != bad
        model.hint_solution([0] * len(bad))
        model.hint_solution(bad)
        assert first_met(model, keep_all=True) == bad
        assert model.value("standing", first_met(model)) <= model.value("standing", bad)
    assert others == 12


def hints_of(model: RosterModel) -> dict[str, int]:
    """By name, with every variable hinted at most once."""
    proto = model.model.proto
    assert model.model.validate() == ""
    assert len(set(proto.solution_hint.vars)) == len(proto.solution_hint.vars)
    hints = zip(proto.solution_hint.vars, proto.solution_hint.values, strict=True)
    return {proto.variables[index].name: value for index, value in hints}


def with_crew_that_stays(problem: RosterProblem) -> RosterProblem:
    """A second duty on the first day, held by whoever holds the first."""
    first, *others = problem.slots
    second = replace(first, id="1b", shift="afternoon", start=810, end=1050, continues=first.id)
    return replace(
        problem, slots=(first, second, *others), candidates={**problem.candidates, "1b": problem.candidates[first.id]}
    )


def test_a_roster_hints_the_decisions_it_knows() -> None:
    model = RosterModel(with_crew_that_stays(TWO), RULES)
    held = {"0": ("an", "stranger"), "1b": ("an",), "another": ("an",)}
    model.hint_roster(Roster(held, {("an", 1): "rest", ("stranger", 1): "rest"}, {}))
    assert hints_of(model) == {
        "assign[an,0]": 1,
        "assign[binh,0]": 0,
        "rest[an,1]": 1,
        "compensatory[an,1]": 0,
        "other_duty[an,1]": 0,
    }


def test_a_roster_of_the_whole_problem_hints_every_decision() -> None:
    model = RosterModel(TWO, RULES)
    roster = model.roster(solved(model))
    again = RosterModel(TWO, RULES)
    again.minimise("preferences")
    again.hint_roster(roster)
    assert len(hints_of(again)) == 4 + 3 * sum(1 for _ in roster.absences)
    assert again.roster(first_met(again)) == roster


EITHER_CONFLICT = (
    {Key("crews", "desk", "2024-04-06/morning"), Key("leave", "an", "2024-04-06")},
    {
        Key("crews", "desk", "2024-04-04/evening"),
        Key("crews", "desk", "2024-04-05/morning"),
        Key("rest", "an", "2024-04-05"),
    },
)


def guarded(problem: RosterProblem) -> RosterModel:
    return RosterModel(problem, RULES, lambda rule, statement: Mode.GUARDED)


def holds(model: RosterModel, keys: Collection[Key]) -> None:
    """Require these conditions of a guarded model."""
    for poster in model.posters.values():
        for key, guard in poster.guards.items():
            if key in keys:
                model.fix(guard, True)


def test_a_guarded_model_tells_what_cannot_hold_together() -> None:
    """By rule, entity and when; these conditions alone contradict each other."""
    model = guarded(ALONE)
    model.assume_guards()
    solver = solver_for_tests(presolve=False)
    assert solver.solve(model.model) == cp_model.INFEASIBLE
    conflict = model.conflict(solver)
    assert any(conflict >= either for either in EITHER_CONFLICT), conflict
    alone = guarded(ALONE)
    holds(alone, conflict)
    assert is_infeasible(alone)


@pytest.mark.parametrize("conflict", EITHER_CONFLICT, ids=("leave", "rest"))
def test_without_one_of_its_conditions_a_conflict_is_none(conflict: Collection[Key]) -> None:
    for gone in conflict:
        model = guarded(ALONE)
        holds(model, [key for key in conflict if key != gone])
        assert not is_infeasible(model)
        holds(model, conflict)
        assert is_infeasible(model)


def test_nothing_is_assumed_of_a_model_that_is_not_guarded() -> None:
    model = RosterModel(TWO, RULES)
    model.assume_guards()
    assert model.roster(solved(model)).unstaffed == {}


def test_an_elastic_model_tells_by_how_much_rules_would_have_to_give() -> None:
    """Crews are asked for; three of twelve hours of rest are missing, and one duty lies on leave."""
    model = RosterModel(ALONE, RULES, lambda rule, statement: Mode.HARD if rule == "crews" else Mode.ELASTIC)
    model.minimise_breaches()
    solution = solved(model)
    assert model.amounts(solution) == {Key("rest", "an", "2024-04-05"): 3.0, Key("leave", "an", "2024-04-06"): 1.0}
    assert model.roster(solution).unstaffed == {}


def test_what_elastic_rules_give_is_no_part_of_a_tier() -> None:
    model = RosterModel(TWO, RULES, lambda rule, statement: Mode.ELASTIC)
    model.pin("binh", "0")
    model.minimise_breaches()
    solution = solved(model)
    assert model.amounts(solution) == {Key("wishes", "binh", "2024-04-04"): 1.0}
    assert model.value("preferences", solution) == 0.0


def test_a_tightened_solution_claims_no_more_than_the_breaches_there_are() -> None:
    """Nothing asks the solver to keep the excess of a soft rule at its least."""
    crews = RULES["crews"].model_copy(update={"enforcement": Soft(soft=1)})
    model = RosterModel(ALONE, {**RULES, "crews": crews})
    model.pin("an", "0")
    model.model.maximize(model.objectives["standing"].expression)
    loose = solved(model)
    tight = model.tightened(loose)
    assert model.roster(tight).assignments == model.roster(loose).assignments
    lacking = model.roster(tight).unstaffed
    assert sum(model.amounts(tight).values()) == sum(lacking.values()) == 2 < sum(model.amounts(loose).values())
