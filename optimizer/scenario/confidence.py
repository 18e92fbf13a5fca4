"""Which chances a scenario asks for: of a stream in the district, of a place where that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from optimizer.scenario.schema import Scenario


def asked_chances(scenario: Scenario) -> Mapping[tuple[str, str], float]:
    """Stream and place (empty for the district) to the chance asked for of its target by the last day."""
    return dict(_asked(scenario))


def _asked(scenario: Scenario) -> Iterator[tuple[tuple[str, str], float]]:
    campaign = scenario.campaign
    for stream, described in campaign.streams.items():
        asked = campaign.confidence if described.confidence is None else described.confidence
        if asked is not None:
            yield (stream, ""), asked
    for place, where in scenario.places.items():
        for stream, pool in where.pools.items():
            if pool.confidence is not None:
                yield (stream, place), pool.confidence
