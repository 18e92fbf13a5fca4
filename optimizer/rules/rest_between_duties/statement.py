"""Statement of the rest between working days."""

from __future__ import annotations

from typing import ClassVar, Literal

from optimizer.fields import PositiveHours
from optimizer.rules.statement import Authority, Statement


class RestBetweenDuties(Statement):
    """Rest between the last duty of a day and the first of a later one.

    Rule
        Between the end of an officer's last duty of one day and the start of the first duty of a later day lie
        at least so many hours. Duties of one and the same day need no rest between them.
    Amount
        Hours of rest missing, once per pair of working days that lie too close.
    Borders
        Duties of the history count as earlier days; nothing is assumed after the last day.
    Source
        Labour Code 2019, Article 110 (12 hours before moving to another shift).
    """

    kind: Literal["rest_between_duties"] = "rest_between_duties"
    hours: PositiveHours = 12.0
    """Hours of rest."""

    amount_scale: ClassVar[int] = 60

    @property
    def authority(self) -> Authority:
        """The law."""
        return "law"
