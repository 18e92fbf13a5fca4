"""The group of all verbs.

Everything heavy is imported inside the verbs, so that ``catruc --help`` answers at once.
"""

from __future__ import annotations

import atexit
import gc
import io
import sys

import click

from optimizer import __version__
from optimizer.commandline.amend import amend
from optimizer.commandline.bench import bench
from optimizer.commandline.calibrate import calibrate
from optimizer.commandline.check import check
from optimizer.commandline.compare import compare
from optimizer.commandline.explain import explain
from optimizer.commandline.forecast import forecast
from optimizer.commandline.new import new
from optimizer.commandline.plan import plan
from optimizer.commandline.record import record
from optimizer.commandline.replan import replan
from optimizer.commandline.rules import rules
from optimizer.commandline.schema import schema
from optimizer.commandline.simulate import simulate
from optimizer.commandline.stand_in import stand_in
from optimizer.commandline.status import status
from optimizer.commandline.swap import swap
from optimizer.commandline.sweep import sweep
from optimizer.commandline.verb import Option, Verbs
from optimizer.commandline.verify import verify
from optimizer.texts import commandline as texts

COLLECTED_AFTER = 100_000, 20, 20
"""Objects made, less those gone again, after which those that refer to each other in circles are looked for: planning
makes millions and hardly any such circle, and looking through all of them took a second of a first plan's eight."""


@click.group(
    cls=Verbs,
    about=texts.CATRUC,
    example="catruc plan scenarios/dong_phu.yaml",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="%(prog)s %(version)s", cls=Option, text=texts.SHOW_VERSION)
def main() -> None:
    """Duty plans that reach a public-service target on time, verified before they are published."""
    gc.set_threshold(*COLLECTED_AFTER)
    # At the end everything goes at once: looking through it for circles first took 0.4 s after a plan.
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding="utf-8")


for _verb in (
    new,
    check,
    plan,
    verify,
    simulate,
    explain,
    record,
    status,
    calibrate,
    forecast,
    replan,
    stand_in,
    swap,
    amend,
    compare,
    sweep,
    bench,
    rules,
    schema,
):
    main.add_command(_verb)
