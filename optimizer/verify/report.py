"""What the verifier says: every rule with its breaches, every figure that differs, every tier recomputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from optimizer.rules.catalogue import labels
from optimizer.rules.facts import Breach
from optimizer.rules.statement import TierName
from optimizer.texts import findings as texts
from optimizer.texts.messages import Message, Named, Template, all_of
from optimizer.texts.rule_names import RULES, STRUCTURE
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
    def title(self) -> Template:
        """What documents call the rule."""
        if self.kind == "structure":
            return STRUCTURE[self.rule]
        return RULES.get(self.rule) or labels(self.kind).name

    @property
    def named(self) -> Named:
        """The rule as a value of texts; the scenario's own are told with their ids, since several may be of a kind."""
        if self.kind == "structure":
            return Named(self.rule, self.title)
        return Named(self.rule, texts.RULE_WITH_ID(title=self.title, id=self.rule))

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
    names: Mapping[str, str] = field(default_factory=dict)
    """Ids of whatever breaches are about, to the names people know."""

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
            "figures": [figure.to_json() for figure in self.figures],
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

    def verdict(self) -> Message:
        """Whether the plan passed, in a line."""
        checked = {"rules": len(self.rules), "figures": sum(self.figures_compared.values())}
        if self.passed:
            return texts.VERIFICATION_PASSED(**checked)
        wrong = len(self.figures)
        return texts.VERIFICATION_FAILED(breaches=len(self.hard_breaches), wrong=wrong, **checked)

    def findings(self) -> Iterator[Message]:
        """Everything that is wrong, a line each, then soft breaches in short."""
        for rule in self.rules:
            if rule.is_broken:
                yield from (self._told(rule, breach) for breach in rule.breaches)
        for figure in self.figures:
            yield figure.told()
        for rule in self.rules:
            if rule.weight is not None and rule.breaches:
                yield texts.SOFT_BREACHES(
                    rule=rule.named, breaches=len(rule.breaches), amount=round(rule.amount, 3), weight=rule.weight
                )

    def lines(self) -> Iterator[str]:
        """The verdict and the findings, in English and by ids."""
        yield str(self.verdict())
        yield from (f"  {line.by_ids()}" for line in self.findings())

    def _told(self, rule: RuleResult, breach: Breach) -> Message:
        """One breach: of which rule, by whom, when, and what shows it."""
        people = all_of(Named(key, self.names.get(key, key)) for key in breach.key.entity.split("+"))
        whom = texts.WHOM_WHEN(whom=people, when=breach.key.when) if breach.key.when else people
        return texts.BREACH(rule=rule.named, whom=whom, evidence=breach.said, amount=round(breach.amount, 3))


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
