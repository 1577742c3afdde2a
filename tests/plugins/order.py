"""Which worker runs what: the tests of a file together, what drives the browser together, the longest first.

A file's tests share what they stand on (a province that was loaded and mapped once), so a file that two workers share
is paid for twice. What takes minutes begins first, so that the workers end together.
"""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadGroupScheduling

from tests.plugins.browser import of_the_browser


class ByFile(LoadGroupScheduling):
    """A test belongs to its `xdist_group`, else to its file."""

    def _split_scope(self, nodeid: str) -> str:
        return super()._split_scope(nodeid).partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    config.option.loadscopereorder = False  # our order, not that of how many tests a file has
    return ByFile(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a run of several workers: what drives the browser, then files with `slow` tests, then the others."""
    if not hasattr(config, "workerinput"):
        return
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (not of_the_browser(item), item.path not in slow))
