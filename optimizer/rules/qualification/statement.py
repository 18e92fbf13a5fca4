"""Statement of who may hold a duty at all."""

from __future__ import annotations

from typing import ClassVar, Literal

from optimizer.rules.statement import Statement


class Qualification(Statement):
    """Skills that duties ask for, and the units officers serve.

    Rule
        An officer on a duty has the skill the duty asks for, and belongs to the duty's unit or may be lent to it.
    Amount
        Duties held without the skill, and duties held at a unit the officer is not lent to; both count for a duty of
        which both are true.
    Borders
        Only duties of the horizon; the history plays no part.
    Source
        The unit's own working rules (kits are issued to trained officers; loans are agreed between units).
    """

    kind: Literal["qualification"] = "qualification"

    asks_for_skills: ClassVar[bool] = True
