"""What a comparison says of figures, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from optimizer.compare.differences.figures import Figure, Value
from optimizer.texts import comparisons
from optimizer.texts.formats import Texts
from optimizer.texts.objectives import TIERS

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Words(Texts):
    """Texts of one language, and the figures, values and differences of a comparison."""

    def signed(self, value: float, decimals: int = 0) -> str:
        """A difference with its sign, ``±0`` if there is none to be seen."""
        text = self.number(abs(value), decimals)
        if not any(letter in "123456789" for letter in text):
            return "±0"
        return f"{'+' if value > 0 else '−'}{text}"

    def figure(self, figure: Figure, names: Mapping[str, str]) -> str:
        """Name of a figure; ``names`` has those of streams, whose ids stand where there are none."""
        of = names.get(figure.of) or self.either(TIERS, figure.of)
        return self(comparisons.FIGURES[f"{figure.group}.{figure.name}"], of=of)

    def value(self, figure: Figure, value: Value) -> str:
        """A value in the form of its figure."""
        if value is None:
            return NOTHING
        if isinstance(value, date):
            return self.day(value)
        if figure.form == "share":
            return self.percent(value)
        return self.number(value, _DECIMALS[figure.form])

    def difference(self, figure: Figure, value: float | None) -> str:
        """A difference in the form of its figure: points of shares, days of dates."""
        if value is None:
            return NOTHING
        if figure.form == "share":
            return self.points(value)
        return self.signed(value, _DECIMALS[figure.form])

    def points(self, value: float) -> str:
        """A difference of shares, in points of per cent."""
        text = self.signed(100 * value, 1)
        return text if text == "±0" else f"{text}\u202f%"

    def setting(self, value: object) -> str:
        """A value of a scenario in short."""
        if value is None:
            return self(comparisons.NOT_SET)
        text = f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
        if isinstance(value, dict):
            text = ", ".join(f"{key}: {below}" for key, below in value.items())
        return text if len(text) <= _LONGEST_SETTING else f"{text[: _LONGEST_SETTING - 1]}…"


_DECIMALS = {"count": 0, "decimal": 1, "fine": 3, "day": 0}
_LONGEST_SETTING = 60
