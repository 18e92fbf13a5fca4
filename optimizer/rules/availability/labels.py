"""Leave and wishes in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Nghỉ phép và nguyện vọng", "Leave and requests"),
    title="Nghỉ phép đã duyệt, nguyện vọng trực hoặc không trực",
    rule=(
        "leave: không giờ trực nào của cán bộ rơi vào ngày nghỉ phép. requests: cán bộ được trực khi xin trực và được "
        "nghỉ khi xin nghỉ, cả ngày hoặc trong ca đã nêu; ca trực thuộc về ngày bắt đầu ca."
    ),
    amount=(
        "leave: số ca trực bắt đầu hoặc kết thúc trong ngày nghỉ phép. requests: tổng trọng số của các nguyện vọng "
        "không được đáp ứng (tính đến phần trăm)."
    ),
    borders=(
        "Chỉ xét các ca trực của đợt, không xét những ngày trước đợt. Ngày nghỉ phép ngay sau ngày cuối được giữ khi "
        "xếp ca đêm cuối cùng."
    ),
    source="Bộ luật Lao động 2019, Điều 113 và Điều 115 (nghỉ phép). Nguyện vọng không có căn cứ trong luật.",
    parameters={
        "of": "Xét loại nào trong hai loại.",
    },
)

DUTY_ON_LEAVE = Template("{duty} vào ngày nghỉ phép", "{duty} on a day of leave")
UNMET_WISH = Template("xin {wish}, {when}", "asked to be {wish}, {when}")
WISHES = {"on": Template("trực", "on"), "off": Template("nghỉ", "off")}
WHOLE_DAY = Template("cả ngày", "whole day")
