"""Compiled functions run also where nothing can be kept of them."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable

import pytest
from numba.core.caching import FunctionCache

from optimizer.compiled import compiled


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def homeless(*_: object) -> None:
    raise RuntimeError("cannot cache function: no locator available")


def unreadable(*_: object) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@pytest.mark.parametrize(
    ("step", "trouble"), [("save_overload", full), ("__init__", homeless), ("load_overload", unreadable)]
)
def test_no_kept_result_is_needed(step: str, trouble: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FunctionCache, step, trouble)

    def twice(number):
        return 2 * number

    inner = compiled(twice)

    def four_times(number):
        return inner(inner(number))

    assert compiled(four_times)(5) == 20


def test_what_is_compiled_is_kept(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("numba.core.config.CACHE_DIR", str(tmp_path))

    def thrice(number):
        return 3 * number

    assert compiled(thrice)(5) == 15
    kept = sorted(path.suffix for path in tmp_path.rglob("*thrice*"))
    assert kept == [".nbc", ".nbi"]
    again = compiled(thrice)
    assert again(5) == 15
    assert sum(again.stats.cache_hits.values()) == 1
