"""Write plain data as YAML 1.2 that the reader takes back unchanged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from optimizer.scenario.reading.tree import Plain, typed_scalar

_PLAIN = re.compile(r"[^\W\d_](?:[\w ./()–—-]*[\w.)])?|\d{4}-\d\d-\d\d")
_OLDER_WORDS = frozenset(("y", "n", "yes", "no", "on", "off"))
"""Words that readers of YAML 1.1 take for truth values; quoted for their sake, as times of day are."""
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_WIDTH = 110


def yaml_lines(data: Mapping[str, Plain], indent: int = 0) -> Iterator[str]:
    """Lines of a mapping in block style; lists and small mappings of scalars are written on one line."""
    margin = "  " * indent
    for key, value in data.items():
        head = f"{margin}{scalar_text(key)}:"
        inline = inline_text(value)
        if not isinstance(value, dict) or not value or (_is_flat(value) and len(head) + len(inline) < _WIDTH):
            yield f"{head} {inline}"
        else:
            yield head
            yield from yaml_lines(value, indent + 1)


def inline_text(value: Plain) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar_text(key)}: {inline_text(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline_text(child) for child in value) + "]"
    return scalar_text(value)


def scalar_text(value: Plain) -> str:
    """A scalar; text is quoted unless it could be nothing else."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    if _PLAIN.fullmatch(value) and typed_scalar(value) == value and value.lower() not in _OLDER_WORDS:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def _is_flat(value: Mapping[str, Plain]) -> bool:
    children: Sequence[Plain] = list(value.values())
    return all(not isinstance(child, dict | list) for child in children)
