"""One writer of a meeting at a time: whoever changes anything of it takes its turn here, and moves its number on.

The row of the number is the lock. Whoever reads the new number reads what was written with it: both come with one
commit.
"""

from __future__ import annotations

from django.db.models import F

from betang.agencies.models import Agency, User
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.meeting.models import AgendaItem, Meeting, Pulse


def in_turn(*, meeting: int, by: Viewer | None) -> Meeting:
    """The meeting as it is now, while everybody else who wants to change it waits for the end of the transaction."""
    del by  # whoever it is; what they may do is asked of the rules
    Pulse.objects.select_for_update().get(pk=meeting)
    return Meeting.objects.get(pk=meeting)


def moved(*, meeting: Meeting, by: Viewer | None) -> None:
    """Something of the meeting changed: every screen fetches it anew."""
    del by
    Pulse.objects.filter(pk=meeting.pk).update(version=F("version") + 1)


def leads(*, by: Viewer | None) -> bool:
    """Whether `by` coordinates; None is the operator."""
    return by is None or by.coordinates


def edits(*, agency: str | None, by: Viewer | None) -> bool:
    """Whether `by` speaks for the government."""
    return by is None or (agency is not None and by.has(Right.EDIT, agency))


def account(*, by: Viewer | None) -> User | None:
    """Whose deed it is on the trail; None is the operator."""
    return by.user if by else None


def stands_for(*, item: AgendaItem, by: Viewer | None) -> Agency | None:
    """In the name of which government `by` changes the item."""
    if by is None:
        return None
    return item.agency if item.agency is not None and by.has(Right.EDIT, item.agency.code) else by.home
