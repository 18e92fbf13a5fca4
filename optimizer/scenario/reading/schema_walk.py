"""What the schema says about a path: the section there, its fields, the type of a field.

Error messages, tables and the generated documents all ask here, so that none repeats the schema.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from optimizer.fields import Id
from optimizer.rules.catalogue import labels
from optimizer.rules.statement import Statement
from optimizer.scenario.reading.tree import Node, Plain, from_plain
from optimizer.scenario.schema import Scenario
from optimizer.texts.messages import Template, verbatim

FILE_KEYS = ("extends", "tables", "purpose", "select")
"""Keys of a scenario file that say how it is put together; they are no part of the scenario."""


@dataclass(frozen=True, slots=True)
class SchemaPlace:
    """What may be written at a path: one of these types."""

    options: tuple[Any, ...]

    def models(self) -> tuple[type[BaseModel], ...]:
        """The sections possible here."""
        return tuple(option for option in self.options if isinstance(option, type) and issubclass(option, BaseModel))

    def field_names(self) -> tuple[str, ...]:
        """Names of the fields of the sections possible here."""
        return tuple(dict.fromkeys(name for model in self.models() for name in model.model_fields))

    def is_list(self) -> bool:
        """Whether a list is written here."""
        return any(get_origin(_bare(option)) in (list, tuple) for option in self.options)

    def is_mapping(self) -> bool:
        """Whether a mapping keyed by ids or dates is written here."""
        return any(get_origin(_bare(option)) is dict for option in self.options)

    def accepts(self, *kinds: type) -> bool:
        """Whether a scalar of one of these Python types is written here."""
        return any(_bare(option) in kinds for option in self.options)

    def is_id(self) -> bool:
        """Whether an id is written here, of the entity itself or of another."""
        return any(option == Id for option in self.options)

    def may_be_nothing(self, key: str) -> bool:
        """Whether a field of the sections possible here may hold nothing, so that a ``null`` is a value for it."""
        fields = (_hints(model)[key] for model in self.models() if key in model.model_fields)
        return any(type(None) in get_args(_bare(field)) for field in fields)

    def default_at(self, path: Sequence[str | int], origin: str) -> Node:
        """What holds at a path below if nothing is written there: the schema's default, or nothing."""
        fields = (model.model_fields[str(path[0])] for model in self.models() if path[0] in model.model_fields)
        field = next(fields, None)
        if field is None or field.is_required():
            return Node(origin, None)
        default: Plain = to_jsonable_python(field.get_default(call_default_factory=True))
        return from_plain(default, origin).at(path[1:]) or Node(origin, None)

    def below(self, key: str | int) -> SchemaPlace:
        """What may be written under a key (a field, an entry, an item)."""
        found: list[Any] = []
        for option in self.options:
            bare = _bare(option)
            if isinstance(bare, type) and issubclass(bare, BaseModel):
                if key in bare.model_fields:
                    found.extend(_alternatives(_hints(bare)[key]))
            elif get_origin(bare) is dict:
                found.extend(_alternatives(get_args(bare)[1]))
            elif get_origin(bare) in (list, tuple):
                found.extend(_alternatives(get_args(bare)[0]))
        return SchemaPlace(tuple(found))


def place_at(path: Sequence[str | int], root: type[BaseModel] = Scenario) -> SchemaPlace:
    """What may be written at a path of a scenario, or of another file whose root section is given."""
    place = SchemaPlace((root,))
    for key in path:
        place = place.below(key)
    return place


def narrowed(place: SchemaPlace, kind: object) -> SchemaPlace:
    """The place with only the sections whose ``kind`` may be this, if there are any."""
    matching = [
        model
        for model in place.models()
        if "kind" in model.model_fields and kind in get_args(model.model_fields["kind"].annotation)
    ]
    return SchemaPlace(tuple(matching)) if matching else place


def meaning_of(model: type[BaseModel], name: str = "") -> Template | None:
    """What a field of a section means, or the section; ``None`` if its docstring says nothing."""
    if name:
        field = model.model_fields.get(name)
        english = field.description if field is not None else None
    else:
        english = (model.__doc__ or "").split("\n\n")[0]
    if not english:
        return None
    parents = (vars(parent).get("vietnamese", {}) for parent in model.__mro__)
    vietnamese = next((texts[name] for texts in parents if name in texts), "")
    if not vietnamese and issubclass(model, Statement):
        own = labels(model.model_fields["kind"].default)
        vietnamese = own.parameters[name] if name else own.title
    return verbatim(vietnamese, " ".join(english.replace("``", "").split()))


@cache
def _hints(model: type[BaseModel]) -> dict[str, Any]:
    return get_type_hints(model, include_extras=True)


def _bare(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def _alternatives(annotation: Any) -> Iterable[Any]:
    bare = _bare(annotation)
    if get_origin(bare) in (Union, types.UnionType):
        for option in get_args(bare):
            yield from _alternatives(option)
    elif bare is not type(None):
        yield annotation


ENTITY_SECTIONS = tuple(name for name in Scenario.model_fields if place_at((name,)).is_mapping())
"""Sections that hold entities keyed by id."""
