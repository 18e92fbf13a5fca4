"""Instances drawn in the format of the public ones, to develop on where those are few: 150 people, a year, 32 shifts.

The shape follows what the published instances of one and half a year have in common: contracts of full and part time,
about a third of the shift types closed to each person, caps on some of the others, wishes that last a few days,
holidays in blocks, and a need that nobody can meet everywhere. Same arguments, same text.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from numpy.random import PCG64, Generator

CONTRACTS = ((1.0, 5, 0.5), (0.85, 4, 0.6), (0.6, 5, 0.75), (0.55, 5, 0.33))
"""Share of full time, longest run of worked days, share of the weekends that may be worked."""
CONTRACT_ODDS = (0.62, 0.12, 0.14, 0.12)
FULL_WEEK = 2040
"""Minutes a week of full time."""
CLASSES = "adpn"
"""Shift types by the time of day at which they begin: none is followed by one of an earlier class."""
BY_DAY = 1
"""The class without caps, of which everybody can work some."""
CLASS_ODDS = (0.3, 0.3, 0.3, 0.1)


def draw_instance(people: int, weeks: int, shift_types: int, seed: int, lengths: tuple[int, ...] = (480,)) -> str:
    """The text of an instance.

    Parameters
    ----------
    people, weeks, shift_types
        Its size.
    seed
        Of what is drawn.
    lengths
        Minutes that a shift may have.
    """
    return "\n".join(_Drawing(people, weeks, shift_types, Generator(PCG64(seed)), lengths).lines()) + "\n"


class _Drawing:
    def __init__(
        self, people: int, weeks: int, shift_types: int, generator: Generator, lengths: tuple[int, ...]
    ) -> None:
        self.people, self.days = people, 7 * weeks
        self.generator, self.lengths = generator, lengths
        drawn = sorted((BY_DAY, *(int(k) for k in generator.choice(len(CLASSES), shift_types - 1, p=CLASS_ODDS))))
        self.shift_classes = drawn
        self.shifts = [f"{CLASSES[k]}{drawn[:place].count(k) + 1}" for place, k in enumerate(drawn)]
        self.minutes = {shift: int(generator.choice(lengths)) for shift in self.shifts}

    def lines(self) -> Iterator[str]:
        """All lines of the text."""
        yield from ("SECTION_HORIZON", str(self.days), "", "SECTION_SHIFTS")
        for shift, own in zip(self.shifts, self.shift_classes, strict=True):
            earlier = [s for s, k in zip(self.shifts, self.shift_classes, strict=True) if k < own]
            yield f"{shift},{self.minutes[shift]},{'|'.join(earlier)}"
        yield from ("", "SECTION_STAFF", *self._staff())
        yield from ("", "SECTION_DAYS_OFF", *self._days_off())
        for kind, odds in (("ON", 0.05), ("OFF", 0.02)):
            yield from ("", f"SECTION_SHIFT_{kind}_REQUESTS", *self._requests(odds))
        yield from ("", "SECTION_COVER", *self._cover())

    def _staff(self) -> Iterator[str]:
        for person in range(self.people):
            share, run, weekends = CONTRACTS[int(self.generator.choice(len(CONTRACTS), p=CONTRACT_ODDS))]
            most = int(FULL_WEEK * self.days / 7 * share) // 60 * 60
            caps = [self._cap(k, share) for k in self.shift_classes]
            if not any(cap for cap, k in zip(caps, self.shift_classes, strict=True) if k == BY_DAY):
                caps[self.shift_classes.index(BY_DAY)] = self.days
            limits = "|".join(f"{shift}={cap}" for shift, cap in zip(self.shifts, caps, strict=True))
            weekends_off = max(1, int(weekends * self.days / 7))
            yield f"P{person},{limits},{most},{most - 960},{run},2,2,{weekends_off}"

    def _cap(self, shift_class: int, share: float) -> int:
        """0 for a third; days of the horizon, or, mostly early, late and by night, a share of them."""
        drawn = self.generator.random()
        if drawn < 0.35:
            return 0
        return (
            self.days
            if shift_class == BY_DAY
            else max(1, int(self.days * share * (0.16 if shift_class == 3 else 0.127)))
        )

    def _days_off(self) -> Iterator[str]:
        for person in range(self.people):
            off: set[int] = set()
            while len(off) < self.days // 10:
                first, length = int(self.generator.integers(self.days)), int(self.generator.integers(1, 13))
                off.update(range(first, min(first + length, self.days)))
            yield f"P{person},{','.join(map(str, sorted(off)))}"

    def _requests(self, odds: float) -> Iterator[str]:
        for person in range(self.people):
            asked: set[int] = set()
            while len(asked) < odds * self.days:
                first, length = int(self.generator.integers(self.days)), int(self.generator.integers(1, 5))
                shift, weight = self.generator.choice(self.shifts), int(self.generator.integers(1, 4))
                for day in range(first, min(first + length, self.days)):
                    if day not in asked:
                        asked.add(day)
                        yield f"P{person},{day},{shift},{weight}"

    def _cover(self) -> Iterator[str]:
        """Need around what people's hours could give, less at weekends."""
        shares = sum(CONTRACTS[k][0] * odds for k, odds in enumerate(CONTRACT_ODDS))
        mean_minutes = sum(self.minutes.values()) / len(self.minutes)
        a_day = self.people * shares * FULL_WEEK / 7 / mean_minutes / len(self.shifts)
        for day in range(self.days):
            usual = a_day * (0.83 if day % 7 > 4 else 1.12)
            for shift in self.shifts:
                yield f"{day},{shift},{int(self.generator.binomial(max(1, round(3 * usual)), 1 / 3))},100,1"


def main() -> None:
    """Write some instances into a folder."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drawn_instances", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=150)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--shifts", type=int, default=32)
    parser.add_argument("--lengths", default="480", help="minutes of shifts, separated by commas [480]")
    parser.add_argument("--seeds", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    lengths = tuple(int(text) for text in options.lengths.split(","))
    for seed in range(1, options.seeds + 1):
        name = f"Drawn_{options.people}_{options.weeks}_{options.shifts}_{seed}.txt"
        text = draw_instance(options.people, options.weeks, options.shifts, seed, lengths)
        (options.folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
