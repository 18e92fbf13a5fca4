"""Sections ``campaign``, ``calendar`` and ``shifts``: what is to be reached, when work is possible."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from optimizer.fields import ClockTime, Day, Flag, Id, Quantity, Section, Share, Text, in_vietnamese

DayType = Literal["weekday", "weekend", "holiday"]


class Stream(Section):
    """One kind of work with a target of its own: account activation, ID cards, …"""

    name: Text
    """Name for people, in the campaign's language."""
    unit: Text
    """What is counted, e.g. "accounts"."""
    weight: Quantity = 1.0
    """Weight of one missing person in the shortfall tier."""
    minimum_share: Share = 0.0
    """Share of its target each commune is to reach by ``finish_by``; what is missing counts once more."""
    confidence: Share | None = None
    """Chance of this stream's target in the district, instead of the campaign's ``confidence``."""

    vietnamese: ClassVar = in_vietnamese(
        "Một nội dung công việc có chỉ tiêu riêng: kích hoạt tài khoản, cấp căn cước, …",
        name="Tên hiển thị, theo ngôn ngữ của đợt.",
        unit='Đếm cái gì, ví dụ "tài khoản".',
        weight="Trọng số của mỗi người còn thiếu trong mục tiêu thiếu hụt.",
        minimum_share="Tỷ lệ chỉ tiêu mỗi xã phải đạt trước hết ngày finish_by; phần thiếu tính thêm một lần.",
        confidence="Khả năng đạt chỉ tiêu toàn địa bàn của nội dung này, thay cho confidence của đợt.",
    )


class Agency(Section):
    """Head and signature of the documents (Decree 30/2020/NĐ-CP, Appendix I)."""

    superior: Text
    """Superior agency, in capitals."""
    name: Text
    """Issuing agency, in capitals."""
    place: Text
    """Place name before the date."""
    signatory: Text
    """Position of the signatory, in capitals."""
    prepared_by: Text = "NGƯỜI LẬP BIỂU"
    """Caption of the left signature on tables."""

    vietnamese: ClassVar = in_vietnamese(
        "Phần đầu và chữ ký của văn bản (Nghị định 30/2020/NĐ-CP, Phụ lục I).",
        superior="Cơ quan chủ quản, viết hoa.",
        name="Cơ quan ban hành, viết hoa.",
        place="Địa danh trước ngày tháng.",
        signatory="Chức vụ người ký, viết hoa.",
        prepared_by="Tiêu đề chữ ký bên trái của các bảng.",
    )


class Campaign(Section):
    """What the campaign is, from when to when."""

    name: Text
    first_day: Day
    last_day: Day
    """The deadline: the last day that counts."""
    finish_by: Day
    """Day by which the targets are to be met in expectation; what follows is reserve."""
    confidence: Share | None = None
    """Chance with which the district's target of each stream is to be reached by the last day; it needs the section
    ``uncertainty``. If left out, none is asked for, and 0.8 is what is told as enough."""
    language: Literal["vi", "en"] = "vi"
    agency: Agency
    streams: dict[Id, Stream] = Field(min_length=1)

    vietnamese: ClassVar = in_vietnamese(
        "Đợt cao điểm là gì, từ ngày nào đến ngày nào.",
        last_day="Hạn cuối: ngày cuối cùng được tính.",
        finish_by="Ngày phải đạt chỉ tiêu theo kỳ vọng; những ngày sau là dự phòng.",
        confidence=(
            "Khả năng cần có để toàn địa bàn đạt chỉ tiêu từng nội dung đến hết ngày cuối; cần có mục uncertainty. "
            "Để trống là không yêu cầu, khi đó 0.8 được coi là đủ."
        ),
    )


class Blackout(Section):
    """Days on which a stream is closed everywhere, both ends included."""

    first_day: Day
    last_day: Day
    reason: Text = ""
    """Why; for people who read the scenario: it changes nothing."""

    vietnamese: ClassVar = in_vietnamese(
        "Những ngày ngừng một nội dung ở mọi nơi, kể cả hai ngày đầu và cuối.",
        reason="Lý do; dành cho người đọc kịch bản, không làm thay đổi gì.",
    )


class SchoolTerm(Section):
    """The school calendar that decides how pupils are reached."""

    last_day: Day
    """Last day of lessons; from the next day on pupils come only when called in."""
    closed: dict[Day, Text] = Field(default_factory=dict)
    """Days without lessons or with term tests: no school is visited, with the reason."""

    vietnamese: ClassVar = in_vietnamese(
        "Lịch học, quyết định cách tiếp cận học sinh.",
        last_day="Ngày học cuối cùng; từ hôm sau học sinh chỉ đến khi được gọi.",
        closed="Những ngày nghỉ học hoặc kiểm tra: không đến trường nào; kèm lý do.",
    )


class Calendar(Section):
    """Which days are weekday, weekend or holiday. A holiday wins over all; a working weekend is a weekday."""

    country: Text | None = None
    """Country code (``VN``) whose public holidays and swap days are taken from the ``holidays`` library and
    written out in the resolved scenario; what stands below changes or removes them."""
    holidays: dict[Day, Text] = Field(default_factory=dict)
    """Public holidays and weekdays off in exchange, with their names."""
    working_weekends: dict[Day, Text] = Field(default_factory=dict)
    """Saturdays and Sundays worked in exchange for a weekday off."""
    blackouts: dict[Id, dict[Id, Blackout]] = Field(default_factory=dict)
    """Per stream, days on which it is closed."""
    school_term: SchoolTerm | None = None

    vietnamese: ClassVar = in_vietnamese(
        "Ngày nào là ngày thường, cuối tuần hay ngày lễ. Ngày lễ được ưu tiên hơn cả; ngày làm bù là ngày thường.",
        country=(
            "Mã nước (VN) để lấy ngày lễ và ngày hoán đổi từ thư viện holidays và ghi vào kịch bản đầy đủ; các mục "
            "bên dưới sửa hoặc bỏ những ngày đó."
        ),
        holidays="Ngày lễ và ngày thường được nghỉ hoán đổi, kèm tên.",
        working_weekends="Thứ Bảy, Chủ nhật làm bù cho một ngày thường được nghỉ.",
        blackouts="Theo từng nội dung, những ngày ngừng.",
    )


class Shift(Section):
    """One shift of the day, in local time; an end at or before the start lies on the next day."""

    name: Text
    """Name for people, e.g. "Sáng"."""
    code: Text
    """Code of one or two letters in matrix tables, e.g. "S"."""
    start: ClockTime
    end: ClockTime
    is_evening: Flag = False
    """Whether its duties count as evening duties."""

    vietnamese: ClassVar = in_vietnamese(
        "Một ca trong ngày, theo giờ địa phương; giờ kết thúc không sau giờ bắt đầu thì thuộc ngày hôm sau.",
        name='Tên hiển thị, ví dụ "Sáng".',
        code='Ký hiệu một hai chữ trong bảng phân công, ví dụ "S".',
        is_evening="Ca này có tính là ca tối không.",
    )
