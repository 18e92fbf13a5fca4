"""The independent verifier: recomputes from scenario and rows whatever a plan claims.

It shares the scenario's schema, the shapes of the rows and the checks of the rules with the rest, and nothing else:
the reading of the calendar, the turnout recursion, the burdens and the tiers are written here once more from the
text of the design, so that a mistake in the model cannot confirm itself. No solver is imported.
"""

from __future__ import annotations

from optimizer.verify.report import Verification
from optimizer.verify.verifier import CheckedPlan, check_plan, verify_folder, verify_plan

__all__ = ["CheckedPlan", "Verification", "check_plan", "verify_folder", "verify_plan"]
