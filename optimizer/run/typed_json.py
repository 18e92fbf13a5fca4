"""Dataclasses as JSON objects and back, strictly: their declared types decide, as those of rows do in the CSV files.

Declared may be texts, whole numbers, numbers, truth values and dates (written as 2024-04-04), literals of text, any of
them or nothing, other dataclasses, mappings by text, tuples of one type, tuples of named values, which JSON holds as an
object, and ``object``, which may be whatever JSON holds. A field that is nothing by default is left out where it is
nothing; every other one must be there, and no other may be. A number stays what it was, whole or not, so that what is
read and written again is the same text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, reduce
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from optimizer.errors import DamagedRunError, Diagnostic
from optimizer.texts.diagnostics import runs as texts
from optimizer.texts.messages import AS_IT_IS, Said

T = TypeVar("T")

_LONGEST_VALUE = 60


def object_of(record: object) -> dict[str, Any]:
    """The JSON object of a dataclass, its keys in the order of the fields."""
    kind: Any = type(record)
    values = {name: getattr(record, name) for name in _declared(kind)}
    return {
        name: _plain(value, _declared(kind)[name])
        for name, value in values.items()
        if value is not None or name not in _optional(kind)
    }


def record_of(kind: type[T], content: object, file: str) -> T:
    """The dataclass that a JSON value stands for.

    Parameters
    ----------
    kind
        The dataclass.
    content
        What ``json.loads`` made of the file.
    file
        Its name, for messages.

    Raises
    ------
    DamagedRunError
        With every key that is missing or unknown and every value of another type.
    """
    reading = _Reading(file)
    found = reading.value(content, kind, "")
    if reading.diagnostics:
        raise DamagedRunError(reading.diagnostics)
    assert isinstance(found, kind)
    return found


def _plain(value: Any, declared: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return object_of(value)
    if declared is object or not isinstance(value, Mapping | tuple):
        return value
    kind = next(member for member in _members(declared) if isinstance(value, get_origin(member) or ()))
    if isinstance(value, tuple) and not _are_named(kind):
        return [_plain(entry, _item(kind)) for entry in value]
    return {name: _plain(below, _item(kind)) for name, below in dict(value).items()}


class _Reading:
    """One file being read: whatever cannot be read is noted, and all is read to the end."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []

    def value(self, content: Any, declared: Any, path: str) -> Any:
        for member in _members(declared):
            if _fits(content, member):
                return self._member(content, member, path)
        wanted = _either([_in_words(member) for member in _members(declared)])
        self._note(path, texts.NOT_WANTED(value=_shown(content), wanted=wanted))
        return None

    def _member(self, content: Any, member: Any, path: str) -> Any:
        if member is object:
            return content
        if member is date:
            return date.fromisoformat(content)
        if is_dataclass(member):
            return self._record(content, member, path)
        if isinstance(content, dict):
            below = {name: self.value(value, _item(member), f"{path}.{name}") for name, value in content.items()}
            return tuple(below.items()) if _are_named(member) else below
        if isinstance(content, list):
            return tuple(self.value(entry, _item(member), f"{path}[{at}]") for at, entry in enumerate(content))
        return content

    def _record(self, content: Mapping[str, Any], kind: Any, path: str) -> Any:
        declared, values = _declared(kind), {}
        for name in content:
            if name not in declared:
                self._note(f"{path}.{name}", texts.UNKNOWN_KEY)
        for name, wanted in declared.items():
            if name in content:
                values[name] = self.value(content[name], wanted, f"{path}.{name}")
            elif name not in _optional(kind):
                self._note(f"{path}.{name}", texts.KEY_MISSING)
        return None if self.diagnostics else kind(**values)

    def _note(self, path: str, what: Said) -> None:
        where = f"{self.file}  {path.removeprefix('.')}" if path else self.file
        self.diagnostics.append(Diagnostic(where, what, texts.RESTORE_OR_PLAN_AGAIN))


@cache
def _declared(kind: type) -> Mapping[str, Any]:
    """Type of each field, in their order."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


@cache
def _optional(kind: type) -> frozenset[str]:
    """Fields that are nothing by default."""
    return frozenset(field.name for field in fields(kind) if field.default is None)


def _members(declared: Any) -> tuple[Any, ...]:
    """The types of a union, or the one type there is."""
    return get_args(declared) if get_origin(declared) in (Union, UnionType) else (declared,)


def _item(declared: Any) -> Any:
    """Type of the values of a mapping, of the entries of a tuple, of the values of a tuple of named ones."""
    arguments = get_args(declared)
    if _are_named(declared):
        return get_args(arguments[0])[1]
    return arguments[0] if get_origin(declared) is tuple else arguments[1]


def _are_named(declared: Any) -> bool:
    """Whether a type is that of a tuple of names and values."""
    return get_origin(declared) is tuple and get_origin(get_args(declared)[0]) is tuple


def _fits(content: Any, member: Any) -> bool:
    """Whether a JSON value has the form of a type that is no union, whatever lies below it."""
    if get_origin(member) is Literal:
        return content in get_args(member)
    return _FORMS[_form(member)][1](content)


def _in_words(member: Any) -> Said:
    if get_origin(member) is Literal:
        return _either([AS_IT_IS(text=repr(value)) for value in get_args(member)])
    return _FORMS[_form(member)][0]


def _either(choices: Iterable[Said]) -> Said:
    return reduce(lambda one, other: texts.EITHER(one=one, other=other), choices)


def _form(member: Any) -> Any:
    if is_dataclass(member) or get_origin(member) is Mapping or _are_named(member):
        return dict
    return get_origin(member) or member


def _is_number(content: object) -> bool:
    """Whether it is a number that can be reckoned with: neither infinite nor larger than any float."""
    if isinstance(content, bool) or not isinstance(content, int | float):
        return False
    return -sys.float_info.max <= content <= sys.float_info.max


def _is_date(content: object) -> bool:
    if not isinstance(content, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", content, re.ASCII):
        return False
    try:
        date.fromisoformat(content)
    except ValueError:
        return False
    return True


_FORMS: Mapping[type, tuple[Said, Callable[[Any], bool]]] = {
    NoneType: (AS_IT_IS(text="null"), lambda content: content is None),
    str: (texts.A_TEXT, lambda content: isinstance(content, str)),
    bool: (texts.A_TRUTH, lambda content: isinstance(content, bool)),
    int: (texts.A_WHOLE_NUMBER, lambda content: isinstance(content, int) and _is_number(content)),
    float: (texts.A_NUMBER, _is_number),
    date: (texts.A_DATE, _is_date),
    tuple: (texts.A_LIST, lambda content: isinstance(content, list)),
    dict: (texts.AN_OBJECT, lambda content: isinstance(content, dict)),
    object: (AS_IT_IS(text="JSON"), lambda content: True),
}
"""What each type is called, and whether a JSON value is of it."""


def _shown(content: object) -> str:
    """A value as it is shown in a message, shortened."""
    text = "null" if content is None else str(content).lower() if isinstance(content, bool) else repr(content)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
