"""Validate the merged scenario against the schema, and say what is wrong in the user's words.

Every pydantic error becomes a :class:`~optimizer.errors.Diagnostic` with the place where the value was written, the
value and a remedy; what pydantic says twice about one value is said once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from optimizer.errors import Diagnostic, RefusedValueError
from optimizer.scenario.checks.mending import Mended, with_borrowed, without_entries
from optimizer.scenario.reading.numbers import meant_number
from optimizer.scenario.reading.schema_walk import FILE_KEYS, SchemaPlace, meaning_of, narrowed, place_at
from optimizer.scenario.reading.suggestions import did_you_mean, nearest_name
from optimizer.scenario.reading.tree import Node, Path, Withheld, dotted
from optimizer.scenario.schema import Scenario
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics import schema as texts
from optimizer.texts.diagnostics.names import NOT_AMONG, UNKNOWN
from optimizer.texts.messages import AS_IT_IS, Message, Noun, Said, Template

ATTACHED_FIELDS = {"officers": {"leave", "requests", "history"}, "places": {"pupils"}}
"""Fields that tables and overlays add to entities; an entity that has nothing else is a mistyped id."""


@dataclass(frozen=True, slots=True)
class Validated:
    """What the schema accepts of the merged layers, and what it refuses."""

    scenario: Scenario | None
    """The scenario less the refused entries; ``None`` if it cannot be told what the rest means."""
    diagnostics: tuple[Diagnostic, ...] = ()
    refused: frozenset[str] = frozenset()
    """Ids of the entries left out; they exist, so naming them is no second mistake."""
    mended: tuple[Mended, Scenario] | None = None
    """With entries mended instead of left out, so that the names in them can be judged; nothing where none could be."""


def validate(merged: Node) -> Validated:
    """Hold the merged layers against the schema.

    Entries with mistakes are left out of the scenario, so that the cross checks can judge the others at once.
    """
    known, diagnostics, refused = _without_mistyped(merged)
    try:
        return Validated(Scenario.model_validate(known.plain()), tuple(diagnostics), refused)
    except ValidationError as error:
        diagnostics.extend(schema_diagnostics(error, known))
        paths = [_path_of(detail, known) for detail in error.errors()]
    left, mended = without_entries(known, paths), with_borrowed(known, paths)
    scenario = _accepted(left)
    whole = _accepted(mended) if mended.borrowed else None
    return Validated(scenario, tuple(diagnostics), refused | left.refused, None if whole is None else (mended, whole))


def _accepted(mended: Mended) -> Scenario | None:
    with suppress(ValidationError):
        return Scenario.model_validate(mended.tree.plain())
    return None


def _without_mistyped(merged: Node) -> tuple[Node, list[Diagnostic], frozenset[str]]:
    """The scenario less entities that nobody meant to make, a problem for each of them, and their ids.

    Such have only fields that tables attach, or were brought about by ``--set`` of some of their fields.
    """
    assert isinstance(merged.value, dict)
    sections = dict(merged.value)
    diagnostics: list[Diagnostic] = []
    refused: set[str] = set()
    for section in sections:
        attached: set[str] = ATTACHED_FIELDS.get(section, set())
        entities = merged.value.get(section)
        if entities is None or not isinstance(entities.value, dict):
            continue
        mistyped = {
            key: entity
            for key, entity in entities.value.items()
            if isinstance(entity.value, dict)
            and ((entity.value and set(entity.value) <= attached) or _is_half_set(section, entity))
        }
        if not mistyped:
            continue
        rest = {key: entity for key, entity in entities.value.items() if key not in mistyped}
        diagnostics += [
            Diagnostic(
                f"{entity.origin}  {section}.{key}",
                NOT_AMONG(key=key, section=section),
                did_you_mean(key, rest, AS_IT_IS(text=section)),
            )
            for key, entity in mistyped.items()
        ]
        refused |= mistyped.keys()
        sections[section] = Node(entities.origin, rest)
    return Node(merged.origin, sections), diagnostics, frozenset(refused)


def _is_half_set(section: str, entity: Node) -> bool:
    """Whether the entity is there by ``--set`` alone and lacks a field it must have."""
    if not entity.origin.startswith("--set ") or not place_at((section,)).is_mapping():
        return False
    models = place_at((section, "id")).models()
    given = entity.value if isinstance(entity.value, dict) else {}
    required = [{name for name, field in model.model_fields.items() if field.is_required()} for model in models]
    return bool(required) and not any(names <= given.keys() for names in required)


def schema_diagnostics(error: ValidationError, merged: Node, root: type[BaseModel] = Scenario) -> list[Diagnostic]:
    """One problem per wrong value, in the order of the schema, whose root section is ``root``."""
    # What has been refused where it was read is no second mistake.
    found = [detail for detail in error.errors(include_url=False) if not isinstance(detail["input"], Withheld)]
    details = [(detail, _path_of(detail, merged)) for detail in found]
    unknown = {path for detail, path in details if detail["type"] == "extra_forbidden"}
    telling = [(detail, path) for detail, path in details if not _is_noise(detail, path, merged, unknown, root)]
    diagnostics: dict[Path, Diagnostic] = {}
    for detail, path in telling or details:
        what, remedy = _explain(detail, path, merged, root)
        where = merged.nearest((*path, "kind") if detail["type"] == "union_tag_invalid" else path).origin
        diagnostics.setdefault(path, Diagnostic(f"{where}  {dotted(path)}", what, remedy))
    return list(diagnostics.values())


def _path_of(detail: ErrorDetails, merged: Node) -> Path:
    """The path of the value in the file: pydantic's location without the names of union members."""
    path: list[str | int] = []
    node: Node | None = merged
    location = detail["loc"]
    for number, part in enumerate(location):
        if part == "[key]":
            break
        child = node.child(part) if node is not None else None
        if child is not None:
            node = child
            path.append(part)
        elif number == len(location) - 1 and detail["type"] == "missing":
            path.append(part)
    return tuple(path)


def _is_noise(detail: ErrorDetails, path: Path, merged: Node, unknown: set[Path], root: type[BaseModel]) -> bool:
    """Whether the error only repeats another: of a union member of another shape, or of items already refused."""
    kind = detail["type"]
    node = merged.at(path)
    if kind in ("model_type", "dict_type") and _alternatives_at(path, root) > 1:
        return True
    if kind == "literal_error" and detail["loc"][-1] != "[key]" and node is not None and isinstance(node.value, dict):
        return _alternatives_at(path, root) > 1
    if kind == "too_short" and node is not None and isinstance(node.value, tuple | dict):
        return len(node.value) >= int(detail["ctx"]["min_length"])
    if kind == "missing":
        siblings = [str(other[-1]) for other in unknown if other[:-1] == path[:-1]]
        return nearest_name(str(path[-1]), siblings) is not None
    return False


def _alternatives_at(path: Path, root: type[BaseModel]) -> int:
    """Number of forms a value may have here, if sections and scalars are among them."""
    place = place_at(path, root)
    return len(place.options) if 0 < len(place.models()) < len(place.options) else 1


def _explain(detail: ErrorDetails, path: Path, merged: Node, root: type[BaseModel]) -> tuple[Said, Said]:
    """What is wrong, and the remedy."""
    context: Mapping[str, Any] = detail.get("ctx", {})
    name = str(path[-1]) if path and isinstance(path[-1], str) else dotted(path[-2:])
    value = _shown(detail["input"])
    explain = _EXPLANATIONS.get(detail["type"])
    if path and path[-1] == "enforcement":
        return texts.VALUE(name="enforcement", value=value), texts.ENFORCEMENT
    if explain is not None:
        return explain(name, value, context)
    match detail["type"]:
        case "extra_forbidden":
            return _unknown(nouns.KEY, name, _known_keys(path[:-1], merged, root))
        case "missing":
            return texts.KEY_MISSING(name=name), _meaning(path, merged, root)
        case "union_tag_invalid":
            kinds = [kind.strip(" '") for kind in str(context["expected_tags"]).split(",")]
            return _unknown(nouns.KIND, str(context["tag"]), kinds)
        case "union_tag_not_found":
            kinds = sorted(str(model.model_fields["kind"].default) for model in place_at(path, root).models())
            return texts.KIND_MISSING, texts.KNOWN_KINDS(kinds=", ".join(kinds))
        case "literal_error":
            expected = [part.strip(" '") for part in str(context["expected"]).replace(" or ", ", ").split(",")]
            if detail["loc"][-1] == "[key]":
                return _unknown(nouns.KEY, name, expected)
            remedy = did_you_mean(str(detail["input"]), expected, nouns.VALUE.many)
            return texts.VALUE(name=name, value=value), remedy
        case "value_error":
            return _explain_refusal(detail, path, name, value)
        case other:
            return texts.VALUE(name=name, value=value), _said_by_library(other, detail["msg"], context)


def _unknown(noun: Noun, name: str, known: Iterable[str]) -> tuple[Said, Said]:
    return UNKNOWN(what=noun.one, name=name), did_you_mean(name, known, noun.many)


def _said_by_library(kind: str, message: str, context: Mapping[str, Any]) -> Message:
    if kind in texts.OTHERS:
        return texts.OTHERS[kind](**context)
    return AS_IT_IS(text=message[0].lower() + message[1:])


def _explain_refusal(detail: ErrorDetails, path: Path, name: str, value: Said | str) -> tuple[Said, Said]:
    """What one of the schema's own checks says."""
    error = detail["ctx"]["error"]
    reason = error.told if isinstance(error, RefusedValueError) else AS_IT_IS(text=str(error))
    if detail["loc"][-1] == "[key]":
        return texts.NO_KEY_HERE(name=name), reason
    if isinstance(detail["input"], Mapping):
        return reason, texts.CORRECT(path=dotted(path))
    return texts.VALUE(name=name, value=value), reason


_Explanation = Callable[[str, "Said | str", Mapping[str, Any]], tuple[Said, Said]]


def _not_date(name: str, value: Said | str, _: Mapping[str, Any]) -> tuple[Said, Said]:
    return texts.VALUE(name=name, value=value), texts.NO_SUCH_DAY


def _out_of_range(remedy: Template, key: str) -> _Explanation:
    def explain(name: str, value: Said | str, context: Mapping[str, Any]) -> tuple[Said, Said]:
        limit = context[key]
        told = texts.SHARE_AT_MOST if key == "le" and limit == 1 else remedy
        return texts.VALUE(name=name, value=value), told(limit=limit)

    return explain


def _wrong_type(wanted: Template, remedy: Template) -> _Explanation:
    def explain(name: str, value: Said | str, _: Mapping[str, Any]) -> tuple[Said, Said]:
        return texts.NOT_WANTED(name=name, value=value, wanted=wanted), remedy

    return explain


def _empty(name: str, _: Said | str, context: Mapping[str, Any]) -> tuple[Said, Said]:
    found = context.get("actual_length", 0)
    what = texts.TOO_FEW(name=name, count=found) if found else texts.EMPTY(name=name)
    return what, texts.GIVE_AT_LEAST(count=context["min_length"])


def _number(told: _Explanation) -> _Explanation:
    """As told, unless the value is a number in another notation."""

    def explain(name: str, value: Said | str, context: Mapping[str, Any]) -> tuple[Said, Said]:
        what, remedy = told(name, value, context)
        return what, meant_number(str(value).strip("'")) or remedy

    return explain


_TEXT = _wrong_type(texts.TEXT, texts.WRITE_TEXT)
_WHOLE = _number(_wrong_type(texts.WHOLE, texts.WRITE_WHOLE))
_NUMBER = _number(_wrong_type(texts.NUMBER, texts.WRITE_NUMBER))
_MAPPING = _wrong_type(texts.MAPPING, texts.WRITE_MAPPING)
_LIST = _wrong_type(texts.LIST, texts.WRITE_LIST)

_EXPLANATIONS: dict[str, _Explanation] = {
    "string_type": _TEXT,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": _wrong_type(texts.TRUTH, texts.WRITE_TRUTH),
    "model_type": _MAPPING,
    "dict_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "date_from_datetime_parsing": _not_date,
    "date_parsing": _not_date,
    "greater_than": _out_of_range(texts.ABOVE, "gt"),
    "greater_than_equal": _out_of_range(texts.AT_LEAST, "ge"),
    "less_than": _out_of_range(texts.BELOW, "lt"),
    "less_than_equal": _out_of_range(texts.AT_MOST, "le"),
    "too_short": _empty,
    "string_too_short": _empty,
}


def _place_of(path: Path, merged: Node, root: type[BaseModel]) -> SchemaPlace:
    """What the schema has at a path, unions narrowed by the ``kind`` written there."""
    place, node = place_at((), root), merged
    for key in path:
        place = place.below(key)
        node = node.child(key) or Node(node.origin, None)
        if (kind := node.child("kind")) is not None:
            place = narrowed(place, kind.value)
    return place


def _known_keys(path: Path, merged: Node, root: type[BaseModel]) -> tuple[str, ...]:
    fields = _place_of(path, merged, root).field_names()
    return (*fields, *FILE_KEYS) if root is Scenario and not path else fields


def _meaning(path: Path, merged: Node, root: type[BaseModel]) -> Message:
    """The remedy for a missing key: the first sentence on what it is."""
    name = str(path[-1])
    for model in _place_of(path[:-1], merged, root).models():
        if (meaning := meaning_of(model, name)) is not None:
            first = Template(_first_sentence(meaning.vi), _first_sentence(meaning.en))
            return texts.ADD_KEY_WITH_MEANING(name=name, meaning=first)
    return texts.ADD_KEY(name=name)


def _first_sentence(text: str) -> str:
    return text.partition(". ")[0].rstrip(".")


def _shown(value: object) -> Said | str:
    """A value as shown in a message, shortened."""
    if isinstance(value, Sequence | Mapping) and not isinstance(value, str) and not value:
        return texts.EMPTY_VALUE
    text = "null" if value is None else str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
