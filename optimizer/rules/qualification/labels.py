"""Qualification in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Đúng trình độ nghiệp vụ", "Qualification"),
    title="Nghiệp vụ mà ca trực yêu cầu, đơn vị mà cán bộ phục vụ",
    rule=(
        "Cán bộ trực một ca phải có nghiệp vụ mà ca đó yêu cầu, và thuộc đơn vị của ca hoặc được phép điều động đến đó."
    ),
    amount=(
        "Số ca trực khi không có nghiệp vụ, và số ca trực ở đơn vị không được điều động đến; ca có cả hai lỗi tính "
        "cả hai."
    ),
    borders="Chỉ xét các ca trực của đợt, không xét những ngày trước đợt.",
    source=(
        "Quy định của đơn vị (thiết bị chỉ giao cho cán bộ đã tập huấn; điều động theo thỏa thuận giữa các đơn vị)."
    ),
)

WITHOUT_SKILL = Template("{duty} đòi hỏi kỹ năng {skill}", "{duty} asks for {skill}")
OF_ANOTHER_UNIT = Template("{duty} thuộc {unit}", "{duty} belongs to {unit}")
