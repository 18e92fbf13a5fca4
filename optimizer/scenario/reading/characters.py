"""Characters that no text of a scenario may have: those that steer a terminal or a page instead of being read.

Refused where a file is read, they need not be feared in a table, a calendar or a page that is made from it.
"""

from __future__ import annotations

import re

_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f"  # Control characters but tabs and ends of lines; terminals obey them.
    "\u202a-\u202e\u2066-\u2069"  # Marks that turn the direction of writing, so that text shows other than it is.
    "\ud800-\udfff\ufffe\uffff]"  # Halves of characters, and what is no character.
)
_STEERING = re.compile(_REFUSED.pattern + "|[\r\x85\u2028\u2029]")


def refused_character(text: str) -> str | None:
    """The first character that may not stand in a text, as its code point: ``U+001B``."""
    found = _REFUSED.search(text)
    return None if found is None else f"U+{ord(found[0]):04X}"


def escaped(text: str) -> str:
    r"""The text with such characters written as ``\x1b``, fit for a terminal."""
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
