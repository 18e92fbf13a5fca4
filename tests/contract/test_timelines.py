"""A rule along one officer's days means what its check means, on every roster of the worlds in which it bites."""

from __future__ import annotations

import pytest

from optimizer.rules.catalogue import KINDS, timeliner
from tests.contract.case_drawing import Case
from tests.contract.rule_cases import CASES
from tests.contract.timelines import TimelineWalk, disagreements, measured_rosters, steps_differ_within_a_phase

ACROSS_PEOPLE = {
    "coverage": "counts the officers on a duty; the master's cover rows state it",
    "fair_share": "compares what officers carry with each other",
    "together_apart": "says who else is on a duty",
}
"""Kinds that no single officer's days can keep or break, and why."""
ALONE = [case for case in CASES if case.kind not in ACROSS_PEOPLE]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_timeline_unless_it_is_about_several_people(kind: str) -> None:
    assert (timeliner(kind) is None) == (kind in ACROSS_PEOPLE), (
        f"write optimizer/rules/{kind}/timeline.py, or say in ACROSS_PEOPLE why one officer's days do not tell"
    )


@pytest.mark.parametrize("case", ALONE, ids=str)
def test_timeline_and_check_agree(case: Case) -> None:
    """Every roster has the same breaches, with the same amounts under the same keys; encodings are held to it, too."""
    rosters = measured_rosters(case.statement, case.world)
    assert list(disagreements(case.statement, case.world, rosters)) == []


@pytest.mark.parametrize("case", ALONE, ids=str)
def test_days_of_one_phase_step_alike(case: Case) -> None:
    walk = TimelineWalk(case.statement, case.world)
    days = range(len(walk.problem.horizon))
    for resources in walk.resources.values():
        for resource in resources:
            assert steps_differ_within_a_phase(resource, walk.patterns(), days) == []
