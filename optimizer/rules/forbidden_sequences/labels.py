"""Forbidden sequences in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Chuỗi ca không được phép", "Forbidden sequences"),
    title="Những ca không được trực vào hai ngày liền nhau, theo đúng thứ tự",
    rule="Cán bộ trực ca thứ nhất của một cặp trong ngày thì hôm sau không trực ca thứ hai của cặp đó.",
    amount="Số cặp đã trực: mỗi cặp và mỗi ngày có ca thứ hai tính một.",
    borders=(
        "Ngày cuối cùng trong dữ liệu trước đợt được coi là hôm trước ngày đầu; sau ngày cuối thì không giả định gì."
    ),
    source=(
        "Quy định của đơn vị. Luật quy định số giờ nghỉ giữa hai ca (Bộ luật Lao động 2019, Điều 110), đã nêu ở "
        "rest_between_duties."
    ),
    parameters={
        "pairs": "Các cặp ca: trực ca trước hôm nay thì không trực ca sau ngày mai.",
    },
)

FOLLOWED = Template("{second} ngày {tomorrow} sau {first} ngày {day}", "{second} on {tomorrow} after {first} on {day}")
