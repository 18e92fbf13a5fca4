"""Cheapest conflicts of public rostering instances made infeasible, beside CPMpy.

Cover and requests, which are soft in the instances, are asked for as hard rules, so that no roster is left. Both get
the same statements with the same weights: a rule of one person in one period weighs what it weighs in an explanation.
CPMpy is asked for the cheapest conflict by its implicit hitting sets (``optimal_mus``), and for any minimal one
(``mus``); every search is a process of its own that is ended after a minute and a half. Seconds are by the clock, those
in brackets the processors'.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty

from benchmarks.dong_phu import machine_facts, table
from optimizer.explain.conflicts.finding import Conflict, find_conflicts
from optimizer.explain.conflicts.guarded import GuardedModel, Solving, weight_of
from optimizer.explain.conflicts.periods import Window
from optimizer.explain.conflicts.question import PRICES
from optimizer.public_instances.importer import import_instance
from optimizer.public_instances.reading import load_instance
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.roster_model import RosterModel
from optimizer.rules.poster import Mode
from optimizer.stopping import StopRequest

MOST_SECONDS, GRACE = 70.0, 20.0
"""Limit of a search, and how much longer its process may take with model and start."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to."""

    statements: int
    """Of the model."""
    seconds: float | None = None
    """Without building the model; nothing if it was ended."""
    processor_seconds: float = 0.0
    """Of all its threads: what a loaded machine changes least."""
    size: int = 0
    weight: int = 0
    is_cheapest: bool = False


def guarded_instance(path: Path) -> tuple[GuardedModel, Window]:
    """An instance whose cover and requests are hard, as statements; and its first and last day."""
    imported = import_instance(load_instance(path)[0])
    rules = {name: rule.model_copy(update={"enforcement": "hard"}) for name, rule in imported.rules.items()}
    roster = RosterModel(imported.problem, rules, lambda _name, _rule: Mode.GUARDED)
    guards = {key: guard for poster in roster.posters.values() for key, guard in poster.guards.items()}
    weights = {key: PRICES[rules[key.rule].authority] for key in guards}
    days = imported.problem.days
    budget = Budget(inf, time.perf_counter, StopRequest())
    return GuardedModel(roster.model, guards, weights, Solving(budget)), (days[0].date, days[-1].date)


def ours(path: Path) -> Found:
    """The cheapest conflict by the search of this program."""
    guarded, horizon = guarded_instance(path)
    begin, used = time.perf_counter(), time.process_time()
    found: list[Conflict] = find_conflicts(guarded, horizon, MOST_SECONDS, most=1)
    seconds, used = time.perf_counter() - begin, time.process_time() - used
    if not found:
        return Found(len(guarded.keys))
    return Found(len(guarded.keys), seconds, used, len(found[0].keys), found[0].weight, found[0].is_cheapest)


def cheapest_of_cpmpy(path: Path) -> Found:
    """The cheapest conflict by CPMpy."""
    return _of_cpmpy(path, is_cheapest=True)


def any_of_cpmpy(path: Path) -> Found:
    """Some minimal conflict by CPMpy."""
    return _of_cpmpy(path, is_cheapest=False)


def _of_cpmpy(path: Path, *, is_cheapest: bool) -> Found:
    from cpmpy.tools.explain import mus, optimal_mus

    from benchmarks.guarded_in_cpmpy import in_cpmpy

    guarded, _ = guarded_instance(path)
    model = in_cpmpy(guarded)
    begin, used = time.perf_counter(), time.process_time()
    if is_cheapest:
        chosen = optimal_mus(model.statements, model.background, model.weights)
    else:
        chosen = mus(model.statements, model.background)
    seconds, used = time.perf_counter() - begin, time.process_time() - used
    keys = model.keys_of(chosen)
    return Found(len(guarded.keys), seconds, used, len(keys), weight_of(keys, guarded.weights), is_cheapest)


def apart(search: Callable[[Path], Found], path: Path) -> Found | None:
    """A search in a process of its own; nothing if it was ended or failed."""
    context = multiprocessing.get_context("spawn")
    answers: Queue[Found] = context.Queue()
    process = context.Process(target=_answer, args=(search, path, answers))
    process.start()
    try:
        return answers.get(timeout=MOST_SECONDS + GRACE)
    except Empty:
        return None
    finally:
        process.kill()
        process.join()


def _answer(search: Callable[[Path], Found], path: Path, answers: Queue[Found]) -> None:
    answers.put(search(path))


def rows(paths: list[Path]) -> Iterator[list[str]]:
    """One row of the table for each instance."""
    for path in paths:
        own, cheapest, some = (apart(search, path) for search in (ours, cheapest_of_cpmpy, any_of_cpmpy))
        yield [path.stem, str(own.statements) if own else "–", *map(_told, (own, cheapest, some))]


def _told(found: Found | None) -> str:
    if found is None or found.seconds is None:
        return f"none in {MOST_SECONDS:.0f} s"
    proved = ", proved" if found.is_cheapest else ""
    return (
        f"{found.seconds:.1f} s ({found.processor_seconds:.1f}): {found.size} statements, weight {found.weight}{proved}"
    )


def main() -> None:
    """Print the table of the instances in a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    paths = sorted(parser.parse_args().folder.glob("*.txt"), key=lambda path: (path.stat().st_size, path.name))
    print(json.dumps(machine_facts()))
    print()
    head = ["instance", "statements", "cheapest conflict", "CPMpy, cheapest", "CPMpy, any minimal"]
    print(table(head, list(rows(paths))))


if __name__ == "__main__":
    main()
