"""What the verifier says: every rule with its breaches, every figure that differs, every tier recomputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from optimizer.rules.facts import Breach
from optimizer.rules.statement import TierName
from optimizer.verify.discrepancies import WrongFigure


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule and all its breaches."""

    rule: str
    kind: str
    """Kind of the scenario's rule, or ``structure`` for what holds of every plan."""
    weight: float | None
    """Weight of one unit of breach of a soft rule, ``None`` for a hard one."""
    tier: TierName
    """Tier that the weighted breaches of a soft rule enter."""
    breaches: tuple[Breach, ...]

    @property
    def amount(self) -> float:
        """Sum of the amounts, in the unit of the rule."""
        return float(sum(breach.amount for breach in self.breaches))

    @property
    def is_broken(self) -> bool:
        """Whether the plan fails by this rule: it is hard and has breaches."""
        return self.weight is None and bool(self.breaches)


@dataclass(frozen=True, slots=True)
class TierResult:
    """The value of one tier as recomputed, and the parts it is the sum of."""

    name: str
    value: float
    unit: str
    terms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of verifying one plan."""

    rules: tuple[RuleResult, ...]
    """The rules of structure first, then the scenario's rules that are not off."""
    figures: tuple[WrongFigure, ...]
    """Every figure that differs from what was recomputed."""
    figures_compared: Mapping[str, int]
    """How many figures of each file were recomputed and compared."""
    tiers: tuple[TierResult, ...]
    finish_date: str | None
    """First day on which the district's expected total reaches its target."""
    total_target: float
    """Sum of all targets, pupils who can count included."""
    not_yet_eligible: Mapping[str, int]
    """Pupils per school who cannot be served within the campaign."""

    @property
    def passed(self) -> bool:
        """Whether no hard rule is broken and every figure recomputes."""
        return not self.figures and not any(rule.is_broken for rule in self.rules)

    @property
    def hard_breaches(self) -> tuple[Breach, ...]:
        """Breaches of structure and of hard rules."""
        return tuple(breach for rule in self.rules if rule.is_broken for breach in rule.breaches)

    def to_json(self) -> dict[str, Any]:
        """Content of ``verification.json``."""
        return {
            "passed": self.passed,
            "rules": [_rule_record(rule) for rule in self.rules],
            "figures_compared": dict(self.figures_compared),
            "figures": [asdict(figure) for figure in self.figures],
            "tiers": [
                {
                    "name": tier.name,
                    "value": round(tier.value, 6),
                    "unit": tier.unit,
                    "terms": {name: round(term, 6) for name, term in tier.terms.items()},
                }
                for tier in self.tiers
            ],
            "finish_date": self.finish_date,
            "total_target": self.total_target,
            "not_yet_eligible": dict(self.not_yet_eligible),
        }

    def lines(self) -> Iterator[str]:
        """Lines for the terminal: the verdict, then everything that is wrong, then soft breaches in short."""
        breaches = self.hard_breaches
        checked = f"{len(self.rules)} rules checked, {sum(self.figures_compared.values())} figures compared"
        if self.passed:
            yield f"verified: {checked}"
        else:
            wrong = f"{_counted(len(breaches), 'breach', 'es')}, {_counted(len(self.figures), 'wrong figure', 's')}"
            yield f"verification failed: {wrong} ({checked})"
        for breach in breaches:
            when = f" {breach.key.when}" if breach.key.when else ""
            yield f"  {breach.key.rule}  {breach.key.entity}{when}: {breach.evidence} [{breach.amount:g}]"
        for figure in self.figures:
            yield f"  {figure}"
        for rule in self.rules:
            if rule.weight is not None and rule.breaches:
                counted = (
                    f"{_counted(len(rule.breaches), 'breach', 'es')}, amount {rule.amount:g}, weight {rule.weight:g}"
                )
                yield f"  soft {rule.rule}: {counted}"


def _counted(number: int, what: str, plural: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}{plural}"


def _rule_record(rule: RuleResult) -> dict[str, Any]:
    return {
        "rule": rule.rule,
        "kind": rule.kind,
        "enforcement": "hard" if rule.weight is None else {"soft": rule.weight},
        "amount": round(rule.amount, 6),
        "breaches": [
            {
                "entity": breach.key.entity,
                "when": breach.key.when,
                "amount": round(breach.amount, 6),
                "evidence": breach.evidence,
            }
            for breach in rule.breaches
        ],
    }
