"""Work that Ctrl-C stops: once to keep what there is, twice to give up."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from optimizer.commandline.language import spoken
from optimizer.commandline.verb import ABORTED
from optimizer.native_output import native_output_aside
from optimizer.stopping import StopRequest
from optimizer.texts.messages import Template
from optimizer.texts.terminal import STOPPING

if TYPE_CHECKING:
    from optimizer.commandline.terminal.progress import ProgressDisplay
    from optimizer.commandline.terminal.sweep_progress import SweepProgress

Result = TypeVar("Result")


def interruptibly(
    work: Callable[[], Result],
    stop: StopRequest,
    show: ProgressDisplay | SweepProgress,
    remark: Template = STOPPING,
) -> Result:
    """Do work that hears ``stop``: Ctrl-C requests it, a second one gives up."""
    from optimizer.commandline.terminal.interruption import run_interruptibly

    def give_up() -> None:
        show.close()
        os._exit(ABORTED)

    with native_output_aside():
        return run_interruptibly(work, stop, on_stop=lambda: show.say(remark.in_language(spoken())), abort=give_up)
