"""Each rule means the same to the solver and to the verifier, on every roster of worlds in which it bites."""

from __future__ import annotations

import pytest

from optimizer.rules.catalogue import KINDS, checker, encoder
from optimizer.rules.poster import Mode
from tests.contract.agreement import accepted_by_encoding, agreement, amounts_by_check
from tests.contract.case_drawing import Case
from tests.contract.rule_cases import ALWAYS_IN_BREACH, CASES, NEVER_IN_BREACH
from tests.worlds.micro import all_rosters


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_complete(kind: str) -> None:
    """A kind has an encoding, a check, and worlds to compare them in."""
    assert callable(encoder(kind))
    assert callable(checker(kind))
    assert any(case.kind == kind for case in CASES), f"no micro-world for {kind}"


def test_every_case_has_its_own_name() -> None:
    assert len({str(case) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_encoding_and_check_agree(case: Case) -> None:
    """The same rosters are accepted, and breaches have the same amounts under the same keys."""
    found = agreement(case.statement, case.world)
    assert (found.loose, found.tight) == (0, 0), found
    assert found.different == []
    assert (found.accepted > 0) == (str(case) not in ALWAYS_IN_BREACH), "the world forbids every roster"
    assert (found.rejected > 0) == (str(case) not in NEVER_IN_BREACH), "the world never lets the rule bite"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_guards_switch_a_rule_on_and_off(case: Case) -> None:
    """With all guards true the rule is the hard one; with all false it is not there."""
    encode = encoder(case.kind)
    hard = accepted_by_encoding(case.statement, case.world, encode)
    assert accepted_by_encoding(case.statement, case.world, encode, Mode.GUARDED) == hard
    unguarded = accepted_by_encoding(case.statement, case.world, encode, Mode.GUARDED, are_guards_on=False)
    assert unguarded == set(all_rosters(case.world))


@pytest.mark.parametrize("case", [case for case in CASES if not case.statement.asks_for_crews], ids=str)
def test_a_rule_that_asks_for_no_duty_is_kept_with_one_duty_less(case: Case) -> None:
    """Who asks whether there is any plan leaves voluntary duties out where no rule says that it asks for duty."""
    kept: dict[frozenset[tuple[str, int]], bool] = {}
    for roster in all_rosters(case.world):
        kept[roster.held] = kept.get(roster.held, False) or not amounts_by_check(case.statement, case.world, roster)
    needed = [held for held, is_kept in kept.items() if is_kept and not all(kept[held - {duty}] for duty in held)]
    assert not needed or case.statement.asks_for_duty
