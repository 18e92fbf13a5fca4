"""Rosters of public instances mended after drawn absences, asked for what ``catruc replan`` asks for.

A good roster of each instance is looked for once and kept. Then 1, 2 and 5 % of its people, somebody at least, are away
for one to seven days each, and what follows the first of these days is free. Asked for are: all hard rules kept, no
shift with fewer people than the roster had or the instance requires where that can be avoided, and of such rosters the
one in which the fewest duties change hands. Limits from below (minutes, runs of work, runs of days off) do not bind
those who are away: nobody works more for having been ill. A case is proved when two bounds say so: no roster lacks
less, and none that lacks as little changes fewer duties; or that no roster keeps the hard rules.

What was mended is held against the instance's text by the scorer, which shares nothing with the models.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from statistics import median

from numpy.random import PCG64, Generator

from benchmarks.dong_phu import BUSY, machine_facts
from benchmarks.public import natural, program_hash, put_down
from optimizer.public_instances.importer import FIRST_DAY, import_instance, instance_rows
from optimizer.public_instances.instance import Employee, Instance
from optimizer.public_instances.reading import load_instance
from optimizer.public_instances.scorer import score
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.repair_model import Repair, Repaired
from optimizer.rostering.mending.timeline_repair import mend
from optimizer.rostering.roster import Roster
from optimizer.rostering.search.weighted_sum import least_weighted_sum
from optimizer.rules.catalogue import AnyStatement
from optimizer.stopping import StopRequest
from optimizer.track.mending import Mending, repair_of
from optimizer.world.roster_problem import RosterProblem, Slot, SlotId

SHARES = (1, 2, 5)
"""Per cent of the people who are away."""
LONGEST = 7
"""Days somebody is away at the most."""
FROM_BELOW = ("MinTotalMinutes", "MinConsecutiveShifts", "MinConsecutiveDaysOff")
"""Limits that do not bind whoever is away, as the scorer calls them."""
RECORD, TABLE = "record.jsonl", "table.md"

Away = Mapping[str, frozenset[int]]
"""Employee to the days away."""
Assignments = Mapping[SlotId, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Case:
    """Some people of an instance away, and what mending its roster came to."""

    instance: str
    share: int
    seed: int
    program_hash: str
    away: int
    """People who are away."""
    vacated: int
    """Duties they had on these days."""
    lacking: tuple[int, int] | None
    """What shifts lack or have too many by the instance's weights, and the bound; nothing if no roster was found."""
    duties: tuple[int, int] | None
    """Duties that change hands, and the bound."""
    people: tuple[int, int] | None
    """People whose duties change, and the bound."""
    is_proved: bool
    seconds: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Mend what is not mended yet, and write the table."""
    options = _options(arguments)
    files = sorted(options.folder.glob("*.txt"), key=natural)
    if options.most is not None:
        files = [file for file in files if natural(file)[1] <= options.most]
    if not files:
        raise SystemExit(f"{options.folder}: there is no instance file (*.txt); name the folder, INSTANCES=…")
    if os.getloadavg()[0] > BUSY * (os.cpu_count() or 1):
        _say("other work keeps this machine busy: what is proved in the time given is not final")
    options.output.mkdir(parents=True, exist_ok=True)
    known = {(case.instance, case.share, case.seed): case for case in recorded(options.output)}
    program, cases = program_hash(), []
    for file in files:
        instance, text = load_instance(file)
        wanted = [(share, seed) for share in SHARES for seed in range(1, options.seeds + 1)]
        published = None
        for share, seed in wanted:
            case = known.get((file.stem, share, seed))
            if case is None or case.program_hash != program:
                published = published or good_roster(file.stem, instance, options)
                case = mended_case(file.stem, instance, text, published, share, seed, program, options.seconds)
                with (options.output / RECORD).open("a", encoding="utf-8") as stream:
                    stream.write(json.dumps(asdict(case)) + "\n")
                _say(f"{case.instance}, {share} %, seed {seed}: duties {case.duties}, {case.seconds:.1f} s")
            cases.append(case)
    facts = {**machine_facts(), "program": program, "limit": f"{options.seconds:g} s a case"}
    lines = [", ".join(f"{name} {value}" for name, value in facts.items()), "", *table(cases)]
    (options.output / TABLE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.replan", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of the instance files")
    parser.add_argument("--seeds", type=int, default=5, help="draws of absences for each share, from 1 on [5]")
    parser.add_argument("--seconds", type=float, default=30.0, help="limit of a case [30]")
    parser.add_argument("--roster-time", type=float, default=60.0, help="seconds for each good roster [60]")
    parser.add_argument("--most", type=int, help="number of the last instance, as in Instance16; all if left out")
    parser.add_argument("--output", type=Path, default=Path("bench_results/replan"), help="[bench_results/replan]")
    return parser.parse_args(arguments)


def good_roster(name: str, instance: Instance, options: argparse.Namespace) -> Roster:
    """The roster that is mended: the one kept from before, or looked for now."""
    path, imported = options.output / f"{name}.json", import_instance(instance)
    if path.exists():
        crews = {SlotId(slot): tuple(crew) for slot, crew in json.loads(path.read_text("utf-8")).items()}
        return Roster(crews, days_of_rest(imported.problem, crews), {})
    budget = Budget(options.roster_time, time.monotonic, StopRequest())
    found = least_weighted_sum(imported.problem, imported.rules, budget, workers=os.cpu_count() or 1)
    path.write_text(json.dumps(found.roster.assignments), encoding="utf-8")
    _say(f"{name}: a roster of {found.value:g}, bound {found.bound:g}")
    return found.roster


def days_of_rest(problem: RosterProblem, crews: Assignments) -> dict[tuple[str, int], str]:
    """Everybody's days without duty or leave."""
    busy = {(person, slot.day) for slot in problem.slots for person in crews[slot.id]}
    free = (
        (person, day) for person in problem.persons for day in range(len(problem.horizon)) if day not in person.leave
    )
    return {(person.id, day): "rest" for person, day in free if (person.id, day) not in busy}


def draw_absences(instance: Instance, held: Assignments, share: int, seed: int) -> Away:
    """Who is away when: everybody drawn misses a duty at least.

    Parameters
    ----------
    instance
        Its people, and the days.
    held
        The published roster, by slot.
    share
        Per cent of the people.
    seed
        Of what is drawn.
    """
    generator = Generator(PCG64([instance.days, len(instance.employees), share, seed]))
    number = max(1, round(share * len(instance.employees) / 100))
    worked: dict[str, set[int]] = {employee.id: set() for employee in instance.employees}
    for slot, crew in held.items():
        for person in crew:
            worked[person].add(int(slot.split("/")[0]))
    working = sorted(person for person, days in worked.items() if days)
    away: dict[str, frozenset[int]] = {}
    for place in generator.choice(len(working), number, replace=False).tolist():
        days: frozenset[int] = frozenset()
        while days.isdisjoint(worked[working[place]]):
            length = int(generator.integers(1, LONGEST + 1))
            first = int(generator.integers(0, instance.days - length + 1))
            days = frozenset(range(first, first + length))
        away[working[place]] = days
    return away


def with_absences(
    instance: Instance, published: Roster, away: Away
) -> tuple[RosterProblem, Mapping[str, AnyStatement]]:
    """The instance with people away, its need that of the published roster; and its rules."""
    days_off = {**instance.days_off, **{name: instance.days_off.get(name, frozenset()) | away[name] for name in away}}
    employees = tuple(_unbound(each) if each.id in away else each for each in instance.employees)
    imported = import_instance(replace(instance, employees=employees, days_off=days_off))
    slots = tuple(_as_published(slot, len(published.assignments[slot.id])) for slot in imported.problem.slots)
    return replace(imported.problem, slots=slots), imported.rules


def _unbound(employee: Employee) -> Employee:
    return replace(employee, least_minutes=0, shortest_work=0, shortest_rest=0)


def _as_published(slot: Slot, crew: int) -> Slot:
    """Neither short of people where it was not, nor with too many."""
    return replace(slot, minimum=min(slot.minimum, crew), maximum=max(slot.maximum, crew))


def asked_of(problem: RosterProblem, rules: Mapping[str, AnyStatement], published: Roster, away: Away) -> Repair:
    """What is to be mended: all from the first day on which anybody is away."""
    first = FIRST_DAY + timedelta(days=min(map(min, away.values())))
    dates = {person: frozenset(FIRST_DAY + timedelta(days=day) for day in days) for person, days in away.items()}
    asked = Mending(frozenset(away), first_free=first, kept_until=first, away=dates)
    return repair_of(problem, rules, published, asked)


def mended_case(
    name: str, instance: Instance, text: str, published: Roster, share: int, seed: int, program: str, seconds: float
) -> Case:
    """Draw absences, mend the roster, and have what comes of it scored."""
    away = draw_absences(instance, published.assignments, share, seed)
    problem, rules = with_absences(instance, published, away)
    begin = time.monotonic()
    budget = Budget(seconds, time.monotonic, StopRequest())
    found = mend(asked_of(problem, rules, published, away), budget, seconds, os.cpu_count() or 1)
    spent = time.monotonic() - begin
    vacated = sum(slot.day in away.get(p, ()) for slot in problem.slots for p in published.assignments[slot.id])
    told = name, share, seed, program, len(away), vacated
    if not isinstance(found, Repaired):
        return Case(*told, None, None, None, found.is_proved, spent)
    _require_lawful(text, instance_rows(problem, found.roster.assignments), away)
    lacking, duties, people = ((each.value, each.bound) for each in list(found.counts.values())[:3])
    return Case(*told, lacking, duties, people, lacking[0] <= lacking[1] and duties[0] <= duties[1], spent)


def _require_lawful(text: str, rows: Iterable[tuple[str, int, str]], away: Away) -> None:
    """Have the scorer confirm the hard rules.

    Raises
    ------
    SystemExit
        If one is broken: then the engine or the scorer is wrong.
    """
    rows = list(rows)
    broken = [str(v) for v in score(text, rows).hard_violations if v.employee not in away or v.rule not in FROM_BELOW]
    broken += [f"away on day {day}: {person}" for person, day, _ in rows if day in away.get(person, ())]
    if broken:
        raise SystemExit("a mended roster breaks hard rules:\n" + "\n".join(broken))


def recorded(folder: Path) -> list[Case]:
    """All that was put down, a later line in place of an earlier one."""
    found = []
    for fields in put_down(folder / RECORD):
        pairs = {name: tuple(fields[name]) for name in ("lacking", "duties", "people") if fields[name] is not None}
        found.append(Case(**{**fields, **pairs}))
    return found


COLUMNS = (
    "instance",
    "cases",
    "proved",
    "no roster",
    "away",
    "vacated",
    "changed",
    "bound",
    "people",
    "median",
    "worst",
)


def table(cases: Sequence[Case]) -> list[str]:
    """Lines in Markdown: per instance the sums over its cases, and the seconds of one."""
    lines = [_line(COLUMNS), _line("---" for _ in COLUMNS)]
    groups = {
        name: [case for case in cases if case.instance == name] for name in dict.fromkeys(c.instance for c in cases)
    }
    for name, own in [*groups.items(), ("all", list(cases))]:
        mended = [case for case in own if case.duties and case.people]
        seconds = [case.seconds for case in own]
        cells = (
            name,
            len(own),
            f"{sum(case.is_proved for case in own)} ({sum(case.is_proved for case in own) / len(own):.0%})",
            len(own) - len(mended),
            sum(case.away for case in own),
            sum(case.vacated for case in own),
            sum(case.duties[0] for case in mended if case.duties),
            sum(case.duties[1] for case in mended if case.duties),
            sum(case.people[0] for case in mended if case.people),
            f"{median(seconds):.1f} s",
            f"{max(seconds):.1f} s",
        )
        lines.append(_line(map(str, cells)))
    return lines


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
