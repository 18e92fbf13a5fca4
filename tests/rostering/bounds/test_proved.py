"""A bound above the value it bounds is wrong, and proves nothing."""

from __future__ import annotations

import pytest

from optimizer.rostering.bounds.proved import WrongBoundWarning, proved


@pytest.mark.parametrize(("bound", "value"), [(0.0, 0.0), (3.0, 4.0), (4.0, 4.0), (-1.0, 0.0)])
def test_a_bound_that_is_not_above_the_value_stands(bound: float, value: float) -> None:
    assert proved(bound, value) == bound


@pytest.mark.parametrize(("bound", "value"), [(2e-7, 0.0), (4.0 + 1e-7, 4.0), (2000.0 + 1e-4, 2000.0)])
def test_rounding_proves_the_value_itself(bound: float, value: float) -> None:
    assert proved(bound, value) == value


@pytest.mark.parametrize(("bound", "value"), [(0.01, 0.0), (4.1, 4.0), (2001.0, 2000.0)])
def test_a_wrong_bound_is_told_and_proves_nothing(bound: float, value: float) -> None:
    with pytest.warns(WrongBoundWarning):
        assert proved(bound, value) == 0.0
