"""Worlds with duties that run past midnight: hours, rest, leave and holidays go by the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.contract.case_drawing import (
    AN,
    FRIDAY,
    MONDAY,
    POLICE_WORK,
    SATURDAY,
    THURSDAY,
    case,
    recorded,
    shifts,
    world,
)
from tests.worlds.micro import OfficerDrawing, World

NIGHTS_AND_DAYS = shifts(range(4), "night", "day")

HOURS = (
    case(
        "nights: the week's last one is half the next week's",
        "hours_in_period",
        world(SATURDAY, 4, recorded(d1="night", d2="day"), NIGHTS_AND_DAYS),
        at_most=15,
    ),
    case(
        "nights: the last one, in a week that runs on",
        "hours_in_period",
        world(MONDAY, 3, AN, shifts(range(3), "night")),
        at_most=17,
    ),
    case(
        "nights: a month's end, on and off the horizon",
        "hours_in_period",
        world(date(2024, 4, 29), 4, recorded(d1="night", d2="rest"), shifts(range(4), "night", "morning")),
        period="month",
        at_most=12,
    ),
    case(
        "nights: a day",
        "hours_in_period",
        world(THURSDAY, 3, recorded(d1="night"), shifts(range(3), "night", "evening")),
        period="day",
        at_most=7,
        at_least=2,
    ),
    case(
        "nights: the history's last one is above the maximum",
        "hours_in_period",
        world(THURSDAY, 3, recorded(d1="night"), shifts(range(3), "night", "morning")),
        period="day",
        at_most=5,
    ),
    case(
        "nights: any two days",
        "hours_in_period",
        world(THURSDAY, 4, recorded(d1="night", d2="night"), NIGHTS_AND_DAYS),
        period={"rolling_days": 2},
        at_most=14,
        at_least=4,
    ),
    case(
        "nights: the horizon, at its first and last midnight",
        "hours_in_period",
        world(THURSDAY, 3, recorded(d1="night"), shifts(range(3), "night", "day")),
        period="horizon",
        at_most=22,
        at_least=12,
    ),
    case(
        "nights: overtime on weekday, weekend and holiday",
        "hours_in_period",
        world(
            FRIDAY,
            4,
            recorded(d1="night"),
            shifts([0, 1], "night", "day") + shifts([2, 3], "night"),
            holidays=frozenset({4}),
        ),
        of="overtime",
        at_most=13,
    ),
    case(
        "nights: overtime of a month, the history's alone above the maximum",
        "hours_in_period",
        world(THURSDAY, 3, recorded(d1="night day"), shifts(range(3), "night", "day"), holidays=frozenset({0, 3})),
        of="overtime",
        period="month",
        at_most=4,
    ),
    case(
        "nights: with other police work",
        "hours_in_period",
        world(THURSDAY, 4, recorded(d1="night"), shifts([0, 2], "night"), other_work=POLICE_WORK),
        of="all_work",
        at_most=18,
    ),
)

REST = (
    case(
        "nights: no day on which one ends is a rest day",
        "rest_days",
        world(MONDAY, 7, recorded(d1="night"), shifts([0, 2, 3, 5], "night") + shifts([4], "day")),
        at_least=4,
    ),
    case(
        "nights: beside other police work",
        "rest_days",
        world(
            THURSDAY,
            4,
            recorded(d1="rest", d2="night", d3="other_duty"),
            shifts([0, 2], "night", "day"),
            other_work=POLICE_WORK,
        ),
        at_least=2,
    ),
    case(
        "nights: those of a week that ends with one",
        "rest_days",
        world(SATURDAY, 9, replace(AN, leave=frozenset({3})), shifts([1, 2, 4, 7, 8], "night")),
        at_least=3,
    ),
    case(
        "nights: the history's last one leaves one day less",
        "rest_days",
        world(
            SATURDAY,
            2,
            recorded(d1="night", d2="rest", d3="night", d4="day", d5="day"),
            shifts([0, 1], "day"),
        ),
        at_least=3,
    ),
)

RUNS = (
    case(
        "nights: days off and days of work in a row go by where duties begin",
        "consecutive_days",
        world(THURSDAY, 5, recorded(d1="night"), shifts([0, 2, 3], "night"), other_work=POLICE_WORK),
        of="work",
        at_most=2,
        at_least=2,
    ),
)

COMPENSATORY = (
    case(
        "nights: into the weekend, out of it, and into a holiday",
        "compensatory_time",
        world(
            FRIDAY,
            6,
            recorded(d1="night"),
            shifts([0], "night") + shifts([2, 3], "night", "morning"),
            other_work=POLICE_WORK,
            holidays=frozenset({4}),
        ),
        within_days=2,
        hours_per_day=6.0,
    ),
    case(
        "nights: one of the history into a holiday",
        "compensatory_time",
        world(
            THURSDAY, 4, recorded(d1="night"), shifts([0, 2], "night"), other_work=POLICE_WORK, holidays=frozenset({0})
        ),
        within_days=1,
        hours_per_day=6.0,
    ),
)

LEAVE = (
    case(
        "nights: into leave, also into that after the last day",
        "availability",
        world(
            THURSDAY, 4, replace(recorded(d1="night"), leave=frozenset({0, 2, 4})), shifts(range(4), "night", "evening")
        ),
    ),
)

FAIR = (
    case(
        "nights: into a holiday",
        "fair_share",
        World(MONDAY, 3, (AN, OfficerDrawing("binh")), shifts(range(3), "night"), holidays=frozenset({2, 3})),
        measure="weekend_duties",
    ),
    case(
        "nights: burden with hours by the clock, and none of the history's",
        "fair_share",
        World(
            SATURDAY,
            4,
            (recorded(d1="night"), OfficerDrawing("binh")),
            shifts([1, 2], "night", "day") + shifts([3], "day", "night"),
            history_days=7,
            overtime_weight=0.25,
        ),
    ),
    case(
        "nights: hours of whole duties",
        "fair_share",
        World(MONDAY, 3, (recorded(d1="night"), OfficerDrawing("binh")), shifts(range(3), "night"), history_days=7),
        measure="hours",
    ),
)

NIGHTS = (*HOURS, *REST, *RUNS, *COMPENSATORY, *LEAVE, *FAIR)
