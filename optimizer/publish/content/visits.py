"""The itinerary: which place on which day, how many are expected there."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.publish.content.lookups import place_name, post_name
from optimizer.publish.content.publication import Publication
from optimizer.texts import documents
from optimizer.world.plan import VisitRow

VISIT_KINDS = ("school", "commune", "home_visit")


@dataclass(frozen=True, slots=True)
class VisitView:
    """One shift of one team at one place."""

    row: VisitRow
    """Its times and figures."""
    shift: str
    place: str
    from_place: str
    team: str


@dataclass(frozen=True, slots=True)
class VisitGroup:
    """The visits of one kind, in order of time."""

    kind: str
    visits: tuple[VisitView, ...]

    @property
    def expected_served(self) -> float:
        """Persons expected to be served in all of them."""
        return sum(visit.row.expected_served for visit in self.visits)

    @property
    def expected_done(self) -> float:
        """Persons expected to be done in all of them."""
        return sum(visit.row.expected_done for visit in self.visits)


def visit_groups(publication: Publication) -> tuple[VisitGroup, ...]:
    """The visits by kind, schools first; kinds without visits are left out."""
    scenario, texts = publication.scenario, publication.texts
    groups = []
    for kind in VISIT_KINDS:
        visits = tuple(
            VisitView(
                row=row,
                shift=scenario.shifts[row.shift].name,
                place=place_name(scenario, row.place),
                from_place=place_name(scenario, row.from_place),
                team=post_name(scenario, row.team),
            )
            for row in publication.plan.visits
            if row.kind == kind
        )
        if visits:
            groups.append(VisitGroup(texts(documents.VISIT_KINDS[kind]), visits))
    return tuple(groups)
