"""The commands that need the whole house: each wakes Django up and calls one function.

Imports are inside, so that a command pays only for what it uses and Django is awake before its models are named.
"""

from __future__ import annotations

from betang.config import boot


def serve(*, host: str, port: int) -> None:
    """Pages and one worker until Ctrl-C. Raises WrongCall when the port is taken or the database is behind."""
    boot.setup_django()
    from betang.config import serving  # noqa: PLC0415

    serving.serve(host=host, port=port)


def worker() -> None:
    """One more worker, until Ctrl-C."""
    boot.setup_django()
    from betang.config import work  # noqa: PLC0415

    work.work()


def migrate() -> None:
    """Bring the database to this version, as its owner (DATABASE_OWNER_URL) when one is named."""
    boot.setup_django(current=False)
    from django.conf import settings  # noqa: PLC0415

    boot.migrate("owner" if "owner" in settings.DATABASES else "default")


def check() -> list[str]:
    """What stands between this installation and production, each a sentence."""
    boot.setup_django(current=False)
    from betang.config.findings import findings  # noqa: PLC0415

    return findings()
