"""Documents made from the schema: ``schema.json`` for editors and the commented ``default.yaml`` for people.

Both are generated, so they cannot say anything the program does not do. ``default.yaml`` is a whole scenario that
loads: required values come from the small example below, everything else is the schema's default.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from optimizer.rules.catalogue import KINDS
from optimizer.scenario.reading.tree import Plain
from optimizer.scenario.schema import Scenario
from optimizer.scenario.writing.json_schema import schema_json
from optimizer.scenario.writing.yaml_text import inline_text, scalar_text

_WIDTH = 110

_HEAD = """\
Every key a scenario may have, with its meaning, its bounds and its default. Generated from the schema; do not edit.
It is a whole scenario of one commune, one office and one school, and loads as it is.

Four further keys may stand at the top of a scenario file:
  extends: other.yaml    the file whose values hold unless this one changes them; null removes an entry
  tables:                entities kept in CSV files or workbook sheets, e.g. officers: data/input.xlsx#officers
                         (lists are separated by '|', nested keys by points: crew.size); one file or a list of files;
                         dates there as 2027-04-05 or, as spreadsheets in Viet Nam write them, 05/04/2027; a column
                         'note' is for remarks and is not read
  purpose: one sentence  what the file is for; told where it is laid over another
  select:                one change for a whole group of entities, without repeating it for each:
                           select:
                             - where: {section: officers, unit: xa_1, skills: id_card}
                               set: {hours_per_week: 32, phone: null}
                         'where' names a section of entities keyed by id and what they must have, all of it: fields
                         (crew.size for a nested one) or 'id'; of a list on either side one common value is enough.
                         'set' is laid over each of them as if it stood there; null removes a field, 'set: null' the
                         entities. Selections come in order, after everything else in the file; a file that extends
                         this one goes over them. A selection that selects nothing is an error.
"""

_EXAMPLE: dict[str, Any] = {
    "campaign": {
        "name": "Cao điểm mẫu",
        "first_day": "2027-04-05",
        "last_day": "2027-05-02",
        "finish_by": "2027-04-25",
        "agency": {
            "superior": "CÔNG AN TỈNH …",
            "name": "CÔNG AN HUYỆN …",
            "place": "…",
            "signatory": "TRƯỞNG CÔNG AN HUYỆN",
        },
        "streams": {"activation": {"name": "Kích hoạt định danh mức 2", "unit": "tài khoản"}},
    },
    "calendar": {
        "holidays": {"2027-04-30": "Ngày Chiến thắng"},
        "working_weekends": {"2027-04-24": "Ngày làm bù"},
        "blackouts": {
            "activation": {"upgrade": {"first_day": "2027-04-18", "last_day": "2027-04-18", "reason": "Nâng cấp"}}
        },
        "school_term": {"last_day": "2027-05-25", "closed": {"2027-04-30": "Nghỉ lễ"}},
    },
    "shifts": {
        "morning": {"name": "Sáng", "code": "S", "start": "07:00", "end": "11:00"},
        "evening": {"name": "Tối", "code": "T", "start": "18:00", "end": "22:00", "is_evening": True},
    },
    "places": {
        "xa_1": {
            "name": "Xã 1",
            "kind": "commune",
            "latitude": 11.45,
            "longitude": 106.85,
            "road_km": {"huyen": 9.5},
            "pools": {"activation": {"target": 400, "people": 500}},
            "closed": {"2027-04-16": "Lễ hội"},
        },
        "huyen": {"name": "Một cửa huyện", "kind": "office", "commune": "xa_1", "latitude": 11.46, "longitude": 106.9},
        "thcs_1": {
            "name": "THCS 1",
            "kind": "school",
            "commune": "xa_1",
            "latitude": 11.47,
            "longitude": 106.86,
            "pupils": {"2013-02-15": 6, "2013-04-20": 4},
        },
    },
    "units": {"ca_xa_1": {"name": "Công an xã 1", "place": "xa_1"}},
    "posts": {
        "desk_1": {
            "name": "Điểm trực xã 1",
            "place": "xa_1",
            "unit": "ca_xa_1",
            "stream": "activation",
            "standing": {"shifts": ["morning"], "day_types": ["weekday"]},
        }
    },
    "teams": {
        "mobile": {"name": "Tổ lưu động", "unit": "ca_xa_1", "base": "huyen", "stream": "activation", "crew": {}}
    },
    "visits": {
        "schools": {
            "kind": "school",
            "team": "mobile",
            "places": ["thcs_1"],
            "maximum_visits": 2,
            "shifts": ["morning"],
            "windows": {"april": {"first_day": "2027-04-05", "last_day": "2027-04-29"}},
            "attendance_in_term": 0.95,
            "attendance_after_term": 0.6,
            "minutes_per_person": 2,
        },
        "communes": {
            "kind": "commune",
            "team": "mobile",
            "places": ["xa_1"],
            "maximum_visits": 1,
            "shifts": ["morning"],
            "arrival": {"easy": 0.05, "hard": 0.02},
            "minutes_per_person": 4,
        },
        "homes": {
            "kind": "home_visit",
            "team": "mobile",
            "places": ["xa_1"],
            "maximum_visits": 1,
            "shifts": ["morning"],
            "segment": "hard",
            "people_per_shift": 6,
        },
    },
    "officers": {
        "an": {
            "name": "Nguyễn Văn An",
            "unit": "ca_xa_1",
            "hours_per_week": 24,
            "leave": {"annual": {"first_day": "2027-04-12", "last_day": "2027-04-13"}},
            "requests": {"wedding": {"date": "2027-04-17", "want": "off"}},
            "history": {"days": {"2027-04-03": ["evening"], "2027-04-04": ["rest"]}},
        },
        "binh": {"name": "Trần Thị Bình", "unit": "ca_xa_1", "hours_per_week": 24},
        "chi": {"name": "Lê Văn Chí", "unit": "ca_xa_1", "hours_per_week": 24},
    },
    "helpers": {
        "dung": {
            "name": "Phạm Thị Dung",
            "posts": ["desk_1"],
            "unavailable": {"exam": {"first_day": "2027-04-20", "last_day": "2027-04-21"}},
        }
    },
    "organisations": {
        "youth_union": {
            "name": "Đoàn Thanh niên",
            "kind": "union",
            "places": ["xa_1"],
            "stream": "activation",
            "weekly_capacity": 40,
            "show_up_rate": 0.3,
            "segments": {"easy": 0.6, "hard": 0.4},
        }
    },
    "turnout": {
        "activation": {
            "segments": {
                name: {
                    "share": share,
                    "arrival": {kind: dict.fromkeys(("morning", "evening"), p) for kind, p in rates.items()},
                }
                for name, share, rates in (
                    ("easy", 0.6, {"weekday": 0.016, "weekend": 0.02, "holiday": 0.02}),
                    ("hard", 0.4, {"weekday": 0.001, "weekend": 0.002, "holiday": 0.003}),
                )
            }
        }
    },
    "service": {"activation": {"minutes_per_person": 5, "shift_factor": {"evening": 1.3}, "first_try_success": 0.9}},
    "uncertainty": {},
    "baseline": {"run": "runs/april", "figures": {"value(burden) <= 1.05 * baseline": 120.5}},
    "acceptance": ["value(standing) <= 0", "evenings per officer per 7 days <= 7", "value(burden) <= 1.05 * baseline"],
}


def default_yaml() -> str:
    """A whole scenario with every key, its meaning as a comment, and its default."""
    rules = {kind: _rule_example(kind) for kind in KINDS}
    scenario = Scenario.model_validate({**_EXAMPLE, "rules": rules})
    lines = [f"# {line}".rstrip() for line in _HEAD.splitlines()]
    return "\n".join([*lines, *_section_lines(scenario, 0, set())]) + "\n"


def write_documents(folder: Path) -> tuple[Path, ...]:
    """Write ``schema.json`` and ``default.yaml`` into the folder; returns their paths."""
    texts = {"schema.json": schema_json(), "default.yaml": default_yaml()}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return tuple(folder / name for name in texts)


def _rule_example(kind: str) -> dict[str, Any]:
    example = {"kind": kind, **KINDS[kind].example}
    try:
        KINDS[kind].model_validate(example)
    except ValidationError as error:
        raise ValueError(f"rule kind {kind!r} has no complete defaults; give it an example: {error}") from error
    return example


def _section_lines(section: BaseModel, indent: int, seen: set[type[BaseModel]]) -> Iterator[str]:
    """The fields of a section; each class is commented where it first stands."""
    model = type(section)
    margin = "  " * indent
    is_new = model not in seen
    seen.add(model)
    properties = model.model_json_schema()["properties"]
    data = section.model_dump(mode="json", exclude_none=True)
    if is_new and indent and model.__doc__:
        yield from _comment(model.__doc__.split("\n\n")[0], margin)
    for name, field in model.model_fields.items():
        if not indent:
            yield ""
        if is_new:
            yield from _comment(_remark(field.description, properties[name], field.is_required()), margin)
        if name not in data:
            yield f"{margin}# {name}:"
        else:
            yield from _entry_lines(name, getattr(section, name), data[name], indent, seen)


def _entry_lines(name: str, value: object, data: Plain, indent: int, seen: set[type[BaseModel]]) -> Iterator[str]:
    head = f"{'  ' * indent}{scalar_text(name)}:"
    if isinstance(value, BaseModel):
        lines = list(_section_lines(value, indent + 1, seen))
        # Of a section in which nothing is set there is nothing but comments, and a key has a value.
        yield head if any(not line.lstrip().startswith("#") for line in lines) else f"{head} {{}}"
        yield from lines
    elif isinstance(value, Mapping) and isinstance(data, dict) and any(isinstance(c, dict) for c in data.values()):
        yield head
        for (key, child), child_data in zip(value.items(), data.values(), strict=True):
            yield from _entry_lines(str(key) if isinstance(key, str) else f"{key}", child, child_data, indent + 1, seen)
    else:
        yield f"{head} {inline_text(data)}"


def _remark(description: str | None, schema: Mapping[str, Any], is_required: bool) -> str:
    """Meaning, allowed values and bounds of a field."""
    parts = [" ".join(description.split())] if description else []
    if "enum" in schema:
        parts.append(f"One of: {', '.join(map(str, schema['enum']))}.")
    bounds = [
        f"{word} {schema[key]:g}"
        for key, word in (
            ("minimum", "at least"),
            ("exclusiveMinimum", "above"),
            ("maximum", "at most"),
            ("exclusiveMaximum", "below"),
        )
        if key in schema
    ]
    if bounds:
        parts.append(f"{', '.join(bounds).capitalize()}.")
    if is_required:
        parts.append("Required.")
    return " ".join(parts)


def _comment(text: str, margin: str) -> Iterator[str]:
    for line in textwrap.wrap(" ".join(text.split()), _WIDTH - len(margin)):
        yield f"{margin}# {line}"
