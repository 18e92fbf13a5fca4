"""The cases of a sweep: counted before any is made, and made one at a time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from optimizer.scenario.reading.tree import Plain
from optimizer.sweep.schema import Sweep


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario to plan: which file, what is different in it, and the seed of the search."""

    number: int
    """From 1, in the order of the results."""
    base: Path
    values: Mapping[str, Plain]
    """Per parameter; a parameter that is not here keeps what the scenario says."""
    seed: int
    leaving: frozenset[str] | None = None
    """Ids of the officers who leave, where that was chosen; else the number of officers says who does."""


def count_cases(sweep: Sweep, bases: int) -> int:
    """Number of cases, those of a search for the least value not counted."""
    combinations = len(sweep.cases) or math.prod(len(values) for values in sweep.grid.values())
    return bases * combinations * len(sweep.seeds)


def cases_of(sweep: Sweep, bases: tuple[Path, ...]) -> Iterator[Case]:
    """Every case, the last parameter and then the seed changing fastest."""
    combined = ((base, values, seed) for base in bases for values in _combinations(sweep) for seed in sweep.seeds)
    for number, (base, values, seed) in enumerate(combined, start=1):
        yield Case(number, base, values, seed)


def _combinations(sweep: Sweep) -> Iterator[Mapping[str, Plain]]:
    if sweep.cases:
        yield from sweep.cases
        return
    for values in product(*sweep.grid.values()):
        yield dict(zip(sweep.grid, values, strict=True))


class GridAgenda:
    """Every case once."""

    def __init__(self, sweep: Sweep, bases: tuple[Path, ...]) -> None:
        self.total = count_cases(sweep, len(bases))
        self._cases = cases_of(sweep, bases)

    def take(self) -> Case | None:
        """The next case."""
        return next(self._cases, None)

    def learn(self, case: Case, record: Mapping[str, Any]) -> None:
        """No case depends on what became of another."""
