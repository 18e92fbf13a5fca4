"""How fast plans are simulated: one day of a desk beside SimPy, and ``catruc simulate`` of a verified run."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from benchmarks.desk_day import days_in_a_second
from benchmarks.processes import catruc, run_well

CAMPAIGNS = (2_000, 10_000)


def main() -> None:
    """Print the figures; the run is left as it is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulation", description=(__doc__ or "").strip())
    parser.add_argument("run", type=Path, help="run folder")
    parser.add_argument("--workers", type=int, default=2, help="threads [2]")
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


if __name__ == "__main__":
    main()
