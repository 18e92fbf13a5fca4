"""Acceptance rules: what a planning officer writes under ``acceptance``, and what it says.

::

    rule     measure (">=" | "<=") limit
    measure  share of the targets: "expected share", "commune share", "school share"     [ "of" stream ]
             "shortfall", "finish date"                                                  [ "of" stream ]
             "chance(" stream ")", "chance(place)"                                       [ "of" stream ]
             "value(" tier ")", "bound(" tier ")", "gap(" tier ")"
             load [ "per officer" ] [ "per week" | "per month" | "per" number "days" ]
    load     "duties", "hours", "overtime hours", "evenings", "weekends", "weekend duties", "holiday duties"
    limit    number | date (of "finish date") | [ number "*" ] "baseline"

A rule on communes, schools, officers or periods asks it of every one of them. Days of ``per 7 days`` run on through
the campaign, any seven in a row; weeks are ISO weeks. Only duties of the plan count, not the officers' history. A
chance is that of the district's target in a stream by the last day, or that of every place's own target.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import inf

from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.texts.diagnostics import acceptance as texts
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics.names import UNKNOWN
from optimizer.texts.messages import Message, Noun, Said

SHARES = ("expected share", "commune share", "school share")
OUTCOMES = (*SHARES, "shortfall", "finish date")
"""Measures of what is reached; they may be asked of one stream."""
CHANCES = ("chance", "place chance")
"""Measures of simulated campaigns: ``chance(activation)`` and ``chance(place)``."""
EVERY_PLACE = "place"
TIER_FIGURES = ("value", "bound", "gap")
LOADS = ("duties", "hours", "overtime hours", "evenings", "weekends", "weekend duties", "holiday duties")
TIERS = ("standing", "shortfall", "finish", "burden", "fairness", "preferences")
_LARGEST: Mapping[str, float] = {**dict.fromkeys((*SHARES, "gap"), 2.0), **dict.fromkeys(CHANCES, 1.0)}
"""No share is asked above these: pools are little larger than targets, so it was meant in per cent."""

_PERIOD = re.compile(r"week|month|[1-9][0-9]{0,3} days")


@dataclass(frozen=True, slots=True)
class AcceptanceRule:
    """One rule, taken apart."""

    text: str
    measure: str
    """One of the outcomes, of the chances, of the figures of a tier, or of the loads."""
    subject: str
    """Stream of an outcome or a chance, or the tier; empty for all streams."""
    is_per_officer: bool
    period: str
    """``week``, ``month``, ``7 days``; empty for the whole campaign."""
    is_floor: bool
    """Whether the limit is the least allowed, else the most."""
    limit: float | date | None
    """``None`` if it comes from the baseline."""
    factor: float = 1.0
    """By what the baseline's figure is multiplied."""

    @property
    def days(self) -> int | None:
        """Length of a period that runs on through the campaign."""
        return int(self.period.split()[0]) if self.period.endswith(" days") else None


class MalformedRuleError(ValueError):
    """A text that is no acceptance rule: what is wrong with it, and the remedy."""

    def __init__(self, what: Message, remedy: Said) -> None:
        super().__init__(f"{what}; {remedy}")
        self.what, self.remedy = what, remedy


def acceptance_rule(text: str) -> AcceptanceRule:
    """Take a rule apart.

    Raises
    ------
    MalformedRuleError
        If it is none.
    """
    parts = re.split(r"(>=|<=)", text)
    if len(parts) != 3:
        remedy = texts.COMPARE_WITH if re.search(r"[<>=≤≥]", text) else texts.EXAMPLE
        raise MalformedRuleError(texts.NO_RULE(text=text), remedy)
    measure, subject, is_per_officer, period = _measure(" ".join(parts[0].split()))
    limit, factor = _limit(" ".join(parts[2].split()), measure)
    return AcceptanceRule(text, measure, subject, is_per_officer, period, parts[1] == ">=", limit, factor)


def _measure(text: str) -> tuple[str, str, bool, str]:
    """The measure, its stream or tier, whether it is each officer's, and its period."""
    if asked := re.fullmatch(r"chance ?\( ?([^()]*?) ?\)(?: of (.*))?", text):
        return _chance(text, *asked.groups())
    if called := re.fullmatch(r"([^()]*?) ?\( ?([^()]*?) ?\)", text):
        figure, tier = called.groups()
        _require(figure, (*TIER_FIGURES, "chance"), nouns.FIGURE)
        _require(tier, TIERS, nouns.TIER)
        return figure, tier, False, ""
    name, _, stream = text.partition(" of ")
    if name in OUTCOMES:
        if stream or name == text:
            return name, stream.strip(), False, ""
        raise MalformedRuleError(texts.NAMES_NO_STREAM(text=text), texts.WRITE_STREAM(name=name))
    load, *qualifiers = text.split(" per ")
    calls = (f"chance({EVERY_PLACE})", *(f"{figure}(burden)" for figure in TIER_FIGURES))
    _require(load, (*OUTCOMES, *LOADS, *calls), nouns.MEASURE)
    is_per_officer = qualifiers[:1] == ["officer"]
    period = qualifiers[int(is_per_officer) :]
    if load not in LOADS or len(period) > 1 or not all(_PERIOD.fullmatch(word) for word in period):
        raise MalformedRuleError(texts.NO_MEASURE(text=text), texts.WRITE_LOAD)
    return load, "", is_per_officer, "".join(period)


def _chance(text: str, of: str, stream: str | None) -> tuple[str, str, bool, str]:
    if of == EVERY_PLACE:
        return "place chance", (stream or "").strip(), False, ""
    if stream is not None or not of:
        raise MalformedRuleError(texts.NO_MEASURE(text=text), texts.WRITE_CHANCE)
    return "chance", of, False, ""


def _require(name: str, known: tuple[str, ...], noun: Noun) -> None:
    if name not in known:
        raise MalformedRuleError(UNKNOWN(what=noun.one, name=name), did_you_mean(name, known, noun.many))


def _limit(text: str, measure: str) -> tuple[float | date | None, float]:
    is_date = measure == "finish date"
    if text == "baseline":
        return None, 1.0
    number, times, baseline = text.partition("*")
    if times and not is_date and baseline.strip() == "baseline":
        return None, _number(number.strip(), "")
    return (_date(text) if is_date else _number(text, measure)), 1.0


def _number(text: str, measure: str) -> float:
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        raise MalformedRuleError(texts.LIMIT_TEXT(limit=text), texts.WRITE_NUMBER)
    value = float(text)
    if value > _LARGEST.get(measure, inf):
        raise MalformedRuleError(texts.LIMIT_NUMBER(limit=text), texts.SHARE_OF_WHOLE(limit=text, share=value / 100))
    return value


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else "")
    except ValueError:
        raise MalformedRuleError(texts.LIMIT_TEXT(limit=text), texts.WRITE_DATE) from None
