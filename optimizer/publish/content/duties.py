"""Every duty of everybody, its ids with the names that people know."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.publish.content.lookups import place_name, post_name
from optimizer.publish.content.publication import Publication
from optimizer.texts import documents
from optimizer.world.plan import RosterRow


@dataclass(frozen=True, slots=True)
class DutyView:
    """One officer on one duty."""

    row: RosterRow
    """Its ids, times and the officer's name."""
    shift: str
    post: str
    """Desk or team."""
    place: str
    stream: str
    unit: str
    """The officer's."""
    task: str
    """What the officer does there."""
    rank: str
    position: str
    phone: str

    @property
    def is_away(self) -> bool:
        """Whether it is on a visit, so that its place says more than its post."""
        return self.row.role != "desk"

    @property
    def where(self) -> str:
        """Desk or team, on a visit with the place."""
        return f"{self.post} – {self.place}" if self.is_away else self.post


def duty_views(publication: Publication) -> tuple[DutyView, ...]:
    """All duties, in order of the roster."""
    scenario, texts = publication.scenario, publication.texts
    return tuple(
        DutyView(
            row=row,
            shift=scenario.shifts[row.shift].name,
            post=post_name(scenario, row.post),
            place=place_name(scenario, row.place),
            stream=scenario.campaign.streams[row.stream].name,
            unit=scenario.units[row.unit].name,
            task=texts(documents.ROLES[row.role]),
            rank=(officer := scenario.officers[row.officer]).rank,
            position=officer.position,
            phone=officer.phone,
        )
        for row in publication.plan.roster
    )
