"""``catruc schema``: the schema of scenario files, and the documents made from it."""

from __future__ import annotations

from pathlib import Path

from optimizer.errors import Diagnostic, RunFolderError


def scenario_schema() -> str:
    """JSON schema of a scenario file."""
    from optimizer.scenario.writing.schema_text import schema_json

    return schema_json()


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
        diagnostic = Diagnostic(
            str(folder), f"cannot be written: {error.strerror or error}", "run this where the folder scenarios lies"
        )
        raise RunFolderError(diagnostic) from error
