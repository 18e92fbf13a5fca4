"""The order of Vietnamese names."""

from __future__ import annotations

import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_MARKED_LETTERS = {"ă", "â", "đ", "ê", "ô", "ơ", "ư"}
# Order of tones in Vietnamese dictionaries: level, grave, hook above, tilde, acute, dot below.
_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


def name_order(name: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Sort key of a Vietnamese personal name: the given name (last word) first, then the others from the front."""
    words = unicodedata.normalize("NFC", name).lower().split()
    return tuple(_word_order(word) for word in words[-1:] + words[:-1])


def _word_order(word: str) -> tuple[tuple[int, int], ...]:
    letters = [_letter_order(letter) for letter in word]
    # Letters decide first; tones only between words that are otherwise the same.
    return (*((base, 0) for base, _ in letters), (-1, 0), *((0, tone) for _, tone in letters))


def _letter_order(letter: str) -> tuple[int, int]:
    if letter == "đ":
        return _ALPHABET.index("đ"), 0
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    tone = next((_TONES.index(mark) + 1 for mark in marks if mark in _TONES), 0)
    plain = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in _TONES))
    known = plain if plain in _MARKED_LETTERS else base
    position = _ALPHABET.find(known)
    return (position if position >= 0 else len(_ALPHABET) + ord(known)), tone
