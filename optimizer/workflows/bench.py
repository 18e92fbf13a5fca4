"""``catruc bench``: public rostering instances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.events import Clock, Event, Report
from optimizer.stopping import StopRequest

if TYPE_CHECKING:
    from optimizer.public_instances.bench import BenchRequest, InstanceOutcome


def bench_instances(request: BenchRequest, report: Report, stop: StopRequest, clock: Clock) -> list[InstanceOutcome]:
    """Plan public rostering instances by the search on timelines, and write what was found.

    Raises
    ------
    CatrucError
        If there is no result at all; else what went wrong stands in the outcome of its file.
    """
    from optimizer.public_instances.bench import Bench

    def tell(subject: str, value: float | None, bound: float | None) -> None:
        report(Event("instance", "" if value is None else "value", value, bound, detail=subject))

    return Bench(request, tell, stop, clock).run()
