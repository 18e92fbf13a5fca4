"""Functions that Numba compiles, and keeps compiled for the next time where there is a place for that.

Numba gives up where it finds no folder to write to (a program installed by somebody else, a user without a home), where
the disk is full, or what lies there cannot be read. None of these is needed: compiling anew takes some seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from numba import njit, types
from numba.core import cgutils
from numba.core.caching import FunctionCache
from numba.extending import intrinsic


class _ForgivingCache(FunctionCache):  # type: ignore[misc]
    """What is kept of one function, if it can be kept."""

    def load_overload(self, signature: object, context: object) -> Any:
        """What was kept; ``None`` if there is nothing to be read."""
        with suppress(OSError):
            return super().load_overload(signature, context)
        return None

    def save_overload(self, signature: object, compiled: object) -> None:
        """Keep what was compiled, if there is room."""
        with suppress(OSError):
            super().save_overload(signature, compiled)


def compiled(function: Callable[..., Any]) -> Any:
    """Compile a function when it is first called, without the interpreter's lock."""
    return _kept(function, njit(nogil=True)(function))


def inlined(function: Callable[..., Any]) -> Any:
    """Make a small function part of each compiled one that calls it; what is divided by zero is infinite."""
    return _kept(function, njit(nogil=True, error_model="numpy", forceinline=True)(function))


@intrinsic  # type: ignore[untyped-decorator]
def uncounted(_context: object, array: Any) -> Any:
    """The same array, or the same tuple of arrays, scalars and tuples, without an owner.

    Compiled code counts the references to an array whenever it is handed on, each time with an instruction that all
    processors wait for: in loops over small things up to a third of the time. Of an array without an owner nothing is
    counted. So it must not outlive the one it was made from: make it only from an argument of a function that is not
    inlined, which whoever calls holds until it returns, and neither return nor keep it.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return _without_owner(context, builder, signature.return_type, arguments[0])

    return array(array), generate


def _without_owner(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    if isinstance(kind, types.BaseTuple):
        for number, part in enumerate(kind):
            freed = _without_owner(context, builder, part, builder.extract_value(value, number))
            value = builder.insert_value(value, freed, number)
        return value
    if not isinstance(kind, types.Array):
        return value
    found = context.make_array(kind)(context, builder, value)
    found.meminfo = cgutils.get_null_value(found.meminfo.type)
    return found._getvalue()  # noqa: SLF001


def _kept(function: Callable[..., Any], kernel: Any) -> Any:
    with suppress(RuntimeError):  # said where there is no folder to write to
        # What the option ``cache`` of Numba does, which knows no other kind of cache.
        kernel._cache = _ForgivingCache(function)  # noqa: SLF001
    return kernel
