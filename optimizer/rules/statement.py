"""What every rule statement has: how strictly it holds, for whom, and the law it comes from."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from optimizer.fields import Id, PositiveQuantity, Section, Text

TierName = Literal["standing", "burden", "fairness", "preferences"]


class Soft(Section):
    """The rule may be broken at a price."""

    soft: PositiveQuantity
    """Weight of one unit of breach in the rule's tier."""


class Scope(Section):
    """Whom the rule concerns; everybody if left out."""

    units: tuple[Id, ...] | None = None
    """Officers of these units."""
    officers: tuple[Id, ...] | None = None
    """These officers; with ``units``, those of them who are in the units."""


class Statement(Section):
    """A rule as written in a scenario."""

    enforcement: Literal["hard", "off"] | Soft = "hard"
    """``hard``, ``off``, or ``{soft: weight}``."""
    scope: Scope = Scope()
    """Whom the rule is for; everybody if left out."""
    source: Text = Field(default="")
    """Article of law, circular or agreement it comes from."""

    tier: ClassVar[TierName] = "burden"
    """Tier that the weighted breaches of a soft rule enter."""
    amount_scale: ClassVar[int] = 1
    """Integer steps of the encoding per unit of breach (60 where minutes are counted and hours reported)."""

    @property
    def weight(self) -> float | None:
        """Weight of one unit of breach, or ``None`` for a rule that is hard or off."""
        return self.enforcement.soft if isinstance(self.enforcement, Soft) else None


def require_bounds(at_least: float | None, at_most: float | None) -> None:
    """Raise ``ValueError`` unless at least one bound is given and the two leave room between them."""
    if at_least is None and at_most is None:
        raise ValueError("give at_most, at_least or both")
    if at_least is not None and at_most is not None and at_least > at_most:
        raise ValueError(f"at_least ({at_least:g}) is more than at_most ({at_most:g})")
