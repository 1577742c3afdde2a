"""What stands between an installation and production, in plain words."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Final

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.core import checks
from django.db import DatabaseError, connection
from django.db.models import Q
from django.utils import timezone

from betang.agencies.actions import DEMO_ACCOUNTS
from betang.agencies.models import Agency, Invitation, Member, Role, User
from betang.agencies.rights import NEEDS_SECOND_FACTOR, Reach, Right, roles_with
from betang.agencies.wall import OF_SIGNING_IN, Wall
from betang.config import boot
from betang.config.serve.static import STYLES

OLDEST_POSTGRES: Final = 14  # the oldest that Django 5.2 supports
ROOM_NEEDED: Final = 2 * 1024**3  # bytes; a map of a province with its gaps and exports stays well below
LONGEST_IDLE: Final = 60  # minutes
MANY: Final = 20  # codes in one sentence
FOR_OTHERS: Final = stat.S_IRWXO | stat.S_IRGRP | stat.S_IWGRP
HERE: Final = frozenset({"", "localhost", "127.0.0.1", "::1"})

PLAIN_HTTP: Final = "Pages travel over plain HTTP and can be read on the way: set BETANG_HTTPS=True."
IN_PLAIN_WORDS: Final = {
    "security.W004": PLAIN_HTTP,
    "security.W008": PLAIN_HTTP,
    "security.W009": "SECRET_KEY is short or guessable: set a random one of at least 50 characters.",
    "security.W012": PLAIN_HTTP,
    "security.W016": PLAIN_HTTP,
    "security.W018": "DEBUG is on: error pages show data to everyone. Unset DEBUG.",
    "security.W020": "No host name is allowed: set BETANG_HOSTS to the names of this site.",
}


def findings() -> list[str]:
    """Each finding a sentence that says what is wrong and what to do; empty when nothing is."""
    return [*_settings(), *_database(), *_disk()]


def _settings() -> list[str]:
    found = []
    if settings.DEMO:
        found.append("This is the demo: accounts and passwords stand on the sign-in page. Unset BETANG_DEMO.")
    if not settings.HOSTS:
        found.append("Only this machine is served: set BETANG_HOSTS to the names of this site, separated by commas.")
    if (
        settings.HTTPS
        and not settings.CSRF_TRUSTED_ORIGINS
        and getattr(settings, "SECURE_PROXY_SSL_HEADER", None) is None
    ):
        found.append(
            "HTTPS is expected, but Betang itself does not speak it: put a proxy in front that does, and set "
            "BETANG_BEHIND_PROXY=True."
        )
    if settings.IDLE_MINUTES > LONGEST_IDLE:
        found.append(
            f"A session left open stays open for {settings.IDLE_MINUTES} minutes, and laptops are shared: set "
            f"BETANG_IDLE_MINUTES to {LONGEST_IDLE} or less."
        )
    found += _sign_in()
    told = set()
    for message in (m for m in checks.run_checks(include_deployment_checks=True) if not m.is_silenced()):
        plain = IN_PLAIN_WORDS.get(message.id or "", f"{message.msg} {message.hint or ''}".strip())
        if plain not in told:
            told.add(plain)
            found.append(plain)
    if find(STYLES) is None:
        found.append("The stylesheet of the pages has not been built yet: run `make setup`.")
    elif not settings.COLLECTED_STATIC and not settings.DEBUG:
        found.append("The static files are not collected yet: `betang serve` does it when it starts.")
    return found


def _sign_in() -> list[str]:
    found = []
    if not settings.EMAIL_CONFIGURED:
        found.append(
            "No e-mail server is named, so no invitation and no link to a new password is sent: set BETANG_EMAIL_URL."
        )
    elif "@localhost" in settings.DEFAULT_FROM_EMAIL:
        found.append("E-mail would come from an address that does not exist: set BETANG_EMAIL_FROM.")
    if settings.OIDC_HALF:
        found.append(
            f"The identity provider is half set up, so its button is not shown: set {', '.join(settings.OIDC_HALF)}."
        )
    elif settings.OIDC and settings.HTTPS and not settings.OIDC["issuer"].startswith("https://"):
        found.append("The identity provider is reached over plain HTTP: write BETANG_OIDC_ISSUER with https://.")
    return found


def _database() -> list[str]:
    found = []
    if settings.EMBEDDED_DATABASE:
        found.append("The database is the embedded one, which is not for production: set DATABASE_URL.")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
            (version,) = cursor.fetchone()
    except DatabaseError:
        return [*found, "The database does not answer: see DATABASE_URL and whether the server runs."]
    if version < OLDEST_POSTGRES:
        found.append(f"PostgreSQL {version} is too old: use {OLDEST_POSTGRES} or newer.")
    if not settings.EMBEDDED_DATABASE:
        found += _web_role()
    found += _walls()
    if behind := boot.steps_behind():
        found.append(f"The database is {behind} step(s) behind this version: run `betang migrate`.")
    else:
        found += _people(timezone.localdate(), timezone.now())
    return found


def _people(day: date, now: datetime) -> list[str]:
    """Who may come in, and who looks after it. Agencies by code, people only counted."""
    found = []
    if User.objects.filter(username__in=[account.username for account in DEMO_ACCOUNTS]).exists():
        found.append("Accounts of the demo are in this database, and everybody knows their password: remove them.")
    held = Member.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day, user__is_active=True)
    if not held.filter(role__in=roles_with(Right.AGENCIES, Reach.PROVINCE)).exists():
        found.append("Nobody coordinates the province, so no planner can be invited: `betang invite` the coordinator.")
    looked_after = held.filter(role__in=roles_with(Right.MEMBERS, Reach.AGENCY)).values("agency")
    if alone := _listed(Agency.objects.exclude(pk__in=looked_after).values_list("code", flat=True)):
        found.append(f"No planner looks after {alone}: the coordinator invites one on the page of the government.")
    for agency, until in held.filter(role=Role.SUPPORT).order_by("agency", "ends_on").values_list("agency", "ends_on"):
        found.append(
            f"Technical support may look into {agency} until before {until}: let its planner end it when all is done."
        )
    armed = Authenticator.objects.filter(type=Authenticator.Type.TOTP).values("user")
    bare = held.filter(role__in=NEEDS_SECOND_FACTOR).exclude(user__in=armed).values("user").distinct().count()
    if bare and settings.SECOND_FACTOR_REQUIRED:
        found.append(
            f"{bare} member(s) who need a second step have not set one up, and whoever knows their password may do it "
            "for them: ask them to sign in, or let their planner end the membership."
        )
    late = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__lte=now)
    if agencies := _listed(late.order_by("agency").values_list("agency", flat=True).distinct()):
        found.append(f"Invitations ran out unanswered in {agencies}: let the planner send them anew or withdraw them.")
    return found


def _listed(codes: Iterable[str]) -> str:
    """The first of them, and how many more."""
    every = sorted(codes)
    more = f" and {len(every) - MANY} more" if len(every) > MANY else ""
    return f"{', '.join(every[:MANY])}{more}" if every else ""


def _web_role() -> list[str]:
    """The role of web and workers should not be able to step over the walls of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        is_superuser, bypasses = cursor.fetchone()
        cursor.execute("SELECT EXISTS (SELECT FROM pg_class WHERE relowner = current_user::regrole AND relkind = 'r')")
        (owns,) = cursor.fetchone()
        cursor.execute(
            "SELECT pg_catalog.pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
        )
        (encoding,) = cursor.fetchone()
        cursor.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        (is_private,) = cursor.fetchone()
    found = []
    host = settings.DATABASES["default"]["HOST"]
    if not is_private and host not in HERE and not host.startswith("/"):
        found.append(
            f"The way to the database on {host} is not encrypted: end DATABASE_URL with "
            "?sslmode=verify-full&sslrootcert=<file>."
        )
    if is_superuser or bypasses:
        found.append("DATABASE_URL names a role that is above the rules of the database: use an ordinary role.")
    if owns:
        found.append(
            "The role of DATABASE_URL owns tables, so a fault in a page could change or drop them: serve as a role "
            "that owns nothing and name the owner in DATABASE_OWNER_URL for `betang migrate`."
        )
    if encoding != "UTF8":
        found.append(f"The database keeps text as {encoding}: create it anew with encoding UTF8.")
    return found


def _walls() -> list[str]:
    """Every declared wall must stand, forced, with a policy for each command: somebody may have taken one down."""
    declared = {
        *OF_SIGNING_IN,
        *(
            model._meta.db_table
            for model in apps.get_models()
            if any(isinstance(constraint, Wall) for constraint in model._meta.constraints)
        ),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class c WHERE relrowsecurity AND relforcerowsecurity AND "
            "(SELECT count(DISTINCT polcmd) FROM pg_policy p WHERE p.polrelid = c.oid) >= 4"
        )
        fallen = sorted(declared - {table for (table,) in cursor.fetchall()})
    if not fallen:
        return []
    return [
        f"No wall stands around {', '.join(fallen)}: everybody sees every row. Run `betang migrate`, then look why."
    ]


def _disk() -> list[str]:
    home = Path(settings.HOME)
    place = next(folder for folder in (home, *home.parents) if folder.is_dir())
    free = shutil.disk_usage(place).free
    found = []
    if free < ROOM_NEEDED:
        found.append(f"Only {free // 1024**2:,} MB are free on the disk of {home}: make room.")
    if home.is_dir() and stat.S_IMODE(home.stat().st_mode) & FOR_OTHERS:
        found.append(f"Other users of this machine can read or change {home}: `chmod go-rwx` it.")
    return found
