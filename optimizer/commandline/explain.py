"""``catruc explain``."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optimizer.commandline import options
from optimizer.commandline.language import asked_for, of_run_or_scenario, spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.usage import WrongUsageError
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts

if TYPE_CHECKING:
    from optimizer.commandline.terminal.progress import ProgressDisplay


@click.command(cls=Verb, about=texts.EXPLAIN, example="catruc explain runs/dong_phu --all", campaign=of_run_or_scenario)
@click.argument("source", type=click.Path(path_type=Path))
@options.option("--all", "is_all", is_flag=True, text=texts.EXPLAIN_ALL)
@options.option("--officer", metavar="ID", text=texts.EXPLAIN_OFFICER)
@options.option("--date", "day", metavar="DATE", text=texts.EXPLAIN_DATE)
@options.option("--shift", metavar="ID", text=texts.EXPLAIN_SHIFT)
@options.option("--post", metavar="ID", text=texts.EXPLAIN_POST)
@options.option("--desk", metavar="ID", text=texts.EXPLAIN_DESK)
@options.option("--visit", metavar="PLACE", text=texts.EXPLAIN_VISIT)
@options.option("--invitations", metavar="ORGANISATION", text=texts.EXPLAIN_INVITATIONS)
@options.option("--week", metavar="WEEK", text=texts.EXPLAIN_WEEK)
@options.option("--score", is_flag=True, text=texts.EXPLAIN_SCORE)
@options.option("--confirm", is_flag=True, text=texts.EXPLAIN_CONFIRM)
@options.overlays
@options.set_values
@options.quiet
def explain(
    source: Path,
    officer: str | None,
    day: str | None,
    shift: str | None,
    post: str | None,
    desk: str | None,
    visit: str | None,
    invitations: str | None,
    week: str | None,
    overlays: tuple[Path, ...],
    overrides: tuple[str, ...],
    *,
    is_all: bool,
    score: bool,
    confirm: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Say why a target is missed, and what would be enough."""
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.commandline.terminal.progress import QuietProgress, progress

    decisions = (desk, visit, invitations)
    if any(part is not None for part in decisions):
        if sum(part is not None for part in (*decisions, officer, post)) > 1:
            raise WrongUsageError(texts.ONE_QUESTION())
        _explain_decision(source, decisions, (day, shift, week), quiet=quiet, as_json=as_json)
        return
    asked = (officer, day, shift, post)
    if score or any(part is not None for part in asked):
        _explain_roster(source, asked, is_all=is_all, is_score=score, quiet=quiet, as_json=as_json)
        return
    show = QuietProgress() if quiet else progress(sys.stderr, time.monotonic, spoken())
    if source.is_file():
        with closing(show):
            _explain_scenario(source, overlays, overrides, show, is_all=is_all, as_json=as_json)
        return
    with closing(show):
        from optimizer.stopping import StopRequest
        from optimizer.texts.prices import STOPPING
        from optimizer.workflows.explain_target import explain_target

        stop = StopRequest()
        explained = interruptibly(
            lambda: explain_target(source, show.event, stop, time.monotonic, is_confirming=confirm),
            stop,
            show,
            STOPPING,
        )
    from optimizer.commandline.terminal.prices_text import PricesText

    text = PricesText(explained, spoken(), with_all=is_all)
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())


def _explain_decision(
    source: Path,
    asked: tuple[str | None, str | None, str | None],
    when: tuple[str | None, str | None, str | None],
    *,
    quiet: bool,
    as_json: bool,
) -> None:
    """Answer why a desk is open, a team comes, people are invited."""
    from optimizer.commandline.revising import shown
    from optimizer.commandline.terminal.decision_text import DecisionText
    from optimizer.errors import Diagnostic, RequestError
    from optimizer.texts import roster_reasons as words
    from optimizer.workflows.explain_decision import DecisionRequest, explain_decision

    if source.is_file():
        raise RequestError(Diagnostic(str(source), words.OF_A_RUN, words.PLAN_FIRST(scenario=source)))
    request = DecisionRequest(source, *asked, *when)
    text = DecisionText(shown(lambda report, _: explain_decision(request, report), quiet=quiet), spoken())
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())


def _explain_scenario(
    source: Path,
    overlays: tuple[Path, ...],
    overrides: tuple[str, ...],
    show: ProgressDisplay,
    *,
    is_all: bool,
    as_json: bool,
) -> None:
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.commandline.terminal.explain_text import ExplainText
    from optimizer.stopping import StopRequest
    from optimizer.workflows.explain import ExplainRequest, explain_scenario

    request, stop = ExplainRequest(source, overlays, overrides, asked_for()), StopRequest()
    found = interruptibly(lambda: explain_scenario(request, show.event, stop, time.monotonic), stop, show)
    text = ExplainText(found, is_all=is_all)
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())


def _explain_roster(
    source: Path,
    asked: tuple[str | None, str | None, str | None, str | None],
    *,
    is_all: bool,
    is_score: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Answer what is asked of a run's roster."""
    from optimizer.commandline.revising import shown
    from optimizer.commandline.terminal.roster_reasons_text import RosterReasonsText, ScoreText
    from optimizer.errors import Diagnostic, RequestError
    from optimizer.texts import roster_reasons as words
    from optimizer.workflows.explain_roster import RosterQuestion, explain_roster, explain_score

    if source.is_file():
        raise RequestError(Diagnostic(str(source), words.OF_A_RUN, words.PLAN_FIRST(scenario=source)))
    text: RosterReasonsText | ScoreText
    if is_score:
        found = shown(lambda report, stop: explain_score(source, report, stop, time.monotonic), quiet=quiet)
        text = ScoreText(found, spoken(), is_all=is_all)
    else:
        question = RosterQuestion(source, *asked)
        reasons = shown(lambda report, stop: explain_roster(question, report, stop, time.monotonic), quiet=quiet)
        text = RosterReasonsText(reasons, spoken(), is_all=is_all)
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())
