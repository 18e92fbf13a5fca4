"""What is known of chance before a campaign begins."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """What is known of chance beforehand, as far as it changes what is expected (docs/model.md); by default nothing."""

    has_queues: bool = False
    """Whether people come one by one at any time of the open hours and wait for a free lane until closing."""
    household_weight: float = 1.0
    """Second over first moment of the sizes of households that come together (people)."""
    service_time_spread: float = 0.0
    """Standard deviation over mean of the minutes per person."""
    missing: float = 0.0
    """Probability that a planned officer is missing and nobody takes his place."""
    down: float = 0.0
    """Share of the days on which the national system is down."""
    slow: float = 0.0
    """Share of the days on which it is slow."""
    slow_factor: float = 1.0
    """Factor on the minutes per person on those."""

    @property
    def ordinary(self) -> float:
        """Share of the days on which the national system is as planned."""
        return 1.0 - self.down - self.slow
