"""Statement of the shifts that may not follow each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from optimizer.fields import Id
from optimizer.rules.statement import Statement


class ForbiddenSequences(Statement):
    """Shifts that may not be worked on consecutive days, in the order given.

    Rule
        An officer who works the first shift of a pair on one day does not work the second on the next day.
    Amount
        Pairs worked: one for each pair and each day on which its second shift is worked.
    Borders
        The last day of the history counts as the day before the first; nothing is assumed after the last day.
    Source
        The unit's own working rules. The law asks for hours between shifts (Labour Code 2019, Article 110), which
        ``rest_between_duties`` states.
    """

    kind: Literal["forbidden_sequences"] = "forbidden_sequences"
    pairs: tuple[tuple[Id, Id], ...] = Field(min_length=1)
    """Pairs of shifts: worked one day, not to be worked the next."""

    example: ClassVar[Mapping[str, object]] = {"pairs": [["evening", "morning"]]}
