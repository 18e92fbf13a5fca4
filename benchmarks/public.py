"""The record on public instances: every instance of a folder with every seed, unattended, beside published results.

Each instance and seed is planned by ``catruc bench`` in a process of its own, and put down as soon as it is done. A run
that was killed goes on where it stood: what the same program did with the same file, seed, time and workers is not done
again. Seeds are the outer loop, so that there is a whole table after a third of the time.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import re
import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median_high
from typing import Any

from benchmarks.dong_phu import BUSY, machine_facts
from benchmarks.processes import Finished, catruc, run

ROOT = Path(__file__).parents[1]
PUBLISHED = Path(__file__).with_name("published_results.csv")
RECORD, TABLE = "record.jsonl", "table.md"

Runner = Callable[[Sequence[str | Path]], Finished]


@dataclass(frozen=True, slots=True)
class Job:
    """One instance with one seed; equal jobs need not be done twice."""

    instance: str
    seed: int
    seconds: float
    workers: int
    file_hash: str
    program_hash: str


@dataclass(frozen=True, slots=True)
class Done:
    """What a job gave."""

    job: Job
    exit_code: int
    wall_seconds: float
    peak_gigabytes: float
    result: Mapping[str, Any]
    """Content of ``result.json``, empty if there is none."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what is not done yet, and write the table."""
    options = _options(arguments)
    files = sorted(options.folder.glob("*.txt"), key=natural)
    if not files:
        raise SystemExit(
            f"{options.folder}: there is no instance file (*.txt); name the folder, make bench-public INSTANCES=…"
        )
    if os.getloadavg()[0] > BUSY * (os.cpu_count() or 1):
        _say("other work keeps this machine busy: what is reached in the time given is not final")
    options.output.mkdir(parents=True, exist_ok=True)
    try:
        for _ in work_through(files, options, run):
            _write_table(files, options)
    except KeyboardInterrupt:
        raise SystemExit("stopped; the same command goes on from here") from None
    _write_table(files, options)
    print((options.output / TABLE).read_text(encoding="utf-8"))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.public", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of the instance files")
    parser.add_argument("--time", type=float, default=600.0, help="seconds for each instance and seed [600]")
    parser.add_argument("--seeds", type=int, default=3, help="seeds, from 1 on [3]")
    parser.add_argument("--workers", type=int, default=2, help="threads [2]")
    parser.add_argument("--output", type=Path, default=Path("bench_results/public"), help="[bench_results/public]")
    return parser.parse_args(arguments)


def natural(path: Path) -> tuple[str | int, ...]:
    """``Instance2`` before ``Instance10``."""
    return tuple(int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", path.stem))


def program_hash() -> str:
    """Hash of all sources of the program, so that figures of two versions are never mixed."""
    digest = hashlib.sha256()
    for path in (ROOT / "cli.py", *sorted((ROOT / "optimizer").rglob("*.py"))):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def jobs_for(files: Sequence[Path], options: argparse.Namespace) -> list[tuple[Path, Job]]:
    """All jobs, in the order in which they are done."""
    program = program_hash()
    hashes = {file: hashlib.sha256(file.read_bytes()).hexdigest()[:12] for file in files}
    return [
        (file, Job(file.stem, seed, options.time, options.workers, hashes[file], program))
        for seed in range(1, options.seeds + 1)
        for file in files
    ]


def work_through(files: Sequence[Path], options: argparse.Namespace, runner: Runner) -> Generator[Done]:
    """Do each job that has not succeeded yet, and put it down."""
    succeeded = {done.job for done in recorded(options.output) if done.result}
    for file, job in jobs_for(files, options):
        if job in succeeded:
            _say(f"{job.instance}, seed {job.seed}: done before")
            continue
        folder = options.output / f"seed_{job.seed}"
        words = ("--time", f"{job.seconds:g}", "--workers", f"{job.workers}", "--seed", f"{job.seed}", "--quiet")
        finished = runner(catruc("bench", file, "-o", folder, *words))
        path = folder / job.instance / "result.json"
        result = json.loads(path.read_text(encoding="utf-8")) if finished.exit_code == 0 else {}
        done = Done(job, finished.exit_code, finished.seconds, finished.peak_gigabytes, result)
        with (options.output / RECORD).open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(asdict(done)) + "\n")
        said = f"value {result['value']}, bound {result['bound']:g}" if result else finished.errors.strip()
        _say(f"{job.instance}, seed {job.seed}: {said}, {finished.peak_gigabytes:.2f} GB")
        yield done


def recorded(folder: Path) -> list[Done]:
    """All that was put down."""
    return [Done(**{**fields, "job": Job(**fields["job"])}) for fields in put_down(folder / RECORD)]


def put_down(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of lines; one that was cut off when the program was killed counts for nothing."""
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        with suppress(json.JSONDecodeError):
            yield json.loads(line)


def _write_table(files: Sequence[Path], options: argparse.Namespace) -> None:
    wanted = [job for _, job in jobs_for(files, options)]
    by_job = {done.job: done for done in recorded(options.output)}
    facts = {**machine_facts(), "program": program_hash(), "time": f"{options.time:g} s", "workers": options.workers}
    lines = [", ".join(f"{name} {value}" for name, value in facts.items()), ""]
    lines += table([by_job[job] for job in wanted if job in by_job], published_results(), options.seeds)
    scratch = options.output / f".{TABLE}"
    scratch.write_text("\n".join(lines) + "\n", encoding="utf-8")
    scratch.replace(options.output / TABLE)


def published_results() -> dict[str, dict[str, int]]:
    """Instance to method to the value published for it."""
    with PUBLISHED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {row.pop("instance"): {name: int(text) for name, text in row.items() if text} for row in rows}


OURS = (
    "instance",
    "best known",
    "median",
    "above",
    "worst",
    "above",
    "bound",
    "gap",
    "first roster",
    "memory",
    "seeds",
)
METHODS = {
    "gurobi": "Gurobi 5.6.3",
    "ejection_chain": "ejection chain",
    "branch_and_price": "branch and price",
    "fix_and_optimise": "fix-and-optimise + SA",
    "ip_and_vns": "IP + VNS",
}


def table(results: Sequence[Done], published: Mapping[str, Mapping[str, int]], seeds: int) -> list[str]:
    """Lines of the table in Markdown: ours, then what was published after 10 and 60 minutes on other machines."""
    instances: dict[str, list[Done]] = {}
    for done in results:
        instances.setdefault(done.job.instance, []).append(done)
    lines = [_line((*OURS, *METHODS.values())), _line("---" for _ in (*OURS, *METHODS))]
    for instance, tried in instances.items():
        known = published.get(instance, {})
        others = (" / ".join(str(known.get(f"{method}_{m}", "–")) for m in (10, 60)) for method in METHODS)
        lines.append(_line((instance, *_ours(tried, known.get("best_known"), seeds), *others)))
    return lines


def _ours(tried: Sequence[Done], best: int | None, seeds: int) -> list[str]:
    found = [done.result for done in tried if done.result]
    memory = f"{max(done.peak_gigabytes for done in tried):.2f} GB"
    if not found:
        return [_figure(best), *["–"] * 7, memory, f"0 of {seeds}"]
    values = [result["value"] for result in found]
    middle = next(result for result in found if result["value"] == median_high(values))
    bound = max(result["bound"] for result in found)
    return [
        _figure(best),
        _figure(middle["value"]),
        _above(middle["value"], best),
        _figure(max(values)),
        _above(max(values), best),
        _figure(bound),
        _above(middle["value"], bound, of=middle["value"]),
        f"{max(result['first_seconds'] for result in found):.1f} s",
        memory,
        f"{len(found)} of {seeds}",
    ]


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def _above(value: float, base: float | None, of: float | None = None) -> str:
    """By how much a value is above another, of that other unless said."""
    return "–" if base is None else f"{100 * (value - base) / max(base if of is None else of, 1):.2f} %"


def _line(cells: Iterator[str] | Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
