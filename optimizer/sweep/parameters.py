"""What a value of a parameter changes in the scenario, and whether a parameter fits the scenario at all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial, reduce

from optimizer.scenario.changing import Amendment
from optimizer.scenario.reading.schema_walk import SchemaPlace, narrowed, place_at
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.reading.tree import Node, Path, Plain, from_plain, mapping
from optimizer.sweep.officers import officers_in_all, officers_per_unit
from optimizer.sweep.schema import OfficersParameter, OverlaysParameter, Parameter, ScaleParameter, SetParameter
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics import sweeps as texts
from optimizer.texts.diagnostics.names import UNKNOWN
from optimizer.texts.messages import Said

EVERY = "*"
"""In a path, stands for every entry of a mapping."""


def amendment_of(parameter: Parameter, value: Plain, origin: str) -> Amendment:
    """What this value of the parameter changes; nothing where the value lays files over the scenario."""
    if isinstance(parameter, SetParameter):
        return partial(_set, path=parameter.path, value=value, origin=origin)
    if isinstance(parameter, OverlaysParameter):
        return lambda _: mapping(origin)
    assert isinstance(value, int | float)
    if isinstance(parameter, ScaleParameter):
        return partial(_scaled, path=parameter.path, factor=value, origin=origin)
    change = officers_in_all if isinstance(parameter, OfficersParameter) else officers_per_unit
    return lambda tree: change(tree, parameter.units, int(value), origin)


def value_diagnostic(parameter: Parameter, value: Plain) -> tuple[Said, Said] | None:
    """What is wrong with a value of this parameter by itself, and the remedy."""
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    match parameter.kind:
        case "overlays":
            if not isinstance(value, str) or value not in parameter.choices:
                remedy = did_you_mean(str(value), parameter.choices, nouns.CHOICE.many)
                return UNKNOWN(what=nouns.CHOICE.one, name=value), remedy
        case "scale":
            if not (is_whole or isinstance(value, float)) or not isinstance(value, int | float) or value < 0:
                return texts.FACTOR(value=repr(value)), texts.FACTOR_EXAMPLE
        case "officers":
            if not is_whole or not isinstance(value, int) or value < 1:
                return texts.OFFICERS_IN_ALL(value=repr(value)), texts.AT_LEAST_ONE
        case "officers_per_unit":
            if not is_whole:
                return texts.OFFICERS_MORE(value=repr(value)), texts.WHOLE_EXAMPLE
    return None


def parameter_diagnostic(parameter: Parameter, tree: Node) -> tuple[Said, Said] | None:
    """Why a scenario has not what the parameter varies, and the remedy."""
    if isinstance(parameter, OverlaysParameter):
        return None
    if isinstance(parameter, SetParameter | ScaleParameter):
        diagnostic = _path_diagnostic(tuple(parameter.path.split(".")), tree)
        if diagnostic is None and isinstance(parameter, ScaleParameter):
            diagnostic = _scale_diagnostic(parameter.path, tree)
        return diagnostic
    known = tree.nearest(("units",)).value
    assert isinstance(known, dict)
    unknown = next((unit for unit in parameter.units if unit not in known), None)
    if unknown is None:
        return None
    return UNKNOWN(what=nouns.UNIT.one, name=unknown), did_you_mean(unknown, known, nouns.UNIT.many)


def _path_diagnostic(keys: tuple[str, ...], tree: Node) -> tuple[Said, Said] | None:
    place, node = place_at(()), tree
    for position, key in enumerate(keys, start=1):
        entries = node.value if isinstance(node.value, dict) else {}
        if place.is_mapping():
            # At the end of the path a whole entry is set, perhaps a new one.
            may_be_new = position == len(keys) or not place.below(key).models()
            if not (entries if key == EVERY else key in entries or may_be_new):
                what = texts.NOT_IN_PATH(key=key, path=".".join(keys))
                return what, did_you_mean(key, entries, nouns.ENTRY.many)
        elif key not in place.field_names():
            what = texts.UNKNOWN_IN_PATH(key=key, path=".".join(keys))
            return what, did_you_mean(key, place.field_names(), nouns.KEY.many)
        node = (next(iter(entries.values())) if key == EVERY else entries.get(key)) or Node(node.origin, None)
        place = _narrowed(place.below(key), node)
    return None


def _narrowed(place: SchemaPlace, node: Node) -> SchemaPlace:
    kind = node.child("kind")
    return place if kind is None else narrowed(place, kind.value)


def _scale_diagnostic(path: str, tree: Node) -> tuple[Said, Said] | None:
    found = [tree.at(keys) for keys in _expanded(path, tree)]
    wrong = next((node for node in found if node is not None and not _is_number(node)), None)
    if wrong is not None:
        return texts.NO_NUMBER(value=repr(wrong.plain()), path=path), texts.SCALE_NUMBERS
    if not any(found):
        return texts.NO_NUMBER_THERE(path=path), texts.NAME_NUMBER
    return None


def _is_number(node: Node) -> bool:
    return isinstance(node.value, int | float) and not isinstance(node.value, bool)


def _set(tree: Node, path: str, value: Plain, origin: str) -> Node:
    return _together([_nested(keys, from_plain(value, origin), origin) for keys in _expanded(path, tree)], origin)


def _scaled(tree: Node, path: str, factor: float, origin: str) -> Node:
    patches = []
    for keys in _expanded(path, tree):
        node = tree.at(keys)
        if node is not None and isinstance(node.value, int | float):
            number = node.value * factor
            is_whole = place_at(keys).accepts(int) and not place_at(keys).accepts(float)
            patches.append(_nested(keys, Node(origin, round(number) if is_whole else float(number)), origin))
    return _together(patches, origin)


def _expanded(path: str, tree: Node) -> Iterator[Path]:
    """The paths that one with ``*`` stands for."""
    paths: list[Path] = [()]
    for key in path.split("."):
        if key != EVERY:
            paths = [(*above, key) for above in paths]
            continue
        entries = [(above, node.value) for above in paths if (node := tree.at(above)) is not None]
        paths = [(*above, name) for above, value in entries if isinstance(value, dict) for name in value]
    yield from paths


def _nested(keys: Path, node: Node, origin: str) -> Node:
    for key in reversed(keys):
        node = mapping(origin, {str(key): node})
    return node


def _together(patches: list[Node], origin: str) -> Node:
    """All patches as one; a ``null`` in them stays, since a patch merged over nothing would lose it."""
    return reduce(_joined, patches, mapping(origin))


def _joined(one: Node, other: Node) -> Node:
    if not (isinstance(one.value, dict) and isinstance(other.value, dict)):
        return other
    entries = dict(one.value)
    for key, node in other.value.items():
        entries[key] = _joined(entries[key], node) if key in entries else node
    return Node(one.origin, entries)
