"""The plan worked out by hand, changed in one place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from optimizer.rules.facts import Breach
from optimizer.verify import Verification, verify_plan
from optimizer.world.plan import Plan
from tests.worlds.verified import PLAN, scenario
from tests.worlds.verified_run import run_record


def verified(plan: Plan = PLAN, **world: Any) -> Verification:
    """The plan with the record worked out by hand, in the world changed."""
    return verify_plan(scenario(**world), plan, run_record())


def without(table: str, position: int) -> Plan:
    rows = getattr(PLAN, table)
    return replace(PLAN, **{table: rows[:position] + rows[position + 1 :]})


def edited(table: str, position: int, **columns: Any) -> Plan:
    rows = list(getattr(PLAN, table))
    rows[position] = replace(rows[position], **columns)
    return replace(PLAN, **{table: tuple(rows)})


def added(table: str, *rows: object) -> Plan:
    return replace(PLAN, **{table: (*getattr(PLAN, table), *rows)})


def breaches(result: Verification, rule: str, entity: str, when: date | str) -> list[Breach]:
    return [breach for breach in result.hard_breaches if breach.key == (rule, entity, str(when))]
