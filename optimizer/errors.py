"""One exception tree: every error says where, what (with the value) and the remedy.

The exit codes are those of the command line: 1 our fault, 3 scenario invalid, 4 hard rules proved
contradictory, 5 nothing in the time given, 6 verification failed, 7 acceptance failed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from optimizer.texts.diagnostics.names import MORE_PLACES
from optimizer.texts.diagnostics.records import NOTHING_RECORDED, STOPPED_UNCHANGED
from optimizer.texts.diagnostics.simulation import NOTHING_SIMULATED
from optimizer.texts.messages import Language, Message, Said, Template, said

MOST_PLACES = 20
"""Places of one problem that are written out."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong, in three lines: where, what, remedy."""

    where: Said | str
    """``file:line  dotted.path`` or ``file sheet!row  column``."""
    what: Said
    remedy: Said
    also: tuple[Said | str, ...] = ()
    """Further places where the very same is wrong."""

    def in_language(self, language: Language) -> str:
        """The three lines; of more places one line each, as far as they can be taken in."""
        places = [said(place, language) for place in (self.where, *self.also[: MOST_PLACES - 1])]
        if (more := len(self.also) + 1 - MOST_PLACES) > 0:
            places.append(said(MORE_PLACES(count=more), language))
        return "\n  ".join(["\n".join(places), said(self.what, language), said(self.remedy, language)])

    def __str__(self) -> str:
        return self.in_language("en")

    def to_json(self, language: Language) -> dict[str, str | list[str]]:
        """The same as an object."""
        record: dict[str, str | list[str]] = {
            name: said(getattr(self, name), language) for name in ("where", "what", "remedy")
        }
        return record | ({"also": [said(place, language) for place in self.also]} if self.also else {})


def told_once(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems with the same said once, with all its places, where it is said first."""
    places: dict[tuple[Said, Said], dict[Said | str, None]] = {}
    for diagnostic in diagnostics:
        found = places.setdefault((diagnostic.what, diagnostic.remedy), {})
        found.update(dict.fromkeys((diagnostic.where, *diagnostic.also)))
    return tuple(Diagnostic(where, what, remedy, tuple(also)) for (what, remedy), (where, *also) in places.items())


class RefusedValueError(ValueError):
    """A value that a check of the schema refuses, with what to write instead; pydantic hands it on."""

    def __init__(self, told: Message | Template) -> None:
        super().__init__(str(told))
        self.told = told


class CatrucError(Exception):
    """Base of every error this program raises on purpose; carries all problems found, not only the first."""

    exit_code = 1
    verdict: ClassVar[Template | None] = None
    """What comes to nothing, in a line with the number of problems; that of the exit code if left out."""

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        self.diagnostics = (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        super().__init__("\n".join(str(diagnostic) for diagnostic in self.diagnostics))


class ScenarioError(CatrucError):
    """The scenario, or a table it names, cannot be used as it is."""

    exit_code = 3

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        super().__init__(diagnostics if isinstance(diagnostics, Diagnostic) else told_once(diagnostics))


class ResultsError(ScenarioError):
    """Files of reported results cannot be recorded as they are."""

    verdict = NOTHING_RECORDED


class NothingUncertainError(ScenarioError):
    """The scenario says nothing of what is left to chance, so there is nothing to simulate."""

    verdict = NOTHING_SIMULATED


class ContradictionError(CatrucError):
    """The hard rules leave no plan at all, and that is proved.

    Parameters
    ----------
    diagnostics
        What is wrong.
    units
        Whose officers have none, as far as that is known.
    """

    exit_code = 4

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic], units: Iterable[str] = ()) -> None:
        self.units = tuple(units)
        super().__init__(diagnostics)


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


class StoppedError(OutOfTimeError):
    """Stopped on request before there was anything to publish."""

    verdict = STOPPED_UNCHANGED


class VerificationError(CatrucError):
    """A plan breaks a hard rule or claims a figure that does not recompute."""

    exit_code = 6


class RunFolderError(CatrucError):
    """A run folder cannot be read or written."""

    exit_code = 2


class DamagedRunError(RunFolderError):
    """Files of a run folder are missing or malformed, so that what they claim cannot be verified."""

    exit_code = 6


class JournalError(RunFolderError):
    """The journal of a campaign cannot be read or written."""


class ExistingFileError(CatrucError):
    """A file that would be written exists already."""

    exit_code = 2


class ClusterError(CatrucError):
    """The machines that were to do the work cannot be used, or went away."""

    exit_code = 2


class RequestError(CatrucError):
    """What is asked for names something that is not there, or cannot be."""

    exit_code = 2


class UnconfirmedError(CatrucError):
    """More work than is done without being asked twice."""

    exit_code = 2
