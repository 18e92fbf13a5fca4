"""What every rule statement has: how strictly it holds, for whom, and the law it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, NamedTuple

from pydantic import Field

from optimizer.errors import RefusedValueError
from optimizer.fields import Id, PositiveQuantity, Section, Text, in_vietnamese
from optimizer.texts.diagnostics.schema import BOUNDS_CROSSED, GIVE_BOUNDS

TierName = Literal["standing", "burden", "fairness", "preferences"]
Authority = Literal["law", "agreement", "wish"]
"""What a rule rests on: how dear it is to break it where something has to give."""


class Soft(Section):
    """The rule may be broken at a price."""

    soft: PositiveQuantity
    """Weight of one unit of breach in the rule's tier."""

    vietnamese: ClassVar = in_vietnamese(
        "Quy định được phép vi phạm với một cái giá.",
        soft="Trọng số của mỗi đơn vị vi phạm trong mục tiêu của quy định.",
    )


class Scope(Section):
    """Whom the rule concerns; everybody if left out."""

    units: tuple[Id, ...] | None = Field(default=None, min_length=1)
    """Officers of these units."""
    officers: tuple[Id, ...] | None = Field(default=None, min_length=1)
    """These officers; with ``units``, those of them who are in the units."""

    vietnamese: ClassVar = in_vietnamese(
        "Quy định áp dụng cho ai; bỏ trống là mọi người.",
        units="Cán bộ của các đơn vị này.",
        officers="Các cán bộ này; nếu ghi cả units thì chỉ những người thuộc các đơn vị đó.",
    )

    def selects(self, officer: str, unit: str) -> bool:
        """Whether the rule is for this officer of this unit."""
        return (self.units is None or unit in self.units) and (self.officers is None or officer in self.officers)


class SharedLoad(NamedTuple):
    """What a rule wants shared evenly beside the burden, which is shared evenly anyhow."""

    measure: Literal["evenings", "weekend_duties", "hours"]
    """Per available day; hours as a share of those each may work."""
    is_by_unit: bool
    """Whether it is shared among the officers of each unit, or among all whom the rule is for."""
    at_most: float
    """Spread that is no breach."""


class Statement(Section):
    """A rule as written in a scenario."""

    enforcement: Literal["hard", "off"] | Soft = "hard"
    """``hard``, ``off``, or ``{soft: weight}``."""
    scope: Scope = Scope()
    """Whom the rule is for; everybody if left out."""
    source: Text = Field(default="")
    """Article of law, circular or agreement it comes from."""

    vietnamese: ClassVar = in_vietnamese(
        "Một quy định như ghi trong kịch bản.",
        enforcement="hard (bắt buộc), off (không áp dụng), hoặc {soft: trọng số}.",
        scope="Quy định áp dụng cho ai; bỏ trống là mọi người.",
        source="Điều luật, thông tư hoặc thỏa thuận làm căn cứ.",
    )

    tier: ClassVar[TierName] = "burden"
    """Tier that the weighted breaches of a soft rule enter."""
    asks_for_published: ClassVar[bool] = False
    """Whether the rule looks at the roster that is changed, so that it counts nothing where none was published."""
    amount_scale: ClassVar[int] = 1
    """Integer steps of the encoding per unit of breach (60 where minutes are counted and hours reported)."""

    example: ClassVar[Mapping[str, object]] = {}
    """Values for what has no default, as generated files show them."""
    asks_for_crews: ClassVar[bool] = False
    """Whether the rule is what puts people on duties: without one of its kind nobody would be."""
    asks_for_skills: ClassVar[bool] = False
    """Whether the rule is what keeps people without a duty's skill off it."""

    @property
    def asks_for_duty(self) -> bool:
        """Whether taking somebody off a duty can break the rule, crews apart."""
        return False

    @property
    def authority(self) -> Authority:
        """What the rule rests on; the unit's own agreement, as a rule."""
        return "agreement"

    @property
    def grants_wishes(self) -> bool:
        """Whether the rule is what officers' wishes rest on."""
        return False

    @property
    def counts_days_running(self) -> bool:
        """Whether each day of a run that is too long is a breach of its own, so that they add up to its length."""
        return False

    @property
    def keeps_leave_free(self) -> bool:
        """Whether the rule is what keeps officers on leave off duty."""
        return False

    def joins(self, officers: Sequence[str]) -> Sequence[str]:
        """Whom of the officers it is for the rule looks at together, whatever their units; nobody as a rule."""
        return ()

    @property
    def weight(self) -> float | None:
        """Weight of one unit of breach, or ``None`` for a rule that is hard or off."""
        return self.enforcement.soft if isinstance(self.enforcement, Soft) else None

    @property
    def is_kept_in_timeline_bounds(self) -> bool:
        """Whether a bound over timelines keeps the rule: its automaton is small, and shorter duties break it no more.

        A bound stays one where a rule is left out.
        """
        return True

    @property
    def shared_load(self) -> SharedLoad | None:
        """The load, other than burden, whose uneven shares count in the tier on fairness."""
        return None

    @property
    def monthly_overtime_cap(self) -> float | None:
        """Most hours of overtime a month, where that is all the rule says."""
        return None


def require_bounds(at_least: float | None, at_most: float | None) -> None:
    """Raise an error unless at least one bound is given and the two leave room between them."""
    if at_least is None and at_most is None:
        raise RefusedValueError(GIVE_BOUNDS)
    if at_least is not None and at_most is not None and at_least > at_most:
        raise RefusedValueError(BOUNDS_CROSSED(at_least=at_least, at_most=at_most))
