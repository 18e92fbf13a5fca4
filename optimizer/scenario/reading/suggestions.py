"""Near-miss names for error messages."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from optimizer.texts.diagnostics import names
from optimizer.texts.messages import Message, Said


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """The known name most like this one, if any is like it."""
    by_lower = {candidate.lower(): candidate for candidate in known}
    if matches := get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6):
        return by_lower[matches[0]]
    longer = [candidate for candidate in by_lower if len(name) > 2 and candidate.startswith(name.lower())]
    return by_lower[longer[0]] if len(longer) == 1 else None


def did_you_mean(name: str, known: Iterable[str], what: Said) -> Message:
    """A remedy for an unknown name: the nearest known one, or the first few; ``what`` are all of them."""
    candidates = list(known)
    if nearest := nearest_name(name, candidates):
        return names.DID_YOU_MEAN(name=nearest)
    if not candidates:
        return names.NOTHING_KNOWN(what=what)
    shown = names.KNOWN_AND_MORE if len(candidates) > 8 else names.KNOWN
    return shown(what=what, names=", ".join(candidates[:8]))
