"""``catruc explain RUN``: what binds where a target or its chance is missed, prices, and the least that is enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.errors import CatrucError
from optimizer.events import Clock, Event, Report
from optimizer.stopping import StopRequest
from optimizer.texts import prices as texts

if TYPE_CHECKING:
    from optimizer.campaign.planner import CampaignPlan
    from optimizer.explain.prices.common_share import CommonShare
    from optimizer.explain.prices.price_list import Binding, Chances, PricedItem, Pricing, Short
    from optimizer.explain.prices.remedies import Remedy
    from optimizer.verify.verified_run import VerifiedRun
    from optimizer.world.ids import PoolKey, StreamId
    from optimizer.world.world import World

CAMPAIGNS = 1000
"""Campaigns that a change is simulated with; the same ones for all, so that differences are its own."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A remedy planned in full, verified, and not published."""

    remedy: Remedy
    missing: float
    """People missing to the targets of the stream."""
    chance: float | None
    """Of the target over all places by the last day."""


@dataclass(frozen=True, slots=True)
class StreamExplained:
    """One stream that is missed."""

    short: Short
    least: float
    """People that every plan misses."""
    missing_at_this_level: float
    """People missing when the campaign is planned anew without names, as it stands."""
    missing_by_place: Mapping[PoolKey, float]
    common: CommonShare | None
    """Nothing where a chance is missed, or there are no two places, or nothing is told after a stop."""
    remedies: tuple[Remedy, ...]
    confirmed: tuple[Confirmed, ...]


@dataclass(frozen=True, slots=True)
class TargetExplained:
    """Why a plan misses its targets or their chances, and what would help."""

    run: VerifiedRun
    streams: tuple[StreamExplained, ...]
    """None if nothing is missed."""
    binding: tuple[Binding, ...] = ()
    prices: tuple[PricedItem, ...] = ()
    solves: int = 0
    """How often the campaign was planned anew."""
    is_cut_short: bool = False


def explain_target(
    directory: Path, report: Report, stop: StopRequest, clock: Clock, *, is_confirming: bool = False
) -> TargetExplained:
    """Explain why a plan misses its targets or their chances; after a stop, with what is finished by then.

    Raises
    ------
    RunFolderError, ScenarioError, VerificationError
        If the run cannot be read or does not verify.
    OutOfTimeError
        If the campaign as it stands is not planned anew within its limits.
    """
    from optimizer.explain.prices.common_share import common_share
    from optimizer.explain.prices.price_list import Pricing
    from optimizer.explain.prices.remedies import remedies
    from optimizer.scenario.compiling import compile_world
    from optimizer.scenario.loading import LoadedScenario
    from optimizer.verify.verified_run import read_run

    report(Event("verify"))
    run = read_run(directory)
    shorts = _shorts(run)
    if not shorts:
        return TargetExplained(run, ())
    cuts = [(cut.unit, cut.week, cut.minutes) for cut in run.record.cuts]
    loaded = LoadedScenario(run.scenario, directory / "scenario.resolved.yaml")
    world = compile_world(run.scenario)
    pricing = Pricing(
        loaded, lambda each: compile_world(each.scenario), shorts, cuts, _chances(run, world), report, stop
    )
    binding = pricing.binding()
    prices = pricing.price_list(binding)
    streams = []
    for short in shorts:
        common: CommonShare | None = None
        found: tuple[Remedy, ...] = ()
        if not stop.is_requested:
            if short.kind == "target":
                report(Event("explain", detail=texts.SHARING))
                common = common_share(pricing.level, pricing.world, pricing.base, short.stream)
            found = remedies(pricing, short, binding, prices)
        confirmed = _confirmed(pricing, short, found, run, clock) if is_confirming else ()
        missing = {key: people for key, people in pricing.base.missing.items() if key[1] == short.stream and people > 0}
        least = pricing.base.least.get(short.stream, 0.0) if short.kind == "target" else 0.0
        streams.append(
            StreamExplained(short, least, pricing.base.missing_in(short.stream), missing, common, found, confirmed)
        )
    return TargetExplained(run, tuple(streams), binding, prices, pricing.level.solves, stop.is_requested)


def _shorts(run: VerifiedRun) -> tuple[Short, ...]:
    """The streams whose targets the plan misses in expectation, or else whose chances."""
    from optimizer.explain.prices.campaign_level import LEAST_MISSING
    from optimizer.explain.prices.price_list import Short
    from optimizer.run.simulation import DISTRICT
    from optimizer.world.ids import StreamId

    chances = {
        each.stream: each for each in run.record.chances or () if each.place == DISTRICT and each.by == "last_day"
    }
    found = []
    for stream, of_stream in run.record.streams.items():
        chance = chances.get(stream)
        likely, asked = (None, None) if chance is None else (chance.chance, chance.asked)
        if of_stream.missing >= LEAST_MISSING:
            found.append(Short(StreamId(stream), "target", of_stream.missing, likely, asked))
        elif likely is not None and asked is not None and likely < asked:
            found.append(Short(StreamId(stream), "chance", of_stream.missing, likely, asked))
    return tuple(found)


def _chances(run: VerifiedRun, base: World) -> Chances | None:
    """Simulates a campaign without names, always with the same random numbers."""
    uncertainty = run.scenario.uncertainty
    if uncertainty is None:
        return None
    from optimizer.explain.prices.unnamed_plan import crews_of, unnamed_plan
    from optimizer.run.simulation import DISTRICT
    from optimizer.simulate.campaigns import Threads, simulate
    from optimizer.simulate.metrics import chance_of, goals_of
    from optimizer.simulate.scheduling import schedule_of
    from optimizer.world.ids import StreamId

    crews = crews_of(base)

    def chances(world: World, plan: CampaignPlan) -> Mapping[StreamId, float]:
        schedule = schedule_of(world, unnamed_plan(world, plan, crews))
        outcomes = simulate(schedule, uncertainty, CAMPAIGNS, run.record.seed, machines=Threads(2))
        last = world.days[-1].date
        return {
            StreamId(goal.stream): chance_of(outcomes, goal, "last_day", last).chance
            for goal in goals_of(world, outcomes.targets)
            if goal.place == DISTRICT
        }

    return chances


def _confirmed(
    pricing: Pricing, short: Short, found: tuple[Remedy, ...], run: VerifiedRun, clock: Clock
) -> tuple[Confirmed, ...]:
    """The remedies that reach what is missed, each planned in full and verified."""
    from optimizer.run.simulation import DISTRICT
    from optimizer.scenario.writing.resolved import resolved_text
    from optimizer.workflows.plan import plan_verified
    from optimizer.workflows.preparing import PlanRequest

    confirmed = []
    for remedy in found:
        if pricing.stop.is_requested or not remedy.items or not remedy.is_reached:
            continue
        pricing.report(Event("explain", detail=texts.CONFIRMING(what=texts.remedy(remedy.kind, round(remedy.amount)))))
        parameters = run.record.parameters
        request = PlanRequest(
            Path(f"{run.record.scenario}.yaml"),
            None,
            parameters.time,
            run.record.seed,
            workers=parameters.workers,
            text=resolved_text(pricing.changed(remedy.items)),
        )
        try:
            record = plan_verified(request, pricing.report, pricing.stop, clock).publication.record
        except CatrucError:
            continue
        chance = next(
            (
                each.chance
                for each in record.chances or ()
                if (each.stream, each.place, each.by) == (short.stream, DISTRICT, "last_day")
            ),
            None,
        )
        confirmed.append(Confirmed(replace(remedy), record.streams[short.stream].missing, chance))
    return tuple(confirmed)
