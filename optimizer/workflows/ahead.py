"""What publishing a changed plan takes, got ready while a solver looks for the change and leaves the interpreter idle.

Whoever needs any of it before it is ready waits for it; what fails here fails there again, and is told there.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from optimizer.workflows.revising import OpenRun


@contextmanager
def getting_ready(opened: OpenRun) -> Iterator[None]:
    """Have a run ready to be published anew by the end of the block."""
    with ThreadPoolExecutor(1) as beside:
        beside.submit(_get_ready, opened)
        yield


def _get_ready(opened: OpenRun) -> None:
    """Load modules and compiled functions, and find out what hangs on the published plan alone."""
    from optimizer.publish.publishing import compile_templates

    if opened.scenario.uncertainty is not None:
        from optimizer.campaign.service.kernel import compile_kernel
        from optimizer.simulate.campaigns import compile_kernels

        compile_kernel()
        compile_kernels()
        _ = opened.memory
    if opened.known is not None:
        _ = opened.known.found
    compile_templates()
