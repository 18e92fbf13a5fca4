"""Stability in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Giữ lịch đã công bố", "Stability of the published roster"),
    title="Ít thay đổi so với lịch đã công bố",
    rule=(
        "Cán bộ giữ nguyên những ca trực đã công bố. Kịch bản không nêu lịch đã công bố, nên kịch bản có quy định "
        "này bị từ chối; catruc replan đổi lịch đã công bố ít nhất có thể."
    ),
    amount=(
        "Số thay đổi theo từng cán bộ và ngày: ca bị bớt và ca được thêm. Ca đã công bố mà nay không còn thì không "
        "tính; không có lịch công bố thì không có thay đổi."
    ),
    borders="Chỉ xét những ngày của đợt, không xét những ngày trước đợt.",
    source="Quy định của đơn vị (lịch đã niêm yết chỉ thay đổi khi có lý do).",
)

CHANGED = Template("{shift} tại {post} {change}", "{shift} at {post} {change}")
CHANGES = {"given": Template("được giao thêm", "given"), "taken away": Template("bị rút", "taken away")}
