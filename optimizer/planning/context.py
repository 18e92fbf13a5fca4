"""What planning has to go by: its limits, the clock, whom to tell, and where the time went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf

from optimizer.events import Clock, Report
from optimizer.rostering.budget import Budget
from optimizer.stopping import StopRequest

CUT_SHARE = 0.4
"""Share of the time after which what lacks people is closed instead of planned anew."""
FALLBACK_WAITS, FALLBACK_TAKES = 1.1, 1.2
"""How long a campaign, and then its rosters, are waited for before the plan to fall back on is begun, and what that
takes at the most, in times that it takes to close a plan: a district of twelve units takes 0.9, 0.6 and 0.5."""
RESERVE, BUSY = 8.0, 1.5
"""Seconds kept to close the last plan, per hundred officers; and times what that takes, once it is known: the machine
may be busier then."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How hard to try, and whether the clock may have a say."""

    seconds: float = 60.0
    deterministic: bool = False
    workers: int = 2
    seed: int = 1
    most_cuts: int = 6
    """Rounds of campaign and rosters at the most."""
    kept_seconds: float = 0.0
    """Kept for what is done with the last plan beside verifying and writing it, per hundred officers."""
    closing_seconds: float = 0.0
    """Kept to the end, whatever is unfinished then: to draw up the last plan, verify and write it."""
    began: float | None = None
    """When the seconds began to run, by the clock; when planning begins if left out."""


@dataclass(frozen=True, slots=True)
class Names:
    """Display names by id."""

    officers: Mapping[str, str]
    units: Mapping[str, str]
    posts: Mapping[str, str]


class PlanningContext:
    """Limits, clock, report and stop request of one planning, and the time spent.

    Parameters
    ----------
    settings
        Limits.
    clock
        Where the time comes from.
    report
        Told of progress, from several threads.
    stop
        Asks to stop; the best plan so far is kept.
    officers
        How many there are; verifying and writing takes longer for more.
    """

    def __init__(self, settings: Settings, clock: Clock, report: Report, stop: StopRequest, officers: int) -> None:
        self.settings, self.clock, self.report, self.stop = settings, clock, report, stop
        self._hundreds = max(1.0, officers / 100)
        begin = clock() if settings.began is None else settings.began
        self._kept = self.for_all(settings.kept_seconds)
        reserve = self._kept + self.for_all(RESERVE)
        self.end = begin + settings.seconds
        """When the plan is to be written."""
        self._half = begin + 0.5 * settings.seconds
        self._improved = max(self._half, self.end - reserve)
        self._last_proof = self.end - min(0.25 * settings.seconds, 0.5 * reserve)
        self.closing_seconds = settings.closing_seconds
        """What it takes to draw up a plan, verify and write it, as far as is known."""
        self.last_cut = begin + CUT_SHARE * settings.seconds
        """When what lacks people is closed instead of planned anew."""
        self.seconds: dict[str, float] = defaultdict(float)
        """Time spent per tier."""
        self._cut_short: dict[str, list[str]] = {}

    def for_all(self, seconds: float) -> float:
        """What so many seconds per hundred officers come to; that for a hundred, if there are fewer."""
        return seconds * self._hundreds

    def know_closing(self, seconds: float) -> None:
        """Keep as much of the time as it takes to close a plan, as was found meanwhile, and not what was guessed."""
        self.closing_seconds = seconds
        self._improved = max(self._half, self.end - self._kept - BUSY * seconds)

    @property
    def threads(self) -> int:
        """Units that are rostered at a time; one solver each."""
        return min(2, self.settings.workers)

    @property
    def latest(self) -> float:
        """When even a first plan is broken off, so that the one to fall back on is written in time."""
        return self.end - self.closing_seconds

    @property
    def deadline(self) -> float:
        """When planning ends, so that the plan is written in time."""
        return min(self.latest, self._improved)

    @property
    def fallback_waits(self) -> float | None:
        """Seconds from now until the plan to fall back on is begun though nothing has failed.

        Never by steps, nor where nothing is kept to the end, for whoever plans so has a plan already.
        """
        if self.settings.deterministic or not self.closing_seconds:
            return None
        left = self.latest - FALLBACK_TAKES * self.closing_seconds - self.clock()
        return max(0.0, min(left, FALLBACK_WAITS * self.closing_seconds))

    def is_over(self) -> bool:
        """Whether the time is up or a stop was requested."""
        return self.stop.is_requested or self.clock() >= self.deadline

    @property
    def may_staff(self) -> bool:
        """Whether there is time left to staff units, though there may be none to improve anything."""
        return not self.stop.is_requested and self.clock() < self.latest

    @property
    def may_prove(self) -> bool:
        """Whether there is time left for a first bound, though there may be none to improve anything."""
        return not self.stop.is_requested and self.clock() < min(self.latest, self._last_proof)

    def budget(self, seconds: float) -> Budget:
        """So many seconds of solving, or the steps that count as such."""
        return Budget(seconds, None if self.settings.deterministic else self.clock, self.stop)

    def staffing_budget(self) -> Budget:
        """What the solves that staff units share: all of the time, for without them standing duties alone are planned.

        Steps are not limited as a whole, so that a plan made by steps repeats itself.
        """
        return self.budget(inf if self.settings.deterministic else max(0.0, self.latest - self.clock()))

    def improving_budget(self, latest: float, part: float = 1.0) -> Budget:
        """What solves may take that make rosters better: a part of the time that is left until others need it."""
        return self.budget(inf if self.settings.deterministic else max(0.0, part * (latest - self.clock())))

    def cut_short(self, what: str, unit: str = "") -> None:
        """Remember what the time did not suffice for, and of which unit."""
        units = self._cut_short.setdefault(what, [])
        if unit and unit not in units:
            units.append(unit)

    @property
    def was_cut_short(self) -> Mapping[str, tuple[str, ...]]:
        """What the time did not suffice for, and the units of which that is so; none where it is all of it."""
        return {what: tuple(units) for what, units in self._cut_short.items()}

    @contextmanager
    def timed(self, tier: str) -> Iterator[None]:
        """Count the time of the block for a tier."""
        begin = self.clock()
        try:
            yield
        finally:
            self.seconds[tier] += self.clock() - begin
