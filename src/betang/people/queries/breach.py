"""The breach report of UU 27/2022 art. 46: whose data, what, when, who, drawn from the trail.

Rows are read from the database as they are written to the file, so a trail of any length fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone, translation

from betang.agencies.locks import snapshot
from betang.agencies.models import AuditEvent, Member, Role
from betang.agencies.trail import sentences
from betang.people.models import Person

HEADINGS: Final = (
    "waktu", "nomor_pegawai", "nama", "nip", "pemerintah", "apa", "pelaku", "peran", "jumlah_pegawai", "berkas",
    "alasan", "peristiwa", "nomor_peristiwa",
)  # fmt: skip
WITHOUT_LIST: Final = ("betang.folder.exported",)
"""Events that opened people's data without naming each person: they stand in the report with no person."""

_CHUNK: Final = 2000  # events that are put into words at a time
_TOLD: Final = 20  # users and agencies in the summary; the file has all of them


@dataclass(frozen=True, slots=True)
class Wish:
    """Which events: from the beginning of a day to the end of another, and as wanted of a user, agency or person."""

    since: date
    until: date
    by: str | None = None
    agency: str | None = None
    person: int | None = None

    def q(self) -> Q:
        first, after = (_beginning(day) for day in (self.since, self.until + timedelta(days=1)))
        wanted = Q(at__gte=first, at__lt=after) & (Q(people__isnull=False) | Q(name__in=WITHOUT_LIST))
        if self.by is not None:
            wanted &= Q(by_username=self.by)
        if self.agency is not None:
            wanted &= Q(agency_code=self.agency)
        if self.person is not None:
            wanted &= Q(people__contains=[self.person])
        return wanted


@dataclass(slots=True)
class Summary:
    """What the report holds, for the letter that goes with it."""

    events: int = 0
    rows: int = 0
    people: set[int] = field(default_factory=set)
    by_user: Counter[str] = field(default_factory=Counter)
    by_agency: Counter[str] = field(default_factory=Counter)
    first: datetime | None = None
    last: datetime | None = None

    def count(self, event: AuditEvent, people: Iterable[int]) -> None:
        self.events += 1
        self.first, self.last = self.first or event.at, event.at
        self.by_user[event.by_username or "-"] += 1
        self.by_agency[event.agency_code or "-"] += 1
        self.people.update(people)


def told(summary: Summary) -> list[str]:
    """The summary in lines, the busiest user and the most concerned agency first."""
    if not summary.events or summary.first is None or summary.last is None:
        return ["nothing on the trail fits: the file holds only its headings"]
    lines = [
        f"{summary.events} events about {len(summary.people)} people, {summary.rows} rows",
        f"first {_moment(summary.first)}, last {_moment(summary.last)}",
    ]
    lines += [f"user {name}: {count} events" for name, count in summary.by_user.most_common(_TOLD)]
    lines += [f"agency {code}: {count} events" for code, count in summary.by_agency.most_common(_TOLD)]
    return lines


def breach_rows(wish: Wish, summary: Summary) -> Iterator[list[str]]:
    """The rows below `HEADINGS`, oldest first, one for each event and person; `summary` is filled on the way.

    Names and NIP are those of the register today, empty for whoever has left it. Sentences are Indonesian. One state of
    the database is read from beginning to end.
    """
    with snapshot(), translation.override("id"):
        found = _events(wish).iterator(chunk_size=_CHUNK)
        while events := tuple(islice(found, _CHUNK)):
            yield from _rows(events, wish, summary)


def _events(wish: Wish) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(wish.q()).order_by("at", "pk")


def _rows(events: tuple[AuditEvent, ...], wish: Wish, summary: Summary) -> Iterator[list[str]]:
    concerned = [_concerned(event, wish) for event in events]
    register = Person.objects.only("name", "nip").in_bulk({person for people in concerned for person in people})
    roles = _Roles(events)
    for told, people in zip(sentences.told(events), concerned, strict=True):
        event, new = told.event, told.event.new or {}
        summary.count(event, people)
        deed = [
            told.agency,
            told.sentence,
            event.by_username or told.name,
            roles.of(event),
            str(new.get("people") or len(people) or ""),
            str(new.get("file", "")),
            event.note,
            event.name,
            str(event.pk),
        ]
        for person in people or (None,):
            summary.rows += 1
            yield [_moment(event.at), *_whose(person, register), *deed]


def _whose(person: int | None, register: Mapping[int, Person]) -> list[str]:
    """Number, name and NIP, as far as the register still has them."""
    known = register.get(person) if person is not None else None
    return [str(person or ""), (known and known.name) or "", (known and known.nip) or ""]


def _concerned(event: AuditEvent, wish: Wish) -> list[int]:
    """The people of the event whom the report is about."""
    return [wish.person] if wish.person is not None else sorted(event.people or ())


class _Roles:
    """What users were: as the event says, else by the memberships that held then."""

    def __init__(self, events: Iterable[AuditEvent]) -> None:
        self._held: dict[int, list[Member]] = {}
        for member in Member.objects.filter(user__in={event.by_id for event in events if event.by_id}):
            self._held.setdefault(member.user_id, []).append(member)

    def of(self, event: AuditEvent) -> str:
        named = (event.new or {}).get("roles")
        day = timezone.localdate(event.at)
        held = named or sorted({m.role for m in self._held.get(event.by_id or 0, ()) if m.covers(day)})
        return ", ".join(str(Role(role).label) if role in Role.values else role for role in held)


def _moment(at: datetime) -> str:
    """'2026-11-24 15:30:12+07:00 WIB': local time, its distance from UTC, and what the clock is called."""
    local = timezone.localtime(at)
    return f"{local.isoformat(sep=' ', timespec='seconds')} {local.tzname()}"


def _beginning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
