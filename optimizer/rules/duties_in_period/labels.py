"""Duties in a period in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Số ca trong kỳ", "Duties in a period"),
    title="Số ca trực, ngày trực, ca tối hoặc cuối tuần trong kỳ",
    rule=(
        "Trong mỗi kỳ, cán bộ có không quá, hoặc không dưới, số quy định về ca trực (duties), ngày có ca trực "
        "(days), ca tối (evenings), cuối tuần có ca trực vào thứ Bảy hoặc Chủ nhật (weekends), hoặc số lần của một "
        "ca."
    ),
    amount="Số vượt mức tối đa hoặc còn thiếu so với mức tối thiểu, theo từng cán bộ và kỳ.",
    borders=(
        "Tuần hoặc tháng bị ngày đầu cắt ngang được tính cả phần trước đợt; phần vượt mức của riêng những ngày trước "
        "đợt không phải là vi phạm của phương án. Phần của kỳ nằm trước ngày cuối được xét mức tối đa như cả kỳ. Mức "
        "tối thiểu chỉ xét với những kỳ kết thúc không muộn hơn ngày cuối và có đủ dữ liệu về các ngày trước ngày "
        "đầu. Kỳ gồm nhiều ngày liền là mọi kỳ kết thúc vào một ngày của đợt. horizon không tính những ngày trước "
        "đợt. Ngày cuối tuần thuộc tháng của ngày thứ Bảy."
    ),
    source="Quy định của đơn vị.",
    parameters={
        "period": (
            "day (ngày), week (tuần ISO), month (tháng), horizon (cả đợt), hoặc {rolling_days: n} (n ngày liền)."
        ),
        "of": "Đếm cái gì.",
        "at_most": "Nhiều nhất bao nhiêu.",
        "at_least": "Ít nhất bao nhiêu.",
    },
)

COUNT = Template("{number} {of} trong {period}", "{number} {of} in {period}")
COUNTED = {
    "duties": Template("ca trực", "duties"),
    "days": Template("ngày có ca trực", "days"),
    "evenings": Template("ca tối", "evenings"),
    "weekends": Template("cuối tuần", "weekends"),
}
