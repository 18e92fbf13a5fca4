"""How little is enough: the smallest value of one parameter with which a plan meets the scenario's acceptance rules.

A larger value is taken to be no worse than a smaller one, as it is with officers, hours and days. Both ends are
planned first; then the middle between the largest value that did not meet the rules and the smallest that did, until
they are neighbours. That the smaller neighbour is not enough is proved where a rule fails for the bound of its tier
too, or where the hard rules contradict each other; else it only was not found to be enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from optimizer.errors import ContradictionError
from optimizer.run.record import RunRecord
from optimizer.sweep.grid import Case, cases_of, count_cases
from optimizer.sweep.schema import Least, Sweep


@dataclass(frozen=True, slots=True)
class Trial:
    """What a plan with one value showed."""

    is_enough: bool
    is_proved: bool
    """If it is not enough, whether no plan would be."""
    reasons: tuple[str, ...]
    """The rules it does not meet, or why there is no plan."""


def trial_of(record: Mapping[str, Any]) -> Trial:
    """Read a plan's record."""
    if (error := record["error"]) is not None:
        is_proved = error["exit_code"] == ContradictionError.exit_code
        return Trial(False, is_proved, tuple(diagnostic["what"] for diagnostic in error["problems"]))
    failed = [result for result in RunRecord.from_json(record["run"]).acceptance if not result.passed]
    return Trial(not failed, any(result.proved for result in failed), tuple(result.rule for result in failed))


@dataclass(slots=True)
class Bisection:
    """The search for one combination of all other values."""

    least: Least
    case: Case
    """The combination; its number says nothing."""
    trials: dict[int, Trial] = field(default_factory=dict)
    """By the number of steps above the low value."""
    asked: set[int] = field(default_factory=set)

    @property
    def steps(self) -> int:
        """Steps from the low value to the high one."""
        return int((self.least.high - self.least.low) / self.least.step + 1e-9)

    def value(self, step: int) -> int | float:
        """The value so many steps above the low one."""
        value = self.least.low + step * self.least.step
        is_whole = isinstance(self.least.low, int) and self.least.step == int(self.least.step)
        return int(value) if is_whole else round(value, 9)

    @property
    def enough(self) -> int | None:
        """The smallest step known to be enough."""
        return min((step for step, trial in self.trials.items() if trial.is_enough), default=None)

    @property
    def short(self) -> int | None:
        """The largest step known not to be enough, below those that are."""
        limit = self.steps + 1 if self.enough is None else self.enough
        return max((step for step, trial in self.trials.items() if not trial.is_enough and step < limit), default=None)

    def wanted(self) -> Iterator[int]:
        """Steps to try now, as far as they have not been asked for."""
        ends = {0, self.steps} - self.trials.keys()
        if ends:
            yield from sorted(ends - self.asked, reverse=True)
        elif self.enough is not None and self.short is not None and self.enough - self.short > 1:
            middle = (self.enough + self.short) // 2
            if middle not in self.asked:
                yield middle

    def left(self) -> int:
        """Trials to come at the most."""
        if len(self.trials.keys() & {0, self.steps}) < len({0, self.steps}):
            return len({0, self.steps} - self.trials.keys()) + max(0, self.steps - 1).bit_length()
        if self.enough is None or self.short is None:
            return 0
        return (self.enough - self.short - 1).bit_length()

    def verdict(self) -> dict[str, Any]:
        """What was found, as data; ``not_enough`` is the value a step below the least."""
        enough, short = self.enough, self.short
        below = None if short is None else self.trials[short]
        return {
            "parameter": self.least.parameter,
            "scenario": self.case.base.stem,
            "values": dict(self.case.values),
            "seed": self.case.seed,
            "is_complete": self.left() == 0,
            "least": None if enough is None else self.value(enough),
            "not_enough": None if short is None else self.value(short),
            "is_proved": below is not None and below.is_proved,
            "reasons": [] if below is None else list(below.reasons),
        }


class LeastAgenda:
    """A bisection for every combination of the other values, all side by side."""

    def __init__(self, sweep: Sweep, bases: tuple[Path, ...]) -> None:
        assert sweep.least is not None
        self.least = sweep.least
        self.searches = [Bisection(self.least, case) for case in cases_of(sweep, bases)]
        self._taken: dict[int, tuple[Bisection, int]] = {}
        """Per number of a case, whose it is, and at which step."""
        self._heard = 0

    @property
    def total(self) -> int:
        """Trials so far, and those that may still come."""
        return self._heard + sum(search.left() for search in self.searches)

    def take(self) -> Case | None:
        """A case that some search waits for."""
        for search in self.searches:
            for step in search.wanted():
                search.asked.add(step)
                number = len(self._taken) + 1
                self._taken[number] = search, step
                values = {**search.case.values, self.least.parameter: search.value(step)}
                return Case(number, search.case.base, values, search.case.seed)
        return None

    def learn(self, case: Case, record: Mapping[str, Any]) -> None:
        """Narrow the search the case belongs to."""
        search, step = self._taken[case.number]
        search.trials[step] = trial_of(record)
        self._heard += 1


def most_trials(sweep: Sweep, bases: int) -> int:
    """Plans that a sweep makes at the most, told before anything of it is made."""
    if sweep.least is None:
        return count_cases(sweep, bases)
    steps = int((sweep.least.high - sweep.least.low) / sweep.least.step + 1e-9)
    return count_cases(sweep, bases) * (2 + max(0, steps - 1).bit_length())
