"""The periods over which hours and duties are counted."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from optimizer.fields import Section


class RollingDays(Section):
    """Any so many days running."""

    rolling_days: Annotated[int, Field(strict=True, ge=2)]
    """Length of the window in days."""


Period = Literal["day", "week", "month", "horizon"] | RollingDays
"""A day, an ISO week, a calendar month, the whole horizon, or every window of so many days."""
