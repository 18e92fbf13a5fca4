"""How many people each organisation is to invite, week by week, and how many are expected to come."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from optimizer.publish.content.lookups import place_name
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.weeks import weeks


@dataclass(frozen=True, slots=True)
class Quota:
    """What one organisation is to bring to one place (persons)."""

    organisation: str
    place: str
    weekly: tuple[float | None, ...]
    """To be invited in each week of the campaign; nothing where nobody is."""
    total: float
    expected: float
    """Expected to come, in all weeks."""


@dataclass(frozen=True, slots=True)
class QuotaGroup:
    """The quotas of one stream."""

    stream: str
    quotas: tuple[Quota, ...]

    @property
    def weekly(self) -> tuple[float, ...]:
        """To be invited in each week by all organisations."""
        weekly = zip(*(quota.weekly for quota in self.quotas), strict=True)
        return tuple(sum(invited or 0.0 for invited in of_week) for of_week in weekly)

    @property
    def total(self) -> float:
        """To be invited in all weeks by all organisations."""
        return sum(quota.total for quota in self.quotas)

    @property
    def expected(self) -> float:
        """Expected to come in all weeks."""
        return sum(quota.expected for quota in self.quotas)


def quota_groups(publication: Publication) -> tuple[QuotaGroup, ...]:
    """The quotas by stream, in order of the scenario; streams without quotas are left out."""
    scenario = publication.scenario
    planned = weeks(scenario)
    invited: dict[tuple[str, str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    expected: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in publication.plan.quotas:
        invited[row.stream, row.organisation, row.place][row.week] += row.invitations
        expected[row.stream, row.organisation, row.place] += row.expected_arrivals
    groups = []
    for stream, described in scenario.campaign.streams.items():
        quotas = tuple(
            Quota(
                organisation=scenario.organisations[key[1]].name,
                place=place_name(scenario, key[2]),
                weekly=tuple(by_week.get(week) for week in planned),
                total=sum(by_week.values()),
                expected=expected[key],
            )
            for key, by_week in invited.items()
            if key[0] == stream
        )
        if quotas:
            groups.append(QuotaGroup(described.name, quotas))
    return tuple(groups)
