"""What became of a place in campaigns that were simulated before, and holds of a changed plan too.

Whatever is drawn has a name of its own (docs/model.md), so what becomes of the people of one place and stream depends
on these people, the shifts and visits they are served at, who is invited to them, and who works in the units concerned
on these days; on nothing else of the plan. All that is hashed to a key. Where a changed plan has the same key, every
campaign comes out there as it did; only the other places are simulated again, in the same campaigns.

The key also holds the seed, how many campaigns there are, the size of every chance and the source of the simulator.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from optimizer.simulate.schedule import DESK, Arrays, Chances, Duties, Schedule, Whole

Key: TypeAlias = str
MEMORY_FILE = "simulated.zip"
"""In the journal of a campaign: what its newest revision was simulated to; whoever deletes it loses time alone."""
_FASTEST = 1
"""Level of compression: a tenth larger than the best, in a tenth of the time."""


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """What became of one place and stream in all campaigns."""

    done: NDArray[Any]
    """(campaigns, days): done by the end of each day; whole people."""
    tallies: Whole
    """(its events, columns of the tallies): sums over the campaigns."""


class Memory:
    """Places and streams by their keys.

    Parameters
    ----------
    known
        From before.
    """

    def __init__(self, known: Mapping[Key, Played] | None = None) -> None:
        self._known = dict(known or {})
        self._asked: dict[Key, Played] = {}

    def recall(self, key: Key) -> Played | None:
        """What became of a place, if that is known."""
        found = self._asked.get(key) or self._known.get(key)
        if found is not None:
            self._asked[key] = found
        return found

    def keep(self, key: Key, played: Played) -> None:
        """Remember what became of a place."""
        if np.issubdtype(played.done.dtype, np.integer):
            self._asked[key] = played

    def save(self, file: Path) -> None:
        """Write whatever was asked for; nothing is lost but time where that cannot be done."""
        scratch = file.with_name(f".{file.name}")
        with suppress(OSError):
            scratch.write_bytes(_packed(self._asked))
            os.replace(scratch, file)

    @classmethod
    def load(cls, file: Path) -> Memory:
        """What was saved; nothing if there is nothing, or it is damaged."""
        try:
            return cls(dict(_unpacked(file.read_bytes())))
        except (OSError, ValueError, KeyError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error):
            return cls()


def keys_of(schedule: Schedule, chances: Chances, seed: int, campaigns: int) -> list[Key]:
    """The key of each target of a schedule."""
    arrays = schedule.arrays
    hashes = [_common(arrays, chances, seed, campaigns) for _ in schedule.targets]
    for target, name in enumerate(schedule.targets):
        hashes[target].update(repr(name).encode())
        hashes[target].update(arrays.people.already_done[target].tobytes() + arrays.reported.done[target].tobytes())
    for target, parts in (*_people(arrays), *_events(arrays), *_invitations(arrays), *_duties(arrays)):
        hashes[target].update(parts)
    return [each.hexdigest() for each in hashes]


def only(schedule: Schedule, targets: Collection[int]) -> Schedule:
    """A schedule in which only what happens at these targets is followed; the others stand still.

    Parameters
    ----------
    schedule
        The whole.
    targets
        Numbers of places and streams.
    """
    arrays = schedule.arrays
    events = arrays.events.copy()
    left_out = ~np.isin(events["target"], sorted(targets))
    events["pool"][left_out], events["kind"][left_out] = -1, DESK
    invited = ~left_out[arrays.invitations.turn_event[arrays.invitations.first_turn]]
    invitations = arrays.invitations._replace(
        **{
            name: getattr(arrays.invitations, name)[invited]
            for name in ("names", "people", "segment", "place", "show_up", "first_turn", "turns")
        }
    )
    duties = _kept(arrays.duties, ~left_out)
    return replace(schedule, arrays=arrays._replace(events=events, invitations=invitations, duties=duties))


def _kept(duties: Duties, is_played: NDArray[np.bool_]) -> Duties:
    """The groups that somebody of is on duty at an event that is followed, whole, and their officers."""
    sizes = np.diff(duties.group_start)
    number = np.repeat(np.arange(len(sizes)), sizes)
    groups = np.unique(number[is_played[duties.event]])
    is_kept = np.isin(number, groups)
    starts = np.concatenate([[0], np.cumsum(sizes[groups])]).astype(np.int64)
    officers, officer = np.unique(duties.officer[is_kept], return_inverse=True)
    return Duties(
        officer_names=duties.officer_names[officers],
        officer=officer.reshape(-1).astype(np.int64),
        event=duties.event[is_kept],
        group_start=starts,
        first_other=starts[:-1] + (duties.first_other - duties.group_start[:-1])[groups],
        group_day=duties.group_day[groups],
        group_names=duties.group_names[groups],
    )


@cache
def _source() -> bytes:
    """Hash of what simulates."""
    digest = blake2b()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.digest()


def _common(arrays: Arrays, chances: Chances, seed: int, campaigns: int) -> blake2b:
    digest = blake2b(_source(), digest_size=20)
    digest.update(repr((seed, campaigns)).encode())
    for part in (*chances, arrays.day_names, arrays.reported.is_any):
        digest.update(np.asarray(part).tobytes())
    return digest


def _people(arrays: Arrays) -> Iterator[tuple[int, bytes]]:
    """Who waits at each target, and whose turnout they share."""
    people, target_of_pool = (
        arrays.people,
        {pool: target for target, pool in enumerate(arrays.reported.pool) if pool >= 0},
    )
    for pool, target in target_of_pool.items():
        own = slice(people.pool_start[pool], people.pool_start[pool + 1])
        yield target, people.expected[own].tobytes() + people.counted[own].tobytes()
        yield target, people.place_names[people.pool_place[pool]].tobytes()


def _events(arrays: Arrays) -> Iterator[tuple[int, bytes]]:
    """What happens at each, in order of time, with the probabilities to come; no numbers that other places change."""
    unnumbered = arrays.events.copy()
    unnumbered["target"] = 0
    for field in ("pool", "school"):
        unnumbered[field] = unnumbered[field] >= 0
    rates = arrays.arrival.rate[arrays.arrival.which] if len(arrays.arrival.rate) else np.zeros((len(unnumbered), 0))
    for number, target in enumerate(arrays.events["target"].tolist()):
        yield target, unnumbered[number].tobytes() + rates[number].tobytes()


def _invitations(arrays: Arrays) -> Iterator[tuple[int, bytes]]:
    """Who is invited to each, and to which of its events."""
    invitations, events = arrays.invitations, arrays.events
    for number, (first, count) in enumerate(zip(invitations.first_turn, invitations.turns, strict=True)):
        turns = invitations.turn_event[first : first + count]
        week = invitations.show_up[number]
        parts = (
            invitations.names[number],
            invitations.people[number],
            invitations.segment[number],
            invitations.show_up_names[week],
            invitations.show_up_rate[week],
            events["name"][turns],
        )
        yield int(events["target"][turns[0]]), b"".join(np.asarray(part).tobytes() for part in parts)


def _duties(arrays: Arrays) -> Iterator[tuple[int, bytes]]:
    """Who of a unit works on a day, and where: to every target that somebody of them serves."""
    duties, events = arrays.duties, arrays.events
    officers, names = duties.officer_names[duties.officer], events["name"][duties.event]
    targets = events["target"][duties.event]
    for group, first in enumerate(duties.group_start[:-1]):
        own = slice(first, duties.group_start[group + 1])
        parts = duties.group_names[group], duties.first_other[group] - first, officers[own], names[own]
        told = b"".join(np.asarray(part).tobytes() for part in parts)
        for target in sorted(set(targets[own].tolist())):
            yield target, told


def _packed(played: Mapping[Key, Played]) -> bytes:
    """What is gained each day, which takes an octet or two, compressed."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=_FASTEST) as archive:
        for key, each in played.items():
            steps = np.diff(each.done, axis=1, prepend=0)
            least, most = int(steps.min(initial=0)), int(steps.max(initial=0))
            steps = steps.astype(np.promote_types(np.min_scalar_type(least), np.min_scalar_type(most)))
            for name, array in (("done", steps), ("tallies", each.tallies)):
                with archive.open(f"{key}/{name}", "w") as entry:
                    np.lib.format.write_array(entry, array, allow_pickle=False)
    return content.getvalue()


def _unpacked(content: bytes) -> Iterator[tuple[Key, Played]]:
    with zipfile.ZipFile(BytesIO(content)) as archive:

        def read(name: str) -> NDArray[Any]:
            with archive.open(name) as entry:
                return np.lib.format.read_array(entry, allow_pickle=False)

        for key in dict.fromkeys(name.split("/")[0] for name in archive.namelist()):
            yield key, Played(read(f"{key}/done").cumsum(axis=1, dtype=np.int32), read(f"{key}/tallies"))
