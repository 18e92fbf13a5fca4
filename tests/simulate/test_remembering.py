"""What is known of a place is taken over only where nothing that concerns it changed, and then exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from optimizer.scenario.schema.uncertainty import Uncertainty
from optimizer.simulate.campaigns import Batch, PlayedBatch, Task, Threads, simulate
from optimizer.simulate.remembering import Memory, Played, keys_of
from optimizer.simulate.schedule import Arrays, Schedule
from optimizer.simulate.scheduling import chances_of, schedule_of
from optimizer.stopping import StopRequest
from optimizer.world.plan import Plan
from tests.worlds.planned import Planned, plan
from tests.worlds.small import lawful_rules, small_world

CHANCE = Uncertainty()
SEED, CAMPAIGNS = 3, 120


@pytest.fixture(scope="module")
def planned() -> Planned:
    """Three communes, their school and a district team, two weeks."""
    return plan(small_world(3, 14, 4, first_day="2024-04-01") | {"rules": lawful_rules()})


@pytest.fixture(scope="module")
def schedule(planned: Planned) -> Schedule:
    return schedule_of(planned.world, planned.plan)


class Watched(Threads):
    """Counts the events that are followed."""

    followed = 0

    def play(self, task: Task, batches: Iterator[Batch]) -> Iterator[PlayedBatch]:
        events = task.schedule.arrays.events
        Watched.followed = int(((events["pool"] >= 0) | (events["school"] >= 0) & (events["kind"] == 1)).sum())
        return super().play(task, batches)


def learned(schedule: Schedule, seed: int = SEED, campaigns: int = CAMPAIGNS) -> Memory:
    memory = Memory()
    simulate(schedule, CHANCE, campaigns, seed, memory=memory)
    return memory


def handed_on(planned: Planned) -> Plan:
    """One officer's duties of a commune's desk given to another of the unit."""
    rows = [row for row in planned.plan.roster if row.role == "desk"]
    giver, unit = rows[0].officer, rows[0].unit
    taker = next(o.id for o in planned.world.officers if o.unit == unit and o.id != giver)
    changed = tuple(replace(r, officer=taker) if r.officer == giver else r for r in planned.plan.roster)
    return replace(planned.plan, roster=changed)


def test_only_what_changed_is_simulated_again_and_comes_out_the_same(planned: Planned, schedule: Schedule) -> None:
    memory = learned(schedule)
    changed = schedule_of(planned.world, handed_on(planned))
    afresh = simulate(changed, CHANCE, CAMPAIGNS, SEED)
    again = simulate(changed, CHANCE, CAMPAIGNS, SEED, memory=memory, machines=Watched())
    assert 0 < Watched.followed < len(schedule.event_keys)
    assert np.array_equal(again.done, afresh.done)
    assert np.array_equal(again.tallies, afresh.tallies)
    before = simulate(schedule, CHANCE, CAMPAIGNS, SEED)
    differs = (before.done != afresh.done).any(axis=(0, 2))
    assert 0 < differs.sum() <= len(differs) / 2, "or nothing was tried"


def test_a_stop_is_heard_and_leaves_nothing_half_known(schedule: Schedule, tmp_path: Path) -> None:
    memory, stop = Memory(), StopRequest()
    stop.request()
    found = simulate(schedule, CHANCE, 400, SEED, stop=stop, least=50, memory=memory)
    assert 50 <= found.campaigns < 400
    memory.save(tmp_path / "memory.zip")
    known = Memory.load(tmp_path / "memory.zip")
    assert not any(map(known.recall, keys_of(schedule, chances_of(CHANCE), SEED, 400)))


def test_what_is_saved_comes_back_and_what_is_damaged_is_nothing(schedule: Schedule, tmp_path: Path) -> None:
    file = tmp_path / "memory.zip"
    memory = learned(schedule)
    memory.save(file)
    keys = keys_of(schedule, chances_of(CHANCE), SEED, CAMPAIGNS)
    known = Memory.load(file)
    for key in keys:
        before, after = memory.recall(key), known.recall(key)
        assert before is not None
        assert after is not None
        assert np.array_equal(before.done, after.done)
        assert np.array_equal(before.tallies, after.tallies)
    assert sorted(each.name for each in tmp_path.iterdir()) == [file.name]
    content = file.read_bytes()
    for damaged in (content[: len(content) // 2], b"", b"no archive", content[:100] + b"\0" * 50 + content[150:]):
        file.write_bytes(damaged)
        assert Memory.load(file).recall("no such key") is None
    assert Memory.load(tmp_path / "nothing.zip").recall(keys[0]) is None
    Memory({"key": Played(np.zeros((1, 1), np.int32), np.zeros((0, 5), np.int64))}).save(tmp_path / "none" / "file")


def changed(arrays: Arrays, part: str, field: str, by: Any) -> Arrays:
    inner = getattr(arrays, part)
    values = getattr(inner, field).copy()
    values[0] = by(values[0])
    return arrays._replace(**{part: inner._replace(**{field: values})})


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ("people", "expected"),
        ("people", "counted"),
        ("people", "place_names"),
        ("people", "already_done"),
        ("arrival", "rate"),
        ("duties", "officer_names"),
        ("duties", "group_names"),
        ("duties", "first_other"),
        ("invitations", "names"),
        ("invitations", "people"),
        ("invitations", "segment"),
        ("invitations", "show_up_names"),
        ("invitations", "show_up_rate"),
    ],
)
def test_whatever_changes_is_part_of_the_key(schedule: Schedule, part: str, field: str) -> None:
    other = replace(schedule, arrays=changed(schedule.arrays, part, field, lambda value: value + type(value)(1)))
    chances = chances_of(CHANCE)
    keys = keys_of(schedule, chances, SEED, CAMPAIGNS)
    found = keys_of(other, chances, SEED, CAMPAIGNS)
    assert found != keys
    assert sum(a == b for a, b in zip(keys, found, strict=True)) > 0 or field in ("rate", "officer_names")


@pytest.mark.parametrize("field", ["lanes", "officers", "helpers", "officers_needed", "crew_needed", "minutes", "name"])
def test_whatever_changes_of_an_event_is_part_of_the_key(schedule: Schedule, field: str) -> None:
    events = schedule.arrays.events.copy()
    events[field][0] += 1
    other = replace(schedule, arrays=schedule.arrays._replace(events=events))
    keys, found = (keys_of(each, chances_of(CHANCE), SEED, CAMPAIGNS) for each in (schedule, other))
    target = events["target"][0]
    assert [a == b for a, b in zip(keys, found, strict=True)][target] is False


def test_seed_number_and_size_of_every_chance_are_part_of_the_key(schedule: Schedule) -> None:
    chances = chances_of(CHANCE)
    keys = {tuple(keys_of(schedule, chances, SEED, CAMPAIGNS))}
    keys.add(tuple(keys_of(schedule, chances, SEED + 1, CAMPAIGNS)))
    keys.add(tuple(keys_of(schedule, chances, SEED, CAMPAIGNS + 1)))
    for field in chances._fields:
        value = getattr(chances, field)
        other = not value if isinstance(value, bool) else value * 0.5 + 0.1
        keys.add(tuple(keys_of(schedule, chances._replace(**{field: other}), SEED, CAMPAIGNS)))
    assert len(keys) == 3 + len(chances._fields)
    assert all(len(set(each)) == len(schedule.targets) for each in keys)
