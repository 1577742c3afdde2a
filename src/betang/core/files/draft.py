"""Results that appear whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Self


class Draft:
    """A folder beside the results: files are written there and moved in place together at the end."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def __enter__(self) -> Self:
        self.out.mkdir(parents=True, exist_ok=True)
        self.path = Path(tempfile.mkdtemp(prefix=".betang-", dir=self.out))
        return self

    def __truediv__(self, name: str) -> Path:
        return self.path / name

    def publish(self) -> None:
        """Move every file to the results, over those of an earlier run."""
        for file in sorted(self.path.rglob("*")):
            if file.is_file():
                place = self.out / file.relative_to(self.path)
                place.parent.mkdir(exist_ok=True)
                file.replace(place)

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
