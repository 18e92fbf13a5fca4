"""What a comparison says of figures, in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from optimizer.compare.differences.figures import Figure, Value, difference
from optimizer.texts import comparisons
from optimizer.texts.figures import NOTHING, gap_text
from optimizer.texts.formats import Texts, missing_raised, people_cut
from optimizer.texts.objectives import TIERS


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
        if figure.form == "gap":
            return gap_text(self, value)
        if figure.form == "chance":
            return self.chance(value)
        return self.number(_FORMS.get(figure.form, float)(value), _DECIMALS[figure.form])

    def difference(self, figure: Figure, value: Value, base: Value) -> str:
        """What a value is above the base, in the form of its figure: points of shares, days of dates.

        Of people it is that of the whole numbers told, so that a table adds up.
        """
        found = difference(value, base)
        if found is None:
            return NOTHING
        if figure.form in _FORMS and isinstance(value, float | int) and isinstance(base, float | int):
            found = _FORMS[figure.form](value) - _FORMS[figure.form](base)
        if figure.form in ("share", "gap", "chance"):
            return self.points(found)
        return self.signed(found, _DECIMALS[figure.form])

    def people_instead(self, before: float, after: float) -> dict[str, object]:
        """People before and after, with the difference of what is told of them."""
        difference = self.signed(people_cut(after) - people_cut(before))
        return {"before": self.people(before), "after": self.people(after), "difference": difference}

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


_FORMS: Mapping[str, Callable[[float], float]] = {"people": people_cut, "missing": missing_raised}
"""How figures on people are told."""
_DECIMALS = {"people": 0, "missing": 0, "count": 0, "decimal": 1, "weight": 2, "fine": 3, "day": 0}
_LONGEST_SETTING = 60
