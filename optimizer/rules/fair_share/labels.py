"""Fair share in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Chia đều tải trực", "Fair share of the load"),
    title="Tải trực chia đều trong nhóm, so với thời gian có mặt của mỗi người",
    rule=(
        "Trong một nhóm, phần tải lớn nhất của một cán bộ không vượt phần nhỏ nhất quá mức cho phép. Phần tải là điểm "
        "tải theo trọng số (burden), số ca tối (evenings) hoặc số ca bắt đầu vào ngày cuối tuần, ngày lễ hoặc kéo sang "
        "ngày lễ (weekend_duties) tính trên mỗi ngày có mặt, hoặc số giờ trực (hours) so với số giờ được phép trực: "
        "mỗi ngày có mặt tính một phần bảy số giờ mỗi tuần. Ngày có mặt là ngày cán bộ không nghỉ phép."
    ),
    amount=(
        "Phần chênh lệch vượt mức cho phép, theo từng nhóm. Bộ giải tính đến phần nghìn, làm tròn lên, nên không bao "
        "giờ coi chia lệch là chia đều. Mục tiêu luôn gồm chênh lệch điểm tải của từng đơn vị; quy định mềm về loại "
        "tải khác được cộng thêm."
    ),
    borders=(
        "burden tính cả điểm tải và ngày có mặt trước đợt; các loại khác chỉ tính trong đợt. Cán bộ nghỉ phép suốt "
        "đợt không tính; với hours, không tính cán bộ không có giờ mỗi tuần."
    ),
    source="Việc xếp loại thi đua đơn vị và cán bộ theo tỷ lệ hoàn thành; không có điều luật nào.",
    parameters={
        "measure": "Chia đều cái gì.",
        "group_by": "unit: giữa cán bộ của từng đơn vị; scope: giữa mọi cán bộ mà quy định áp dụng.",
        "at_most": "Mức chênh lệch chưa coi là vi phạm; với hours, 0.05 là một phần hai mươi số giờ được phép trực.",
    },
)

SPREAD = Template(
    "phần của {most} là {more:,.3f}, của {least} là {less:,.3f}",
    "the share of {most} is {more:,.3f}, of {least} {less:,.3f}",
)
