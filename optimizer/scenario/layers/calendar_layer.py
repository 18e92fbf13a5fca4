"""The lowest layer: a country's public holidays and swap days, written out as if the user had typed them."""

from __future__ import annotations

from datetime import date, timedelta

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.checks.plausible_dates import MARGIN
from optimizer.scenario.layers.layering import Layer
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.reading.tree import Node, mapping
from optimizer.texts.diagnostics import layers as texts
from optimizer.texts.diagnostics import nouns

_LONGEST = timedelta(days=3660)
"""Longer campaigns are mistyped years; they are refused elsewhere and get no calendar."""


def calendar_layer(merged: Node) -> Layer | None:
    """Holidays and working weekends around the campaign, or ``None`` if no country is named.

    Raises
    ------
    ScenarioError
        If the ``holidays`` library does not know the country.
    """
    country = merged.at(("calendar", "country"))
    first_day = _day_at(merged, "first_day")
    last_day = _day_at(merged, "last_day")
    if country is None or not isinstance(country.value, str) or first_day is None or last_day is None:
        return None
    if not timedelta(0) <= last_day - first_day <= _LONGEST:
        return None
    holidays, working = _days_of(country, _language(merged), first_day - MARGIN, last_day + MARGIN)
    origin = f"calendar.country: {country.value} ({country.origin})"
    entries = {
        "holidays": mapping(origin, {day: Node(origin, name) for day, name in holidays.items()}),
        "working_weekends": mapping(origin, {day: Node(origin, name) for day, name in working.items()}),
    }
    return Layer(origin, mapping(origin, {"calendar": mapping(origin, entries)}))


def without_country(merged: Node) -> Node:
    """The scenario with its country's calendar written out and the country itself dropped."""
    country = merged.at(("calendar", "country"))
    if country is None or not isinstance(country.value, str):
        return merged
    calendar = merged.nearest(("calendar",))
    assert isinstance(merged.value, dict)
    assert isinstance(calendar.value, dict)
    entries = {key: child for key, child in calendar.value.items() if key != "country"}
    return Node(merged.origin, {**merged.value, "calendar": Node(calendar.origin, entries)})


def _days_of(country: Node, language: str, first: date, last: date) -> tuple[dict[str, str], dict[str, str]]:
    import holidays

    supported = holidays.list_supported_countries(include_aliases=False)
    code = str(country.value)
    if code not in supported:
        raise ScenarioError(
            Diagnostic(
                f"{country.origin}  calendar.country",
                texts.UNKNOWN_COUNTRY(code=code),
                texts.OR_LIST_DAYS(hint=did_you_mean(code, supported, nouns.COUNTRY.many)),
            )
        )
    years = range(first.year, last.year + 1)
    days = holidays.country_holidays(code, years=years, language={"vi": "vi", "en": "en_US"}.get(language))
    off = {day.isoformat(): name for day, name in sorted(days.items()) if first <= day <= last}
    label = texts.WORKING_IN_EXCHANGE.in_language("en" if language == "en" else "vi")
    working = {day.isoformat(): label for day in sorted(days.weekend_workdays) if first <= day <= last}
    return off, working


def _language(merged: Node) -> str:
    node = merged.at(("campaign", "language"))
    return str(node.value) if node is not None else "vi"


def _day_at(merged: Node, key: str) -> date | None:
    node = merged.at(("campaign", key))
    try:
        return date.fromisoformat(str(node.value)) if node is not None else None
    except ValueError:
        return None
