"""The cast: Ani plans for Katingan, Budi leads it, Citra plans for Palangka Raya, Dewi coordinates the province.

`mapped` is the small province with its map published; `site` is the demo itself, running, for a real browser.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from betang.config import embedded
from tests.platform.test_demo import environment
from tests.platform.test_serving import BETANG, free_port
from tests.second_factor import armed
from tests.small_house import write

AS_OF = date(2027, 1, 1)
CAST = {
    "ani": ("planner", "6711"),
    "budi": ("leader", "6711"),
    "citra": ("planner", "6771"),
    "dewi": ("coordinator", "6700"),
    "eka": ("employee", "6711"),
    "nobody": ("", ""),
}


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small province in the record, its map published; once for a module, gone after it."""
    with django_db_blocker.unblock():
        from django.db import transaction  # noqa: PLC0415  (a conftest is read before Django is awake)

        from betang.connect.folder.actions import load  # noqa: PLC0415
        from betang.needs.actions import run_map  # noqa: PLC0415

        with transaction.atomic():
            folder = write(tmp_path_factory.mktemp("ui") / "house")
            load(folder=folder, by=None)
            run_map(as_of=AS_OF, by=None)
            yield folder
            transaction.set_rollback(True)


@pytest.fixture
def mapped(loaded: Path, db: None) -> Path:
    """The loaded province for one test; what the test changes is undone."""
    return loaded


@pytest.fixture
def as_() -> Callable[[str], Client]:
    """A browser signed in as one of the cast."""

    def signed_in(name: str) -> Client:
        from betang.agencies.actions import add_member, create_user  # noqa: PLC0415
        from betang.agencies.models import Agency, User  # noqa: PLC0415

        user = User.objects.filter(username=name).first()
        if user is None:
            role, agency = CAST[name]
            user = create_user(username=name, name=name.title(), password="kata sandi panjang", by=None)
            if role:
                add_member(
                    user=user, agency=Agency.objects.get(pk=agency), role=role, starts_on=date(2020, 1, 1), by=None
                )
        client = Client()
        client.force_login(armed(user))
        return client

    return signed_in


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """`betang demo` with a province of 15 governments, as a newcomer starts it; the address it answers on."""
    home = Path(tempfile.mkdtemp(prefix="betang-", dir="/tmp"))
    port = free_port()
    process = subprocess.Popen(
        [*BETANG, "demo", "--agencies", "15", "--people", "2500", "--port", str(port)],
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith("Ctrl-C"):
            break
    assert process.poll() is None, "".join(said)
    yield f"http://localhost:{port}"
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    embedded.stop(home)
    shutil.rmtree(home)


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[object]:
    """One real browser for every page test of this worker."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (only the tests of the screens need it)

    with sync_playwright() as playwright:
        switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=chromium_path, args=switches)
        yield browser
        browser.close()
