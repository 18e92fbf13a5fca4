"""Fair share in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Chia đều tải trực", "Fair share of the load"),
    title="Tải trực mỗi ngày có mặt, chia đều giữa các cán bộ trong nhóm",
    rule=(
        "Trong một nhóm, cán bộ chịu tải nhiều nhất mỗi ngày có mặt không vượt cán bộ chịu tải ít nhất quá mức cho "
        "phép. Tải là điểm tải theo trọng số (burden), số ca tối (evenings), số ca bắt đầu vào ngày cuối tuần, ngày lễ "
        "hoặc kéo sang ngày lễ (weekend_duties) hoặc số giờ (hours); ngày có mặt là ngày cán bộ không nghỉ phép."
    ),
    amount=(
        "Phần chênh lệch vượt mức cho phép, tính trên mỗi ngày có mặt, theo từng nhóm. Bộ giải tính đến phần nghìn, "
        "làm tròn lên, nên không bao giờ coi chia lệch là chia đều."
    ),
    borders=(
        "burden tính cả điểm tải và ngày có mặt trước đợt; các loại khác chỉ tính trong đợt. Cán bộ nghỉ phép suốt "
        "đợt không tính."
    ),
    source="Việc xếp loại thi đua đơn vị và cán bộ theo tỷ lệ hoàn thành; không có điều luật nào.",
    parameters={
        "measure": "Chia đều cái gì.",
        "group_by": "unit: giữa cán bộ của từng đơn vị; scope: giữa mọi cán bộ mà quy định áp dụng.",
        "at_most": "Mức chênh lệch chưa coi là vi phạm.",
    },
)

SPREAD = Template(
    "{most} chịu {more:.3f} mỗi ngày, {least} chịu {less:.3f}", "{most} carries {more:.3f} a day, {least} {less:.3f}"
)
