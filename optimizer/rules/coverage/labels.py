"""Coverage in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Đủ người tại bàn", "Coverage of the desks"),
    title="Mỗi ca đủ cán bộ, không thừa",
    rule="Mỗi ca trực có ít nhất số cán bộ tối thiểu và nhiều nhất số cán bộ tối đa.",
    amount=(
        "Số cán bộ thiếu nhân trọng số thiếu một người của ca, và số cán bộ vượt mức tối đa nhân trọng số thừa một "
        "người, theo từng bàn và ca. Trọng số bằng không thì không xét."
    ),
    borders=(
        "Chỉ xét các ca trực của đợt, không xét những ngày trước đợt. Phạm vi chọn ca trực theo đơn vị và tính mọi "
        "cán bộ trực ca đó; phạm vi không nêu tên cán bộ. Ca trực thường trực cần đủ kíp dù có mở hay không, tính cả "
        "người hỗ trợ; bàn khác chỉ cần đủ kíp khi mở."
    ),
    source="Kế hoạch của đợt: giờ trực thường trực, kíp trực và các ca mở.",
)

TOO_FEW = Template("{crew} cán bộ, ít nhất {least}", "{crew} officers, at least {least}")
TOO_MANY = Template("{crew} cán bộ, nhiều nhất {most}", "{crew} officers, at most {most}")
