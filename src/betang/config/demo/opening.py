"""The demo: a province of invented people, from nothing to an answering page; the second time in seconds."""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import webbrowser
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from betang import __version__
from betang.agencies.actions import DEMO_ACCOUNTS, Place, make_demo_accounts
from betang.agencies.models import Agency, Installation
from betang.config import boot
from betang.config.demo.year import NEWCOMER, make_year
from betang.config.serve import pages
from betang.connect.folder.actions import load
from betang.core.errors import WrongCall
from betang.core.sample import calendar, write_sample
from betang.needs.actions import run_map
from betang.needs.queries.flow.offices import home_of
from betang.people.models import Person

Say = Callable[[str], None]
Progress = Callable[[str, int, int], None]
Bars = Callable[[], AbstractContextManager[Progress | None]]
"""Opens the drawing of progress; what it gives is None where nobody is watching."""

log = logging.getLogger("betang.demo")

SEED: Final = 2026
DEMO_LOCK: Final = 0x64656D6F  # "demo"
PORTS_TO_TRY: Final = 20
MAP_DAY: Final = date.fromordinal(calendar.EPOCH + calendar.AS_OF)
"""The day the sample is made for."""
DEMO_AGENCY: Final = "6711"
"""Katingan, where most accounts of the demo are."""
PEOPLE_TO_TALK_WITH: Final = 20
"""How many people the office of the newcomer has at least, so that there is something to do."""
ACCOUNTS_SINCE: Final = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Made:
    """What a demo database was made from; equal values mean there is nothing left to do."""

    agencies: int
    people: int
    seed: int
    version: str
    database: str


def open_demo(*, agencies: int, people: int, port: int, say: Say, bars: Bars) -> None:
    """Make the demo as far as it is not made yet, serve it and open a browser; returns when it is stopped.

    Raises WrongCall when the embedded database holds people who are not invented.
    """
    wanted = Made(agencies, people, SEED, __version__, str(Installation.objects.get().key))
    note = Path(settings.HOME) / "demo" / "made.json"
    with boot.alone(DEMO_LOCK):
        if _made(note) != wanted:
            with bars() as progress:
                _make(wanted, say=say, progress=progress)
            note.write_text(json.dumps(asdict(wanted)))
    chosen = next((p for p in range(port, port + PORTS_TO_TRY) if pages.port_is_free("127.0.0.1", p)), None)
    if chosen is None:
        raise WrongCall(f"ports {port} to {port + PORTS_TO_TRY - 1} are all taken: choose another with --port")
    if chosen != port:
        say(f"Port {port} sedang dipakai, jadi dipakai {chosen}.  Port {port} is taken, using {chosen}.")
    address = f"http://localhost:{chosen}/"
    pages.serve(host="127.0.0.1", port=chosen, ready=lambda: _welcome(address, say))


def _made(note: Path) -> Made | None:
    """What the note of an earlier demo says; None when there is none that can be read."""
    with suppress(OSError, ValueError, TypeError):
        return Made(**json.loads(note.read_text()))
    return None


def _make(wanted: Made, *, say: Say, progress: Progress | None) -> None:
    if Agency.objects.filter(fictional=False).exists():
        raise WrongCall(
            f"the database under {settings.HOME} holds data that is not invented, and the demo would replace it: "
            "set BETANG_HOME to another folder"
        )
    say("1/4  Menyusun provinsi rekaan ...  Inventing a province ...")
    folder = _sample(wanted, progress)
    say("2/4  Memuat data ...  Loading the data ...")
    load(folder=folder, by=None, progress=progress)
    make_demo_accounts(password=settings.DEMO_PASSWORD, starts_on=ACCOUNTS_SINCE, places=_places(), by=None)
    say("3/4  Menjalankan tahun rencana ...  Going through the planning year ...")
    make_year(today=timezone.localdate(), by=None)
    say("4/4  Menghitung peta kebutuhan ...  Computing the needs map ...")
    run_map(as_of=MAP_DAY, by=None, publish=True)


def _places() -> dict[str, Place]:
    """What the accounts of office, superior and employee are about: one superior, one of theirs, their office.

    And an office of the government in which a newcomer goes the whole way: the smallest with enough needs to fill in.
    """
    codes = sorted(Agency.objects.values_list("code", flat=True))
    agency = DEMO_AGENCY if DEMO_AGENCY in codes else codes[0]
    shown = Person.objects.filter(agency=agency, supervisor__agency=agency, assessments__isnull=False)
    most = shown.values("supervisor").annotate(n=Count("pk", distinct=True)).order_by("-n", "supervisor").first()
    one = shown.filter(supervisor=most["supervisor"]).order_by("pk").first() if most else None
    if one is None:
        return {}
    own = {
        "opd": Place(unit=one.unit_id),
        "atasan": Place(person=one.supervisor_id),
        "pegawai": Place(person=one.pk),
    }
    newcomers = _office_of(NEWCOMER)
    return own | ({"mura-opd": Place(unit=newcomers)} if newcomers is not None else {})


def _office_of(agency: str) -> int | None:
    """An office of the agency with some twenty people to talk with, counted with the units below it."""
    homes = home_of(agency)
    people = Counter(homes[unit] for unit in Person.objects.filter(agency=agency).values_list("unit", flat=True))
    enough = {office: count for office, count in people.items() if count >= PEOPLE_TO_TALK_WITH}
    return min(enough or people, key=lambda office: (people[office], office), default=None)


def _sample(wanted: Made, progress: Progress | None) -> Path:
    """The folder of the sample, made once for each size; older ones make room."""
    kept = Path(settings.HOME) / "demo" / "sample"
    folder = kept / f"{wanted.version}-{wanted.seed}-{wanted.agencies}-{wanted.people}"
    if not folder.exists():
        shutil.rmtree(kept, ignore_errors=True)
        write_sample(out=folder, people=wanted.people, agencies=wanted.agencies, seed=wanted.seed, progress=progress)
    return folder


def _welcome(address: str, say: Say) -> None:
    accounts = "\n".join(f"    {account.username:<16}{account.name}" for account in DEMO_ACCOUNTS)
    say(
        f"\nBetang siap:  {address}   Betang is ready.\n\n"
        f"Masuk sebagai (sign in as), kata sandi (password) {settings.DEMO_PASSWORD}\n{accounts}\n\n"
        "Semua orang di dalamnya rekaan.  Everybody in it is invented.\n"
        "Ctrl-C untuk berhenti.  Ctrl-C to stop."
    )
    if _has_display():
        webbrowser.open(address)


def _has_display() -> bool:
    """Whether opening a browser would be seen by somebody."""
    if os.environ.get("BETANG_NO_BROWSER") or os.environ.get("CI"):
        return False
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
