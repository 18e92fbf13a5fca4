"""The rest of a running campaign planned anew where its targets ask for that: the ways to do it, beside each other.

What was published stays as long as it keeps its aims: every chance asked for is as near as it was, or reached, and no
more people are expected to be missing, place by place, by the last day; where no chance is asked for, on the days on
which places are judged. Else what is open stays open and only more is added; and only where that leaves noticeably
more people missing, desks and visits are planned anew from nothing. Both aim at the chances that are asked for, with
all that is known by then. Days after ``finish_by`` are a campaign's reserve, for campaigns that go a little worse than
expected: that some of it is used is no reason to change what was published, and what is planned anew counts on it once
its targets are out of reach without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from optimizer.errors import ContradictionError, OutOfTimeError
from optimizer.events import Clock, Event, Report
from optimizer.run.record import ConfidenceRecord
from optimizer.stopping import StopRequest
from optimizer.workflows.missed import Missed, missed_as_published, missed_by, noticed_in
from optimizer.workflows.revising import OpenRun

if TYPE_CHECKING:
    from optimizer.planning.context import Names, PlanningContext
    from optimizer.track.mending import RosterDifference
    from optimizer.track.resuming import Resumption
    from optimizer.world.plan import Plan

Way = Literal["kept", "added", "anew"]
"""The plan stays; what is open stays open, and more is added; all is planned anew."""
ADDING: Final[tuple[Way, ...]] = ("added", "anew")
ANEW_SHARE = 0.01
"""Share of all targets that has to be missing less if what is open need not stay, before that is tried."""
LOOP_SHARE = 1 / 3
"""Of the time for planning anew, what each campaign that is planned for it may take."""
CLOSE_SHARE = 1 / 3
"""Of that time, how much more may be spent on keeping the rosters of each way close."""
SOLVE_SECONDS, SOLVE_SHARE = 2.0, 0.05
"""Limit of each solve that keeps one unit's roster close to the published one, and that share of the time."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How long planning anew may take, how often a plan is simulated for it, and how much may change."""

    seconds: float
    workers: int
    stop: StopRequest
    clock: Clock
    campaigns: int
    most_changes: int | None = None
    """Duties that may change hands, fall away or be added at the most."""

    def allows(self, difference: RosterDifference) -> bool:
        """Whether no more changes than may."""
        return self.most_changes is None or difference.duties <= self.most_changes


@dataclass(frozen=True, slots=True)
class WayOn:
    """One way to go on."""

    way: Way
    plan: Plan
    """Whole, its figures drawn up."""
    missed: Missed
    difference: RosterDifference
    """To what was published."""
    confidence: ConfidenceRecord | None
    """What is to be told of the chances that are asked for; nothing where none is."""


@dataclass(frozen=True, slots=True)
class WayTold:
    """One way as a row of those to choose from."""

    way: Way
    duties: int
    """That change hands, fall away or are added."""
    people: int
    burden: float
    missing: float
    """As :class:`Missed` has it."""
    lacking: float
    is_taken: bool
    """Whether it is what ``catruc replan`` does."""


def best_way(opened: OpenRun, plan: Plan, monday: date, limits: Allowance, report: Report) -> WayOn:
    """The way to go on: of those that leave as few people missing, the one that changes least.

    Parameters
    ----------
    opened
        The run, with what was reported.
    plan
        Its plan, absences mended.
    monday
        The first day that may be planned anew.
    limits, report
        How long it may take, and whom to tell.
    """
    return _taken(opened, ways_on(opened, plan, monday, limits, report))


def ways_told(opened: OpenRun, plan: Plan, monday: date, limits: Allowance, report: Report) -> tuple[WayTold, ...]:
    """All ways to go on beside each other; arguments as for :func:`best_way`."""
    found = tuple(ways_on(opened, plan, monday, limits, report))
    taken = _taken(opened, found)
    return tuple(
        WayTold(
            each.way,
            each.difference.duties,
            len(each.difference.people),
            sum(row.burden for row in each.plan.burden),
            each.missed.missing,
            each.missed.lacking,
            each is taken,
        )
        for each in found
    )


def _taken(opened: OpenRun, ways: Iterable[WayOn]) -> WayOn:
    """The first that keeps the aims of what was published; else, of those that miss as few, the first."""
    published = missed_as_published(opened)
    best: WayOn | None = None
    for each in ways:
        if best is None or each.missed.is_better_than(best.missed):
            best = each
        if best.missed.keeps_aims_of(published):
            break
    assert best is not None, "that the plan stays is a way"
    return best


def ways_on(opened: OpenRun, plan: Plan, monday: date, limits: Allowance, report: Report) -> Iterator[WayOn]:
    """The plan as it is, then others that verify, least changed first; each is planned once it is asked for.

    Others are left out where more would change than is allowed.
    """
    from optimizer.planning.recovery import assembled_anew
    from optimizer.track.mending import roster_difference
    from optimizer.track.resuming import Resumption

    yield _way(opened, "kept", assembled_anew(opened.staff, plan), limits)
    if monday > opened.scenario.campaign.last_day:
        return
    resumption = Resumption(opened.scenario, opened.staff, plan, monday)
    for way in ADDING:
        if limits.stop.is_requested:
            return
        if way == "anew" and not _promises_more(opened, resumption, limits, report):
            return
        with suppress(ContradictionError, OutOfTimeError):
            for candidate in _candidates(opened, resumption, way, limits, report):
                if not limits.allows(roster_difference(opened.plan.roster, candidate.roster)):
                    continue
                drawn = assembled_anew(opened.staff, candidate)
                if _is_lawful(opened, drawn, report):
                    yield _way(opened, way, drawn, limits)
                    break


def _way(opened: OpenRun, way: Way, plan: Plan, limits: Allowance) -> WayOn:
    from optimizer.track.mending import roster_difference

    missed = missed_by(opened, plan, limits.campaigns, limits.workers)
    lacking, confidence = missed.lacking, None
    if missed.asks_for_chances:
        confidence = ConfidenceRecord("out_of_reach" if lacking else "met", round(lacking, 3), (), ())
    return WayOn(way, plan, missed, roster_difference(opened.plan.roster, plan.roster), confidence)


def _promises_more(opened: OpenRun, resumption: Resumption, limits: Allowance, report: Report) -> bool:
    """Whether noticeably fewer would be missing if nothing had to stay open, before anybody is rostered."""
    from optimizer.planning.loop import PlanningLoop

    def wanted(open_still: Plan | None) -> float:
        rest = resumption.rest(opened.scenario.campaign.finish_by)
        world = resumption.world(rest, open_still)
        return PlanningLoop(world, rest.rules, _names(opened), _context(opened, limits, report)).wanted_shortfall()

    return wanted(None) < wanted(resumption.plan) - ANEW_SHARE * opened.staff.world.total_target


def _candidates(opened: OpenRun, resumption: Resumption, way: Way, limits: Allowance, report: Report) -> Iterator[Plan]:
    """The rest planned in one way: with the crews that were published, close to what was published, as planned."""
    from optimizer.rostering.budget import Budget

    planned = _planned(opened, resumption, resumption.plan if way == "added" else None, limits, report)
    is_repeatable = opened.record.deterministic
    budget = Budget(CLOSE_SHARE * limits.seconds, None if is_repeatable else limits.clock, limits.stop)
    report(Event("roster"))
    seconds = min(SOLVE_SECONDS, SOLVE_SHARE * limits.seconds)
    threads = min(2, limits.workers)
    yield resumption.kept_close(resumption.with_published_crews(planned), budget, seconds, threads)
    yield resumption.kept_close(planned, budget, seconds, threads)
    yield planned


def _planned(
    opened: OpenRun, resumption: Resumption, open_still: Plan | None, limits: Allowance, report: Report
) -> Plan:
    """The rest planned to be done by ``finish_by``; with the days after it, if it is not enough without them."""
    campaign = opened.scenario.campaign
    planned, is_enough = _planned_until(opened, resumption, campaign.finish_by, open_still, limits, report)
    if is_enough or campaign.finish_by == campaign.last_day or limits.stop.is_requested:
        return planned
    try:
        return _planned_until(opened, resumption, campaign.last_day, planned, limits, report)[0]
    except (ContradictionError, OutOfTimeError):
        return planned


def _planned_until(
    opened: OpenRun,
    resumption: Resumption,
    finish_by: date,
    open_still: Plan | None,
    limits: Allowance,
    report: Report,
) -> tuple[Plan, bool]:
    """The rest planned to be done by a day, and whether nobody is missing then, and every chance asked for is met."""
    from optimizer.planning.loop import PlanningLoop
    from optimizer.workflows.confidence import Aiming

    rest, context = resumption.rest(finish_by), _context(opened, limits, report)
    loop = PlanningLoop(resumption.world(rest, open_still), rest.rules, _names(opened), context)
    state = loop.begin(resumption.near(open_still or resumption.plan))
    if state.is_floor:
        return resumption.joined(loop.plan(state)), False
    is_last = rest.campaign.finish_by == rest.campaign.last_day
    if not is_last and _shortfall(loop.plan(state)) > noticed_in(opened):
        return resumption.joined(loop.plan(state)), False  # it takes the days after it to be surer
    state = loop.visit_beside_desks(state)
    enough = noticed_in(opened)
    aiming = Aiming(rest, loop, limits.campaigns, opened.record.seed, limits.workers, report, enough)
    if not aiming.is_asked:
        loop.settle(state)
    plan = loop.plan(aiming.improve(state))
    return resumption.joined(plan), aiming.status == "met" and _shortfall(plan) <= noticed_in(opened)


def _shortfall(plan: Plan) -> float:
    return next(tier.value for tier in plan.tiers if tier.name == "shortfall")


def _context(opened: OpenRun, limits: Allowance, report: Report) -> PlanningContext:
    from optimizer.planning.context import PlanningContext, Settings

    is_repeatable = opened.record.deterministic
    settings = Settings(LOOP_SHARE * limits.seconds, is_repeatable, limits.workers, opened.record.seed)
    # A clock that stands still cannot influence a plan that is to repeat itself.
    clock = (lambda: 0.0) if is_repeatable else limits.clock
    return PlanningContext(settings, clock, report, limits.stop, len(opened.scenario.officers))


def _names(opened: OpenRun) -> Names:
    from optimizer.planning.context import Names

    scenario = opened.scenario
    return Names(
        {name: officer.name for name, officer in scenario.officers.items()},
        {name: unit.name for name, unit in scenario.units.items()},
        {name: post.name for name, post in scenario.posts.items()},
    )


def _is_lawful(opened: OpenRun, plan: Plan, report: Report) -> bool:
    from optimizer.verify import verify_plan

    report(Event("verify"))
    return verify_plan(opened.scenario, plan, actuals=opened.actuals or (), published=opened.replaced).passed
