"""What a simulation says of a plan: the content of its two files in the run folder, written, read and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from optimizer.run.typed_json import object_of, record_of
from optimizer.world.plan import SimulationRow

SIMULATION_FILE, SIMULATION_TABLE = "simulation.json", "simulation.csv"
"""Their names in the run folder."""

By = Literal["finish_by", "last_day"]
BY: Final[tuple[By, ...]] = ("finish_by", "last_day")
Source = Literal["turnout", "capacity", "illness", "outage"]
SOURCES: Final[tuple[Source, ...]] = ("turnout", "capacity", "illness", "outage")
"""Sources of chance that are switched off one at a time."""
DISTRICT: Final = ""
"""Stands for all places of a stream together."""


@dataclass(frozen=True, slots=True)
class ChanceRecord:
    """How probable it is that a target is reached by the end of a day."""

    stream: str
    place: str
    """Empty for the district."""
    by: By
    date: date
    target: float
    chance: float
    low: float
    """With ``high``, an interval that holds the chance 95 times in 100."""
    high: float
    median: float
    """Done by that day in the middle one of the campaigns (persons)."""
    asked: float | None = None
    """The chance that the scenario asks for; nothing if it asks for none."""


@dataclass(frozen=True, slots=True)
class FinishRecord:
    """The first day on which a target is reached, by percentile; nothing where it is not reached."""

    stream: str
    place: str
    """Empty for the district."""
    target: float
    q05: date | None
    q10: date | None
    q25: date | None
    q50: date | None
    q75: date | None
    q90: date | None
    q95: date | None


@dataclass(frozen=True, slots=True)
class DeskRecord:
    """One desk in one shift of the day, on average over its open shifts and all campaigns (people; minutes)."""

    post: str
    shift: str
    open_shifts: int
    came: float
    served: float
    queueing: float
    """Those who still queue at closing."""
    turned_away: float
    """Those who find a desk closed that was to be open."""
    wait_minutes: float
    """Of those served."""


@dataclass(frozen=True, slots=True)
class CauseRecord:
    """What keeps one target from being reached by the last day, in the first of the campaigns.

    Chances and people gained are differences between the same campaigns with and without a source of chance.
    """

    stream: str
    place: str
    """Empty for the district."""
    target: float
    planned: float
    """Planned by the last day."""
    median: float
    """Done by the last day in the middle one of the campaigns."""
    chance: float
    without: Mapping[str, float]
    """The chance without each of the :data:`SOURCES`."""
    gained: Mapping[str, float]
    """People more by the last day on average without each source."""
    main: Source | None
    """The source without which most is gained; nothing if none costs anything."""


@dataclass(frozen=True, slots=True)
class SimulationRecord:
    """Everything ``simulation.json`` holds, its keys in this order."""

    replications: int
    """Campaigns; fewer than asked for only if it was stopped."""
    asked: int
    seed: int
    settings: Mapping[str, object]
    """The section ``uncertainty`` of the scenario."""
    chances: tuple[ChanceRecord, ...]
    """By stream, its places and then the district, by ``finish_by`` and by the last day."""
    all_places: tuple[ChanceRecord, ...]
    """Per stream and day, that every place reaches its own target; target and median are numbers of places."""
    finish_dates: tuple[FinishRecord, ...]
    desks: tuple[DeskRecord, ...]
    cause_replications: int
    """Campaigns that were simulated again without each source of chance."""
    causes: tuple[CauseRecord, ...]
    """Targets missed in some campaign, the least probable first."""

    @classmethod
    def from_json(cls, content: object) -> SimulationRecord:
        """Read what ``json.loads`` made of the file.

        Raises
        ------
        DamagedRunError
            With every key that is missing or unknown and every value of another type.
        """
        return record_of(cls, content, SIMULATION_FILE)

    def to_json(self) -> dict[str, Any]:
        """The content of the file; read again it gives the same record."""
        return object_of(self)


@dataclass(frozen=True, slots=True)
class Simulation:
    """What many campaigns of one plan say."""

    record: SimulationRecord
    rows: tuple[SimulationRow, ...]
    """By day, in each by stream its places and then the district."""
