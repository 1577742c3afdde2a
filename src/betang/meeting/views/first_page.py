"""For BPSDM on the first page: titles that may be one, and programmes whose classes fill only together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from betang.meeting.queries.alignment.demand import Demanded, demand
from betang.meeting.queries.alignment.sent import sent
from betang.meeting.queries.alignment.titles import similar
from betang.ui.frame.first_page import Panel
from betang.ui.links import at

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer

SHOWN: Final = 5
"""Programmes that the first page names; the page of common demand has them all."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """A programme that no government fills a class of alone, and all of them do together: people by government."""

    name: str
    href: str
    people: int
    least: int
    shares: tuple[tuple[str, int], ...]


def waits(viewer: Viewer) -> Iterator[Panel]:
    """Nothing for anybody but whoever coordinates, and nothing before anything was sent."""
    if not viewer.coordinates:
        return
    found = demand(user=viewer)
    if found.year is None:
        return
    pooled = only_together(found)
    rows = sent(found, user=viewer, today=timezone.localdate())
    shown = {
        "year": found.year,
        "titles": len(similar(found, user=viewer)),
        "pooled": pooled[:SHOWN],
        "count": len(pooled),
        "senders": sum(bool(row.forms and row.forms.sent) for row in rows),
        "late": sum(row.late for row in rows),
        "governments": len(rows),
    }
    yield Panel("meeting/start/demand.html", shown, order=-10)


def only_together(found: Demanded) -> list[Pooled]:
    """Programmes of which a class is filled by all together alone, the most people first."""
    names = {agency.code: agency.short_name for agency in found.governments}
    lines = [
        one
        for one in found.lines
        if one.program is not None
        and one.classes is not None
        and one.classes.pooled.seated
        and not one.classes.alone.seated
    ]
    return [
        Pooled(
            name=one.name,
            href=at("meeting:demand_line", one.kind, one.ref),
            people=one.line.people,
            least=one.program.class_min if one.program else 0,
            shares=tuple(
                sorted(
                    ((names[code], share.people) for code, share in one.line.shares.items() if share.people),
                    key=lambda pair: (-pair[1], pair[0]),
                )
            ),
        )
        for one in sorted(lines, key=lambda one: (-one.line.people, one.name))
    ]
