"""Small complete scenarios as plain data, for every test that needs a world."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

COMMUNES = ("tan_phu", "thuan_phu", "dong_tien", "tan_lap", "tan_tien")

World = dict[str, Any]


def small_world(
    communes: int = 1,
    days: int = 7,
    officers_per_commune: int = 4,
    *,
    first_day: str = "2024-04-04",
    target: int = 60,
    mobile_team: bool | None = None,
) -> World:
    """Data of a scenario with so many communes, each with a desk, officers, a helper and an organisation.

    With more than one commune (or ``mobile_team=True``) it also has the ``id_card`` stream: a district team that
    visits one school (pupils who turn 14 inside the horizon, before it and after it), the communes, and homes.
    """
    first = date.fromisoformat(first_day)
    last = first + timedelta(days=days - 1)
    names = COMMUNES[:communes]
    world: World = {
        "campaign": _campaign(first, last),
        "calendar": {"holidays": {(first + timedelta(days=4)).isoformat(): "Ngày nghỉ thử"}},
        "shifts": {
            "morning": {"name": "Sáng", "code": "S", "start": "07:00", "end": "11:00"},
            "afternoon": {"name": "Chiều", "code": "C", "start": "13:30", "end": "17:30"},
            "evening": {"name": "Tối", "code": "T", "start": "18:00", "end": "22:00", "is_evening": True},
        },
        "places": {name: _commune(index, target) for index, name in enumerate(names)},
        "units": {name: {"name": f"Công an xã {index + 1}", "place": name} for index, name in enumerate(names)},
        "posts": {f"desk_{name}": _desk(name) for name in names},
        "officers": {
            f"{name}_{number}": {"name": f"Nguyễn Văn {index}{number}", "unit": name, "hours_per_week": 32}
            for index, name in enumerate(names)
            for number in range(1, officers_per_commune + 1)
        },
        "helpers": {
            f"helper_{name}": {"name": f"Trần Thị {name}", "posts": [f"desk_{name}"], "shifts_per_week": 4}
            for name in names
        },
        "organisations": {
            "youth_union": {
                "name": "Đoàn Thanh niên",
                "kind": "union",
                "places": list(names),
                "stream": "activation",
                "weekly_capacity": 10,
                "show_up_rate": 0.5,
                "segments": {"easy": 0.6, "hard": 0.4},
            }
        },
        "turnout": {"activation": {"segments": _segments()}},
        "service": {
            "activation": {"minutes_per_person": 5, "shift_factor": {"evening": 1.3}, "first_try_success": 0.9}
        },
        "rules": {"rest": {"kind": "rest_between_duties", "hours": 12, "source": "Bộ luật Lao động 2019, Điều 110"}},
    }
    if mobile_team or (mobile_team is None and communes > 1):
        _add_mobile_team(world, names, first, last)
    return world


def write_world(folder: Path, world: World, name: str = "world.yaml") -> Path:
    """Write the world as ``folder/scenarios/name`` and return that path."""
    path = folder / "scenarios" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    with path.open("w", encoding="utf-8") as stream:
        yaml.dump(world, stream)
    return path


def _campaign(first: date, last: date) -> World:
    return {
        "name": "Thử nghiệm",
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
        "finish_by": (last - timedelta(days=1)).isoformat(),
        "language": "vi",
        "agency": {
            "superior": "CÔNG AN TỈNH BÌNH PHƯỚC",
            "name": "CÔNG AN HUYỆN ĐỒNG PHÚ",
            "place": "Đồng Phú",
            "signatory": "TRƯỞNG CÔNG AN HUYỆN",
        },
        "streams": {
            "activation": {"name": "Kích hoạt định danh mức 2", "unit": "tài khoản", "minimum_share": 0.5},
        },
    }


def _commune(index: int, target: int) -> World:
    return {
        "name": f"Xã {index + 1}",
        "kind": "commune",
        "population": 10 * target,
        "latitude": round(11.45 + 0.05 * index, 2),
        "longitude": round(106.85 + 0.03 * index, 2),
        "pools": {"activation": {"target": target, "people": target * 5 // 4, "already_done": target // 10}},
    }


def _desk(name: str) -> World:
    return {
        "name": f"Điểm {name}",
        "place": name,
        "unit": name,
        "stream": "activation",
        "lanes": 1,
        "crew": {"size": 2, "officers": 1},
        "standing": {"shifts": ["morning", "afternoon"], "day_types": ["weekday"]},
    }


def _segments() -> World:
    shifts = ("morning", "afternoon", "evening")
    rates = {
        "easy": (0.6, {"weekday": (0.02, 0.02, 0.03), "weekend": (0.025,) * 3, "holiday": (0.025,) * 3}),
        "hard": (0.4, {"weekday": (0.002, 0.002, 0.01), "weekend": (0.008,) * 3, "holiday": (0.01, 0.01, 0.008)}),
    }
    return {
        name: {
            "share": share,
            "arrival": {day_type: dict(zip(shifts, row, strict=True)) for day_type, row in rows.items()},
        }
        for name, (share, rows) in rates.items()
    }


def _add_mobile_team(world: World, names: tuple[str, ...], first: date, last: date) -> None:
    world["campaign"]["streams"]["id_card"] = {"name": "Cấp căn cước", "unit": "hồ sơ"}
    world["calendar"]["school_term"] = {"last_day": last.isoformat(), "closed": {first.isoformat(): "Kiểm tra"}}
    world["places"]["district"] = {
        "name": "Bộ phận Một cửa huyện",
        "kind": "office",
        "commune": names[0],
        "latitude": 11.46,
        "longitude": 106.86,
        "road_km": {names[-1]: 9.5},
    }
    world["places"]["school_1"] = {
        "name": "Trường THCS 1",
        "kind": "school",
        "commune": names[-1],
        "latitude": 11.47,
        "longitude": 106.88,
        "pupils": {
            _fourteen_years_before(first - timedelta(days=30)): 6,
            _fourteen_years_before(first + timedelta(days=2)): 3,
            _fourteen_years_before(last + timedelta(days=30)): 2,
        },
    }
    for name in names:
        world["places"][name]["pools"]["id_card"] = {"target": 20, "people": 25}
    world["units"]["district_team"] = {"name": "Đội QLHC", "place": "district"}
    world["officers"] |= {
        f"district_{number}": {
            "name": f"Lê Thị Đ{number}",
            "unit": "district_team",
            "skills": ["id_card"],
            "hours_per_week": 40,
            "lent_to": [names[0]],
        }
        for number in range(1, 4)
    }
    world["teams"] = {
        "mobile": {
            "name": "Tổ lưu động",
            "unit": "district_team",
            "base": "district",
            "stream": "id_card",
            "crew": {"size": 2, "officers": 2, "skill": "id_card"},
            "local_officers": 1,
            "kit": "kit_mobile",
            "setup_minutes": 40,
        }
    }
    world["visits"] = _visits(names)
    world["turnout"]["id_card"] = {"segments": _segments()}
    world["service"]["id_card"] = {"minutes_per_person": 4, "first_try_success": 0.98}


def _visits(names: tuple[str, ...]) -> World:
    day_shifts = {"team": "mobile", "shifts": ["morning", "afternoon"]}
    return {
        "schools": {
            **day_shifts,
            "kind": "school",
            "places": ["school_1"],
            "maximum_visits": 2,
            "attendance_in_term": 0.95,
            "attendance_after_term": 0.6,
            "minutes_per_person": 2,
        },
        "communes": {
            **day_shifts,
            "kind": "commune",
            "places": list(names),
            "maximum_visits": 1,
            "arrival": {"easy": 0.2, "hard": 0.1},
            "minutes_per_person": 4,
        },
        "homes": {
            **day_shifts,
            "kind": "home_visit",
            "places": [names[0]],
            "maximum_visits": 1,
            "segment": "hard",
            "people_per_shift": 6,
        },
    }


def _fourteen_years_before(day: date) -> str:
    return (day - timedelta(days=14 * 365 + 4)).isoformat()


def lawful_rules() -> World:
    """The rules of a campaign: rest, hours and leave are hard, coverage and wishes soft."""
    source = {"source": "Bộ luật Lao động 2019, Điều 105 đến 115"}
    return {
        "one_duty": {"kind": "one_duty_at_a_time", **source},
        "rest": {"kind": "rest_between_duties", "hours": 12, **source},
        "hours_a_day": {"kind": "hours_in_period", "period": "day", "at_most": 12, **source},
        "hours_a_week": {"kind": "hours_in_period", "period": "week", "of": "all_work", "at_most": 48, **source},
        "campaign_hours": {"kind": "hours_in_period", "period": "week", "at_most": "officer", **source},
        "weekly_rest": {"kind": "rest_days", "at_least": 1, **source},
        "days_running": {"kind": "consecutive_days", "of": "work", "at_most": 6, **source},
        "compensatory_days": {"kind": "compensatory_time", **source},
        "leave": {"kind": "availability", **source},
        "requests": {"kind": "availability", "of": "requests", "enforcement": {"soft": 1.0}, **source},
        "qualification": {"kind": "qualification", **source},
        "coverage": {"kind": "coverage", "enforcement": {"soft": 1.0}, **source},
        "fair_share": {
            "kind": "fair_share",
            "measure": "burden",
            "group_by": "unit",
            "enforcement": {"soft": 1.0},
            **source,
        },
    }
