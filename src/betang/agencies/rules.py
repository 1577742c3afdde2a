"""Who may change users, members and grants, and how an agency is called in a small space."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from betang.agencies.models import AgencyKind, Grant, GrantKind, Invitation, Member, Role
from betang.agencies.rights import Right, agencies_with, reaches_province
from betang.core.errors import BetangError

Roles = Mapping[str, Collection[str]]
"""Roles held on a day, by agency code."""


class NotAllowed(BetangError):
    """The deed is not this user's to do, or not now. The message says why, for the person who tried."""


_SHORTER = (
    (re.compile(r"^pemerintah(?:an)?\s+", re.IGNORECASE), ""),
    (re.compile(r"^(?:kabupaten|kab\.?)\s+", re.IGNORECASE), ""),
    (re.compile(r"^(?:provinsi|prov\.?)\s+", re.IGNORECASE), "Prov. "),
)


def short_name(name: str) -> str:
    """How screens call an agency where space is short: 'Pemerintah Kab. Katingan' is 'Katingan'.

    A city keeps its 'Kota', for many have a regency of the same name.
    """
    short = " ".join(name.split())
    for pattern, replacement in _SHORTER:
        short = pattern.sub(replacement, short)
    return short or name


def check_period(*, starts_on: date, ends_on: date | None) -> None:
    """A membership lasts at least a day; periods are half-open."""
    if ends_on is not None and ends_on <= starts_on:
        raise NotAllowed(_("Keanggotaan berakhir sesudah mulai, bukan sebelumnya."))


def check_end_day(*, starts_on: date, ends_on: date) -> None:
    """A membership may be ended on its first day, and then held on none."""
    if ends_on < starts_on:
        raise NotAllowed(_("Keanggotaan tidak dapat berakhir sebelum mulai."))


def check_free(*, role: str, starts_on: date, ends_on: date | None, others: Iterable[Member]) -> None:
    """`others` are the user's memberships with the same role in the same agency: periods may not overlap."""
    if role not in Role.values:
        raise NotAllowed(f"there is no role {role!r}")
    for other in others:
        before = ends_on is not None and ends_on <= other.starts_on
        after = other.ends_on is not None and other.ends_on <= starts_on
        if (not before and not after) or other.starts_on == starts_on:
            raise NotAllowed(_("Peran ini sudah dipegang di pemerintah ini pada waktu itu, dengan akun yang sama."))


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a door may stay open, in days: a dated parameter set (law 7)."""

    valid_from: date = date(2026, 1, 1)
    source: str = (
        "UU 27/2022 art. 16 (data processed no longer and no wider than its purpose needs); days by convention of "
        "the house, to be set by each province"
    )
    invitation_days: int = 14
    support_days: int = 14
    grant_days: int = 366
    notice_days: int = 14


LIMITS = Limits()


# ---------------------------------------------------------------- governments, members and invitations


def check_renames(*, roles: Roles | None, short_name: str) -> None:
    """Whoever coordinates says how a government is called in a small space."""
    if roles is not None and not reaches_province(Right.AGENCIES, roles):
        raise NotAllowed(_("Daftar pemerintah dikelola oleh koordinator provinsi."))
    if not short_name.strip():
        raise NotAllowed(_("Tulis nama pendeknya."))


def check_manages(*, roles: Roles | None, agency: str) -> None:
    """`roles` are those of whoever acts (None: the operator): they manage this agency's members, or every agency's."""
    if roles is None or reaches_province(Right.AGENCIES, roles) or agency in agencies_with(Right.MEMBERS, roles):
        return
    raise NotAllowed(_("Anggota pemerintah ini bukan Anda yang mengelola."))


def appoints(*, roles: Roles | None, agency: str, kind: str) -> list[Role]:
    """The roles that may be given in an agency of this kind by whoever holds `roles`.

    In another's agency a coordinator appoints planners; the rest is for that government's own planner to say.
    """
    whole = roles is None or reaches_province(Right.AGENCIES, roles)
    inside = roles is None or agency in agencies_with(Right.MEMBERS, roles)
    if inside:
        highest = whole and kind == AgencyKind.PROVINCE
        return [role for role in Role if role is not Role.COORDINATOR or highest]
    return [Role.PLANNER] if whole else []


def check_appoint(*, roles: Roles | None, agency: str, kind: str, role: str) -> None:
    """Whoever holds `roles` may make somebody `role` in the agency."""
    check_manages(roles=roles, agency=agency)
    if role in appoints(roles=roles, agency=agency, kind=kind):
        return
    if role == Role.COORDINATOR:
        raise NotAllowed(_("Koordinator provinsi hanya diangkat oleh koordinator, di pemerintah provinsi."))
    raise NotAllowed(
        _("Di pemerintah lain koordinator hanya mengangkat perencana; perencana itulah yang mengundang rekan-rekannya.")
    )


def check_terms(
    *, role: str, unit: int | None, person: int | None, ends_on: date | None, reason: str, on: date
) -> None:
    """What a role needs to be said with it: an officer's office, whose record it is, the end and reason of support."""
    if role == Role.OFFICER and unit is None:
        raise NotAllowed(_("Pilih unit kerja yang dikelolanya."))
    if role in {Role.EMPLOYEE, Role.SUPERVISOR} and person is None:
        raise NotAllowed(_("Isi nomor pegawainya di Betang, supaya jelas catatan siapa yang dibuka."))
    if ends_on is not None and ends_on <= on:
        raise NotAllowed(_("Tanggal akhir harus sesudah hari ini."))
    if role != Role.SUPPORT:
        return
    if ends_on is None or ends_on > on + timedelta(days=LIMITS.support_days):
        raise NotAllowed(
            _("Bantuan teknis berakhir paling lambat %(n)d hari lagi; isi tanggalnya.") % {"n": LIMITS.support_days}
        )
    if not reason.strip():
        raise NotAllowed(_("Tulis alasan bantuan teknis; pemerintah yang bersangkutan membacanya."))


def check_end(*, roles: Roles | None, by: int | None, member: Member, on: date, others: int) -> None:
    """`by` ends the membership; `others` are the other planners that its agency has today."""
    check_manages(roles=roles, agency=member.agency_id)
    if member.ends_on is not None and member.ends_on <= on:
        raise NotAllowed(_("Keanggotaan ini sudah berakhir."))
    if by is not None and member.user_id == by:
        raise NotAllowed(_("Peran sendiri tidak dapat diakhiri sendiri; minta pengelola anggota yang lain."))
    if roles is None or reaches_province(Right.AGENCIES, roles):
        return
    if member.role == Role.COORDINATOR:
        raise NotAllowed(_("Keanggotaan koordinator hanya diakhiri oleh koordinator."))
    if member.role == Role.PLANNER and others == 0:
        raise NotAllowed(_("Ini perencana terakhir di sini. Undang penggantinya dahulu, atau minta koordinator."))


def check_reset(*, roles: Roles | None, by: int | None, member: Member, theirs: Roles) -> None:
    """`by` takes the second factor of a member away, who lost it. Never one's own, and a coordinator's by another.

    `theirs` are all roles of the member: whose account opens more than `by` manages is for the coordinator.
    """
    check_manages(roles=roles, agency=member.agency_id)
    if by is not None and member.user_id == by:
        raise NotAllowed(_("Langkah kedua Anda sendiri Anda ganti di halaman Akun."))
    if roles is None or reaches_province(Right.AGENCIES, roles):
        return
    if reaches_province(Right.AGENCIES, theirs):
        raise NotAllowed(_("Langkah kedua koordinator hanya dihapus oleh koordinator lain."))
    if not theirs.keys() <= agencies_with(Right.MEMBERS, roles):
        raise NotAllowed(_("Orang ini juga memegang peran di pemerintah lain; minta koordinator provinsi."))


def invitation_ends(*, now: datetime) -> datetime:
    """Until when an invitation made now may be accepted."""
    return now + timedelta(days=LIMITS.invitation_days)


def invitation_state(invitation: Invitation, *, now: datetime) -> str:
    """`open`, `accepted`, `withdrawn` or `expired`."""
    if invitation.accepted_at is not None:
        return "accepted"
    if invitation.withdrawn_at is not None:
        return "withdrawn"
    return "open" if now < invitation.expires_at else "expired"


def check_open(invitation: Invitation, *, now: datetime) -> None:
    """The invitation can still be accepted."""
    state = invitation_state(invitation, now=now)
    if state == "accepted":
        raise NotAllowed(_("Undangan ini sudah dipakai. Masuk dengan akun yang dibuat waktu itu."))
    if state == "withdrawn":
        raise NotAllowed(_("Undangan ini ditarik. Minta undangan baru kepada pengelola anggota pemerintah Anda."))
    if state == "expired":
        raise NotAllowed(_("Undangan ini sudah lewat waktunya. Minta pengundang mengirimkannya lagi."))


def check_not_settled(invitation: Invitation, *, now: datetime) -> None:
    """It can be sent again or withdrawn: it was neither accepted nor withdrawn."""
    if invitation_state(invitation, now=now) in {"accepted", "withdrawn"}:
        raise NotAllowed(_("Undangan ini sudah selesai: diterima atau ditarik."))


def check_accept(*, invitation: Invitation, by: int, inviter: Roles | None, kind: str, now: datetime, on: date) -> None:
    """`by` takes the invitation: it is open, its inviter may still give the role, and nobody gives one to themselves.

    `inviter` are the roles that whoever invited holds today (None: the operator); `kind` is that of the agency.
    """
    check_open(invitation, now=now)
    if invitation.role not in appoints(roles=inviter, agency=invitation.agency_id, kind=kind):
        raise NotAllowed(
            _("Pengundangnya tidak lagi berhak memberi peran ini. Minta undangan baru kepada pengelola anggota.")
        )
    if invitation.ends_on is not None and invitation.ends_on <= on:
        raise NotAllowed(_("Masa tugas dalam undangan ini sudah berakhir. Minta undangan baru bila masih diperlukan."))
    if invitation.invited_by_id == by:
        raise NotAllowed(_("Anda sendiri yang mengundang; undangan ini harus diterima oleh orang lain."))


# ---------------------------------------------------------------- grants


def check_gives(*, roles: Roles | None, agency: str) -> None:
    """Whoever holds `roles` may open a door of this agency."""
    if roles is not None and agency not in agencies_with(Right.GRANT, roles):
        raise NotAllowed(_("Izin dari pemerintah ini bukan Anda yang memberi."))


def check_grant(*, agency: str, to_agency: str, purpose: str, starts_on: date, ends_on: date, on: date) -> None:
    """A grant goes to another agency, says what for, and ends."""
    if agency == to_agency:
        raise NotAllowed(_("Pilih pemerintah lain sebagai penerima."))
    if not purpose.strip():
        raise NotAllowed(_("Tulis keperluannya; penerima dan pemeriksa membacanya."))
    if starts_on < on:
        raise NotAllowed(_("Izin mulai berlaku paling cepat hari ini."))
    if ends_on <= starts_on:
        raise NotAllowed(_("Tanggal akhir harus sesudah tanggal mulai."))
    if ends_on > starts_on + timedelta(days=LIMITS.grant_days):
        words = _("Izin berlaku paling lama %(n)d hari; perpanjang dengan izin baru.")
        raise NotAllowed(words % {"n": LIMITS.grant_days})


def check_withdraw(*, grant: Grant, reason: str) -> None:
    """A grant is withdrawn once, for a reason the receiver can read."""
    if grant.withdrawn_at is not None:
        raise NotAllowed(_("Izin ini sudah dicabut."))
    if not reason.strip():
        raise NotAllowed(_("Tulis alasan pencabutan; penerima membacanya."))


def grant_state(grant: Grant, *, on: date) -> str:
    """`coming`, `active`, `ended` or `withdrawn`."""
    if grant.withdrawn_at is not None:
        return "withdrawn"
    if on < grant.starts_on:
        return "coming"
    return "active" if on < grant.ends_on else "ended"


def needs_people(kind: str) -> bool:
    """Whether a grant of this kind lists people."""
    return kind == GrantKind.PEOPLE
