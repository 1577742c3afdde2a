"""Invitations: those of an agency for whoever manages its members, and the one that a link speaks of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from betang.agencies import rules
from betang.agencies.models import Agency, Invitation, User
from betang.agencies.queries.members import NotFound, names_of
from betang.agencies.rights import Holder, manages
from betang.agencies.scope import DOOR, acting

SALT: Final = "betang.agencies.invitation"


@dataclass(frozen=True, slots=True)
class Pending:
    """An invitation that nobody has taken or withdrawn."""

    invitation: Invitation
    state: str
    invited_by: str


def pending(agency: str, *, user: Holder, now: datetime) -> list[Pending]:
    """Those of an agency, newest first; an expired one can be sent again. `NotFound` for whoever does not manage it."""
    if not manages(user, agency):
        raise NotFound("there is no such agency here")
    rows = list(Invitation.objects.filter(agency=agency, accepted_at__isnull=True, withdrawn_at__isnull=True))
    names = names_of(row.invited_by_id for row in rows)
    return [Pending(row, rules.invitation_state(row, now=now), names.get(row.invited_by_id or 0, "")) for row in rows]


def get_invitation(number: int, *, user: Holder) -> Invitation:
    """One of an agency whose members are the user's to manage, else `NotFound`."""
    found = Invitation.objects.filter(pk=number).first()
    if found is None or not manages(user, found.agency_id):
        raise NotFound("there is no such invitation here")
    return found


@dataclass(frozen=True, slots=True)
class Invited:
    """What the link says to whoever opens it."""

    invitation: Invitation
    agency: Agency
    invited_by: str
    state: str


def invited(number: int, nonce: str, *, user: User | None, now: datetime) -> Invited | None:
    """What a link speaks of; None when a newer one was sent, or there is none. It shows itself to whoever holds it."""
    with acting(replace(DOOR, user=user.pk if user else None)):
        found = Invitation.objects.filter(pk=number, nonce=nonce).select_related("agency").first()
        if found is None:
            return None
        names = names_of([found.invited_by_id])
    return Invited(found, found.agency, names.get(found.invited_by_id or 0, ""), rules.invitation_state(found, now=now))


# ---------------------------------------------------------------- the link


def token_of(invitation: Invitation) -> str:
    """What the link carries: the invitation and its sign of now, signed. No name, no address."""
    return Signer(salt=SALT).sign_object([invitation.pk, invitation.nonce.hex])


def read_token(token: str) -> tuple[int, str] | None:
    """Number and sign of the invitation a link speaks of; None for a link that is not ours."""
    try:
        number, nonce = Signer(salt=SALT).unsign_object(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return int(number), str(nonce)


def path_to(invitation: Invitation) -> str:
    """The link inside this site."""
    return reverse("agencies:invited", args=[token_of(invitation)])


def link_to(invitation: Invitation) -> str:
    """The whole link, for a mail or a terminal."""
    return str(settings.ADDRESS).rstrip("/") + path_to(invitation)
