"""Campaigns as they would be run: reported, calibrated and planned anew again and again, beside the plan left alone.

Each is one of those that ``catruc simulate`` plays, with the same number and the same chance. At some Mondays what it
came to by then is reported; turnout is estimated from that and the rest planned as ``catruc calibrate`` and ``catruc
replan`` do it, but nothing is published. The days that are past come out the same whatever is planned for the others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from optimizer.events import Clock, Event, Report
from optimizer.stopping import StopRequest
from optimizer.workflows.revising import OpenRun

if TYPE_CHECKING:
    from optimizer.run.actuals import ActualRow
    from optimizer.scenario.schema import Scenario
    from optimizer.simulate.campaigns import Outcomes
    from optimizer.workflows.anew import WayOn
    from optimizer.world.plan import Plan
    from optimizer.world.world import World

SIMULATED = 500
"""Campaigns that each way to go on is simulated with."""


@dataclass(frozen=True, slots=True)
class ReplanningRhythm:
    """How a campaign is planned anew."""

    every: int
    """Days from one time to the next."""
    freeze: int
    """Days from then on that stay as they were published."""
    seconds: float
    """To plan in, each time."""
    workers: int


@dataclass(frozen=True, slots=True)
class Replanning:
    """One time that a campaign was looked at again."""

    day: date
    is_anew: bool
    """Whether anything changed."""
    duties: int
    """That changed hands, fell away or were added."""
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class RolledCampaign:
    """One campaign by the published plan, and with the plan made anew on the way."""

    number: int
    once: Outcomes
    rolled: Outcomes
    replannings: tuple[Replanning, ...]


class Rolling:
    """Plays campaigns of a run with its plan made anew on the way.

    Parameters
    ----------
    opened
        The run.
    truth
        How people really are; what is planned with is the scenario of the run, and what results say of it.
    seed
        Decides with the number of a campaign all that is drawn in it.
    rhythm, stop, clock, report
        When and how long it is planned; a campaign that is stopped does not count.
    """

    def __init__(
        self,
        opened: OpenRun,
        truth: Scenario,
        seed: int,
        rhythm: ReplanningRhythm,
        stop: StopRequest,
        clock: Clock,
        report: Report,
    ) -> None:
        self.opened, self.truth, self.seed, self.rhythm = opened, truth, seed, rhythm
        self.stop, self.clock, self.report = stop, clock, report

    @cached_property
    def world(self) -> World:
        """The campaign as it really is, with what was reported of it."""
        from optimizer.run.actuals import with_actuals
        from optimizer.scenario.compiling import compile_world

        return with_actuals(compile_world(self.truth), self.opened.actuals)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which the campaign is planned anew, as long as any day may change by that."""
        from optimizer.track.played import replanning_days

        after = max((row.date for row in self.opened.actuals or ()), default=None)
        days = [day.date for day in self.world.days]
        return tuple(
            day for day in replanning_days(days, self.rhythm.every, after) if self._first_changed(day) <= days[-1]
        )

    def _first_changed(self, day: date) -> date:
        from optimizer.track.resuming import first_monday

        return first_monday(day + timedelta(days=self.rhythm.freeze))

    def play(self, number: int) -> RolledCampaign | None:
        """Play one campaign; nothing if it is stopped."""
        once = self._outcome(self.opened.plan, number)
        opened, outcomes, replannings = self.opened, once, []
        for day in self.days:
            if self.stop.is_requested:
                return None
            began = self.clock()
            self.report(Event("rolling"))
            known = self._known(opened, outcomes, day)
            way = self._way_on(known, day)
            opened = self._taken(opened, way, known)
            is_anew = way.way != "kept"
            if is_anew:
                outcomes = self._outcome(opened.plan, number)
            replannings.append(Replanning(day, is_anew, way.difference.duties, self.clock() - began))
        return None if self.stop.is_requested else RolledCampaign(number, once, outcomes, tuple(replannings))

    def _outcome(self, plan: Plan, number: int) -> Outcomes:
        from optimizer.simulate.campaigns import Outcomes, Task
        from optimizer.simulate.scheduling import chances_of, schedule_of

        assert self.truth.uncertainty is not None, "who plays campaigns makes sure of that"
        schedule = schedule_of(self.world, plan)
        _, done, tallies = Task(schedule, chances_of(self.truth.uncertainty), self.seed).play(range(number, number + 1))
        return Outcomes(self.seed, schedule.targets, schedule.days, done, tallies)

    def _known(self, opened: OpenRun, outcomes: Outcomes, day: date) -> OpenRun:
        """The run with what is reported by a day, and the turnout that speaks for."""
        return self._calibrated(opened.changed_from(day).with_actuals(self._reports(opened.plan, outcomes, day)))

    def _way_on(self, known: OpenRun, day: date) -> WayOn:
        """What ``catruc replan`` would do on a day."""
        from optimizer.workflows.anew import Allowance, best_way

        limits = Allowance(self.rhythm.seconds, self.rhythm.workers, self.stop, self.clock, SIMULATED)
        return best_way(known, known.plan, self._first_changed(day), limits, self.report)

    def _reports(self, plan: Plan, outcomes: Outcomes, day: date) -> tuple[ActualRow, ...]:
        """What is reported by a day: of days that were past already what was reported, of others what they came to."""
        from optimizer.track.played import reported_of

        known = self.opened.actuals or ()
        told = {(row.date, row.place, row.stream) for row in known}
        found = reported_of(self.world, plan, outcomes, day)
        return (*known, *(row for row in found if (row.date, row.place, row.stream) not in told))

    def _calibrated(self, opened: OpenRun) -> OpenRun:
        """The run with the turnout that its reports speak for, estimated from what was planned with at first."""
        from optimizer.scenario.changing import changed
        from optimizer.scenario.reading.tree import from_plain
        from optimizer.track.calibrated import calibrate
        from optimizer.track.totals import day_totals

        found = calibrate(self.opened.scenario, opened.plan, day_totals(opened.actuals or ()))
        if not found.days:
            return opened
        patch = from_plain(found.patch(), "catruc calibrate")
        return opened.with_scenario(changed(self.opened.loaded, [lambda _: patch]), opened.text)

    def _taken(self, opened: OpenRun, way: WayOn, known: OpenRun) -> OpenRun:
        """The run as it goes on."""
        from optimizer.run.recording import place_records, stream_records

        progress = way.plan.progress
        record = replace(
            opened.record,
            places=place_records(known.scenario, progress),
            streams=stream_records(known.scenario, progress),
            confidence=way.confidence,
        )
        return OpenRun(opened.directory, known.loaded, opened.text, way.plan, record, None, actuals=known.actuals)
