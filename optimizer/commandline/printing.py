"""Results on standard output."""

from __future__ import annotations

import json
from collections.abc import Iterable

import click

from optimizer.scenario.reading.characters import escaped


def print_json(record: object) -> None:
    """Print one object."""
    click.echo(json.dumps(record, ensure_ascii=False, indent=2))


def print_lines(lines: Iterable[str]) -> None:
    """Print text."""
    click.echo(escaped("\n".join(lines)))
