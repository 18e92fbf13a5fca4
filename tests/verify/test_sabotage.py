"""Whatever is changed in a sound plan, the verifier names it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from optimizer.world.plan import AbsenceRow, HelperRow, OpeningRow, Plan
from tests.verify.changed_plans import added, breaches, edited, verified, without
from tests.worlds.verified import FRIDAY, PLAN, SATURDAY, THURSDAY, desk_duty


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
        "run.json": 119,
    }
    assert next(result.lines()).startswith("Verification PASSED: ")


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


ILL_ON_THURSDAY = {"ill": {"first_day": "2024-04-04", "last_day": "2024-04-04"}}


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
        "leave",
        "an",
        THURSDAY,
        "",
        {"officers__an__leave": ILL_ON_THURSDAY, "rules__leave": {"kind": "availability"}},
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


@pytest.mark.parametrize("rule", [None, "off", {"soft": 1.0}])
def test_leave_is_kept_as_strictly_as_its_rule_says(rule: Any) -> None:
    world: dict[str, Any] = {"officers__an__leave": ILL_ON_THURSDAY}
    if rule is not None:
        world["rules__leave"] = {"kind": "availability", "enforcement": rule}
    result = verified(**world)
    assert result.hard_breaches == ()
    told = [breach.key for found in result.rules if found.rule == "leave" for breach in found.breaches]
    assert told == ([("leave", "an", "2024-04-04")] if isinstance(rule, dict) else [])


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
    assert next(result.lines()).startswith("Verification FAILED: ")


def test_standing_desk_with_part_of_its_crew_counts_in_the_tier_only() -> None:
    plan = without("helpers", 0)
    openings = (replace(PLAN.openings[0], helpers=0), *PLAN.openings[1:])
    result = verified(replace(plan, openings=openings))
    assert result.hard_breaches == ()
    assert [(figure.column, figure.claimed, figure.recomputed) for figure in result.figures] == [
        ("tiers.standing.value", 0.0, 1.0),
        ("tiers.standing.terms.crew_missing", 0.0, 1.0),
        ("practicality.helpers.most_days_running", 2, 1),
    ]


def test_opening_removed_from_a_standing_shift_counts_its_whole_crew() -> None:
    result = verified(replace(PLAN, openings=PLAN.openings[1:], helpers=PLAN.helpers[1:], roster=PLAN.roster[1:]))
    assert next(tier.value for tier in result.tiers if tier.name == "standing") == 2.0


def test_opening_repeated_is_named_and_counted_once() -> None:
    extra = OpeningRow(THURSDAY, "morning", "desk", "tan_phu", "activation", 1, 1, 1, 8.0, 2.5, 10.5, 5.25)
    result = verified(added("openings", extra))
    assert [breach.key.rule for breach in result.hard_breaches] == ["unique_rows"]
    assert result.figures == ()


def test_people_read_the_name_of_a_segment() -> None:
    plan = edited("quotas", 0, invitations=8.0, expected_arrivals=4.5)
    result = verified(plan, turnout__activation__segments__easy__name="Dễ tiếp cận")
    (breach,) = breaches(result, "quotas_in_bounds", "youth", "2024-W14")[:1]
    assert "Dễ tiếp cận" in breach.said.in_language("vi")
    assert "easy" in breach.evidence
    about = [figure.about for figure in result.figures if figure.column == "expected_arrivals"]
    assert [one for one in about if one is not None and "Dễ tiếp cận" in str(one)] != []
