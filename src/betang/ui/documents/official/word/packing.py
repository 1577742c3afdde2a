"""A Word file packed so that the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Final

FIRST_DAY: Final = datetime(2026, 1, 1, tzinfo=UTC)  # the day that built-in templates bear


def packed(document: bytes) -> bytes:
    """The same zip with its parts in order and without the moment at which they were written."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as again:
        for name in sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(part, made.read(name))
    return target.getvalue()
