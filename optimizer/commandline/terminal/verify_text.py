"""What ``catruc verify`` prints: the verdict and how sure the plan is, then everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.publish.content.chances import chance_line
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language
from optimizer.verify.verified_run import VerifiedRun


class VerifyText:
    """A verification in words."""

    def __init__(self, run: VerifiedRun, language: Language) -> None:
        self.run, self.verification, self.language = run, run.verification, language

    def verdict(self) -> str:
        """One line: whether the run verifies; how sure the plan is, unless nothing it claims can be relied on."""
        verdict = self.verification.verdict().in_language(self.language)
        if not self.verification.passed:
            return verdict
        run = self.run
        return f"{verdict}; {chance_line(Texts(self.language), run.scenario, run.record, run.simulation)}"

    def lines(self) -> Iterator[str]:
        """The verdict, breaches, wrong figures, and soft breaches in short."""
        yield self.verdict()
        yield from (f"  {finding.in_language(self.language)}" for finding in self.verification.findings())
