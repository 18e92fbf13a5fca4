"""What stands where a command comes to nothing: the verdict, and what is wrong as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from optimizer.errors import Diagnostic
from optimizer.texts.messages import Language, Template
from optimizer.texts.terminal import FAILED


def failure_verdict(
    diagnostics: Sequence[Diagnostic], exit_code: int, language: Language, verdict: Template | None = None
) -> str:
    """One line: the verdict, or that of the exit code if there is none."""
    return (verdict or FAILED[exit_code])(count=len(diagnostics)).in_language(language)


def failure_record(
    diagnostics: Sequence[Diagnostic], exit_code: int, language: Language, verdict: Template | None = None
) -> dict[str, Any]:
    """The same with all problems as one object."""
    return {
        "status": "error",
        "verdict": failure_verdict(diagnostics, exit_code, language, verdict),
        "exit_code": exit_code,
        "problems": [diagnostic.to_json(language) for diagnostic in diagnostics],
    }
