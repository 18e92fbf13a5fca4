"""More or fewer officers, as a change of the scenario.

How many is a number; who, and where, is settled here so that every number means one set of officers, and a larger
number contains the set of a smaller one. The search for the fewest that are enough chooses who leaves (``leaving``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.reading.tree import Node, mapping
from optimizer.texts.diagnostics import sweeps as texts

_KEPT = ("unit", "skills", "hours_per_week", "lent_to", "rank")
"""What an added officer has in common with the last one of the unit."""


def officers_in_all(tree: Node, units: Sequence[str], number: int, origin: str) -> Node:
    """The patch after which the units have so many officers in all.

    Officers go one by one where, after that, fewest people are to be served per officer, and come where most are;
    the people are those of all targets at the unit's place. No unit loses its last officer.

    Raises
    ------
    ScenarioError
        If the number is less than one officer for each unit.
    """
    counts = {unit: len(_officers_of(tree, unit)) for unit in units}
    if number < len(units):
        what = texts.FEWER_THAN_UNITS(number=number, units=len(units))
        raise ScenarioError(Diagnostic(origin, what, texts.ONE_IN_EACH))
    people = {unit: _people(tree, unit) for unit in units}
    while (total := sum(counts.values())) != number:
        if total > number:
            spare = [unit for unit in units if counts[unit] > 1]
            counts[min(spare, key=lambda unit: people[unit] / (counts[unit] - 1))] -= 1
        else:
            counts[max(units, key=lambda unit: people[unit] / max(counts[unit], 0.5))] += 1
    return _patch(tree, counts, origin)


def officers_leaving(leaving: Iterable[str], origin: str) -> Node:
    """The patch after which these officers are gone."""
    return mapping(origin, {"officers": mapping(origin, {name: Node(origin, None) for name in sorted(leaving)})})


def officers_per_unit(tree: Node, units: Sequence[str], difference: int, origin: str) -> Node:
    """The patch after which each of the units has so many officers more, or fewer.

    Raises
    ------
    ScenarioError
        If a unit has fewer than would go, or none that one more could be like.
    """
    return _patch(tree, {unit: len(_officers_of(tree, unit)) + difference for unit in units}, origin)


def _patch(tree: Node, counts: Mapping[str, int], origin: str) -> Node:
    entries: dict[str, Node] = {}
    diagnostics = []
    for unit, count in counts.items():
        names = _officers_of(tree, unit)
        if count < 0 or (count > len(names) and not names):
            what = texts.CANNOT_HAVE(unit=unit, number=len(names), count=count)
            diagnostics.append(Diagnostic(origin, what, texts.POSSIBLE_NUMBER))
        entries |= dict.fromkeys(names[max(count, 0) :], Node(origin, None))
        entries |= {
            _new_id(tree, unit, number): _like(tree, names[-1], number, origin)
            for number in range(1, count - len(names) + 1)
            if names
        }
    if diagnostics:
        raise ScenarioError(diagnostics)
    return mapping(origin, {"officers": mapping(origin, entries)})


def _officers_of(tree: Node, unit: str) -> list[str]:
    """Ids of the unit's officers, in the order of the scenario."""
    officers = tree.nearest(("officers",)).value
    assert isinstance(officers, dict)
    return [name for name, officer in officers.items() if (own := officer.child("unit")) and own.value == unit]


def _people(tree: Node, unit: str) -> float:
    place = tree.at(("units", unit, "place"))
    pools = tree.at(("places", str(place.value), "pools")) if place is not None else None
    targets = pools.value.values() if pools is not None and isinstance(pools.value, dict) else ()
    found = [pool.child("target") for pool in targets]
    return sum(float(target.value) for target in found if target is not None and isinstance(target.value, int | float))


def _new_id(tree: Node, unit: str, number: int) -> str:
    officers = tree.nearest(("officers",)).value
    name = f"{unit}_plus_{number}"
    assert isinstance(officers, dict)
    while name in officers:
        name += "_"
    return name


def _like(tree: Node, officer: str, number: int, origin: str) -> Node:
    model = tree.nearest(("officers", officer))
    entries = {key: child for key in _KEPT if (child := model.child(key)) is not None}
    return mapping(origin, {"name": Node(origin, f"{entries['unit'].value} +{number}"), **entries})
