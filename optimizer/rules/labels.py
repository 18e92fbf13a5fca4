"""What a kind of rule is called and how it explains itself, in the language that its statement is not written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.texts.messages import Template


@dataclass(frozen=True, slots=True)
class KindLabels:
    """A kind of rule in words; all but its name stands in English in the docstrings of its statement."""

    name: Template
    """What documents call a rule of this kind."""
    title: str
    """In Vietnamese, like all that follows."""
    rule: str
    amount: str
    borders: str
    source: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Meaning of each parameter that is this kind's own."""
