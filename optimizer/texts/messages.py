"""Sentences that stand in Vietnamese and in English, side by side.

A :class:`Template` is written where it belongs, both languages together, so that whoever changes one sees the other,
and a test that collects all templates finds gaps and places that only one of them fills. Calling it with values makes
a :class:`Message`, which is put into words where a person's language is known: in the terminal, on a page, in a sheet.

One typed catalogue, not gettext: half of the readers of a text read Vietnamese alone, so neither language is a
translation of the other that may lag behind; there is nothing to extract or compile; and a name that does not exist is
found by the type checker, not by a reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Language: TypeAlias = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Template:
    """One text in both languages, with ``{names}`` where values go."""

    vi: str
    en: str

    def __call__(self, **values: object) -> Message:
        """The text with its places filled in."""
        return Message(self, tuple(values.items()))

    def in_language(self, language: str) -> str:
        """The text as it stands."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Message:
    """A text with its values, in no language yet; values may be messages themselves."""

    template: Template
    values: tuple[tuple[str, object], ...] = ()

    def in_language(self, language: str) -> str:
        """The text in words."""
        text = self.template.in_language(language)
        return text.format(**{name: _Said(value, language) for name, value in self.values})

    @property
    def named(self) -> Mapping[str, object]:
        """The values by name."""
        return dict(self.values)

    def __str__(self) -> str:
        """In English, as it stands in tracebacks."""
        return self.in_language("en")


Said: TypeAlias = Message | str
"""What is told: a message, or a text that is the same in every language (a name, a path, what a library said)."""


def said(text: Said, language: str) -> str:
    """A message in words; other texts as they are."""
    return text.in_language(language) if isinstance(text, Message) else text


@dataclass(frozen=True, slots=True)
class _Said:
    """A value on its way into a text: what is a message is put into words first."""

    value: object
    language: str

    def __format__(self, specification: str) -> str:
        return format(self._plain(), specification)

    def __str__(self) -> str:
        return str(self._plain())

    def __repr__(self) -> str:
        return repr(self._plain())

    def _plain(self) -> object:
        if isinstance(self.value, Message | Template):
            return self.value.in_language(self.language)
        if isinstance(self.value, tuple) and any(isinstance(part, Message | Template) for part in self.value):
            return ", ".join(str(_Said(part, self.language)) for part in self.value)
        return self.value
