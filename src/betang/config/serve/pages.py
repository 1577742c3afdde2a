"""The pages (granian) and one worker beside them, started together and ended together."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from multiprocessing.connection import wait
from typing import Any, Final

from django.conf import settings
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from betang.config.serve.companion import Companion
from betang.config.serve.static import collect_static
from betang.core.errors import WrongCall

THREADS: Final = 4
"""Requests at a time in each web process; each thread keeps one database connection."""

HEADER_SECONDS: Final = 10
HEADER_BYTES: Final = 64 * 1024
"""How long and how large what comes before a request's body may be; whoever dawdles is cut off."""


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
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000, max_buffer_size=HEADER_BYTES),
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
