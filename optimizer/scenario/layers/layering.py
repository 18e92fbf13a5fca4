"""Layers of a scenario: each file patches the one it extends, and ``--set`` patches the result.

A patch is merged as RFC 7386 says: mappings key by key (entities are keyed by id), everything else whole, ``null``
removes. The layers of one scenario are a plain list from the lowest to the highest, so that further overlays are
further items of it, and so are the patches that selections come to.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from pathlib import Path as FilePath
from typing import TypeAlias

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.layers.selections import Selection, read_selections
from optimizer.scenario.reading.files import Root, real_path
from optimizer.scenario.reading.schema_walk import FILE_KEYS, place_at
from optimizer.scenario.reading.tables import read_tables
from optimizer.scenario.reading.tree import Node, Path, Plain, from_plain, mapping
from optimizer.scenario.reading.yaml_files import read_written, read_yaml, read_yaml_file
from optimizer.texts.diagnostics import layers as texts
from optimizer.texts.diagnostics.files import NO_VALUE


@dataclass(frozen=True, slots=True)
class Layer:
    """One patch, and the file (or override) whose layer it is; a file's tables have its name too."""

    file: str
    patch: Node
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with rows and cells of a table, which were left out."""
    warnings: tuple[Diagnostic, ...] = ()
    """What is to be said of a table although it is read."""
    sheets: tuple[tuple[FilePath, str], ...] = ()
    """Workbooks and their sheets that a table was read from."""
    purpose: str = ""
    """What the file is for, in its own words."""
    selections: tuple[Selection, ...] = ()
    """What the file changes in whole groups, once its patch has been laid over what is below."""
    is_of_group: bool = False
    """Whether the patch is what a selection came to."""


RemovalHandler: TypeAlias = Callable[[Path, Node, Node], None]
"""Called with the path, the ``null`` and the mapping in which there was nothing to remove."""


def merge(base: Node, patch: Node, on_idle_removal: RemovalHandler | None = None) -> Node:
    """The base with the patch laid over it; neither is changed.

    Whatever only one of them has is not copied: it is the same node in the result, so that a table of many thousand
    rows costs nothing to lay over or under something else.
    """
    return _merge(base, patch, (), on_idle_removal)


def _merge(base: Node, patch: Node, path: Path, on_idle_removal: RemovalHandler | None) -> Node:
    if not isinstance(patch.value, dict):
        return patch
    if not isinstance(base.value, dict):
        return _alone(patch, path, on_idle_removal)
    entries = dict(base.value)
    for key, change in patch.value.items():
        if change.value is None:
            if entries.pop(key, None) is None and on_idle_removal is not None:
                on_idle_removal((*path, key), change, base)
        elif (below := entries.get(key)) is None:
            entries[key] = _alone(change, (*path, key), on_idle_removal)
        else:
            entries[key] = _merge(below, change, (*path, key), on_idle_removal)
    return Node(base.origin, entries)


def _alone(patch: Node, path: Path, on_idle_removal: RemovalHandler | None) -> Node:
    """A patch where there is nothing below it: without its removals, and the same node if it has none."""
    if not isinstance(patch.value, dict) or not _has_removals(patch.value):
        return patch
    entries: dict[str, Node] = {}
    for key, change in patch.value.items():
        if change.value is not None:
            entries[key] = _alone(change, (*path, key), on_idle_removal)
        elif on_idle_removal is not None:
            on_idle_removal((*path, key), change, Node(patch.origin, None))
    return Node(patch.origin, entries)


def _has_removals(entries: dict[str, Node]) -> bool:
    for change in entries.values():
        value = change.value
        if value is None or (isinstance(value, dict) and _has_removals(value)):
            return True
    return False


def merge_layers(layers: Iterable[Layer], sections: Collection[str] | None = None) -> Node:
    """The layers merged from the lowest to the highest; of all sections, or of some alone."""
    patches = (layer.patch if sections is None else _parts(layer.patch, sections) for layer in layers)
    return reduce(merge, patches, mapping("scenario"))


def _parts(patch: Node, sections: Collection[str]) -> Node:
    assert isinstance(patch.value, dict)
    return Node(patch.origin, {key: patch.value[key] for key in sections if key in patch.value})


def settled(layers: Iterable[Layer]) -> list[Layer]:
    """The layers of a chain of files, the selections of each followed by the patches they come to.

    Raises
    ------
    ScenarioError
        With every selection that selects nothing.
    """
    result: list[Layer] = []
    diagnostics: list[Diagnostic] = []
    below = mapping("scenario")
    for layer in layers:
        below = merge(below, layer.patch)
        groups, below = of_groups(layer, below, diagnostics)
        result += [layer, *groups]
    if diagnostics:
        raise ScenarioError(diagnostics)
    return result


def of_groups(layer: Layer, below: Node, diagnostics: list[Diagnostic]) -> tuple[list[Layer], Node]:
    """A layer for each selection of this one, on top of what has been merged so far; and all of it merged."""
    groups = []
    for selection in layer.selections:
        try:
            patch = selection.patch(below)
        except ScenarioError as error:
            diagnostics.extend(error.diagnostics)
            continue
        below = merge(below, patch)
        groups.append(Layer(layer.file, patch, is_of_group=True))
    return groups, below


def read_layers(path: FilePath, root: Root) -> list[Layer]:
    """The layers of a scenario file: what it extends first, the tables of each file below the file itself.

    Raises
    ------
    ScenarioError
        For a cycle, a path outside the root, or with all problems of files and tables that cannot be read.
    """
    layers: list[Layer] = []
    diagnostics: list[Diagnostic] = []
    chain: list[FilePath] = []
    next_path: FilePath | None = path
    while next_path is not None:
        chain.append(next_path)
        own, base = _read_file(next_path, root, diagnostics)
        layers[:0] = own
        next_path = _follow(base, chain, root) if base is not None else None
    if diagnostics:
        raise ScenarioError(diagnostics)
    return layers


def text_layer(text: str, display: str) -> Layer:
    """The layer of a scenario that is given as the text that this program wrote of it, so that no file is read.

    Raises
    ------
    ScenarioError
        As for a file, or if it names others.
    """
    content = read_written(unicodedata.normalize("NFC", text), display, known_keys)
    assert isinstance(content.value, dict)
    refused = [(key, content.value[key]) for key in FILE_KEYS if key in content.value]
    if refused:
        raise ScenarioError(
            Diagnostic(f"{node.origin}  {key}", texts.STANDS_ALONE(key=key), texts.REMOVE_FROM_RUN)
            for key, node in refused
        )
    return Layer(display, content)


def known_keys(path: Path) -> tuple[str, ...]:
    """The keys that a section of a scenario file may have; none where they are ids or dates."""
    fields = place_at(path).field_names()
    return fields if path else (*fields, *FILE_KEYS)


def _follow(reference: Node, chain: Sequence[FilePath], root: Root) -> FilePath:
    where = f"{reference.origin}  extends"
    if not isinstance(reference.value, str) or not reference.value:
        what = texts.EXTENDS_IS(value=repr(reference.plain()))
        raise ScenarioError(Diagnostic(where, what, texts.EXTENDS_EXAMPLE))
    path = root.locate(reference.value, chain[-1], where)
    if real_path(path) in map(real_path, chain):
        circle = " → ".join(root.display(step) for step in (*chain, path))
        raise ScenarioError(Diagnostic(where, texts.CIRCLE(circle=circle), texts.REMOVE_EXTENDS))
    return path


def _read_file(path: FilePath, root: Root, diagnostics: list[Diagnostic]) -> tuple[list[Layer], Node | None]:
    display = root.display(path)
    content = read_yaml_file(path, display, known_keys)
    assert isinstance(content.value, dict)
    entries = dict(content.value)
    own = {key: entries.pop(key) for key in FILE_KEYS if key in entries}
    layers: list[Layer] = []
    selections: tuple[Selection, ...] = ()
    try:
        if "tables" in own:
            layers += [
                Layer(display, table.patch, table.diagnostics, table.warnings, table.sheets)
                for table in read_tables(own["tables"], path, root)
            ]
        if "select" in own:
            selections = read_selections(own["select"])
    except ScenarioError as error:
        diagnostics.extend(error.diagnostics)
    purpose = own["purpose"].value if "purpose" in own else ""
    if not isinstance(purpose, str):
        what = texts.PURPOSE_IS(value=repr(own["purpose"].plain()))
        diagnostics.append(Diagnostic(f"{own['purpose'].origin}  purpose", what, texts.ONE_SENTENCE))
        purpose = ""
    layers.append(Layer(display, Node(content.origin, entries), purpose=purpose, selections=selections))
    return layers, own.get("extends")


def override_layers(overrides: Sequence[str]) -> list[Layer]:
    """A layer per ``path=value``; the value is read as YAML (``5``, ``off``, ``[a, b]``, ``null``).

    Raises
    ------
    ScenarioError
        With every override that is not of this form.
    """
    layers: list[Layer] = []
    diagnostics: list[Diagnostic] = []
    for override in overrides:
        path, separator, text = unicodedata.normalize("NFC", override).partition("=")
        origin = f"--set {path}{separator}{text}"
        keys = path.strip().split(".")
        if not separator or not all(keys) or keys[0] in FILE_KEYS:
            diagnostics.append(Diagnostic(origin, texts.NOT_PATH_VALUE, texts.SET_EXAMPLE))
            continue
        try:
            if not text.strip():
                raise ScenarioError(Diagnostic(origin, NO_VALUE(key=path), texts.SET_EXAMPLE))
            value = read_yaml(text, origin, partial(_known_below, tuple(keys))).plain()
        except ScenarioError as error:
            diagnostics.extend(
                Diagnostic(origin, diagnostic.what, diagnostic.remedy) for diagnostic in error.diagnostics
            )
            continue
        layers.append(Layer(origin, _nested(keys, value, origin)))
    if diagnostics:
        raise ScenarioError(diagnostics)
    return layers


def _known_below(above: Path, below: Path) -> tuple[str, ...]:
    return known_keys((*above, *below))


def _nested(keys: Sequence[str], value: Plain, origin: str) -> Node:
    node = from_plain(value, origin)
    for key in reversed(keys):
        node = mapping(origin, {key: node})
    return node
