from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_house import write


@pytest.fixture
def house(db: None, tmp_path: Path) -> Path:
    """The small province, loaded; the folder it came from."""
    from betang.connect.folder.actions import load  # noqa: PLC0415  (a conftest is read before Django is awake)

    folder = write(tmp_path / "house")
    load(folder=folder, by=None)
    return folder
