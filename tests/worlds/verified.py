"""A world of three days, four officers, one desk and one school, whose plan was worked out by hand.

Thursday 4 April 2024: the desk is open in the morning (an, with the helper). Friday: the desk in the morning (binh,
with the helper), and the mobile team (cuong, dung; an for the commune) at the school. Saturday: the desk in the evening
(an and binh). The figures follow from the text of the design with these round numbers:

* 100 people wait (120 less 20 already done): 60 easy, 40 hard. An officer's lane takes 20 minutes a person, so 12 in
  a morning and 8 in an evening (factor 1.5); half of those served succeed at the first try.
* 15 people are invited for the week (9 easy, 6 hard), half of them come, spread over 3 open shifts: 1.5 and 1.0.
* Thursday: own 0.1 * 60 + 0.05 * 40 = 8, mobilised 2.5, all served; done 5.25; 56.25 and 38.5 wait on.
* Friday: own 5.625 + 1.925 = 7.55, mobilised 2.5, all served; done 5.025; 52.6875 and 37.0375 wait on.
* Saturday: own 0.2 * 52.6875 + 0.1 * 37.0375 = 14.24125, mobilised 2.5, 8 served; done 4.
* School on Friday: 10 pupils are 14, 80 % attend: 8; room for (240 - 40) / 10 = 20; 90 % succeed: 7.2. Four more turn
  14 on Saturday and count, three turn 14 in December and do not.
* Journey: 7 km at 35 km/h, 12 minutes each way.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime
from typing import Any

from optimizer.scenario.schema import Scenario
from optimizer.world.plan import (
    AbsenceRow,
    BurdenRow,
    HelperRow,
    OpeningRow,
    Plan,
    ProgressRow,
    QuotaRow,
    RosterRow,
    VisitRow,
)

THURSDAY, FRIDAY, SATURDAY = date(2024, 4, 4), date(2024, 4, 5), date(2024, 4, 6)

_RATES = {"easy": (0.6, 0.1, 0.2), "hard": (0.4, 0.05, 0.1)}

WORLD: dict[str, Any] = {
    "campaign": {
        "name": "Thử nghiệm",
        "first_day": "2024-04-04",
        "last_day": "2024-04-06",
        "finish_by": "2024-04-05",
        "agency": {"superior": "TỈNH", "name": "HUYỆN", "place": "Đồng Phú", "signatory": "TRƯỞNG CÔNG AN HUYỆN"},
        "streams": {
            "activation": {"name": "Kích hoạt", "unit": "tài khoản", "minimum_share": 0.5},
            "id_card": {"name": "Căn cước", "unit": "hồ sơ"},
        },
    },
    "calendar": {},
    "shifts": {
        "morning": {"name": "Sáng", "code": "S", "start": "07:00", "end": "11:00"},
        "evening": {"name": "Tối", "code": "T", "start": "18:00", "end": "22:00", "is_evening": True},
    },
    "places": {
        "tan_phu": {
            "name": "Tân Phú",
            "kind": "commune",
            "latitude": 11.45,
            "longitude": 106.85,
            "pools": {"activation": {"target": 100, "people": 120, "already_done": 20}},
        },
        "office": {"name": "Một cửa huyện", "kind": "office", "latitude": 11.46, "longitude": 106.86},
        "school": {
            "name": "THCS",
            "kind": "school",
            "commune": "tan_phu",
            "latitude": 11.47,
            "longitude": 106.88,
            "road_km": {"office": 7.0},
            "pupils": {"2010-04-05": 10, "2010-04-06": 4, "2010-12-01": 3},
        },
    },
    "units": {
        "tan_phu": {"name": "Công an thị trấn", "place": "tan_phu"},
        "district": {"name": "Đội QLHC", "place": "office"},
    },
    "posts": {
        "desk": {
            "name": "Điểm",
            "place": "tan_phu",
            "unit": "tan_phu",
            "stream": "activation",
            "lanes": 2,
            "crew": {"size": 2, "officers": 1},
            "standing": {"shifts": ["morning"], "day_types": ["weekday"]},
        }
    },
    "teams": {
        "mobile": {
            "name": "Tổ lưu động",
            "unit": "district",
            "base": "office",
            "stream": "id_card",
            "crew": {"size": 2, "officers": 2, "skill": "id_card"},
            "local_officers": 1,
            "kit": "kit",
            "setup_minutes": 40,
        }
    },
    "visits": {
        "schools": {
            "kind": "school",
            "team": "mobile",
            "places": ["school"],
            "maximum_visits": 1,
            "shifts": ["morning"],
            "attendance_in_term": 0.8,
            "attendance_after_term": 0.5,
            "minutes_per_person": 10.0,
        }
    },
    "officers": {
        "an": {"name": "An", "unit": "tan_phu", "hours_per_week": 24.0},
        "binh": {
            "name": "Bình",
            "unit": "tan_phu",
            "hours_per_week": 24.0,
            "history": {"burden": 6.0, "available_days": 3},
        },
        "cuong": {"name": "Cường", "unit": "district", "skills": ["id_card"], "hours_per_week": 40.0},
        "dung": {
            "name": "Dũng",
            "unit": "district",
            "skills": ["id_card"],
            "hours_per_week": 40.0,
            "leave": {"wedding": {"first_day": "2024-04-03", "last_day": "2024-04-04"}},
        },
    },
    "helpers": {"hoa": {"name": "Hoa", "posts": ["desk"], "shifts_per_week": 2}},
    "organisations": {
        "youth": {
            "name": "Đoàn",
            "kind": "union",
            "places": ["tan_phu"],
            "stream": "activation",
            "weekly_capacity": 15,
            "show_up_rate": 0.5,
            "segments": {"easy": 0.6, "hard": 0.4},
        }
    },
    "turnout": {
        "activation": {
            "segments": {
                name: {
                    "share": share,
                    "arrival": {
                        "weekday": {"morning": low, "evening": high},
                        "weekend": {"morning": high, "evening": high},
                        "holiday": {"morning": high, "evening": high},
                    },
                }
                for name, (share, low, high) in _RATES.items()
            }
        }
    },
    "service": {
        "activation": {"minutes_per_person": 20.0, "shift_factor": {"evening": 1.5}, "first_try_success": 0.5},
        "id_card": {"minutes_per_person": 4.0, "first_try_success": 0.9},
    },
    "rules": {
        "rest": {"kind": "rest_between_duties", "hours": 12.0},
        "long_rest": {"kind": "rest_between_duties", "hours": 40.0, "enforcement": {"soft": 0.5}},
    },
    "baseline": {"run": "runs/last_year", "figures": {"value(burden) <= 1.05 * baseline": 24.0}},
    "acceptance": [
        "expected share >= 0.3",
        "commune share of activation >= 0.5",
        "shortfall of id_card <= 6.5",
        "finish date <= 2024-04-06",
        "evenings per officer per 2 days <= 0",
        "hours per officer per week <= 12",
        "weekends <= 2",
        "value(burden) <= 1.05 * baseline",
    ],
}


def world_data(**changes: Any) -> dict[str, Any]:
    """The world as data, changed at dotted paths written with ``__``."""
    world = deepcopy(WORLD)
    for path, value in changes.items():
        *parents, last = path.split("__")
        node = world
        for key in parents:
            node = node.setdefault(key, {})
        node[last] = value
    return world


def scenario(**changes: Any) -> Scenario:
    """The world as a scenario, changed at dotted paths written with ``__``."""
    return Scenario.model_validate(world_data(**changes))


def at(day: date, clock: str) -> datetime:
    """A moment of a day."""
    return datetime.fromisoformat(f"{day}T{clock}")


def desk_duty(day: date, officer: str, name: str, shift: str = "morning", unit: str = "tan_phu") -> RosterRow:
    """A roster row at the desk."""
    start, end = ("07:00", "11:00") if shift == "morning" else ("18:00", "22:00")
    return RosterRow(
        day, shift, at(day, start), at(day, end), officer, name, unit, "desk", "tan_phu", "activation", "desk"
    )


def team_duty(officer: str, name: str) -> RosterRow:
    """A roster row of the mobile team on Friday."""
    start, end = at(FRIDAY, "06:48"), at(FRIDAY, "11:12")
    return RosterRow(FRIDAY, "morning", start, end, officer, name, "district", "mobile", "school", "id_card", "team")


PLAN = Plan(
    roster=(
        desk_duty(THURSDAY, "an", "An"),
        desk_duty(FRIDAY, "binh", "Bình"),
        team_duty("cuong", "Cường"),
        team_duty("dung", "Dũng"),
        RosterRow(
            FRIDAY,
            "morning",
            at(FRIDAY, "07:00"),
            at(FRIDAY, "11:00"),
            "an",
            "An",
            "tan_phu",
            "mobile",
            "school",
            "id_card",
            "local",
        ),
        desk_duty(SATURDAY, "an", "An", "evening"),
        desk_duty(SATURDAY, "binh", "Bình", "evening"),
    ),
    helpers=(
        HelperRow(THURSDAY, "morning", "hoa", "desk", "tan_phu"),
        HelperRow(FRIDAY, "morning", "hoa", "desk", "tan_phu"),
    ),
    absences=(
        AbsenceRow(THURSDAY, "binh", "other_duty"),
        AbsenceRow(THURSDAY, "cuong", "other_duty"),
        AbsenceRow(THURSDAY, "dung", "leave"),
        AbsenceRow(SATURDAY, "cuong", "rest"),
        AbsenceRow(SATURDAY, "dung", "rest"),
    ),
    openings=(
        OpeningRow(THURSDAY, "morning", "desk", "tan_phu", "activation", 1, 1, 1, 8.0, 2.5, 10.5, 5.25),
        OpeningRow(FRIDAY, "morning", "desk", "tan_phu", "activation", 1, 1, 1, 7.55, 2.5, 10.05, 5.025),
        OpeningRow(SATURDAY, "evening", "desk", "tan_phu", "activation", 1, 2, 0, 14.241, 2.5, 8.0, 4.0),
    ),
    visits=(
        VisitRow(
            FRIDAY,
            "morning",
            at(FRIDAY, "06:48"),
            at(FRIDAY, "11:12"),
            "mobile",
            "school",
            "office",
            "school",
            "id_card",
            eligible=10.0,
            attendance=0.8,
            expected_served=8.0,
            expected_done=7.2,
            crew=3,
            kit="kit",
            travel_minutes=24,
            setup_minutes=40,
        ),
    ),
    quotas=(
        QuotaRow("2024-W14", "youth", "tan_phu", "activation", "easy", 9.0, 4.5),
        QuotaRow("2024-W14", "youth", "tan_phu", "activation", "hard", 6.0, 3.0),
    ),
    progress=(
        ProgressRow(THURSDAY, "tan_phu", "activation", 5.25, 25.25, 100.0, 0.253),
        ProgressRow(THURSDAY, "school", "id_card", 0.0, 0.0, 14.0, 0.0),
        ProgressRow(FRIDAY, "tan_phu", "activation", 5.025, 30.275, 100.0, 0.303),
        ProgressRow(FRIDAY, "school", "id_card", 7.2, 7.2, 14.0, 0.514),
        ProgressRow(SATURDAY, "tan_phu", "activation", 4.0, 34.275, 100.0, 0.343),
        ProgressRow(SATURDAY, "school", "id_card", 0.0, 7.2, 14.0, 0.514),
    ),
    burden=(
        BurdenRow("an", "tan_phu", 3, 12.0, 1, 1, 0, 4.0, 3.0, 3),
        BurdenRow("binh", "tan_phu", 2, 8.0, 1, 1, 0, 4.0, 3.0, 3),
        BurdenRow("cuong", "district", 1, 4.4, 0, 0, 0, 0.0, 0.1, 3),
        BurdenRow("dung", "district", 1, 4.4, 0, 0, 0, 0.0, 0.1, 2),
    ),
    tiers=(),
)
"""The plan, all figures by hand."""
