"""Officers who have the same name: every document has to tell them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from optimizer.errors import Diagnostic
from optimizer.scenario.reading.tree import Node
from optimizer.scenario.schema import Scenario
from optimizer.texts.diagnostics import references as texts


def equal_names(scenario: Scenario) -> tuple[tuple[str, ...], ...]:
    """The ids of officers of one name, for each name that several have; spaces and capitals make no difference."""
    by_name: dict[str, list[str]] = {}
    for key, officer in scenario.officers.items():
        by_name.setdefault(" ".join(officer.name.split()).casefold(), []).append(key)
    return tuple(tuple(officers) for officers in by_name.values() if len(officers) > 1)


def with_distinct_names(scenario: Scenario, groups: Iterable[tuple[str, ...]]) -> Scenario:
    """The scenario in which such officers have their unit after their name, or their id where that is no help."""
    officers = dict(scenario.officers)
    for group in groups:
        units = {key: scenario.units[officers[key].unit].name for key in group}
        count = Counter(units.values())
        for key, unit in units.items():
            officer, mark = officers[key], unit if count[unit] == 1 else key
            officers[key] = officer.model_copy(update={"name": f"{officer.name} ({mark})"})
    return scenario.model_copy(update={"officers": officers}) if officers != scenario.officers else scenario


def equal_name_warnings(scenario: Scenario, groups: Iterable[tuple[str, ...]], merged: Node) -> Iterator[Diagnostic]:
    """A warning for each name that several officers have, at all of them."""
    for group in groups:
        places = [f"{merged.nearest(('officers', key, 'name')).origin}  officers.{key}.name" for key in group]
        what = texts.EQUAL_NAMES(name=scenario.officers[group[0]].name, count=len(group))
        yield Diagnostic(places[0], what, texts.TELL_NAMES_APART, tuple(places[1:]))
