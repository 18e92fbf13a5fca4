"""The machines that plan: processes of this one, or an existing Dask cluster, behind one pool.

Embedded, everything listens on loopback alone, at ports that happen to be free, and there is no dashboard. Whoever
reaches a scheduler or a worker can have it run anything, and every user of a machine reaches its loopback. So each pool
has a certificate of its own, made for it and held in a folder that only its user may look in, and nobody is listened to
or answered who does not have its key (mutual TLS). What Dask tells of itself over HTTP is left out. A plan runs
as many solver threads as its limits say, so there are as many processes as the processors allow, each planning one case
at a time: the part of a plan that is Python would otherwise wait for the Python of its neighbours. Each process may use
its share of the memory; one that exceeds it is ended, and its plan tried again before it counts as failed.

With TLS, client certificates come from Dask's own configuration (``DASK_DISTRIBUTED__COMM__TLS__…``).
"""

from __future__ import annotations

import logging
import os
import signal
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from dask import config
from dask.system import CPU_COUNT
from distributed import Client, LocalCluster, Security, Worker, WorkerPlugin
from distributed.cfexecutor import ClientExecutor
from distributed.versions import VersionMismatchWarning

from optimizer.errors import ClusterError, Diagnostic
from optimizer.native_output import silence_native_output
from optimizer.run.scratch import scratch_folder
from optimizer.sweep.records import writing_error
from optimizer.texts.diagnostics import sweeps as texts

CONNECT_SECONDS = 5
"""Wait for an address to answer."""
JOIN_SECONDS = 30
"""Wait for a first worker of a cluster that has none."""
_ROLES = ("client", "scheduler", "worker")
_NO_HTTP: Mapping[str, list[str]] = {"distributed.scheduler.http.routes": [], "distributed.worker.http.routes": []}
COMPARED = ("python", "distributed", "catruc", "ortools", "numba")
"""What workers must have in the same version as this process."""


@dataclass(frozen=True, slots=True)
class WorkerPool:
    """Somewhere to plan."""

    client: Client
    executor: ClientExecutor

    def submit(self, work: Callable[[Any], dict[str, Any]], job: object, key: str) -> Future[dict[str, Any]]:
        """Have a job done; if its worker is lost, by another one."""
        return cast("Future[dict[str, Any]]", self.executor.submit(work, job, key=f"plan-{key}"))

    @property
    def slots(self) -> int:
        """Plans that can be made at the same time; workers may come and go."""
        return max(1, sum(map(int, self.client.nthreads().values())))

    @property
    def is_alive(self) -> bool:
        """Whether the cluster still answers."""
        return bool(self.client.status == "running")


@contextmanager
def connected(address: str | None, threads: int, beside: Path) -> Iterator[WorkerPool]:
    """A pool at the address, or of processes of this machine that each plan with so many threads.

    Parameters
    ----------
    address, threads
        Where, and with how many.
    beside
        What the pool works for; a pool of this machine has its certificate and whatever it writes in a folder beside
        it, which goes when the block ends, or after a kill with the next sweep.

    Raises
    ------
    ClusterError
        If nobody answers there, nobody works there, or with other versions.
    RunFolderError
        If nothing can be written beside it.
    """
    with ExitStack() as stack:
        stack.enter_context(_quiet())
        if address is None:
            try:
                folder = stack.enter_context(scratch_folder(beside))
                security = _own_security(folder)
            except OSError as error:
                raise writing_error(beside.parent, error) from error
            stack.enter_context(config.set({**_NO_HTTP, "temporary-directory": str(folder)}))
            cluster = stack.enter_context(_embedded(max(1, CPU_COUNT // threads), folder, security))
            client = stack.enter_context(Client(cluster))
            client.register_plugin(_InBackground())
        else:
            client = stack.enter_context(_client(address))
            _require_workers(client, address)
            _require_same_versions(client, address)
        yield WorkerPool(client, client.get_executor(pure=False))


def _embedded(processes: int, folder: Path, security: Security) -> LocalCluster:
    return LocalCluster(
        n_workers=processes,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        scheduler_kwargs={"dashboard": False},
        silence_logs=logging.CRITICAL,
        local_directory=str(folder),
        security=security,
        protocol="tls://",
    )


def _own_security(folder: Path) -> Security:
    """A certificate for this pool, which every part of it has and asks of the others.

    It lies in files of the folder: where it is held in memory, Dask writes it to the folder for temporary files again
    and again, which may be unusable, and where a killed process leaves it.
    """
    fresh = Security.temporary()
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    certificate.write_text(fresh.tls_ca_file, encoding="ascii")
    with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
        stream.write(fresh.tls_client_key)
    own = {f"tls_{role}_{part}": str(path) for role in _ROLES for part, path in (("cert", certificate), ("key", key))}
    return Security(require_encryption=True, tls_ca_file=str(certificate), **own)


class _InBackground(WorkerPlugin):
    """A worker of this machine leaves the terminal to the process in front.

    Ctrl-C reaches every process of a terminal, but only that one decides what it means; and what a solver's native
    code prints would stand among the data on its standard output.
    """

    name = "in-background"

    def setup(self, worker: Worker) -> None:
        """Ignore interrupts, and print nothing."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        silence_native_output()


@contextmanager
def _quiet() -> Iterator[None]:
    """What the machinery says of connections is not for the planning officer; what matters is told as an error."""
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]
    levels = {handler: handler.level for name in names for handler in logging.getLogger(name).handlers}
    for handler in levels:
        handler.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for handler, level in levels.items():
            handler.setLevel(level)


def _client(address: str) -> Client:
    try:
        with warnings.catch_warnings():
            # Told below, together with the versions of this program.
            warnings.simplefilter("ignore", VersionMismatchWarning)
            return Client(address, timeout=CONNECT_SECONDS)
    except (OSError, TimeoutError) as error:
        what = texts.NO_SCHEDULER(seconds=CONNECT_SECONDS, reason=error)
        raise ClusterError(Diagnostic(f"--cluster {address}", what, texts.START_SCHEDULER)) from error
    except (TypeError, ValueError) as error:
        what = texts.CANNOT_CONNECT(reason=error)
        raise ClusterError(Diagnostic(f"--cluster {address}", what, texts.WRITE_ADDRESS)) from error


def _require_workers(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=JOIN_SECONDS)
    except TimeoutError as error:
        what, remedy = texts.NO_WORKER(seconds=JOIN_SECONDS), texts.START_WORKERS(address=address)
        raise ClusterError(Diagnostic(f"--cluster {address}", what, remedy)) from error


def _require_same_versions(client: Client, address: str) -> None:
    found = cast("Mapping[str, Any]", client.get_versions(packages=["catruc", "ortools", "numba"]))
    own = _compared(found["client"])
    diagnostics = [
        Diagnostic(
            f"--cluster {address}",
            texts.OTHER_VERSION(worker=worker, name=name, other=other or texts.NO_VERSION, own=own[name]),
            texts.SAME_VERSION,
        )
        for worker, record in found["workers"].items()
        for name, other in _compared(record).items()
        if other != own[name]
    ]
    if diagnostics:
        raise ClusterError(diagnostics)


def _compared(record: Mapping[str, Any]) -> dict[str, str | None]:
    versions = {**record["packages"], "python": ".".join(record["host"]["python"].split(".")[:2])}
    return {name: versions.get(name) for name in COMPARED}
