"""Where a campaign stands: of every target what is done, what was expected by now, and where that leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

import numpy as np

from optimizer.run.actuals import ActualRow
from optimizer.scenario.confidence import asked_chances
from optimizer.scenario.schema import Scenario
from optimizer.simulate.campaigns import Outcomes
from optimizer.simulate.metrics import Goal, goals_of
from optimizer.track.outlook import Outlook, known, outlook
from optimizer.track.totals import DayTotal, day_totals
from optimizer.world.ids import PoolKey
from optimizer.world.plan import OpeningRow, Plan, SimulationRow, VisitRow
from optimizer.world.world import World

SURE_ENOUGH = 0.8
"""The chance that counts as on track where the scenario asks for none."""
OpenDay: TypeAlias = tuple[date, str, str]
"""Date, place and stream."""


State = Literal["on_track", "at_risk", "behind"]
STATES: Final[tuple[State, ...]] = ("on_track", "at_risk", "behind")
"""From the best."""


@dataclass(frozen=True, slots=True)
class TargetStanding:
    """One target: of a place in a stream, or of a stream in all places (place empty); in people."""

    stream: str
    place: str
    target: float
    done: float
    """By the end of the last day of which anything was reported, those done before the first day included."""
    assumed: float
    """Of these, what the plan has for days that were not reported."""
    planned: float
    """Planned by then."""
    row: SimulationRow | None
    """What campaigns came to by then when the plan was simulated; nothing if it was not."""
    outlook: Outlook | None
    """Nothing where nothing is known of chance."""
    asked: float

    @property
    def share(self) -> float:
        """Done of the target."""
        return self.done / self.target

    @property
    def state(self) -> State:
        """``on_track`` where the target is as probable as is asked for, ``at_risk`` where it is above one half.

        Where no chance is known, on track is what is done as planned.
        """
        if self.outlook is None:
            return "on_track" if self.done >= self.planned - 0.5 else "behind"
        chance = self.outlook.chance
        return "on_track" if chance >= self.asked else "at_risk" if chance > 0.5 else "behind"


@dataclass(frozen=True, slots=True)
class MissingReport:
    """A place and stream that was to be open on a day and of which nothing, or not every shift, was reported."""

    date: date
    place: str
    stream: str
    shifts: tuple[str, ...]
    """Those that are missing; nothing if it is the whole day."""


@dataclass(frozen=True, slots=True)
class CampaignStanding:
    """A whole campaign on one day."""

    today: date
    through: date | None
    """The last day of which anything was reported."""
    standings: tuple[TargetStanding, ...]
    """By stream, its places and then the district."""
    missing: tuple[MissingReport, ...]
    """In order of time, up to yesterday."""

    def of_stream(self, stream: str) -> tuple[TargetStanding, ...]:
        """The places of a stream, as they are graded: by the share of the target that is done, the best first."""
        places = [standing for standing in self.standings if standing.stream == stream and standing.place]
        return tuple(sorted(places, key=lambda standing: -standing.share))

    @property
    def districts(self) -> tuple[TargetStanding, ...]:
        """The streams as a whole."""
        return tuple(standing for standing in self.standings if not standing.place)

    @property
    def state(self) -> State | None:
        """That of the stream that is worst off; nothing where nothing was reported."""
        found = [district.state for district in self.districts]
        return None if self.through is None else max(found, key=STATES.index, default="on_track")


def campaign_standing(
    scenario: Scenario,
    world: World,
    plan: Plan,
    results: Sequence[ActualRow],
    today: date,
    *,
    outcomes: Outcomes | None,
    simulated: Sequence[SimulationRow],
) -> CampaignStanding:
    """Where a campaign stands on a day.

    Parameters
    ----------
    scenario, world, plan
        The campaign and its newest plan.
    results
        Those that count; of later days than today none is looked at.
    today
        The day.
    outcomes
        Campaigns of the plan, simulated from the first day on; nothing where the scenario says nothing of chance.
    simulated
        Rows of the plan's own simulation.
    """
    totals = day_totals(row for row in results if row.date <= today)
    through = max((day for day, *_ in totals), default=None)
    lacking = tuple(missing_reports(plan, totals, min(today - timedelta(days=1), world.days[-1].date)))
    found = _Found(world, plan, totals, through)
    asked = asked_chances(scenario)
    keys = tuple(dict.fromkeys((*world.pools, *((name, school.stream) for name, school in world.schools.items()))))
    targets = keys if outcomes is None else outcomes.targets
    rows = {(row.date, row.place, row.stream): row for row in simulated}
    standings = []
    for goal in goals_of(world, targets, asked):
        done, assumed, planned = found.figures([targets[number] for number in goal.counts])
        standings.append(
            TargetStanding(
                stream=goal.stream,
                place=goal.place,
                target=goal.target,
                done=done,
                assumed=assumed,
                planned=planned,
                row=rows.get((through, goal.place, goal.stream)) if through is not None else None,
                outlook=_outlook(world, goal, outcomes, totals),
                asked=SURE_ENOUGH if goal.asked is None else goal.asked,
            )
        )
    return CampaignStanding(today, through, tuple(standings), lacking)


def missing_reports(plan: Plan, totals: Mapping[OpenDay, DayTotal], last: date) -> Iterable[MissingReport]:
    """What was planned open up to a day and not reported, or not shift by shift."""
    for (day, place, stream), shifts in open_shifts(plan).items():
        if day > last:
            continue
        total = totals.get((day, place, stream))
        if total is None:
            yield MissingReport(day, place, stream, ())
        elif total.shifts is not None and (lacking := [shift for shift in shifts if shift not in total.shifts]):
            yield MissingReport(day, place, stream, tuple(lacking))


def open_shifts(plan: Plan) -> dict[OpenDay, tuple[str, ...]]:
    """Each day, place and stream that is planned open, in order of time, with its shifts."""
    found: dict[OpenDay, dict[str, None]] = defaultdict(dict)
    rows: list[OpeningRow | VisitRow] = [*plan.openings, *plan.visits]
    for row in rows:
        found[row.date, row.place, row.stream][row.shift] = None
    return {key: tuple(found[key]) for key in sorted(found)}


class _Found:
    """What is done at places up to the last day of which anything was reported."""

    def __init__(self, world: World, plan: Plan, totals: Mapping[OpenDay, DayTotal], through: date | None) -> None:
        self._before: dict[tuple[str, str], float] = {key: pool.already_done for key, pool in world.pools.items()}
        self._done: dict[tuple[str, str], float] = defaultdict(float)
        self._assumed: dict[tuple[str, str], float] = defaultdict(float)
        self._planned: dict[tuple[str, str], float] = defaultdict(float)
        for total in totals.values():
            self._done[total.place, total.stream] += total.done
        for row in plan.progress:
            if through is not None and row.date <= through:
                self._planned[row.place, row.stream] += row.expected_done
                if (row.date, row.place, row.stream) not in totals:
                    self._assumed[row.place, row.stream] += row.expected_done

    def figures(self, keys: Sequence[PoolKey]) -> tuple[float, ...]:
        """Done with what is assumed, what is assumed, and what is planned."""
        before = sum(self._before.get(key, 0.0) for key in keys)
        done, assumed, planned = (sum(of[key] for key in keys) for of in (self._done, self._assumed, self._planned))
        return tuple(round(each, 3) for each in (before + done + assumed, assumed, before + planned))


def _outlook(world: World, goal: Goal, outcomes: Outcomes | None, totals: Mapping[OpenDay, DayTotal]) -> Outlook | None:
    if outcomes is None:
        return None
    counts = list(goal.counts)
    keys = [outcomes.targets[number] for number in counts]
    before = np.array([world.pools[key].already_done if key in world.pools else 0.0 for key in keys])
    done = np.asarray(outcomes.done[:, counts, :], np.float64)
    reported = np.array(
        [[total.done if (total := totals.get((day, *key))) else np.nan for day in outcomes.days] for key in keys]
    )
    return outlook(
        done.sum(axis=1),
        outcomes.days,
        goal.target,
        world.days[world.finish_by].date,
        float(before.sum()),
        known(np.diff(done - before[None, :, None], axis=2, prepend=0.0), reported),
    )
