"""Planning once against planning anew every two weeks, where more or fewer people come than was planned with.

Each campaign of three communes is played twice with the same chance: by the plan as it was published, and with what it
comes to reported every second Monday, the turnout estimated from that and the rest planned anew, as ``catruc record``,
``calibrate`` and ``replan`` do. Plans count the solvers' steps, so that figures do not hang on how busy the machine is.
Results are put down as they come; the same command goes on where it stood.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeAlias

from benchmarks.processes import catruc, run_well
from benchmarks.public import program_hash
from benchmarks.three_communes import three_communes
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.work import CommuneVisits
from optimizer.scenario.writing.resolved import scenario_data
from optimizer.scenario.writing.yaml_text import yaml_lines
from optimizer.simulate.metrics import interval
from optimizer.stopping import StopRequest
from optimizer.workflows.revising import open_run
from optimizer.workflows.rolling import ReplanningRhythm, RolledCampaign, Rolling

FACTORS = (0.8, 0.9, 1.0, 1.1)
"""On all chances to come, of their own accord or invited, beside those that are planned with."""
CAMPAIGNS = 50
RHYTHM = ReplanningRhythm(every=14, freeze=7, seconds=4.0, workers=1)
SEED = 1
STREAM = "activation"
RESULTS = Path("bench_results") / "rolling.jsonl"
Case: TypeAlias = tuple[float, int]
"""Factor on the turnout, number of the campaign."""


def with_turnout(scenario: Scenario, factor: float) -> Scenario:
    """The scenario where so many times as many people come, which is known for sure; places still differ."""
    places = {
        key: place.model_copy(
            update={
                "pools": {
                    stream: pool.model_copy(update={"turnout_factor": factor * pool.turnout_factor})
                    for stream, pool in place.pools.items()
                }
            }
        )
        for key, place in scenario.places.items()
    }
    organisations = {
        key: each.model_copy(update={"show_up_rate": min(1.0, factor * each.show_up_rate)})
        for key, each in scenario.organisations.items()
    }
    visits = {
        key: each.model_copy(update={"arrival": {name: factor * rate for name, rate in each.arrival.items()}})
        if isinstance(each, CommuneVisits)
        else each
        for key, each in scenario.visits.items()
    }
    assert scenario.uncertainty is not None, "the reference case says how uncertain it is"
    known = scenario.uncertainty.model_copy(update={"turnout_spread": 0.0})
    sections = {"places": places, "organisations": organisations, "visits": visits, "uncertainty": known}
    return scenario.model_copy(update=sections)


def planned(folder: Path) -> Path:
    """The published plan of the three communes."""
    scenario, run = folder / "scenarios" / "three_communes.yaml", folder / "run"
    scenario.parent.mkdir()
    scenario.write_text("\n".join(yaml_lines(scenario_data(three_communes()))), encoding="utf-8")
    run_well(catruc("plan", scenario, "-o", run, "--deterministic", "--quiet"))
    return run


@cache
def rolling(run: Path, factor: float) -> Rolling:
    """The campaign with a true turnout; one process keeps it."""
    opened = open_run(run, lambda _: None)
    truth = with_turnout(opened.scenario, factor)
    return Rolling(opened, truth, SEED, RHYTHM, StopRequest(), time.monotonic, lambda _: None)


def play(asked: tuple[Path, Case]) -> dict[str, Any]:
    """One campaign as a row of the results."""
    run, (factor, number) = asked
    played = rolling(run, factor).play(number)
    assert played is not None, "nobody asked to stop"
    return row_of(factor, played)


def row_of(factor: float, played: RolledCampaign) -> dict[str, Any]:
    """What is put down of a campaign."""
    accounts = [number for number, (_, stream) in enumerate(played.once.targets) if stream == STREAM]
    return {
        "factor": factor,
        "campaign": played.number,
        "once": float(played.once.done[0, accounts, -1].sum()),
        "rolled": float(played.rolled.done[0, accounts, -1].sum()),
        "replannings": len(played.replannings),
        "changed": [each.duties for each in played.replannings if each.is_anew],
        "seconds": round(sum(each.seconds for each in played.replannings), 1),
    }


def table(rows: Iterable[dict[str, Any]], target: float) -> Iterator[str]:
    """By factor: share of the campaigns that reach the target, with 95 % intervals, and what that takes.

    Changed duties are the median of a campaign, seconds the mean of a replanning, beside whatever else runs.
    """
    by_factor: dict[float, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_factor[row["factor"]].append(row)
    headings = ("true turnout", "campaigns", "planned once", "planned anew", "median done", "duties changed", "seconds")
    yield f"| {' | '.join(headings)} |"
    yield "|---" * len(headings) + "|"
    for factor, found in sorted(by_factor.items()):
        count = len(found)
        shares = []
        for way in ("once", "rolled"):
            share, low, high = interval(sum(row[way] >= target for row in found), count)
            shares.append(f"{share:.0%} ({low:.0%}–{high:.0%})")
        medians = [sorted(row[way] for row in found)[(count - 1) // 2] for way in ("once", "rolled")]
        changed = sorted(sum(row["changed"]) for row in found)[(count - 1) // 2]
        seconds = sum(row["seconds"] for row in found) / max(1, sum(row["replannings"] for row in found))
        done = f"{medians[0]:,.0f} → {medians[1]:,.0f}"
        yield f"| ×{factor:g} | {count} | {' | '.join(shares)} | {done} | {changed} | {seconds:.1f} |"


def main() -> None:
    """Play what is not played yet, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rolling", description=(__doc__ or "").strip())
    parser.add_argument("--campaigns", type=int, default=CAMPAIGNS, help=f"of each true turnout [{CAMPAIGNS}]")
    parser.add_argument("--workers", type=int, default=2, help="processes [2]")
    options = parser.parse_args()
    RESULTS.parent.mkdir(exist_ok=True)
    lines = RESULTS.read_text("utf-8").splitlines() if RESULTS.exists() else []
    program = program_hash()
    rows = [row for row in map(json.loads, lines) if row["program"] == program]
    known = {(row["factor"], row["campaign"]) for row in rows}
    cases = [(factor, number) for number in range(options.campaigns) for factor in FACTORS]
    with tempfile.TemporaryDirectory() as temporary, get_context("spawn").Pool(options.workers) as pool:
        run = planned(Path(temporary))
        asked = [(run, case) for case in cases if case not in known]
        with RESULTS.open("a", encoding="utf-8") as stream:
            for row in pool.imap_unordered(play, asked):
                row["program"] = program
                rows.append(row)
                print(json.dumps(row), file=stream, flush=True)
    target = sum(pool.target for place in three_communes().places.values() for pool in _pools(place.pools))
    print("\n".join(table(rows, target)))


def _pools(pools: Any) -> Iterator[Any]:
    if STREAM in pools:
        yield pools[STREAM]


if __name__ == "__main__":
    main()
