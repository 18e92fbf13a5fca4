"""What ``catruc bench`` prints: how many instances were planned, then a line for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from optimizer.commandline.terminal.tables import table
from optimizer.public_instances.bench import InstanceOutcome
from optimizer.public_instances.results import SeedResult
from optimizer.texts import documents, outcomes, terminal
from optimizer.texts.figures import gap_text
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language, Template

NOTHING = "–"


class BenchText:
    """Planned instances in words; of several seeds the median counts, and the worst stands beside it."""

    def __init__(
        self, outcomes: Sequence[InstanceOutcome], directory: Path, language: Language, *, was_interrupted: bool
    ) -> None:
        self.outcomes, self.directory, self.texts = outcomes, directory, Texts(language)
        self.was_interrupted = was_interrupted

    def verdict(self) -> str:
        """One line."""
        planned = [outcome for outcome in self.outcomes if outcome.results]
        said = self.texts(
            terminal.INSTANCES_PLANNED,
            planned=len(planned),
            count=len(self.outcomes),
            proved=sum(not outcome.gap_to_bound for outcome in planned),
        )
        return "; ".join([said, *([self.texts(outcomes.INTERRUPTED)] if self.was_interrupted else [])])

    def lines(self) -> Iterator[str]:
        """The verdict, the table, and where the results lie."""
        yield self.verdict()
        yield ""
        columns = self._columns()
        yield from table([self.texts(label) for label in columns], list(zip(*columns.values(), strict=True)))
        yield ""
        yield self.texts(terminal.RESULT_FOLDERS, directory=self.directory)

    def _columns(self) -> dict[Template, list[str]]:
        """Headings to cells; a column nobody has anything for is left out."""
        columns = {
            terminal.INSTANCE: [outcome.name for outcome in self.outcomes],
            documents.VALUE: self._figures(lambda middle: middle.value),
            terminal.WORST: [self._number(_worst(outcome)) for outcome in self.outcomes],
            terminal.BEST_KNOWN: [self._number(outcome.best_known) for outcome in self.outcomes],
            terminal.GAP_TO_BEST_KNOWN: [self._share(outcome.gap_to_best_known) for outcome in self.outcomes],
            terminal.BOUND: self._figures(lambda middle: middle.bound),
            terminal.GAP_TO_BOUND: [self._share(outcome.gap_to_bound) for outcome in self.outcomes],
            terminal.FIRST_SECONDS: self._figures(lambda middle: middle.first_seconds, 1),
            terminal.SECONDS: self._figures(lambda middle: middle.seconds, 1),
        }
        return {label: cells for label, cells in columns.items() if set(cells) != {NOTHING}}

    def _figures(self, figure: Callable[[SeedResult], float], decimals: int = 0) -> list[str]:
        """One figure of each instance's median."""
        middles = [outcome.median for outcome in self.outcomes]
        return [self._number(figure(middle) if middle else None, decimals) for middle in middles]

    def _number(self, value: float | None, decimals: int = 0) -> str:
        return NOTHING if value is None else self.texts.number(value, decimals)

    def _share(self, gap: float | None) -> str:
        if gap is None:
            return NOTHING
        return gap_text(self.texts, gap) if gap >= 0 else f"-{gap_text(self.texts, -gap)}"

    def to_json(self) -> dict[str, Any]:
        """The same as one object."""
        return {
            "status": "interrupted" if self.was_interrupted else "complete",
            "verdict": self.verdict(),
            "directory": str(self.directory),
            "instances": [_record(outcome) for outcome in self.outcomes],
        }


def _worst(outcome: InstanceOutcome) -> int | None:
    """Largest value of several seeds."""
    return max(result.value for result in outcome.results) if len(outcome.results) > 1 else None


def _record(outcome: InstanceOutcome) -> dict[str, Any]:
    middle = outcome.median
    return {
        "instance": outcome.name,
        **(middle.record() if middle else {}),
        "best_known": outcome.best_known,
        "gap_to_best_known": outcome.gap_to_best_known,
        "gap_to_bound": outcome.gap_to_bound,
        "seeds": [result.record() for result in outcome.results],
    }
