"""Invitations that can be passed on, where the tiers leave a choice.

What opens is given; only whom organisations of several places invite where is settled anew, so that every place gets
as many people done by ``finish_by`` as its target asks for, and every stream as many by the last day. What one more
invited person is worth in a week comes from the recursion itself, by finite differences; a linear program
(``program``) is rounded to whole tens (``whole_numbers``), measured by the recursion, and asked for more where that
finds somebody missing (sequential linear programming: Griffith and Stewart 1961, Management Science 7).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from optimizer.campaign.decisions import Decisions, InvitationKey
from optimizer.campaign.forecast import forecast
from optimizer.campaign.steadying.program import SteadyProgram
from optimizer.campaign.steadying.requirements import PeopleReached, reached, required
from optimizer.campaign.steadying.scope import SLACK, SPARE, InvitationScope, Worth
from optimizer.campaign.steadying.whole_numbers import InvitationRepair, rounded
from optimizer.world.ids import PoolKey, Week
from optimizer.world.world import World

ROUNDS = 12
"""Times that other invitations are measured at the most."""
SOLVED_ROUNDS = 3
"""Of these, those in which the program is solved anyhow; later only where several places together miss somebody."""
MEASURED_ROUNDS = 2
"""Those in which the worth of invitations is measured anew."""
STEP = 10.0
"""People more who show up, by whom it is measured."""


def steadied(
    world: World, decisions: Decisions, wanted: Mapping[PoolKey, float], is_over: Callable[[], bool] = lambda: False
) -> Decisions:
    """The decisions with steadier invitations, or as they are where none are found that reach as much.

    Parameters
    ----------
    world, decisions
        The campaign, and what it does.
    wanted
        Pools that are to reach more than their target, and how many people, those done before the first day included.
    is_over
        Whether it is too late for another round.
    """
    scope = InvitationScope(world, decisions)
    if not any(key[1] in scope.wide for key in decisions.invitations):
        return decisions
    found = _Steadying(scope, wanted, is_over).run()
    if found is decisions and any(scope.most(each) < each.weekly_capacity for each in scope.wide.values()):
        found = _Steadying(replace(scope, uses_rest=True), wanted, is_over).run()
    return found


class _Steadying:
    def __init__(self, scope: InvitationScope, wanted: Mapping[PoolKey, float], is_over: Callable[[], bool]) -> None:
        self.scope, self.is_over = scope, is_over
        self.before = reached(scope, forecast(scope.world, scope.decisions))
        self.requirements = list(required(scope, self.before, wanted))
        self.worth: tuple[Worth, Worth] = {}, {}

    def run(self) -> Decisions:
        """Settle invitations and measure them until everything is reached that is required."""
        scope = self.scope
        invited: Mapping[InvitationKey, int] = scope.decisions.invitations
        latest, more = self.before, [0.0] * len(self.requirements)
        for number in range(ROUNDS):
            others = self._others(number, invited, latest, more)
            if others is None or self.is_over():
                break
            invited = others
            decisions = replace(scope.decisions, invitations=invited)
            latest = reached(scope, forecast(scope.world, decisions))
            missing = self._missing(latest)
            if max(missing) <= SLACK and not self._is_worse(latest):
                return decisions
            asked = [people + SPARE if people > SLACK else 0.0 for people in missing]
            more = [known + people for known, people in zip(more, asked, strict=True)]
        return scope.decisions

    def _others(
        self, number: int, invited: Mapping[InvitationKey, int], latest: PeopleReached, more: list[float]
    ) -> Mapping[InvitationKey, int] | None:
        """Other invitations to measure; nothing if there are none, or the time is up."""
        if number < MEASURED_ROUNDS:
            self.worth = self._measured(invited)
            if self.is_over():
                return None
        missing, pools = self._missing(latest), len(self.scope.pools)
        if number < SOLVED_ROUNDS or max(missing[pools:]) > SLACK:
            found = SteadyProgram(self.scope, self.worth).solve(invited, latest, self.requirements, more)
            return None if found is None else rounded(self.scope, found)
        return InvitationRepair(self.scope, self.worth[0]).repaired(invited, missing[:pools])

    def _missing(self, latest: PeopleReached) -> list[float]:
        return [requirement.missing(latest) for requirement in self.requirements]

    def _is_worse(self, latest: PeopleReached) -> bool:
        """Whether anybody more is missing, or the target is met later where it is to be met early."""
        if latest.shortfall > self.before.shortfall + SLACK:
            return True
        return self.before.day is not None and (latest.day is None or latest.day > self.before.day)

    def _measured(self, invited: Mapping[InvitationKey, int]) -> tuple[Worth, Worth]:
        """What one more who shows up is worth, week by week, in all pools at a time: they do not concern each other."""
        scope, world = self.scope, self.scope.world
        days = world.finish_by, len(world.days) - 1
        worth: tuple[dict[tuple[Week, PoolKey], float], ...] = {}, {}
        base = forecast(world, replace(scope.decisions, invitations=invited))
        for week in world.weeks:
            keys: dict[PoolKey, InvitationKey] = {}
            for organisation in scope.wide.values():
                for key in scope.of(organisation, week):
                    keys.setdefault(scope.pool_of(key), key)
            if keys and not self.is_over():
                more = {key: invited.get(key, 0) + round(STEP / scope.shows_up(key)) for key in keys.values()}
                followed = forecast(world, replace(scope.decisions, invitations={**invited, **more}))
                for pool, key in keys.items():
                    came = (more[key] - invited.get(key, 0)) * scope.shows_up(key)
                    for day, known in zip(days, worth, strict=True):
                        known[week, pool] = (followed.cumulative(*pool, day) - base.cumulative(*pool, day)) / came
        return worth[0], worth[1]
