"""Overlays: files laid over a scenario in the order given, each independent of the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path as FilePath

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.layers.layering import Layer, merge_layers, of_groups, read_layers
from optimizer.scenario.reading.files import Root
from optimizer.scenario.reading.tree import Node, Path, dotted
from optimizer.texts.diagnostics import layers as texts


def read_overlays(paths: Sequence[tuple[FilePath, Root]], files: Sequence[Layer]) -> list[Layer]:
    """The layers of the overlays, to lie over the files of the scenario.

    The patches of all overlays are laid over the scenario first, then their selections come in order: so a group
    takes in what another overlay adds. An overlay may extend a file of the scenario, so that it can also be used as a
    scenario of its own; what the scenario has already is not laid over it again.

    Parameters
    ----------
    paths
        The overlays in their order, each with the folder below which it may read.
    files
        The layers of the scenario.

    Raises
    ------
    ScenarioError
        If an overlay cannot be read, extends something else, or sets a value that another one sets differently.
    """
    if not paths:
        return []
    diagnostics: list[Diagnostic] = []
    overlays: list[list[Layer]] = []
    for path, root in paths:
        try:
            overlays.append(_read_overlay(path, files, root))
        except ScenarioError as error:
            diagnostics.extend(error.diagnostics)
    if diagnostics:
        raise ScenarioError(diagnostics)
    settled = _settled(overlays, files, diagnostics)
    diagnostics.extend(_conflicts(settled))
    if diagnostics:
        raise ScenarioError(diagnostics)
    # Patches before what groups come to; the order of the overlays within each.
    return sorted((layer for layers in settled for layer in layers), key=lambda layer: layer.is_of_group)


def _settled(
    overlays: Sequence[Sequence[Layer]], files: Sequence[Layer], diagnostics: list[Diagnostic]
) -> list[list[Layer]]:
    """The layers of each overlay, followed by those its selections come to once all patches are merged."""
    below = merge_layers([*files, *(layer for layers in overlays for layer in layers)])
    result = []
    for layers in overlays:
        mine = [*layers]
        for layer in layers:
            groups, below = of_groups(layer, below, diagnostics)
            mine += groups
        result.append(mine)
    return result


def _read_overlay(path: FilePath, files: Sequence[Layer], root: Root) -> list[Layer]:
    where = f"--overlay {path.as_posix()}"
    layers = read_layers(root.locate_overlay(path, where), root)
    known = {layer.file for layer in files}
    if layers[0].file != layers[-1].file and layers[0].file not in known:
        raise ScenarioError(Diagnostic(where, texts.EXTENDS_FOREIGN(file=layers[0].file), texts.EXTEND_OWN))
    return [layer for layer in layers if layer.file not in known]


def _conflicts(overlays: Sequence[Sequence[Layer]]) -> list[Diagnostic]:
    """One problem for each value that two overlays set differently, naming both places."""
    diagnostics: list[Diagnostic] = []
    set_at: dict[Path, Node] = {}
    set_below: dict[Path, Node] = {}
    for layers in overlays:
        # Kept as it is written, removals included: laid over nothing, a patch would lose them.
        mine = {path: node for layer in layers for path, node in layer.patch.leaves() if node.value != {}}
        for path, node in mine.items():
            above = (set_at.get(path[:length]) for length in range(len(path), 0, -1))
            other = next((found for found in (*above, set_below.get(path)) if found is not None), None)
            if other is not None and other.plain() != node.plain():
                here, there = repr(node.plain()), repr(other.plain())
                what = texts.SET_DIFFERENTLY(here=here, there=there, origin=other.origin)
                diagnostics.append(Diagnostic(f"{node.origin}  {dotted(path)}", what, texts.REMOVE_OR_JOIN))
        set_at |= mine
        set_below |= {path[:length]: node for path, node in mine.items() for length in range(1, len(path))}
    return diagnostics
