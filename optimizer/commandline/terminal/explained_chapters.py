"""What stands on the page of an explanation, question by question."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from optimizer.commandline.terminal.chapters import chapter
from optimizer.commandline.terminal.explain_text import ExplainText
from optimizer.commandline.terminal.prices_text import PricesText
from optimizer.commandline.terminal.roster_reasons_text import ScoreText
from optimizer.events import Clock, Report
from optimizer.explain.precheck.counting import shortages
from optimizer.publish.content.told import Chapter
from optimizer.scenario.compiling import compile_world
from optimizer.stopping import StopRequest
from optimizer.texts import explained as words
from optimizer.texts.messages import Language
from optimizer.workflows.explain import Explained
from optimizer.workflows.explain_roster import score_of
from optimizer.workflows.explain_target import TargetExplained


def whole_plan(
    explained: TargetExplained, report: Report, stop: StopRequest, clock: Clock, language: Language
) -> list[Chapter]:
    """Of a plan: what binds and prices, what is short by counting, the score with every wish refused."""
    run = explained.run
    prices = PricesText(explained, language, with_all=True)
    score = ScoreText(score_of(run, report, stop, clock), language, is_all=True)
    short = [each.diagnostic().in_language(language) for each in shortages(run.scenario, compile_world(run.scenario))]
    return [
        # The verdict of the targets heads the page.
        chapter(words.TARGETS, islice(prices.parts(), 1 if explained.streams else 0, None), language),
        chapter(words.SHORTAGES, short or [words.NO_SHORTAGES.in_language(language)], language),
        chapter(words.SCORE, score.parts(), language),
    ]


def of_scenario(found: Explained) -> Iterator[Chapter]:
    """Of a scenario: what clashes and mends, and what is short by counting."""
    text = ExplainText(found, is_all=True)
    language = text.texts.language
    yield chapter(words.CONFLICTS, list(text.conflicts()) or [words.NO_CONFLICTS.in_language(language)], language)
    yield chapter(words.SHORTAGES, list(text.shortages()) or [words.NO_SHORTAGES.in_language(language)], language)
