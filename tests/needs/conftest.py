from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.small_house import for_a_module, write


@pytest.fixture(scope="module")
def stored(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small province in the record, once for a module."""
    with for_a_module(django_db_blocker):
        from betang.connect.folder.actions import load  # noqa: PLC0415  (a conftest is read before Django is awake)

        folder = write(tmp_path_factory.mktemp("needs") / "house")
        load(folder=folder, by=None)
        yield folder


@pytest.fixture
def house(stored: Path, db: None) -> Path:
    """The small province for one test, and the folder it came from; what the test changes is undone."""
    return stored
