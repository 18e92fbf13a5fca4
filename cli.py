"""The command line: one function per verb, each calling its workflow and printing the verdict."""

from __future__ import annotations

import click


@click.group()
@click.version_option(package_name="catruc")
def main() -> None:
    """Duty plans that reach a public-service target on time, verified before they are published."""
