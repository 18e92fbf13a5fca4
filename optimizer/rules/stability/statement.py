"""Statement of staying close to a published roster."""

from __future__ import annotations

from typing import ClassVar, Literal

from optimizer.rules.statement import Authority, Statement, TierName
from optimizer.texts.diagnostics.references import NO_PUBLISHED_ROSTER
from optimizer.texts.messages import Template


class Stability(Statement):
    """Few changes against a published roster.

    Rule
        Officers keep the duties that were published. A scenario names no published roster, so that one which asks for
        this rule is refused; ``catruc replan`` changes a published roster as little as it can.
    Amount
        Changes, per officer and day: duties taken from the officer and duties given to the officer. A published duty
        that no longer exists is no change; without a published roster there are none.
    Borders
        Only days of the horizon; the history plays no part.
    Source
        The unit's own working rules (a roster once posted is changed only for a reason).
    """

    kind: Literal["stability"] = "stability"

    tier: ClassVar[TierName] = "preferences"
    awaits: ClassVar[Template | None] = NO_PUBLISHED_ROSTER

    @property
    def authority(self) -> Authority:
        """Nobody is bound by a roster that is to be changed."""
        return "wish"
