"""Load a scenario: read its layers, merge them, validate the result, and remember where each value came from."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer.errors import Problem, ScenarioError
from optimizer.scenario.calendar_layer import calendar_layer, without_country
from optimizer.scenario.files import Root, require_file
from optimizer.scenario.layering import Layer, merge_layers, override_layers, read_layers
from optimizer.scenario.overlays import read_overlays
from optimizer.scenario.references import reference_problems
from optimizer.scenario.schema import Scenario
from optimizer.scenario.tree import Node, dotted
from optimizer.scenario.validation import validate


@dataclass(frozen=True, slots=True)
class LoadedScenario:
    """A valid scenario and how it came about."""

    scenario: Scenario
    origins: Mapping[str, str]
    """Dotted path to ``file:line`` of each leaf that differs from the base (the file at the end of ``extends``),
    and of each entry of the base that was removed."""
    path: Path
    warnings: tuple[Problem, ...] = ()


def load_scenario(path: Path, overrides: Sequence[str] = (), overlays: Sequence[Path] = ()) -> LoadedScenario:
    """Load the scenario at ``path``, with the files ``overlays`` and then ``path=value`` overrides laid over it.

    Raises
    ------
    ScenarioError
        With everything that is wrong, each problem with its place and remedy.
    """
    require_file(path, str(path), str(path))
    root = Root.of(path)
    files = read_layers(root.locate(path.name, beside=Path(os.path.abspath(path)), where=str(path)), root)
    over = read_overlays(overlays, files, root)
    layers = [*files, *over, *override_layers(overrides)]
    calendar = calendar_layer(merge_layers(layers)[0])
    lowest = [calendar] if calendar is not None else []
    merged, warnings = merge_layers([*lowest, *layers])
    merged = without_country(merged)
    scenario = _accepted(merged, [problem for layer in layers for problem in layer.problems])
    base = [layer for layer in files if layer.file == files[0].file]
    return LoadedScenario(
        scenario, _origins(merged, without_country(merge_layers([*lowest, *base])[0]), layers), path, warnings
    )


def _accepted(merged: Node, of_rows: Sequence[Problem]) -> Scenario:
    """The scenario, or all problems of rows left out, of its parts and of the whole."""
    validated = validate(merged)
    problems = [*of_rows, *validated.problems]
    if validated.scenario is not None:
        # Rows without a usable id are left out like entries with mistakes of their own: counts would mislead.
        refused = validated.refused | {""} if of_rows else validated.refused
        problems += reference_problems(validated.scenario, merged, refused)
    if problems or validated.scenario is None:
        raise ScenarioError(problems)
    return validated.scenario


def _origins(merged: Node, base: Node, layers: Sequence[Layer]) -> dict[str, str]:
    """Origin of each leaf whose value is not that of the base, and of each removal of what the base has."""
    origins = {
        dotted(path): leaf.origin
        for path, leaf in merged.leaves()
        if (before := base.at(path)) is None or (leaf.value != {} and before.plain() != leaf.plain())
    }
    for path, _ in base.leaves():
        if merged.at(path) is None:
            removed = next(path[:length] for length in range(1, len(path) + 1) if merged.at(path[:length]) is None)
            patches = (layer.patch.at(removed) for layer in reversed(layers))
            origins |= {dotted(removed): patch.origin for patch in patches if patch is not None and patch.value is None}
    return origins
