"""What ``run.json`` says of a plan: one typed record for all who write, read, judge or show it.

It holds claims. The verifier recomputes them from scenario and rows; whether they are true is not judged here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from optimizer.run.practicality import PracticalityRecord
from optimizer.run.simulation import ChanceRecord
from optimizer.run.typed_json import object_of, record_of
from optimizer.world.plan import Tier

RECORD_FILE = "run.json"
"""Its name in the run folder."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the command line was asked for."""

    time: float
    """Seconds to plan in."""
    workers: int
    overlay: tuple[str, ...]
    """Files laid over the scenario, in this order."""
    set: tuple[str, ...]
    """``path=value`` laid over all files."""
    language: str | None
    """Language of the documents; the campaign's if there is none."""


@dataclass(frozen=True, slots=True)
class TotalRecord:
    """The district over all streams (persons; share of the target)."""

    target: float
    expected_by_finish: float
    """Expected by ``finish_by``."""
    share: float


@dataclass(frozen=True, slots=True)
class StreamRecord:
    """One stream in all places that have a target (persons; share of the target)."""

    target: float
    expected_by_finish: float
    """Expected by ``finish_by``."""
    expected_by_deadline: float
    """Expected by the last day."""
    share: float
    missing: float
    """What is missing to each place's target on the day it is judged, added up."""
    date_reached: date | None
    """First day on which the sum of the targets is expected."""


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """One place in one stream in which it has a target (persons; share of the target)."""

    place: str
    stream: str
    target: float
    judged_on: date
    """Communes are judged by ``finish_by``, schools by the last day."""
    expected: float
    """Expected on that day."""
    share: float
    missing: float
    date_reached: date | None
    """First day on which the target is expected."""


@dataclass(frozen=True, slots=True)
class AimRecord:
    """A place that is planned for more people than its target says, so that chance is less likely to miss it."""

    stream: str
    place: str
    target: float
    aimed_at: float
    """Persons planned for by ``finish_by``, those done before the first day included."""


@dataclass(frozen=True, slots=True)
class ConfidencePrice:
    """What it costs to reach the district's target of a stream by the last day with some chance."""

    stream: str
    chance: float
    burden: float | None
    """Of the whole plan, as the frontiers of the first plan estimate it; nothing if it is out of reach."""


@dataclass(frozen=True, slots=True)
class ConfidenceRecord:
    """How a plan came by the chance that its scenario asks for."""

    status: Literal["met", "out_of_reach", "out_of_time", "not_aimed"]
    """How planning ended: with every chance asked for, with more people in no reach, because the time was up, or
    without having aimed at one, since it sought the earliest day."""
    lacking: float
    """People that are missing by the last day in so many campaigns that a chance asked for is not met, all such
    targets added up."""
    aimed_at: tuple[AimRecord, ...]
    prices: tuple[ConfidencePrice, ...]
    is_met: bool = False
    """Whether the simulation in the run folder, which may be a later one, has every chance asked for."""


@dataclass(frozen=True, slots=True)
class OvertimeRecord:
    """An officer with more overtime in a month than a limit allows."""

    officer: str
    month: str
    """As ``2024-04``."""
    hours: float
    """All overtime of the month, the history's included."""


@dataclass(frozen=True, slots=True)
class CutRecord:
    """A week of a unit whose need could not be staffed."""

    unit: str
    week: str
    """As ``2024-W14``."""
    minutes: int
    """What its need was cut to."""


@dataclass(frozen=True, slots=True)
class CutShortRecord:
    """A part of planning for which the time did not suffice."""

    what: str
    """``openings`` (nothing but standing duties is planned), ``anew`` (the plan there was is kept), ``start`` (starting
    and closing alone take longer), ``standing``, ``settling`` (planning again what could not be staffed),
    ``confidence``, ``sharing`` (dividing what places share anew), ``burden``, ``fairness``,
    ``preferences``, ``evenings``, ``bounds`` or ``simulation`` (fewer campaigns)."""
    units: tuple[str, ...]
    """Whose rosters that concerns, where it concerns rosters."""


@dataclass(frozen=True, slots=True)
class AcceptanceResult:
    """How the plan stands by one acceptance rule of its scenario."""

    rule: str
    """As the scenario has it."""
    value: float | date | None
    """Of what the rule asks about, the figure that is worst; nothing if there is none."""
    limit: float | date
    passed: bool
    proved: bool
    """Whether it fails and no plan whose tiers so far are no worse can pass it."""
    at: str
    """What has that figure: ids, and when; empty if it is the plan as a whole."""


RevisionKind = Literal["plan", "adopted", "replan", "stand_in", "swap", "amend", "revert"]
"""What a revision came about by; one that is adopted was there before its campaign had a journal."""


@dataclass(frozen=True, slots=True)
class RevisionRecord:
    """Where a run stands in its campaign's journal."""

    number: int
    parent: int | None
    """The revision it came from; nothing for the first."""
    kind: RevisionKind
    reason: str
    """In the words of whoever made it; may be empty."""
    by: str
    at: str
    """Local date, time and offset, as ``2024-05-12T07:20:00+07:00``."""


@dataclass(frozen=True, slots=True)
class StartRecord:
    """The run of the same scenario that a plan was begun from."""

    revision: int | None
    """Its number in the journal; nothing if it had none."""
    record_hash: str
    """Of its ``run.json``, as that claims it."""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """Everything ``run.json`` holds, its keys in this order."""

    status: Literal["complete", "interrupted"]
    scenario: str
    """File names of the scenario and its overlays without folders and endings, e.g. ``dong_phu+office_hours``."""
    campaign: str
    scenario_hash: str
    """SHA-256 of the resolved scenario without its comments."""
    seed: int
    deterministic: bool
    versions: Mapping[str, str]
    """Of this program, Python and the solver."""
    parameters: Parameters
    tiers: tuple[Tier, ...]
    """In order of importance."""
    finish_date: date | None
    """First day on which the district's expected total meets the total of the targets."""
    total: TotalRecord
    streams: Mapping[str, StreamRecord]
    places: tuple[PlaceRecord, ...]
    first_verified_seconds: float
    """After how long the first plan was verified."""
    seconds: float
    warnings: tuple[str, ...]
    """What is odd about the scenario."""
    officer_weeks_at_limit: Mapping[str, int]
    """Per unit, officer-weeks in which less than the shortest shift of the officer's weekly hours is left."""
    overtime_over_cap: tuple[OvertimeRecord, ...]
    not_yet_eligible: Mapping[str, int]
    """Per school, pupils who turn 14 too late to count."""
    cuts: tuple[CutRecord, ...]
    acceptance: tuple[AcceptanceResult, ...]
    """In the order of the scenario's acceptance rules."""
    confidence: ConfidenceRecord | None = None
    """Nothing where the scenario asks for no chance, or nothing is drawn."""
    chances: tuple[ChanceRecord, ...] | None = None
    """How probable the targets are, by the last simulation; nothing if there was none."""
    cut_short: tuple[CutShortRecord, ...] | None = None
    """What more time would have been spent on; nothing in runs of versions that did not say."""
    practicality: PracticalityRecord | None = None
    """What those who carry it out would ask to be otherwise, counted; nothing in runs of versions that did not say."""
    revision: RevisionRecord | None = None
    """Nothing in runs outside any journal, such as those of versions that kept none."""
    start: StartRecord | None = None
    """The verified run that planning began from; nothing if it began from nothing."""
    first_free: date | None = None
    """The first day that may differ from the roster in ``published.csv``; nothing if the plan changes none."""

    @classmethod
    def from_json(cls, content: object) -> RunRecord:
        """Read what ``json.loads`` made of the file.

        Raises
        ------
        DamagedRunError
            With every key that is missing or unknown and every value of another type.
        """
        return record_of(cls, content, RECORD_FILE)

    def to_json(self) -> dict[str, Any]:
        """The content of the file; read again it gives the same record."""
        return object_of(self)

    def tier(self, name: str) -> Tier | None:
        """The tier of this name; nothing if the plan has none."""
        return next((tier for tier in self.tiers if tier.name == name), None)

    @property
    def is_accepted(self) -> bool:
        """Whether the plan passes every acceptance rule of its scenario."""
        return all(result.passed for result in self.acceptance)
