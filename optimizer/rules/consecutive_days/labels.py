"""Runs of days in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Số ngày liên tiếp", "Days running"),
    title="Độ dài của chuỗi ngày liên tiếp cùng loại",
    rule=(
        "Chuỗi ngày liên tiếp cùng loại (work: có ca trực hoặc công tác khác; duty: có ca trực của đợt; evening: có "
        "ca tối; off: không có ca trực của đợt; hoặc một ca) dài không quá, hoặc không dưới, số ngày quy định. Ca trực "
        "thuộc về ngày bắt đầu ca."
    ),
    amount=(
        "Với mức tối đa: những ngày vượt mức, mỗi ngày tính một. Với mức tối thiểu: số ngày còn thiếu, tính vào ngày "
        "sau khi chuỗi kết thúc."
    ),
    borders=(
        "Những ngày trước đợt có trong dữ liệu (ca trực hoặc ngày vắng) được tính, và chuỗi có thể bắt đầu từ đó. "
        "Ngoài dữ liệu thì không biết gì: mức tối đa tính từ ngày đầu tiên có dữ liệu; mức tối thiểu không áp dụng "
        "cho chuỗi không rõ lúc bắt đầu, chuỗi kéo đến ngày cuối, hoặc chuỗi kết thúc trước hôm trước ngày đầu. Vì "
        "vậy nếu không có dữ liệu trước đợt thì mức tối thiểu bỏ qua mọi chuỗi chạm vào hai đầu của đợt."
    ),
    source=(
        "Bộ luật Lao động 2019, Điều 111 (mỗi tuần nghỉ 24 giờ, nên làm việc liền nhiều nhất sáu ngày), hoặc quy "
        "định của đơn vị."
    ),
    parameters={
        "of": "Loại ngày được tính.",
        "at_most": "Chuỗi dài nhất, tính bằng ngày.",
        "at_least": "Chuỗi ngắn nhất, tính bằng ngày.",
    },
)

RUN = Template("{days} ngày {of} liên tiếp, từ {first} đến {last}", "{days} days of {of} running, {first} to {last}")
CLASSES = {
    "work": Template("làm việc", "work"),
    "duty": Template("có ca trực", "duty"),
    "evening": Template("có ca tối", "evening"),
    "off": Template("không có ca trực", "off"),
}
