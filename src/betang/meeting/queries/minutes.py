"""What the minutes (berita acara) of a meeting say, as content of the document an office signs.

Minutes are Indonesian in every language of the pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from betang.agencies.models import Agency, AgencyKind
from betang.agencies.viewers import Viewer, governments
from betang.meeting.models import ItemState, Meeting, Way
from betang.meeting.queries.meetings import Line, agenda, attendances
from betang.needs.queries.papers import templates
from betang.ui.documents.official.contents.common import Letterhead
from betang.ui.documents.official.contents.minutes import Attendant, Item, Minutes, Outcome

KIND: Final = "minutes_meeting"
_DRAFT: Final = "RANCANGAN: rapat ini belum ditutup."
_UNSAID: Final = {
    ItemState.AGREED: "Disepakati sebagaimana diusulkan.",
    ItemState.LEFT_OPEN: "Dibiarkan terbuka.",
    ItemState.WAITING: "Belum dibahas.",
}
_WAYS: Final = {Way.HALL: "Di ruang rapat", Way.ONLINE: "Daring"}


@dataclass(frozen=True, slots=True)
class Paper:
    """The minutes with the template of whoever holds the meeting, where the reader may use it (None: built-in)."""

    content: Minutes
    template: bytes | None


def paper(meeting: Meeting, *, label: str, printed: date, user: Viewer) -> Paper:
    """What was agreed, by whom, what stays open, who does it by when, and who was there.

    `label` says that people are invented. A meeting that goes on gives a draft, which says so on every page.
    """
    host = Agency.objects.filter(kind=AgencyKind.PROVINCE).order_by("code").first()
    whose = host.name if host else ""
    lines, there = agenda(meeting, user=user), attendances(meeting, user=user)
    names = {one.code: one.name for one in governments()}
    present = {one.agency_id for one in there}
    content = Minutes(
        letterhead=Letterhead(government=whose),
        agency=whose,
        year=meeting.year,
        printed=printed,
        label=" ".join(part for part in (label, "" if meeting.closed_at else _DRAFT) if part),
        held=meeting.day,
        hours=_hours(meeting),
        place=_place(meeting),
        topic=meeting.title,
        chair=meeting.chair,
        items=tuple(_item(line) for line in lines),
        attendance=tuple(
            Attendant(name=one.name, post=one.office, agency=names[one.agency_id], how=_WAYS[Way(one.way)])
            for one in sorted(there, key=lambda one: list(names).index(one.agency_id))
        ),
        absent=", ".join(name for code, name in names.items() if code not in present),
        signatories=(
            Attendant(name=meeting.chair, post="Pimpinan rapat", agency=whose),
            *(Attendant(name="", agency=name) for code, name in names.items() if code in present),
        ),
    )
    return Paper(content, templates.in_use(host.code, KIND) if host else None)


def _hours(meeting: Meeting) -> str:
    """'09.00 sampai 12.30 WIB'; empty while it has not begun."""
    if meeting.opened_at is None:
        return ""
    ends = [_clock(meeting.opened_at), *([_clock(meeting.closed_at)] if meeting.closed_at else [])]
    return f"{' sampai '.join(ends)} {timezone.localtime(meeting.opened_at).tzname()}"


def _clock(at: datetime) -> str:
    return f"{timezone.localtime(at):%H.%M}"


def _place(meeting: Meeting) -> str:
    online = f"daring ({meeting.online})" if meeting.online else ""
    return " dan ".join(part for part in (meeting.place or "", online) if part)


def _item(line: Line) -> Item:
    item = line.item
    agreed = item.state == ItemState.AGREED
    outcome: Outcome = "agreed" if agreed else "open"
    decision = item.decision or _UNSAID[ItemState(item.state)]
    return Item(
        subject=f"{item.title}\n{item.agency.short_name}" if item.agency else item.title,
        outcome=outcome,
        text="\n".join(part for part in (decision, _by_whom(line) if agreed else "") if part),
        reason=(item.reason or "") if item.state == ItemState.LEFT_OPEN else "",
        against="; ".join(f"{one.agency.short_name}: {one.reason}" for one in line.not_yet),
        who=item.who or "",
        by_when=item.due,
    )


def _by_whom(line: Line) -> str:
    if line.item.agency:
        return f"Oleh {line.item.agency.short_name}."
    return f"{line.yes} pemerintah menyatakan setuju." if line.yes else "Oleh rapat."
