"""What is worth telling while work goes on, and where its time comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from optimizer.texts.messages import Said

Clock = Callable[[], float]
"""Seconds on a clock that only goes forward."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something worth telling on the way to a plan."""

    stage: str
    tier: str = ""
    value: float | None = None
    bound: float | None = None
    unit: str = ""
    """Unit of officers that is being rostered: its id, or its name once somebody has looked that up."""
    detail: Said | str = ""


Report = Callable[[Event], None]
"""Told of progress, from several threads."""
