"""How good the plan is said to be, and how that was checked: objective tiers with bounds, rules with breaches."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.publish.content.publication import Publication
from optimizer.rules.catalogue import labels
from optimizer.texts import documents
from optimizer.texts.formats import Texts
from optimizer.texts.objectives import MEASURES, TERMS, TIERS
from optimizer.texts.rule_names import RULES, STRUCTURE
from optimizer.verify.report import RuleResult
from optimizer.world.plan import Tier

MISSING = "–"
"""Stands for a bound that nobody proved."""


@dataclass(frozen=True, slots=True)
class TierView:
    """One objective tier in words."""

    name: str
    value: str
    bound: str
    bound_given_openings: str | None
    """Bound over all rosters of the published openings, where there is one."""
    gap: str
    unit: str
    terms: tuple[tuple[str, str], ...]
    """The parts that are not zero, and their values."""


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule checked by the verifier."""

    id: str
    title: str
    enforcement: str
    breaches: str
    amount: str
    source: str
    is_breached: bool


def tier_views(publication: Publication) -> list[TierView]:
    """The tiers in order of importance."""
    return [_tier_view(publication.texts, publication, tier) for tier in publication.plan.tiers]


def _tier_view(texts: Texts, publication: Publication, tier: Tier) -> TierView:
    decimals = 3 if tier.name == "fairness" else 1
    given = tier.bound_given_openings
    return TierView(
        name=texts.either(TIERS, tier.name),
        value=texts.number(tier.value, decimals),
        bound=MISSING if tier.bound is None else texts.number(tier.bound, decimals),
        bound_given_openings=None if given is None else texts.number(given, decimals),
        gap=MISSING if tier.gap is None else texts.percent(tier.gap),
        unit=texts.either(MEASURES, tier.name, tier.unit),
        terms=tuple(
            (_term_name(texts, publication, name), texts.number(value, decimals))
            for name, value in tier.terms
            if abs(value) >= 0.5 * 10**-decimals
        ),
    )


def _term_name(texts: Texts, publication: Publication, term: str) -> str:
    """A part of a tier: of a stream (``activation.targets``), of a unit, of a soft rule, or of the tier itself."""
    scenario = publication.scenario
    stream, _, part = term.partition(".")
    if stream in scenario.campaign.streams:
        name = scenario.campaign.streams[stream].name
        return f"{name} – {texts.either(TERMS, part)}" if part else name
    if term in scenario.units:
        return scenario.units[term].name
    if term in scenario.rules:
        return _rule_title(texts, term, scenario.rules[term].kind)
    return texts.either(TERMS, term)


def rule_views(publication: Publication) -> tuple[list[RuleView], list[RuleView]]:
    """Rules of the scenario and whatever is breached, breached ones first; then the checks of consistency that hold."""
    views = [_rule_view(publication.texts, publication, rule) for rule in publication.verification.rules]
    stated = [view for view in views if view.is_breached or view.id in publication.scenario.rules]
    kept = [view for view in views if view not in stated]
    return sorted(stated, key=lambda view: not view.is_breached), kept


def _rule_view(texts: Texts, publication: Publication, result: RuleResult) -> RuleView:
    statement = publication.scenario.rules.get(result.rule)
    weight = result.weight
    return RuleView(
        id=result.rule,
        title=_rule_title(texts, result.rule, result.kind),
        enforcement=texts(documents.HARD) if weight is None else texts(documents.SOFT, weight=texts.weight(weight)),
        breaches=texts.number(len(result.breaches)),
        # As it stands in verification.json, so that no rounding of float noise tells it otherwise here.
        amount=texts.number(round(result.amount, 6), 2),
        source=statement.source if statement else "",
        is_breached=bool(result.breaches),
    )


def _rule_title(texts: Texts, name: str, kind: str) -> str:
    if kind == "structure":
        return texts.either(STRUCTURE, name)
    return texts.either(RULES, name, texts(labels(kind).name))


def verification_note(publication: Publication) -> str:
    """What the verifier looked at, in one sentence."""
    texts, found = publication.texts, publication.verification
    return texts(
        documents.RULES_NOTE,
        rules=texts.number(len(found.rules)),
        figures=texts.number(sum(found.figures_compared.values())),
        wrong=texts.number(len(found.figures)),
    )
