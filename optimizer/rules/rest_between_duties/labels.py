"""Rest between duties in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Nghỉ chuyển ca", "Rest between duties"),
    title="Thời gian nghỉ từ ca cuối của một ngày đến ca đầu của ngày sau",
    rule=(
        "Từ lúc kết thúc ca cuối của một ngày đến lúc bắt đầu ca đầu của một ngày sau phải có ít nhất số giờ quy "
        "định. Giữa các ca trong cùng một ngày không cần nghỉ."
    ),
    amount="Số giờ nghỉ còn thiếu, tính một lần cho mỗi cặp ngày trực quá gần nhau.",
    borders="Ca trực trước đợt được coi là những ngày trước; sau ngày cuối thì không giả định gì.",
    source="Bộ luật Lao động 2019, Điều 110 (nghỉ 12 giờ trước khi chuyển sang ca khác).",
    parameters={
        "hours": "Số giờ nghỉ.",
    },
)

TOO_LITTLE_REST = Template(
    "{last} ngày {earlier} kết thúc {end:%d/%m %H:%M}, {first} ngày {later} bắt đầu {start:%d/%m %H:%M}: nghỉ "
    "{rest:,g} giờ",
    "{last} of {earlier} ends {end:%d/%m %H:%M}, {first} of {later} starts {start:%d/%m %H:%M}: {rest:,g} h of rest",
)
