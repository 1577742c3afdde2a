"""The pages (granian) and one worker beside them, started together and ended together."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import find, get_finders
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from whitenoise.storage import CompressedManifestStaticFilesStorage

from betang.config import embedded, work
from betang.core.errors import WrongCall

log = logging.getLogger("betang.serving")

STYLES: Final = "ui/built/betang.css"
THREADS: Final = 4
"""Requests at a time in each web process; each thread keeps one database connection."""
PATIENCE_AT_END: Final = work.PATIENCE_AT_END + 2
LOOK_EVERY: Final = 0.5
"""Seconds between two looks at the worker and the embedded database."""
CALM: Final = 5.0
"""Seconds a worker should live at least; one that died sooner is started again only after as long a pause."""


def serve(*, host: str, port: int, ready: Callable[[], None] | None = None) -> None:
    """Serve the pages until Ctrl-C or SIGTERM, with one worker that is started again when it dies.

    `ready` is called once the pages answer. Raises WrongCall when the port is taken.
    """
    if not port_is_free(host, port):
        raise WrongCall(f"port {port} on {host} is taken by another program: choose another with --port")
    collect_static()
    connections.close_all()
    # Fresh processes: forking one that has used threads (the map does) may hang.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "betang.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.WEB_PROCESSES,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=600,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    companion = Companion()

    @server.on_startup
    def _begin() -> None:
        # A closed terminal ends us, as people expect; granian would only reload.
        signal.signal(signal.SIGHUP, server.signal_handler_interrupt)
        companion.start()
        if ready is not None:
            threading.Thread(target=_when_answering, args=(host, port, ready), daemon=True).start()

    try:
        server.serve(target_loader=load_application, wrap_loader=False)
    finally:
        companion.stop()
        if settings.EMBEDDED_DATABASE:
            embedded.stop_if_unused(settings.HOME)


def load_application() -> Any:
    """What a web process runs first: the application, and a watch that ends the process when its parent is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()
    from betang.config.wsgi import application  # noqa: PLC0415  (importing it sets Django up, here and not in the parent)

    return application


def _leave_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


class Companion:
    """The worker inside `betang serve`: a child process, started again when it ends, ended with us."""

    def __init__(self) -> None:
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="betang-companion", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask the worker to leave, wait for its job a little, and see it gone."""
        self._leaving.set()
        if self._thread.is_alive():
            self._thread.join()

    def _keep(self) -> None:
        while not self._leaving.is_set():
            began = time.monotonic()
            try:
                with self._begin() as worker:
                    while worker.poll() is None and not self._leaving.wait(LOOK_EVERY):
                        _keep_database()
                    _end(worker)
            except OSError as problem:  # no memory or no process to spare just now
                log.warning("the worker could not be started", exc_info=problem)
            if time.monotonic() - began < CALM:
                self._leaving.wait(CALM)

    def _begin(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", "from betang.cli import main; main()", "worker"],
            stdin=subprocess.PIPE,  # never written to: it ends when we do, even by kill -9
            env=os.environ | {work.LIFELINE: "1"},
            start_new_session=True,  # Ctrl-C reaches us, and we tell the worker
        )


def _keep_database() -> None:
    """The embedded database is ours to bring up again when it was killed; another has its own keeper."""
    if not settings.EMBEDDED_DATABASE or embedded.is_running(settings.HOME):
        return
    try:
        embedded.ensure(settings.HOME)
    except embedded.DatabaseUnavailable as problem:
        log.warning("%s", problem)


def _end(worker: subprocess.Popen[bytes]) -> None:
    if worker.poll() is not None:
        return
    worker.terminate()
    try:
        worker.wait(PATIENCE_AT_END)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def port_is_free(host: str, port: int) -> bool:
    """Whether nobody listens there. Binding asks the system itself, and finds listeners that share their port."""
    family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with closing(socket.socket(family, kind, protocol)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(where)
        except OSError:
            return False
    return True


def _when_answering(host: str, port: int, then: Callable[[], None]) -> None:
    deadline = time.monotonic() + 60
    where = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (how to reach it, not where to listen)
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection((where, port), timeout=5) as probe:
            probe.sendall(b"GET /sehat HTTP/1.0\r\n\r\n")
            if probe.recv(16).startswith(b"HTTP/1."):
                then()
                return
        time.sleep(0.05)


def collect_static() -> None:
    """Copy, compress and fingerprint the static files to STATIC_ROOT, unless they are there already and unchanged.

    Raises WrongCall when the stylesheet has not been built (a checkout without `make setup`).
    """
    if find(STYLES) is None:
        raise WrongCall("the stylesheet of the pages has not been built yet: run `make setup`")
    if settings.DEBUG:
        return
    found: dict[str, tuple[Any, str]] = {}
    state: list[str] = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            if path not in found:
                found[path] = (storage, path)
                facts = Path(storage.path(path)).stat()
                state.append(f"{path} {facts.st_size} {facts.st_mtime_ns}")
    root, note = Path(settings.STATIC_ROOT), Path(settings.STATIC_ROOT) / "collected"
    now = "\n".join(sorted(state))
    if note.exists() and note.read_text() == now:
        return
    kept = CompressedManifestStaticFilesStorage(location=root, base_url=settings.STATIC_URL)
    for path, (storage, _) in found.items():
        kept.delete(path)
        with storage.open(path) as source:
            kept.save(path, source)
    for _name, _hashed, processed in kept.post_process({path: (kept, path) for path in found}):
        if isinstance(processed, Exception):
            raise processed
    note.write_text(now)
