"""For every kind of rule, the micro-worlds in which it bites: borders, history, weekends and holidays, leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from pydantic import TypeAdapter

from optimizer.rules.catalogue import AnyStatement, Rule
from tests.micro_worlds import DutyDrawing, OfficerDrawing, Wish, World

MONDAY = date(2024, 4, 1)
THURSDAY = date(2024, 4, 4)
FRIDAY = date(2024, 4, 5)
SATURDAY = date(2024, 4, 6)
SUNDAY = date(2024, 4, 7)

AN = OfficerDrawing("an")


@dataclass(frozen=True)
class Case:
    """One statement in one world."""

    name: str
    statement: AnyStatement
    world: World

    @property
    def kind(self) -> str:
        return self.statement.kind

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


def case(name: str, kind: str, world: World, **parameters: object) -> Case:
    statement: AnyStatement = TypeAdapter(Rule).validate_python({"kind": kind, **parameters})
    return Case(name, statement, world)


def shifts(days: Iterable[int], *names: str) -> tuple[DutyDrawing, ...]:
    """The named shifts on each of the days."""
    return tuple(DutyDrawing(day, name) for day in days for name in names)


def recorded(**history: str) -> OfficerDrawing:
    """Officer an with a history: ``d1`` is the last day before the first, ``d2`` the day before that, and so on."""
    return OfficerDrawing("an", history={-int(day[1:]): entry for day, entry in history.items()})


def world(
    first_day: date, days: int, officer: OfficerDrawing, duties: tuple[DutyDrawing, ...], **more: object
) -> World:
    return World(first_day, days, (officer,), duties, history_days=7, **more)  # type: ignore[arg-type]


THREE_DAYS = shifts(range(3), "morning", "afternoon", "evening")
WEEK_OF_DAYS = shifts(range(7), "day")
POLICE_WORK = frozenset({"weekday"})

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

HOURS = (
    case(
        "a day",
        "hours_in_period",
        world(THURSDAY, 2, AN, shifts(range(2), "morning", "day", "evening")),
        period="day",
        at_most=8,
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
        "six hours a day",
        "compensatory_time",
        world(SATURDAY, 5, recorded(d6="evening"), shifts([0, 1], "morning", "day"), other_work=POLICE_WORK),
        within_days=2,
        hours_per_day=6.0,
    ),
)

AVAILABILITY = (
    case(
        "leave",
        "availability",
        world(THURSDAY, 3, replace(recorded(d1="leave"), leave=frozenset({0, 2})), THREE_DAYS),
    ),
    case(
        "wishes",
        "availability",
        world(
            THURSDAY,
            3,
            replace(
                AN,
                wishes=(
                    Wish(0, None, False, 2.0),
                    Wish(1, "morning", True, 1.5),
                    Wish(2, "evening", False, 0.25),
                    Wish(2, None, True, 3.0),
                    Wish(1, "afternoon", True, 0.0),
                    Wish(7, None, True, 1.0),
                ),
            ),
            THREE_DAYS,
        ),
        of="requests",
    ),
)

QUALIFICATION = (
    case(
        "skills and loans",
        "qualification",
        World(
            THURSDAY,
            2,
            (
                OfficerDrawing("an", skills=frozenset({"kit"})),
                OfficerDrawing("binh", unit="tan_lap", lent_to=frozenset({"tan_phu"})),
                OfficerDrawing("chi", unit="tan_lap"),
            ),
            (
                DutyDrawing(0, "morning", skill="kit"),
                DutyDrawing(0, "evening"),
                DutyDrawing(1, "morning", unit="tan_lap", skill="kit"),
            ),
        ),
    ),
)

TWO = (OfficerDrawing("an"), OfficerDrawing("binh"))
THREE = (*TWO, OfficerDrawing("chi"))

COVERAGE = (
    case(
        "under and over",
        "coverage",
        World(
            THURSDAY,
            2,
            THREE,
            (
                DutyDrawing(0, "morning", minimum=2, maximum=2, weight_under=3, weight_over=2),
                DutyDrawing(0, "evening", minimum=1, maximum=1),
                DutyDrawing(1, "morning", minimum=1, maximum=2, weight_under=0, weight_over=1),
            ),
        ),
    ),
    case(
        "one post, two units, one of them meant",
        "coverage",
        World(
            THURSDAY,
            1,
            THREE,
            (
                DutyDrawing(0, "morning", "mobile", minimum=2, maximum=2, weight_over=1),
                DutyDrawing(0, "morning", "mobile", unit="tan_lap", minimum=1, maximum=1, weight_over=5),
            ),
        ),
    ),
    case(
        "units of the scope",
        "coverage",
        World(
            THURSDAY,
            1,
            TWO,
            (DutyDrawing(0, "morning", minimum=3), DutyDrawing(0, "evening", unit="tan_lap", minimum=1)),
        ),
        scope={"units": ["tan_lap"]},
    ),
)

WEEKEND_DESK = (
    DutyDrawing(0, "day", burden=0.0),
    DutyDrawing(0, "evening", burden=1.0),
    DutyDrawing(1, "day", burden=3.25, unit="tan_lap", loan=0.5),
    DutyDrawing(2, "evening", burden=2.0),
)

FAIR_SHARE = (
    case(
        "burden, with history, leave and loans",
        "fair_share",
        World(
            FRIDAY,
            3,
            (
                OfficerDrawing("an", past_burden=3.5, past_days=4),
                OfficerDrawing("binh", leave=frozenset({0})),
                OfficerDrawing("chi", unit="tan_lap", past_burden=1.0, past_days=3),
            ),
            tuple(replace(duty, officers=("an", "chi")) if duty.day else duty for duty in WEEKEND_DESK),
            overtime_weight=0.25,
        ),
        at_most=1.0,
    ),
    case(
        "burden over the whole scope",
        "fair_share",
        World(
            FRIDAY,
            3,
            (
                OfficerDrawing("an"),
                OfficerDrawing("binh", unit="tan_lap"),
                OfficerDrawing("chi", leave=frozenset({0, 1, 2})),
            ),
            WEEKEND_DESK,
            overtime_weight=0.25,
        ),
        group_by="scope",
        scope={"officers": ["an", "binh"]},
        at_most=0.6,
    ),
    case("evenings", "fair_share", World(FRIDAY, 3, THREE, shifts(range(3), "evening")), measure="evenings"),
    case(
        "weekend duties of officers on leave",
        "fair_share",
        World(
            FRIDAY,
            4,
            (OfficerDrawing("an", leave=frozenset({0, 1})), OfficerDrawing("binh"), OfficerDrawing("chi")),
            shifts([0, 1, 2], "day"),
            holidays=frozenset({3}),
        ),
        measure="weekend_duties",
        at_most=0.25,
    ),
    case("hours", "fair_share", World(FRIDAY, 3, TWO, shifts(range(2), "day", "morning")), measure="hours"),
)

TWO_POSTS = (
    DutyDrawing(0, "morning"),
    DutyDrawing(0, "morning", "visit"),
    DutyDrawing(0, "evening"),
    DutyDrawing(1, "morning"),
)

TOGETHER = (
    *(
        case(
            f"{relation} per {per}",
            "together_apart",
            World(THURSDAY, 2, THREE, (*TWO_POSTS[:3], replace(TWO_POSTS[3], officers=("an",)))),
            officers=["chi", "an", "binh"],
            relation=relation,
            per=per,
        )
        for relation in ("together", "apart")
        for per in ("duty", "shift")
    ),
    case(
        "one post, two units",
        "together_apart",
        World(THURSDAY, 1, THREE, (TWO_POSTS[0], replace(TWO_POSTS[0], unit="tan_lap"))),
        officers=["an", "binh"],
        relation="together",
    ),
    case(
        "outside the scope",
        "together_apart",
        World(THURSDAY, 2, (*TWO, OfficerDrawing("chi", unit="tan_lap")), TWO_POSTS[:3]),
        officers=["an", "binh", "chi"],
        relation="apart",
        scope={"units": ["tan_phu"]},
    ),
)

PUBLISHED = frozenset(
    {
        ("an", 0, "morning", "desk"),
        ("binh", 0, "evening", "desk"),
        ("binh", 1, "morning", "desk"),
        ("an", 1, "night", "desk"),
    }
)

STABILITY = (
    case(
        "changes",
        "stability",
        World(THURSDAY, 2, TWO, (*TWO_POSTS[:3], TWO_POSTS[3]), published=PUBLISHED),
    ),
    case(
        "somebody who may not be there any more",
        "stability",
        World(THURSDAY, 2, TWO, (*TWO_POSTS[:3], replace(TWO_POSTS[3], officers=("an",))), published=PUBLISHED),
    ),
    case(
        "one post, two units",
        "stability",
        World(THURSDAY, 1, TWO, (TWO_POSTS[0], replace(TWO_POSTS[0], unit="tan_lap")), published=PUBLISHED),
        scope={"officers": ["an"]},
    ),
    case("nothing published", "stability", World(THURSDAY, 2, TWO, TWO_POSTS)),
)

CASES: tuple[Case, ...] = (
    *ONE_DUTY,
    *REST,
    *SEQUENCES,
    *CONSECUTIVE,
    *HOURS,
    *DUTIES,
    *REST_DAYS,
    *COMPENSATORY,
    *AVAILABILITY,
    *QUALIFICATION,
    *COVERAGE,
    *FAIR_SHARE,
    *TOGETHER,
    *STABILITY,
)

ALWAYS_IN_BREACH = {"stability: somebody who may not be there any more"}
NEVER_IN_BREACH = {"stability: nothing published"}
