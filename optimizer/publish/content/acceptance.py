"""Results of the acceptance rules in words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from optimizer.publish.content.lookups import place_name
from optimizer.run.record import AcceptanceResult
from optimizer.scenario.schema import Scenario
from optimizer.texts import documents
from optimizer.texts.figures import NOTHING
from optimizer.texts.formats import Texts


@dataclass(frozen=True, slots=True)
class AcceptanceView:
    """How a plan stands by one rule."""

    rule: str
    passed: bool
    verdict: str
    value: str
    limit: str
    at: str
    """What has that figure, and since when; whether it is out of reach."""


def acceptance_views(texts: Texts, scenario: Scenario, results: Iterable[AcceptanceResult]) -> list[AcceptanceView]:
    """The results in words, in their order."""
    return [_view(texts, scenario, result) for result in results]


def _view(texts: Texts, scenario: Scenario, result: AcceptanceResult) -> AcceptanceView:
    remarks = [_named(texts, scenario, result.at)] if result.at else []
    return AcceptanceView(
        rule=result.rule,
        passed=result.passed,
        verdict=texts(documents.ACCEPTED if result.passed else documents.REFUSED),
        value=_figure(texts, _never_as_the_limit(result)),
        limit=_figure(texts, result.limit),
        at="; ".join([*remarks, *([texts(documents.OUT_OF_REACH)] if result.proved else [])]),
    )


def _never_as_the_limit(result: AcceptanceResult) -> float | date | None:
    """The value; of a rule that fails cut so that it shows on the wrong side of the limit."""
    value = result.value
    if result.passed or not isinstance(value, float):
        return value
    return math.floor(value * 1000) / 1000 if ">=" in result.rule else math.ceil(value * 1000) / 1000


def _figure(texts: Texts, value: float | date | None) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, date):
        return texts.day(value)
    return texts.number(value, 0 if value == int(value) else 3)


def _named(texts: Texts, scenario: Scenario, at: str) -> str:
    """The ids in a result as names, its periods as dates."""
    return ", ".join(_name(texts, scenario, word) for word in at.split())


def _name(texts: Texts, scenario: Scenario, word: str) -> str:
    if word in scenario.officers:
        return scenario.officers[word].name
    if word in scenario.campaign.streams:
        return scenario.campaign.streams[word].name
    if re.fullmatch(r"\d{4}-\d\d-\d\d", word):
        return texts(documents.FROM_DAY, date=texts.day(date.fromisoformat(word)))
    return texts.month(word) if re.fullmatch(r"\d{4}-\d\d", word) else place_name(scenario, word)
