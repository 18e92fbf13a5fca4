"""Compensatory days in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Nghỉ bù", "Compensatory rest"),
    title="Ngày nghỉ bù cho ca trực cuối tuần và ngày lễ",
    rule=(
        "Giờ trực rơi vào ngày cuối tuần hoặc ngày lễ thì được nghỉ bù bằng thời gian đó. Mỗi ngày công tròn tích lũy "
        "được phải nghỉ bù sau khi tích lũy và trong số ngày quy định, không kể những ngày nghỉ phép; không nghỉ bù "
        "nhiều hơn số đã tích lũy."
    ),
    amount=(
        "Số ngày nghỉ bù quá hạn chưa nghỉ, hoặc nghỉ khi chưa tích lũy đủ; mỗi ngày còn tình trạng đó tính một lần."
    ),
    borders=(
        "Ca trực và ngày nghỉ bù trước đợt được tính; ngày nghỉ bù không có ca trực tương ứng trong dữ liệu được coi "
        "là đã tích lũy từ trước đó. Số ngày còn nợ được xét vào từng ngày của đợt, cho thời gian tích lũy từ trước "
        "đó đúng số ngày quy định (không kể ngày nghỉ phép); khoản nợ hết hạn trước ngày đầu hoặc sau ngày cuối không "
        "phải là vi phạm của "
        "phương án."
    ),
    source=(
        "Luật Công an nhân dân 37/2018/QH14, Điều 40 (chế độ nghỉ của cán bộ làm nhiệm vụ theo Bộ luật Lao động và "
        "quy định của Bộ trưởng). Mức 8 giờ và 30 ngày là quy định của đơn vị."
    ),
    parameters={
        "within_days": "Số ngày phải nghỉ bù xong kể từ khi tích lũy.",
        "hours_per_day": "Số giờ trực đổi được một ngày nghỉ bù.",
    },
)

OVERDUE = Template(
    "còn {days} ngày nghỉ bù tích lũy đến {earned_by} chưa nghỉ tính đến {day}",
    "{days} days earned by {earned_by} not taken by {day}",
)
EARLY = Template(
    "{days} ngày nghỉ bù đã nghỉ tính đến {day} khi chưa tích lũy đủ",
    "{days} compensatory days taken by {day} before they were earned",
)
