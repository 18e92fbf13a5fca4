"""What a plan of a running campaign leaves missing, by all that is known: whether it still keeps its aims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.workflows.revising import OpenRun

if TYPE_CHECKING:
    from optimizer.run.record import PlaceRecord, RunRecord
    from optimizer.world.plan import Plan

_NOTICED, _NOTICED_SHARE = 0.5, 0.001
"""People, and share of all targets, that a plan has to miss more before anything is planned anew, and fewer before that
is taken."""


@dataclass(frozen=True, slots=True)
class Missed:
    """What a plan leaves missing, by all that is known."""

    missing: float
    """People expected to be missing to targets on the days on which places are judged."""
    lacking: float
    """People missing by the last day for the chances that are asked for; in expectation where none is."""
    late: float
    """People expected to be missing to the places' targets by the last day."""
    noticed: float
    """People that make a difference."""
    asks_for_chances: bool
    """Whether any is asked for; it counts first then, for ``finish_by`` is there to leave a reserve."""
    error: float = 0.0
    """People by which :attr:`lacking` may be off, since so many campaigns were simulated and no more."""

    def keeps_aims_of(self, published: Missed) -> bool:
        """Whether what counts is missed by no more than when the plan was published, as far as that can be told."""
        if not self.asks_for_chances:
            return not published.is_better_than(self)
        is_as_sure = self.lacking - published.lacking <= max(self.noticed, self.error)
        return is_as_sure and self.late - published.late <= self.noticed

    def is_better_than(self, other: Missed) -> bool:
        """Whether noticeably fewer people are missing by what counts first; by the other where those are as many."""
        first, second = self.missing - other.missing, self.lacking - other.lacking
        if self.asks_for_chances:
            first, second = second, first
        return first < 0 if abs(first) > self.noticed else second < -self.noticed


def missed_as_published(opened: OpenRun) -> Missed:
    """What the plan left missing when it was published."""
    record = opened.record
    lacking = _lacking_at_end(record) if record.confidence is None else record.confidence.lacking
    late = _late(opened, opened.plan)
    return Missed(_missing(record.places), lacking, late, noticed_in(opened), _asks_for_chances(opened))


def missed_by(opened: OpenRun, plan: Plan, campaigns: int, workers: int) -> Missed:
    """What a plan leaves missing, simulated for the chances that are asked for.

    Parameters
    ----------
    opened, plan
        The run, with what was reported, and a plan of it with its figures drawn up.
    campaigns, workers
        How often it is simulated, on how many threads.
    """
    from optimizer.run.recording import place_records

    missing = _missing(place_records(opened.scenario, plan.progress))
    lacking, error = _lacking(opened, plan, campaigns, workers)
    return Missed(missing, lacking, _late(opened, plan), noticed_in(opened), _asks_for_chances(opened), error)


def _lacking_at_end(record: RunRecord) -> float:
    return sum(max(0.0, stream.target - stream.expected_by_deadline) for stream in record.streams.values())


def _late(opened: OpenRun, plan: Plan) -> float:
    last_day = opened.scenario.campaign.last_day
    return sum(max(0.0, row.target - row.expected_cumulative) for row in plan.progress if row.date == last_day)


def _missing(places: Sequence[PlaceRecord]) -> float:
    return sum(place.missing for place in places)


def noticed_in(opened: OpenRun) -> float:
    """How many people make a difference in a campaign."""
    return max(_NOTICED, _NOTICED_SHARE * opened.staff.world.total_target)


def _asks_for_chances(opened: OpenRun) -> bool:
    from optimizer.scenario.confidence import asked_chances

    return opened.scenario.uncertainty is not None and bool(asked_chances(opened.scenario))


def _lacking(opened: OpenRun, plan: Plan, campaigns: int, workers: int) -> tuple[float, float]:
    """People lacking for the chances that are asked for, and by how many that may be off."""
    from optimizer.run.recording import stream_records
    from optimizer.scenario.confidence import asked_chances
    from optimizer.simulate.campaigns import Threads, simulate
    from optimizer.simulate.metrics import error_at, goals_of, people_at
    from optimizer.simulate.scheduling import schedule_of

    world, uncertainty = opened.staff.world, opened.scenario.uncertainty
    if uncertainty is None or not _asks_for_chances(opened):
        streams = stream_records(opened.scenario, plan.progress).values()
        return sum(max(0.0, each.target - each.expected_by_deadline) for each in streams), 0.0
    outcomes = simulate(
        schedule_of(world, plan),
        uncertainty,
        campaigns,
        opened.record.seed,
        machines=Threads(workers),
        least=campaigns,
    )
    lacking, error = 0.0, 0.0
    for goal in goals_of(world, outcomes.targets, asked_chances(opened.scenario)):
        if goal.asked is not None and (people := goal.target - people_at(outcomes, goal, goal.asked)) > 0:
            lacking += people
            error += error_at(outcomes, goal, goal.asked)
    return lacking, error
