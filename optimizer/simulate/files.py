"""What a simulation adds to the run folder: its figures, day by day and whole, and the chances in the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from optimizer.run.chances import SIMULATION_FILE, SIMULATION_TABLE
from optimizer.run.csv_files import csv_text
from optimizer.run.record import RECORD_FILE, RunRecord
from optimizer.run.seal import json_text
from optimizer.run.typed_json import object_of
from optimizer.simulate.metrics import PERCENTILE_NAMES, Progress
from optimizer.simulate.study import Cause, Simulation
from optimizer.world.plan import SimulationRow


def simulation_record(simulation: Simulation) -> dict[str, Any]:
    """The content of ``simulation.json``."""
    return {
        "replications": simulation.campaigns,
        "asked": simulation.asked,
        "seed": simulation.seed,
        "settings": simulation.uncertainty.model_dump(mode="json"),
        "chances": [object_of(chance) for chance in simulation.chances],
        "all_places": [object_of(chance) for chance in simulation.together],
        "finish_dates": [_finish(progress) for progress in simulation.progress],
        "desks": [asdict(desk) for desk in simulation.desks],
        "causes": [_cause(cause) for cause in simulation.causes],
    }


def simulation_files(simulation: Simulation, record: RunRecord) -> dict[str, str]:
    """Name to content of ``simulation.csv``, ``simulation.json``, and of ``run.json`` with the chances."""
    return {
        SIMULATION_TABLE: "\ufeff" + csv_text(SimulationRow, simulation.rows),
        SIMULATION_FILE: json_text(simulation_record(simulation)),
        RECORD_FILE: json_text(replace(record, chances=simulation.chances).to_json()),
    }


def _finish(progress: Progress) -> dict[str, Any]:
    """The day on which a target is reached, by percentile; nothing where it is not."""
    days: Mapping[str, date | None] = dict(zip(PERCENTILE_NAMES, progress.finish, strict=True))
    return {
        "stream": progress.goal.stream,
        "place": progress.goal.place,
        "target": progress.goal.target,
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "stream": cause.stream,
        "place": cause.place,
        "target": cause.target,
        "planned": round(cause.planned, 3),
        "median": cause.median,
        "chance": cause.chance,
        "without": dict(cause.without),
        "gained": {source: round(people, 3) for source, people in cause.gained.items()},
        "main": cause.main,
    }
