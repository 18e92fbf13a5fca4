"""What the objectives are called, what they are made up of and how they are measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.texts.messages import Template

TIERS: Final[Mapping[str, Template]] = {
    "standing": Template("Ca trực thường trực bị trống", "Standing duties unstaffed"),
    "shortfall": Template("Thiếu hụt so với chỉ tiêu", "Shortfall against targets"),
    "finish": Template("Ngày hoàn thành", "Finishing day"),
    "burden": Template("Tải trực", "Burden"),
    "fairness": Template("Chênh lệch giữa các cán bộ", "Unfairness between officers"),
    "preferences": Template("Nguyện vọng", "Preferences"),
}

MEASURES: Final[Mapping[str, Template]] = {
    "standing": Template("người trong kíp trực", "crew members"),
    "shortfall": Template("người (có trọng số)", "people (weighted)"),
    "finish": Template("ngày thứ mấy của đợt", "day of the campaign"),
    "burden": Template("điểm tải", "burden"),
    "fairness": Template("chênh lệch phần tải", "spread of shares"),
    "preferences": Template("điểm", "weight"),
}

TERMS: Final[Mapping[str, Template]] = {
    "crew_missing": Template("thiếu người trong kíp", "crew missing"),
    "targets": Template("thiếu so với chỉ tiêu", "short of targets"),
    "minimum_shares": Template("thiếu so với mức tối thiểu", "short of minimum shares"),
    "pupils": Template("học sinh chưa được cấp", "pupils not reached"),
    "duties": Template("các ca trực", "duties"),
}
"""Parts of a tier."""

BURDEN_WEIGHTS: Final[Mapping[str, Template]] = {
    "evening": Template("ca tối", "evening"),
    "weekend": Template("ca cuối tuần", "weekend duty"),
    "holiday": Template("ca ngày lễ", "holiday duty"),
    "overtime_hour": Template("giờ làm thêm", "overtime hour"),
    "travel_hour": Template("giờ đi đường", "travel hour"),
    "loan": Template("trực tăng cường đơn vị khác", "duty for another unit"),
}

CUT_SHORT: Final[Mapping[str, Template]] = {
    "openings": Template("chọn ca mở: chỉ có ca trực thường trực", "what opens: standing duties alone are planned"),
    "anew": Template("lập lại từ đầu: giữ phương án đã có", "planning anew: the plan that was there is kept"),
    "start": Template(
        "thời gian cho phép: chỉ riêng khởi động, xếp ca trực thường trực, kiểm tra và ghi đã lâu hơn",
        "the time given itself: starting, staffing standing duties, verifying and writing alone take longer",
    ),
    "standing": Template("xếp nốt những ca còn thiếu người", "staffing what lacks people"),
    "visits": Template("xếp lại ngày đi trường, xã theo bàn trực", "dating visits by what desks need"),
    "settling": Template("lập lại phần chưa đủ người", "planning again what could not be staffed"),
    "confidence": Template("lập cho chắc hơn", "planning for a better chance"),
    "sharing": Template("chia lại phần dùng chung giữa các nơi", "dividing anew what places share"),
    "burden": Template("giảm tải", "taking away burden"),
    "fairness": Template("chia đều hơn", "fairer shares"),
    "preferences": Template("nguyện vọng", "preferences"),
    "evenings": Template("chia đều ca tối", "evenings shared evenly"),
    "bounds": Template("cận", "bounds"),
    "simulation": Template("mô phỏng đủ số lần", "simulating as often as planned"),
}
"""Parts of planning for which the time may not suffice."""
