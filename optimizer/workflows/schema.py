"""``catruc schema``: the schema of scenario files, and the documents made from it."""

from __future__ import annotations

from pathlib import Path

from optimizer.errors import Diagnostic, RunFolderError
from optimizer.texts.diagnostics.files import CANNOT_BE_WRITTEN, RUN_BESIDE_SCENARIOS
from optimizer.texts.libraries import reason_of
from optimizer.texts.messages import Language


def scenario_schema(language: Language) -> str:
    """JSON schema of a scenario file, described in a language."""
    from optimizer.scenario.writing.json_schema import schema_json

    return schema_json(language)


def write_schema(folder: Path) -> tuple[Path, ...]:
    """Write the documents made from the schema; returns the files.

    Raises
    ------
    RunFolderError
        If they cannot be written.
    """
    from optimizer.scenario.writing.schema_text import write_documents

    try:
        return write_documents(folder)
    except OSError as error:
        diagnostic = Diagnostic(str(folder), CANNOT_BE_WRITTEN(reason=reason_of(error)), RUN_BESIDE_SCENARIOS)
        raise RunFolderError(diagnostic) from error
