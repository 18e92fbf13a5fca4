"""Removals of what is not there: a ``null`` says that something is to go, so there must be something.

An entry that an overlay removes and nobody has, such as an officer who is gone already, is worth a warning. For a field
that may hold nothing, ``null`` is a value like any other. Anywhere else a ``null`` that removes nothing is refused: in
the file of the scenario itself there is nothing below it, and a key that no section has is mistyped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from optimizer.errors import Diagnostic
from optimizer.scenario.layers.layering import Layer, merge
from optimizer.scenario.reading.schema_walk import FILE_KEYS, place_at
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.reading.tree import Node, Path, dotted
from optimizer.texts.diagnostics import layers as texts
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics.names import UNKNOWN


@dataclass(frozen=True, slots=True)
class IdleRemovals:
    """What is to be said of removals that remove nothing, as layers are merged from the lowest to the highest."""

    scenario_file: str
    """The file at the end of ``extends``, below which there are only tables and the country's calendar."""
    refused: list[Diagnostic] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)

    def merged(self, below: Node, layers: Iterable[Layer]) -> Node:
        """The layers laid over what is below them, their idle removals noted."""
        for layer in layers:
            idle: list[tuple[Path, Node, Node]] = []
            below = merge(below, layer.patch, lambda *removal, idle=idle: idle.append(removal))
            # In a group there may well be some that have nothing to remove; its keys are checked where it is read.
            for path, removal, base in idle if not layer.is_of_group else ():
                _tell(path, removal, base, self, may_be_absent=layer.file != self.scenario_file)
        return below


def _tell(path: Path, removal: Node, base: Node, found: IdleRemovals, *, may_be_absent: bool) -> None:
    place, key = place_at(path[:-1]), str(path[-1])
    where = f"{removal.origin}  {dotted(path)}"
    if place.is_mapping():
        siblings = base.value if isinstance(base.value, dict) else {}
        what, remedy = texts.NOTHING_TO_REMOVE(name=key), did_you_mean(key, siblings, nouns.ENTRY.many)
        (found.warnings if may_be_absent else found.refused).append(Diagnostic(where, what, remedy))
    elif key not in place.field_names() and (names := place.field_names()):
        known = names if path[:-1] else (*names, *FILE_KEYS)
        remedy = did_you_mean(key, known, nouns.KEY.many)
        found.refused.append(Diagnostic(where, UNKNOWN(what=nouns.KEY.one, name=key), remedy))
    elif place.models() and not place.may_be_nothing(key):
        found.refused.append(Diagnostic(where, texts.NOTHING_TO_REMOVE(name=key), texts.REMOVE_IT))
