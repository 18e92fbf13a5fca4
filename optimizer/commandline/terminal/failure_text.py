"""What stands where a command comes to nothing: the verdict, and what is wrong as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from optimizer.errors import Diagnostic
from optimizer.texts.phrases import phrase


def failure_verdict(diagnostics: Sequence[Diagnostic], exit_code: int, language: str) -> str:
    """One line."""
    return phrase(language, f"failed.{exit_code}", count=len(diagnostics))


def failure_record(diagnostics: Sequence[Diagnostic], exit_code: int, language: str) -> dict[str, Any]:
    """The same with all problems as one object."""
    return {
        "status": "error",
        "verdict": failure_verdict(diagnostics, exit_code, language),
        "exit_code": exit_code,
        "problems": [diagnostic.to_json() for diagnostic in diagnostics],
    }
