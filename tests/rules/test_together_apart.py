"""Together and apart, drawn."""

from __future__ import annotations

import pytest

from tests.rules.drawing import breaches, draw


def test_together_means_all_or_none() -> None:
    names = ["an", "binh"]
    assert (
        breaches(draw("an  S . T\nbinh  S . T\nchi  S S S"), "together_apart", officers=names, relation="together")
        == {}
    )
    assert breaches(draw("an  S .\nbinh  . S"), "together_apart", officers=names, relation="together") == {
        ("an+binh", "2024-04-04/morning/desk"): 1,
        ("an+binh", "2024-04-05/morning/desk"): 1,
    }


def test_apart_means_at_most_one() -> None:
    names = ["chi", "an", "binh"]
    assert breaches(draw("an  S .\nbinh  C S\nchi  T ."), "together_apart", officers=names, relation="apart") == {}
    found = breaches(draw("an  S\nbinh  S\nchi  S"), "together_apart", officers=names, relation="apart", per="shift")
    assert found == {(pair, "2024-04-04/morning"): 1 for pair in ("an+binh", "an+chi", "binh+chi")}


def test_the_history_is_past() -> None:
    drawn = draw("an  S | .\nbinh  S | .")
    assert breaches(drawn, "together_apart", officers=["an", "binh"], relation="apart") == {}


def test_each_officer_is_named_once() -> None:
    with pytest.raises(ValueError, match="named once"):
        breaches(draw("an  S"), "together_apart", officers=["an", "an"], relation="apart")
