"""Statement of officers who work together, or never do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from pydantic import Field, field_validator

from optimizer.errors import RefusedValueError
from optimizer.fields import Id
from optimizer.rules.statement import Authority, Statement, TierName
from optimizer.texts.diagnostics.schema import OFFICERS_ONCE


class TogetherApart(Statement):
    """Officers who are on duty together, or never at the same time.

    Rule
        ``together``: when one of the officers is on a duty (or in a shift), so are the others. ``apart``: no two of
        them are.
    Amount
        Pairs of which one is on the duty without the other, or pairs on the duty together; per duty (date, shift and
        post) or per shift (wherever they are posted).
    Borders
        Only duties of the horizon; the history plays no part.
    Source
        The unit's own working rules (a trainee beside the instructor; relatives not on one desk).
    """

    kind: Literal["together_apart"] = "together_apart"
    officers: tuple[Id, ...] = Field(min_length=2)
    """The officers meant; those outside the scope are left out."""
    relation: Literal["together", "apart"]
    """Whether they belong together or keep apart."""
    per: Literal["duty", "shift"] = "duty"
    """``duty``: at the same post in the same shift; ``shift``: in the same shift of the same day."""

    tier: ClassVar[TierName] = "preferences"
    example: ClassVar[Mapping[str, object]] = {"officers": ["an", "binh"], "relation": "apart"}

    @field_validator("officers")
    @classmethod
    def _check_distinct(cls, officers: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(officers)) < len(officers):
            raise RefusedValueError(OFFICERS_ONCE)
        return officers

    @property
    def asks_for_duty(self) -> bool:
        """Whoever is on duty may have to be joined."""
        return self.relation == "together"

    def joins(self, officers: Sequence[str]) -> Sequence[str]:
        """Those who are named."""
        return tuple(officer for officer in self.officers if officer in officers)

    @property
    def authority(self) -> Authority:
        """Company is a wish."""
        return "wish"
