"""What ``catruc rules`` prints: a line a kind, or one kind in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill

from optimizer.rules.describe import Description, Parameter
from optimizer.texts import rule_descriptions as texts
from optimizer.texts.messages import Language

WIDTH = 100


def rules_list(descriptions: Sequence[Description]) -> Iterator[str]:
    """Every kind with its title, a line each."""
    width = max(len(description.kind) for description in descriptions)
    for description in descriptions:
        yield f"{description.kind:<{width}}  {description.title}"


def rule_lines(description: Description, language: Language) -> Iterator[str]:
    """One kind in full."""
    yield f"{description.kind}: {description.title}"
    for heading, text in (
        (texts.RULE, description.rule),
        (texts.AMOUNT, description.amount),
        (texts.BORDERS, description.borders),
        (texts.SOURCE, description.source),
        (texts.TIER, description.tier),
    ):
        yield ""
        yield heading.in_language(language)
        yield fill(text, WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield ""
    yield texts.PARAMETERS.in_language(language)
    for parameter in description.parameters:
        yield f"  {parameter.name}: {parameter.type} ({_default(parameter, language)})"
        yield fill(parameter.meaning, WIDTH, initial_indent="      ", subsequent_indent="      ")


def _default(parameter: Parameter, language: Language) -> str:
    if parameter.is_required:
        return texts.REQUIRED.in_language(language)
    return texts.DEFAULT(value=parameter.default).in_language(language)
