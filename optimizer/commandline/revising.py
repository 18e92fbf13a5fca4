"""What the verbs that change a plan share: who signs, progress and Ctrl-C, and how a revision is printed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from optimizer.commandline.language import spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.user import user_name

if TYPE_CHECKING:
    from optimizer.events import Report
    from optimizer.rostering.cp_sat.repair_model import Counted
    from optimizer.stopping import StopRequest
    from optimizer.track.mending import DutyOf
    from optimizer.workflows.replan import ResultsTaken
    from optimizer.workflows.revising import Revised, Signature

Result = TypeVar("Result")


def signature(name: str | None, reason: str, workers: int) -> Signature:
    """Who changes a plan: whoever is named, else who sits at the machine; now."""
    from optimizer.workflows.revising import Signature
    from optimizer.workflows.revisions import Author

    by = user_name() if name is None else name
    return Signature(Author(by, datetime.now().astimezone()), reason, workers)


def shown(work: Callable[[Report, StopRequest], Result], *, quiet: bool) -> Result:
    """Do work that is told of, and that Ctrl-C stops."""
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.commandline.terminal.progress import QuietProgress, progress
    from optimizer.stopping import StopRequest

    show = QuietProgress() if quiet else progress(sys.stderr, time.monotonic, spoken())
    with closing(show):
        stop = StopRequest()
        return interruptibly(lambda: work(show.event, stop), stop, show)


def print_revision(
    revised: Revised,
    counts: Mapping[str, Counted] | None = None,
    closed: tuple[DutyOf, ...] = (),
    results: ResultsTaken | None = None,
    *,
    as_json: bool,
) -> None:
    """Print what was published."""
    from optimizer.commandline.terminal.revision_text import RevisionText

    text = RevisionText(revised, spoken(), counts, closed, results)
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())


def print_unchanged(run: Path, *, as_json: bool) -> None:
    """Print that nothing changes."""
    from optimizer.texts.formats import Texts
    from optimizer.texts.revisions import NO_CHANGE

    verdict = Texts(spoken())(NO_CHANGE)
    if as_json:
        print_json({"verdict": verdict, "directory": str(run), "revision": None})
    else:
        print_lines([verdict])
