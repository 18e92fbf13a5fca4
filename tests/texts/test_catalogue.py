"""Every text stands in both languages, is used, and gets the values that it has places for."""

from __future__ import annotations

import ast
import re
import unicodedata
from importlib import import_module

import pytest

from optimizer.scenario.acceptance import TIERS as TIER_NAMES
from optimizer.scenario.schema.objectives import BurdenWeights
from optimizer.texts.messages import Message, Noun, Template, said
from optimizer.texts.objectives import BURDEN_WEIGHTS, MEASURES, TIERS
from optimizer.texts.rule_names import STRUCTURE
from optimizer.verify.discrepancies import STRUCTURE as CHECKED
from tests.texts.sources import (
    PAGES,
    constants,
    names_in,
    names_used,
    places,
    template_at,
    templates_written,
    trees,
)


def test_every_template_stands_in_both_languages_with_the_same_places() -> None:
    written = list(templates_written())
    assert len(written) > 450
    for where, call in written:
        if not all(isinstance(argument, ast.Constant) for argument in call.args):
            continue
        vietnamese, english = (str(argument.value) for argument in call.args if isinstance(argument, ast.Constant))
        assert vietnamese.strip() == vietnamese != "", where
        assert english.strip() == english != "", where
        assert places(vietnamese) == places(english), where
        assert unicodedata.is_normalized("NFC", vietnamese), where


def test_every_text_is_used() -> None:
    assert sorted(constants().keys() - names_used()) == []


def test_every_text_gets_the_values_it_has_places_for() -> None:
    calls = 0
    for module in trees():
        known = names_in(module)
        for node in ast.walk(trees()[module]):
            if not isinstance(node, ast.Call):
                continue
            template = template_at(node.func, known)
            if template is None and node.keywords and node.args:
                template = template_at(node.args[0], known)
            if template is None:
                continue
            calls += 1
            given = {keyword.arg for keyword in node.keywords}
            where, wanted = f"{module}:{node.lineno}", places(template.en)
            assert given - {None} <= wanted, where
            assert None in given or given == wanted, where
    assert calls > 90


def test_every_text_of_a_page_exists() -> None:
    for path, page in PAGES.items():
        named = re.findall(r"\b(documents|comparisons|explained|simulation|sweeps|tracking)\.([A-Z_]+)", page)
        assert named or "<body" not in page, path
        for module, name in named:
            assert hasattr(import_module(f"optimizer.texts.{module}"), name), (path, name)


def test_families_have_a_text_for_every_key() -> None:
    assert set(TIERS) == set(MEASURES) == set(TIER_NAMES)
    assert set(BURDEN_WEIGHTS) == set(BurdenWeights.model_fields)
    assert set(STRUCTURE) == set(CHECKED)


GREETING = Template("{name} có {hours:g} giờ", "{name} has {hours:g} hours")


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        (GREETING(name="An", hours=7.5), "An có 7.5 giờ", "An has 7.5 hours"),
        (Template("{n:,} người", "{n:,} people")(n=30000), "30.000 người", "30,000 people"),
        (Template("{x!r}", "{x!r}")(x="a"), "'a'", "'a'"),
        (Template("{{soft: 5}}", "{{soft: 5}}"), "{soft: 5}", "{soft: 5}"),
        (Template("{unit} lạ", "unknown {unit}")(unit=Template("đơn vị", "unit")), "đơn vị lạ", "unknown unit"),
        (
            Template("{all}", "{all}")(all=(GREETING(name="An", hours=1), "Bình")),
            "An có 1 giờ, Bình",
            "An has 1 hours, Bình",
        ),
    ],
)
def test_a_message_is_put_into_words(text: Message | Template, vietnamese: str, english: str) -> None:
    assert said(text, "vi") == vietnamese
    assert said(text, "en") == english == str(text)


def test_nouns_name_one_and_many() -> None:
    nouns = [value for value in constants().values() if isinstance(value, Noun)]
    assert all(noun.one.en != noun.many.en for noun in nouns)
