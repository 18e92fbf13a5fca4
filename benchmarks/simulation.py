"""Simulated campaigns: their speed beside SimPy and by ``catruc simulate``, and how near plans come to their mean.

The second is measured on a verified run, and on drawn districts that are planned for it.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from benchmarks.desk_day import days_in_a_second
from benchmarks.expectation import deviations
from benchmarks.processes import catruc, run_well

CAMPAIGNS = (2_000, 10_000)


def main() -> None:
    """Print the figures; the run is left as it is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulation", description=(__doc__ or "").strip())
    parser.add_argument("run", type=Path, help="run folder")
    parser.add_argument("--workers", type=int, default=2, help="threads [2]")
    parser.add_argument("--drawn", type=int, default=3, help="districts drawn and planned, a minute each [3]")
    options = parser.parse_args()
    events, kernel = days_in_a_second()
    print(f"days of a desk in a second: SimPy {events:,.0f}, simulator {kernel:,.0f}, ratio {kernel / events:,.0f}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = shutil.copytree(options.run, Path(temporary) / "run")
        for campaigns in CAMPAIGNS:
            finished = run_well(
                catruc("simulate", folder, "-n", str(campaigns), "--workers", str(options.workers), "--quiet")
            )
            print(
                f"catruc simulate -n {campaigns}: {finished.seconds:.1f} s, {finished.processor_seconds:.1f} processor "
                f"seconds, {finished.peak_gigabytes:.2f} GB; verification of the run included"
            )
        _print_deviations(str(options.run), options.run, options.workers)
        for seed in range(1, options.drawn + 1):
            drawn, run = Path(temporary) / f"drawn_{seed}", Path(temporary) / f"planned_{seed}"
            run_well(catruc("new", drawn, "--districts", "1", "--seed", str(seed)))
            run_well(catruc("plan", drawn / "scenarios" / "province.yaml", "-o", run, "--from-scratch", "--quiet"))
            _print_deviations(f"drawn district {seed}", run, options.workers)


def _print_deviations(name: str, run: Path, workers: int) -> None:
    print(f"{name}: furthest from the mean of {CAMPAIGNS[-1]} campaigns, the turnout estimated right, on any Sunday")
    for (stream, kind), found in deviations(run, CAMPAIGNS[-1], workers).items():
        print(
            f"  {stream}, {kind}: {found.share:+.2%} (standard error {found.error:.2%}), {found.place or 'all'} on "
            f"{found.day}, {found.planned:,.1f} planned"
        )


if __name__ == "__main__":
    main()
