"""An explanation as it is asked for: in the terminal or as JSON, and on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from optimizer.commandline.language import spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.texts.formats import Texts
from optimizer.texts.tracking import STATE_PAGE

if TYPE_CHECKING:
    from optimizer.publish.content.told import Chapter
    from optimizer.scenario.schema import Scenario


@dataclass(frozen=True, slots=True)
class Showing:
    """How an answer is shown."""

    as_json: bool
    page: Path | None
    """Where its page is written."""
    title: str
    """What the page calls the plan or scenario."""

    def show(
        self,
        scenario: Scenario,
        lines: Iterable[str],
        to_json: Callable[[], dict[str, Any]],
        chapters: Sequence[Chapter],
    ) -> None:
        """Write the page, then print the answer and where the page lies."""
        from optimizer.publish.content.told import ExplanationPage
        from optimizer.workflows.explained_source import write_explanation

        told, page = list(lines), self.page
        if page is not None:
            content = ExplanationPage(scenario, self.title, told[0], chapters)
            refused = write_explanation(page, content, spoken())
            if refused is not None:
                click.echo(refused.in_language(spoken()), err=True)
                page = None
        if self.as_json:
            print_json({**to_json(), "page": None if page is None else str(page)})
        else:
            print_lines([*told, *([] if page is None else [Texts(spoken())(STATE_PAGE, page=page)])])
