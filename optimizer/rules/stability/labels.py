"""Stability in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Giữ lịch đã công bố", "Stability of the published roster"),
    title="Ít thay đổi so với lịch đã công bố",
    rule=(
        "Cán bộ giữ nguyên những ca trực đã công bố. replan, stand-in, swap và amend so lịch trực với chính lịch mà "
        "lệnh thay đổi; khi lập kế hoạch lần đầu chưa có lịch nào được công bố nên quy định này không tính gì."
    ),
    amount=(
        "Tổng giá các thay đổi theo từng cán bộ và ngày: ca bị bớt và ca được thêm. Mỗi thay đổi tính 1, hoặc giá cao "
        "nhất của các thời hạn báo trước có chứa ngày đó, cộng thêm rest_day_extra nếu là ngày nghỉ cuối tuần hay ngày "
        "lễ. Ca đã công bố mà nay không còn thì không tính là thay đổi."
    ),
    borders=(
        "Chỉ xét những ngày của đợt, không xét những ngày trước đợt. Thời hạn báo trước tính từ ngày đầu tiên được "
        "phép thay đổi, ghi trong run.json: với replan là ngày của --from, với các lệnh khác là ngày đầu tiên có thay "
        "đổi. Thay đổi trước ngày đó coi như không được báo trước."
    ),
    source="Quy định của đơn vị (lịch đã niêm yết chỉ thay đổi khi có lý do).",
    parameters={
        "notice": "Các thời hạn báo trước, mỗi mục gồm số ngày và giá: giá của một thay đổi trong chừng ấy ngày đầu.",
        "rest_day_extra": "Giá cộng thêm của một thay đổi vào ngày nghỉ cuối tuần hay ngày lễ.",
    },
)

CHANGED = Template("{shift} tại {post} {change}", "{shift} at {post} {change}")
CHANGES = {"given": Template("được giao thêm", "given"), "taken away": Template("bị rút", "taken away")}
