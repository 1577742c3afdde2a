"""Items of an agenda, what governments say to them, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from betang.agencies.actions.audit import record_on
from betang.agencies.models import Agency
from betang.agencies.viewers import Viewer
from betang.meeting.actions.turns import account, edits, in_turn, leads, moved, stands_for
from betang.meeting.models import AgendaItem, ItemState, Meeting, Stance, Voice
from betang.meeting.rules import meetings as rules

_OF_OUTCOMES: Final = MappingProxyType(
    {
        ItemState.WAITING: "betang.meeting.item_changed",
        ItemState.AGREED: "betang.meeting.item_agreed",
        ItemState.LEFT_OPEN: "betang.meeting.item_left_open",
    }
)
_OF_STANCES: Final = MappingProxyType(
    {Stance.YES: "betang.meeting.agreed_to", Stance.NOT_YET: "betang.meeting.not_agreed_to"}
)


@dataclass(frozen=True, slots=True)
class NewItem:
    """What is proposed: ready words. `agency` None: to everybody. `subject`: what it speaks of, by code."""

    kind: str
    title: str
    details: Sequence[str] = ()
    agency: str | None = None
    subject: str | None = None
    key: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an item. Empty is unknown."""

    state: str
    decision: str | None = None
    reason: str | None = None
    who: str | None = None
    due: date | None = None


@transaction.atomic
def add_items(*, meeting: Meeting, items: Sequence[NewItem], by: Viewer | None) -> list[AgendaItem]:
    """Put items at the end of the agenda; those that stand there already (by key or subject) are left as they are."""
    meeting = in_turn(meeting=meeting.pk, by=by)
    rules.check_coordinates(coordinates=leads(by=by))
    rules.check_not_closed(meeting=meeting)
    there = AgendaItem.objects.filter(meeting=meeting)
    keys = set(there.values_list("key", flat=True))
    subjects: set[tuple[str, str | None, str | None]] = set(
        there.filter(subject__isnull=False).values_list("kind", "subject", "agency")
    )
    place = there.aggregate(last=Max("place"))["last"] or 0
    added = []
    for item in items:
        about = (item.kind, item.subject, item.agency)
        if item.key in keys or (item.subject is not None and about in subjects):
            continue
        subjects.add(about)
        place += 1
        added.append(
            AgendaItem.objects.create(
                meeting=meeting, place=place, kind=item.kind, title=item.title, details=[*item.details],
                agency_id=item.agency, subject=item.subject, key=item.key, changed_by=account(by=by),
            )
        )  # fmt: skip
    if added:
        moved(meeting=meeting, by=by)
        record_on(name="betang.meeting.items_added", by=account(by=by), row=meeting, new={"items": len(added)})
    return added


@transaction.atomic
def place_item(*, item: AgendaItem, place: int, by: Viewer | None) -> None:
    """Give the item this place on the agenda (1 is the first); the others close up."""
    meeting = in_turn(meeting=item.meeting_id, by=by)
    rules.check_coordinates(coordinates=leads(by=by))
    rules.check_not_closed(meeting=meeting)
    order = [*AgendaItem.objects.filter(meeting=meeting).values_list("pk", flat=True)]
    wanted = [pk for pk in order if pk != item.pk]
    wanted.insert(max(place, 1) - 1, item.pk)
    if wanted == order:
        return
    for number, pk in enumerate(wanted, 1):
        AgendaItem.objects.filter(pk=pk).update(place=number)
    moved(meeting=meeting, by=by)
    told = {"place": min(max(place, 1), len(order))}
    record_on(name="betang.meeting.item_placed", by=account(by=by), row=item, agency=item.agency_id, new=told)


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Viewer | None) -> None:
    """Take an item off the agenda before anything came of it."""
    meeting = in_turn(meeting=item.meeting_id, by=by)
    held = AgendaItem.objects.filter(pk=item.pk).first()
    if held is None:
        return
    rules.check_removes(item=held, meeting=meeting, coordinates=leads(by=by))
    record_on(name="betang.meeting.item_removed", by=account(by=by), row=held, agency=held.agency_id)
    held.delete()
    moved(meeting=meeting, by=by)


@transaction.atomic
def change_item(
    *, item: AgendaItem, version: int, outcome: Outcome, by: Viewer | None, words: Sequence[str] | None = None
) -> AgendaItem:
    """Write what came of an item, and its own words (title and details, `words`) where the coordinator mends them.

    `version` is the one the form was opened on. `Overtaken` when somebody changed the item since, unless what is stored
    says the same: then nothing is to be done, as on a second click.
    """
    meeting = in_turn(meeting=item.meeting_id, by=by)
    held = AgendaItem.objects.select_related("agency").get(pk=item.pk)
    rules.check_changes(meeting=meeting, may=leads(by=by) or edits(agency=held.agency_id, by=by))
    wanted = asdict(outcome) | ({"title": words[0], "details": [*words[1:]]} if words and leads(by=by) else {})
    if wanted["state"] != ItemState.LEFT_OPEN:
        wanted["reason"] = None  # a reason to leave it open goes with being left open
    if all(getattr(held, name) == value for name, value in wanted.items()):
        return held
    rules.check_version(item=held, version=version)
    rules.check_outcome(meeting=meeting, state=outcome.state, reason=wanted["reason"])
    old = {"version": held.version}
    for name, value in wanted.items():
        setattr(held, name, value)
    held.version += 1
    held.changed_by, held.changed_for, held.changed_at = account(by=by), stands_for(item=held, by=by), timezone.now()
    held.save(update_fields=[*wanted, "version", "changed_by", "changed_for", "changed_at"])
    moved(meeting=meeting, by=by)
    event = _OF_OUTCOMES[ItemState(held.state)]
    told = {"version": held.version}
    record_on(name=event, by=account(by=by), row=held, agency=held.agency_id, old=old, new=told)
    return held


@transaction.atomic
def say(*, item: AgendaItem, agency: Agency, stance: str, reason: str | None, by: Viewer) -> Voice:
    """What a government says to an item of the whole; what it said before is replaced."""
    meeting = in_turn(meeting=item.meeting_id, by=by)
    reason = None if stance == Stance.YES else (reason or "").strip() or None
    may = edits(agency=agency.code, by=by)
    rules.check_voice(item=item, meeting=meeting, may=may, stance=stance, reason=reason)
    held = Voice.objects.filter(item=item, agency=agency).first()
    if held is not None and (held.stance, held.reason) == (stance, reason):
        return held
    said = {"stance": stance, "reason": reason, "said_by": by.user, "said_at": timezone.now()}
    voice, _new = Voice.objects.update_or_create(item=item, agency=agency, defaults=said)
    moved(meeting=meeting, by=by)
    record_on(name=_OF_STANCES[Stance(stance)], by=by.user, row=item, agency=agency)
    return voice
