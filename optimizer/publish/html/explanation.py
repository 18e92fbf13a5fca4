"""``explanation.html``: why a plan is as it is, or why there is none, on one page to print, without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimizer.publish.content.told import ExplanationPage, Grid, Part, Subheading
from optimizer.publish.html.templates import page_template
from optimizer.texts import explained as texts
from optimizer.texts.formats import Texts

if TYPE_CHECKING:
    from optimizer.texts.messages import Language

FIGURE_STARTS = frozenset("0123456789-–<>+")


def explanation_html(page: ExplanationPage, language: Language) -> str:
    """The page."""
    campaign = page.scenario.campaign
    return page_template(Path(__file__).with_name("explanation.html")).render(
        language=language,
        texts=Texts(language),
        explained=texts,
        campaign=campaign.name,
        agency=campaign.agency,
        source=page.source,
        verdict=page.verdict,
        chapters=[(chapter.title, list(_views(chapter.parts))) for chapter in page.chapters],
    )


def _views(parts: Iterable[Part]) -> Iterator[dict[str, Any]]:
    """Each part as the template shows it."""
    for part in parts:
        match part:
            case Subheading(text):
                yield {"kind": "heading", "text": text}
            case Grid(headings, rows):
                columns = list(zip(*rows, strict=True))
                right = [all(cell[:1] in FIGURE_STARTS for cell in column) for column in columns]
                yield {"kind": "table", "headings": headings, "rows": rows, "right": right or [False] * len(headings)}
            case str() if part.strip():
                first, *more = part.splitlines()
                if more:
                    yield {"kind": "heading", "text": first}
                yield from (_line(line) for line in more or [first])


def _line(line: str) -> dict[str, Any]:
    text, kind = line.strip(), "item" if line[:1] == " " else "line"
    return {"kind": kind, "text": text.removeprefix("- "), "is_listed": text.startswith("- ")}
