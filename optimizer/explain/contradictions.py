"""Whether the hard rules leave a plan, units that share people at a time; if not, what clashes and what helps.

Groups of units have nothing to do with each other, and are looked at side by side: as long as one solves, another is
set up. Every group has a conflict and a mend before more is looked for in any. What mends are held to is planned beside
the conflicts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait
from contextlib import closing
from threading import Lock, Thread

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.decisions import Decisions
from optimizer.campaign.planner import CampaignPlanner
from optimizer.errors import OutOfTimeError
from optimizer.explain.conflicts.finding import MOST_CONFLICTS
from optimizer.explain.conflicts.guarded import Solving
from optimizer.explain.conflicts.inquiry import Answer, Inquiry
from optimizer.planning.crews import with_one_place
from optimizer.planning.unit_groups import sharing_people
from optimizer.scenario.schema import Scenario
from optimizer.world.world import World

LANES = 2
"""Groups, or steps of one, at a time."""
UNIT_SECONDS, GROUP_SECONDS, MOST_SECONDS = 8.0, 40.0, 45.0
"""For one unit, for several that share people, and for all together."""
LEAST_FOR_UNIT, LEAST_FOR_GROUP = 2.0, 6.0
"""Seconds for the first mend, and for each further step, however little is left."""
POLL_SECONDS = 0.1
"""How long a stop may go unheard."""
Step = Callable[[float], None]
"""Something to be done in so many seconds."""


def answers(scenario: Scenario, world: World, solving: Solving, only: Sequence[str] = ()) -> Iterator[Answer]:
    """Whether each group of units has a plan, and why not; first, as they are known, those that are not contradictory.

    Parameters
    ----------
    scenario, world
        The campaign as written and as compiled.
    solving
        What solves may take.
    only
        Units that are known to have none, if that is all that is asked for; all units otherwise.
    """
    rules = with_one_place(scenario.rules)
    groups = [units for units in sharing_people(world, rules) if not only or set(only) & set(units)]
    # What is soon answered comes first.
    inquiries = [Inquiry(world, rules, units, solving.apart()) for units in sorted(groups, key=len)]
    with closing(_Aim(world, rules, solving)) as aim, ThreadPoolExecutor(LANES) as lanes:
        wanted = [_seconds(inquiry) for inquiry in inquiries]
        share = min(1.0, LANES * MOST_SECONDS / max(1.0, sum(wanted)))
        begun = {
            lanes.submit(inquiry.begin, share * seconds, _least(inquiry), aim): inquiry
            for inquiry, seconds in zip(inquiries, wanted, strict=True)
        }
        mended: list[Future[None]] = []
        for done in as_completed(begun):
            done.result()
            if begun[done].is_contradictory:
                mended.append(lanes.submit(begun[done].find_mend))
            else:
                yield begun[done].answer
        for done in mended:
            done.result()
        contradictory = [inquiry for inquiry in inquiries if inquiry.is_contradictory]
        if solving.budget.is_deterministic:
            solving.budget.charge(sum(inquiry.spent for inquiry in inquiries) / LANES)
        _find_more(
            contradictory, aim, lanes, min(MOST_SECONDS, sum(map(_seconds, contradictory))) - solving.budget.spent
        )
        yield from (inquiry.answer for inquiry in contradictory)


def _find_more(inquiries: Sequence[Inquiry], aim: _Aim, lanes: ThreadPoolExecutor, seconds: float) -> None:
    """Look for what else mends, and then for what else clashes, in all groups side by side."""
    short = frozenset(unit for inquiry in inquiries for unit in inquiry.units)
    # Where many are contradictory, one conflict of each says why.
    most = MOST_CONFLICTS if sum(map(_seconds, inquiries)) <= MOST_SECONDS else 1

    def loan(inquiry: Inquiry) -> Step:
        return lambda seconds: inquiry.find_loan(seconds, aim, short)

    def conflicts(inquiry: Inquiry) -> Step:
        return lambda seconds: inquiry.find_conflicts(seconds, most)

    steps = [(inquiry, step) for inquiry in inquiries for step in (loan(inquiry), inquiry.find_mends)]
    steps += [(inquiry, conflicts(inquiry)) for inquiry in inquiries]
    share = seconds * LANES / max(1, len(steps))
    begun = [lanes.submit(step, max(_least(inquiry), share)) for inquiry, step in steps]
    for done in begun:
        done.result()


def _seconds(inquiry: Inquiry) -> float:
    return UNIT_SECONDS if len(inquiry.units) == 1 else GROUP_SECONDS


def _least(inquiry: Inquiry) -> float:
    return LEAST_FOR_UNIT if len(inquiry.units) == 1 else LEAST_FOR_GROUP


class _Aim:
    """What the campaign level would do, to which repairs are held: planned once, when it is first asked for."""

    def __init__(self, world: World, rules: Rules, solving: Solving) -> None:
        self.world, self.rules, self.seed, self.stop = world, rules, solving.seed, solving.budget.stop
        self._planned: Future[Decisions] = Future()
        self._lock, self._is_begun = Lock(), False

    def begin(self) -> None:
        """Begin to plan, unless that has begun; a linear solver hears no stop, so that nobody may have to wait."""
        with self._lock:
            if not self._is_begun:
                self._is_begun = True
                Thread(target=self._plan, name="aim", daemon=True).start()

    def wanted(self) -> Decisions:
        """What opens and where teams go; nothing if that is not found in no time, or a stop was requested before."""
        self.begin()
        while not self.stop.is_requested:
            wait([self._planned], POLL_SECONDS)
            if self._planned.done():
                return self._planned.result()
        return Decisions()

    def close(self) -> None:
        """Wait for what was begun, unless a stop was requested."""
        if self._is_begun:
            self.wanted()

    def _plan(self) -> None:
        try:
            planner = CampaignPlanner(self.world, self.rules, threads=1, seed=self.seed, stop=self.stop)
            self._planned.set_result(planner.plan().decisions)
        except OutOfTimeError:
            self._planned.set_result(Decisions())
        except BaseException as error:
            self._planned.set_exception(error)
