"""Hours in a period in words."""

from __future__ import annotations

from optimizer.rules.labels import KindLabels
from optimizer.texts.messages import Template

LABELS = KindLabels(
    name=Template("Số giờ trong kỳ", "Hours in a period"),
    title="Số giờ làm việc trong ngày, tuần, tháng hoặc kỳ khác",
    rule=(
        "Trong mỗi kỳ, số giờ của cán bộ (duty: giờ trực của đợt; all_work: giờ trực cộng một ngày công cho mỗi ngày "
        "công tác khác; overtime: giờ trực vượt ngày công, và mọi giờ trực cuối tuần, ngày lễ) không quá, hoặc không "
        "dưới, mức quy định. Giờ tính vào ngày, tuần, tháng mà giờ đó được làm: ca đêm được tách ở nửa đêm. officer là "
        "số giờ mỗi tuần của chính cán bộ đó."
    ),
    amount="Số giờ vượt mức tối đa hoặc còn thiếu so với mức tối thiểu, theo từng cán bộ và kỳ.",
    borders=(
        "Tuần hoặc tháng bị ngày đầu cắt ngang được tính cả phần trước đợt; phần vượt mức của riêng những ngày trước "
        "đợt không phải là vi phạm của phương án. Phần của kỳ nằm trước ngày cuối được xét mức tối đa như cả kỳ. Mức "
        "tối thiểu chỉ xét với những kỳ kết thúc không muộn hơn ngày cuối và có đủ dữ liệu về các ngày trước ngày "
        "đầu. Kỳ gồm nhiều ngày liền là mọi kỳ kết thúc vào một ngày của đợt. horizon không tính những ngày trước "
        "đợt. Giờ sau nửa đêm của ca đêm cuối cùng tính vào tuần hoặc tháng còn kéo dài; của ca đêm cuối trước đợt "
        "tính vào ngày đầu."
    ),
    source=(
        "Bộ luật Lao động 2019, Điều 105 (8 giờ một ngày, 48 giờ một tuần) và Điều 107 (12 giờ một ngày kể cả làm "
        "thêm, làm thêm 40 giờ một tháng, 200 giờ một năm)."
    ),
    parameters={
        "period": (
            "day (ngày), week (tuần ISO), month (tháng), horizon (cả đợt), hoặc {rolling_days: n} (n ngày liền)."
        ),
        "of": "Tính loại giờ nào.",
        "at_most": "Nhiều nhất bao nhiêu giờ, hoặc officer.",
        "at_least": "Ít nhất bao nhiêu giờ.",
    },
)

HOURS_ABOVE = Template(
    "{hours:,g} giờ {of} trong {period}, nhiều nhất {most:,g}", "{hours:,g} h of {of} in {period}, at most {most:,g}"
)
HOURS_BELOW = Template(
    "{hours:,g} giờ {of} trong {period}, ít nhất {least:,g}", "{hours:,g} h of {of} in {period}, at least {least:,g}"
)
COUNTED = {
    "duty": Template("trực", "duty"),
    "overtime": Template("làm thêm", "overtime"),
    "all_work": Template("làm việc", "all_work"),
}
