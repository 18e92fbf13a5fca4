"""Holds what a simulation claims against the scenario, the plan and itself; nothing is drawn again."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from optimizer.run.record import RECORD_FILE, RunRecord
from optimizer.run.simulation import SIMULATION_FILE, SIMULATION_TABLE, By, ChanceRecord, Simulation
from optimizer.run.typed_json import object_of
from optimizer.scenario.schema import Scenario
from optimizer.verify.discrepancies import ROW_TOLERANCE, Discrepancies
from optimizer.verify.evidence import Evidence
from optimizer.verify.figures import Goal
from optimizer.verify.forecast import Where
from optimizer.verify.run_claims import leaves
from optimizer.world.plan import SimulationRow

Aim: TypeAlias = tuple[str, str]
"""Stream and place, which is empty for all places together."""
_KEYS: Mapping[str, tuple[str, ...]] = {"chances": ("stream", "place", "by")}
_SHARES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
_PERCENTILES = ("q05", "q10", "q25", "q50", "q75", "q90", "q95")
_Z = 1.959964
"""Standard normal deviate that is exceeded one time in 40."""


def compare_simulation(
    evidence: Evidence,
    goals: Mapping[Where, Goal],
    record: RunRecord,
    simulation: Simulation | None,
    discrepancies: Discrepancies,
) -> None:
    """Compare the chances in the record with those simulated, and these with what they rest on."""
    simulated = () if simulation is None else simulation.record.chances
    claimed, found = ([object_of(chance) for chance in each] for each in (record.chances or (), simulated))
    _compare_leaves(RECORD_FILE, "chances", claimed, found, discrepancies)
    _compare_aims(goals, record, discrepancies)
    _compare_confidence(simulated, record, discrepancies)
    if simulation is None:
        return
    uncertainty = evidence.scenario.uncertainty
    asked = None if uncertainty is None else uncertainty.model_dump(mode="json")
    _compare_leaves(SIMULATION_FILE, "settings", simulation.record.settings, asked, discrepancies)
    aims: dict[Aim, list[Goal]] = defaultdict(list)
    for (place, stream), goal in goals.items():
        if goal.target > 0:
            aims[stream, place].append(goal)
            aims[stream, ""].append(goal)
    _compare_table(evidence, aims, simulation, discrepancies)
    expected = list(_expected_chances(evidence.scenario, aims, simulation))
    told = [{key: object_of(chance).get(key) for key in _CHECKED} for chance in simulated]
    _compare_leaves(SIMULATION_FILE, "chances", told, expected, discrepancies)


def _compare_confidence(chances: Iterable[ChanceRecord], record: RunRecord, discrepancies: Discrepancies) -> None:
    """Whether what is asked for is there follows from the chances."""
    if record.confidence is not None:  # of what is asked, and of each chance, the caller makes sure
        lesser = [chance for chance in chances if chance.asked is not None and chance.chance < chance.asked]
        pair = {"confidence.is_met": (float(record.confidence.is_met), float(not lesser))}
        discrepancies.compare(RECORD_FILE, None, None, pair, ROW_TOLERANCE)


def _compare_aims(goals: Mapping[Where, Goal], record: RunRecord, discrepancies: Discrepancies) -> None:
    """What is aimed at lies above the target of the scenario."""
    if record.confidence is None:
        return
    for aim in record.confidence.aimed_at:
        goal = goals.get((aim.place, aim.stream))
        path = f"confidence.aimed_at.{aim.stream}.{aim.place}"
        target = None if goal is None else goal.target
        pairs = {f"{path}.target": (aim.target, target)}
        if target is not None:
            pairs[f"{path}.aimed_at"] = (aim.aimed_at, max(aim.aimed_at, target))
        discrepancies.compare(RECORD_FILE, None, None, pairs, ROW_TOLERANCE)


_CHECKED = ("stream", "place", "by", "date", "target", "asked", "chance", "low", "high", "median")


def _compare_leaves(file: str, path: str, claimed: object, found: object, discrepancies: Discrepancies) -> None:
    written, expected = leaves(path, claimed, _KEYS), leaves(path, found, _KEYS)
    for leaf in dict.fromkeys([*expected, *written]):
        pair = {leaf: (written.get(leaf), expected.get(leaf))}
        discrepancies.compare(file, None, None, pair, ROW_TOLERANCE)


def _compare_table(
    evidence: Evidence, aims: Mapping[Aim, list[Goal]], simulation: Simulation, discrepancies: Discrepancies
) -> None:
    """One row for each day and aim, with what is planned, and percentiles in order."""
    rows = _rows_of(simulation)
    days = evidence.almanac.days
    count = {"rows": (len(simulation.rows), len(days) * len(aims))}
    discrepancies.compare(SIMULATION_TABLE, None, None, count, 0.0)
    for (stream, place), mine in aims.items():
        for day in days:
            row = rows.get((day, stream, place))
            planned = None if row is None else row.planned, sum(goal.by(day) for goal in mine)
            column = f"{day}.{stream}.{place}.planned"
            discrepancies.compare(SIMULATION_TABLE, None, None, {column: planned}, ROW_TOLERANCE * len(mine))
            if row is not None:
                percentiles = [getattr(row, name) for name in _PERCENTILES]
                pair = {f"{day}.{stream}.{place}": (str(percentiles), str(sorted(percentiles)))}
                discrepancies.compare(SIMULATION_TABLE, None, None, pair, 0.0)


def _rows_of(simulation: Simulation) -> dict[tuple[date, str, str], SimulationRow]:
    return {(row.date, row.stream, row.place): row for row in simulation.rows}


def _expected_chances(
    scenario: Scenario, aims: Mapping[Aim, list[Goal]], simulation: Simulation
) -> Iterator[dict[str, object]]:
    """What the entries must say, as far as it follows from the scenario, the table and the number of campaigns."""
    campaign, rows = scenario.campaign, _rows_of(simulation)
    claimed = {(chance.stream, chance.place, chance.by): chance for chance in simulation.record.chances}
    for (stream, place), mine in aims.items():
        target = float(sum(goal.target for goal in mine))
        days: Mapping[By, date] = {"finish_by": campaign.finish_by, "last_day": campaign.last_day}
        for by, day in days.items():
            row, chance = rows.get((day, stream, place)), claimed.get((stream, place, by))
            yield {
                "stream": stream,
                "place": place,
                "by": by,
                "date": day.isoformat(),
                "target": target,
                "asked": _asked(scenario, stream, place) if by == "last_day" else None,
                "median": None if row is None else row.q50,
                **(_odds(chance, row, target, simulation.record.replications) if row and chance else {}),
            }


def _asked(scenario: Scenario, stream: str, place: str) -> float | None:
    if place:
        pool = scenario.places[place].pools.get(stream)
        return None if pool is None else pool.confidence
    own = scenario.campaign.streams[stream].confidence
    return scenario.campaign.confidence if own is None else own


def _odds(claimed: ChanceRecord, row: SimulationRow, target: float, campaigns: int) -> dict[str, object]:
    """The nearest chance that is so many of the campaigns and in keeping with the percentiles, and its ends.

    Where a percentile lies below the target, no more campaigns reach it than lie above the percentile.
    """
    least, most = 0.0, 1.0
    for share, name in zip(_SHARES, _PERCENTILES, strict=True):
        value = getattr(row, name)
        if value < target - ROW_TOLERANCE:
            most = min(most, 1.0 - share)
        elif value > target + ROW_TOLERANCE:
            least = max(least, 1.0 - share)
    chance = round(min(max(claimed.chance, least), most) * campaigns) / campaigns if campaigns > 0 else 0.0
    low, high = _ends(chance, campaigns)
    return {"chance": chance, "low": low, "high": high}


def _ends(chance: float, campaigns: int) -> tuple[float, float]:
    """The chances that are not refuted by so many campaigns: Wilson's interval, by solving its quadratic."""
    if campaigns < 1:
        return 0.0, 1.0
    squared = _Z * _Z
    half = _Z * math.sqrt(squared + 4.0 * campaigns * chance * (1.0 - chance))
    middle, scale = 2.0 * campaigns * chance + squared, 2.0 * (campaigns + squared)
    return (middle - half) / scale, (middle + half) / scale
