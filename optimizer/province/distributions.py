"""What districts are drawn from: the figures of the reference case, each with the table it stands in.

All tables are those beside ``scenarios/dong_phu.yaml``, which says what in them is sourced and what is estimated; a
test holds these figures to them. What is not drawn is theirs as it is, per head of population where it grows with it.
"""

from __future__ import annotations

from datetime import date, timedelta

COMMUNES = (11, 16)
"""Communes of a district, the town included: from Đồng Phú's 11 to somewhat above the country's mean of 15 (10,599
communes in 705 districts at the end of 2023). The mean gives a district 91 officers, a province of eleven 1,000."""

TOWN_POPULATION = 10260
RURAL_POPULATIONS = (10710, 8970, 8830, 4950, 4740, 11250, 3560, 12860, 14390, 10890)
"""Populations of the ten communes in ``places.csv``; one is drawn for each commune, then spread."""
SPREAD = 0.1
"""A population is off from the drawn one by up to this share."""
ROAD_KM = (23.4, 33.0, 33.1, 25.5, 20.8, 10.9, 18.6, 19.9, 23.1, 4.9)
"""Road distances of the ten communes from the district's office in ``places.csv``; one is drawn for each commune."""
DETOUR_FACTOR = 1.3
"""Road over great-circle distance, as in the section ``travel``."""
DISTRICT_KM = 33.0
"""Road between the offices of neighbouring districts: as far as Đồng Phú's farthest commune (an estimate)."""

TARGET_PER_HEAD = 30000 / 101410
"""Accounts per head: the 30,000 over the population of ``places.csv``."""
POOL_PER_TARGET = 1.25
ID_CARD_PER_HEAD = 0.01
ID_CARD_TARGET = 0.45
"""Share of the communes' id-card pool that is its target."""
OFFICE_POOL_PER_HEAD = 2400 / 101410
OFFICE_TARGET = 1150 / 2400
PUPILS_PER_HEAD = 883 / 101410
"""Pupils of ``pupils.csv``, born on any day from January to July 2010 with the same probability."""
BIRTHS = (date(2010, 1, 1), date(2010, 7, 31))

MANY_PEOPLE = 10000
"""A commune of as many has six officers in ``officers.csv``, a smaller one five."""
QUEUES = 12000
"""A commune of as many has two lanes in ``posts.csv``."""

COMMUNE_POSITIONS = (
    ("Thiếu tá", "Trưởng Công an xã"),
    ("Đại úy", "Phó Trưởng Công an xã"),
    ("Đại úy", "Cán bộ Công an xã"),
    ("Thượng úy", "Cán bộ Công an xã"),
    ("Thượng úy", "Cán bộ Công an xã"),
    ("Trung úy", "Cán bộ Công an xã"),
)
TOWN_POSITIONS = (
    ("Trung tá", "Trưởng Công an thị trấn"),
    ("Đại úy", "Phó Trưởng Công an thị trấn"),
    ("Đại úy", "Phó Trưởng Công an thị trấn"),
    ("Đại úy", "Cán bộ Công an thị trấn"),
    ("Thượng úy", "Cán bộ Công an thị trấn"),
    ("Thượng úy", "Cán bộ Công an thị trấn"),
    ("Trung úy", "Cán bộ Công an thị trấn"),
    ("Trung úy", "Cán bộ Công an thị trấn"),
    ("Thiếu úy", "Cán bộ Công an thị trấn"),
)
OFFICE_POSITIONS = (
    ("Trung tá", "Đội trưởng"),
    ("Thiếu tá", "Phó Đội trưởng"),
    ("Thiếu tá", "Phó Đội trưởng"),
    ("Đại úy", "Cán bộ Đội QLHC về TTXH"),
    ("Đại úy", "Cán bộ Đội QLHC về TTXH"),
    ("Thượng úy", "Cán bộ Đội QLHC về TTXH"),
    ("Thượng úy", "Cán bộ Đội QLHC về TTXH"),
    ("Thượng úy", "Cán bộ Đội QLHC về TTXH"),
    ("Trung úy", "Cán bộ Đội QLHC về TTXH"),
    ("Trung úy", "Cán bộ Đội QLHC về TTXH"),
    ("Thiếu úy", "Cán bộ Đội QLHC về TTXH"),
    ("Thiếu úy", "Cán bộ Đội QLHC về TTXH"),
)
ID_CARD_OFFICERS = range(1, 10)
"""Which officers of the district's office are trained on the ID-card kit."""
COMMUNE_HOURS, OFFICE_HOURS = 24, 40
"""Hours a week for the campaign."""
LENDING_FROM = 5
"""From the sixth on, officers of a commune may be lent to the two nearest communes."""

PAST_BURDENS = (2.0,) * 22 + (2.5,) * 9 + (3.0,) * 26 + (3.5,) * 5 + (4.0,) * 6 + (4.5,) * 5 + (5.0,) * 3
"""Burdens before the campaign in ``officers.csv``; one is drawn for each officer."""
PAST_DAYS = 28
HISTORY = (date(2024, 3, 28), date(2024, 4, 3))
"""Days of ``history.csv``."""
PAST_EVENING = (2, 4)
"""Officers of a commune (by number from 0) who worked on the evening before the first day; the second one in six."""
PAST_SATURDAY = 3
"""Officer of a unit who worked on the Saturday before."""

COMMUNE_LEAVES, TOWN_LEAVES, OFFICE_LEAVES = 2, 3, 4
"""Leaves of a unit in ``leave.csv``, each in a week of its own."""
LEAVE_WEEKS = (date(2024, 4, 15), date(2024, 4, 22), *(date(2024, 5, 6) + timedelta(weeks=n) for n in range(7)))
"""Mondays of the weeks in which its leaves lie: none in the first days, the week of 30 April, the reserve."""
LEAVE_DAYS = (*(2,) * 4, *(3,) * 14, *(4,) * 6, *(5,) * 3)
LEAVE_REASONS = (
    *("Nghỉ phép năm",) * 23,
    *("Tập huấn nghiệp vụ tại tỉnh",) * 2,
    "Kết hôn (nghỉ việc riêng)",
    "Nghỉ ốm theo chỉ định của bác sĩ",
)
REQUEST_SHARE = 15 / 76
"""Officers with a wish in ``requests.csv``."""
REQUESTS = (
    *(("", "off", 1),) * 9,
    *(("", "off", 2),) * 2,
    *(("evening", "off", 1),) * 2,
    ("evening", "on", 1),
    ("morning", "on", 1),
)
"""Shift, wish and weight of its rows; one is drawn for each wish."""

INVITATIONS = {
    # id, kind and name; people a week per head of target, the same in communes of five officers; share who come
    "hoi": ("association", "Hội, đoàn thể", 0.0189, 0.0252, 0.2),
    "cns": ("digital_team", "Tổ công nghệ số cộng đồng", 0.0151, 0.0203, 0.25),
    "da06": ("project_06", "Tổ công tác Đề án 06", 0.0144, 0.0192, 0.35),
}
"""Organisations of a commune in ``organisations.csv``."""
UNIONS = {
    # id and name; people a week per head of the district's target, share of the communes it has members in
    "phu_nu": ("Hội Liên hiệp Phụ nữ", 200 / 30000, 1.0),
    "doan": ("Huyện đoàn", 200 / 30000, 1.0),
    "lao_dong": ("Liên đoàn Lao động", 130 / 30000, 5 / 11),
}
"""Unions of a district."""
UNION_SHOW_UP = 0.15
INVITED = {"easy": 0.3, "medium": 0.5, "hard": 0.2}
"""Segments of those invited."""
HELPER_SHIFTS = 5

LENDERS = 2
"""Nearest districts whose mobile team may be lent (an estimate; the reference case has one district)."""
