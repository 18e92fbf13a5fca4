"""What ``catruc verify`` prints: the verdict in the run's language, then everything that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from optimizer.texts.phrases import phrase
from optimizer.texts.texts import Texts
from optimizer.verify import Verification

_LANGUAGE = re.compile(r"^campaign:\n(?:  .*\n)*?  language: (vi|en)$", re.MULTILINE)


class VerifyText:
    """A verification in words; breaches and figures are told as the verifier tells them."""

    def __init__(self, verification: Verification, language: str) -> None:
        self.verification, self.texts = verification, Texts(language)

    def verdict(self) -> str:
        """One line."""
        found = self.verification
        return phrase(
            self.texts.language,
            "verification_passed" if found.passed else "verification_failed",
            breaches=len(found.hard_breaches),
            wrong=len(found.figures),
            rules=len(found.rules),
            figures=self.texts.number(sum(found.figures_compared.values())),
        )

    def lines(self) -> Iterator[str]:
        """The verdict, breaches, wrong figures, and soft breaches in short."""
        yield self.verdict()
        yield from islice(self.verification.lines(), 1, None)


def language_of(directory: Path) -> str:
    """Language of the campaign of a run folder, without reading its whole scenario a second time."""
    try:
        found = _LANGUAGE.search((directory / "scenario.resolved.yaml").read_text(encoding="utf-8"))
    except (OSError, UnicodeError):
        found = None
    return found[1] if found else "vi"
