"""A rule along one officer's days means what its check means, on every roster of the worlds in which it bites."""

from __future__ import annotations

import pytest

from optimizer.rules.catalogue import timeliner
from optimizer.rules.timeline import DayPattern, pattern_of
from tests.contract.agreement import amounts_by_check, are_equal
from tests.contract.case_drawing import Case
from tests.contract.rule_cases import CASES
from tests.contract.timelines import TimelineWalk, steps_differ_within_a_phase
from tests.micro_worlds import FREE, all_rosters

ALONE = [case for case in CASES if timeliner(case.kind) is not None]


@pytest.mark.parametrize("case", ALONE, ids=str)
def test_timeline_and_check_agree(case: Case) -> None:
    """Every roster has the same breaches, with the same amounts under the same keys."""
    walk = TimelineWalk(case.statement, case.world)
    different = [
        (roster, found, measured)
        for roster in all_rosters(case.world)
        if not are_equal(
            found := walk.amounts(roster), measured := amounts_by_check(case.statement, case.world, roster), 1e-6
        )
    ]
    assert different == []


@pytest.mark.parametrize("case", ALONE, ids=str)
def test_days_of_one_phase_step_alike(case: Case) -> None:
    walk = TimelineWalk(case.statement, case.world)
    patterns = [*dict.fromkeys(pattern_of((slot,)) for slot in walk.problem.slots)]
    patterns += [DayPattern((), state) for state in (*FREE, "leave")]
    days = range(len(walk.problem.horizon))
    for resources in walk.resources.values():
        for resource in resources:
            assert steps_differ_within_a_phase(resource, patterns, days) == []
