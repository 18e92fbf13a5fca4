"""What the verifier finds: breaches of rules, and figures that do not recompute; all are collected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from optimizer.rules.facts import Breach, Key
from optimizer.texts import findings as texts
from optimizer.texts.messages import Message, Said

ShownValue: TypeAlias = str | float | int | None

ROW_TOLERANCE = 0.0015
"""Largest difference of a figure in a row: 0.001, and the rounding to three decimals."""
TOTAL_TOLERANCE = 0.01
"""Largest difference of a total or of the value of a tier."""

STRUCTURE: Mapping[str, str] = {
    "known_names": "Every row names things of the scenario.",
    "campaign_days": "Every row lies within the campaign.",
    "unique_rows": "No row stands in a file twice.",
    "complete_rows": "Every place has its daily progress and every officer a burden, and nothing else has.",
    "duty_has_work": "Every officer and helper on duty has an open desk or a visit to work at.",
    "crew_present": "Every open desk and every visit has the crew it needs, and no more lanes than crew.",
    "one_place_at_a_time": "Nobody is on two duties at once, and no team in two places.",
    "officer_days": "An officer's day is either duty or exactly one absence, which is leave where that was granted.",
    "loans_allowed": "Officers work for their own unit or for one they may be lent to.",
    "helpers_in_bounds": "Helpers work at their own posts, within their weekly shifts, never without an officer.",
    "desk_hours": "Desks open in their shifts and on their days only, never while stream, place or kit is out.",
    "visit_days": "Visits follow their programme: places, shifts, day types, windows, closed days, how often.",
    "one_crew_a_journey": "The crew a team sets out with stays with it until it is back.",
    "itinerary": "A team travels from place to place in the time there is.",
    "kit_in_one_place": "A kit is used in one place at a time.",
    "quotas_in_bounds": "Organisations invite to their own places, within their weekly capacity, in their segments.",
    "bounds_hold": "No tier is better than its own bounds, and the one for the published openings is no weaker.",
}
"""The rules of structure that hold for every plan, whatever the scenario's own rules say."""


@dataclass(frozen=True, slots=True)
class WrongFigure:
    """A figure that differs from what the verifier recomputed."""

    file: str
    row: int | None
    """Line of the file, the header being line 1; ``None`` in ``run.json``."""
    column: str
    claimed: ShownValue
    recomputed: ShownValue
    about: Said | None = None
    """What the row is about, if anything is to be said of that."""

    def told(self) -> Message:
        """The figure in words."""
        claimed = texts.NOTHING if self.claimed is None else self.claimed
        recomputed = texts.NOTHING if self.recomputed is None else self.recomputed
        values = {"file": self.file, "column": self.column, "claimed": claimed, "recomputed": recomputed}
        in_row = texts.WRONG_FIGURE_IN_ROW(**values, row=self.row)
        figure = texts.WRONG_FIGURE(**values) if self.row is None else in_row
        return figure if self.about is None else texts.FIGURE_OF(figure=figure, about=self.about)

    def to_json(self) -> dict[str, object]:
        """As it stands in ``verification.json``."""
        about = self.about.by_ids() if isinstance(self.about, Message) else self.about
        values = {"file": self.file, "row": self.row, "column": self.column, "claimed": self.claimed}
        return {**values, "recomputed": self.recomputed, "about": "" if about is None else str(about)}

    def __str__(self) -> str:
        return str(self.told().by_ids())


@dataclass(slots=True)
class Discrepancies:
    """Collector handed from check to check."""

    breaches: list[Breach] = field(default_factory=list)
    """Breaches of structure."""
    figures: list[WrongFigure] = field(default_factory=list)
    compared: Counter[str] = field(default_factory=Counter)
    """How many figures of each file were compared."""

    def copied(self) -> Discrepancies:
        """The same so far, to go on with apart."""
        return Discrepancies([*self.breaches], [*self.figures], Counter(self.compared))

    def breach(self, rule: str, entity: str, when: date | str, evidence: Message, amount: float = 1.0) -> None:
        """Record a breach of a rule of structure."""
        if rule not in STRUCTURE:
            raise KeyError(rule)
        self.breaches.append(Breach(Key(rule, entity, str(when)), amount, evidence))

    def compare(
        self,
        file: str,
        row: int | None,
        about: Said | None,
        pairs: Mapping[str, tuple[object, object]],
        tolerance: float,
    ) -> None:
        """Record each column whose claimed value (first) differs from the recomputed one (second)."""
        for column, (claimed, recomputed) in pairs.items():
            self.compared[file] += 1
            if not agree(claimed, recomputed, tolerance):
                self.figures.append(WrongFigure(file, row, column, _shown(claimed), _shown(recomputed), about))


def agree(claimed: object, recomputed: object, tolerance: float) -> bool:
    """Whether two values agree: floats within the tolerance, all others exactly."""
    if isinstance(claimed, float | int) and isinstance(recomputed, float | int):
        if isinstance(recomputed, int) and not isinstance(recomputed, bool):
            return claimed == recomputed
        # No difference is taken: a whole number of 400 digits is no float.
        return recomputed - tolerance <= claimed <= recomputed + tolerance
    return claimed == recomputed


def _shown(value: object) -> ShownValue:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M}"
    if isinstance(value, float):
        return round(value, 3) + 0.0
    return value if isinstance(value, str | int) or value is None else str(value)
