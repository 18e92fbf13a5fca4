"""Statement of the crew that duties need."""

from __future__ import annotations

from typing import ClassVar, Literal

from optimizer.rules.statement import Statement, TierName


class Coverage(Statement):
    """Enough officers on each duty, and not too many.

    Rule
        Each duty has at least its minimum of officers and at most its maximum.
    Amount
        Officers missing times the duty's weight of one short, and officers above the maximum times its weight of one
        too many, per post and shift. What weighs nothing is not asked for.
    Borders
        Only duties of the horizon; the history plays no part. The scope selects duties by their unit and counts every
        officer on them; it names no officers. A campaign's standing duty asks for its whole crew, opened or not,
        helpers counted; any other post asks for its crew once it opens.
    Source
        The campaign's plan: standing hours, crews and openings.
    """

    kind: Literal["coverage"] = "coverage"

    tier: ClassVar[TierName] = "standing"
    asks_for_crews: ClassVar[bool] = True
