"""Sections ``turnout`` and ``service``: who comes, and how long one person takes."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from optimizer.fields import Day, Id, PositiveQuantity, Section, Share, Text, in_vietnamese
from optimizer.scenario.schema.campaign import DayType


class Segment(Section):
    """People who are alike in how easily they come."""

    name: Text = ""
    share: Share
    """Share of the pool; the shares of a stream sum to 1."""
    arrival: dict[DayType, dict[Id, Share]]
    """Per day type and shift, probability that a waiting person comes if the desk is open."""

    vietnamese: ClassVar = in_vietnamese(
        "Nhóm dân có mức độ dễ đến như nhau.",
        share="Tỷ lệ trong số dân trong diện; các tỷ lệ của một nội dung cộng lại bằng 1.",
        arrival="Theo loại ngày và ca, xác suất một người đang chờ đến nếu bàn mở.",
    )


class StreamTurnout(Section):
    """The segments of one stream."""

    segments: dict[Id, Segment] = Field(min_length=1)

    vietnamese: ClassVar = in_vietnamese(
        "Các nhóm dân của một nội dung.",
    )


class SlowDays(Section):
    """Days on which service at the desks takes longer, both ends included."""

    first_day: Day
    last_day: Day
    factor: PositiveQuantity
    """Factor on the minutes per person, beside that of the shift; those of days named twice are multiplied."""
    reason: Text = ""
    """Why; for people who read the scenario: it changes nothing."""

    vietnamese: ClassVar = in_vietnamese(
        "Những ngày làm tại bàn chậm hơn, kể cả hai ngày đầu và cuối.",
        factor="Hệ số nhân số phút mỗi người, cùng với hệ số của ca; ngày ghi hai lần thì nhân cả hai.",
        reason="Lý do; dành cho người đọc kịch bản, không làm thay đổi gì.",
    )


class StreamService(Section):
    """Service of one stream at a desk."""

    minutes_per_person: PositiveQuantity
    shift_factor: dict[Id, PositiveQuantity] = Field(default_factory=dict)
    """Per shift, factor on the minutes (the national system is slow in the evening); 1 if left out."""
    slow_days: dict[Id, SlowDays] = Field(default_factory=dict)
    """Days on which the national system is slow; when it is down, the stream has a blackout in the calendar."""
    first_try_success: Share = 1.0
    """Probability that one visit is enough; who fails waits on."""
    note: Text = ""
    """Where the figures come from; for people who read the scenario: it changes nothing."""

    vietnamese: ClassVar = in_vietnamese(
        "Việc phục vụ một nội dung tại bàn.",
        shift_factor="Theo từng ca, hệ số nhân số phút (buổi tối hệ thống quốc gia chậm); bỏ trống là 1.",
        slow_days="Những ngày hệ thống quốc gia chậm; nếu ngừng hẳn thì ghi nội dung đó vào blackouts của lịch.",
        first_try_success="Xác suất làm xong ngay lần đầu; ai chưa xong thì tiếp tục chờ.",
        note="Số liệu lấy từ đâu; dành cho người đọc kịch bản, không làm thay đổi gì.",
    )
