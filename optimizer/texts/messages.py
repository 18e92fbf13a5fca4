"""Sentences that stand in Vietnamese and in English, side by side.

A :class:`Template` is written where it belongs, both languages together, so that whoever changes one sees the other,
and a test that collects all templates finds gaps and places that only one of them fills. Calling it with values makes
a :class:`Message`, which is put into words where a person's language is known: in the terminal, on a page, in a sheet.

One typed catalogue, not gettext: half of the readers of a text read Vietnamese alone, so neither language is a
translation of the other that may lag behind; there is nothing to extract or compile; and a name that does not exist is
found by the type checker, not by a reader. What is told has the type :data:`Said`, which plain text is not, so a
sentence in one language alone is found by the type checker too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Final, Literal, TypeAlias

Language: TypeAlias = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")
_SEPARATORS = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class Template:
    """One text in both languages, with ``{names}`` where values go; a brace of the text itself is written twice."""

    vi: str
    en: str

    def __call__(self, **values: object) -> Message:
        """The text with its places filled in."""
        return Message(self, tuple(values.items()))

    def in_language(self, language: Language) -> str:
        """The text in words, if it has no places."""
        return self().in_language(language)

    def __str__(self) -> str:
        """In English, as it stands in tracebacks."""
        return self.in_language("en")


@dataclass(frozen=True, slots=True)
class Message:
    """A text with its values, in no language yet; values may be texts themselves, or tuples of texts."""

    template: Template
    values: tuple[tuple[str, object], ...] = ()

    def by_ids(self) -> Message:
        """The same with ids in place of names, as files and programs have it."""
        return Message(self.template, tuple((name, _by_ids(value)) for name, value in self.values))

    def in_language(self, language: Language) -> str:
        """The text in words."""
        text = self.template.vi if language == "vi" else self.template.en
        return text.format(**{name: _Value(value, language) for name, value in self.values})

    def __str__(self) -> str:
        """In English, as it stands in tracebacks."""
        return self.in_language("en")


Said: TypeAlias = Message | Template
"""What is told."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something of a scenario as a value: people read its name, files and programs its id."""

    id: str
    name: str | Said

    def __str__(self) -> str:
        return str(self.name)


def _by_ids(value: object) -> object:
    if isinstance(value, Named):
        return value.id
    if isinstance(value, tuple):
        return tuple(_by_ids(part) for part in value)
    return value.by_ids() if isinstance(value, Message) else value


@dataclass(frozen=True, slots=True)
class Noun:
    """What a name may stand for, of one and of many."""

    one: Template
    many: Template


def verbatim(vi: str, en: str) -> Template:
    """A text that has no places, whatever braces it has."""
    return Template(*(text.replace("{", "{{").replace("}", "}}") for text in (vi, en)))


BESIDE: Final = Template("{one}  {other}", "{one}  {other}")
"""Two parts of a place, as in ``file  path``."""
_BELOW: Final = Template("{one}\n  {other}", "{one}\n  {other}")
AND: Final = Template("{one} và {other}", "{one} and {other}")
AS_IT_IS: Final = Template("{text}", "{text}")
"""Text that is the same in every language: names, paths, what another program said."""


def said(text: Said | str, language: Language) -> str:
    """A text in words; plain text as it is."""
    return text if isinstance(text, str) else text.in_language(language)


def all_of(parts: Iterable[object]) -> object:
    """One thing and another and another, as one value."""
    first, *others = parts
    joined = first
    for other in others:
        joined = AND(one=joined, other=other)
    return joined


def lines_of(first: Said, *others: Said) -> Said:
    """Texts below each other, those after the first set in."""
    return reduce(lambda one, other: _BELOW(one=one, other=other), others, first)


def worded(family: Mapping[str, Template], key: str) -> Message | Template:
    """The text for a key; the key itself where a family has none."""
    return family[key] if key in family else AS_IT_IS(text=key)


@dataclass(frozen=True, slots=True)
class _Value:
    """A value on its way into a text: what is a text is put into words first.

    A figure with its thousands marked is written for people, so it has the language's separators; all others are
    written as in the files, where a decimal point is a point.
    """

    value: object
    language: Language

    def __format__(self, specification: str) -> str:
        text = format(self._plain(), specification)
        return text.translate(_SEPARATORS) if "," in specification and self.language == "vi" else text

    def __str__(self) -> str:
        return str(self._plain())

    def __repr__(self) -> str:
        return repr(self._plain())

    def _plain(self) -> object:
        if isinstance(self.value, Named):
            return said(self.value.name, self.language)
        if isinstance(self.value, Message | Template):
            return self.value.in_language(self.language)
        if isinstance(self.value, tuple):
            return ", ".join(str(_Value(part, self.language)) for part in self.value)
        return self.value
