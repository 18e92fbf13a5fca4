"""Every kind of rule can be hard, soft or off, for the solver and for the verifier alike."""

from __future__ import annotations

from typing import Literal, get_args, get_origin

import pytest
from ortools.sat.python import cp_model

from optimizer.rules.catalogue import KINDS, AnyStatement, checker
from optimizer.rules.posting import post_rules
from optimizer.rules.statement import Soft
from optimizer.rules.variables import RosterVariables
from optimizer.scenario.schema import Scenario
from optimizer.verify import verify_plan
from tests.contract.case_drawing import Case
from tests.contract.rule_cases import ALWAYS_IN_BREACH, CASES, NEVER_IN_BREACH
from tests.worlds.micro import Roster, World, all_rosters, as_facts, as_problem
from tests.worlds.verified import PLAN, world_data

WEIGHT = 2.5


def biting_case(kind: str) -> Case:
    """A world of the kind in which some rosters are in breach and some are not."""
    plain = ALWAYS_IN_BREACH | NEVER_IN_BREACH
    return next(case for case in CASES if case.kind == kind and str(case) not in plain)


def enforced(statement: AnyStatement, enforcement: object) -> AnyStatement:
    return type(statement).model_validate(statement.model_dump() | {"enforcement": enforcement})


def amount(statement: AnyStatement, world: World, roster: Roster) -> float:
    return sum(breach.amount for breach in checker(statement.kind)("rule", statement, as_facts(world, roster)))


def cheapest(statement: AnyStatement, world: World, held: Roster) -> float | None:
    """The least weighted amount of a roster with these duties, whatever the days off; ``None`` if there is none."""
    model = cp_model.CpModel()
    variables = RosterVariables(model, as_problem(world))
    posters = post_rules(model, variables, {"rule": statement})
    for (officer, slot), literal in variables.assignments.items():
        model.add(literal == int((officer, int(slot)) in held.held))
    excesses = [excess for poster in posters.values() for _, excess in poster.excesses]
    model.minimize(cp_model.LinearExpr.sum(excesses))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 10
    status = solver.solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    if status == cp_model.INFEASIBLE:
        return None
    return (statement.weight or 0.0) * solver.objective_value / statement.amount_scale


@pytest.mark.parametrize("kind", KINDS)
def test_hard_forbids_soft_prices_and_off_ignores(kind: str) -> None:
    case = biting_case(kind)
    by_duties: dict[frozenset[tuple[str, int]], list[Roster]] = {}
    for roster in all_rosters(case.world):
        by_duties.setdefault(roster.held, []).append(roster)
    least = {
        held: min(amount(case.statement, case.world, roster) for roster in rosters)
        for held, rosters in by_duties.items()
    }
    broken = max(least, key=lambda held: least[held])
    sound = min(least, key=lambda held: least[held])
    assert least[sound] == 0
    roster = by_duties[broken][0]
    if least[broken] > 0:
        assert cheapest(enforced(case.statement, "hard"), case.world, roster) is None
    soft = cheapest(enforced(case.statement, {"soft": WEIGHT}), case.world, roster)
    assert soft == pytest.approx(WEIGHT * least[broken], abs=0.02)
    assert cheapest(enforced(case.statement, "off"), case.world, roster) == 0
    assert cheapest(enforced(case.statement, "hard"), case.world, by_duties[sound][0]) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_for_others_binds_nobody(kind: str) -> None:
    case = biting_case(kind)
    elsewhere = type(case.statement).model_validate(
        case.statement.model_dump() | {"scope": {"units": ["elsewhere"]}, "enforcement": "hard"}
    )
    rosters = {roster.held: roster for roster in all_rosters(case.world)}
    for roster in rosters.values():
        assert amount(elsewhere, case.world, roster) == 0
    broken = max(rosters.values(), key=lambda roster: amount(case.statement, case.world, roster))
    assert amount(case.statement, case.world, broken) > 0
    assert cheapest(elsewhere, case.world, broken) == 0


def _options(annotation: object) -> set[str]:
    """The words of all ``Literal`` types in an annotation."""
    if get_origin(annotation) is Literal:
        return {str(word) for word in get_args(annotation)}
    return {word for part in get_args(annotation) for word in _options(part)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_option_of_a_kind_has_a_world(kind: str) -> None:
    cases = [case.statement for case in CASES if case.kind == kind]
    for name, field in KINDS[kind].model_fields.items():
        if name not in ("kind", "enforcement"):
            assert _options(field.annotation) <= {str(getattr(statement, name)) for statement in cases}, name


BROKEN_RULES: dict[str, dict[str, object]] = {
    "one_duty_at_a_time": {},
    "rest_between_duties": {"hours": 40.0},
    "forbidden_sequences": {"pairs": [["morning", "morning"], ["morning", "evening"]]},
    "consecutive_days": {"of": "duty", "at_most": 1},
    "hours_in_period": {"period": "week", "of": "duty", "at_most": 4.0},
    "duties_in_period": {"of": "duties", "period": "horizon", "at_most": 1},
    "rest_days": {"period": "week", "at_least": 1},
    "compensatory_time": {"within_days": 1, "hours_per_day": 4.0},
    "availability": {"of": "requests"},
    "qualification": {},
    "coverage": {},
    "fair_share": {"measure": "burden", "group_by": "unit"},
    "together_apart": {"officers": ["cuong", "dung"], "relation": "apart"},
    "stability": {},
}
"""For each kind, a rule the plan of the small world breaks, as far as the kind can be broken there."""

UNBROKEN = {"one_duty_at_a_time", "rest_days", "compensatory_time", "coverage", "stability"}
"""Kinds that need another world to be broken; their checks have tests of their own."""


@pytest.mark.parametrize("kind", KINDS)
def test_the_verifier_fails_prices_or_leaves_out_a_rule(kind: str) -> None:
    world = world_data(
        officers__an__requests={"wish": {"date": "2024-04-04", "want": "off", "weight": 2.0}},
        officers__cuong__skills=[],
    )

    def verified(enforcement: object) -> tuple[bool, list[str]]:
        world["rules"] = {"rule": {"kind": kind, **BROKEN_RULES[kind], "enforcement": enforcement}}
        result = verify_plan(Scenario.model_validate(world), PLAN)
        found = next((rule for rule in result.rules if rule.kind == kind), None)
        hard = [breach.key.rule for breach in result.hard_breaches]
        if enforcement == "off":
            assert found is None
        elif isinstance(enforcement, dict):
            assert found is not None
            assert found.weight == Soft(soft=WEIGHT).soft
            assert bool(found.breaches) == (kind not in UNBROKEN)
        return result.passed, hard

    assert verified("off") == (True, [])
    assert verified({"soft": WEIGHT})[1] == []
    passed, hard = verified("hard")
    assert passed == (kind in UNBROKEN)
    assert set(hard) == (set() if kind in UNBROKEN else {"rule"})
