"""The kinds of rules as a table of the reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from optimizer.rules.describe import Description


def rules_table(descriptions: Iterable[Description]) -> Iterator[str]:
    """Lines of a Markdown table: what each kind says, what a breach counts, and its own parameters."""
    yield "| kind | what it says | a breach counts | tier if soft | parameters |"
    yield "|---|---|---|---|---|"
    for description in descriptions:
        own = [parameter.name for parameter in description.parameters if parameter.name not in _OF_EVERY_RULE]
        names = ", ".join(f"`{name}`" for name in own) or "–"
        cells = (f"`{description.kind}`", description.rule, description.amount, f"`{description.tier}`", names)
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


_OF_EVERY_RULE = frozenset({"enforcement", "scope", "source"})
