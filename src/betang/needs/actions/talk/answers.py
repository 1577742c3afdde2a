"""A need is said, agreed to, taken back, or answered with "no, learning cannot close it"."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.agencies.actions import audit
from betang.agencies.rules import NotAllowed
from betang.agencies.viewers import Viewer
from betang.needs.actions.flow import move
from betang.needs.models import Need, NeedBasis, NeedState, NotTraining
from betang.needs.queries.flow.years import free_code
from betang.needs.queries.talk.partners import Answer, Talk, talk_with
from betang.needs.rules import Step
from betang.needs.rules import talk as rules
from betang.needs.rules.talk import Side
from betang.people.models import Person


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a need, as the form has it. `agreed_on` and `superior` only where a paper is copied."""

    basis: str = NeedBasis.DIALOGUE
    way: str | None = None
    learning: str | None = None
    learning_program_id: str | None = None
    priority: str | None = None
    note: str | None = None
    superior: str | None = None
    agreed_on: date | None = None


@transaction.atomic
def say_need(*, person: Person, competency: str, words: Words, seen: str, by: Viewer) -> Need:
    """Say what the person needs in a competency: a draft until the other one agrees, agreed where a paper is copied.

    `seen` is what the form was made from (`Answer.seen`). The same words again are the same answer: a double click
    says it once. Raises `NotAllowed`.
    """
    talk, answer, side = _at_the_table(person, competency, by)
    rules.check_open(NeedState(answer.need.state) if answer.need else None)
    rules.check_paper_dialogue(
        side=side, agreed_on=words.agreed_on, superior=words.superior or "", today=timezone.localdate()
    )
    values = _values(words, side, answer, by)
    if answer.need is not None and answer.said_by == _spoken(side) and _same(answer.need, values, side):
        return answer.need
    rules.check_seen(seen=seen, now=answer.seen)
    need = _written(talk.person, competency, answer, values | {"state": NeedState.DRAFT, "entered_by": by.user})
    _record("betang.needs.need_said", need, side, by)
    if side is Side.RECORDER:
        _agreed(need, words.agreed_on or timezone.localdate(), by)
        _closed(answer)
    return _again(need)


@transaction.atomic
def agree_need(*, person: Person, competency: str, seen: str, by: Viewer) -> Need:
    """Agree to what the other one said. What neither of the two has said becomes one's own words. Raises `NotAllowed`.

    Agreed already, by this very user: a double click, and nothing happens.
    """
    _talk, answer, side = _at_the_table(person, competency, by)
    need = answer.need
    if need is None:
        raise NotAllowed(_("Kebutuhan ini tidak ada lagi."))
    if need.state == NeedState.AGREED and answer.seen != seen:
        return need
    rules.check_agree(side=side, said_by=answer.said_by, state=NeedState(need.state))
    rules.check_seen(seen=seen, now=answer.seen)
    if side is Side.SUPERIOR and not need.superior:
        Need.objects.filter(pk=need.pk).update(superior=by.user.name)
    if not rules.agrees(side=side, said_by=answer.said_by, state=NeedState(need.state)):
        Need.objects.filter(pk=need.pk).update(entered_by=by.user, version=F("version") + 1)
        _record("betang.needs.need_said", need, side, by)
        return _again(need)
    _agreed(need, timezone.localdate(), by)
    _closed(answer)
    return _again(need)


@transaction.atomic
def withdraw_need(*, person: Person, competency: str, reason: str, seen: str, by: Viewer) -> Need:
    """Take a need back that was not sent yet, with the reason. Raises `NotAllowed`."""
    _talk, answer, _side = _at_the_table(person, competency, by)
    if answer.need is None:
        raise NotAllowed(_("Kebutuhan ini tidak ada lagi."))
    if answer.need.state == NeedState.WITHDRAWN:
        return answer.need
    rules.check_seen(seen=seen, now=answer.seen)
    _step(Step.WITHDRAW, answer.need, by, reason=reason)
    return _again(answer.need)


@transaction.atomic
def say_no(
    *,
    person: Person,
    competency: str | None,
    cause: str,
    reason: str,
    said_on: date,
    superior: str,
    seen: str,
    by: Viewer,
) -> NotTraining:
    """Say that learning cannot close a gap, and what is missing instead; no competency: the work as a whole.

    A need that was open for the competency is taken back with the same reason. Raises `NotAllowed`.
    """
    talk, answer, side = _at_the_table(person, competency, by)
    rules.check_no(side=side, reason=reason)
    rules.check_open(NeedState(answer.need.state) if answer.need else None)
    rules.check_paper_dialogue(side=side, agreed_on=said_on, superior=superior, today=timezone.localdate())
    who = by.user.name if side is Side.SUPERIOR else superior.strip()
    values: dict[str, Any] = {"cause": cause, "reason": reason.strip(), "superior": who, "said_on": said_on}
    open_need = answer.need if answer.need and answer.need.state != NeedState.WITHDRAWN else None
    if answer.no is not None and open_need is None and all(getattr(answer.no, k) == v for k, v in values.items()):
        return answer.no
    rules.check_seen(seen=seen, now=answer.seen)
    if open_need is not None:
        _step(Step.WITHDRAW, open_need, by, reason=reason)
    found, _created = NotTraining.objects.update_or_create(
        agency_id=talk.person.agency_id,
        person=talk.person,
        competency_id=competency,
        defaults={**values, "entered_by": by.user},
    )
    audit.record(
        name="betang.needs.not_training_said",
        by=by.user,
        on_kind="people.person",
        on_id=str(talk.person.pk),
        agency=talk.person.agency_id,
        new={"competency": competency, "cause": cause},
        people=[talk.person.pk],
    )
    return found


# ---------------------------------------------------------------- steps


def _at_the_table(person: Person, competency: str | None, by: Viewer) -> tuple[Talk, Answer, Side]:
    """One at a time: whoever speaks about the person waits until the one before has finished."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"needs.talk/{person.pk}"])
    talk = talk_with(person.pk, on=timezone.localdate(), user=by)
    answer = talk.work if competency is None else talk.subject(competency).answer
    return talk, answer, rules.check_side(talk.side)


def _spoken(side: Side) -> Side | None:
    """The side as it is found again in the record: a recorder is neither of the two."""
    return None if side is Side.RECORDER else side


def _values(words: Words, side: Side, answer: Answer, by: Viewer) -> dict[str, Any]:
    """The columns of the need. The name of the superior stays where it stood, unless this side says it."""
    values = {field.name: getattr(words, field.name) or None for field in fields(words) if field.name != "agreed_on"}
    values["basis"] = words.basis or NeedBasis.DIALOGUE
    if side is Side.SUPERIOR:
        values["superior"] = by.user.name
    elif side is Side.SELF:
        values["superior"] = answer.need.superior if answer.need else None
    values["agreed_on"] = words.agreed_on if side is Side.RECORDER else None
    return values


def _same(need: Need, values: dict[str, Any], side: Side) -> bool:
    state = NeedState.AGREED if side is Side.RECORDER else NeedState.DRAFT
    return need.state == state and all(getattr(need, name) == value for name, value in values.items())


def _written(person: Person, competency: str, answer: Answer, values: dict[str, Any]) -> Need:
    """The draft, new or anew. A version that is set keeps the database from guessing (migration 0010)."""
    values = values | {"agreed_on": None}
    if answer.need is not None:
        again = {"submitted_by": None, "verified_by": None, "validated_by": None}
        Need.objects.filter(pk=answer.need.pk).update(version=F("version") + 1, **again, **values)
        return _again(answer.need)
    agency = person.agency_id
    return Need.objects.create(
        code=free_code(f"{agency}-{person.pk}-{competency}"),
        agency_id=agency,
        unit_id=person.unit_id,
        person=person,
        competency_id=competency,
        **values,
    )


def _agreed(need: Need, day: date, by: Viewer) -> None:
    Need.objects.filter(pk=need.pk).update(agreed_on=day, version=F("version") + 1)
    _step(Step.AGREE, need, by)


def _step(step: Step, need: Need, by: Viewer, *, reason: str = "") -> None:
    moved = move(step=step, agency=need.agency_id, needs=[need.pk], reason=reason, by=by.user)
    if moved.left:
        raise NotAllowed(moved.left[0].why)


def _closed(answer: Answer) -> None:
    """A need that is agreed takes the place of the answer "no"."""
    if answer.no is not None:
        NotTraining.objects.filter(pk=answer.no.pk).delete()


def _again(need: Need) -> Need:
    return Need.objects.select_related("competency", "learning_program").get(pk=need.pk)


def _record(name: str, need: Need, side: Side, by: Viewer) -> None:
    audit.record(
        name=name,
        by=by.user,
        on_kind="people.person",
        on_id=str(need.person_id),
        agency=need.agency_id,
        new={"competency": need.competency_id, "side": side.value},
        people=[need.person_id] if need.person_id else [],
        tables=("needs",),
    )
