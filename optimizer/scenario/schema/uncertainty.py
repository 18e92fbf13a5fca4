"""Section ``uncertainty``: how far a campaign may come out otherwise than expected (docs/model.md).

Every default is an estimate, to be replaced by what recorded days show. A spread or share of 0 switches its source
off; with all of them off a campaign comes out exactly as planned.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from optimizer.fields import Flag, Section, Share, in_vietnamese

Spread = Annotated[float, Field(strict=True, ge=0, le=3)]
"""Standard deviation over mean."""


class Absence(Section):
    """Officers who fall ill, one by one and for several days."""

    share: Annotated[float, Field(strict=True, ge=0, le=0.5)] = 0.02
    """Share of an officer's days that are missed; 0 if nobody falls ill."""
    mean_days: Annotated[float, Field(strict=True, ge=1, le=90)] = 3.0
    """Days that an illness lasts on average."""
    covered: Share = 0.5
    """Share of the missed duties that a colleague takes over, those at desks that must stand first. Without it a lane
    closes, and the desk or visit if fewer are left than the crew it needs."""

    vietnamese: ClassVar = in_vietnamese(
        "Cán bộ bị ốm, từng người một và trong vài ngày.",
        share="Tỷ lệ số ngày vắng của một cán bộ; 0 là không ai ốm.",
        mean_days="Một đợt ốm kéo dài trung bình bao nhiêu ngày.",
        covered=(
            "Tỷ lệ ca vắng được đồng nghiệp trực thay, trước hết ở những bàn phải trực. Không có người thay thì đóng "
            "một luồng; nếu số người còn lại ít hơn kíp cần có thì bàn đóng cửa, chuyến đi bị hủy."
        ),
    )


class NationalSystem(Section):
    """The national system on days that nobody can foresee, for all places and streams alike."""

    down: Share = 0.01
    """Share of the days on which it is down: whoever comes is turned away and waits on."""
    slow: Share = 0.0
    """Share of the days on which it is slow."""
    slow_factor: Annotated[float, Field(strict=True, ge=1, le=100)] = 1.5
    """Factor on the minutes per person on those days."""

    vietnamese: ClassVar = in_vietnamese(
        "Hệ thống quốc gia trong những ngày không ai biết trước, như nhau ở mọi nơi và mọi nội dung.",
        down="Tỷ lệ ngày hệ thống ngừng: ai đến cũng phải về và tiếp tục chờ.",
        slow="Tỷ lệ ngày hệ thống chậm.",
        slow_factor="Hệ số nhân số phút mỗi người trong những ngày đó.",
    )


class Uncertainty(Section):
    """How far a campaign may come out otherwise than expected. Without this section nothing is drawn by chance."""

    one_by_one: Flag = True
    """Whether people decide, fail and stay away one by one; if false, exactly the expected number of them does."""
    household_sizes: tuple[Share, ...] = Field(default=(0.35, 0.3, 0.25, 0.1), min_length=1, max_length=20)
    """Shares of the households of 1, 2, 3, … people who come together and are served one after another on one lane;
    they sum to 1, and [1.0] is everybody alone. People whom organisations bring come alone."""
    queues: Flag = True
    """Whether people come at any time of the open hours and wait for a free lane until the desk closes; if false, they
    spread themselves over the hours, and none is lost unless more come than the lanes can serve."""
    service_time_spread: Spread = 0.6
    """Spread of the minutes per person (standard deviation over mean)."""
    show_up_spread: Share = 0.3
    """Spread of the share of an organisation's invited who come, from week to week (standard deviation over mean)."""
    absence: Absence = Absence()
    national_system: NationalSystem = NationalSystem()
    turnout_spread: Share = 0.1
    """By how much the turnout as a whole may be estimated wrong: spread of one factor on all probabilities that
    somebody comes (lognormal with mean 1, standard deviation of its logarithm)."""
    place_turnout_spread: Share = 0.05
    """The same for each place, beside the common factor."""

    vietnamese: ClassVar = in_vietnamese(
        "Thực tế có thể khác kỳ vọng đến đâu. Không có mục này thì không có gì ngẫu nhiên.",
        one_by_one=(
            "Người dân có quyết định đến, làm chưa xong, vắng mặt từng người một hay không; false là luôn đúng bằng số "
            "người kỳ vọng."
        ),
        household_sizes=(
            "Tỷ lệ các hộ 1, 2, 3, … người cùng đến và lần lượt làm ở một luồng; cộng lại bằng 1, [1.0] là ai cũng đến "
            "một mình. Người do các tổ chức vận động thì đến một mình."
        ),
        queues=(
            "Người dân có đến vào lúc bất kỳ trong giờ mở và xếp hàng chờ luồng trống đến khi bàn đóng cửa hay không; "
            "false là họ đến đều trong giờ, chỉ khi đông hơn khả năng các luồng mới có người không được làm."
        ),
        service_time_spread="Độ phân tán của số phút mỗi người (độ lệch chuẩn chia trung bình).",
        show_up_spread=(
            "Độ phân tán theo tuần của tỷ lệ người được một tổ chức mời mà đến (độ lệch chuẩn chia trung bình)."
        ),
        turnout_spread=(
            "Mức đến chung có thể bị ước tính sai bao nhiêu: độ phân tán của một hệ số nhân mọi xác suất có người đến "
            "(phân phối loga chuẩn, trung bình 1, độ lệch chuẩn của loga)."
        ),
        place_turnout_spread="Cũng như vậy cho từng nơi, cùng với hệ số chung.",
    )
