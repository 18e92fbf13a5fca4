"""Section ``baseline``: the run that acceptance rules may be relative to."""

from __future__ import annotations

from pydantic import Field

from optimizer.fields import Day, Quantity, Section, Text


class Baseline(Section):
    """An earlier run that acceptance rules compare with."""

    run: Text
    """Its folder, seen from where the command is run, e.g. ``runs/dong_phu``."""
    figures: dict[Text, Quantity | Day] = Field(default_factory=dict)
    """Per acceptance rule, the baseline's figure; read from the run and written out in the resolved scenario, which
    so needs the run no more."""
