"""Every two kinds of rules: those that can clash do in a campaign whose cheapest conflict every roster shows."""

from __future__ import annotations

import pytest

from optimizer.rules.catalogue import KINDS
from tests.explain.conflicts.brute_force import statements_of
from tests.explain.conflicts.pairs import PAIRS, STATEMENTS, Pair, both, clash, rosters
from tests.explain.conflicts.test_cheapest import conflicts, holds

EVERY_ROSTER = "one of them is kept by every roster: nobody is at two places anyhow, and nothing is published yet"
NOBODY_ON_DUTY = "a roster in which nobody is on duty keeps both"
EVERY_OTHER_DAY = (
    "duty on every other day keeps both: days off are no longer, and no two days of duty follow each other"
)
KEPT_BY_EVERY = ("one_duty_at_a_time", "stability")
ASKING_FOR_NO_DUTY = (
    "compensatory_time",
    "forbidden_sequences",
    "qualification",
    "rest_between_duties",
    "rest_days",
    "together_apart",
)
CANNOT_CLASH: dict[Pair, str] = {
    **{pair: EVERY_ROSTER for pair in PAIRS if set(pair) & set(KEPT_BY_EVERY)},
    **{pair: NOBODY_ON_DUTY for pair in PAIRS if set(pair) <= set(ASKING_FOR_NO_DUTY)},
    ("consecutive_days", "forbidden_sequences"): EVERY_OTHER_DAY,
}
# A day owed for duty before the campaign is none of rest, and what one rule owes another may not yet have earned.
for owed in (("compensatory_time", "compensatory_time"), ("compensatory_time", "rest_days")):
    del CANNOT_CLASH[owed]
CAN_CLASH = [pair for pair in PAIRS if pair not in CANNOT_CLASH]


def test_every_kind_is_tried() -> None:
    assert set(STATEMENTS) == set(KINDS)


@pytest.mark.parametrize("pair", CAN_CLASH, ids="-".join)
def test_kinds_that_can_clash(pair: Pair) -> None:
    campaign = clash(pair)
    assert campaign is not None, "no campaign shows that they can: draw one, or say why they cannot"
    statements = statements_of(campaign)
    found = conflicts(campaign)
    holds(found, statements)
    # Neither is contradictory by itself, so that both are named.
    assert {key.rule for key in found[0].keys} == {"one", "other"}


@pytest.mark.parametrize("pair", sorted(CANNOT_CLASH), ids="-".join)
def test_kinds_that_cannot_clash(pair: Pair) -> None:
    assert clash(pair) is None
    tried = list(both(pair))
    assert tried
    for world, first, second in tried:
        known = rosters(world)
        mine, theirs = known.kept[pair[0], first], known.kept[pair[1], second]
        if CANNOT_CLASH[pair] == EVERY_ROSTER:
            assert known.everything in (mine, theirs)
        elif CANNOT_CLASH[pair] == NOBODY_ON_DUTY:
            assert mine & theirs & known.idle
