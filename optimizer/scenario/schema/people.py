"""Sections ``units``, ``officers``, ``helpers``: who works, and what is known of them."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from optimizer.fields import Count, Day, Hours, HoursAWeek, Id, Quantity, Section, Text, in_vietnamese
from optimizer.scenario.schema.campaign import DayType


class Unit(Section):
    """A unit of officers: a commune police office, or a team of the district."""

    name: Text
    place: Id
    """Where its officers leave from."""
    other_work: tuple[DayType, ...] = ("weekday",)
    """Day types on which an officer without campaign duty, rest or leave does other police work."""

    vietnamese: ClassVar = in_vietnamese(
        "Một đơn vị cán bộ: công an xã, thị trấn, hoặc một đội của huyện.",
        place="Nơi cán bộ của đơn vị xuất phát.",
        other_work="Những loại ngày mà cán bộ không có ca trực, không nghỉ thì làm công tác khác.",
    )


class Leave(Section):
    """Leave granted, both ends included."""

    first_day: Day
    last_day: Day
    reason: Text = ""
    """Why; for people who read the scenario: it changes nothing."""

    vietnamese: ClassVar = in_vietnamese(
        "Nghỉ phép đã duyệt, kể cả hai ngày đầu và cuối.",
        reason="Lý do; dành cho người đọc kịch bản, không làm thay đổi gì.",
    )


class Request(Section):
    """A wish for one day, or one shift of it."""

    date: Day
    shift: Id | None = None
    """The shift; any duty of the day if left out."""
    want: Literal["on", "off"]
    weight: Quantity = 1.0

    vietnamese: ClassVar = in_vietnamese(
        "Nguyện vọng cho một ngày, hoặc một ca của ngày đó.",
        shift="Ca nào; bỏ trống là mọi ca trong ngày.",
    )


class History(Section):
    """What the officer did before the first day of the campaign."""

    days: dict[Day, tuple[Id, ...]] = Field(default_factory=dict)
    """Per day, the shifts worked, or one of ``rest``, ``compensatory``, ``leave``, ``other_duty``."""
    burden: Quantity = 0.0
    """Burden carried before, in the same weights."""
    available_days: Count = 0
    """Days over which that burden was carried."""

    vietnamese: ClassVar = in_vietnamese(
        "Cán bộ đã làm gì trước ngày đầu của đợt.",
        days="Theo từng ngày, các ca đã trực, hoặc một trong rest, compensatory, leave, other_duty.",
        burden="Điểm tải đã chịu trước đó, theo cùng trọng số.",
        available_days="Số ngày có mặt ứng với điểm tải đó.",
    )


class Officer(Section):
    """A police officer."""

    name: Text
    """Display name."""
    unit: Id
    rank: Text = ""
    position: Text = ""
    skills: tuple[Id, ...] = ()
    hours_per_week: HoursAWeek
    """Hours a week that are the campaign's; the rest is other police work."""
    lent_to: tuple[Id, ...] = ()
    """Units whose posts the officer may man."""
    leave: dict[Id, Leave] = Field(default_factory=dict)
    requests: dict[Id, Request] = Field(default_factory=dict)
    history: History = History()
    phone: Text = ""

    vietnamese: ClassVar = in_vietnamese(
        "Một cán bộ.",
        name="Họ và tên.",
        hours_per_week="Số giờ mỗi tuần dành cho đợt; thời gian còn lại làm công tác khác.",
        lent_to="Các đơn vị có thể điều động cán bộ đến trực.",
    )


class Helper(Section):
    """A volunteer of a digital team or the youth union; never alone at a desk."""

    name: Text
    posts: tuple[Id, ...] = Field(min_length=1)
    shifts_per_week: Count = 5
    """At most so many shifts in one ISO week."""
    rest_hours: Hours = 12.0
    """Rest between the last shift of a day and the first of a later one, wherever the plan loses nothing by it."""
    unavailable: dict[Id, Leave] = Field(default_factory=dict)

    vietnamese: ClassVar = in_vietnamese(
        "Cộng tác viên của tổ công nghệ số hoặc đoàn thanh niên; không bao giờ trực bàn một mình.",
        shifts_per_week="Nhiều nhất bao nhiêu ca trong một tuần ISO.",
        rest_hours="Số giờ nghỉ từ ca cuối của một ngày đến ca đầu của ngày sau, khi không vì thế mà kế hoạch kém đi.",
    )
