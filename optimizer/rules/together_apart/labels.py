"""Together or apart in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Trực cùng hoặc không cùng nhau", "Together or apart"),
    title="Cán bộ trực cùng nhau, hoặc không bao giờ trực cùng lúc",
    rule=(
        "together: khi một người trong số cán bộ đã nêu trực một ca (ở một bàn) thì những người kia cũng trực. "
        "apart: không có hai người nào cùng trực."
    ),
    amount=(
        "Số cặp có người trực mà người kia không trực, hoặc số cặp cùng trực; tính theo từng ca ở từng bàn (ngày, ca "
        "và bàn) hoặc theo từng ca (trực ở đâu cũng tính)."
    ),
    borders="Chỉ xét các ca trực của đợt, không xét những ngày trước đợt.",
    source="Quy định của đơn vị (cán bộ tập sự trực cùng người hướng dẫn; người thân không trực chung một bàn).",
    parameters={
        "officers": "Những cán bộ được nêu; ai ngoài phạm vi thì không tính.",
        "relation": "Trực cùng nhau hay không trực cùng nhau.",
        "per": "duty: cùng bàn, cùng ca; shift: cùng ca của cùng ngày.",
    },
)

BOTH = Template("cả hai cùng trực", "both are there")
ALONE = Template("chỉ có {officer} trực", "only {officer} is there")
