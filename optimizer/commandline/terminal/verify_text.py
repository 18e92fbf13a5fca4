"""What ``catruc verify`` prints: the verdict, then everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.texts.messages import Language
from optimizer.verify import Verification


class VerifyText:
    """A verification in words."""

    def __init__(self, verification: Verification, language: Language) -> None:
        self.verification, self.language = verification, language

    def verdict(self) -> str:
        """One line."""
        return self.verification.verdict().in_language(self.language)

    def lines(self) -> Iterator[str]:
        """The verdict, breaches, wrong figures, and soft breaches in short."""
        yield self.verdict()
        yield from (f"  {finding.in_language(self.language)}" for finding in self.verification.findings())
