"""What reported days say of a scenario's turnout: old and new values with intervals, and an overlay of the new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log
from typing import Literal

import numpy as np

from optimizer.scenario.reading.tree import Plain
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.work import CommuneVisits
from optimizer.scenario.writing.resolved import scenario_data
from optimizer.scenario.writing.yaml_text import yaml_lines
from optimizer.track.estimating import Estimate, estimate
from optimizer.track.observing import Observer, Parameter
from optimizer.track.totals import DayTotal
from optimizer.world.plan import Plan

MARK = "# catruc calibrate"
"""How the first line of such an overlay begins."""
_Z = 1.644854
"""Of a two-sided interval that holds the truth 90 times in 100."""
_TRIES = 50.0
"""As how many tries what the scenario says of the first try counts."""
_LEAST_SPREAD = 0.01
Kind = Literal["arrival", "place", "visits", "organisation", "first_try"]


@dataclass(frozen=True, slots=True)
class RevisedValue:
    """One parameter: what the scenario has, and what the reported days make of it, with its 90 % interval."""

    kind: Kind
    path: tuple[str, ...]
    """In the scenario."""
    old: float
    new: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The turnout as reported days have it."""

    revised: tuple[RevisedValue, ...]
    levels: tuple[tuple[str, float, float, float], ...]
    """By stream, factor on all that come of themselves, with the ends of its 90 % interval."""
    spreads: tuple[tuple[str, float, float], ...]
    """Of the section ``uncertainty``: field, old, new."""
    days: int
    """Reports that it rests on: days of one place and stream."""
    first: date | None
    last: date | None
    dispersion: float
    week_spread: float

    def patch(self) -> dict[str, Plain]:
        """The new values where the scenario has the old ones, to be laid over it."""
        data: dict[str, Plain] = {}
        for each in self.revised:
            _plant(data, each.path, each.new)
        for field, _, new in self.spreads:
            _plant(data, ("uncertainty", field), new)
        return data

    def overlay(self, purpose: str) -> str:
        """The overlay that has the new values."""
        return "\n".join([MARK, *yaml_lines({"purpose": purpose, **self.patch()}), ""])


def calibrate(scenario: Scenario, plan: Plan, totals: Mapping[tuple[date, str, str], DayTotal]) -> Calibration:
    """Estimate the turnout anew from reported days.

    Parameters
    ----------
    scenario, plan
        The campaign as it was planned.
    totals
        What was reported, by date, place and stream.
    """
    known = scenario.uncertainty
    spreads = {} if known is None else {"all": known.turnout_spread, "place": known.place_turnout_spread}
    found = estimate(Observer(scenario, plan, totals), spreads)
    tries = {stream: _first_try(scenario, stream, totals.values()) for stream in scenario.turnout}
    days = sorted({day for day, *_ in totals})
    return Calibration(
        revised=tuple(_revised(scenario, found, tries)),
        levels=tuple(_levels(scenario, found)),
        spreads=tuple(_spreads(scenario, found)),
        days=found.days,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        dispersion=found.dispersion,
        week_spread=found.week_spread,
    )


def with_turnout_of(scenario: Scenario, first: Scenario) -> Scenario:
    """A scenario with the turnout of another one, as far as both have the same segments, places, teams and so on.

    What was estimated from some reports may not be held for known when it is estimated from them and later ones.
    """
    data, known = scenario_data(scenario), scenario_data(first)
    for path in _paths(first):
        value = _found(known, path)
        if value is not None and _found(data, path) is not None:
            _plant(data, path, value)
    return Scenario.model_validate(data)


def _paths(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """Where a scenario has what is estimated."""
    for stream, turnout in scenario.turnout.items():
        for segment, described in turnout.segments.items():
            for kind, by_shift in described.arrival.items():
                yield from (("turnout", stream, "segments", segment, "arrival", kind, each) for each in by_shift)
    for place, where in scenario.places.items():
        yield from (("places", place, "pools", stream, "turnout_factor") for stream in where.pools)
    for name, programme in scenario.visits.items():
        if isinstance(programme, CommuneVisits):
            yield from (("visits", name, "arrival", segment) for segment in programme.arrival)
    yield from (("organisations", name, "show_up_rate") for name in scenario.organisations)
    yield from (("service", stream, "first_try_success") for stream in scenario.service)
    yield from (("uncertainty", field) for field in ("turnout_spread", "place_turnout_spread"))


def _found(data: Plain, path: Sequence[str]) -> float | None:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, float) else None


def _revised(scenario: Scenario, found: Estimate, tries: Mapping[str, RevisedValue | None]) -> Iterator[RevisedValue]:
    for stream in scenario.turnout:
        first_try = tries[stream]
        # Done is who comes times who succeeds: where more succeed, fewer came.
        yield from _arrivals(scenario, stream, found, 0.0 if first_try is None else -log(first_try.new / first_try.old))
        yield from _factors_of_places(scenario, stream, found)
        if first_try is not None:
            yield first_try
    yield from _visits(scenario, found)
    for name, organisation in scenario.organisations.items():
        if ("organisation", name) in found.names and organisation.show_up_rate > 0:
            path = ("organisations", name, "show_up_rate")
            yield _changed("organisation", path, organisation.show_up_rate, found, [("organisation", name)], most=1.0)


def _arrivals(scenario: Scenario, stream: str, found: Estimate, shift: float) -> Iterator[RevisedValue]:
    for segment, described in scenario.turnout[stream].segments.items():
        for kind, by_shift in described.arrival.items():
            for each, rate in by_shift.items():
                own: list[Parameter] = [("all", stream), ("segment", stream, segment)]
                own += [("day_type", stream, kind), ("shift", stream, each)]
                path = ("turnout", stream, "segments", segment, "arrival", kind, each)
                if rate > 0 and any(name in found.names for name in own[1:]):
                    yield _changed("arrival", path, rate, found, own, shift, most=1.0)


def _factors_of_places(scenario: Scenario, stream: str, found: Estimate) -> Iterator[RevisedValue]:
    for place, described in scenario.places.items():
        name = ("place", stream, place)
        if stream in described.pools and name in found.names:
            path = ("places", place, "pools", stream, "turnout_factor")
            yield _changed("place", path, described.pools[stream].turnout_factor, found, [name])


def _visits(scenario: Scenario, found: Estimate) -> Iterator[RevisedValue]:
    for name, programme in scenario.visits.items():
        if not isinstance(programme, CommuneVisits) or ("visits", name) not in found.names:
            continue
        own: list[Parameter] = [("all", scenario.teams[programme.team].stream), ("visits", name)]
        for segment, rate in programme.arrival.items():
            if rate > 0:
                yield _changed("visits", ("visits", name, "arrival", segment), rate, found, own, most=1.0)


def _changed(
    kind: Kind,
    path: tuple[str, ...],
    old: float,
    found: Estimate,
    names: Sequence[Parameter],
    shift: float = 0.0,
    most: float = 1e6,
) -> RevisedValue:
    mean, spread = found.of(names)
    new, low, high = (min(most, old * exp(shift + mean + z * spread)) for z in (0.0, -_Z, _Z))
    return RevisedValue(kind, path, old, float(f"{new:.4g}"), low, high)


def _first_try(scenario: Scenario, stream: str, totals: Iterable[DayTotal]) -> RevisedValue | None:
    """The chance to be done at the first try, from days on which failures were reported (beta prior)."""
    old = scenario.service[stream].first_try_success if stream in scenario.service else 1.0
    counted = [(each.done, each.failed) for each in totals if each.stream == stream and each.failed is not None]
    tries = sum(done + failed for done, failed in counted)
    if not tries or not 0 < old < 1:
        return None
    count = tries + _TRIES
    new = (sum(done for done, _ in counted) + old * _TRIES) / count
    half = _Z * (new * (1 - new) / (count + 1)) ** 0.5
    path = ("service", stream, "first_try_success")
    return RevisedValue("first_try", path, old, float(f"{new:.4g}"), max(0.0, new - half), min(1.0, new + half))


def _levels(scenario: Scenario, found: Estimate) -> Iterator[tuple[str, float, float, float]]:
    for stream in scenario.turnout:
        mean, spread = _level(found, stream)
        if spread:
            low, middle, high = (exp(mean + z * spread) for z in (-_Z, 0.0, _Z))
            yield stream, middle, low, high


def _level(found: Estimate, stream: str) -> tuple[float, float]:
    """Mean and spread of the turnout of a stream as a whole, as its reported days mix what it depends on."""
    own = [n for n, name in enumerate(found.names) if name[1] == stream and name[0] not in ("week", "organisation")]
    whole = _people(found, stream)
    if whole <= 0:
        return 0.0, 0.0
    shares = np.zeros(len(found.names))
    shares[own] = found.weights[own] / whole
    return float(shares @ found.mean), float(np.sqrt(shares @ found.covariance @ shares))


def _people(found: Estimate, stream: str) -> float:
    """Who was expected to come of themselves on the reported days of a stream."""
    name = ("all", stream)
    return float(found.weights[found.names.index(name)]) if name in found.names else 0.0


def _spreads(scenario: Scenario, found: Estimate) -> Iterator[tuple[str, float, float]]:
    """How far the turnout may still be estimated wrong: what is not known of it, and how far weeks differ."""
    known = scenario.uncertainty
    levels = [(_level(found, stream)[1], _people(found, stream)) for stream in scenario.turnout]
    everybody = sum(people for _, people in levels)
    if known is None or everybody <= 0:
        return
    weeks = max(1.0, (scenario.campaign.last_day - scenario.campaign.first_day).days / 7)
    # One spread for all streams: a stream of whose few people little is known must not blur that of the many.
    level = sum(people * spread**2 for spread, people in levels) / everybody
    whole = (level + found.week_spread**2 / weeks) ** 0.5
    yield "turnout_spread", known.turnout_spread, _rounded(whole)
    places = [found.of([name])[1] for name in found.names if name[0] == "place"]
    if places and known.place_turnout_spread:
        yield "place_turnout_spread", known.place_turnout_spread, _rounded(float(np.sqrt(np.mean(np.square(places)))))


def _rounded(spread: float) -> float:
    return float(f"{min(1.0, max(_LEAST_SPREAD, spread)):.3g}")


def _plant(data: dict[str, Plain], path: Sequence[str], value: float) -> None:
    *above, last = path
    for key in above:
        below = data.setdefault(key, {})
        assert isinstance(below, dict)
        data = below
    data[last] = value
