"""Checks on lists: a name that stands twice was copied, and another one may be missing for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from optimizer.scenario.checks.findings import Findings
from optimizer.scenario.schema import Scenario
from optimizer.texts.diagnostics.names import STANDS_TIMES, WRITE_ONCE


def check_repetitions(scenario: Scenario, findings: Findings) -> None:
    """Note every name that a list says more than once."""
    for path, names in _lists(scenario):
        if len(set(names)) < len(names):
            for name, count in Counter(names).items():
                if count > 1:
                    findings.add(path, STANDS_TIMES(name=name, count=count), WRITE_ONCE)


def _lists(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], Sequence[str]]]:
    for key, officer in scenario.officers.items():
        yield ("officers", key, "skills"), officer.skills
        yield ("officers", key, "lent_to"), officer.lent_to
        for day, entries in officer.history.days.items():
            if len(entries) > 1:
                yield ("officers", key, "history", "days", day.isoformat()), entries
    for key, helper in scenario.helpers.items():
        yield ("helpers", key, "posts"), helper.posts
    for key, organisation in scenario.organisations.items():
        yield ("organisations", key, "places"), organisation.places
    yield ("acceptance",), scenario.acceptance
    for key, programme in scenario.visits.items():
        yield ("visits", key, "places"), programme.places
        yield ("visits", key, "shifts"), programme.shifts
        yield ("visits", key, "lent_teams"), programme.lenders
