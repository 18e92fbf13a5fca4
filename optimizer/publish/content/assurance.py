"""How good the plan is said to be, and how that was checked: objective tiers with bounds, rules with breaches."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.publish.content.publication import Publication
from optimizer.rules.catalogue import labels
from optimizer.texts import documents
from optimizer.texts.figures import bound_and_gap, decimals_of, tier_text
from optimizer.texts.formats import Texts
from optimizer.texts.objectives import MEASURES, TERMS, TIERS
from optimizer.texts.rule_names import RULES
from optimizer.verify.report import RuleResult
from optimizer.world.plan import Tier


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
    given, least = tier.bound_given_openings, 0.5 * 10 ** -decimals_of(tier.name)
    bound, gap = bound_and_gap(texts, tier.name, tier.value, tier.bound, tier.gap)
    return TierView(
        name=texts.either(TIERS, tier.name),
        value=tier_text(texts, tier.name, tier.value),
        bound=bound,
        bound_given_openings=None if given is None else tier_text(texts, tier.name, given),
        gap=gap,
        unit=texts.either(MEASURES, tier.name, tier.unit),
        terms=tuple(
            (_term_name(texts, publication, name), tier_text(texts, tier.name, value))
            for name, value in tier.terms
            if abs(value) >= least
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
        return texts.either(RULES, term, texts(labels(scenario.rules[term].kind).name))
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
        title=texts(result.title),
        enforcement=texts(documents.HARD) if weight is None else texts(documents.SOFT, weight=texts.weight(weight)),
        breaches=texts.number(len(result.breaches)),
        # As it stands in verification.json, so that no rounding of float noise tells it otherwise here.
        amount=texts.number(round(result.amount, 6), 2),
        source=statement.source if statement else "",
        is_breached=bool(result.breaches),
    )


def verification_note(publication: Publication) -> str:
    """What the verifier looked at, in one sentence."""
    texts, found = publication.texts, publication.verification
    return texts(
        documents.RULES_NOTE,
        rules=texts.number(len(found.rules)),
        figures=texts.number(sum(found.figures_compared.values())),
        wrong=texts.number(len(found.figures)),
    )
