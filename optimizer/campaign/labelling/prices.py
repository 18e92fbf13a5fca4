"""What shared things and people done are worth, in burden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.world.ids import PoolKey, Week


@dataclass(frozen=True, slots=True)
class Prices:
    """Multipliers of what places share, and of what each place is to have done; whatever is not named costs nothing."""

    invitations: Mapping[tuple[Week, str], float] = field(default_factory=dict)
    """(week, organisation) to burden per person invited."""
    visits: Mapping[tuple[str, Week], float] = field(default_factory=dict)
    """(programme, week) to burden per home-visit shift, beside the visit's own."""
    worth: Mapping[PoolKey, float] = field(default_factory=dict)
    """Burden that one more person done is worth."""
