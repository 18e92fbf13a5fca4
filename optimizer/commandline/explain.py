"""``catruc explain``."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optimizer.commandline import options
from optimizer.commandline.explained_question import DECISIONS, question_asked
from optimizer.commandline.explaining import Showing
from optimizer.commandline.language import asked_for, of_run_or_scenario, spoken
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts

if TYPE_CHECKING:
    from optimizer.commandline.terminal.progress import ProgressDisplay
    from optimizer.publish.content.told import Chapter
    from optimizer.workflows.explain_target import TargetExplained


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
@options.option("--revision", type=click.IntRange(min=1), metavar="N", text=texts.EXPLAIN_REVISION)
@options.option("--page", type=click.Path(path_type=Path), metavar="FILE", text=texts.EXPLAIN_PAGE)
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
    revision: int | None,
    page: Path | None,
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
    from optimizer.workflows.explained_source import page_of_run, source_asked

    run, source = source, source_asked(source, revision)
    question = question_asked(source)
    is_whole = question in ("scenario", "target") and revision is None
    title = run.name if revision is None else f"{run.name} · {revision:04}"
    showing = Showing(as_json, page or page_of_run(run, is_whole=is_whole), title)
    if question == "scenario":
        _explain_scenario(source, overlays, overrides, showing, is_all=is_all, quiet=quiet)
    elif question == "target":
        _explain_target(source, showing, is_all=is_all, is_confirming=confirm, quiet=quiet)
    elif question in DECISIONS:
        _explain_decision(source, (desk, visit, invitations), (day, shift, week), showing, quiet=quiet)
    else:
        asked = (officer, day, shift, post)
        _explain_roster(source, asked, showing, is_all=is_all, is_score=score, quiet=quiet)


def _explain_target(source: Path, showing: Showing, *, is_all: bool, is_confirming: bool, quiet: bool) -> None:
    """Answer what binds where a target is missed, and what would be enough."""
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.commandline.terminal.explained_chapters import whole_plan
    from optimizer.commandline.terminal.prices_text import PricesText
    from optimizer.stopping import StopRequest
    from optimizer.texts.prices import STOPPING
    from optimizer.workflows.explain_target import explain_target

    # The work has a thread of its own, which knows of no command.
    show, stop, language = _progress(quiet=quiet), StopRequest(), spoken()

    def work() -> tuple[TargetExplained, list[Chapter]]:
        explained = explain_target(source, show.event, stop, time.monotonic, is_confirming=is_confirming)
        if showing.page is None:
            return explained, []
        return explained, whole_plan(explained, show.event, stop, time.monotonic, language)

    with closing(show):
        explained, chapters = interruptibly(work, stop, show, STOPPING)
    text = PricesText(explained, language, with_all=is_all)
    showing.show(explained.run.scenario, text.lines(), text.to_json, chapters)


def _progress(*, quiet: bool) -> ProgressDisplay:
    from optimizer.commandline.terminal.progress import QuietProgress, progress

    return QuietProgress() if quiet else progress(sys.stderr, time.monotonic, spoken())


def _explain_decision(
    source: Path,
    asked: tuple[str | None, str | None, str | None],
    when: tuple[str | None, str | None, str | None],
    showing: Showing,
    *,
    quiet: bool,
) -> None:
    """Answer why a desk is open, a team comes, people are invited."""
    from optimizer.commandline.revising import shown
    from optimizer.commandline.terminal.chapters import chapter
    from optimizer.commandline.terminal.decision_text import DecisionText
    from optimizer.texts import explained as words
    from optimizer.workflows.explain_decision import DecisionRequest, explain_decision

    request = DecisionRequest(source, *asked, *when)
    found = shown(lambda report, _: explain_decision(request, report), quiet=quiet)
    text = DecisionText(found, spoken())
    chapters = [chapter(words.OPENINGS, text.lines(), spoken())]
    showing.show(found.run.scenario, text.lines(), text.to_json, chapters)


def _explain_scenario(
    source: Path,
    overlays: tuple[Path, ...],
    overrides: tuple[str, ...],
    showing: Showing,
    *,
    is_all: bool,
    quiet: bool,
) -> None:
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.commandline.terminal.explain_text import ExplainText
    from optimizer.commandline.terminal.explained_chapters import of_scenario
    from optimizer.stopping import StopRequest
    from optimizer.workflows.explain import ExplainRequest, explain_scenario

    request, stop = ExplainRequest(source, overlays, overrides, asked_for()), StopRequest()
    show = _progress(quiet=quiet)
    with closing(show):
        found = interruptibly(lambda: explain_scenario(request, show.event, stop, time.monotonic), stop, show)
    text = ExplainText(found, is_all=is_all)
    showing.show(found.checked.loaded.scenario, text.lines(), text.to_json, list(of_scenario(found)))


def _explain_roster(
    source: Path,
    asked: tuple[str | None, str | None, str | None, str | None],
    showing: Showing,
    *,
    is_all: bool,
    is_score: bool,
    quiet: bool,
) -> None:
    """Answer what is asked of a run's roster."""
    from optimizer.commandline.revising import shown
    from optimizer.commandline.terminal.chapters import chapter
    from optimizer.commandline.terminal.roster_reasons_text import RosterReasonsText, ScoreText
    from optimizer.texts import explained as words
    from optimizer.workflows.explain_roster import RosterQuestion, explain_roster, explain_score

    if is_score:
        found = shown(lambda report, stop: explain_score(source, report, stop, time.monotonic), quiet=quiet)
        score, whole = (ScoreText(found, spoken(), is_all=each) for each in (is_all, True))
        chapters = [chapter(words.SCORE, whole.parts(), spoken())]
        showing.show(found.scenario, score.lines(), score.to_json, chapters)
        return
    question = RosterQuestion(source, *asked)
    reasons = shown(lambda report, stop: explain_roster(question, report, stop, time.monotonic), quiet=quiet)
    short, full = (RosterReasonsText(reasons, spoken(), is_all=each) for each in (is_all, True))
    chapters = [chapter(words.DUTIES, full.parts(), spoken())]
    showing.show(reasons.scenario, short.lines(), short.to_json, chapters)
