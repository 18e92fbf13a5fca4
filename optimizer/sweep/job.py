"""What a worker is sent and what it sends back.

A job carries its scenario as text, whole and with the origins of what was changed, so that a worker needs no file of
the user's, and writes none: no copy of dates of birth is left on a machine whose worker is killed. Models never travel.
What comes back is plain data.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from optimizer import __version__
from optimizer.errors import CatrucError, Diagnostic
from optimizer.events import Clock
from optimizer.run.recording import scenario_hash
from optimizer.stopping import StopRequest
from optimizer.sweep.schema import Limits
from optimizer.texts.diagnostics import sweeps as texts
from optimizer.texts.messages import AS_IT_IS, Language, Said
from optimizer.workflows.plan import VerifiedPlan, plan_verified
from optimizer.workflows.preparing import PlanRequest


def versions() -> dict[str, str]:
    """Versions that decide what comes out of a plan."""
    return {"catruc": __version__, "ortools": version("ortools")}


@dataclass(frozen=True, slots=True)
class Job:
    """One plan to make."""

    name: str
    """What is planned, as ``run.json`` calls it."""
    scenario: str
    """The resolved scenario."""
    seed: int
    limits: Mapping[str, Any]
    """``time``, ``workers``, ``deterministic``."""
    versions: Mapping[str, str]
    language: Language
    """Language of what is said of a failure."""

    @property
    def key(self) -> str:
        """Hash of everything that the plan depends on; origins, names and the language are no part of it."""
        parts = [scenario_hash(self.scenario), self.seed, dict(self.limits), dict(self.versions)]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def job(name: str, scenario: str, seed: int, limits: Limits, language: Language) -> Job:
    """A job for this version of the program."""
    return Job(name, scenario, seed, limits.model_dump(), versions(), language)


def plan_job(job: Job, clock: Clock = time.monotonic) -> dict[str, Any]:
    """Plan, verify, and return the record; whatever the program can say about a failure is in the record too."""
    start = clock()
    record = {
        "key": job.key,
        "scenario_hash": scenario_hash(job.scenario),
        "seed": job.seed,
        "limits": dict(job.limits),
        "versions": dict(job.versions),
        "process": os.getpid(),
    }
    try:
        found = _plan(job, clock)
    except CatrucError as error:
        failure = failure_record_of(error, job.language)
        return {**record, "seconds": round(clock() - start, 3), "officers": None, "run": None, "error": failure}
    officers = len(found.publication.scenario.officers)
    run = found.publication.record.to_json()
    return {**record, "seconds": round(clock() - start, 3), "officers": officers, "run": run, "error": None}


def failure_record_of(error: CatrucError, language: Language) -> dict[str, Any]:
    """A failure as data: exit code and problems."""
    return {
        "exit_code": error.exit_code,
        "problems": [diagnostic.to_json(language) for diagnostic in error.diagnostics],
    }


def fault_record_of(error: BaseException, remedy: Said, language: Language) -> dict[str, Any]:
    """The same of something that nobody expected."""
    diagnostic = Diagnostic("catruc sweep", AS_IT_IS(text=f"{type(error).__name__}: {error}"), remedy)
    return {"exit_code": CatrucError.exit_code, "problems": [diagnostic.to_json(language)]}


def _plan(job: Job, clock: Clock) -> VerifiedPlan:
    if dict(job.versions) != versions():
        what = texts.JOB_OF_OTHER_VERSION(job=_shown(job.versions), worker=_shown(versions()))
        raise CatrucError(Diagnostic(texts.WORKER, what, texts.SAME_VERSION_AND_AGAIN))
    path, limits = Path(f"{job.name}.yaml"), job.limits
    how = limits["time"], job.seed, limits["deterministic"], limits["workers"]
    return plan_verified(PlanRequest(path, None, *how, text=job.scenario), lambda _: None, StopRequest(), clock)


def _shown(found: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in found.items())
