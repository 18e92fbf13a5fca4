"""What ``catruc rules`` tells: each kind of rule in words.

In English they are those of its statement, in Vietnamese those of its labels; nothing is said here.
"""

from __future__ import annotations

from dataclasses import dataclass
from inspect import getdoc
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.rules.catalogue import KINDS, labels
from optimizer.rules.statement import Statement
from optimizer.texts import rule_descriptions as texts
from optimizer.texts.messages import Language, Template

HEADINGS = ("Rule", "Amount", "Borders", "Source")
PLAIN_TYPES = {int: texts.WHOLE_NUMBER, float: texts.NUMBER, str: texts.NAME, bool: texts.TRUTH}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One field of a statement."""

    name: str
    type: str
    is_required: bool
    default: str
    """Empty if it must be given."""
    meaning: str


@dataclass(frozen=True, slots=True)
class Description:
    """One kind of rule in words of one language."""

    kind: str
    title: str
    rule: str
    amount: str
    """What one unit of breach is."""
    borders: str
    """What happens at the first and the last day, and with the history."""
    source: str
    tier: str
    """Tier that soft breaches enter."""
    parameters: tuple[Parameter, ...]


def describe(kind: str, language: Language = "en") -> Description:
    """Describe one kind.

    Raises
    ------
    ScenarioError
        If there is no such kind.
    """
    if kind not in KINDS:
        kinds = texts.ONE_OF(kinds=", ".join(KINDS))
        raise ScenarioError(Diagnostic("catruc rules", texts.NO_KIND(kind=kind), kinds))
    title, sections = _sections(getdoc(KINDS[kind]) or "")
    own = labels(kind)
    is_english = language == "en"
    return Description(
        kind=kind,
        title=title.rstrip(".") if is_english else own.title,
        rule=sections["Rule"] if is_english else own.rule,
        amount=sections["Amount"] if is_english else own.amount,
        borders=sections["Borders"] if is_english else own.borders,
        source=sections["Source"] if is_english else own.source,
        tier=KINDS[kind].tier,
        parameters=tuple(_parameters(kind, language)),
    )


def _sections(docstring: str) -> tuple[str, dict[str, str]]:
    """The title of a docstring and the text under each heading, on one line each."""
    title, *lines = docstring.replace("``", "").splitlines()
    found: dict[str, list[str]] = {heading: [] for heading in HEADINGS}
    heading = ""
    for line in lines:
        if line in found:
            heading = line
        elif heading:
            found[heading].append(line.strip())
    return title, {heading: " ".join(text).strip() for heading, text in found.items()}


def _parameters(kind: str, language: Language) -> list[Parameter]:
    """The kind's own parameters first, then those of every rule."""
    fields = KINDS[kind].model_fields
    own = [name for name in fields if name not in Statement.model_fields and name != "kind"]
    vietnamese = {**Statement.vietnamese, **labels(kind).parameters}
    return [
        Parameter(
            name,
            _type_text(fields[name].annotation, language),
            fields[name].is_required(),
            _default_text(fields[name], language),
            vietnamese[name] if language == "vi" else _plain(fields[name].description or ""),
        )
        for name in (*own, *Statement.model_fields)
    ]


def _plain(text: str) -> str:
    return " ".join(text.replace("``", "").split())


def _type_text(annotation: Any, language: Language) -> str:
    def inner(one: Any) -> str:
        return _type_text(one, language)

    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return inner(arguments[0])
    if origin is Literal:
        return " | ".join(map(str, arguments))
    if origin in (Union, UnionType):
        return " | ".join(dict.fromkeys(inner(one) for one in arguments if one is not NoneType))
    if origin is tuple and Ellipsis in arguments:
        parts = dict.fromkeys(inner(one) for one in arguments if one is not Ellipsis)
        return texts.LIST_OF(what=", ".join(parts)).in_language(language)
    if origin is tuple:
        return f"[{', '.join(map(inner, arguments))}]"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.items()
        return "{" + ", ".join(f"{name}: {inner(field.annotation)}" for name, field in fields) + "}"
    text: Template = PLAIN_TYPES[annotation]
    return text.in_language(language)


def _default_text(field: FieldInfo, language: Language) -> str:
    if field.is_required():
        return ""
    value = field.get_default(call_default_factory=True)
    if isinstance(value, float):
        return f"{value:g}"
    is_none = value is None or value == "" or isinstance(value, BaseModel)
    return texts.NONE.in_language(language) if is_none else str(value)
