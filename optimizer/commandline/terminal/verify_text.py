"""What ``catruc verify`` prints: the verdict in the run's language, then everything that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from optimizer.texts import terminal
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language
from optimizer.verify import Verification

_LANGUAGE = re.compile(r"^campaign:\n(?:  .*\n)*?  language: (vi|en)$", re.MULTILINE)


class VerifyText:
    """A verification in words; breaches and figures are told as the verifier tells them."""

    def __init__(self, verification: Verification, language: Language) -> None:
        self.verification, self.texts = verification, Texts(language)

    def verdict(self) -> str:
        """One line."""
        found = self.verification
        checked = {"rules": len(found.rules), "figures": self.texts.number(sum(found.figures_compared.values()))}
        if found.passed:
            return self.texts(terminal.VERIFICATION_PASSED, **checked)
        wrong = len(found.figures)
        return self.texts(terminal.VERIFICATION_FAILED, breaches=len(found.hard_breaches), wrong=wrong, **checked)

    def lines(self) -> Iterator[str]:
        """The verdict, breaches, wrong figures, and soft breaches in short."""
        yield self.verdict()
        yield from islice(self.verification.lines(), 1, None)


def language_of(directory: Path) -> Language:
    """Language of the campaign of a run folder, without reading its whole scenario a second time."""
    try:
        found = _LANGUAGE.search((directory / "scenario.resolved.yaml").read_text(encoding="utf-8"))
    except (OSError, UnicodeError):
        found = None
    return "en" if found and found[1] == "en" else "vi"
