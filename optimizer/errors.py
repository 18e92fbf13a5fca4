"""One exception tree: every error says where, what (with the value) and the remedy.

The exit codes are those of the command line: 1 our fault, 3 scenario invalid, 4 hard rules proved
contradictory, 5 nothing in the time given, 6 verification failed, 7 acceptance failed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from optimizer.texts.messages import Language, Message, Said, Template, said


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong, in three lines: where, what, remedy."""

    where: Said | str
    """``file:line  dotted.path`` or ``file sheet!row  column``."""
    what: Said
    remedy: Said

    def in_language(self, language: Language) -> str:
        """The three lines."""
        return "\n  ".join(said(line, language) for line in (self.where, self.what, self.remedy))

    def __str__(self) -> str:
        return self.in_language("en")

    def to_json(self, language: Language) -> dict[str, str]:
        """The same as an object."""
        return {name: said(getattr(self, name), language) for name in ("where", "what", "remedy")}


class RefusedValueError(ValueError):
    """A value that a check of the schema refuses, with what to write instead; pydantic hands it on."""

    def __init__(self, told: Message | Template) -> None:
        super().__init__(str(told))
        self.told = told


class CatrucError(Exception):
    """Base of every error this program raises on purpose; carries all problems found, not only the first."""

    exit_code = 1

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        self.diagnostics = (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        super().__init__("\n".join(str(diagnostic) for diagnostic in self.diagnostics))


class ScenarioError(CatrucError):
    """The scenario, or a table it names, cannot be used as it is."""

    exit_code = 3


class ContradictionError(CatrucError):
    """The hard rules leave no plan at all, and that is proved."""

    exit_code = 4


class NoRosterError(Exception):
    """The hard rules leave no roster for the duties asked of some units; other duties may have one.

    Parameters
    ----------
    units
        Whose officers they are.
    """

    def __init__(self, units: Iterable[str]) -> None:
        self.units = tuple(units)
        super().__init__(", ".join(self.units))


class OutOfTimeError(CatrucError):
    """No verified plan within the time given; says nothing about whether one exists."""

    exit_code = 5


class VerificationError(CatrucError):
    """A plan breaks a hard rule or claims a figure that does not recompute."""

    exit_code = 6


class RunFolderError(CatrucError):
    """A run folder cannot be read or written."""

    exit_code = 2


class DamagedRunError(RunFolderError):
    """Files of a run folder are missing or malformed, so that what they claim cannot be verified."""

    exit_code = 6


class ExistingFileError(CatrucError):
    """A file that would be written exists already."""

    exit_code = 2


class ClusterError(CatrucError):
    """The machines that were to do the work cannot be used, or went away."""

    exit_code = 2


class UnconfirmedError(CatrucError):
    """More work than is done without being asked twice."""

    exit_code = 2
