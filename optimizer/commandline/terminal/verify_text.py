"""What ``catruc verify`` prints: the verdict, then everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from optimizer.texts import terminal
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language
from optimizer.verify import Verification


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
