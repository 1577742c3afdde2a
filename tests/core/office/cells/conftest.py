from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.core.office.cells.drawn import Drawing, read


@pytest.fixture
def draw() -> Iterator[Drawing]:
    """Draw a rule; at the end every line of it is read."""
    drawing = Drawing()
    yield drawing
    assert drawing.lines
    wrong = {line.cell: (read(drawing.reading, line), line.read) for line in drawing.lines}
    assert not {cell: f"read {got}, drawn {drawn}" for cell, (got, drawn) in wrong.items() if got != drawn}
