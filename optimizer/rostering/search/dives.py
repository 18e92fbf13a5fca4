"""Dives: from a fractional mix of timelines to whole ones, by fixing cells.

A cell is one person on one day. Again and again the cells whose timelines agree most on a choice are fixed to it,
timelines that contradict leave the mix, and it is mixed anew from others within what is left. Fixing cells instead of
whole timelines keeps room for timelines that nobody has priced yet. Whoever is left without a timeline gets the last
cells back. How many cells are fixed a round decides between quick and good, erratically: several dives with different
fractions find more than one careful dive.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np

from optimizer.rostering.arrays import Indices, Vector
from optimizer.rostering.pricing.leeway import Leeway
from optimizer.rostering.timelines.problem import TimelineProblem
from optimizer.rostering.timelines.timeline import Timeline

MOST_FIXINGS = 1000
"""Of all cells, at least one in so many is fixed a round."""
LATE_FRACTION = 0.5
"""Share of the open cells fixed a round when time runs out: a rough roster is worth more than none."""


class Mixture(Protocol):
    """A fractional mix of timelines that can be narrowed: a column generation, or averages."""

    problem: TimelineProblem
    leeways: dict[int, Leeway]
    """What of each person's timeline may change."""
    certain: float
    """Share from which a cell counts as decided."""

    @property
    def value(self) -> float:
        """What the mix costs; minus infinity if that says nothing about whole timelines."""
        ...

    @property
    def is_lawful(self) -> bool:
        """Whether all timelines in the mix keep every hard rule."""
        ...

    def mix(self) -> list[tuple[int, Timeline, float]]:
        """Person, timeline and share."""
        ...

    def narrow(self, person: int) -> bool:
        """Keep to what the person's leeway allows by now; false, and nothing done, if that leaves no timeline."""
        ...

    def run(self, rounds: int, is_over: Callable[[], bool]) -> None:
        """Mix anew, for so many rounds at the most."""
        ...


class Dive:
    """One dive on a mixture that has been run; uses it up.

    Parameters
    ----------
    mixture
        The mixture.
    fraction
        Share of the cells still open that are fixed a round, those already decided not counted.
    rounds
        Rounds of mixing after each fixing.
    """

    def __init__(self, mixture: Mixture, fraction: float, rounds: int) -> None:
        self.mixture, self.fraction, self.rounds = mixture, fraction, rounds
        self._choices = {person: mixture.problem.choices[person] for person in mixture.leeways}
        mixture.leeways = {person: leeway.narrowable() for person, leeway in mixture.leeways.items()}
        self._cells = sum(len(leeway.days) for leeway in mixture.leeways.values())

    def run(
        self, is_over: Callable[[], bool], ceiling: float, is_late: Callable[[], bool] = lambda: False
    ) -> dict[int, Timeline] | None:
        """Dive to whole timelines.

        Parameters
        ----------
        is_over
            Whether time is up.
        ceiling
            Cost of the part from which a dive is not worth going on.
        is_late
            Whether it is time to come to an end: half of the open cells are then fixed a round, and mixed anew once.

        Returns
        -------
        dict[int, Timeline] or None
            Each person's timeline; nothing if the dive was given up.
        """
        while not is_over():
            mix = self.mixture.mix()
            if self.mixture.is_lawful and all(share > 1 - 1e-6 for _, _, share in mix):
                return {person: timeline for person, timeline, _ in mix}
            if is_late():
                self.fraction, self.rounds = max(self.fraction, LATE_FRACTION), 1
            if not self._fix(mix) and self.mixture.is_lawful:
                return None
            self.mixture.run(self.rounds, is_over)
            if self.mixture.value >= ceiling:
                return None
        return None

    def _fix(self, mix: list[tuple[int, Timeline, float]]) -> bool:
        """Fix the cells that agree most; whether there were any to fix."""
        certain, starts = self.mixture.certain, {person: choices.starts for person, choices in self._choices.items()}
        cells: list[tuple[float, int, int, int]] = []
        for person, (best, top) in self._cell_values(mix).items():
            days = np.flatnonzero(self.mixture.leeways[person].open_days(starts[person]))
            cells += [(float(top[day]), person, int(day), int(best[day])) for day in days]
        undecided = sorted((cell for cell in cells if cell[0] < certain), key=lambda cell: (-cell[0], *cell[1:]))
        number = max(1, int(self.fraction * len(undecided)), self._cells // MOST_FIXINGS)
        chosen = [cell for cell in cells if cell[0] >= certain] + undecided[:number]
        by_person: dict[int, list[tuple[int, int]]] = {}
        for _, person, day, choice in chosen:
            by_person.setdefault(person, []).append((day, choice))
        for person, fixed in by_person.items():
            self._fix_person(person, fixed)
        return bool(cells)

    def _cell_values(self, mix: list[tuple[int, Timeline, float]]) -> dict[int, tuple[Indices, Vector]]:
        """Per person: the choice of each day with the greatest sum of shares, and that sum."""
        sums = {person: np.zeros(len(choices.pattern)) for person, choices in self._choices.items()}
        for person, timeline, share in mix:
            sums[person][timeline.choices] += share
        found = {}
        for person, total in sums.items():
            starts = self._choices[person].starts
            top = np.maximum.reduceat(total, starts[:-1])
            at_top = np.flatnonzero(total == np.repeat(top, np.diff(starts)))
            found[person] = at_top[np.searchsorted(at_top, starts[:-1])].astype(np.int32), np.asarray(top, np.float64)
        return found

    def _fix_person(self, person: int, fixed: list[tuple[int, int]]) -> None:
        """Fix a person's cells as long as a timeline is left."""
        allowed = self.mixture.leeways[person].allowed
        before = allowed.copy()
        starts = self._choices[person].starts
        for day, choice in fixed:
            allowed[starts[day] : starts[day + 1]] = False
            allowed[choice] = True
        if not self.mixture.narrow(person):
            allowed[:] = before
            if len(fixed) > 1:
                self._fix_person(person, fixed[: len(fixed) // 2])
