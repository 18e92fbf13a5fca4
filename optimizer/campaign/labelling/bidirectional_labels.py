r"""The same weeks as in ``frontier``, never rated too low: forward where people queue, backward where nobody does.

Labels are extended from both ends and joined in the middle of a campaign (Righini and Salani 2006, Discrete
Optimization 3). Forward, a label is a burden and the people ``R`` who wait, at the least (``forward_labels``).
Backward, it is the share ``σ`` of each segment that survives the rest of the campaign, and the value ``c`` of that
rest: its burden, less what its mobilised people are worth at ``s`` a person (``backward_labels``). Joined, a whole plan
is worth

    ``burden + c + s · σ · R``,

the Lagrangian of "burden, with enough people done" (Geoffrion 1974, Mathematical Programming Study 2). Labels of one
level are merged into one with the least of each segment, which no label of the level beats (state space relaxation:
Christofides, Mingozzi and Toth 1981, Networks 11).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.campaign.labelling.arrays import Array
from optimizer.campaign.labelling.backward_labels import BackwardLabels
from optimizer.campaign.labelling.forward_labels import ForwardLabels
from optimizer.campaign.labelling.supplies import HOME_VISITS
from optimizer.world.ids import Week


@dataclass(frozen=True, slots=True)
class BestJoin:
    """The least ``burden + c + s · σ · R`` over all pairs of labels, and a plan that comes near it."""

    value: float
    left: Array
    """People of each segment left waiting in the end (persons)."""
    bought: Mapping[Week, Sequence[int]]
    """Week to the numbers of the invitations bought."""
    visited: Sequence[Week]
    """Weeks in which home visits were bought."""


def join(forward: ForwardLabels, backward: BackwardLabels, worth: Array) -> BestJoin:
    """Join every forward label with every backward label.

    Parameters
    ----------
    forward, backward
        Labels of the first weeks, and of those that remain.
    worth
        Burden that one more person done of each segment is worth.
    """
    joined = forward.burden[:, None] + backward.value[None, :] + (worth * forward.waiting) @ backward.survival.T
    row, column = np.unravel_index(joined.argmin(), joined.shape)
    chosen = [
        purchase
        for purchase, is_bought in (
            *zip(forward.purchases, forward.bought[row], strict=True),
            *zip(backward.purchases, backward.bought[column], strict=True),
        )
        if is_bought
    ]
    bought: dict[Week, list[int]] = defaultdict(list)
    for week, number in chosen:
        if number != HOME_VISITS:
            bought[week].append(number)
    return BestJoin(
        float(joined[row, column]),
        forward.waiting[row] * backward.survival[column] - backward.gained[column],
        bought,
        [week for week, number in chosen if number == HOME_VISITS],
    )
