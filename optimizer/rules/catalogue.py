"""The kinds of rules there are. A new kind is its folder, its import and one line here.

Statements are imported here, since scenarios are validated against them; encodings, timelines, checks, capacities and
labels are found by the kind's name when they are needed, so that reading a scenario loads no solver. Nobody else names
a kind: what is asked of one from outside is a property of its statement, or found here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Annotated, get_args

from pydantic import Field

from optimizer.rules.availability.statement import Availability
from optimizer.rules.capacity import Capacity, OfficerWeek
from optimizer.rules.compensatory_time.statement import CompensatoryTime
from optimizer.rules.consecutive_days.statement import ConsecutiveDays
from optimizer.rules.coverage.statement import Coverage
from optimizer.rules.duties_in_period.statement import DutiesInPeriod
from optimizer.rules.facts import Breach
from optimizer.rules.fair_share.statement import FairShare
from optimizer.rules.forbidden_sequences.statement import ForbiddenSequences
from optimizer.rules.hours_in_period.statement import HoursInPeriod
from optimizer.rules.labels import KindLabels
from optimizer.rules.one_duty_at_a_time.statement import OneDutyAtATime
from optimizer.rules.qualification.statement import Qualification
from optimizer.rules.rest_between_duties.statement import RestBetweenDuties
from optimizer.rules.rest_days.statement import RestDays
from optimizer.rules.stability.statement import Stability
from optimizer.rules.statement import Scope, Soft, Statement
from optimizer.rules.timeline import Resource
from optimizer.rules.together_apart.statement import TogetherApart

AnyStatement = (
    OneDutyAtATime
    | RestBetweenDuties
    | ForbiddenSequences
    | ConsecutiveDays
    | HoursInPeriod
    | DutiesInPeriod
    | RestDays
    | CompensatoryTime
    | Availability
    | Qualification
    | Coverage
    | FairShare
    | TogetherApart
    | Stability
)

Rule = Annotated[AnyStatement, Field(discriminator="kind")]
"""Any rule statement, told apart by its ``kind``."""

KINDS: dict[str, type[Statement]] = {
    statement.model_fields["kind"].default: statement for statement in get_args(AnyStatement)
}
"""Kind to statement class."""


def encoder(kind: str) -> Callable[..., None]:
    """Encoding of a kind: ``encode(statement, variables, poster)`` posts the rule to CP-SAT."""
    encode: Callable[..., None] = import_module(f"optimizer.rules.{kind}.encoding").encode
    return encode


def timeliner(kind: str) -> Callable[..., Iterator[Resource]] | None:
    """Timeline of a kind: ``timeline(statement, days)`` yields what limits or prices one person's days.

    ``None`` for a kind that says something of several people at once, or of duties.
    """
    module = _module_of(kind, "timeline")
    if module is None:
        return None
    timeline: Callable[..., Iterator[Resource]] = module.timeline
    return timeline


def capacity_of(statement: AnyStatement, week: OfficerWeek) -> Capacity:
    """What a hard statement leaves of an officer's week; everything, if its kind has nothing to say of that."""
    module = _module_of(statement.kind, "capacity")
    if module is None:
        return Capacity()
    found: Capacity = module.capacity(statement, week)
    return found


@cache
def _module_of(kind: str, part: str) -> ModuleType | None:
    """A file that a kind may have or not; the disk is asked once."""
    name = f"optimizer.rules.{kind}.{part}"
    return None if find_spec(name) is None else import_module(name)


def soft_crew_rule(units: Sequence[str]) -> AnyStatement:
    """A soft rule that asks for the crews of some units' duties."""
    return Coverage(enforcement=Soft(soft=1.0), scope=Scope(units=tuple(units)))


def one_place_rule() -> AnyStatement:
    """The rule that nobody is at two places at once."""
    return OneDutyAtATime()


def change_prices(rules: Mapping[str, AnyStatement]) -> tuple[Stability, ...]:
    """The rules that price changes of a published roster; the kind as it is by default, where no rule does."""
    found = tuple(rule for rule in rules.values() if isinstance(rule, Stability) and rule.enforcement != "off")
    return found or (Stability(),)


def checker(kind: str) -> Callable[..., Iterator[Breach]]:
    """Check of a kind: ``check(rule, statement, facts)`` yields the breaches."""
    check: Callable[..., Iterator[Breach]] = import_module(f"optimizer.rules.{kind}.check").check
    return check


def labels(kind: str) -> KindLabels:
    """A kind in words, beside what its statement says in English."""
    found: KindLabels = import_module(f"optimizer.rules.{kind}.labels").LABELS
    return found
