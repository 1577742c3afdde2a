"""For an auditor: how many items there are, and the exceptions in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from betang.agencies.rights import Right
from betang.needs.queries.chain import exceptions
from betang.needs.views.audit.words import MARKS
from betang.ui.frame.first_page import Panel
from betang.ui.links import at

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer


def panels(viewer: Viewer, year: int, today: date) -> Iterator[Panel]:
    """For whoever reads the trail and writes nothing; a planner finds the same page from the list of needs."""
    home = viewer.home
    if home is None or viewer.has(Right.EDIT, home.code) or not exceptions.may_audit(home.code, user=viewer):
        return
    total, counts = exceptions.counted(home.code, year, on=today, user=viewer)
    page = f"{at('needs:audit')}?pemerintah={home.code}&tahun={year}"
    shown = {
        "year": year,
        "name": home.short_name,
        "total": total,
        "marks": [(MARKS[name], n, f"{page}&periksa={name}") for name, n in counts.items() if n],
        "page": page,
        "sample": f"{page}&contoh=1",
    }
    yield Panel("needs/start/audit.html", shown, order=-10)
