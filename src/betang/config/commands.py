"""The commands that need the whole house: each wakes Django up and calls one function.

Imports are inside, so that a command pays only for what it uses and Django is awake before its models are named.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from betang.config import boot
from betang.core.errors import WrongCall


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


def breach(*, since: date, until: date, by: str | None, agency: str | None, person: int | None, out: Path) -> list[str]:
    """Write the breach report of UU 27/2022 to `out`; its summary, a line for each thing to say. Raises WrongCall."""
    with boot.awake():
        from betang.agencies.scope import act_as_operator  # noqa: PLC0415
        from betang.people.actions import draw_breach_report  # noqa: PLC0415
        from betang.people.queries.breach import Wish, told  # noqa: PLC0415

        act_as_operator()

        wish = Wish(since=since, until=until, by=by, agency=agency, person=person)
        return told(draw_breach_report(out=out, wish=wish, by=None))


def retention(*, apply: bool) -> list[str]:
    """What has been kept longer than its period today, a line for each table; with `apply` it is deleted."""
    with boot.awake():
        from betang.agencies.scope import act_as_operator  # noqa: PLC0415
        from betang.config.upkeep.retention import run  # noqa: PLC0415

        act_as_operator()

        return run(apply=apply)


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


@dataclass(frozen=True, slots=True)
class Invited:
    """The link of an invitation, and until when it can be taken."""

    link: str
    until: str


def invite(*, agency: str, role: str, name: str, email: str) -> Invited:
    """Invite somebody as the operator. Raises WrongCall. With a mail server the link also goes out by mail."""
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.core.validators import validate_email  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from betang.agencies.actions import Asked  # noqa: PLC0415
    from betang.agencies.actions import invite as ask  # noqa: PLC0415
    from betang.agencies.models import Agency, Role  # noqa: PLC0415
    from betang.agencies.queries.invitations import link_to  # noqa: PLC0415
    from betang.agencies.rules import NotAllowed  # noqa: PLC0415

    found = Agency.objects.filter(pk=agency).first()
    if found is None:
        raise WrongCall(f"there is no agency {agency!r} in the database: `betang load` brings them")
    if role not in Role.values:
        raise WrongCall(f"there is no role {role!r}; one of {', '.join(Role.values)}")
    try:
        validate_email(email)
        now = timezone.now()
        made = ask(agency=found, asked=Asked(role, name, email), now=now, on=timezone.localdate(), by=None)
    except ValidationError:
        raise WrongCall(f"{email!r} is not an e-mail address") from None
    except NotAllowed as refused:
        raise WrongCall(str(refused)) from None
    return Invited(link_to(made), f"{timezone.localtime(made.expires_at):%Y-%m-%d %H:%M}")
