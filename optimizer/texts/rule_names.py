"""What rules are called in the documents, beside the names of their kinds, which stand with each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.texts.messages import Template

RULES: Final[Mapping[str, Template]] = {
    "leave": Template("Nghỉ phép", "Leave"),
    "requests": Template("Nguyện vọng của cán bộ", "Officers' requests"),
    "hours_a_day": Template("Số giờ trong ngày", "Hours a day"),
    "hours_a_week": Template("Số giờ trong tuần", "Hours a week"),
    "campaign_hours_a_week": Template("Số giờ dành cho đợt cao điểm trong tuần", "Campaign hours a week"),
    "fair_share_of_burden": Template("Chia đều tải trực", "Fair share of the burden"),
    "fair_share_of_hours": Template("Chia đều giờ trực", "Fair share of the hours"),
    "overtime_a_month": Template("Giờ làm thêm trong tháng", "Overtime a month"),
}
"""Rules by the ids that scenarios commonly give them; they say more than the name of the kind."""

STRUCTURE: Final[Mapping[str, Template]] = {
    "known_names": Template("mọi tên đều có trong kịch bản", "every name is known"),
    "campaign_days": Template("mọi ngày thuộc đợt cao điểm", "every day lies in the campaign"),
    "unique_rows": Template("không có dòng trùng", "no row twice"),
    "complete_rows": Template("không thiếu dòng", "no row missing"),
    "duty_has_work": Template("mỗi ca trực có bàn mở hoặc chuyến đi", "every duty has an open desk or a visit"),
    "crew_present": Template("đủ kíp ở bàn và chuyến đi", "every crew is present"),
    "one_place_at_a_time": Template("mỗi người một nơi", "nobody in two places"),
    "officer_days": Template("mỗi ngày của cán bộ được ghi rõ", "every officer's day is accounted for"),
    "loans_allowed": Template("điều động đúng quy định", "loans are allowed"),
    "helpers_in_bounds": Template("lực lượng hỗ trợ trong giới hạn", "helpers within their limits"),
    "desk_hours": Template("bàn mở đúng ca", "desks open in their shifts"),
    "visit_days": Template("chuyến đi đúng ngày cho phép", "visits on allowed days"),
    "one_crew_a_journey": Template("mỗi chuyến đi giữ nguyên một kíp", "one crew from start to end of a journey"),
    "itinerary": Template("lộ trình khả thi", "journeys are possible"),
    "kit_in_one_place": Template("thiết bị không ở hai nơi", "no kit in two places"),
    "quotas_in_bounds": Template("chỉ tiêu vận động trong khả năng", "quotas within capacity"),
    "bounds_hold": Template("cận không vượt giá trị", "bounds do not exceed values"),
}
"""What holds of every plan, whatever its scenario's rules."""
