"""What a week's helpers add to who is served: whoever stands in for an officer cannot fall ill.

Helpers have few shifts a week, so most shifts have none. No more is gained than if they stood where they gain most, for
each segment by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np

from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.campaign.labelling.arrays import Array, Indices
from optimizer.campaign.service.desks import fewest_officers
from optimizer.world.world import World


class HelpedShifts:
    """The shifts of one week that may have helpers.

    Parameters
    ----------
    world, classes
        The campaign, and the week's classes.
    helper_shifts
        How many shifts helpers have in the week.
    """

    def __init__(self, world: World, classes: Sequence[ShiftClass], helper_shifts: int) -> None:
        replaced = np.array([each.post.crew_size - fewest_officers(world, each.post) for each in classes], np.int64)
        self.without = np.array([(1.0 - world.uncertainty.missing) ** number for number in replaced.tolist()])
        """Per class, who is served without helpers as a share of who is with as many as can be."""
        self.number = ceil(helper_shifts / replaced[replaced > 0].min()) if replaced.any() else 0
        """Shifts that can have as many helpers as can be, at the most."""

    def most(self, opened: Indices, gains: Array) -> Array:
        """The sum of what helped shifts gain at the most, per pattern.

        Parameters
        ----------
        opened
            (pattern, class), numbers of open shifts.
        gains
            Per class, what one of its shifts gains by helpers.
        """
        left, total = np.full(len(opened), self.number), np.zeros(len(opened))
        for number in np.argsort(-gains, kind="stable"):
            helped = np.minimum(left, opened[:, number])
            total += gains[number] * helped
            left = left - helped
        return total
