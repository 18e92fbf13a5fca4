"""Weekly rest in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Ngày nghỉ hằng tuần", "Weekly rest"),
    title="Ngày nghỉ trong tuần, hoặc bình quân trong tháng",
    rule=(
        "Cán bộ có ít nhất số ngày nghỉ quy định trong mỗi tuần ISO, hoặc bình quân trong mỗi tháng. Ngày nghỉ là "
        "trọn một ngày lịch, từ 0 giờ đến 24 giờ, không có giờ trực nào: ngày kết thúc ca đêm không phải là ngày nghỉ. "
        "Ngày không có ca trực cũng không phải là ngày nghỉ nếu cán bộ làm công tác khác, nghỉ phép hoặc nghỉ bù."
    ),
    amount="Số ngày nghỉ còn thiếu, theo từng cán bộ và tuần, hoặc theo từng cán bộ tính chung các tháng.",
    borders=(
        "Tuần hoặc tháng được xét nếu kết thúc không muộn hơn ngày cuối và có đủ dữ liệu về những ngày trước ngày "
        "đầu, nếu có; ngày nghỉ trước đợt khi đó được tính. Ngày cuối tuần và ngày lễ nằm trong kỳ nghỉ phép được "
        "tính vào số ngày phải nghỉ, vì nghỉ phép không lấy mất ngày nghỉ; cũng không đòi số ngày nghỉ nhiều hơn số đã "
        "nghỉ cộng với số ngày của đợt không nghỉ phép. Bình quân tính trên mọi tháng được xét."
    ),
    source="Bộ luật Lao động 2019, Điều 111 (mỗi tuần nghỉ 24 giờ liên tục, hoặc bình quân bốn ngày một tháng).",
    parameters={
        "at_least": "Số ngày nghỉ mỗi kỳ.",
        "period": "week: trong mỗi tuần ISO; month: bình quân mỗi tháng.",
    },
)

TOO_FEW = Template("{taken} ngày nghỉ trong {period}, phải có {due}", "{taken} rest days in {period}, {due} due")
