"""Invitations: somebody is asked by e-mail to take a role in an agency, and takes it with an account of their own."""

from __future__ import annotations

import logging
import uuid
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as queue

from betang.agencies import rules, scope
from betang.agencies.actions.audit import record_on
from betang.agencies.actions.members import add_member, create_user
from betang.agencies.models import Agency, Invitation, Role, User
from betang.agencies.queries import roles_everywhere, roles_of
from betang.agencies.queries.invitations import link_to
from betang.agencies.rules import NotAllowed

log = logging.getLogger("betang.agencies")

INVITATION_TASK: Final = "betang.agencies.send_invitation"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is invited, as what. `unit` and `person` are our numbers; the caller has looked them up in the agency."""

    role: str
    name: str
    email: str
    ends_on: date | None = None
    unit: int | None = None
    person: int | None = None
    reason: str = ""


@transaction.atomic
def invite(*, agency: Agency, asked: Asked, now: datetime, on: date, by: User | None) -> Invitation:
    """Ask somebody to take a role in the agency; the mail leaves by itself when there is a server for it.

    Raises `NotAllowed` in words for whoever tried.
    """
    rules.check_appoint(roles=roles_of(by, on), agency=agency.code, kind=agency.kind, role=asked.role)
    rules.check_terms(
        role=asked.role, unit=asked.unit, person=asked.person, ends_on=asked.ends_on, reason=asked.reason, on=on
    )
    if by is not None and by.email and by.email.lower() == asked.email.lower():
        raise NotAllowed(_("Ini alamat surel Anda sendiri. Peran baru bagi Anda diberikan oleh pengelola yang lain."))
    invitation = Invitation.objects.create(
        agency=agency,
        role=asked.role,
        name=asked.name,
        email=asked.email,
        ends_on=asked.ends_on,
        unit_number=asked.unit,
        person_number=asked.person,
        reason=asked.reason,
        invited_by=by,
        invited_at=now,
        expires_at=rules.invitation_ends(now=now),
    )
    new = {"role": asked.role, "ends_on": asked.ends_on and str(asked.ends_on), "unit": asked.unit}
    people = [asked.person] if asked.person is not None else []
    record_on(
        name="betang.agencies.invited", by=by, row=invitation, agency=agency, new=new, note=asked.reason, people=people
    )
    _enqueue(invitation)
    return invitation


@transaction.atomic
def invite_again(*, invitation: Invitation, now: datetime, on: date, by: User | None) -> Invitation:
    """A new link that lives as long as a first one; the old link ends. Raises `NotAllowed`."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    agency = Agency.objects.get(pk=invitation.agency_id)
    rules.check_appoint(roles=roles_of(by, on), agency=agency.code, kind=agency.kind, role=invitation.role)
    rules.check_not_settled(invitation, now=now)
    invitation.nonce, invitation.sent_at = uuid.uuid4(), None
    invitation.expires_at = rules.invitation_ends(now=now)
    invitation.save(update_fields=["nonce", "sent_at", "expires_at"])
    record_on(name="betang.agencies.invited_again", by=by, row=invitation, agency=agency, new={"role": invitation.role})
    _enqueue(invitation)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, now: datetime, on: date, by: User | None) -> Invitation:
    """The link ends, and the row stays. Raises `NotAllowed`."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    rules.check_manages(roles=roles_of(by, on), agency=invitation.agency_id)
    rules.check_not_settled(invitation, now=now)
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    new = {"role": invitation.role}
    record_on(name="betang.agencies.invitation_withdrawn", by=by, row=invitation, agency=invitation.agency_id, new=new)
    return invitation


# ---------------------------------------------------------------- the mail


def _enqueue(invitation: Invitation) -> None:
    if settings.EMAIL_CONFIGURED:
        queue.configure_task(INVITATION_TASK).defer(invitation_id=invitation.pk)


@transaction.atomic
def send_invitation(*, invitation_id: int, now: datetime, by: User | None) -> bool:
    """Send the mail of an invitation that is still open and was not sent; whether one left."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    if invitation.sent_at is not None or rules.invitation_state(invitation, now=now) != "open":
        return False
    with translation.override("id"):
        words: dict[str, Any] = {
            "invitation": invitation,
            "agency": Agency.objects.get(pk=invitation.agency_id),
            "role": Role(invitation.role).label,
            "link": link_to(invitation),
        }
        subject = _("Undangan bergabung di Betang")
        send_mail(subject, render_to_string("agencies/mail/invitation.txt", words), None, [invitation.email])
    invitation.sent_at = now
    invitation.save(update_fields=["sent_at"])
    record_on(name="betang.agencies.invitation_sent", by=by, row=invitation, agency=invitation.agency_id)
    return True


# ---------------------------------------------------------------- taking it


def accept(*, invitation: Invitation, now: datetime, on: date, by: User) -> None:
    """`by`, who is signed in, takes the role. Raises `NotAllowed`."""
    with _inviting(invitation, by):
        _take(invitation.pk, user=by, now=now, on=on)


def accept_with_new_account(
    *, invitation: Invitation, username: str, password: str, now: datetime, on: date, by: User | None
) -> User:
    """Whoever has no account makes one and takes the role with it.

    Raises `NotAllowed`, or `ValidationError` with a message for `username` or `password`.
    """
    with transaction.atomic():
        _check_account(invitation, username, password)
        user = create_user(
            username=username, name=invitation.name, password=password, email=invitation.email, own=True, by=by
        )
        with _inviting(invitation, user):
            _take(invitation.pk, user=user, now=now, on=on)
    return user


def _check_account(invitation: Invitation, username: str, password: str) -> None:
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": _("Nama pengguna ini sudah dipakai orang lain. Pilih yang lain.")})
    try:
        validate_password(password, User(username=username, name=invitation.name, email=invitation.email))
    except ValidationError as refused:
        raise ValidationError({"password": list(refused.messages)}) from refused


def _inviting(invitation: Invitation, user: User) -> AbstractContextManager[None]:
    """As whoever is here, with the one right more that the invitation stands for."""
    here = scope.current() or scope.DOOR
    return scope.acting(scope.with_agency(replace(here, user=user.pk), members=invitation.agency_id))


@transaction.atomic
def _take(number: int, *, user: User, now: datetime, on: date) -> None:
    invitation = Invitation.objects.select_for_update().get(pk=number)
    agency = Agency.objects.get(pk=invitation.agency_id)
    inviter = roles_everywhere(User(pk=invitation.invited_by_id) if invitation.invited_by_id else None, on)
    rules.check_accept(invitation=invitation, by=user.pk, inviter=inviter, kind=agency.kind, now=now, on=on)
    add_member(
        user=user,
        agency=agency,
        role=invitation.role,
        starts_on=on,
        ends_on=invitation.ends_on,
        unit=invitation.unit_number,
        person=invitation.person_number,
        reason=invitation.reason,
        by=user,
    )
    invitation.accepted_at, invitation.accepted_by = now, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    new = {"role": invitation.role, "user": user.pk}
    record_on(name="betang.agencies.invitation_accepted", by=user, row=invitation, agency=agency, new=new)
