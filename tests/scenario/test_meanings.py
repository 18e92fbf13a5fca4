"""What sections and fields mean stands in Vietnamese wherever it stands in English, for messages and for editors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from optimizer.fields import Section
from optimizer.rules.statement import Statement
from optimizer.scenario.reading.schema_walk import meaning_of
from optimizer.scenario.writing.json_schema import schema_json
from optimizer.sweep.schema import Sweep


def sections(model: type[Section]) -> Iterator[type[Section]]:
    for below in model.__subclasses__():
        yield below
        yield from sections(below)


OWN = [model for model in dict.fromkeys(sections(Section)) if not issubclass(model, Statement) or model is Statement]
assert Sweep in OWN


@pytest.mark.parametrize("model", OWN, ids=[model.__name__ for model in OWN])
def test_every_documented_field_stands_in_both_languages(model: type[Section]) -> None:
    documented = {name for name in model.__annotations__ if getattr(model.model_fields.get(name), "description", None)}
    assert set(vars(model)["vietnamese"]) == documented | {""}
    for name in ("", *documented):
        meaning = meaning_of(model, name)
        assert meaning is not None
        assert meaning.vi.strip() == meaning.vi != ""
        assert meaning.vi != meaning.en


def descriptions(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("description"), str):
            yield schema["description"]
        for child in schema.values():
            yield from descriptions(child)
    elif isinstance(schema, list):
        for child in schema:
            yield from descriptions(child)


def test_the_schema_is_described_in_either_language() -> None:
    english, vietnamese = json.loads(schema_json()), json.loads(schema_json("vi"))
    told = list(zip(descriptions(english), descriptions(vietnamese), strict=True))
    assert len(told) > 150
    assert [one for one, other in told if one == other] == []
    assert vietnamese["$defs"]["Pool"]["properties"]["target"]["description"].startswith("Số người phải làm xong")
    assert "Mức vi phạm" in vietnamese["$defs"]["Coverage"]["description"]
