"""The demo, running, and one real browser: of the whole session, because a process can hold one Playwright only."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """`betang demo` with a province of 15 governments, as a newcomer starts it; the address it answers on."""
    from betang.config import embedded  # noqa: PLC0415  (read before Django is awake)
    from tests.platform.test_demo import environment  # noqa: PLC0415
    from tests.platform.test_serving import BETANG, free_port  # noqa: PLC0415

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


_OPEN: list[ExitStack] = []


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> object:
    """One real browser for every page test of this worker."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (only the tests of the screens need it)

    stack = ExitStack()
    _OPEN.append(stack)
    playwright = stack.enter_context(sync_playwright())
    switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
    browser = playwright.chromium.launch(executable_path=chromium_path, args=switches)
    stack.callback(browser.close)
    return browser


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Close the browser after the last of its tests: while it is open an event loop runs, and Django refuses every
    other test of this worker. The tests of its group stand together (`tests/plugins/order.py`)."""
    del item
    if nextitem is None or not of_the_browser(nextitem):
        while _OPEN:
            _OPEN.pop().close()


def of_the_browser(item: pytest.Item) -> bool:
    """True for tests of the group that shares the one browser, whether they drive it or not."""
    return any(mark.args == ("browser",) for mark in item.iter_markers("xdist_group"))
