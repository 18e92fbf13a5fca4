"""The verified run of a scenario that lies where another is to be published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.errors import CatrucError
from optimizer.run.record import ConfidencePrice, RunRecord, StartRecord
from optimizer.run.recording import scenario_hash
from optimizer.world.ids import PlaceId, PoolKey, StreamId

if TYPE_CHECKING:
    from optimizer.scenario.loading import LoadedScenario
    from optimizer.world.plan import Plan


@dataclass(frozen=True, slots=True)
class KnownRun:
    """A plan to begin from."""

    plan: Plan
    aims: Mapping[PoolKey, float]
    """Pools that it was planned for above their targets."""
    prices: tuple[ConfidencePrice, ...]
    """What chances cost, as it tells."""
    start: StartRecord
    is_steady: bool
    """Whether organisations invite whole tens in it, or all they can."""


def known_run(folder: Path, loaded: LoadedScenario) -> KnownRun | None:
    """The run in a folder, if it is one of just this scenario, rests on no reports, changes no roster, and verifies.

    Whatever else lies there is no reason not to plan: nothing is begun from it.
    """
    from optimizer.run.reading import read_folder
    from optimizer.run.seal import OWN, claimed_hashes
    from optimizer.scenario.writing.resolved import resolved_text
    from optimizer.verify import verify_folder

    try:
        files = read_folder(folder)
        is_same = files.record.scenario_hash == scenario_hash(resolved_text(loaded))
        if not is_same or files.actuals is not None or files.published is not None:
            return None
        if not verify_folder(folder).passed:
            return None
        own = claimed_hashes(folder).get(OWN)
    except CatrucError:
        return None
    confidence, revision = files.record.confidence, files.record.revision
    start = StartRecord(None if revision is None else revision.number, str(own or ""))
    prices = () if confidence is None else confidence.prices
    practicality = files.record.practicality
    is_steady = practicality is not None and not practicality.invitations.odd
    return KnownRun(files.plan, _aims_of(files.record), prices, start, is_steady)


def _aims_of(record: RunRecord) -> Mapping[PoolKey, float]:
    aims = () if record.confidence is None else record.confidence.aimed_at
    return {(PlaceId(aim.place), StreamId(aim.stream)): aim.aimed_at for aim in aims}
