"""Names of places that do not exist: common Vietnamese syllables, paired at random; any likeness is chance."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from random import Random

_FIRST = (
    "Tân", "Thuận", "Đồng", "Phú", "Bình", "Long", "An", "Lộc", "Minh", "Hưng", "Thanh", "Phước", "Đức", "Vĩnh",
    "Thạnh", "Hòa", "Xuân", "Trường", "Quảng", "Mỹ",
)  # fmt: skip
_SECOND = (
    "Lợi", "Tâm", "Phước", "Hưng", "Lập", "Hòa", "Tiến", "Phú", "Thành", "Sơn", "Khánh", "Quang", "Trung", "Thọ",
    "Giang", "Hải", "Lâm", "Bình", "Thịnh", "Cường",
)  # fmt: skip


def place_names(dice: Random) -> Iterator[str]:
    """Names such as “Tân Lợi”, none twice; 390 of them."""
    names = [f"{first} {second}" for first in _FIRST for second in _SECOND if first != second]
    dice.shuffle(names)
    return iter(names)


def as_id(name: str) -> str:
    """The name as an id: ``tan_loi`` for “Tân Lợi”."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace(" ", "_")
