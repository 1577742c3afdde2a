"""Meetings and what stands in them. Whoever is a member somewhere reads all of it; to others nothing is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q

from betang.agencies.models import Agency
from betang.agencies.queries import NotFound
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer, governments
from betang.meeting.models import AgendaItem, Attendance, ItemState, Meeting, MeetingState, Pulse, Stance, Voice


@dataclass(frozen=True, slots=True)
class Line:
    """One item with its number on the agenda, and what governments say to it, by agency code."""

    number: int
    item: AgendaItem
    voices: dict[str, Voice] = field(default_factory=dict)

    @property
    def yes(self) -> int:
        return sum(voice.stance == Stance.YES for voice in self.voices.values())

    @property
    def not_yet(self) -> list[Voice]:
        return [voice for voice in self.voices.values() if voice.stance == Stance.NOT_YET]


@dataclass(frozen=True, slots=True)
class Attending:
    """How many attend for a government."""

    agency: Agency
    people: int
    online: int


def _inside(user: Viewer) -> None:
    if not user.roles:
        raise NotFound("there is no such page here")


def meetings(*, user: Viewer) -> list[Meeting]:
    """Every meeting, the newest first, with `items`, `agreed` and `left_open` counted."""
    _inside(user)
    return list(
        Meeting.objects.annotate(
            n_items=Count("items"),
            n_agreed=Count("items", filter=Q(items__state=ItemState.AGREED)),
            n_left_open=Count("items", filter=Q(items__state=ItemState.LEFT_OPEN)),
        )
    )


def meeting_now(*, user: Viewer) -> Meeting | None:
    """The meeting that is being held, for the first page; None when there is none."""
    return Meeting.objects.filter(state=MeetingState.OPEN).first() if user.roles else None


def get_meeting(number: int, *, user: Viewer) -> Meeting:
    """One meeting. Absent, and asked for by somebody who belongs nowhere, are the same `NotFound`."""
    _inside(user)
    found = Meeting.objects.filter(pk=number).first()
    if found is None:
        raise NotFound("there is no such meeting here")
    return found


def version_of(meeting: Meeting) -> int:
    """The number of the meeting as it stands now."""
    return Pulse.objects.values_list("version", flat=True).get(pk=meeting.pk)


def may_change(item: AgendaItem, *, user: Viewer) -> bool:
    """Whether the item is the user's to change, were the meeting open."""
    return user.coordinates or (item.agency_id is not None and user.has(Right.EDIT, item.agency_id))


def speaks_for(user: Viewer) -> list[str]:
    """The governments whose data the user edits as a whole: those they speak for in a meeting."""
    return sorted(code for code in {*user.roles, *user.works_for} if user.has(Right.EDIT, code))


def get_item(number: int, *, meeting: Meeting, user: Viewer) -> AgendaItem:
    """An item of the meeting, for whoever is inside."""
    _inside(user)
    found = AgendaItem.objects.select_related("agency", "changed_for").filter(pk=number, meeting=meeting).first()
    if found is None:
        raise NotFound("there is no such item here")
    return found


def get_item_to_change(number: int, *, meeting: Meeting, user: Viewer) -> AgendaItem:
    """An item that is the user's to change. Absent and another government's are the same `NotFound`."""
    found = get_item(number, meeting=meeting, user=user)
    if not may_change(found, user=user):
        raise NotFound("there is no such item here")
    return found


def get_own_attendance(number: int, *, meeting: Meeting, user: Viewer) -> Attendance:
    """Somebody on the list of a government the user speaks for, or of any, for whoever coordinates."""
    found = Attendance.objects.filter(pk=number, meeting=meeting).first()
    if found is None or not (user.coordinates or user.has(Right.EDIT, found.agency_id)):
        raise NotFound("there is nobody of that number here")
    return found


def agenda(meeting: Meeting, *, user: Viewer, agency: str = "") -> list[Line]:
    """Items in their order, numbered; with an agency, its own and those of the whole, under the same numbers."""
    _inside(user)
    items = AgendaItem.objects.filter(meeting=meeting).select_related("agency", "changed_for")
    lines = [Line(number, item) for number, item in enumerate(items, 1)]
    by_item = {line.item.pk: line for line in lines}
    for voice in Voice.objects.filter(item__meeting=meeting).select_related("agency"):
        by_item[voice.item_id].voices[voice.agency_id] = voice
    return [line for line in lines if not agency or line.item.agency_id in {None, agency}]


def attendances(meeting: Meeting, *, user: Viewer, agency: str = "") -> Sequence[Attendance]:
    """Who attends, by government; of one when it is named."""
    _inside(user)
    found = Attendance.objects.filter(meeting=meeting).select_related("agency")
    return list(found.filter(agency=agency) if agency else found)


def attending(meeting: Meeting, *, user: Viewer) -> list[Attending]:
    """How many attend for each government, the provincial one first."""
    _inside(user)
    counted = {
        row["agency"]: row
        for row in Attendance.objects.filter(meeting=meeting)
        .order_by()
        .values("agency")
        .annotate(people=Count("pk"), online=Count("pk", filter=Q(way="online")))
    }
    return [
        Attending(agency, counted[agency.code]["people"], counted[agency.code]["online"])
        if agency.code in counted
        else Attending(agency, 0, 0)
        for agency in governments()
    ]
