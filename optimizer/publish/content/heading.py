"""What stands at the head and at the foot of every document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from optimizer.publish.content.changes import revision_mark
from optimizer.publish.content.publication import Publication
from optimizer.texts import documents


@dataclass(frozen=True, slots=True)
class Heading:
    """Who publishes what, for which days, who signs, and what it was made from."""

    campaign: str
    superior: str
    """The agency's superior."""
    agency: str
    place: str
    """Where documents are signed."""
    prepared_by: str
    signatory: str
    first_day: date
    finish_by: date
    """By when the targets are to be met."""
    last_day: date
    imprint: str
    """Small print: which program made it, from which data."""
    revision: str
    """Which revision it is, and which one it replaces; empty for the first."""


def heading(publication: Publication) -> Heading:
    """The heading of a plan's documents."""
    campaign = publication.scenario.campaign
    agency = campaign.agency
    return Heading(
        campaign=campaign.name,
        superior=agency.superior,
        agency=agency.name,
        place=agency.place,
        prepared_by=agency.prepared_by,
        signatory=agency.signatory,
        first_day=campaign.first_day,
        finish_by=campaign.finish_by,
        last_day=campaign.last_day,
        imprint=_imprint(publication),
        revision=revision_mark(publication),
    )


def _imprint(publication: Publication) -> str:
    record = publication.record
    return publication.texts(
        documents.PRODUCED,
        version=record.versions.get("catruc", "–"),
        digest=record.scenario_hash[:12],
        seed=record.seed,
    )
