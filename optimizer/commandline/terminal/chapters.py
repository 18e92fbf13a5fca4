"""A chapter of a page: it loads no model, so that what needs none is answered sooner."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.publish.content.told import Chapter, Part
from optimizer.texts.messages import Language, Template


def chapter(title: Template, parts: Iterable[Part], language: Language) -> Chapter:
    """One question answered."""
    return Chapter(title.in_language(language), list(parts))
