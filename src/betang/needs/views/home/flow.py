"""What of the way of needs waits for the reader, and how far the fifteen governments have come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.agencies.rights import Right
from betang.needs.queries import flow
from betang.needs.rules import STEPS, NeedState
from betang.needs.views.home import audit, leader, office, talks
from betang.targets import queries as targets
from betang.ui.figures import number
from betang.ui.frame.first_page import Panel, Waiting
from betang.ui.links import at

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer


def waits(viewer: Viewer) -> Iterator[Waiting | Panel]:
    """Steps that are the reader's, their forms, links to confirm; for whoever steers, how far all governments are."""
    today, year = timezone.localdate(), flow.open_year()
    yield from leader.panels(viewer, year, today)
    yield from talks.panels(viewer, today)
    if year is None:
        if viewer.coordinates:
            title, why = _("Buka tahun rencana"), _("Sesudah itu perangkat daerah dapat mengajukan kebutuhannya.")
            yield Waiting(title, why, at("needs:flow_days"), _("Buka tahun rencana"), urgent=True)
        return
    yield from _steps(viewer, today)
    yield from _links(viewer, today)
    yield from office.panels(viewer, year, today)
    yield from audit.panels(viewer, year, today)
    if viewer.coordinates or (viewer.home is not None and viewer.sees_people(viewer.home.code)):
        yield Panel("needs/flow/readiness.html", _readiness_shown(viewer, year, today), order=20)


def _steps(viewer: Viewer, today: date) -> Iterator[Waiting]:
    """One line for each step and government: how many items, and by when."""
    counts: defaultdict[tuple[str, NeedState], int] = defaultdict(int)
    found: dict[tuple[str, NeedState], flow.Waits] = {}
    for one in flow.waiting(viewer):
        if office.tells(viewer, one):
            continue
        counts[one.agency, one.state] += one.count
        found.setdefault((one.agency, one.state), one)
    for key, first in found.items():
        n = counts[key]
        title = ngettext("%(step)s: %(n)s butir menunggu Anda", "%(step)s: %(n)s butir menunggu Anda", n) % {
            "step": STEPS[first.step].label,
            "n": number(n),
        }
        why = str(STEPS[first.step].told)
        late = first.day is not None and first.day < today
        href = f"{at('needs:flow')}?{first.query}"
        urgent = late or first.state in {NeedState.RETURNED, NeedState.SUBMITTED, NeedState.VERIFIED}
        yield Waiting(title, why, href, _("Lihat dan putuskan"), urgent=urgent, day=first.day)


def _links(viewer: Viewer, today: date) -> Iterator[Waiting]:
    """For the target keeper: links that wait for a confirmation."""
    waiting = sum(targets.waiting(on=today, user=viewer).values())
    if waiting and viewer.home is not None and Right.CONFIRM_TARGETS in viewer.rights(viewer.home.code):
        title = ngettext(
            "%(n)s kaitan sasaran menunggu penegasan", "%(n)s kaitan sasaran menunggu penegasan", waiting
        ) % {"n": number(waiting)}
        why = _("Kebutuhan tanpa sasaran yang ditegaskan tidak lolos validasi.")
        yield Waiting(title, why, at("targets:links"), _("Periksa dan tegaskan"), urgent=True)


@dataclass(frozen=True, slots=True)
class Row:
    """How far one government has come: offices that sent, and items in or past each stage."""

    name: str
    own: bool
    offices: int
    sent: int
    late: bool
    verified: int
    validated: int
    items: int

    @property
    def share(self) -> float:
        """Forms sent, in per cent of the offices."""
        return 100 * self.sent / self.offices if self.offices else 0.0


_VERIFIED = (NeedState.VERIFIED, NeedState.VALIDATED, NeedState.PLANNED, NeedState.DECIDED)
_VALIDATED = _VERIFIED[1:]


def _readiness_shown(viewer: Viewer, year: int, today: date) -> dict[str, object]:
    """All governments for whoever asks; at once only the reader's own and those that are late."""
    rows = _readiness(viewer, today)
    return {
        "year": year,
        "rows": rows,
        "first": [row for row in rows if row.own or row.late],
        "done": sum(0 < row.offices <= row.sent for row in rows),
        "begun": sum(row.sent > 0 for row in rows),
        "late": sum(row.late for row in rows),
    }


def _readiness(viewer: Viewer, today: date) -> list[Row]:
    found = []
    for one in flow.sent_by_government(user=viewer, on=today):
        states = one.found.states if one.found else {}
        found.append(
            Row(
                name=one.agency.short_name,
                own=viewer.home is not None and one.agency.code == viewer.home.code,
                offices=one.found.offices if one.found else 0,
                sent=one.found.sent if one.found else 0,
                late=one.overdue,
                verified=sum(states.get(state, 0) for state in _VERIFIED),
                validated=sum(states.get(state, 0) for state in _VALIDATED),
                items=sum(states.values()),
            )
        )
    return found
