"""Needs and proposals as the flow sees them: what a step has to know of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.agencies.viewers import Viewer
from betang.needs.models import DecisionKind, ItemKind, Need, NeedState, Proposal
from betang.needs.queries.flow.links import Links
from betang.needs.rules import COMPULSORY, Actor, Hand, Item, Step, check_step


@dataclass(frozen=True, slots=True)
class Asked:
    """Items of one agency by their keys."""

    agency: str
    needs: tuple[str, ...] = ()
    proposals: tuple[int, ...] = ()

    def named(self) -> Iterator[tuple[ItemKind, str]]:
        for code in self.needs:
            yield ItemKind.NEED, code
        for number in self.proposals:
            yield ItemKind.PROPOSAL, str(number)


@dataclass(frozen=True, slots=True)
class Facts:
    """One item: what the rules ask of it, whom it is about (our number), and the unit it belongs to."""

    kind: ItemKind
    key: str
    item: Item
    person: int | None
    unit: int | None
    version: int


@dataclass(frozen=True, slots=True)
class Left:
    """An item that stays where it is, and why."""

    kind: ItemKind
    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Sifted:
    """What may take a step now, and what may not."""

    may: tuple[Facts, ...]
    left: tuple[Left, ...]


def sift(
    step: Step, asked: Asked, *, user: Viewer | None, paper: DecisionKind | None = None, lock: bool = False
) -> Sifted:
    """Which of the items asked for may take the step by the hand of the user (None: the operator), and why the others
    stay. What is not there and what the user may not touch are told alike.
    """
    found = facts_of(asked, lock=lock)
    number = user.user.pk if user else None
    may: list[Facts] = []
    left = [Left(kind, key, _("Tidak ada di sini.")) for kind, key in asked.named() if (kind, key) not in found]
    for facts in found.values():
        actor = Actor(number, hands_over(facts, asked.agency, user), paper)
        try:
            check_step(step=step, item=facts.item, actor=actor)
        except NotAllowed as no:
            left.append(Left(facts.kind, facts.key, str(no)))
        else:
            may.append(facts)
    return Sifted(tuple(may), tuple(left))


def facts_of(asked: Asked, *, lock: bool = False) -> dict[tuple[ItemKind, str], Facts]:
    """What is known of the items that the reader may see; `lock` keeps others from moving them meanwhile."""
    links = Links(asked.agency)
    found: dict[tuple[ItemKind, str], Facts] = {}
    needs = Need.objects.filter(agency=asked.agency, code__in=asked.needs).select_related("person").order_by("pk")
    proposals = Proposal.objects.filter(agency=asked.agency, pk__in=asked.proposals).order_by("pk")
    for need in _read(needs, lock=lock):
        unit = need.unit_id or (need.person.unit_id if need.person else None)
        linked = links.linked(competency=need.competency_id, program=need.program_id, unit=unit, target=need.target_id)
        item = _item(
            need, need.code, agreed=need.agreed_on is not None, compulsory=need.basis in COMPULSORY, linked=linked
        )
        found[ItemKind.NEED, need.code] = Facts(ItemKind.NEED, need.code, item, need.person_id, unit, need.version)
    for one in _read(proposals, lock=lock):
        linked = links.linked(competency=None, program=one.program_id or one.learning_program_id, unit=one.unit_id)
        item = _item(one, str(one.pk), agreed=True, compulsory=False, linked=linked)
        found[ItemKind.PROPOSAL, str(one.pk)] = Facts(
            ItemKind.PROPOSAL, str(one.pk), item, None, one.unit_id, one.version
        )
    return found


def _read(rows: QuerySet[Any], *, lock: bool) -> QuerySet[Any]:
    return rows.select_for_update(of=("self",)) if lock else rows


def _item(row: Need | Proposal, key: str, *, agreed: bool, compulsory: bool, linked: bool) -> Item:
    return Item(
        key=key,
        state=NeedState(row.state),
        agreed=agreed,
        compulsory=compulsory,
        linked=linked,
        entered_by=row.entered_by_id,
        submitted_by=row.submitted_by_id,
        verified_by=row.verified_by_id,
        validated_by=row.validated_by_id,
    )


def hands_over(facts: Facts, agency: str, viewer: Viewer | None) -> frozenset[Hand]:
    """The hands the viewer has over an item; every one for the operator (None)."""
    if viewer is None:
        return frozenset(Hand)
    hands = set()
    if viewer.has(Right.EDIT, agency):
        hands |= {Hand.PLANNER, Hand.OFFICE, Hand.PARTNER}
    if facts.unit is not None and facts.unit in viewer.offices:
        hands |= {Hand.OFFICE, Hand.PARTNER}
    if facts.person is not None and viewer.speaks_for(facts.person, agency):
        hands.add(Hand.PARTNER)
    if viewer.has(Right.VALIDATE, agency):
        hands.add(Hand.PYB)
    if viewer.has(Right.DECIDE, agency):
        hands.add(Hand.PPK)
    return frozenset(hands)
