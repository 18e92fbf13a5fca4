"""One duty at a time in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Mỗi lúc một ca", "One duty at a time"),
    title="Mỗi lúc chỉ trực một ca",
    rule="Các ca trực của một cán bộ không chồng lên nhau; ca sau có thể bắt đầu đúng phút ca trước kết thúc.",
    amount="Số cặp ca chồng nhau, tính vào ngày của ca bắt đầu muộn hơn.",
    borders="Ca trực trước đợt kéo sang ngày đầu được tính; sau ngày cuối thì không giả định gì.",
    source="Không có điều luật nào: không ai có mặt ở hai nơi cùng lúc.",
)

OVERLAP = Template(
    "{later} từ {start:%H:%M} trùng giờ với {earlier} đến {end:%H:%M}",
    "{later} from {start:%H:%M} overlaps {earlier} until {end:%H:%M}",
)
