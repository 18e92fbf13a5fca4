"""What ``catruc new`` prints: what was written, and what to do with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from optimizer.texts import terminal
from optimizer.texts.messages import Language


def new_lines(directory: Path, files: Sequence[Path], language: Language) -> Iterator[str]:
    """The verdict, then the next steps."""
    scenario, workbook = files
    yield terminal.CREATED(directory=directory).in_language(language)
    yield ""
    yield terminal.NEXT_FILL(workbook=workbook).in_language(language)
    yield terminal.NEXT_EDIT(scenario=scenario).in_language(language)
    yield f"3. catruc check {_argument(scenario)}"
    yield f"4. catruc plan {_argument(scenario)}"


def province_lines(directory: Path, files: Sequence[Path], language: Language) -> Iterator[str]:
    """The verdict for provinces that were made up, then the next steps."""
    _, *provinces = (path for path in files if path.parent.name == "scenarios")
    yield terminal.PROVINCES_CREATED(directory=directory, provinces=len(provinces)).in_language(language)
    yield ""
    yield f"1. catruc check {_argument(provinces[0])}"
    yield f"2. catruc plan {_argument(provinces[0])} --time 600"
    for sweep in (path for path in files if path.parent.name == "sweeps"):
        yield f"3. catruc sweep {_argument(sweep)}"


def _argument(path: Path) -> str:
    """The path as one word of a command line, in every shell."""
    return f'"{path}"' if " " in str(path) else str(path)
