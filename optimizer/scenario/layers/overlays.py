"""Overlays: files laid over a scenario in the order given, each independent of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path as FilePath

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.layers.layering import Layer, merge_layers, of_groups, read_layers
from optimizer.scenario.reading.files import Root
from optimizer.scenario.reading.tree import Node, Path, dotted
from optimizer.texts.diagnostics import layers as texts
from optimizer.texts.messages import Said


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
    for number, (path, _) in enumerate(paths):
        if path in (earlier for earlier, _ in paths[:number]):
            diagnostics.append(Diagnostic(f"--overlay {path.as_posix()}", texts.GIVEN_TWICE, texts.GIVE_ONCE))
    for path, root in paths:
        try:
            overlays.append(_read_overlay(path, files, root))
        except ScenarioError as error:
            diagnostics.extend(error.diagnostics)
    if diagnostics:
        raise ScenarioError(diagnostics)
    settled = _settled(overlays, files, diagnostics)
    diagnostics.extend(_conflicts(settled, texts.REMOVE_OR_JOIN))
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


def override_warnings(overrides: Sequence[Layer]) -> list[Diagnostic]:
    """A warning for each value that two overrides set differently."""
    return _conflicts([[layer] for layer in overrides], texts.LAST_SETTING_COUNTS)


def idle_overlay_warnings(files: Sequence[Layer], overlays: Sequence[Layer]) -> Iterator[Diagnostic]:
    """A warning for each overlay that sets nothing but what the scenario has already.

    Parameters
    ----------
    files, overlays
        Layers of the scenario, and of the overlays laid over it.
    """
    below = merge_layers(files) if overlays else None
    for file in dict.fromkeys(layer.file for layer in overlays):
        leaves = [leaf for layer in overlays if layer.file == file for leaf in layer.patch.leaves()]
        if below is not None and not any(_is_new(node, below.at(path)) for path, node in leaves):
            yield Diagnostic(file, texts.CHANGES_NOTHING, texts.SAY_WHAT_DIFFERS)


def _is_new(node: Node, before: Node | None) -> bool:
    if before is None:
        return node.value is not None
    return node.value != {} and before.plain() != node.plain()


def _conflicts(overlays: Sequence[Sequence[Layer]], remedy: Said) -> list[Diagnostic]:
    """One problem for each value that two overlays or overrides set differently, naming both places."""
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
                diagnostics.append(Diagnostic(f"{node.origin}  {dotted(path)}", what, remedy))
        set_at |= mine
        set_below |= {path[:length]: node for path, node in mine.items() for length in range(1, len(path))}
    return diagnostics
