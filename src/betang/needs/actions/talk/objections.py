"""A person objects to what became of a need of theirs; a planner of their government answers, once."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.agencies.actions.audit import record_on
from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.agencies.viewers import Viewer
from betang.needs.actions.flow import move
from betang.needs.models import Need, NeedState, Objection
from betang.needs.rules import Step
from betang.needs.rules import talk as rules


@transaction.atomic
def object_to(*, need: Need, text: str, by: Viewer) -> Objection:
    """Object to a need of one's own, in words. One objection waits at a time: a double click objects once.

    Raises `NotAllowed`.
    """
    person = need.person_id
    own = person is not None and person == by.own_record
    rules.check_objection(own=own, state=NeedState(need.state), text=text)
    waiting = Objection.objects.filter(person=need.person_id, item=need.pk, answered_at__isnull=True)
    found = waiting.first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            made = Objection.objects.create(
                agency_id=need.agency_id, person_id=by.own_record or 0, item=need.pk, text=text.strip(), made_by=by.user
            )
    except IntegrityError:  # the same click, a moment earlier
        return waiting.get()
    record_on(
        name="betang.needs.objected",
        by=by.user,
        row=made,
        agency=need.agency_id,
        new={"competency": need.competency_id, "state": need.state},
        people=[made.person_id],
    )
    return made


@transaction.atomic
def answer_objection(*, objection: Objection, reopen: bool, answer: str, by: Viewer) -> Objection:
    """Answer in words the person reads; `reopen` a rejected need, so that it is talked about again.

    Raises `NotAllowed`.
    """
    held = Objection.objects.select_for_update().filter(pk=objection.pk).first() or objection
    rules.check_answer(
        may=by.has(Right.EDIT, held.agency_id),
        answered=held.answered_at is not None,
        own=held.made_by_id == by.user.pk,
        answer=answer,
    )
    need = Need.objects.filter(agency=held.agency_id, pk=held.item).first()
    if reopen:
        if need is None or need.state != NeedState.REJECTED:
            raise NotAllowed(
                _("Kebutuhan ini tidak ditolak, jadi tidak perlu dibuka kembali. Pilih jawaban yang lain.")
            )
        moved = move(step=Step.REOPEN, agency=held.agency_id, needs=[held.item], reason=answer, by=by.user)
        if moved.left:
            raise NotAllowed(moved.left[0].why)
    held.answer, held.reopened, held.answered_by, held.answered_at = answer.strip(), reopen, by.user, timezone.now()
    held.save(update_fields=["answer", "reopened", "answered_by", "answered_at"])
    record_on(
        name="betang.needs.objection_answered",
        by=by.user,
        row=held,
        agency=held.agency_id,
        new={"reopened": reopen},
        people=[held.person_id],
    )
    return held
