"""What the minutes of a meeting say: plain content, from which any document is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from betang.agencies.viewers import Viewer, governments
from betang.meeting.models import ItemState, Meeting
from betang.meeting.queries.meetings import Line, agenda, attendances


@dataclass(frozen=True, slots=True)
class Objection:
    """A government that did not agree, and why."""

    government: str
    reason: str


@dataclass(frozen=True, slots=True)
class Minute:
    """One item. `government` empty: of all. `agree` are how many governments said so; `objections` those who did not.

    `decided_for` is the government in whose name the outcome was written, empty when the operator did.
    """

    number: int
    kind: str
    title: str
    details: Sequence[str]
    government: str
    decision: str
    reason: str
    who: str
    due: date | None
    agree: int
    objections: Sequence[Objection]
    decided_for: str


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who attended. `way` is `hall` or `online`."""

    name: str
    office: str
    way: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """A meeting on paper. `final` False: it goes on, and this is a draft."""

    number: int
    year: int
    title: str
    day: date
    place: str
    online: str
    chair: str
    opened_at: datetime | None
    closed_at: datetime | None
    final: bool
    agreed: Sequence[Minute]
    left_open: Sequence[Minute]
    waiting: Sequence[Minute]
    present: Sequence[tuple[str, Sequence[Present]]]
    absent: Sequence[str]


def minutes(meeting: Meeting, *, user: Viewer) -> Minutes:
    """What was agreed, by whom, what stays open, who does it by when, and who was there."""
    lines = agenda(meeting, user=user)
    people = attendances(meeting, user=user)
    names = {one.code: one.name for one in governments()}
    present = {
        name: [Present(p.name, p.office, p.way) for p in people if p.agency_id == code] for code, name in names.items()
    }

    def of(state: ItemState) -> list[Minute]:
        return [_minute(line) for line in lines if line.item.state == state]

    return Minutes(
        number=meeting.pk,
        year=meeting.year,
        title=meeting.title,
        day=meeting.day,
        place=meeting.place or "",
        online=meeting.online or "",
        chair=meeting.chair,
        opened_at=meeting.opened_at,
        closed_at=meeting.closed_at,
        final=meeting.closed_at is not None,
        agreed=of(ItemState.AGREED),
        left_open=of(ItemState.LEFT_OPEN),
        waiting=of(ItemState.WAITING),
        present=[(name, there) for name, there in present.items() if there],
        absent=[name for name, there in present.items() if not there],
    )


def _minute(line: Line) -> Minute:
    item = line.item
    return Minute(
        number=line.number,
        kind=str(item.get_kind_display()),
        title=item.title,
        details=item.details,
        government=item.agency.short_name if item.agency else "",
        decision=item.decision or "",
        reason=item.reason or "",
        who=item.who or "",
        due=item.due,
        agree=line.yes,
        objections=[Objection(voice.agency.short_name, voice.reason or "") for voice in line.not_yet],
        decided_for=item.changed_for.short_name if item.changed_for else "",
    )
