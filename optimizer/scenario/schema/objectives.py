"""Section ``objectives``: the goal and the published weights of burden."""

from __future__ import annotations

from typing import ClassVar, Literal

from optimizer.fields import Quantity, Section, in_vietnamese


class BurdenWeights(Section):
    """What one duty weighs; the weights that apply to a duty are added."""

    evening: Quantity = 1.0
    """A duty in an evening shift."""
    weekend: Quantity = 1.0
    """A duty on a weekend day."""
    holiday: Quantity = 2.0
    """A duty on a public holiday."""
    overtime_hour: Quantity = 0.25
    """Each hour above 8 a day, and each hour on a weekend day or holiday."""
    travel_hour: Quantity = 0.25
    """Each hour of travel."""
    loan: Quantity = 1.0
    """A duty at a post of another unit."""

    vietnamese: ClassVar = in_vietnamese(
        "Một ca trực nặng bao nhiêu; các trọng số áp dụng cho ca được cộng lại.",
        evening="Ca tối.",
        weekend="Ca ngày cuối tuần.",
        holiday="Ca ngày lễ.",
        overtime_hour="Mỗi giờ vượt 8 giờ một ngày, và mỗi giờ trực cuối tuần hoặc ngày lễ.",
        travel_hour="Mỗi giờ đi đường.",
        loan="Ca trực tại bàn của đơn vị khác.",
    )


class LeastYields(Section):
    """People whom optional work is to get done at the least; what gets fewer done is dropped where no tier needs it."""

    visit: Quantity = 3.0
    """A day of a team at one place."""
    second_officer: Quantity = 5.0
    """A shift of a desk that is no standing duty and has two officers or more."""
    loan: Quantity = 2.0
    """A shift of a desk that is no standing duty and has an officer of another unit."""

    vietnamese: ClassVar = in_vietnamese(
        "Việc không bắt buộc ít ra phải làm xong cho bao nhiêu người; việc kém hơn mà không mục tiêu nào cần thì bỏ.",
        visit="Một ngày của tổ lưu động tại một nơi.",
        second_officer="Một ca của bàn, không phải ca trực cố định, có từ hai cán bộ trở lên.",
        loan="Một ca của bàn, không phải ca trực cố định, có cán bộ điều động từ đơn vị khác.",
    )


class Objectives(Section):
    """What is sought, in strict tiers: standing, shortfall, (finish,) burden, fairness, preferences."""

    goal: Literal["target", "earliest"] = "target"
    """``target``: meet the targets by ``finish_by`` with the least burden; ``earliest``: as early as possible first."""
    burden: BurdenWeights = BurdenWeights()
    least_yield: LeastYields = LeastYields()

    vietnamese: ClassVar = in_vietnamese(
        "Cần đạt gì, theo thứ tự ưu tiên chặt chẽ: standing, shortfall, (finish,) burden, fairness, preferences.",
        goal=(
            "target: đạt chỉ tiêu trước hết ngày finish_by với tải trực ít nhất; earliest: trước hết là sớm nhất có "
            "thể."
        ),
    )
