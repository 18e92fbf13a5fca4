"""Options and arguments that several verbs share."""

from __future__ import annotations

import math
import os
import re
from pathlib import Path

import click

LONGEST_SECONDS = 7 * 24 * 3600


def _seconds(_context: click.Context, _parameter: click.Parameter, value: float) -> float:
    if not (math.isfinite(value) and 0 < value <= LONGEST_SECONDS):
        raise click.BadParameter(f"{value:g} is not between 0 and {LONGEST_SECONDS:,} seconds")
    return value


def address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Refuse what is no address of a scheduler."""
    if value is not None and not re.fullmatch(r"(tcp|tls)://[^/\s]+:\d+", value):
        raise click.BadParameter(f"{value!r} is not of the form tcp://host:8786 or tls://host:8786")
    return value


scenario_file = click.argument("scenario", type=click.Path(path_type=Path))
set_values = click.option(
    "--set",
    "overrides",
    multiple=True,
    metavar="PATH=VALUE",
    help="Change one value of the scenario, e.g. campaign.finish_by=2024-06-20; repeatable.",
)
overlays = click.option(
    "--overlay",
    "overlays",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Lay a file over the scenario; a bare name is looked for in its folder what_if; repeatable.",
)
language = click.option(
    "--lang", "language", type=click.Choice(["vi", "en"]), help="Language of the output; the campaign's if left out."
)

time_limit = click.option(
    "--time",
    "seconds",
    type=float,
    default=60.0,
    show_default=True,
    callback=_seconds,
    metavar="SECONDS",
    help="Time to plan in.",
)
seed = click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Seed of the search."
)
workers = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=lambda: min(8, max(2, os.cpu_count() or 2)),
    show_default="processors, 2 to 8",
    help="Threads of the solvers.",
)
deterministic = click.option(
    "--deterministic", is_flag=True, help="Limits in solver steps: the same CSV files on every run."
)
quiet = click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
