"""A folder for an embedded server of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from betang.config import embedded


@pytest.fixture
def home() -> Iterator[Path]:
    """A BETANG_HOME that is not there yet, with a short path as a user would have it, closed to everyone else."""
    folder = Path(tempfile.mkdtemp(prefix="betang-", dir="/tmp"))
    yield folder / "home"
    if (folder / "home").exists():
        embedded.stop(folder / "home")
    shutil.rmtree(folder)
