"""A loaded scenario changed further: by values that somebody tries out, over everything that its files say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from optimizer.scenario.layers.changes import changes
from optimizer.scenario.layers.layering import Layer, merge
from optimizer.scenario.loading import LoadedScenario, accepted
from optimizer.scenario.reading.tree import Node, Path, Plain, dotted
from optimizer.scenario.writing.resolved import scenario_data

Amendment: TypeAlias = Callable[[Node], Node]
"""Makes a merge patch from the scenario as it is by then."""


def written_out(loaded: LoadedScenario) -> Node:
    """The whole scenario as nodes: where it differs from its base with the line, elsewhere with the file."""
    origins = {change.path: change.origin for change in loaded.changes}
    return _node(scenario_data(loaded.scenario), (), origins, loaded.path.name)


def changed(loaded: LoadedScenario, amendments: Iterable[Amendment]) -> LoadedScenario:
    """The scenario with the changes made one after another.

    A country's holidays stand written out for the campaign's days and a quarter around them; a change of dates beyond
    that brings no further ones.

    Raises
    ------
    ScenarioError
        If the changed scenario is not valid.
    """
    before = after = written_out(loaded)
    layers = []
    for amend in amendments:
        patch = amend(after)
        layers.append(Layer(patch.origin, patch))
        after = merge(after, patch)
    scenario = accepted(after, layers)
    further = {change.path: change for change in changes(after, before, layers)}
    earlier = [change for change in loaded.changes if change.path not in further]
    return replace(loaded, scenario=scenario, changes=(*earlier, *further.values()))


def _node(value: Plain, path: Path, origins: Mapping[str, str], file: str) -> Node:
    origin = origins.get(dotted(path), file)
    if isinstance(value, dict):
        return Node(origin, {key: _node(child, (*path, key), origins, file) for key, child in value.items()})
    if isinstance(value, list):
        return Node(origin, tuple(_node(child, (*path, i), origins, file) for i, child in enumerate(value)))
    return Node(origin, value)
