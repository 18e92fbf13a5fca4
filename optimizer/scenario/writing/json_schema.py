"""JSON schema of a scenario file, for completion and checks in editors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from optimizer.fields import Section
from optimizer.rules.catalogue import KINDS, labels
from optimizer.rules.labels import KindLabels
from optimizer.scenario.reading.schema_walk import ENTITY_SECTIONS, FILE_KEYS, meaning_of
from optimizer.scenario.reading.table_rows import ATTACHED_TABLES, ENTITY_TABLES
from optimizer.scenario.schema import Scenario
from optimizer.texts import file_keys as texts
from optimizer.texts import rule_descriptions
from optimizer.texts.messages import Language, Template

_CLOCK = r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$"
_SCALAR = {"type": ["string", "number", "boolean"]}


def schema_json(language: Language = "en") -> str:
    """The schema as text, its sections and fields described in a language."""
    schema = Scenario.model_json_schema()
    _mend_clock_times(schema)
    if language == "vi":
        _describe(schema)
    file = {"type": "string", "minLength": 1}
    files = {"anyOf": [file, {"type": "array", "items": file, "minItems": 1}]}
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["properties"] = {
        "extends": {**file, "description": texts.EXTENDS.in_language(language)},
        "tables": {
            "type": "object",
            "description": texts.TABLES.in_language(language),
            "properties": dict.fromkeys((*ENTITY_TABLES, *ATTACHED_TABLES), files),
            "additionalProperties": False,
        },
        "purpose": {"type": "string", "description": texts.PURPOSE.in_language(language)},
        "select": {
            "type": "array",
            "description": texts.SELECT.in_language(language),
            "items": _selection(language),
        },
        **schema["properties"],
    }
    # A file that extends another, is laid over it, or has tables, need not hold every section itself.
    required = schema.pop("required")
    schema["anyOf"] = [{"required": [key]} for key in FILE_KEYS] + [{"required": required}]
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _selection(language: Language) -> Mapping[str, Any]:
    """One item of ``select:``."""
    return {
        "type": "object",
        "properties": {
            "where": {
                "type": "object",
                "description": texts.SELECT_WHERE.in_language(language),
                "properties": {"section": {"enum": ENTITY_SECTIONS}},
                "additionalProperties": {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR, "minItems": 1}]},
                "required": ["section"],
            },
            "set": {
                "type": ["object", "null"],
                "description": texts.SELECT_SET.in_language(language),
                "minProperties": 1,
            },
        },
        "additionalProperties": False,
        "required": ["where", "set"],
    }


def _describe(schema: dict[str, Any]) -> None:
    """Say in Vietnamese what sections and fields mean; pydantic knows the English of their docstrings."""
    described = {**schema["$defs"], Scenario.__name__: schema}
    for model in {model.__name__: model for model in _sections(Section)}.values():
        if (part := described.get(model.__name__)) is None:
            continue
        _put(part, meaning_of(model))
        for name, field in part["properties"].items():
            _put(field, meaning_of(model, name))
    for kind, statement in KINDS.items():
        described[statement.__name__]["description"] = _rule_text(labels(kind))


def _put(part: dict[str, Any], meaning: Template | None) -> None:
    if meaning is not None:
        part["description"] = meaning.in_language("vi")


def _rule_text(kind: KindLabels) -> str:
    parts = (
        (rule_descriptions.RULE, kind.rule),
        (rule_descriptions.AMOUNT, kind.amount),
        (rule_descriptions.BORDERS, kind.borders),
        (rule_descriptions.SOURCE, kind.source),
    )
    return "\n\n".join([f"{kind.title}.", *(f"{heading.in_language('vi')}\n    {text}" for heading, text in parts)])


def _sections(model: type[Section]) -> Iterator[type[Section]]:
    for below in model.__subclasses__():
        yield below
        yield from _sections(below)


def _mend_clock_times(schema: object) -> None:
    """Say hours and minutes where JSON schema's own format would ask for seconds and a time zone."""
    if isinstance(schema, dict):
        if schema.get("format") == "time":
            del schema["format"]
            schema["pattern"] = _CLOCK
        for child in schema.values():
            _mend_clock_times(child)
    elif isinstance(schema, list):
        for child in schema:
            _mend_clock_times(child)
