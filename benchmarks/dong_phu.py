"""What a plan of the reference campaign has to reach, measured: time, memory, bounds, fairness, verification, start.

Every command runs as a process of its own. The first run fills the caches of files; the worst of the others counts,
or the first if there is no other. Beside it stands what one joint model reaches in the same time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.fair_units import UnitSpread, unit_spreads
from benchmarks.processes import catruc, run, run_well

STARTS = 5
"""Times that ``catruc --help`` is started; the best counts."""
BUSY = 0.5
"""Load average per processor from which other work is said to disturb the figures."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of the table."""

    measure: str
    to_reach: str
    measured: str
    is_reached: bool


@dataclass(frozen=True, slots=True)
class PlanRun:
    """One run of ``catruc plan``."""

    seconds: float
    peak_gigabytes: float
    record: Mapping[str, Any]
    """Content of its ``run.json``."""
    spreads: Sequence[UnitSpread]

    @property
    def tiers(self) -> Mapping[str, Mapping[str, Any]]:
        """Tiers by name."""
        return {tier["name"]: tier for tier in self.record["tiers"]}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the tables, and keep the figures as JSON."""
    options = _options(arguments)
    facts = machine_facts()
    print("\n".join(f"{name}: {value}" for name, value in facts.items()))
    if os.getloadavg()[0] > BUSY * (os.cpu_count() or 1):
        print("Other work keeps this machine busy: figures of time, and what was reached in it, are not final.")
    print(flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        folders = [Path(temporary) / f"run_{number}" for number in range(1, options.runs + 1)]
        runs = [_plan(options, folder) for folder in folders]
        _say("verifying, starting")
        verified = run_well(catruc("verify", folders[-1]))
    start = min((run_well(catruc("--help")) for _ in range(STARTS)), key=lambda finished: finished.seconds)
    rows = measured_rows(runs[1:] or runs, verified.seconds, start.seconds)
    print(table(("measure", "to reach", "measured", "reached"), map(_cells, rows)))
    print(
        f"\n{sum(row.is_reached for row in rows)} of {len(rows)} reached; runs of catruc plan: {len(runs)}", flush=True
    )
    joint = _joint(options) if options.joint_seconds else None
    if joint is not None:
        print(f"\nThe same plan by one joint CP-SAT model in {options.joint_seconds:g} s of solving")
        print(joint_table(joint, runs[-1]))
    _keep(options.output, options.scenario.stem, facts, runs, rows, joint)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dong_phu", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scenario", type=Path, default=Path("scenarios/dong_phu.yaml"))
    parser.add_argument("--runs", type=_positive, default=2, help="runs of catruc plan [2]")
    parser.add_argument(
        "--joint-seconds", type=float, default=60.0, help="seconds for the joint model, 0 for none [60]"
    )
    parser.add_argument("--time", type=float, help="seconds for each plan [as catruc plan has it]")
    parser.add_argument("--output", type=Path, default=Path("bench_results"), help="folder of the JSON [bench_results]")
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def machine_facts() -> dict[str, str]:
    """What the figures depend on beside the program."""
    return {
        "processors": str(os.cpu_count()),
        "load average": ", ".join(f"{load:.2f}" for load in os.getloadavg()),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "ortools": version("ortools"),
        "catruc": version("catruc"),
    }


def _plan(options: argparse.Namespace, folder: Path) -> PlanRun:
    _say(f"planning {options.scenario} ({folder.name})")
    limit = [] if options.time is None else ["--time", str(options.time)]
    finished = run_well(catruc("plan", options.scenario, "-o", folder, "--from-scratch", "--quiet", *limit))
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return PlanRun(finished.seconds, finished.peak_gigabytes, record, unit_spreads(folder))


def measured_rows(runs: Sequence[PlanRun], verify_seconds: float, start_seconds: float) -> list[Row]:
    """The table's rows, each figure of a plan being the worst of the runs."""
    first = max(each.record["first_verified_seconds"] for each in runs)
    return [
        _at_most("first verified plan", 5.0, first, "{:.1f} s"),
        _at_most("final plan, time", 60.0, max(each.seconds for each in runs), "{:.1f} s"),
        _at_most("final plan, memory", 1.5, max(each.peak_gigabytes for each in runs), "{:.2f} GB"),
        _gap_row(runs, "shortfall", 0.001),
        _gap_row(runs, "burden", 0.03),
        fairness_row([spread for each in runs for spread in each.spreads]),
        _at_most("verification of that run", 3.0, verify_seconds, "{:.1f} s"),
        _at_most(f"catruc --help, best of {STARTS}", 0.3, start_seconds, "{:.2f} s"),
    ]


def _at_most(measure: str, limit: float, measured: float, form: str) -> Row:
    return Row(measure, "≤ " + form.format(limit), form.format(measured), measured <= limit)


def _gap_row(runs: Sequence[PlanRun], tier: str, limit: float) -> Row:
    gaps = [each.tiers[tier]["gap"] for each in runs]
    proved = [gap for gap in gaps if gap is not None]
    is_reached = len(proved) == len(gaps) and max(proved) <= limit
    measured = f"{100 * max(proved):.4f} %" if len(proved) == len(gaps) else "no bound"
    return Row(f"gap on {tier}", f"≤ {100 * limit:g} %", measured, is_reached)


def fairness_row(spreads: Sequence[UnitSpread]) -> Row:
    """The widest unit against one evening, and against its bound where that is more."""
    unfair = [spread for spread in spreads if not spread.is_fair]
    worst = max(
        unfair or spreads, key=lambda spread: spread.spread / max(spread.one_evening, spread.bound or 0.0, 1e-9)
    )
    bound = "" if worst.bound is None else f", bound {worst.bound:.4f}"
    measured = (
        f"{worst.unit} {worst.spread:.4f} (one evening {worst.one_evening:.4f}{bound}); "
        f"{len(spreads) - len(unfair)}/{len(spreads)} units"
    )
    return Row("fairness within a unit", "one evening a day, or bound", measured, not unfair)


def _cells(row: Row) -> tuple[str, str, str, str]:
    return row.measure, row.to_reach, row.measured, "yes" if row.is_reached else "no"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns of text with a bar between them."""
    lines = [heads, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    shown = [" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([shown[0], "-+-".join("-" * width for width in widths), *shown[1:]])


def _joint(options: argparse.Namespace) -> dict[str, Any]:
    _say("solving the joint model")
    command = [sys.executable, "-m", "benchmarks.joint_model", options.scenario, "--time", str(options.joint_seconds)]
    finished = run(command)
    facts: dict[str, Any] = {"wall_seconds": finished.seconds, "peak_gigabytes": finished.peak_gigabytes}
    if finished.exit_code != 0:
        return facts | {"status": f"failed: {finished.errors.strip().splitlines()[-1]}"}
    found: dict[str, Any] = json.loads(finished.output)
    return facts | found


def joint_table(joint: Mapping[str, Any], ours: PlanRun) -> str:
    """What the joint model found beside the plan; a figure it has not is a dash."""
    streams = ours.record["streams"].values()
    done = sum(stream["expected_by_finish"] for stream in streams)
    rows = [
        ("result", ours.record["status"], result_in_words(str(joint["status"]))),
        *((tier, f"{ours.tiers[tier]['value']:.2f}", _figure(joint, tier)) for tier in TIERS),
        ("expected done by finish_by", f"{done:.0f} (all streams)", _figure(joint, "expected_done", " (activation)")),
        ("weighted sum", "–", _figure(joint, "value")),
        ("its bound", "each tier has its own", _figure(joint, "bound")),
        ("time", f"{ours.seconds:.1f} s", f"{joint['wall_seconds']:.1f} s"),
        ("memory", f"{ours.peak_gigabytes:.2f} GB", f"{joint['peak_gigabytes']:.2f} GB"),
    ]
    note = "The joint model plans one stream, without visits, loans, fair shares and wishes."
    return f"{table(('', 'catruc', 'joint model'), rows)}\n{note}"


TIERS = ("standing", "shortfall", "burden")


def result_in_words(status: str) -> str:
    """A solver that ran out of time has proved nothing."""
    return "no plan found" if status in ("UNKNOWN", "no solution found") else status.lower()


def _figure(joint: Mapping[str, Any], name: str, note: str = "") -> str:
    value = joint.get(name)
    return "–" if value is None else f"{value:.2f}{note}"


def _keep(
    folder: Path,
    scenario: str,
    facts: Mapping[str, str],
    runs: Sequence[PlanRun],
    rows: Sequence[Row],
    joint: Mapping[str, Any] | None,
) -> None:
    now = datetime.now(tz=UTC)
    folder.mkdir(parents=True, exist_ok=True)
    record = {
        "scenario": scenario,
        "time": now.isoformat(timespec="seconds"),
        "machine": facts,
        "rows": [asdict(row) for row in rows],
        "runs": [_kept_run(each) for each in runs],
        "joint_model": joint,
    }
    path = folder / f"{scenario}-{now:%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(record, indent=2, ensure_ascii=False), encoding="utf-8")
    _say(f"kept in {path}")


def _kept_run(each: PlanRun) -> dict[str, Any]:
    return {
        "seconds": each.seconds,
        "peak_gigabytes": each.peak_gigabytes,
        "first_verified_seconds": each.record["first_verified_seconds"],
        "tiers": each.record["tiers"],
        "spreads": [asdict(spread) for spread in each.spreads],
    }


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
