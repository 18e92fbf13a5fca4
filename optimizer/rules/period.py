"""The periods over which hours and duties are counted."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from optimizer.fields import Section, in_vietnamese


class RollingDays(Section):
    """Any so many days running."""

    rolling_days: Annotated[int, Field(strict=True, ge=2)]
    """Length of the window in days."""

    vietnamese: ClassVar = in_vietnamese(
        "Mọi khoảng gồm số ngày liền như đã ghi.",
        rolling_days="Độ dài của khoảng, tính bằng ngày.",
    )


Period = Literal["day", "week", "month", "horizon"] | RollingDays
"""A day, an ISO week, a calendar month, the whole horizon, or every window of so many days."""
