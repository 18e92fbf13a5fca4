"""Worlds for the rules that count hours and duties in a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.contract.case_drawing import (
    AN,
    FRIDAY,
    POLICE_WORK,
    SUNDAY,
    THREE_DAYS,
    THURSDAY,
    case,
    recorded,
    shifts,
    world,
)

HOURS = (
    case(
        "a day",
        "hours_in_period",
        world(THURSDAY, 2, AN, shifts(range(2), "morning", "day", "evening")),
        period="day",
        at_most=8,
    ),
    case(
        "to the minute",
        "hours_in_period",
        world(THURSDAY, 2, AN, shifts(range(2), "morning", "day", "evening")),
        period="day",
        at_most=7.995,
        at_least=4.005,
    ),
    case(
        "week cut by both ends",
        "hours_in_period",
        world(THURSDAY, 9, recorded(d1="day", d2="rest", d3="day"), shifts(range(9), "day")),
        at_most=32,
        at_least=16,
    ),
    case(
        "whole week, and one of which nothing is known",
        "hours_in_period",
        world(SUNDAY, 8, AN, shifts(range(8), "day")),
        at_least=20,
    ),
    case(
        "the officer's own hours",
        "hours_in_period",
        world(
            FRIDAY, 5, replace(recorded(d1="morning"), hours_per_week=14.5), shifts(range(5), "morning", "afternoon")
        ),
        at_most="officer",
    ),
    case(
        "history above the maximum",
        "hours_in_period",
        world(THURSDAY, 4, recorded(d1="day", d2="day", d3="day"), shifts(range(4), "day", "evening")),
        at_most=16,
    ),
    case(
        "month",
        "hours_in_period",
        world(date(2024, 4, 29), 4, recorded(d1="day", d2="day"), shifts(range(4), "day", "evening")),
        period="month",
        at_most=24,
        at_least=4,
    ),
    case(
        "overtime on weekday, weekend and holiday",
        "hours_in_period",
        world(
            FRIDAY,
            4,
            recorded(d1="day evening"),
            shifts([0, 3], "day", "evening") + shifts([1, 2], "day", "morning"),
            holidays=frozenset({3}),
        ),
        of="overtime",
        at_most=12,
    ),
    case(
        "least overtime",
        "hours_in_period",
        world(FRIDAY, 3, AN, shifts([0, 1, 2], "day", "evening")),
        of="overtime",
        period="horizon",
        at_least=10,
    ),
    case(
        "with other police work",
        "hours_in_period",
        world(
            THURSDAY,
            4,
            recorded(d1="other_duty", d2="day"),
            shifts([0, 1, 2], "day", "evening"),
            other_work=POLICE_WORK,
        ),
        of="all_work",
        at_most=36,
    ),
    case(
        "any three days",
        "hours_in_period",
        world(THURSDAY, 5, recorded(d1="day", d2="morning"), shifts(range(5), "day", "evening")),
        period={"rolling_days": 3},
        at_most=20,
        at_least=8,
    ),
    case(
        "horizon without history",
        "hours_in_period",
        world(THURSDAY, 4, recorded(d1="day"), shifts(range(4), "day", "evening")),
        period="horizon",
        at_most=20,
        at_least=12,
    ),
)

DUTIES = (
    case("one a day", "duties_in_period", world(THURSDAY, 3, AN, THREE_DAYS), period="day", at_most=1),
    case(
        "days of a week",
        "duties_in_period",
        world(THURSDAY, 5, recorded(d1="day morning", d2="rest", d3="rest"), shifts(range(5), "morning", "evening")),
        of="days",
        at_most=3,
        at_least=2,
    ),
    case(
        "evenings of a month",
        "duties_in_period",
        world(date(2024, 4, 29), 4, recorded(d1="evening night", d9="day"), shifts(range(4), "evening", "night")),
        of="evenings",
        period="month",
        at_most=3,
    ),
    case(
        "duties of one shift",
        "duties_in_period",
        world(THURSDAY, 4, recorded(d1="morning"), shifts(range(4), "morning", "evening")),
        of="morning",
        period="horizon",
        at_most=2,
        at_least=1,
    ),
    case(
        "weekends of the horizon, from a Sunday",
        "duties_in_period",
        world(SUNDAY, 15, recorded(d1="day"), shifts([0, 3, 6, 7, 13, 14], "day")),
        of="weekends",
        period="horizon",
        at_most=1,
    ),
    case(
        "weekends of a month, from a Sunday the first",
        "duties_in_period",
        world(date(2024, 9, 1), 15, recorded(d1="rest", d8="day"), shifts([0, 6, 7, 13, 14], "day")),
        of="weekends",
        period="month",
        at_most=1,
    ),
    case(
        "weekend of a week",
        "duties_in_period",
        world(SUNDAY, 7, recorded(d1="rest"), shifts([0, 1, 5, 6], "day", "evening")),
        of="weekends",
        at_most=0,
    ),
    case(
        "duties in any two days",
        "duties_in_period",
        world(THURSDAY, 4, recorded(d1="morning evening"), shifts(range(4), "morning", "evening")),
        period={"rolling_days": 2},
        at_most=2,
        at_least=1,
    ),
)
