"""Dives: from a fractional mix of timelines to whole ones, by fixing cells.

A cell is one person on one day. After each linear programme the cells whose timelines agree most on a choice are fixed
to it, columns that contradict are dropped, and new ones are generated within what is left. Fixing cells instead of
whole timelines keeps room for timelines that nobody has priced yet. Whoever is left without a timeline gets the last
cells back. How many cells are fixed a round decides between quick and good, erratically: several dives with different
fractions find more than one careful dive.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from optimizer.rostering.generation import Generation
from optimizer.rostering.master import Column
from optimizer.rostering.pricing import Allowed, Timeline

CERTAIN = 0.999
"""Value from which a cell counts as decided by the linear programme."""


class Dive:
    """One dive on a column generation that has been run; uses it up.

    Parameters
    ----------
    generation
        The column generation; its columns are dropped and added to.
    fraction
        Share of the cells still open that are fixed a round, those already decided not counted.
    rounds
        Rounds of column generation after each fixing.
    """

    def __init__(self, generation: Generation, fraction: float, rounds: int) -> None:
        self.generation, self.fraction, self.rounds = generation, fraction, rounds
        problem = generation.problem
        self._choices = {person: problem.choices[person] for person in generation.part.persons}
        self._open: dict[int, Allowed] = {}
        for person, leeway in generation.leeways.items():
            generation.leeways[person] = leeway.narrowable()
            left = np.add.reduceat(leeway.allowed, self._choices[person].starts[:-1], dtype=np.int64) > 1
            left[: leeway.days.start] = left[leeway.days.stop :] = False
            self._open[person] = left

    def run(self, is_over: Callable[[], bool], ceiling: float) -> dict[int, Timeline] | None:
        """Dive to whole timelines.

        Parameters
        ----------
        is_over
            Whether time is up.
        ceiling
            Cost of the part from which a dive is not worth going on.

        Returns
        -------
        dict[int, Timeline] or None
            Each person's timeline; nothing if the dive was given up.
        """
        while not is_over():
            mix = self._mix()
            if all(share > 1 - 1e-6 for _, share in mix):
                return {column.person: column.timeline for column, _ in mix}
            if not self._fix(mix):
                return None
            self.generation.run(self.rounds, is_over)
            if self.generation.master.value >= ceiling:
                return None
        return None

    def _mix(self) -> list[tuple[Column, float]]:
        """The columns that the master uses, with their shares."""
        master = self.generation.master
        return [(column, share) for column in master.columns if (share := master.share(column)) > 1e-6]

    def _fix(self, mix: list[tuple[Column, float]]) -> bool:
        """Fix the cells that agree most; whether any cell was fixed."""
        values = self._cell_values(mix)
        cells = [
            (value, person, day, choice)
            for person, (best, top) in values.items()
            for day, (value, choice) in enumerate(zip(top, best, strict=True))
            if self._open[person][day]
        ]
        if not cells:
            return False
        undecided = sorted((cell for cell in cells if cell[0] < CERTAIN), key=lambda cell: (-cell[0], *cell[1:]))
        number = max(1, int(self.fraction * len(undecided)))
        chosen = [cell for cell in cells if cell[0] >= CERTAIN] + undecided[:number]
        by_person: dict[int, list[tuple[int, int]]] = {}
        for _, person, day, choice in chosen:
            by_person.setdefault(person, []).append((day, choice))
        for person, fixed in by_person.items():
            self._fix_person(person, fixed)
        return True

    def _cell_values(self, mix: list[tuple[Column, float]]) -> dict[int, tuple[np.ndarray, np.ndarray]]:
        """Per person: the choice of each day with the greatest sum of shares, and that sum."""
        sums = {person: np.zeros(len(choices.pattern)) for person, choices in self._choices.items()}
        for column, share in mix:
            sums[column.person][column.timeline.choices] += share
        found = {}
        for person, total in sums.items():
            starts = self._choices[person].starts
            best = np.array([first + int(np.argmax(total[first:last])) for first, last in pairwise(starts.tolist())])
            found[person] = best, total[best]
        return found

    def _fix_person(self, person: int, fixed: list[tuple[int, int]]) -> None:
        """Fix a person's cells as long as a timeline is left."""
        generation = self.generation
        allowed = generation.leeways[person].allowed
        before = allowed.copy()
        starts = self._choices[person].starts
        for day, choice in fixed:
            allowed[starts[day] : starts[day + 1]] = False
            allowed[choice] = True
        columns = [column for column in generation.master.columns if column.person == person]
        fitting = [column for column in columns if allowed[column.timeline.choices].all()]
        if not fitting:
            timeline = generation.cheapest(person)
            if timeline is None:
                allowed[:] = before
                if len(fixed) > 1:
                    self._fix_person(person, fixed[: len(fixed) // 2])
                return
            generation.master.add(person, timeline)
        for day, _ in fixed:
            self._open[person][day] = False
        generation.master.drop(column for column in columns if column not in fitting)
