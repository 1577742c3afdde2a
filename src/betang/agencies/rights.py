"""Who may do what: the one matrix of roles and rights (docs/reference/roles.md is printed from it by scripts/roles.py).

A right is held in an agency, through a role held there; `REACH` says how far it goes. Queries and rules ask for rights,
never for roles, so that a role is changed here and nowhere else. The database draws its walls from the same sets
(`betang.agencies.scope`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

from django.utils.translation import gettext_lazy as _

from betang.agencies.models import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Right(StrEnum):
    """What a role may open or do in its agency."""

    FIGURES = "figures"
    PEOPLE = "people"
    NAMES = "names"
    EDIT = "edit"
    MAP = "map"
    PUBLISH = "publish"
    MEMBERS = "members"
    AGENCIES = "agencies"
    GRANT = "grant"
    CORRECT = "correct"
    TRAIL = "trail"
    VALIDATE = "validate"
    DECIDE = "decide"
    CONFIRM_TARGETS = "confirm_targets"
    AFFAIR = "affair"


class Reach(StrEnum):
    """How far a right goes."""

    AGENCY = "agency"  # everything and everybody of the agency
    UNIT = "unit"  # the people of the member's unit and those below it
    REPORTS = "reports"  # the people whose direct superior the member is
    SELF = "self"  # the member's own record
    PROVINCE = "province"  # every agency of the house


def _of_the_agency(*rights: Right) -> dict[Right, Reach]:
    return dict.fromkeys(rights, Reach.AGENCY)


_BYSTANDER: Final = _of_the_agency(Right.FIGURES)
_LEADER: Final = _of_the_agency(Right.FIGURES, Right.PEOPLE)
_PLANNER: Final = _of_the_agency(
    Right.FIGURES, Right.PEOPLE, Right.NAMES, Right.EDIT, Right.MAP, Right.MEMBERS, Right.GRANT, Right.CORRECT,
    Right.TRAIL,
)  # fmt: skip

MATRIX: Final[Mapping[Role, Mapping[Right, Reach]]] = MappingProxyType(
    {
        Role.COORDINATOR: {**_PLANNER, Right.AGENCIES: Reach.PROVINCE, Right.PUBLISH: Reach.PROVINCE},
        Role.PLANNER: _PLANNER,
        Role.OFFICER: {
            **_BYSTANDER,
            Right.PEOPLE: Reach.UNIT,
            Right.NAMES: Reach.UNIT,
            Right.EDIT: Reach.UNIT,
        },
        Role.PYB: {**_LEADER, Right.VALIDATE: Reach.AGENCY},
        Role.PPK: {**_LEADER, Right.DECIDE: Reach.AGENCY},
        Role.TARGET_KEEPER: {**_BYSTANDER, Right.CONFIRM_TARGETS: Reach.AGENCY},
        Role.STEWARD: {**_BYSTANDER, Right.AFFAIR: Reach.PROVINCE},
        Role.SUPERVISOR: {**_BYSTANDER, Right.PEOPLE: Reach.REPORTS, Right.NAMES: Reach.REPORTS},
        Role.EMPLOYEE: {**_BYSTANDER, Right.PEOPLE: Reach.SELF, Right.NAMES: Reach.SELF},
        Role.LEADER: _LEADER,
        Role.AUDITOR: _of_the_agency(Right.FIGURES, Right.PEOPLE, Right.NAMES, Right.TRAIL),
        Role.SUPPORT: _of_the_agency(Right.FIGURES, Right.PEOPLE, Right.NAMES),
        Role.ASSESSOR: _BYSTANDER,
        Role.TRAINER: _BYSTANDER,
    }
)
"""Role, right, reach. A right that is not named is not held."""

NEEDS_SECOND_FACTOR: Final = frozenset({Role.COORDINATOR, Role.PLANNER, Role.AUDITOR, Role.SUPPORT})
"""Roles that open nothing until the user signs in with a second factor."""


OPENS: Final[Mapping[Right, _StrPromise]] = MappingProxyType(
    {
        Right.FIGURES: _("Angka dan unit kerja pemerintah sendiri secara utuh, termasuk jumlah kecil."),
        Right.PEOPLE: _("Pegawai satu per satu: jabatannya, syaratnya, dan bukti kompetensinya."),
        Right.NAMES: _("Nama pegawai itu, dan NIP-nya dalam berkas yang diunduh."),
        Right.EDIT: _("Mengisi dan memperbaiki data."),
        Right.MAP: _("Meminta peta kebutuhan kompetensi dihitung."),
        Right.PUBLISH: _("Menerbitkan peta untuk seluruh provinsi."),
        Right.MEMBERS: _("Melihat siapa anggota, mengundang rekan, dan mengakhiri keanggotaan."),
        Right.AGENCIES: _("Mengelola daftar pemerintah dan mengangkat perencana di setiap pemerintah."),
        Right.GRANT: _("Memberi dan mencabut izin bagi pemerintah lain."),
        Right.CORRECT: _("Menjawab permintaan perbaikan catatan pegawai."),
        Right.TRAIL: _("Membaca jejak: siapa melihat dan mengubah apa, dan kapan."),
        Right.VALIDATE: _("Mengesahkan rencana sebagai PyB."),
        Right.DECIDE: _("Menetapkan rencana sebagai PPK."),
        Right.CONFIRM_TARGETS: _("Menegaskan sasaran pembangunan dan keterkaitannya dengan kompetensi."),
        Right.AFFAIR: _("Angka gabungan urusannya di semua pemerintah."),
    }
)
"""What a right opens, in one sentence."""

REACHES: Final[Mapping[Reach, _StrPromise]] = MappingProxyType(
    {
        Reach.AGENCY: _("seluruh pemerintahnya"),
        Reach.UNIT: _("unit kerjanya dan unit di bawahnya"),
        Reach.REPORTS: _("bawahan langsungnya"),
        Reach.SELF: _("dirinya sendiri"),
        Reach.PROVINCE: _("semua pemerintah"),
    }
)
"""How far a right goes, in words."""


class Holder(Protocol):
    """Somebody with rights in agencies, as `betang.agencies.viewers.Viewer` is one."""

    def has(self, right: Right, agency: str) -> bool:
        """Whether the right is held over the whole agency."""

    @property
    def coordinates(self) -> bool:
        """Whether every agency is theirs to manage."""


def manages(holder: Holder, agency: str) -> bool:
    """Whether the members of the agency are the holder's to manage."""
    return holder.coordinates or holder.has(Right.MEMBERS, agency)


FOR_ANOTHER: Final = frozenset({Right.FIGURES, Right.PEOPLE, Right.NAMES, Right.EDIT, Right.CORRECT})
"""What an agency opens to one that it has enter or verify data in its place (a grant of the kind `process`)."""


def agencies_with(right: Right, roles: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The agencies (of `roles`: role names by agency) in which the right is held over the whole agency."""
    whole = {Reach.AGENCY, Reach.PROVINCE}
    return frozenset(
        agency for agency, held in roles.items() if any(MATRIX[Role(role)].get(right) in whole for role in held)
    )


def rights_of(roles: Iterable[str]) -> frozenset[Right]:
    """Every right that the roles give, however far it reaches."""
    return frozenset(right for role in roles for right in MATRIX[Role(role)])


def roles_with(right: Right, reach: Reach) -> list[Role]:
    """The roles that give the right that far."""
    return [role for role, rights in MATRIX.items() if rights.get(right) is reach]


def reaches_province(right: Right, roles: Mapping[str, Collection[str]]) -> bool:
    """Whether the right is held over every agency of the house."""
    return any(MATRIX[Role(role)].get(right) is Reach.PROVINCE for held in roles.values() for role in held)
