"""The worker inside `betang serve`, and the embedded database it needs: both are brought up again when they die."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from typing import Final

from django.conf import settings

from betang.config import embedded
from betang.config.serve import worker

log = logging.getLogger("betang.serve")

PATIENCE_AT_END: Final = worker.PATIENCE_AT_END + 2
LOOK_EVERY: Final = 0.5
"""Seconds between two looks at the worker and the embedded database."""
CALM: Final = 5.0
"""Seconds a worker should live at least; one that died sooner is started again only after as long a pause."""


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
                with self._begin() as process:
                    while process.poll() is None and not self._leaving.wait(LOOK_EVERY):
                        _keep_database()
                    _end(process)
            except OSError as problem:  # no memory or no process to spare just now
                log.warning("the worker could not be started", exc_info=problem)
            if time.monotonic() - began < CALM:
                self._leaving.wait(CALM)

    def _begin(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", "from betang.cli import main; main()", "worker"],
            stdin=subprocess.PIPE,  # never written to: it ends when we do, even by kill -9
            env=os.environ | {worker.LIFELINE: "1"},
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


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(PATIENCE_AT_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
