"""What there is to publish: one value that every output reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from optimizer.run.actuals import ActualRow
from optimizer.run.record import RunRecord
from optimizer.run.simulation import Simulation
from optimizer.scenario.schema import Scenario
from optimizer.texts.formats import Texts
from optimizer.verify import Verification
from optimizer.world.plan import Plan, RosterRow


@dataclass(frozen=True, slots=True)
class Publication:
    """A plan with all that is told about it."""

    scenario: Scenario
    plan: Plan
    record: RunRecord
    verification: Verification
    resolved_text: str
    """Content of ``scenario.resolved.yaml``."""
    published: datetime | None = None
    """When, in UTC; nothing for a plan that is not published."""
    simulation: Simulation | None = None
    """What many campaigns of the plan say; nothing if none was simulated."""
    actuals: tuple[ActualRow, ...] | None = None
    """What was reported before it was planned; nothing if it does not rest on any reports."""
    replaced: tuple[RosterRow, ...] | None = None
    """The published roster that it changes; nothing if it changes none."""

    @property
    def texts(self) -> Texts:
        """Words and formats in the language of the campaign's documents."""
        return Texts(self.scenario.campaign.language)
