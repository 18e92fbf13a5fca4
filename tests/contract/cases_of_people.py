"""Worlds for the rules on who works what with whom: leave, skills, crews, shares, company, changes."""

from __future__ import annotations

from dataclasses import replace

from tests.contract.case_drawing import AN, FRIDAY, THREE_DAYS, THURSDAY, case, recorded, shifts, world
from tests.worlds.micro import DutyDrawing, OfficerDrawing, Wish, World

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
    case("no notice periods", "stability", World(THURSDAY, 2, TWO, TWO_POSTS, published=PUBLISHED), notice=[]),
    case(
        "the nearer the dearer",
        "stability",
        World(
            THURSDAY,
            5,
            (AN,),
            tuple(DutyDrawing(day, "morning") for day in range(5)),
            holidays=frozenset({0}),
            published=frozenset({("an", day, "morning", "desk") for day in (0, 2, 4)}),
            first_free=1,
        ),
        notice=[[3, 2.25], [1, 4.5]],
        rest_day_extra=0.75,
    ),
)
