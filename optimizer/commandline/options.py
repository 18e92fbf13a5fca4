"""Options and arguments that several verbs share."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from optimizer.commandline.usage import WrongValueError
from optimizer.commandline.verb import Option
from optimizer.texts import commandline as texts
from optimizer.texts.messages import Template

LONGEST_SECONDS = 7 * 24 * 3600
LARGEST_SEED = 2**31 - 1

Function = TypeVar("Function", bound=Callable[..., Any])


def option(*declarations: str, text: Template, **settings: Any) -> Callable[[Function], Function]:
    """Give a verb an option."""
    return click.option(*declarations, cls=Option, text=text, **settings)


class Seconds(click.ParamType[float]):
    """A number of seconds."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read the number; a unit behind it is refused with what to write."""
        try:
            return float(value)
        except ValueError:
            raise WrongValueError(texts.SECONDS_FORM(value=value)) from None


def _seconds(_context: click.Context, _parameter: click.Parameter, value: float) -> float:
    if not (math.isfinite(value) and 0 < value <= LONGEST_SECONDS):
        raise WrongValueError(texts.SECONDS_RANGE(value=value, longest=LONGEST_SECONDS))
    return value


def address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Refuse what is no address of a scheduler."""
    if value is not None and not re.fullmatch(r"(tcp|tls)://[^/\s]+:\d+", value):
        raise WrongValueError(texts.ADDRESS_FORM(value=value))
    return value


def day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """Read a date, in either of the forms that are told; nothing if none was given."""
    if value is None:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(value, form).date()
        except ValueError:
            continue
    raise WrongValueError(texts.DATE_FORM(value=value))


scenario_file = click.argument("scenario", type=click.Path(path_type=Path))
set_values = option("--set", "overrides", multiple=True, metavar="PATH=VALUE", text=texts.SET)
overlays = option(
    "--overlay", "overlays", type=click.Path(path_type=Path), multiple=True, metavar="FILE", text=texts.OVERLAY
)
time_limit = option(
    "--time",
    "seconds",
    type=Seconds(),
    default=60.0,
    show_default=True,
    callback=_seconds,
    metavar="SECONDS",
    text=texts.TIME,
)
seed = option(
    "--seed", type=click.IntRange(0, LARGEST_SEED), default=1, show_default=True, metavar="N", text=texts.SEED
)
workers = option(
    "--workers",
    type=click.IntRange(1, 64),
    default=lambda: min(8, max(2, os.cpu_count() or 2)),
    default_text=texts.PROCESSORS,
    metavar="N",
    text=texts.WORKERS,
)
deterministic = option("--deterministic", is_flag=True, text=texts.DETERMINISTIC)
from_scratch = option("--from-scratch", is_flag=True, text=texts.FROM_SCRATCH)
today = option("--today", callback=day, metavar="DATE", text=texts.TODAY)
reason = option("--reason", default="", metavar="TEXT", text=texts.REASON)
author = option("--as", "author", metavar="NAME", text=texts.AUTHOR)
quiet = option("-q", "--quiet", is_flag=True, text=texts.QUIET)
