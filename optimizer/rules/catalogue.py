"""The kinds of rules there are. A new kind is its folder and one line here.

Statements are imported here, since scenarios are validated against them; encodings and checks are found by the
kind's name when they are needed, so that reading a scenario loads no solver.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

from pydantic import Field

from optimizer.rules.rest_between_duties.statement import RestBetweenDuties

Rule = Annotated[RestBetweenDuties, Field()]
"""Any rule statement, told apart by its ``kind``."""

KINDS: dict[str, type] = {statement.model_fields["kind"].default: statement for statement in (RestBetweenDuties,)}
"""Kind to statement class."""


def encoder(kind: str) -> Callable[..., None]:
    """The function that posts rules of this kind to CP-SAT: ``encode(statement, variables, poster)``."""
    return import_module(f"optimizer.rules.{kind}.encoding").encode


def checker(kind: str) -> Callable[..., Any]:
    """The function that measures breaches of rules of this kind: ``check(rule, statement, facts)``."""
    return import_module(f"optimizer.rules.{kind}.check").check
