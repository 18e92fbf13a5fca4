"""Names in entries that have some other mistake: judged on the entries as far as they could be mended."""

from __future__ import annotations

from optimizer.errors import Diagnostic
from optimizer.scenario.checks.findings import Findings
from optimizer.scenario.checks.mending import FIELD, Mended
from optimizer.scenario.checks.references import check_references
from optimizer.scenario.reading.tree import WITHHELD, Node
from optimizer.scenario.schema import Scenario


def unknown_names_in_mended(mended: Mended, scenario: Scenario, merged: Node) -> list[Diagnostic]:
    """Names that nothing has, in entries that were mended; of what stands in for a mistake nothing is said."""
    # Cells that were refused where they were read name nothing.
    findings = Findings(merged, mended.refused | {"", WITHHELD})
    check_references(scenario, findings)
    entries = {path[:2] for path in mended.borrowed}
    return [
        diagnostic
        for path, diagnostic in findings.unknown
        if path[:2] in entries and path[:FIELD] not in mended.borrowed
    ]
