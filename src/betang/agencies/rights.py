"""Who may do what: the one matrix of roles and rights (docs/reference/roles.md is printed from it).

A right is held in an agency, through a role held there; `REACH` says how far it goes. Queries and rules ask for rights,
never for roles, so that a role is changed here and nowhere else. The database draws its walls from the same sets
(`betang.agencies.scope`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from betang.agencies.models import Role


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


def agencies_with(right: Right, roles: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The agencies (of `roles`: role names by agency) in which the right is held over the whole agency."""
    whole = {Reach.AGENCY, Reach.PROVINCE}
    return frozenset(
        agency for agency, held in roles.items() if any(MATRIX[Role(role)].get(right) in whole for role in held)
    )


def roles_with(right: Right, reach: Reach) -> list[Role]:
    """The roles that give the right that far."""
    return [role for role, rights in MATRIX.items() if rights.get(right) is reach]


def reaches_province(right: Right, roles: Mapping[str, Collection[str]]) -> bool:
    """Whether the right is held over every agency of the house."""
    return any(MATRIX[Role(role)].get(right) is Reach.PROVINCE for held in roles.values() for role in held)
