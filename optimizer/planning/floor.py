"""The plan to fall back on: standing duties alone, as many as the rules allow, and nothing else.

It asks for no campaign level, so it stands within seconds whatever else takes its time. No plan is published that
leaves more of the standing duties without people than this one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from threading import Lock, Timer

from optimizer.campaign.allocation.helpers import with_helpers_there_are
from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.decisions import Decisions, Opening
from optimizer.campaign.forecast import forecast
from optimizer.campaign.planner import CampaignPlan
from optimizer.campaign.tier_values import crews_missing
from optimizer.errors import NoRosterError, OutOfTimeError
from optimizer.planning.close_unstaffed import close_unstaffed
from optimizer.planning.context import PlanningContext, Settings
from optimizer.planning.staffed import LateError, Staffed
from optimizer.planning.staffer import Staffer
from optimizer.stopping import StopRequest
from optimizer.world.world import World


class Floor:
    """The plan to fall back on, rostered beside whatever else is planned, once it is asked for or no plan is there yet.

    The twelve units of a district take a second and a half of the other processor, and hold up the campaign level for
    half as long, as both need the interpreter's lock; so it is not begun where a first plan stands before that. Neither
    the clock nor a stop ends the rostering, for it is what is published then.

    Parameters
    ----------
    world, rules, settings
        The campaign, its rules by id, and the seed.
    """

    def __init__(self, world: World, rules: Rules, settings: Settings) -> None:
        unhurried = replace(settings, deterministic=True, workers=1)
        context = PlanningContext(unhurried, lambda: 0.0, lambda event: None, StopRequest(), len(world.officers))
        self._world, self._staffer = world, Staffer(world, rules, context)
        self._lock, self._found = Lock(), list[Future[Staffed]]()
        self._alarm: Timer | None = None

    @property
    def staffed(self) -> Staffed | None:
        """The standing duties with their rosters; nothing if there is no roster for them."""
        try:
            return self._begin().result()
        except (NoRosterError, OutOfTimeError):
            return None

    def wait(self) -> None:
        """Roster it now, and wait until it stands or there is none."""
        wait([self._begin()])

    def begin_in(self, seconds: float | None) -> None:
        """Begin it after so many seconds from now though nobody asks for it; only if it is asked for if left out."""
        if self._alarm is not None:
            self._alarm.cancel()
        if seconds is not None:
            self._alarm = Timer(seconds, self._begin)
            self._alarm.daemon = True
            self._alarm.start()

    def _begin(self) -> Future[Staffed]:
        with self._lock:
            if not self._found:
                beside = ThreadPoolExecutor(1)
                self._found.append(beside.submit(self._roster))
                beside.shutdown(wait=False)
            return self._found[0]

    def _roster(self) -> Staffed:
        decisions = standing_only(self._world)
        return self._staffer.staff(CampaignPlan(decisions, forecast(self._world, decisions)))


def standing_only(world: World) -> Decisions:
    """Every standing duty with its whole crew, helpers in it as far as there are any; no loans and no visits."""
    openings = [
        Opening(post, day_shift, post.crew_officers, post.crew_size - post.crew_officers)
        for post in world.posts
        for day_shift in sorted(post.must_open)
    ]
    openings.sort(key=lambda opening: (opening.day_shift, opening.post.id))
    return Decisions(with_helpers_there_are(world, openings))


def with_floor_where_short(world: World, wanted: Decisions, floor: Staffed) -> Decisions:
    """What is wanted, with some units at their standing duties alone, lending nobody and accompanying no visit.

    These are the units whose standing duties lack more people than with the plan to fall back on.

    Parameters
    ----------
    world, wanted
        The campaign, and what it is to do with the people there are.
    floor
        The plan to fall back on.
    """
    alone, _ = close_unstaffed(world, floor.campaign.decisions, floor.need, floor.held)
    missing, least = _missing_by_unit(world, wanted), _missing_by_unit(world, alone)
    return with_floor_for(world, wanted, floor, {unit for unit, people in missing.items() if people > least[unit]})


def with_floor_for(world: World, wanted: Decisions, floor: Staffed, units: Collection[str]) -> Decisions:
    """What is wanted, with some units at their standing duties alone, lending nobody and accompanying no visit."""
    others = (opening for opening in wanted.openings if opening.post.unit not in units)
    openings = [kept for opening in others if (kept := _without_loans(opening, units)) is not None]
    openings += [opening for opening in floor.campaign.decisions.openings if opening.post.unit in units]
    openings.sort(key=lambda opening: (opening.day_shift, opening.post.id))
    at_home = set(_days_at_home(world, wanted, units))
    stops = tuple(stop for stop in wanted.stops if (stop.programme.team.id, stop.day_shift.day) not in at_home)
    return replace(wanted, openings=with_helpers_there_are(world, openings), stops=stops)


def kept_to_floor(world: World, staffer: Staffer, late: LateError, floor: Staffed) -> Staffed:
    """The campaign with the units that were not rostered in time at their standing duties alone.

    Raises
    ------
    LateError
        If the others have no roster of what is left to them either.
    """
    staffed = late.staffed
    units = [unit for problem in late.problems for unit in staffed.need.units[problem]]
    decisions = with_floor_for(world, staffed.campaign.decisions, floor, units)
    campaign = replace(staffed.campaign, decisions=decisions, forecast=forecast(world, decisions))
    kept = staffer.staff(campaign, (staffed, floor), list(staffed.rosters.values()))
    for unit in units:
        staffer.context.cut_short("openings", unit)
    return kept


def _missing_by_unit(world: World, decisions: Decisions) -> Counter[str]:
    missing: Counter[str] = Counter()
    for post, people in crews_missing(world, decisions):
        missing[post.unit] += people
    return missing


def _without_loans(opening: Opening, units: Collection[str]) -> Opening | None:
    """The opening with its own officers in place of those lent by some units; nothing if it need not open at all."""
    kept = tuple(unit for unit in opening.borrowed if unit not in units)
    if kept == opening.borrowed:
        return opening
    return replace(opening, borrowed=kept) if opening.day_shift in opening.post.must_open else None


def _days_at_home(world: World, wanted: Decisions, units: Collection[str]) -> Iterator[tuple[str, int]]:
    """Teams and days (index) whose visits need officers of some units."""
    for stop in wanted.stops:
        team = stop.programme.team
        accompanies = bool(team.local_officers) and world.unit_of_commune.get(stop.place) in units
        if accompanies or team.unit in units:
            yield team.id, stop.day_shift.day
