"""What ``catruc explain`` is asked, and whether every option has a part in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeAlias

import click

from optimizer.commandline.usage import WrongUsageError
from optimizer.errors import Diagnostic, RequestError
from optimizer.texts import commandline as texts

Question: TypeAlias = Literal["scenario", "target", "roster", "score", "desk", "visit", "invitations"]
DECISIONS: tuple[Question, ...] = ("desk", "visit", "invitations")
ROSTER = ("officer", "post", "shift", "day")
PART_IN: Mapping[str, tuple[str, tuple[Question, ...]]] = {
    "overlays": ("scenario", ("scenario",)),
    "overrides": ("scenario", ("scenario",)),
    "confirm": ("target", ("target",)),
    "day": ("dated", ("roster", *DECISIONS)),
    "shift": ("duties", ("roster", "desk")),
    "week": ("invitations", ("invitations",)),
}
"""Of an option what it goes with, in words and as questions."""


def question_asked(source: Path) -> Question:
    """What the options given ask of a scenario file or a run folder.

    Raises
    ------
    WrongUsageError
        If more than one thing is asked, or an option has no part in it.
    RequestError
        If a question about a plan is asked of a file.
    """
    context = click.get_current_context()
    given = {
        str(option.name): option.opts[-1]
        for option in context.command.params
        if context.get_parameter_source(str(option.name)) is click.core.ParameterSource.COMMANDLINE
    }
    asked = _asked(given)
    if source.is_file():
        _refuse_of_a_plan(source, asked, given)
        asked = "scenario"
    for name, (words, questions) in PART_IN.items():
        if name in given and asked not in questions:
            raise WrongUsageError(texts.ONLY_WITH(option=given[name], questions=texts.QUESTIONS[words]))
    return asked


def _asked(given: Mapping[str, str]) -> Question:
    questions: list[Question] = [each for each in (*DECISIONS, "score") if each in given]
    if any(name in given for name in ("officer", "post")):
        questions.append("roster")
    if len(questions) > 1:
        raise WrongUsageError(texts.ONE_QUESTION())
    if questions:
        return questions[0]
    return "roster" if any(name in given for name in ROSTER) else "target"


def _refuse_of_a_plan(source: Path, asked: Question, given: Mapping[str, str]) -> None:
    """Refuse a question about a plan that names a file; and a file of a plan, but for its scenario."""
    from optimizer.texts.roster_reasons import FILE_OF_A_RUN, NAME_FOLDER, OF_A_RUN, PLAN_FIRST

    is_in_run = (source.parent / "run.json").is_file()
    if asked == "target":
        if is_in_run and source.suffix != ".yaml":
            folder = source.parent
            raise RequestError(Diagnostic(str(source), FILE_OF_A_RUN(folder=folder), NAME_FOLDER(folder=folder)))
        return
    names = (asked,) if asked != "roster" else ROSTER
    option = next(given[name] for name in names if name in given)
    remedy = NAME_FOLDER(folder=source.parent) if is_in_run else PLAN_FIRST(scenario=source)
    raise RequestError(Diagnostic(str(source), OF_A_RUN(option=option), remedy))
