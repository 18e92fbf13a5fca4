"""The record of the plan that was worked out by hand, and its run folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from optimizer import __version__
from optimizer.run.csv_files import write_csv_files
from optimizer.run.record import RunRecord
from optimizer.run.seal import seal
from optimizer.run.simulation import By, ChanceRecord, Simulation, SimulationRecord
from optimizer.scenario.loading import LoadedScenario
from optimizer.scenario.writing.resolved import resolved_text
from optimizer.verify import verify_plan
from tests.worlds.verified import PLAN, scenario


def run_record() -> RunRecord:
    """What ``run.json`` claims, by hand."""
    return RunRecord.from_json(run_claims())


def run_claims() -> dict[str, Any]:
    """The same as it stands in the file.

    Shortfall: 100 - 30.275 and 50 - 30.275 at the desk on Friday, 14 - 7.2 at the school; the targets add up to 114.
    Burden: 3 + 3 + 0.1 + 0.1, and half of 20 + 9 + 9 hours missing to 40 hours of rest.
    Acceptance: at half of its target the desk may lack 50 people and no more to the minimum share, beside all 14
    pupils; the bound on the shortfall is above 64, so no plan gets there.
    Fairness: 9 / 6 - 3 / 3 in the town, 0.1 / 2 - 0.1 / 3 in the district.
    Practicality: all that can be are invited, 15 of 100; on Saturday evening two officers get 4 people done; the helper
    works on Thursday and Friday morning.
    """
    shortfall = {"activation.targets": 69.725, "activation.minimum_shares": 19.725, "id_card.pupils": 6.8}
    return {
        "status": "complete",
        "scenario": "verified",
        "campaign": "Thử nghiệm",
        "scenario_hash": "",
        "seed": 1,
        "deterministic": True,
        "versions": {"catruc": __version__},
        "parameters": {"time": 60.0, "workers": 2, "overlay": [], "set": [], "language": None},
        "tiers": [
            _tier("standing", 0.0, 0.0, 0.0, {"crew_missing": 0.0}),
            _tier("shortfall", 96.25, 90.55, 0.05, shortfall),
            _tier("burden", 25.2, 12.6, 0.5, {"duties": 6.2, "long_rest": 19.0}),
            _tier("fairness", 0.516667, 0.0, 0.516667, {"tan_phu": 0.5, "district": 0.016667}),
            _tier("preferences", 0.0, None, None, {}),
        ],
        "finish_date": None,
        "total": {"target": 114.0, "expected_by_finish": 37.475, "share": 0.328728},
        "streams": {
            "activation": _stream(100.0, 30.275, 34.275, 0.30275, 69.725),
            "id_card": _stream(14.0, 7.2, 7.2, 0.514286, 6.8),
        },
        "places": [
            _place("tan_phu", "activation", 100.0, "2024-04-05", 30.275, 0.30275, 69.725),
            _place("school", "id_card", 14.0, "2024-04-06", 7.2, 0.514286, 6.8),
        ],
        "first_verified_seconds": 0.1,
        "seconds": 0.2,
        "warnings": [],
        "officer_weeks_at_limit": {"tan_phu": 0, "district": 0},
        "overtime_over_cap": [],
        "not_yet_eligible": {"school": 3},
        "cuts": [],
        "acceptance": [
            _accepted("expected share >= 0.3", 0.328728, 0.3),
            _refused("commune share of activation >= 0.5", 0.30275, 0.5, "tan_phu activation", proved=True),
            _refused("shortfall of id_card <= 6.5", 6.8, 6.5),
            _refused("finish date <= 2024-04-06", None, "2024-04-06"),
            _refused("evenings per officer per 2 days <= 0", 1.0, 0.0, "an 2024-04-05"),
            _accepted("hours per officer per week <= 12", 12.0, 12.0, "an 2024-W14"),
            _accepted("weekends <= 2", 2.0, 2.0),
            _accepted("value(burden) <= 1.05 * baseline", 25.2, 25.2),
        ],
        "practicality": {
            "invitations": {"odd": 0, "moved_share": 0.0, "least_share": 0.15, "most_share": 0.15},
            "evenings": {"tan_phu": {"least": 1, "most": 1}, "district": {"least": 0, "most": 0}},
            "low_yields": {"visits": 0, "second_officers": 1, "loans": 0},
            "helpers": {"short_rests": 0, "most_shifts_a_day": 1, "most_days_running": 2},
        },
    }


def _accepted(rule: str, value: float, limit: float, at: str = "") -> dict[str, Any]:
    return {"rule": rule, "value": value, "limit": limit, "passed": True, "proved": False, "at": at}


def _refused(
    rule: str, value: float | None, limit: float | str, at: str = "", *, proved: bool = False
) -> dict[str, Any]:
    return {"rule": rule, "value": value, "limit": limit, "passed": False, "proved": proved, "at": at}


def _stream(target: float, by_finish: float, by_deadline: float, share: float, missing: float) -> dict[str, Any]:
    return {
        "target": target,
        "expected_by_finish": by_finish,
        "expected_by_deadline": by_deadline,
        "share": share,
        "missing": missing,
        "date_reached": None,
    }


def _place(
    place: str, stream: str, target: float, judged_on: str, expected: float, share: float, missing: float
) -> dict[str, Any]:
    return {
        "place": place,
        "stream": stream,
        "target": target,
        "judged_on": judged_on,
        "expected": expected,
        "share": share,
        "missing": missing,
        "date_reached": None,
    }


def _tier(name: str, value: float, bound: float | None, gap: float | None, terms: dict[str, float]) -> dict[str, Any]:
    return {"name": name, "value": value, "bound": bound, "gap": gap, "seconds": 0.1, "unit": "", "terms": terms}


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of everything in a JSON value."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if path:
        yield path
    for key, below in entries:
        yield from paths(below, (*path, key))


def write_run(folder: Path) -> None:
    """The sound plan as a run folder, without the documents for people."""
    folder.mkdir(exist_ok=True)
    write_csv_files(folder, PLAN)
    text = resolved_text(LoadedScenario(scenario(), folder))
    (folder / "scenario.resolved.yaml").write_text(text, encoding="utf-8", newline="\n")
    content = "\n".join(line for line in text.splitlines() if line and not line.startswith("#"))
    record = replace(run_record(), scenario_hash=hashlib.sha256(content.encode()).hexdigest())
    (folder / "run.json").write_text(json.dumps(record.to_json()), encoding="utf-8")
    report = verify_plan(scenario(), PLAN, record).to_json()
    (folder / "verification.json").write_text(json.dumps(report), encoding="utf-8")
    seal(folder)


def simulated(chances: Mapping[tuple[str, str], float], campaigns: int = 100) -> Simulation:
    """Campaigns of the plan with these chances by both days, by stream and place."""
    campaign, targets = scenario().campaign, {"activation": 100.0, "id_card": 14.0}
    days: Mapping[By, date] = {"finish_by": campaign.finish_by, "last_day": campaign.last_day}
    told = tuple(
        ChanceRecord(stream, place, by, day, targets[stream], chance, chance, chance, 0.0)
        for (stream, place), chance in chances.items()
        for by, day in days.items()
    )
    return Simulation(SimulationRecord(campaigns, campaigns, 1, {}, told, (), (), (), 0, ()), ())
