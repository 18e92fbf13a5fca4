"""What stands where a command comes to nothing: the verdict, and what is wrong as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from optimizer.errors import Diagnostic
from optimizer.texts.messages import Language
from optimizer.texts.terminal import FAILED


def failure_verdict(diagnostics: Sequence[Diagnostic], exit_code: int, language: Language) -> str:
    """One line."""
    return FAILED[exit_code](count=len(diagnostics)).in_language(language)


def failure_record(diagnostics: Sequence[Diagnostic], exit_code: int, language: Language) -> dict[str, Any]:
    """The same with all problems as one object."""
    return {
        "status": "error",
        "verdict": failure_verdict(diagnostics, exit_code, language),
        "exit_code": exit_code,
        "problems": [diagnostic.to_json(language) for diagnostic in diagnostics],
    }
