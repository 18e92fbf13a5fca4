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


class Objectives(Section):
    """What is sought, in strict tiers: standing, shortfall, (finish,) burden, fairness, preferences."""

    goal: Literal["target", "earliest"] = "target"
    """``target``: meet the targets by ``finish_by`` with the least burden; ``earliest``: as early as possible first."""
    burden: BurdenWeights = BurdenWeights()

    vietnamese: ClassVar = in_vietnamese(
        "Cần đạt gì, theo thứ tự ưu tiên chặt chẽ: standing, shortfall, (finish,) burden, fairness, preferences.",
        goal=(
            "target: đạt chỉ tiêu trước hết ngày finish_by với tải trực ít nhất; earliest: trước hết là sớm nhất có "
            "thể."
        ),
    )
