"""A made-up district of any size: communes with a desk, a school and a unit each, and a travelling team."""

from __future__ import annotations

from datetime import date, timedelta

from optimizer.scenario.schema import Scenario

COMMUNES = (
    ("tan_phu", "Tân Phú"),
    ("thuan_loi", "Thuận Lợi"),
    ("dong_tam", "Đồng Tâm"),
    ("tan_phuoc", "Tân Phước"),
    ("tan_hung", "Tân Hưng"),
    ("tan_loi", "Tân Lợi"),
    ("tan_lap", "Tân Lập"),
    ("tan_hoa", "Tân Hòa"),
    ("thuan_phu", "Thuận Phú"),
    ("dong_tien", "Đồng Tiến"),
    ("tan_tien", "Tân Tiến"),
)

Communes = tuple[tuple[str, str], ...]
"""Id and name of each."""

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Võ", "Điểu", "Lý")
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Ngọc", "Quốc", "Thanh")
GIVEN = ("An", "Ấn", "Bình", "Cường", "Dũng", "Đạt", "Hà", "Hạnh", "Khoa", "Lan", "Mai", "Nam", "Phúc", "Quân", "Yến")

SHIFTS = {"morning": ("Sáng", "S", 7, 11), "afternoon": ("Chiều", "C", 13, 17), "evening": ("Tối", "T", 18, 22)}


def scenario(communes: int, days: int, officers: int, language: str = "vi") -> Scenario:
    """A district of so many communes, with a desk, a school and a unit each, and a travelling team."""
    chosen = COMMUNES[:communes]
    first_day = date(2024, 4, 4)
    last_day = first_day + timedelta(days=days - 1)
    units = {
        key: {"name": f"Công an {'thị trấn' if key == 'tan_phu' else 'xã'} {name}", "place": key}
        for key, name in chosen
    }
    units["district_team"] = {"name": "Đội CSQLHC về TTXH", "place": "district_office"}
    return Scenario.model_validate(
        {
            "campaign": _campaign(first_day, last_day, language),
            "calendar": {"holidays": {day: name for day, name in HOLIDAYS.items() if day <= last_day}},
            "shifts": _shifts(),
            "places": _places(chosen),
            "units": units,
            "posts": _posts(chosen),
            "teams": {"mobile": _team()},
            "visits": {"schools": _school_visits(chosen)},
            "officers": _officers([key for key in units], officers),
            "helpers": {
                f"helper_{key}": {"name": f"Đoàn viên {name}", "posts": [f"desk_{key}"]} for key, name in chosen
            },
            "organisations": {
                f"youth_{key}": {
                    "name": f"Đoàn Thanh niên {name}",
                    "kind": "union",
                    "places": [key],
                    "stream": "activation",
                    "weekly_capacity": 90,
                    "show_up_rate": 0.5,
                    "segments": {"easy": 0.5, "hard": 0.5},
                }
                for key, name in chosen
            },
        }
    )


def _campaign(first_day: date, last_day: date, language: str) -> dict[str, object]:
    return {
        "name": "Cao điểm 90 ngày đêm",
        "first_day": first_day,
        "last_day": last_day,
        "finish_by": last_day - timedelta(days=min(7, ((last_day - first_day).days + 1) // 4)),
        "language": language,
        "agency": {
            "superior": "CÔNG AN TỈNH BÌNH PHƯỚC",
            "name": "CÔNG AN HUYỆN ĐỒNG PHÚ",
            "place": "Đồng Phú",
            "signatory": "TRƯỞNG CÔNG AN HUYỆN",
        },
        "streams": {
            "activation": {"name": "Kích hoạt định danh mức 2", "unit": "tài khoản"},
            "id_card": {"name": "Cấp CCCD", "unit": "thẻ"},
        },
    }


def _shifts() -> dict[str, object]:
    return {
        key: {
            "name": name,
            "code": code,
            "start": f"{start:02}:00",
            "end": f"{end:02}:00",
            "is_evening": key == "evening",
        }
        for key, (name, code, start, end) in SHIFTS.items()
    }


def _places(chosen: Communes) -> dict[str, object]:
    places: dict[str, object] = {
        "district_office": {
            "name": "Bộ phận một cửa huyện",
            "kind": "office",
            "commune": chosen[0][0],
            "latitude": 11.45,
            "longitude": 106.85,
        },
    }
    for number, (key, name) in enumerate(chosen):
        target = 1900 + 190 * (number * 5 % 11)
        where = {"latitude": 11.4 + number / 50, "longitude": 106.8 + number / 40}
        pool = {"target": target, "people": target * 5 // 4, "already_done": 20 * number}
        places[key] = {"name": name, "kind": "commune", "pools": {"activation": pool}, **where}
        places[f"school_{key}"] = {
            "name": f"THCS {name}",
            "kind": "school",
            "commune": key,
            "pupils": {"2010-03-01": 80},
            **where,
        }
    return places


def _posts(chosen: Communes) -> dict[str, object]:
    posts: dict[str, object] = {
        f"desk_{key}": {"name": f"Bàn kích hoạt {name}", "place": key, "unit": key, "stream": "activation"}
        for key, name in chosen
    }
    posts["desk_district"] = {
        "name": "Bàn CCCD huyện",
        "place": "district_office",
        "unit": "district_team",
        "stream": "id_card",
    }
    return posts


def _team() -> dict[str, object]:
    return {
        "name": "Tổ CCCD lưu động",
        "unit": "district_team",
        "base": "district_office",
        "stream": "id_card",
        "setup_minutes": 40,
        "crew": {"size": 3, "officers": 3},
        "local_officers": 1,
        "kit": "kit_2",
    }


def _school_visits(chosen: Communes) -> dict[str, object]:
    return {
        "kind": "school",
        "team": "mobile",
        "places": [f"school_{key}" for key, _ in chosen],
        "maximum_visits": 2,
        "shifts": ["morning", "afternoon"],
        "attendance_in_term": 0.95,
        "attendance_after_term": 0.6,
        "minutes_per_person": 2.0,
    }


HOLIDAYS = {
    date(2024, 4, 18): "Giỗ Tổ Hùng Vương",
    date(2024, 4, 29): "Nghỉ hoán đổi",
    date(2024, 4, 30): "Ngày Chiến thắng",
    date(2024, 5, 1): "Quốc tế Lao động",
}


def _officers(units: list[str], count: int) -> dict[str, object]:
    officers: dict[str, object] = {}
    for number in range(count):
        unit = units[number % len(units)]
        name = f"{FAMILY[number % 10]} {MIDDLE[number * 3 % 7]} {GIVEN[number * 7 % 15]}"
        officers[f"{unit}_{number // len(units) + 1:02}"] = {
            "name": name,
            "unit": unit,
            "rank": ("Đại úy", "Trung úy", "Thiếu tá")[number % 3],
            "position": ("Trưởng Công an xã", "Phó trưởng", "Cán bộ")[min(2, number // len(units))],
            "hours_per_week": 24.0,
            "phone": f"0900 000 {number:03}",
        }
    return officers
