"""The command line: one function per verb, each calling its workflow and printing the verdict."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.group()
@click.version_option(package_name="catruc")
def main() -> None:
    """Duty plans that reach a public-service target on time, verified before they are published."""


@main.command()
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option("--time", "seconds", default=60.0)
@click.option("-o", "--output", "directory", type=click.Path(path_type=Path))
def plan(scenario: Path, seconds: float, directory: Path | None) -> None:
    """Plan."""
    import time

    from optimizer.stopping import StopRequest
    from optimizer.workflows import PlanRequest, plan_campaign

    outcome = plan_campaign(
        PlanRequest(scenario, directory, seconds), lambda e: print(e, file=sys.stderr), StopRequest(), time.monotonic
    )
    print(outcome.directory)
