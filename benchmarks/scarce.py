"""What plans come to where people are short: the reference case, its what-ifs, and cases in which much is missing.

Each case is planned twice: for what is expected alone, without any uncertainty, and as sure as the scenario asks. The
cases beside the what-ifs are made from the tables of the reference case; who leaves or is ill in them is drawn, the
same at every call. They are laid over a copy of ``scenarios/`` in the output folder, where they may be planned by hand.

A figure that is measured on a busy machine says so: beside each row stand the processor seconds that it had.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.dong_phu import machine_facts, table
from benchmarks.processes import catruc, run

SCENARIOS = Path("scenarios")
TIERS = ("standing", "shortfall", "burden")
HEADS = ("case", "way", "exit", "first plan", "end", "processor", *(f"{tier} (bound)" for tier in TIERS), "cut short")
WAYS: Mapping[str, Any] = {"expected": {"campaign": {"confidence": None}, "uncertainty": None}, "sure": {}}
"""What is laid over the scenario to plan for what is expected alone, and to plan as sure as it asks."""
Patch = Mapping[str, Any]
"""What an overlay lays over the scenario."""


@dataclass(frozen=True, slots=True)
class Case:
    """The reference case with something else."""

    name: str
    overlays: tuple[str, ...]
    """File names below ``what_if/``, without endings."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Plan every case, print each row as it is there, and keep the figures as JSON."""
    options = _options(arguments)
    print("\n".join(f"{name}: {value}" for name, value in machine_facts().items()), flush=True)
    scenario, cases = lay_out(options.output)
    wanted = options.cases or list(cases)
    rows: list[Sequence[str]] = []
    for name in wanted:
        for way in options.ways:
            folder = options.output / "runs" / f"{name}_{way}"
            record = measured(scenario, cases[name], way, folder, options.time)
            with (options.output / "figures.jsonl").open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({"case": name, "way": way, **record}) + "\n")
            rows.append(row(name, way, record))
            print(" | ".join(rows[-1]), flush=True)
    print()
    print(table(HEADS, rows))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scarce", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("cases", nargs="*", help="their names [all]")
    parser.add_argument("--ways", nargs="+", choices=tuple(WAYS), default=list(WAYS), help="[both]")
    parser.add_argument("--time", type=float, default=60.0, help="seconds for each plan [60]")
    parser.add_argument("--output", type=Path, default=Path("bench_results/scarce"), help="[bench_results/scarce]")
    return parser.parse_args(arguments)


def lay_out(folder: Path) -> tuple[Path, dict[str, Case]]:
    """Copy the scenarios, with overlays for the cases; the reference scenario there, and the cases by name."""
    copied = folder / "scenarios"
    shutil.copytree(SCENARIOS, copied, dirs_exist_ok=True)
    what_ifs = [path.stem for path in sorted((SCENARIOS / "what_if").glob("*.yaml"))]
    made = {**table_cases(), **drawn_cases()}
    for name, patch in {**made, **{f"way_{way}": patch for way, patch in WAYS.items() if patch}}.items():
        # JSON is YAML as well.
        text = json.dumps({"purpose": f"{name}?", **patch}, indent=1)
        (copied / "what_if" / f"{name}.yaml").write_text(text, encoding="utf-8")
    cases = [Case("reference", ()), *(Case(name, (name,)) for name in table_cases())]
    cases += [Case(name, (name,)) for name in what_ifs]
    cases += [Case(name, (name,)) for name in drawn_cases()]
    cases.append(Case("late_and_alone", ("start_at_day_47", "no_organisations", "no_helpers")))
    return copied / "dong_phu.yaml", {case.name: case for case in cases}


def table_cases() -> dict[str, Patch]:
    """Overlays in which the program was weakest when it was first measured where people are short."""
    return {
        "no_organisations": {"organisations": None},
        "four_officers": _without([officer for own in _communes().values() for officer in own[4:]]),
        "targets_20_more": _targets(1.2),
    }


def drawn_cases() -> dict[str, Patch]:
    """Overlays in which people, hours, desks or days are missing, alone and together."""
    dice = random.Random(20240404)
    staff = [officer for own in _communes().values() for officer in own]
    begin, away = date(2024, 4, 15), {line["officer"] for line in _table("leave")}
    ill = {
        officer: {"leave": {"illness": _days(begin + timedelta(days=dice.randrange(20)), 40)}}
        for officer in dice.sample([each for each in staff if each not in away], 14)
    }
    small = [officer for own in _communes().values() for officer in dice.sample(own, len(own) - 3)]
    return {
        "fewer_officers": _without(dice.sample(staff, 16)),
        "three_officers": _without(small),
        "fewer_hours": _hours(16),
        "no_helpers": {"helpers": None},
        "long_illness": {"officers": ill},
        "fewer_desks": {"posts": {post: {"day_types": ["weekday"]} for post in dice.sample(_desks(), 4)}},
        "all_at_once": {"organisations": None, "helpers": None, "officers": ill, **_targets(1.1), **_hours(20)},
    }


def _communes() -> dict[str, list[str]]:
    """Officers of each unit but the district's, in the order of the table."""
    units: dict[str, list[str]] = defaultdict(list)
    for line in _table("officers"):
        if line["unit"] != "district":
            units[line["unit"]].append(line["id"])
    return units


def _without(officers: Sequence[str]) -> Patch:
    return {"officers": dict.fromkeys(officers)}


def _hours(hours: int) -> Patch:
    return {"select": [{"where": {"section": "officers"}, "set": {"hours_per_week": hours}}]}


def _targets(factor: float) -> Patch:
    targets = {line["id"]: line["pools.activation.target"] for line in _table("places") if line["kind"] == "commune"}
    pools = {place: {"activation": {"target": round(factor * int(target))}} for place, target in targets.items()}
    return {"places": {place: {"pools": own} for place, own in pools.items()}}


def _desks() -> list[str]:
    return [line["id"] for line in _table("posts") if line["stream"] == "activation"]


def _days(first: date, number: int) -> dict[str, str]:
    last = min(first + timedelta(days=number - 1), date(2024, 7, 3))
    return {"first_day": first.isoformat(), "last_day": last.isoformat(), "reason": "drawn"}


def _table(name: str) -> Iterator[dict[str, str]]:
    with (SCENARIOS / "data" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def measured(scenario: Path, case: Case, way: str, folder: Path, seconds: float) -> dict[str, Any]:
    """Plan a case, and what its record says of it."""
    overlays = [*case.overlays, *([f"way_{way}"] if WAYS[way] else [])]
    words = [word for name in overlays for word in ("--overlay", name)]
    shutil.rmtree(folder, ignore_errors=True)
    finished = run(catruc("plan", scenario, "-o", folder, "--from-scratch", "--quiet", "--time", str(seconds), *words))
    found = {"exit": finished.exit_code, "seconds": finished.seconds, "processor": finished.processor_seconds}
    if not (folder / "run.json").exists():
        return {**found, "errors": finished.errors[-2000:]}
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    tiers = {tier["name"]: tier for tier in record["tiers"]}
    return {
        **found,
        "first": record["first_verified_seconds"],
        "tiers": {name: (tiers[name]["value"], tiers[name]["bound"]) for name in TIERS},
        "cut_short": record.get("cut_short") or [],
    }


def row(name: str, way: str, record: Mapping[str, Any]) -> Sequence[str]:
    """The cells of one plan."""
    times = [f"{record[key]:.1f} s" if key in record else "–" for key in ("first", "seconds", "processor")]
    tiers = [_with_bound(*record["tiers"][tier]) if "tiers" in record else "–" for tier in TIERS]
    return name, way, str(record["exit"]), *times, *tiers, str(len(record.get("cut_short", [])))


def _with_bound(value: float, bound: float | None) -> str:
    return f"{value:.1f} ({'not proved' if bound is None else f'{bound:.1f}'})"


if __name__ == "__main__":
    main()
