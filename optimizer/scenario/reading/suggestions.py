"""Near-miss names for error messages."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """The known name most like this one, if any is like it."""
    by_lower = {candidate.lower(): candidate for candidate in known}
    if matches := get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6):
        return by_lower[matches[0]]
    longer = [candidate for candidate in by_lower if len(name) > 2 and candidate.startswith(name.lower())]
    return by_lower[longer[0]] if len(longer) == 1 else None


def did_you_mean(name: str, known: Iterable[str], what: str = "names") -> str:
    """A remedy for an unknown name: the nearest known one, or the first few."""
    candidates = list(known)
    if nearest := nearest_name(name, candidates):
        return f"did you mean {nearest!r}?"
    if not candidates:
        return f"there are no {what} here; remove it"
    shown = ", ".join(candidates[:8]) + (", …" if len(candidates) > 8 else "")
    return f"known {what}: {shown}"
