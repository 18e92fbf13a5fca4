"""What there is to publish: one value that every output reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from optimizer.run.actuals import ActualRow
from optimizer.run.record import RevisionRecord, RunRecord
from optimizer.run.simulation import Simulation
from optimizer.scenario.schema import Scenario
from optimizer.texts.formats import Texts
from optimizer.verify import Verification
from optimizer.world.plan import AbsenceRow, Plan, RosterRow

GRANTED = ("leave", "compensatory")
"""Kinds of absence that an officer is to know of."""


@dataclass(frozen=True, slots=True)
class RevisionHistory:
    """What came before a revision."""

    lineage: tuple[RevisionRecord, ...]
    """All revisions up to this one, the oldest first."""
    previous: tuple[RosterRow, ...]
    """The roster that it replaces."""
    dropped: tuple[RosterRow, ...]
    """Duties of earlier revisions that it does not have: of an officer, in a shift of a day."""
    dropped_days: tuple[AbsenceRow, ...]
    """Days off of earlier revisions that it does not have."""


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

    history: RevisionHistory | None = None
    """The revisions before it; nothing where it is not known that there are any."""

    @property
    def texts(self) -> Texts:
        """Words and formats in the language of the campaign's documents."""
        return Texts(self.scenario.campaign.language)
