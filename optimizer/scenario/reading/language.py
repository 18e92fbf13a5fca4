"""The language of a campaign, read before anything else and from files that may be wrong in every other way.

Whoever made a mistake is told so in the campaign's language, so it is looked up without the schema: from the highest
layer down, each file only as far as the line that says it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from optimizer.errors import ScenarioError
from optimizer.scenario.reading.files import Root, read_text, require_file
from optimizer.scenario.reading.yaml_files import MAXIMUM_DEPTH, events
from optimizer.texts.messages import Language

DEFAULT: Language = "vi"
"""What the schema says where no file says anything."""
LONGEST_CHAIN = 100
_KEYS = ("campaign", "language")


def campaign_language(path: Path, overlays: Sequence[Path] = (), overrides: Sequence[str] = ()) -> Language | None:
    """The language of a campaign, as laid over its file; ``None`` if the files cannot be read so far."""
    try:
        written = _written(path, overlays, overrides)
    except (ScenarioError, YAMLError, OSError):
        return None
    return "en" if written == "en" else "vi" if written == "vi" else None


def _written(path: Path, overlays: Sequence[Path], overrides: Sequence[str]) -> str:
    for override in reversed(overrides):
        key, _, value = override.partition("=")
        if key.strip() == ".".join(_KEYS):
            return value.strip()
    require_file(path, str(path), str(path))
    root = Root.of(path)
    chains = [_chain(root.locate_overlay(overlay, str(overlay)), root) for overlay in reversed(overlays)]
    chains.append(_chain(Path(os.path.abspath(path)), root))
    return next((language for chain in chains for language in chain if language), DEFAULT)


def _chain(path: Path, root: Root) -> Iterator[str]:
    """What a file says, and then those that it extends."""
    for _ in range(LONGEST_CHAIN):
        text = read_text(path, root.display(path))
        # A long file is not read to its end for what it does not say.
        last = _KEYS if _KEYS[-1] in text else ("extends",)
        said = values_until(text, last) if last[-1] in text else {}
        yield said.get(_KEYS, "")
        base = said.get(("extends",))
        if not base:
            return
        path = root.locate(base, path, "extends")


def values_until(text: str, last: tuple[str, ...]) -> dict[tuple[str, ...], str]:
    """The scalars of a YAML text by their keys, down to one of them; items of lists have their number as a key."""
    found: dict[tuple[str, ...], str] = {}
    for keys, value in _scalars(text):
        found[keys] = value
        if keys == last:
            break
    return found


def _scalars(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    open_keys: list[str | int | None] = []
    """Of each collection that is open the key or number of its entry; of a mapping ``None`` where a key comes next."""
    for event in events(text):
        if isinstance(event, ScalarEvent) and open_keys and open_keys[-1] is None:
            open_keys[-1] = event.value
        elif isinstance(event, ScalarEvent):
            yield tuple(map(str, open_keys)), event.value
            _end_entry(open_keys)
        elif isinstance(event, AliasEvent):
            _end_entry(open_keys)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            if len(open_keys) >= MAXIMUM_DEPTH:  # no scenario: reading on takes the square of its length
                return
            open_keys.append(None if isinstance(event, MappingStartEvent) else 0)
        elif isinstance(event, CollectionEndEvent):
            open_keys.pop()
            _end_entry(open_keys)


def _end_entry(open_keys: list[str | int | None]) -> None:
    if open_keys:
        last = open_keys[-1]
        open_keys[-1] = last + 1 if isinstance(last, int) else None
