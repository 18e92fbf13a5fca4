"""Whatever is changed in a sound plan, the verifier names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import pytest

from optimizer.rules.facts import Breach
from optimizer.verify import Verification, verify_plan
from optimizer.verify.findings import Figure
from optimizer.world.plan import AbsenceRow, HelperRow, OpeningRow, Plan
from tests.worlds.verified import FRIDAY, PLAN, SATURDAY, THURSDAY, at, desk_duty, run_record, scenario


def verified(plan: Plan = PLAN, run: dict[str, Any] | None = None, **world: Any) -> Verification:
    return verify_plan(scenario(**world), plan, run_record() if run is None else run)


def without(table: str, position: int) -> Plan:
    rows = getattr(PLAN, table)
    return replace(PLAN, **{table: rows[:position] + rows[position + 1 :]})


def edited(table: str, position: int, **columns: Any) -> Plan:
    rows = list(getattr(PLAN, table))
    rows[position] = replace(rows[position], **columns)
    return replace(PLAN, **{table: tuple(rows)})


def added(table: str, *rows: object) -> Plan:
    return replace(PLAN, **{table: (*getattr(PLAN, table), *rows)})


def breaches(result: Verification, rule: str, entity: str, when: date | str) -> list[Breach]:
    return [breach for breach in result.hard_breaches if breach.key == (rule, entity, str(when))]


def test_the_sound_plan_passes_with_every_figure_compared() -> None:
    result = verified()
    assert result.passed
    assert result.figures == ()
    assert result.hard_breaches == ()
    assert result.figures_compared == {
        "roster.csv": 42,
        "helpers.csv": 2,
        "openings.csv": 24,
        "visits.csv": 12,
        "quotas.csv": 2,
        "progress.csv": 24,
        "burden.csv": 36,
        "run.json": 105,
    }
    assert next(result.lines()).startswith("verified: ")


@dataclass(frozen=True)
class Sabotage:
    plan: Plan
    rule: str
    entity: str
    when: date | str
    says: str
    world: dict[str, Any] | None = None


def _evening_at_school(*crew: str) -> Plan:
    """The team stays at the school on Friday evening, with a crew of these officers."""
    duties = [replace(PLAN.roster[2], officer=officer, shift="evening") for officer in crew]
    visits = (*PLAN.visits, replace(PLAN.visits[0], shift="evening"))
    return replace(PLAN, roster=(*PLAN.roster, *duties), visits=visits)


BREACHES = {
    "removed duty leaves the officer's day open": Sabotage(
        without("roster", 0), "officer_days", "an", THURSDAY, "neither a duty nor a row in absences.csv"
    ),
    "removed duty leaves the desk without an officer": Sabotage(
        without("roster", 0), "crew_present", "desk", THURSDAY, "0 officers and 1 helpers"
    ),
    "helper without an officer": Sabotage(
        without("roster", 0), "helpers_in_bounds", "hoa", THURSDAY, "without an officer"
    ),
    "removed team member": Sabotage(without("roster", 2), "crew_present", "mobile", FRIDAY, "1 officers of 2"),
    "removed local officer": Sabotage(without("roster", 4), "crew_present", "mobile", FRIDAY, "0 local officers of 1"),
    "doubled officer": Sabotage(
        added("roster", desk_duty(FRIDAY, "an", "An")), "one_place_at_a_time", "an", FRIDAY, "until 11:00"
    ),
    "row that repeats another": Sabotage(
        added("roster", PLAN.roster[0]), "unique_rows", "an", THURSDAY, "roster.csv row 9 repeats row 2"
    ),
    "duty moved to a day the desk is closed": Sabotage(
        edited("roster", 0, date=SATURDAY), "duty_has_work", "an", SATURDAY, "roster.csv row 2"
    ),
    "duty moved out of the campaign": Sabotage(
        edited("roster", 0, date=date(2024, 5, 4)), "campaign_days", "an", "2024-05-04", "outside the campaign"
    ),
    "unknown officer": Sabotage(
        edited("roster", 2, officer="cuon"), "known_names", "cuon", FRIDAY, "did you mean cuong?"
    ),
    "officer on leave": Sabotage(
        PLAN,
        "officer_days",
        "an",
        THURSDAY,
        "is on leave, but has morning at desk",
        {"officers__an__leave": {"ill": {"first_day": "2024-04-04", "last_day": "2024-04-04"}}},
    ),
    "leave that was not granted": Sabotage(
        edited("absences", 0, kind="leave"), "officer_days", "binh", THURSDAY, "none is granted"
    ),
    "leave taken for rest": Sabotage(
        edited("absences", 2, kind="rest"), "officer_days", "dung", THURSDAY, "is on leave, but absences.csv has rest"
    ),
    "removed absence": Sabotage(without("absences", 0), "officer_days", "binh", THURSDAY, "neither a duty"),
    "absence beside a duty": Sabotage(
        added("absences", AbsenceRow(FRIDAY, "binh", "rest")), "officer_days", "binh", FRIDAY, "absences.csv has rest"
    ),
    "two absences on one day": Sabotage(
        added("absences", AbsenceRow(THURSDAY, "binh", "rest")), "officer_days", "binh", THURSDAY, "on one day"
    ),
    "other work on a day without any": Sabotage(
        edited("absences", 3, kind="other_duty"), "officer_days", "cuong", SATURDAY, "no other work"
    ),
    "lanes above the crew": Sabotage(
        edited("openings", 0, lanes=3),
        "crew_present",
        "desk",
        THURSDAY,
        "openings.csv row 2: desk in morning has 3 lanes",
    ),
    "optional shift without its full crew": Sabotage(
        without("roster", 6), "crew_present", "desk", SATURDAY, "its crew is 2"
    ),
    "officer of a unit not lent there": Sabotage(
        edited("roster", 0, officer="cuong", name="Cường", unit="district"),
        "loans_allowed",
        "cuong",
        THURSDAY,
        "not lent to tan_phu",
    ),
    "helper at a post that is not open": Sabotage(
        added("helpers", HelperRow(THURSDAY, "evening", "hoa", "desk", "tan_phu")),
        "duty_has_work",
        "hoa",
        THURSDAY,
        "not open",
    ),
    "helper beyond the shifts of a week": Sabotage(
        PLAN, "helpers_in_bounds", "hoa", "2024-W14", "2 shifts", {"helpers__hoa__shifts_per_week": 1}
    ),
    "helper who is away": Sabotage(
        PLAN,
        "helpers_in_bounds",
        "hoa",
        FRIDAY,
        "not available",
        {"helpers__hoa__unavailable": {"exam": {"first_day": "2024-04-05", "last_day": "2024-04-05"}}},
    ),
    "desk during a blackout": Sabotage(
        PLAN,
        "desk_hours",
        "desk",
        FRIDAY,
        "stream activation is closed",
        {"calendar__blackouts": {"activation": {"law": {"first_day": "2024-04-05", "last_day": "2024-04-05"}}}},
    ),
    "desk in a shift it does not open": Sabotage(
        PLAN, "desk_hours", "desk", SATURDAY, "opens in morning only", {"posts__desk__shifts": ["morning"]}
    ),
    "visit during a blackout": Sabotage(
        PLAN,
        "visit_days",
        "mobile",
        FRIDAY,
        "stream id_card is closed",
        {"calendar__blackouts": {"id_card": {"law": {"first_day": "2024-04-05", "last_day": "2024-04-05"}}}},
    ),
    "visit outside the windows": Sabotage(
        PLAN,
        "visit_days",
        "mobile",
        FRIDAY,
        "outside the windows",
        {"visits__schools__windows": {"later": {"first_day": "2024-04-06", "last_day": "2024-04-06"}}},
    ),
    "visit on a holiday": Sabotage(
        PLAN, "visit_days", "mobile", FRIDAY, "is a holiday", {"calendar__holidays": {"2024-04-05": "Giỗ tổ"}}
    ),
    "visit on a day of tests": Sabotage(
        PLAN,
        "visit_days",
        "mobile",
        FRIDAY,
        "schools are closed",
        {"calendar__school_term": {"last_day": "2024-05-24", "closed": {"2024-04-05": "Kiểm tra"}}},
    ),
    "visit to a closed place": Sabotage(
        PLAN, "visit_days", "mobile", FRIDAY, "school is closed", {"places__school__closed": {"2024-04-05": "Sửa chữa"}}
    ),
    "visit no programme provides for": Sabotage(
        edited("visits", 0, place="tan_phu"), "visit_days", "mobile", FRIDAY, "no programme"
    ),
    "one visiting day too many": Sabotage(
        added("visits", replace(PLAN.visits[0], date=SATURDAY)), "visit_days", "mobile", SATURDAY, "at most 1"
    ),
    "team member without the team's skill": Sabotage(
        PLAN,
        "skills",
        "cuong",
        FRIDAY,
        "morning at mobile asks for id_card",
        {"officers__cuong__skills": [], "rules__skills": {"kind": "qualification"}},
    ),
    "officer who leaves a journey before its end": Sabotage(
        _evening_at_school("cuong", "binh"),
        "one_crew_a_journey",
        "dung",
        FRIDAY,
        "dung is with mobile in morning, but not in evening",
    ),
    "officer who joins a journey on its way": Sabotage(
        _evening_at_school("cuong", "binh"),
        "one_crew_a_journey",
        "binh",
        FRIDAY,
        "binh is with mobile in evening, but not in morning",
    ),
    "one kit in two places": Sabotage(
        PLAN, "kit_in_one_place", "kit", FRIDAY, "desk and mobile", {"posts__desk__kit": "kit"}
    ),
    "invitations above the capacity": Sabotage(
        PLAN, "quotas_in_bounds", "youth", "2024-W14", "at most 14", {"organisations__youth__weekly_capacity": 14}
    ),
    "invitations not split as the organisation's": Sabotage(
        edited("quotas", 0, invitations=8.0, expected_arrivals=4.0), "quotas_in_bounds", "youth", "2024-W14", "easy"
    ),
    "missing progress": Sabotage(without("progress", 0), "complete_rows", "tan_phu", THURSDAY, "progress.csv"),
    "missing burden": Sabotage(without("burden", 0), "complete_rows", "an", "", "burden.csv"),
    "hard rule of the scenario": Sabotage(
        PLAN, "rest", "an", FRIDAY, "20 h of rest", {"rules__rest": {"kind": "rest_between_duties", "hours": 21.0}}
    ),
}


@pytest.mark.parametrize("sabotage", BREACHES.values(), ids=BREACHES.keys())
def test_breach_names_rule_entity_and_day(sabotage: Sabotage) -> None:
    result = verified(sabotage.plan, **(sabotage.world or {}))
    found = breaches(result, sabotage.rule, sabotage.entity, sabotage.when)
    assert not result.passed
    assert any(sabotage.says in breach.evidence for breach in found), list(result.lines())


def test_a_crew_that_stays_together_is_one_crew() -> None:
    kept = verified(_evening_at_school("dung", "cuong"))
    assert [breach for breach in kept.hard_breaches if breach.key.rule == "one_crew_a_journey"] == []
    other_day = replace(PLAN.visits[0], date=SATURDAY)
    apart = replace(
        PLAN,
        visits=(*PLAN.visits, other_day),
        roster=(*PLAN.roster, replace(PLAN.roster[2], officer="binh", date=SATURDAY)),
    )
    assert not [breach for breach in verified(apart).hard_breaches if breach.key.rule == "one_crew_a_journey"]


FIGURES = {
    "officers after a removed duty": (without("roster", 0), Figure("openings.csv", 2, "officers", 1, 0)),
    "officers after a doubled duty": (
        added("roster", desk_duty(FRIDAY, "an", "An")),
        Figure("openings.csv", 3, "officers", 1, 2),
    ),
    "start after a changed date": (
        edited("roster", 0, date=SATURDAY),
        Figure("roster.csv", 2, "start", "2024-04-04T07:00", "2024-04-06T07:00"),
    ),
    "end of a duty": (
        edited("roster", 5, end=at(SATURDAY, "21:00")),
        Figure("roster.csv", 7, "end", "2024-04-06T21:00", "2024-04-06T22:00"),
    ),
    "name": (edited("roster", 0, name="Ân"), Figure("roster.csv", 2, "name", "Ân", "An")),
    "helpers": (without("helpers", 0), Figure("openings.csv", 2, "helpers", 1, 0)),
    "own arrivals": (
        edited("openings", 1, own_arrivals=7.56),
        Figure("openings.csv", 3, "own_arrivals", 7.56, 7.55),
    ),
    "mobilised arrivals": (
        edited("openings", 1, mobilised_arrivals=2.6),
        Figure("openings.csv", 3, "mobilised_arrivals", 2.6, 2.5),
    ),
    "served": (
        edited("openings", 2, expected_served=16.741),
        Figure("openings.csv", 4, "expected_served", 16.741, 8.0),
    ),
    "done": (edited("openings", 0, expected_done=5.252), Figure("openings.csv", 2, "expected_done", 5.252, 5.25)),
    "departure of a visit": (
        edited("visits", 0, start=at(FRIDAY, "07:00")),
        Figure("visits.csv", 2, "start", "2024-04-05T07:00", "2024-04-05T06:48"),
    ),
    "travel": (edited("visits", 0, travel_minutes=12), Figure("visits.csv", 2, "travel_minutes", 12, 24)),
    "set-up": (edited("visits", 0, setup_minutes=0), Figure("visits.csv", 2, "setup_minutes", 0, 40)),
    "origin": (edited("visits", 0, from_place="tan_phu"), Figure("visits.csv", 2, "from_place", "tan_phu", "office")),
    "kit": (edited("visits", 0, kit=""), Figure("visits.csv", 2, "kit", "", "kit")),
    "crew": (edited("visits", 0, crew=2), Figure("visits.csv", 2, "crew", 2, 3)),
    "eligible": (edited("visits", 0, eligible=17.0), Figure("visits.csv", 2, "eligible", 17.0, 10.0)),
    "attendance": (edited("visits", 0, attendance=0.95), Figure("visits.csv", 2, "attendance", 0.95, 0.8)),
    "done at a school": (edited("visits", 0, expected_done=8.0), Figure("visits.csv", 2, "expected_done", 8.0, 7.2)),
    "cumulative": (
        edited("progress", 2, expected_cumulative=30.28),
        Figure("progress.csv", 4, "expected_cumulative", 30.28, 30.275),
    ),
    "share": (edited("progress", 2, share=0.31), Figure("progress.csv", 4, "share", 0.31, 0.303)),
    "target": (edited("progress", 1, target=17.0), Figure("progress.csv", 3, "target", 17.0, 14.0)),
    "hours": (edited("burden", 0, hours=8.0), Figure("burden.csv", 2, "hours", 8.0, 12.0)),
    "burden": (edited("burden", 2, burden=0.2), Figure("burden.csv", 4, "burden", 0.2, 0.1)),
    "available days": (edited("burden", 3, available_days=3), Figure("burden.csv", 5, "available_days", 3, 2)),
    "expected arrivals": (
        edited("quotas", 0, expected_arrivals=9.0),
        Figure("quotas.csv", 2, "expected_arrivals", 9.0, 4.5),
    ),
    "arrivals after changed invitations": (
        edited("quotas", 0, invitations=12.0, expected_arrivals=6.0),
        Figure("openings.csv", 2, "mobilised_arrivals", 2.5, 3.0),
    ),
    "arrivals after a removed opening": (
        without("openings", 2),
        Figure("openings.csv", 2, "mobilised_arrivals", 2.5, 3.75),
    ),
}


@pytest.mark.parametrize(("plan", "figure"), FIGURES.values(), ids=FIGURES.keys())
def test_wrong_figure_names_file_row_column_and_both_values(plan: Plan, figure: Figure) -> None:
    result = verified(plan)
    assert not result.passed
    assert figure in [replace(found, about="") for found in result.figures], list(result.lines())


def test_one_wrong_figure_is_the_only_finding() -> None:
    result = verified(edited("openings", 0, expected_done=5.3))
    assert [str(figure) for figure in result.figures] == [
        "openings.csv row 2 expected_done: claimed 5.3, recomputed 5.25 (desk 2024-04-04 morning)"
    ]
    assert result.hard_breaches == ()


def _every_number() -> list[tuple[str, int, str]]:
    """Every number of every row but the decisions: lanes and invitations are taken as they are."""
    return [
        (table, position, column.name)
        for table in ("openings", "visits", "quotas", "progress", "burden")
        for position, row in enumerate(getattr(PLAN, table))
        for column in fields(row)
        if str(column.type) in {"int", "float"} and column.name not in {"lanes", "invitations"}
    ]


@pytest.mark.parametrize(("table", "position", "column"), _every_number())
def test_no_number_can_be_changed_unnoticed(table: str, position: int, column: str) -> None:
    value = getattr(getattr(PLAN, table)[position], column)
    changed = value + 1 if isinstance(value, int) else value + 0.01
    result = verified(edited(table, position, **{column: changed}))
    found = [(figure.file, figure.row, figure.column) for figure in result.figures]
    assert found == [(f"{table}.csv", position + 2, column)]


def _changed_run(change: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    run = run_record()
    change(run)
    return run


RUN_FIGURES = {
    "shortfall": (
        lambda run: run["tiers"][1].update(value=90.0, gap=0.0, bound=90.0),
        "tiers.shortfall.value",
    ),
    "terms": (lambda run: run["tiers"][2]["terms"].update(duties=7.0), "tiers.burden.terms.duties"),
    "term that does not exist": (lambda run: run["tiers"][2]["terms"].update(kit=7.0), "tiers.burden.terms.kit"),
    "unit": (lambda run: run["tiers"][2].update(unit="hours"), "tiers.burden.unit"),
    "order of tiers": (lambda run: run["tiers"].reverse(), "tiers"),
    "tier told twice": (lambda run: run["tiers"].insert(0, dict(run["tiers"][0])), "tiers"),
    "gap": (lambda run: run["tiers"][1].update(gap=0.01), "tiers.shortfall.gap"),
    "gap without a bound": (lambda run: run["tiers"][4].update(gap=0.0), "tiers.preferences.gap"),
    "bound given the openings of another tier": (
        lambda run: run["tiers"][1].update(bound_given_openings=90.0),
        "tiers.shortfall.bound_given_openings",
    ),
    "missing tier": (lambda run: run["tiers"].pop(3), "tiers.fairness.value"),
    "tier that is not sought": (
        lambda run: run["tiers"].append({"name": "finish", "value": 3, "bound": None, "gap": None}),
        "tiers.finish.value",
    ),
    "finish date": (lambda run: run.update(finish_date="2024-04-06"), "finish_date"),
    "pupils not yet eligible": (lambda run: run.update(not_yet_eligible={}), "not_yet_eligible.school"),
    "place told twice": (
        lambda run: run["places"].append({"stream": "id_card", "place": "school", "share": 1.0}),
        "places.id_card.school (again).share",
    ),
}


@pytest.mark.parametrize(("change", "column"), RUN_FIGURES.values(), ids=RUN_FIGURES.keys())
def test_wrong_figure_of_the_run_is_named(change: Callable[[dict[str, Any]], None], column: str) -> None:
    result = verified(run=_changed_run(change))
    assert not result.passed
    assert [(figure.file, figure.row, figure.column) for figure in result.figures] == [("run.json", None, column)]


def test_bound_above_the_value_is_a_breach() -> None:
    result = verified(run=_changed_run(lambda run: run["tiers"][2].update(bound=25.3, gap=-0.004)))
    (breach,) = breaches(result, "bounds_hold", "burden", "")
    assert breach.amount == pytest.approx(0.1)
    assert "bound 25.3 of burden is above its value 25.2" in breach.evidence


@pytest.mark.parametrize("given", [0.0, 0.3, 0.516667])
def test_bound_given_the_openings_between_bound_and_value_passes(given: float) -> None:
    assert verified(run=_changed_run(lambda run: run["tiers"][3].update(bound_given_openings=given))).passed


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"bound_given_openings": 0.5168}, "given the openings is above its value 0.516667"),
        (
            {"bound": 0.3, "gap": 0.216667, "bound_given_openings": 0.2999},
            "given the openings is below its bound 0.3 over all plans",
        ),
    ],
)
def test_bound_given_the_openings_out_of_order_is_a_breach(claims: dict[str, float], says: str) -> None:
    result = verified(run=_changed_run(lambda run: run["tiers"][3].update(claims)))
    (breach,) = breaches(result, "bounds_hold", "fairness", "")
    assert says in breach.evidence
    assert not result.figures


def test_soft_breaches_are_reported_with_amounts_and_do_not_fail() -> None:
    result = verified()
    (soft,) = [rule for rule in result.rules if rule.rule == "long_rest"]
    assert [(breach.key.entity, breach.key.when, breach.amount) for breach in soft.breaches] == [
        ("an", "2024-04-05", 20.0),
        ("an", "2024-04-06", 9.0),
        ("binh", "2024-04-06", 9.0),
    ]
    record = next(rule for rule in result.to_json()["rules"] if rule["rule"] == "long_rest")
    assert record["amount"] == 38.0
    assert record["enforcement"] == {"soft": 0.5}


def test_rule_that_is_off_is_not_checked() -> None:
    rule = {"kind": "rest_between_duties", "hours": 100.0, "enforcement": "off"}
    assert [found.rule for found in verified(rules__rest=rule).rules if found.kind != "structure"] == ["long_rest"]


def test_all_findings_are_collected() -> None:
    plan = replace(without("roster", 0), absences=PLAN.absences[1:])
    plan = replace(plan, openings=(replace(PLAN.openings[0], expected_done=9.0), *PLAN.openings[1:]))
    result = verified(plan)
    assert breaches(result, "officer_days", "an", THURSDAY)
    assert breaches(result, "officer_days", "binh", THURSDAY)
    assert {(figure.row, figure.column) for figure in result.figures if figure.file == "openings.csv"} == {
        (2, "officers"),
        (2, "expected_done"),
    }
    assert next(result.lines()).startswith("verification failed: ")


def test_standing_desk_with_part_of_its_crew_counts_in_the_tier_only() -> None:
    plan = without("helpers", 0)
    openings = (replace(PLAN.openings[0], helpers=0), *PLAN.openings[1:])
    result = verified(replace(plan, openings=openings))
    assert result.hard_breaches == ()
    assert [(figure.column, figure.claimed, figure.recomputed) for figure in result.figures] == [
        ("tiers.standing.value", 0.0, 1.0),
        ("tiers.standing.terms.crew_missing", 0.0, 1.0),
    ]


def test_opening_removed_from_a_standing_shift_counts_its_whole_crew() -> None:
    result = verified(replace(PLAN, openings=PLAN.openings[1:], helpers=PLAN.helpers[1:], roster=PLAN.roster[1:]))
    assert next(tier.value for tier in result.tiers if tier.name == "standing") == 2.0


def test_opening_repeated_is_named_and_counted_once() -> None:
    extra = OpeningRow(THURSDAY, "morning", "desk", "tan_phu", "activation", 1, 1, 1, 8.0, 2.5, 10.5, 5.25)
    result = verified(added("openings", extra))
    assert [breach.key.rule for breach in result.hard_breaches] == ["unique_rows"]
    assert result.figures == ()
