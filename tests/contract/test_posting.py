"""All rules together: posted by their enforcement, turned into conflicts and repairs, in agreement on a roster."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from ortools.sat.python import cp_model
from pydantic import TypeAdapter

from optimizer.rules.catalogue import AnyStatement, Rule, checker
from optimizer.rules.facts import Key
from optimizer.rules.poster import Mode, Poster
from optimizer.rules.posting import post_rules
from optimizer.rules.variables import RosterVariables
from tests.worlds.micro import FREE, DutyDrawing, OfficerDrawing, Roster, Wish, World, as_facts, as_problem

THURSDAY = date(2024, 4, 4)

FORTNIGHT = World(
    THURSDAY,
    14,
    (
        OfficerDrawing("an", history={-1: "evening", -2: "rest", -3: "other_duty"}, past_burden=2.0, past_days=5),
        OfficerDrawing(
            "binh", leave=frozenset({3, 4, 5}), wishes=(Wish(9, None, False, 2.5), Wish(10, "evening", True))
        ),
        OfficerDrawing("chi", skills=frozenset({"kit"}), hours_per_week=20.0, history={-1: "compensatory"}),
        OfficerDrawing("dung", unit="tan_lap", lent_to=frozenset({"tan_phu"})),
    ),
    tuple(
        DutyDrawing(day, shift, minimum=2 if day % 3 == 0 else 1, maximum=2, weight_over=1, burden=burden, loan=0.5)
        for day in range(14)
        for shift, burden in (("morning", 0.0), ("evening", 1.0))
    )
    + tuple(DutyDrawing(day, "day", "visit", minimum=1, maximum=1, skill="kit", burden=0.25) for day in (5, 9, 13)),
    holidays=frozenset({11}),
    other_work=frozenset({"weekday"}),
    history_days=5,
    overtime_weight=0.25,
)

RULES: dict[str, AnyStatement] = TypeAdapter(dict[str, Rule]).validate_python(
    {
        "one": {"kind": "one_duty_at_a_time"},
        "rest": {"kind": "rest_between_duties"},
        "sequences": {"kind": "forbidden_sequences", "pairs": [["evening", "morning"]], "enforcement": "off"},
        "run": {"kind": "consecutive_days", "at_most": 6},
        "evenings": {"kind": "consecutive_days", "of": "evening", "at_least": 2, "enforcement": {"soft": 3.0}},
        "day": {"kind": "hours_in_period", "period": "day", "at_most": 12},
        "week": {"kind": "hours_in_period", "at_most": "officer"},
        "all_work": {"kind": "hours_in_period", "of": "all_work", "at_most": 48},
        "overtime": {
            "kind": "hours_in_period",
            "of": "overtime",
            "period": "month",
            "at_most": 6,
            "enforcement": {"soft": 1.0},
        },
        "weekends": {"kind": "duties_in_period", "of": "weekends", "period": "horizon", "at_most": 1},
        "weekly_rest": {"kind": "rest_days"},
        "compensatory": {"kind": "compensatory_time", "within_days": 10},
        "leave": {"kind": "availability"},
        "wishes": {"kind": "availability", "of": "requests", "enforcement": {"soft": 1.0}},
        "skills": {"kind": "qualification"},
        "crews": {"kind": "coverage", "enforcement": {"soft": 100.0}},
        "fair": {"kind": "fair_share", "enforcement": {"soft": 1.0}},
        "apart": {
            "kind": "together_apart",
            "officers": ["an", "chi"],
            "relation": "apart",
            "enforcement": {"soft": 1.0},
        },
    }
)


def solver_for_tests() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = 20
    return solver


def roster_of(world: World, variables: RosterVariables, solver: cp_model.CpSolver) -> Roster:
    held = {(who, int(slot)) for (who, slot), literal in variables.assignments.items() if solver.boolean_value(literal)}
    absences = {
        (officer.id, day, kind)
        for officer in world.officers
        for day in range(world.days)
        for kind in (*FREE, "leave")
        if solver.boolean_value(variables.has_state(kind, officer.id, day))
    }
    return Roster(frozenset(held), frozenset(absences))


def test_a_roster_found_under_all_rules_is_what_the_checks_say_it_is() -> None:
    """No hard rule is broken, and each soft rule's excesses are the amounts the check measures."""
    model = cp_model.CpModel()
    variables = RosterVariables(model, as_problem(FORTNIGHT))
    posters = post_rules(model, variables, RULES)
    excesses = [excess for poster in posters.values() for _, excess in poster.excesses]
    model.minimize(cp_model.LinearExpr.sum(excesses))
    solver = solver_for_tests()
    assert solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    roster = roster_of(FORTNIGHT, variables, solver)
    fixed = model.clone()
    for literal in variables.assignments.values():
        fixed.add(literal == solver.value(literal))
    for kind, officer, day in product(FREE, FORTNIGHT.officers, range(FORTNIGHT.days)):
        state = variables.has_state(kind, officer.id, day)
        if not isinstance(state, int):
            fixed.add(state == solver.value(state))
    least = solver_for_tests()
    assert least.solve(fixed) == cp_model.OPTIMAL
    facts = as_facts(FORTNIGHT, roster)
    for rule, statement in RULES.items():
        amount = sum(breach.amount for breach in checker(statement.kind)(rule, statement, facts))
        if statement.enforcement == "hard":
            assert amount == 0, rule
        elif rule in posters:
            claimed = sum(least.value(excess) for _, excess in posters[rule].excesses) / statement.amount_scale
            assert claimed == pytest.approx(amount, abs=1e-3 if statement.kind == "fair_share" else 1e-6), rule


def test_rules_are_posted_as_they_are_enforced() -> None:
    model = cp_model.CpModel()
    posters = post_rules(model, RosterVariables(model, as_problem(FORTNIGHT)), RULES)
    assert "sequences" not in posters
    assert posters.keys() == RULES.keys() - {"sequences"}
    assert posters["rest"].mode is Mode.HARD
    assert posters["rest"].excesses == []
    assert posters["crews"].mode is Mode.SOFT
    assert len(posters["crews"].excesses) == sum(1 + (duty.weight_over > 0) for duty in FORTNIGHT.duties)


ALONE = World(
    THURSDAY,
    3,
    (OfficerDrawing("an", leave=frozenset({2})),),
    tuple(DutyDrawing(day, shift, minimum=1) for day, shift in ((0, "evening"), (1, "morning"), (2, "morning"))),
)
ALONE_RULES = {rule: statement for rule, statement in RULES.items() if rule in ("rest", "leave", "crews")}


def test_a_conflict_is_told_in_keys() -> None:
    """Guarded, the rules give the few conditions that contradict each other, by name."""
    model = cp_model.CpModel()
    variables = RosterVariables(model, as_problem(ALONE))
    posters = post_rules(model, variables, ALONE_RULES, lambda rule, statement: Mode.GUARDED)
    names = {guard.index: key for poster in posters.values() for key, guard in poster.guards.items()}
    model.add_assumptions([guard for poster in posters.values() for guard in poster.guards.values()])
    solver = solver_for_tests()
    assert solver.solve(model) == cp_model.INFEASIBLE
    core = {names[index] for index in solver.sufficient_assumptions_for_infeasibility()}
    crew_and_leave = {Key("crews", "desk", "2024-04-06/morning"), Key("leave", "an", "2024-04-06")}
    crews_and_rest = {
        Key("crews", "desk", "2024-04-04/evening"),
        Key("crews", "desk", "2024-04-05/morning"),
        Key("rest", "an", "2024-04-05"),
    }
    assert core >= crew_and_leave or core >= crews_and_rest


def test_the_cheapest_repair_is_told_in_keys() -> None:
    """Elastic, the rules say what must be given up, and how much of it."""
    model = cp_model.CpModel()
    variables = RosterVariables(model, as_problem(ALONE))
    posters = post_rules(model, variables, ALONE_RULES, lambda rule, statement: Mode.ELASTIC)
    priced = [
        excess * (1 if rule == "crews" else 1000) for rule, poster in posters.items() for _, excess in poster.excesses
    ]
    model.minimize(cp_model.LinearExpr.sum(priced))
    solver = solver_for_tests()
    assert solver.solve(model) == cp_model.OPTIMAL
    given_up = {key: solver.value(excess) for poster in posters.values() for key, excess in poster.excesses}
    broken = {key for key, amount in given_up.items() if amount}
    assert len(broken) == 2
    assert Key("crews", "desk", "2024-04-06/morning") in broken
    assert {key.rule for key in broken} == {"crews"}


@pytest.mark.parametrize("mode", Mode)
def test_constants_are_folded(mode: Mode) -> None:
    """What the history settles costs no variable: always kept, or always broken."""
    model = cp_model.CpModel()
    poster = Poster(model, "rule", mode)
    something = model.new_bool_var("something")
    poster.forbid("an", "kept", [something, 0])
    poster.at_most("an", "kept", 3, 3)
    poster.at_most("an", "kept", 2 * something, 2)
    poster.worst_of("an", "kept", [(5, [0, something])])
    assert (len(model.proto.constraints), poster.excesses, poster.guards) == (0, [], {})
    poster.at_least("an", "broken", 3, 8, step=2, amount=10)
    poster.forbid("an", "broken", [1, 1], amount=7)
    broken = Key("rule", "an", "broken")
    if mode in (Mode.SOFT, Mode.ELASTIC):
        assert poster.excesses == [(broken, 30), (broken, 7)]
    elif mode is Mode.GUARDED:
        model.add(poster.guards[broken] == 1)
        assert solver_for_tests().solve(model) == cp_model.INFEASIBLE
    else:
        assert solver_for_tests().solve(model) == cp_model.INFEASIBLE
