"""Invitations in whole tens: rounded, and moved where somebody is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from optimizer.campaign.decisions import InvitationKey
from optimizer.campaign.steadying.scope import SLACK, SPARE, InvitationScope, Worth, unit_of
from optimizer.world.ids import PoolKey

Move = tuple[tuple[float, float], InvitationKey, InvitationKey | None]
"""How unwelcome it is, the quota that gets a whole number more, and that which gives it, if any does."""


def rounded(scope: InvitationScope, found: Mapping[InvitationKey, float]) -> dict[InvitationKey, int]:
    """All invitations, those of organisations that choose in whole tens, the largest remainders first."""
    invited = {key: number for key, number in scope.decisions.invitations.items() if key[1] not in scope.wide}
    for organisation in scope.wide.values():
        whole = unit_of(organisation)
        for week in scope.world.weeks:
            keys = scope.of(organisation, week)
            tens = {key: int(found[key] / whole + SLACK) for key in keys}
            people, most = sum(found[key] for key in keys), scope.most(organisation)
            in_all = min(round(people) // whole if scope.uses_rest else round(people / whole), most // whole)
            by_remainder = sorted(keys, key=lambda key: tens[key] - found[key] / whole)
            for key in by_remainder[: max(0, in_all - sum(tens.values()))]:
                tens[key] += 1
            quotas = {key: whole * number for key, number in tens.items() if number}
            if scope.uses_rest and quotas:
                quotas[max(quotas, key=lambda key: quotas[key])] += min(round(people), most) - sum(quotas.values())
            invited |= quotas
    return invited


class InvitationRepair:
    """Moves whole tens to places that miss somebody, from others that can spare them.

    Parameters
    ----------
    scope, worth
        The campaign, and what invitations are worth by ``finish_by``.
    """

    def __init__(self, scope: InvitationScope, worth: Worth) -> None:
        self.scope, self.worth = scope, worth

    def repaired(
        self, invited: Mapping[InvitationKey, int], missing: Sequence[float]
    ) -> dict[InvitationKey, int] | None:
        """Other invitations; nothing if none can be moved.

        Parameters
        ----------
        invited
            What is invited.
        missing
            People missing by pool, less than nothing where some can be spared.
        """
        left, changed = dict(zip(self.scope.pools, missing, strict=True)), dict(invited)
        for pool in sorted(left, key=lambda pool: -left[pool]):
            while left[pool] > SLACK and (move := self._best_move(pool, changed, left)) is not None:
                _, key, donor = move
                whole = unit_of(self.scope.wide[key[1]])
                changed[key] = changed.get(key, 0) + whole
                left[pool] -= self._gain(key)
                if donor is not None:
                    changed[donor] -= whole
                    left[self.scope.pool_of(donor)] += self._gain(donor)
        return None if changed == invited else {key: number for key, number in changed.items() if number}

    def _gain(self, key: InvitationKey) -> float:
        """People done for one whole number more."""
        return unit_of(self.scope.wide[key[1]]) * self.scope.shows_up(key) * self.worth[key[0], self.scope.pool_of(key)]

    def _best_move(
        self, pool: PoolKey, invited: Mapping[InvitationKey, int], left: Mapping[PoolKey, float]
    ) -> Move | None:
        """The move to a pool by which fewest people change from week to week, then which gains most."""
        moves: list[Move] = []
        for key in self.scope.keys:
            gain = self._gain(key)
            if self.scope.pool_of(key) != pool or gain <= SLACK:
                continue
            organisation = self.scope.wide[key[1]]
            whole, mine = unit_of(organisation), self.scope.of(organisation, key[0])
            rises = self._rises(key, whole, invited)
            if sum(invited.get(other, 0) for other in mine) + whole <= organisation.weekly_capacity:
                moves.append(((rises, -gain), key, None))
            for donor in mine:
                if donor != key and invited.get(donor, 0) >= whole:
                    loss = self._gain(donor)
                    if left[self.scope.pool_of(donor)] + loss < -SPARE:
                        moves.append(((rises + self._rises(donor, -whole, invited), loss - gain), key, donor))
        return min(moves, key=lambda move: move[0], default=None)

    def _rises(self, key: InvitationKey, more: int, invited: Mapping[InvitationKey, int]) -> float:
        """People more who change from week to week, if so many more are invited in one."""
        weeks, now = self.scope.world.weeks, invited.get(key, 0)
        at = weeks.index(key[0])
        near = [invited.get((week, *key[1:]), 0) for week in (*weeks[max(0, at - 1) : at], *weeks[at + 1 : at + 2])]
        return sum(abs(now + more - other) - abs(now - other) for other in near) / 2
