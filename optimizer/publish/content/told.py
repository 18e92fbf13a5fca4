"""What an explanation consists of, whatever it is shown on: sentences, tables and headings, one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from optimizer.scenario.schema import Scenario


@dataclass(frozen=True, slots=True)
class Subheading:
    """What the parts after it are about."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


Part: TypeAlias = str | Subheading | Grid
"""Sentences may be several lines: what it is about, then what is so, with a dash before each of many."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One question answered."""

    title: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class ExplanationPage:
    """What stands on the page."""

    scenario: Scenario
    source: str
    """The run folder or scenario that is explained."""
    verdict: str
    chapters: Sequence[Chapter]
