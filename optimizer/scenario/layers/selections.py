"""``select:`` in a scenario file: one change for a whole group of entities, without repeating it for each.

Each item names a section, conditions that an entity must all meet, and what is then laid over each such entity as a
merge patch::

    select:
      - where: {section: officers, unit: tan_phu, skills: activation}
        set: {hours_per_week: 32.0, phone: null}

A condition names a field (``crew.size`` for a nested one) or ``id``. It holds if the value written there, or else the
schema's default, is the value asked for; of lists on either side one common value is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.reading.schema_walk import ENTITY_SECTIONS, SchemaPlace, narrowed, place_at
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.reading.tree import Node, Path, Scalar, dotted, mapping
from optimizer.texts.diagnostics import layers as texts
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics.names import UNKNOWN
from optimizer.texts.diagnostics.schema import KEY_MISSING
from optimizer.texts.messages import AS_IT_IS, Message, Noun, Said, Template

_ID = ("id",)


@dataclass(frozen=True, slots=True)
class Condition:
    """A field, and the values of which it must have one."""

    origin: str
    field: Path
    wanted: frozenset[Scalar]

    def told(self) -> Message:
        """The condition in words."""
        wanted = [AS_IT_IS(text=value) for value in sorted(map(str, self.wanted))]
        return texts.CONDITION(field=dotted(self.field), values=_joined(wanted, texts.EITHER))

    def holds(self, section: str, key: str, entity: Node) -> bool:
        """Whether the entity of this id meets it."""
        return not self.wanted.isdisjoint(self.values(section, key, entity))

    def values(self, section: str, key: str, entity: Node) -> frozenset[Scalar]:
        """What the entity has in the field: nothing, one value, or the items of a list."""
        if self.field == _ID:
            return frozenset({key})
        node, place = entity, place_at((section, key))
        for position, part in enumerate(self.field):
            if (kind := node.child("kind")) is not None:
                place = narrowed(place, kind.value)
            child = node.child(part)
            if child is None:
                return frozenset(_scalars(place.default_at(self.field[position:], node.origin)))
            node, place = child, place.below(part)
        return frozenset(_scalars(node))


@dataclass(frozen=True, slots=True)
class Selection:
    """A group of entities and what is changed in each."""

    origin: str
    section: str
    conditions: tuple[Condition, ...]
    change: Node

    def patch(self, merged: Node) -> Node:
        """The merge patch it means for what has been merged so far.

        Raises
        ------
        ScenarioError
            If it selects nothing.
        """
        section = merged.child(self.section)
        entries = section.value if section is not None and isinstance(section.value, dict) else {}
        entities = {key: entity for key, entity in entries.items() if isinstance(entity.value, dict)}
        selected = [key for key, entity in entities.items() if self._takes(key, entity)]
        if not selected:
            raise ScenarioError(self._nothing_selected(entities))
        change = mapping(self.origin, dict.fromkeys(selected, self.change))
        return mapping(self.origin, {self.section: change})

    def _takes(self, key: str, entity: Node) -> bool:
        return all(condition.holds(self.section, key, entity) for condition in self.conditions)

    def _nothing_selected(self, entities: dict[str, Node]) -> Diagnostic:
        for condition in self.conditions:
            present = {value for key, e in entities.items() for value in condition.values(self.section, key, e)}
            if condition.wanted.isdisjoint(present):
                wanted = sorted(map(str, condition.wanted))[0]
                known = sorted(map(str, present))
                remedy = did_you_mean(wanted, known, texts.VALUES_OF(field=dotted(condition.field)))
                what = texts.SELECTS_NONE(section=self.section, condition=condition.told())
                return Diagnostic(condition.origin, what, remedy)
        where = f"{self.origin}  select"
        if not self.conditions:
            return Diagnostic(where, texts.SELECTS_NOTHING, texts.REMOVE_IT)
        together = _joined([condition.told() for condition in self.conditions], texts.BOTH)
        what = texts.SELECTS_NONE(section=self.section, condition=together)
        return Diagnostic(where, what, texts.TOGETHER_NONE)


def _joined(parts: Sequence[Message], template: Template) -> Message:
    """Several texts in one, two and two."""
    return reduce(lambda one, other: template(one=one, other=other), parts)


def read_selections(select: Node) -> tuple[Selection, ...]:
    """What stands under ``select:``, held against the schema.

    Raises
    ------
    ScenarioError
        With everything that is wrong, each problem with its place and remedy.
    """
    if not isinstance(select.value, tuple) or not all(isinstance(item.value, dict) for item in select.value):
        raise ScenarioError(Diagnostic(f"{select.origin}  select", texts.SELECT_NO_LIST, texts.SELECT_EXAMPLE))
    diagnostics: list[Diagnostic] = []
    selections = []
    for number, item in enumerate(select.value):
        found = list(_item_diagnostics(item, ("select", number)))
        diagnostics += found
        if not found:
            selections.append(_selection(item))
    if diagnostics:
        raise ScenarioError(diagnostics)
    return tuple(selections)


def _selection(item: Node) -> Selection:
    where, change = item.child("where"), item.child("set")
    assert change is not None
    assert where is not None
    assert isinstance(where.value, dict)
    wanted = {key: frozenset(_scalars(node)) for key, node in where.value.items()}
    conditions = tuple(
        Condition(f"{node.origin}  select.where.{key}", tuple(key.split(".")), wanted[key])
        for key, node in where.value.items()
        if key != "section"
    )
    return Selection(item.origin, str(where.value["section"].value), conditions, change)


def _item_diagnostics(item: Node, path: Path) -> Iterator[Diagnostic]:
    assert isinstance(item.value, dict)
    unknown = [key for key in item.value if key not in ("where", "set")]
    for key in unknown:
        yield _unknown(item.value[key], (*path, key), nouns.KEY, key, ("where", "set"))
    where, change = item.child("where"), item.child("set")
    if unknown:
        return
    if where is None or change is None:
        missing = "where" if where is None else "set"
        yield _diagnostic(item, path, KEY_MISSING(name=missing), texts.SELECT_EXAMPLE)
        return
    if not isinstance(where.value, dict) or "section" not in where.value:
        yield _diagnostic(where, (*path, "where"), texts.NAMES_NO_SECTION, texts.SELECT_EXAMPLE)
        return
    section = where.value["section"]
    if section.value not in ENTITY_SECTIONS:
        yield _unknown(section, (*path, "where", "section"), nouns.SECTION, str(section.value), ENTITY_SECTIONS)
        return
    entity = place_at((str(section.value), ""))
    for key, node in where.value.items():
        if key not in ("section", "id"):
            yield from _condition_diagnostics(entity, key, node, path)
    yield from _change_diagnostics(entity, change, (*path, "set"))


def _condition_diagnostics(entity: SchemaPlace, key: str, node: Node, path: Path) -> Iterator[Diagnostic]:
    place = entity
    where = (*path, "where", key)
    for part in key.split("."):
        names = place.field_names()
        if names and part not in names:
            yield _unknown(node, where, nouns.FIELD, part, (*names, "id"))
            return
        place = place.below(part)
    if place.field_names() or place.is_mapping():
        inner = ", ".join(place.field_names())
        remedy = texts.NAME_FIELD(key=key, fields=inner) if inner else texts.NAME_KEY(key=key)
        yield _diagnostic(node, where, texts.OWN_FIELDS(key=key), remedy)
    elif not list(_scalars(node)):
        yield _diagnostic(node, where, texts.NOTHING_TO_COMPARE(key=key), texts.WRITE_VALUES)


def _change_diagnostics(entity: SchemaPlace, change: Node, path: Path) -> Iterator[Diagnostic]:
    """A change that is none, or that names fields there are not; values are the schema's business."""
    if change.value is not None and not (isinstance(change.value, dict) and change.value):
        yield _diagnostic(change, path, texts.SET_IS(value=repr(change.plain())), texts.WRITE_CHANGES)
        return
    for leaf, node in change.leaves():
        place = entity
        for position, part in enumerate(leaf):
            names = place.field_names()
            if names and part not in names:
                yield _unknown(node, (*path, *leaf[: position + 1]), nouns.FIELD, str(part), names)
                break
            place = place.below(part)


def _diagnostic(node: Node, path: Path, what: Said, remedy: Said) -> Diagnostic:
    return Diagnostic(f"{node.origin}  {dotted(path)}", what, remedy)


def _unknown(node: Node, path: Path, noun: Noun, name: str, known: Iterable[str]) -> Diagnostic:
    return _diagnostic(node, path, UNKNOWN(what=noun.one, name=name), did_you_mean(name, known, noun.many))


def _scalars(node: Node) -> Iterator[Scalar]:
    """The value, or the items of a list of values; nothing for what is neither."""
    for item in node.value if isinstance(node.value, tuple) else (node,):
        if not isinstance(item.value, dict | tuple) and item.value is not None:
            yield item.value
