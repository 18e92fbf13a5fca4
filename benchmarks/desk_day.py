"""One day of a desk, event by event in SimPy, beside the simulator: the same law, and how much faster it is.

The law is that of docs/model.md: households and people invited alone, who come at any time, are served in the order of
arrival on the first free lane, and leave unserved if they have not begun at closing.
"""

from __future__ import annotations

import random
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import simpy

from optimizer.scenario.schema.uncertainty import Absence, NationalSystem, Uncertainty
from optimizer.simulate.campaign_kernel import CAME, SERVED, WAITED
from optimizer.simulate.campaigns import simulate
from optimizer.simulate.schedule import (
    DESK,
    EVENT,
    Arrays,
    Arrival,
    Duties,
    Invitations,
    People,
    Schedule,
    nothing_reported,
)
from optimizer.world.ids import PlaceId, StreamId

BY_EVENTS, BY_KERNEL = 2_000, 200_000
"""Days simulated in each way."""
A_DAY = date(2024, 4, 4)


@dataclass(frozen=True, slots=True)
class DeskDay:
    """A desk that is open once, and who may come."""

    waiting: tuple[int, ...] = (1_200, 800)
    """People who wait, by segment."""
    arrival: tuple[float, ...] = (0.02, 0.008)
    """Probability of each segment to come by itself."""
    invitations: tuple[int, ...] = (10, 20)
    """By segment."""
    show_up: float = 0.5
    """Share of the invited who come."""
    household_sizes: tuple[float, ...] = (0.35, 0.3, 0.25, 0.1)
    lanes: int = 1
    minutes: float = 240.0
    minutes_per_person: float = 5.0
    service_time_spread: float = 0.6
    first_try_success: float = 0.9

    @property
    def uncertainty(self) -> Uncertainty:
        """What is random in it."""
        return Uncertainty(
            household_sizes=self.household_sizes,
            service_time_spread=self.service_time_spread,
            show_up_spread=0.0,
            absence=Absence(share=0.0),
            national_system=NationalSystem(down=0.0),
            turnout_spread=0.0,
            place_turnout_spread=0.0,
        )


class Outcome(NamedTuple):
    """What came of a day: people, and minutes waited by those who were served."""

    came: int
    served: int
    done: int
    waited: float


class Hall:
    """The desk and the people in front of it, in SimPy; nothing of the simulator is used."""

    def __init__(self, day: DeskDay, dice: random.Random) -> None:
        self.day, self.dice = day, dice
        self.clock = simpy.Environment()
        self.lanes = simpy.Resource(self.clock, day.lanes)
        self.came, self.served, self.done, self.waited = 0, 0, 0, 0.0

    def open(self) -> Outcome:
        """Let everybody come, and run until the last who has begun is finished."""
        for size in self._parties():
            self.came += size
            self.clock.process(self._come(size))
        self.clock.run()
        return Outcome(self.came, self.served, self.done, self.waited)

    def _parties(self) -> Iterator[int]:
        """The sizes of all households that come, and 1 for each of the invited."""
        day, dice = self.day, self.dice
        mean_size = sum(size * share for size, share in enumerate(day.household_sizes, start=1))
        for people, chance, invited in zip(day.waiting, day.arrival, day.invitations, strict=True):
            larger = [
                (size, int(people * share / mean_size))
                for size, share in enumerate(day.household_sizes, start=1)
                if size > 1
            ]
            alone = people - sum(size * households for size, households in larger)
            sizes = [1] * alone + [size for size, households in larger for _ in range(households)]
            came = [size for size in sizes if dice.random() < chance]
            yield from came
            followed = sum(dice.random() < day.show_up for _ in range(invited))
            yield from [1] * min(followed, people - sum(came))

    def _come(self, size: int) -> Generator[simpy.Event]:
        """One household, from the start of the shift until it leaves."""
        day, dice = self.day, self.dice
        arrived = dice.uniform(0.0, day.minutes)
        yield self.clock.timeout(arrived)
        with self.lanes.request() as lane:
            yield lane
            if self.clock.now >= day.minutes:
                return
            self.served += size
            self.waited += size * (self.clock.now - arrived)
            for _ in range(size):
                yield self.clock.timeout(self._service())
                self.done += dice.random() < day.first_try_success

    def _service(self) -> float:
        variance = self.day.service_time_spread**2
        mean = self.day.minutes_per_person
        return self.dice.gammavariate(1.0 / variance, mean * variance) if variance else mean


def by_kernel(day: DeskDay, seed: int) -> Outcome:
    """The same day by the simulator."""
    outcomes = simulate(schedule_of(day), day.uncertainty, 1, seed)
    tally = outcomes.tallies[0]
    return Outcome(int(tally[CAME]), int(tally[SERVED]), int(outcomes.done[0, 0, 0]), float(tally[WAITED]) / 1000.0)


def schedule_of(day: DeskDay) -> Schedule:
    """A campaign of this one shift."""
    segments = len(day.waiting)
    names, zeros = np.arange(segments, dtype=np.uint64), np.zeros(segments, np.int64)
    event = np.zeros(1, EVENT)
    event["kind"], event["school"] = DESK, -1
    event["lanes"] = event["officers"] = event["officers_needed"] = event["crew_needed"] = day.lanes
    event["minutes"], event["minutes_per_person"] = day.minutes, day.minutes_per_person
    event["success"] = day.first_try_success
    waiting = np.array(day.waiting, dtype=np.float64)
    nobody, only = np.zeros(0, np.int64), names[:1]
    arrays = Arrays(
        day_names=only,
        people=People(waiting, waiting, np.array([0, segments]), zeros[:1], only, 0, np.zeros(1)),
        events=event,
        arrival=Arrival(np.arange(segments)[None, :], np.array(day.arrival), zeros),
        duties=Duties(names[:0], nobody, nobody, np.zeros(1, np.int64), nobody, nobody, names[:0]),
        invitations=Invitations(
            names=names,
            people=np.array(day.invitations, dtype=np.float64),
            segment=np.arange(segments),
            place=zeros,
            show_up=zeros,
            first_turn=zeros,
            turns=zeros + 1,
            turn_event=zeros[:1],
            show_up_names=only,
            show_up_rate=np.array([day.show_up]),
        ),
        reported=nothing_reported(1, 1),
    )
    target = (PlaceId("place"), StreamId("stream"))
    return Schedule(arrays, (target,), (A_DAY,), ((A_DAY, "shift", "desk"),))


def days_in_a_second() -> tuple[float, float]:
    """Days simulated in a second of one processor: in SimPy, and by the simulator."""
    day, dice = DeskDay(), random.Random(1)
    by_kernel(day, seed=1)  # compiled before the clock starts
    started = time.process_time()
    for _ in range(BY_EVENTS):
        Hall(day, dice).open()
    events = BY_EVENTS / (time.process_time() - started)
    started = time.process_time()
    simulate(schedule_of(day), day.uncertainty, BY_KERNEL, seed=1)
    return events, BY_KERNEL / (time.process_time() - started)
