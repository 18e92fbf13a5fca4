"""How little is enough: the smallest value of one parameter with which a plan meets the scenario's acceptance rules.

A larger value is taken to be no worse than a smaller one, as it is with officers, hours and days. Both ends are
planned first; then the middle between the largest value that did not meet the rules and the smallest that did, until
they are neighbours. That the smaller neighbour is not enough is proved where a rule fails for the bound of its tier
too, or where the hard rules contradict each other; else it only was not found to be enough.

A number of officers stands for every choice of who stays: some are planned (``leaving``), and only a bound over all of
them proves anything. Values that such a bound rules out are not planned at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from optimizer.errors import ContradictionError
from optimizer.run.record import RunRecord
from optimizer.sweep.grid import Case, cases_of, count_cases
from optimizer.sweep.leaving import MOST_CHOICES, Leaving, Tried
from optimizer.sweep.schema import Least, Sweep


@dataclass(frozen=True, slots=True)
class Trial:
    """What a plan with one value showed."""

    is_enough: bool
    is_proved: bool
    """If it is not enough, whether no plan would be."""
    reasons: tuple[str, ...]
    """The rules it does not meet, or why there is no plan."""
    leaving: frozenset[str] | None = None
    """Who leaves, where that was chosen."""
    choices: int = 1
    """Ways to choose who leaves that were planned."""


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
    leaving: Leaving | None = None
    """Chooses who leaves, where the value is a number of officers."""
    tried: dict[int, list[Tried]] = field(default_factory=dict)
    """Choices planned by step that are not enough."""

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
        ends = self._ends - self.trials.keys()
        if ends:
            yield from sorted(ends - self.asked, reverse=True)
        elif self.enough is not None and self.enough - self._below > 1:
            middle = (self.enough + self._below) // 2
            if middle not in self.asked:
                yield middle

    def left(self) -> int:
        """Trials to come at the most, each of one choice of who leaves."""
        ends = self._ends - self.trials.keys()
        if ends:
            return len(ends) + max(0, self.steps - (0 in self._ends)).bit_length()
        return 0 if self.enough is None else (self.enough - self._below - 1).bit_length()

    @property
    def _ends(self) -> set[int]:
        """Steps to try whatever others show; far too few officers would take many choices, and are left out."""
        return {self.steps} if self.leaving is not None else {0, self.steps}

    @property
    def _below(self) -> int:
        """The largest step known not to be enough, or one below all."""
        return -1 if self.short is None else self.short

    def choose(self, step: int) -> frozenset[str] | None:
        """Who leaves with this value, where that is to be chosen."""
        return None if self.leaving is None else self.leaving.choose(int(self.value(step)), self.tried.get(step, ()))

    def is_ruled_out(self, step: int) -> bool:
        """Whether a bound over all choices shows that the value is not enough; such a value needs no plan."""
        reasons = () if self.leaving is None else self.leaving.rules_out_of_reach(int(self.value(step)))
        if reasons:
            self.trials[step] = Trial(False, True, reasons, choices=0)
        return bool(reasons)

    def learn(self, step: int, leaving: frozenset[str] | None, record: Mapping[str, Any]) -> None:
        """Take a plan into account; where it is not enough, another choice of who leaves may be tried."""
        trial = trial_of(record)
        run = None if record.get("run") is None else RunRecord.from_json(record["run"])
        if self.leaving is not None and run is not None:
            self.leaving.known = self.leaving.known or run
        if self.leaving is not None and leaving is not None:
            tried = self.tried.setdefault(step, [])
            if not trial.is_enough:
                tried.append(Tried(leaving, run))
                # What bounds one choice says nothing of the others.
                reasons = self.leaving.rules_out_of_reach(int(self.value(step)), run)
                trial = replace(trial, is_proved=bool(reasons), reasons=reasons or trial.reasons)
                if not trial.is_proved and self.choose(step) is not None:
                    self.asked.discard(step)
                    return
            trial = replace(trial, leaving=leaving, choices=len(tried) + trial.is_enough)
        self.trials[step] = trial

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
            **({} if self.leaving is None else self._who(self.leaving, enough, short)),
        }

    def _who(self, leaving: Leaving, enough: int | None, short: int | None) -> dict[str, Any]:
        """Who leaves where it is enough, how many choices are not, and how far the proof over all choices reaches."""
        gone = None if enough is None else self.trials[enough].leaving
        proved = None if short is None or self.left() else self._largest_ruled_out(short)
        return {
            "leaving": [] if gone is None else leaving.told(gone),
            "choices": 0 if short is None else self.trials[short].choices,
            "proved_whoever_leaves": None if proved is None else self.value(proved),
        }

    def _largest_ruled_out(self, short: int) -> int | None:
        """The largest step known not to be enough whoever leaves, halving what is between."""
        low = max((step for step, trial in self.trials.items() if trial.is_proved and step <= short), default=-1)
        high = short + 1
        while high - low > 1:
            middle = (low + high) // 2
            if middle not in self.trials and not self.is_ruled_out(middle):
                high = middle
            elif self.trials[middle].is_proved:
                low = middle
            else:
                high = middle
        return low if low >= 0 else None


class LeastAgenda:
    """A bisection for every combination of the other values, all side by side."""

    def __init__(
        self,
        sweep: Sweep,
        bases: tuple[Path, ...],
        leaving_of: Callable[[Case], Leaving | None] = lambda case: None,
    ) -> None:
        assert sweep.least is not None
        self.least = sweep.least
        self.searches = [Bisection(self.least, case, leaving=leaving_of(case)) for case in cases_of(sweep, bases)]
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
            while (step := next(search.wanted(), None)) is not None:
                if search.is_ruled_out(step):
                    continue
                search.asked.add(step)
                number = len(self._taken) + 1
                self._taken[number] = search, step
                values = {**search.case.values, self.least.parameter: search.value(step)}
                return Case(number, search.case.base, values, search.case.seed, search.choose(step))
        return None

    def learn(self, case: Case, record: Mapping[str, Any]) -> None:
        """Narrow the search the case belongs to."""
        search, step = self._taken[case.number]
        search.learn(step, case.leaving, record)
        self._heard += 1


def most_trials(sweep: Sweep, bases: int) -> int:
    """Plans that a sweep makes at the most, told before anything of it is made."""
    if sweep.least is None:
        return count_cases(sweep, bases)
    steps = int((sweep.least.high - sweep.least.low) / sweep.least.step + 1e-9)
    choices = MOST_CHOICES if sweep.parameters[sweep.least.parameter].kind == "officers" else 1
    return count_cases(sweep, bases) * (2 + max(0, steps - 1).bit_length()) * choices
