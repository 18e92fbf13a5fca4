"""Worlds for the rules on what follows what: overlaps, rest, sequences, runs, days off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.contract.case_drawing import (
    AN,
    FRIDAY,
    MONDAY,
    POLICE_WORK,
    SATURDAY,
    SUNDAY,
    THREE_DAYS,
    THURSDAY,
    WEEK_OF_DAYS,
    case,
    recorded,
    shifts,
    world,
)
from tests.worlds.micro import DutyDrawing, OfficerDrawing

ONE_DUTY = (
    case(
        "duties that touch, overlap and run past midnight",
        "one_duty_at_a_time",
        world(
            THURSDAY, 2, AN, shifts([0], "dawn", "morning", "late_morning", "night") + shifts([1], "dawn", "morning")
        ),
    ),
    case(
        "a night duty of the history",
        "one_duty_at_a_time",
        world(THURSDAY, 1, recorded(d1="night"), shifts([0], "dawn", "morning", "late_morning")),
    ),
    case(
        "two posts in one shift",
        "one_duty_at_a_time",
        world(THURSDAY, 1, AN, (DutyDrawing(0, "day"), DutyDrawing(0, "day", "visit"), DutyDrawing(0, "morning"))),
    ),
)

REST = (
    case(
        "after an evening of the history", "rest_between_duties", world(THURSDAY, 3, recorded(d1="evening"), THREE_DAYS)
    ),
    case(
        "longer than a day", "rest_between_duties", world(THURSDAY, 3, recorded(d2="evening"), THREE_DAYS), hours=36.0
    ),
    case("to the minute", "rest_between_duties", world(THURSDAY, 3, AN, THREE_DAYS), hours=15.003),
    case("nine hours and a half", "rest_between_duties", world(THURSDAY, 3, AN, THREE_DAYS), hours=9.5),
    case(
        "over midnight",
        "rest_between_duties",
        world(THURSDAY, 3, recorded(d1="night"), shifts(range(3), "morning", "afternoon", "night")),
    ),
)

SEQUENCES = (
    case(
        "after an evening of the history",
        "forbidden_sequences",
        world(THURSDAY, 3, recorded(d1="evening"), THREE_DAYS),
        pairs=[["evening", "morning"], ["evening", "evening"]],
    ),
    case(
        "two posts in one shift",
        "forbidden_sequences",
        world(
            THURSDAY,
            3,
            AN,
            tuple(
                replace(duty, post=post)
                for duty in shifts(range(3), "evening", "morning")
                for post in ("desk", "visit")
            ),
        ),
        pairs=[["evening", "morning"]],
    ),
)

CONSECUTIVE = (
    case("at most, no history", "consecutive_days", world(THURSDAY, 6, AN, WEEK_OF_DAYS[:6]), of="duty", at_most=2),
    case(
        "at most, after two days",
        "consecutive_days",
        world(THURSDAY, 6, recorded(d1="day", d2="day"), WEEK_OF_DAYS[:6]),
        of="duty",
        at_most=3,
    ),
    case("at least, no history", "consecutive_days", world(THURSDAY, 7, AN, WEEK_OF_DAYS), of="duty", at_least=3),
    case(
        "at least, run begun on record",
        "consecutive_days",
        world(THURSDAY, 6, recorded(d1="day", d2="rest"), WEEK_OF_DAYS[:6]),
        of="duty",
        at_least=3,
    ),
    case(
        "at least, run begun off record",
        "consecutive_days",
        world(THURSDAY, 6, recorded(d1="day", d3="rest"), WEEK_OF_DAYS[:6]),
        of="duty",
        at_least=4,
    ),
    case(
        "both bounds",
        "consecutive_days",
        world(THURSDAY, 7, recorded(d1="rest"), WEEK_OF_DAYS),
        of="duty",
        at_most=3,
        at_least=2,
    ),
    case(
        "days off after leave on record",
        "consecutive_days",
        world(THURSDAY, 6, replace(recorded(d1="leave", d2="day"), leave=frozenset({4})), WEEK_OF_DAYS[:6]),
        of="off",
        at_least=3,
        at_most=4,
    ),
    case("days off at most", "consecutive_days", world(THURSDAY, 5, AN, WEEK_OF_DAYS[:5]), of="off", at_most=2),
    case(
        "work, with other police work",
        "consecutive_days",
        world(THURSDAY, 5, recorded(d1="other_duty", d2="morning"), shifts([0, 2, 4], "day"), other_work=POLICE_WORK),
        of="work",
        at_most=3,
        at_least=2,
    ),
    case(
        "evenings",
        "consecutive_days",
        world(THURSDAY, 4, recorded(d1="evening"), shifts(range(4), "evening", "night")),
        of="evening",
        at_most=2,
    ),
    case(
        "one shift",
        "consecutive_days",
        world(THURSDAY, 5, recorded(d1="morning"), shifts(range(5), "morning", "evening")),
        of="morning",
        at_most=1,
        at_least=1,
    ),
)

REST_DAYS = (
    case(
        "whole week",
        "rest_days",
        world(MONDAY, 7, AN, shifts([1, 5, 6], "day"), other_work=frozenset({"weekday"}), holidays=frozenset({0, 3})),
        at_least=3,
    ),
    case(
        "week cut by the first day",
        "rest_days",
        world(
            THURSDAY,
            5,
            recorded(d1="rest", d2="day", d3="other_duty"),
            shifts([0, 2, 3], "day"),
            other_work=POLICE_WORK,
        ),
        at_least=2,
    ),
    case("nothing on record", "rest_days", world(SUNDAY, 8, AN, shifts(range(8), "day")), at_least=1),
    case(
        "leave",
        "rest_days",
        world(MONDAY, 7, replace(AN, leave=frozenset({0, 1, 2, 3, 6})), shifts([2, 4, 5, 6], "day", "evening")),
        at_least=3,
    ),
    case(
        "leave at the weekend, and before the first day",
        "rest_days",
        world(
            SUNDAY,
            8,
            replace(recorded(d1="leave", d2="day", d3="day", d4="day", d5="day", d6="leave"), leave=frozenset({6, 7})),
            shifts([0, 1, 3, 4, 5], "day"),
        ),
        at_least=3,
    ),
    case(
        "month",
        "rest_days",
        replace(
            world(
                date(2024, 4, 27),
                6,
                OfficerDrawing("an", history={day: "rest" if day in (-8, -15) else "day" for day in range(-26, 0)}),
                shifts([0, 1, 3, 5], "day"),
                other_work=POLICE_WORK,
            ),
            history_days=26,
        ),
        at_least=4,
        period="month",
    ),
    case(
        "average of two months",
        "rest_days",
        world(
            date(2024, 2, 1), 60, replace(AN, leave=frozenset(range(40, 52))), shifts([3, 10, 20, 35, 45, 55], "day")
        ),
        at_least=27,
        period="month",
    ),
)

COMPENSATORY = (
    case(
        "earned at the weekend",
        "compensatory_time",
        world(FRIDAY, 6, AN, shifts([1], "morning", "afternoon") + shifts([2], "day"), other_work=POLICE_WORK),
        within_days=3,
    ),
    case(
        "earned in the history and on a holiday",
        "compensatory_time",
        world(
            MONDAY,
            5,
            recorded(d1="day", d2="morning", d5="compensatory", d6="compensatory"),
            shifts([1, 2], "day"),
            other_work=POLICE_WORK,
            holidays=frozenset({1}),
        ),
        within_days=2,
    ),
    case(
        "overdue before the first day",
        "compensatory_time",
        world(
            MONDAY, 4, recorded(d1="day", d2="day"), shifts([1], "day"), other_work=POLICE_WORK, holidays=frozenset({1})
        ),
        within_days=1,
    ),
    case(
        "on leave when the time is up",
        "compensatory_time",
        world(
            FRIDAY,
            7,
            replace(recorded(d5="day", d4="leave", d3="leave"), leave=frozenset({3, 4})),
            shifts([1], "morning", "afternoon") + shifts([2], "day"),
            other_work=POLICE_WORK,
        ),
        within_days=3,
    ),
    case(
        "six hours a day",
        "compensatory_time",
        world(SATURDAY, 5, recorded(d6="evening"), shifts([0, 1], "morning", "day"), other_work=POLICE_WORK),
        within_days=2,
        hours_per_day=6.0,
    ),
)
