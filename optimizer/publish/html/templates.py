"""The template engine of every page: strict, escaping, with the parts that pages share."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import is_normalized, normalize

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def page_template(path: Path) -> Template:
    """The template of a page; what it includes and imports lies beside it or in this folder."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader([path.parent, Path(__file__).parent]),
        autoescape=True,
        finalize=_composed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(path.name)


def _composed(value: object) -> object:
    """Text of the page in NFC; each value by itself, since a mark at its start would join with the tag before it."""
    if isinstance(value, str) and not value.isascii() and not is_normalized("NFC", value):
        return type(value)(normalize("NFC", value))
    return value
