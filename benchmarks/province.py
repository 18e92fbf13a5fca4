"""How plans grow with the number of districts, and what a second worker is worth.

Made-up provinces of one, three and eleven districts are planned one after another, each in a process of its own, and
verified again from their files. Processor seconds stand beside seconds: where other work shares the machine, they are
what to compare. Then the sweep engine plans the same small campaigns on one worker and on two; limits count the
solvers' steps, so that both have the same work to do.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.dong_phu import BUSY, machine_facts, table
from benchmarks.processes import Finished, catruc, run_well

SECONDS = 600.0
"""What the largest province may take; smaller ones get their share of it, but enough for a first plan."""
LEAST_SECONDS = 120.0
CAMPAIGNS = 8
"""Campaigns of the sweep."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A province that was planned."""

    districts: int
    planned: Finished
    verified: Finished
    record: Mapping[str, Any]
    """Content of ``run.json``."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.province", description=__doc__)
    parser.add_argument("--districts", type=int, nargs="*", default=[1, 3, 11], help="sizes of provinces [1 3 11]")
    parser.add_argument("--time", type=float, default=SECONDS, help="seconds for the largest [600]")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--campaigns", type=int, default=CAMPAIGNS, help="campaigns of the sweep, 0 for no sweep [8]")
    options = parser.parse_args(arguments)
    print("\n".join(f"{name}: {value}" for name, value in machine_facts().items()))
    if os.getloadavg()[0] > BUSY * (os.cpu_count() or 1):
        print("Other work keeps this machine busy: compare processor seconds, not seconds.")
    print(flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if options.districts:
            most = max(options.districts)
            shares = {n: max(options.time * n / most, min(options.time, LEAST_SECONDS)) for n in options.districts}
            measured = [_plan(folder, districts, seconds, options.seed) for districts, seconds in shares.items()]
            print(table(_HEADING, map(_cells, measured)), flush=True)
        if options.campaigns:
            print("\n" + table(("workers", "seconds", "efficiency"), _efficiency(folder, options.campaigns)))


_HEADING = (
    "districts", "seconds", "processor seconds", "per district", "first plan", "peak MB", "verified",
    "lacking", "shortfall gap", "burden gap",
)  # fmt: skip


_LIMITS = "limits: {deterministic: true, workers: 1}"


def _plan(folder: Path, districts: int, seconds: float, seed: int) -> Measured:
    """Make a province up, plan it, and verify the run folder in a process of its own."""
    place, run = folder / f"province_{districts}", folder / f"run_{districts}"
    run_well(catruc("new", place, "--districts", str(districts), "--seed", str(seed)))
    scenario = place / "scenarios" / "province.yaml"
    planned = run_well(catruc("plan", scenario, "--time", f"{seconds:g}", "-o", run, "--from-scratch", "--quiet"))
    verified = run_well(catruc("verify", run, "--json"))
    return Measured(districts, planned, verified, json.loads((run / "run.json").read_text(encoding="utf-8")))


def _cells(measured: Measured) -> tuple[str, ...]:
    tiers = {tier["name"]: tier for tier in measured.record["tiers"]}
    return (
        str(measured.districts),
        f"{measured.planned.seconds:.0f}",
        f"{measured.planned.processor_seconds:.0f}",
        f"{measured.planned.processor_seconds / measured.districts:.0f}",
        f"{measured.record['first_verified_seconds']:.0f} s",
        f"{1000 * measured.planned.peak_gigabytes:.0f}",
        f"yes, in {measured.verified.seconds:.0f} s",
        f"{tiers['standing']['value']:.0f}",
        f"{tiers['shortfall']['gap']:.2%}",
        f"{tiers['burden']['gap']:.1%}",
    )


def _efficiency(folder: Path, campaigns: int) -> Iterator[tuple[str, ...]]:
    """Seconds of the same sweep on one worker and on two, and what share of two workers' time was worth it."""
    place = folder / "campaign"
    run_well(catruc("new", place))
    file = place / "scenarios" / "sweep.yaml"
    seeds = ", ".join(map(str, range(1, campaigns + 1)))
    limits = "limits: {deterministic: true, workers: 1}"
    file.write_text(
        f"purpose: Parallel efficiency\nbase: campaign.yaml\nseeds: [{seeds}]\n{limits}\n", encoding="utf-8"
    )
    alone = 0.0
    for workers in (1, 2):
        seconds = _sweep(file, folder / f"sweep_{workers}", workers)
        alone = alone or seconds
        yield str(workers), f"{seconds:.1f}", f"{alone / (workers * seconds):.0%}"


def _sweep(file: Path, directory: Path, workers: int) -> float:
    """Seconds that a sweep takes on so many workers that are there already and have loaded the program."""
    from distributed import Client, LocalCluster

    from optimizer.stopping import StopRequest
    from optimizer.sweep.sweeping import SweepRequest, run_sweep

    with closing(
        LocalCluster(n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None)
    ) as cluster:
        with Client(cluster) as client:
            client.wait_for_workers(workers)
            client.run(import_module, "optimizer.planning.loop")
        begin = time.perf_counter()
        run_sweep(SweepRequest(file, directory, cluster.scheduler_address), lambda _: None, StopRequest())
        return time.perf_counter() - begin


if __name__ == "__main__":
    main()
