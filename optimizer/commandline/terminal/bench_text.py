"""What ``catruc bench`` prints: how many instances were planned, then a line for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from optimizer.commandline.terminal.figures import gap_text
from optimizer.commandline.terminal.tables import table
from optimizer.public_instances.bench import InstanceOutcome
from optimizer.public_instances.results import SeedResult
from optimizer.texts.phrases import phrase
from optimizer.texts.texts import Texts

NOTHING = "–"


class BenchText:
    """Planned instances in words; of several seeds the median counts, and the worst stands beside it."""

    def __init__(
        self, outcomes: Sequence[InstanceOutcome], directory: Path, language: str, *, was_interrupted: bool
    ) -> None:
        self.outcomes, self.directory, self.texts = outcomes, directory, Texts(language)
        self.was_interrupted = was_interrupted

    def verdict(self) -> str:
        """One line."""
        planned = [outcome for outcome in self.outcomes if outcome.results]
        said = phrase(
            self.texts.language,
            "instances_planned",
            planned=len(planned),
            count=len(self.outcomes),
            proved=sum(not outcome.gap_to_bound for outcome in planned),
        )
        return "; ".join([said, *([phrase(self.texts.language, "interrupted")] if self.was_interrupted else [])])

    def lines(self) -> Iterator[str]:
        """The verdict, the table, and where the results lie."""
        yield self.verdict()
        yield ""
        columns = self._columns()
        yield from table(
            [phrase(self.texts.language, name) for name in columns], list(zip(*columns.values(), strict=True))
        )
        yield ""
        yield phrase(self.texts.language, "result_folders", directory=self.directory)

    def _columns(self) -> dict[str, list[str]]:
        """Column names to cells; a column nobody has anything for is left out."""
        columns = {
            "instance": [outcome.name for outcome in self.outcomes],
            "value": self._figures(lambda middle: middle.value),
            "worst": [self._number(_worst(outcome)) for outcome in self.outcomes],
            "best_known": [self._number(outcome.best_known) for outcome in self.outcomes],
            "gap_to_best_known": [self._share(outcome.gap_to_best_known) for outcome in self.outcomes],
            "bound": self._figures(lambda middle: middle.bound),
            "gap_to_bound": [self._share(outcome.gap_to_bound) for outcome in self.outcomes],
            "first_seconds": self._figures(lambda middle: middle.first_seconds, 1),
            "seconds": self._figures(lambda middle: middle.seconds, 1),
        }
        return {name: cells for name, cells in columns.items() if set(cells) != {NOTHING}}

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
