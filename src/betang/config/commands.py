"""The commands that need the whole house: each wakes Django up and calls one function.

Imports are inside, so that a command pays only for what it uses and Django is awake before its models are named.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager

from betang.config import boot


def serve(*, host: str, port: int) -> None:
    """Pages and one worker until Ctrl-C. Raises WrongCall when the port is taken or the database is behind."""
    with boot.awake():
        from betang.config.serve import pages  # noqa: PLC0415

        pages.serve(host=host, port=port)


def worker() -> None:
    """One more worker, until Ctrl-C."""
    boot.setup_django()
    from betang.config.serve.worker import work  # noqa: PLC0415

    work()


def migrate() -> None:
    """Bring the database to this version, as its owner (DATABASE_OWNER_URL) when one is named."""
    boot.setup_django(current=False)
    boot.migrate()


def check() -> list[str]:
    """What stands between this installation and production, each a sentence."""
    boot.setup_django(current=False)
    from betang.agencies.scope import act_as_operator  # noqa: PLC0415
    from betang.config.findings import findings  # noqa: PLC0415

    act_as_operator()

    return findings()


def demo(
    *,
    agencies: int,
    people: int,
    port: int,
    say: Callable[[str], None],
    bars: Callable[[], AbstractContextManager[Callable[[str, int, int], None] | None]],
) -> None:
    """A province of invented people in the embedded database, its map, and the pages; until Ctrl-C.

    Never touches the database of DATABASE_URL, nor one with people who are not invented (WrongCall).
    """
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "BETANG_HTTPS", "DEBUG"):
        os.environ.pop(name, None)  # settings of another installation; the processes we start inherit this too
    os.environ["BETANG_DEMO"] = "True"
    with boot.awake():
        from betang.agencies.scope import act_as_operator  # noqa: PLC0415
        from betang.config.demo import open_demo  # noqa: PLC0415

        act_as_operator()

        open_demo(agencies=agencies, people=people, port=port, say=say, bars=bars)
