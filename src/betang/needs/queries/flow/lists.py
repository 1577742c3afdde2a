"""Lists of needs and of proposals that the reader may see, and single ones with their history."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from betang.agencies.models import User
from betang.agencies.queries import NotFound
from betang.agencies.queries.members import names_of
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.needs.models import ItemKind, Need, NeedState, NeedStep, Proposal
from betang.needs.queries.flow.items import Asked, Facts, facts_of, hands_over
from betang.needs.queries.flow.offices import on_form
from betang.needs.rules import STEPS, Hand, Step
from betang.people.models import Unit

EVERY: Final = "semua"
"""The wish for items in every state; without a wish the list shows what waits for the reader."""

WAITS_FOR: Final[Mapping[Hand, tuple[NeedState, ...]]] = MappingProxyType(
    {
        Hand.PARTNER: (NeedState.DRAFT, NeedState.RETURNED),
        Hand.OFFICE: (NeedState.DRAFT, NeedState.AGREED, NeedState.RETURNED),
        Hand.PLANNER: (NeedState.SUBMITTED, NeedState.VALIDATED),
        Hand.PYB: (NeedState.VERIFIED,),
        Hand.PPK: (NeedState.PLANNED,),
    }
)
"""States in which an item waits for a hand."""

_NOT_AGAIN: Final[Mapping[NeedState, tuple[str, ...]]] = MappingProxyType(
    {
        NeedState.SUBMITTED: STEPS[Step.VERIFY].differs,
        NeedState.VERIFIED: STEPS[Step.VALIDATE].differs,
        NeedState.PLANNED: STEPS[Step.DECIDE].differs,
    }
)
"""What waits for another pair of eyes than those it has passed."""

_LOOKED_UP: Final = ("agency", "unit", "learning_program", "program", "entered_by")


@dataclass(frozen=True, slots=True)
class Wish:
    """Which items of an agency a list shows. `state` empty: those that wait for the reader; `EVERY`: all of them."""

    agency: str
    kind: ItemKind
    state: str = ""
    office: int | None = None
    competency: str = ""
    basis: str = ""


def seen_by(user: Viewer, agency: str) -> None:
    """`NotFound` unless the agency's needs are the user's to see, all or some."""
    if not user.owns(agency):
        raise NotFound("not here, or not for this user")


def agencies_of(user: Viewer) -> list[str]:
    """The agencies whose needs the user may list: their own, and those they work for."""
    return sorted(
        {*user.agencies, *user.works_for}, key=lambda code: (user.home is None or code != user.home.code, code)
    )


def waits(user: Viewer, agency: str, kind: ItemKind) -> Q:
    """What waits for the user's hands in the agency."""
    found = Q(pk__in=[])
    whole = {Hand.PLANNER: Right.EDIT, Hand.PYB: Right.VALIDATE, Hand.PPK: Right.DECIDE}
    for hand, right in whole.items():
        if user.has(right, agency):
            for state in WAITS_FOR[hand]:
                found |= Q(state=state) & ~_own_hand(user.user, _NOT_AGAIN.get(state, ()))
    offices = [unit for unit, of in user.offices.items() if of == agency]
    if offices:
        place = Q(unit__in=offices)
        if kind is ItemKind.NEED:
            place |= Q(unit__isnull=True, person__unit__in=offices)
        found |= place & Q(state__in=WAITS_FOR[Hand.OFFICE])
    if kind is ItemKind.NEED and not user.enters_for(agency):
        partners = [n for n, one in user.reached.items() if one.agency == agency and user.speaks_for(n, agency)]
        found |= Q(person__in=partners, state__in=WAITS_FOR[Hand.PARTNER])
    return found


def _own_hand(user: User, names: Iterable[str]) -> Q:
    own = Q(pk__in=[])
    for name in names:
        own |= Q(**{f"{name}__isnull": False, name: user.pk})
    return own


def items(wish: Wish, *, user: Viewer) -> QuerySet[Any]:
    """The needs, or the proposals, of a wish in the order of the list. `NotFound` for another's agency."""
    seen_by(user, wish.agency)
    model: type[Need | Proposal] = Need if wish.kind is ItemKind.NEED else Proposal
    rows: QuerySet[Any] = model._default_manager.filter(agency=wish.agency)
    if not wish.state:
        rows = rows.filter(waits(user, wish.agency, wish.kind))
    elif wish.state != EVERY:
        rows = rows.filter(state=wish.state)
    if wish.office is not None:
        units = on_form(wish.agency, wish.office)
        place = Q(unit__in=units)
        if wish.kind is ItemKind.NEED:
            place |= Q(unit__isnull=True, person__unit__in=units)
        rows = rows.filter(place)
    if wish.kind is ItemKind.NEED:
        rows = rows.filter(**{name: value for name, value in _of_needs(wish).items() if value})
        return rows.select_related(*_LOOKED_UP, "person__unit", "person__job", "competency").order_by(
            "unit__name", "person__unit__name", "person__name", "pk"
        )
    return rows.select_related(*_LOOKED_UP).order_by("unit__name", "title", "pk")


def _of_needs(wish: Wish) -> dict[str, str]:
    return {"competency": wish.competency, "basis": wish.basis}


def asked_for(agency: str, kind: ItemKind, rows: Iterable[Any]) -> Asked:
    """The rows by their keys."""
    keys = [row.pk for row in rows]
    return Asked(agency, needs=tuple(keys)) if kind is ItemKind.NEED else Asked(agency, proposals=tuple(keys))


def picked(agency: str, kind: ItemKind, numbers: Collection[int], *, user: Viewer) -> Sequence[Any]:
    """Items that were ticked, by the numbers of their addresses, as far as the user may see them."""
    name = "number__in" if kind is ItemKind.NEED else "pk__in"
    return list(items(Wish(agency, kind, EVERY), user=user).filter(**{name: list(numbers)}))


def competencies_in(agency: str) -> dict[str, str]:
    """The competencies that needs of the agency are about, as far as the reader sees them, by name."""
    rows = Need.objects.filter(agency=agency, competency__isnull=False).order_by("competency__name")
    return dict(rows.values_list("competency_id", "competency__name").distinct())


def offices_in(agency: str, homes: Mapping[int, int], *, user: Viewer) -> dict[str, str]:
    """The offices of the agency that the user works with: all of them, or those they enter data for."""
    wanted = set(homes.values())
    if not user.sees_people(agency):
        wanted &= set(user.offices)
    names = Unit.objects.filter(agency=agency, pk__in=wanted).order_by("name").values_list("pk", "name")
    return {str(pk): name for pk, name in names}


# ---------------------------------------------------------------- one item


@dataclass(frozen=True, slots=True)
class Told:
    """One step of the past, with the name of who took it as far as the reader may know."""

    step: NeedStep
    who: str


def get_item(kind: ItemKind, number: int, *, user: Viewer) -> Any:
    """A need or proposal by the number of its address, else `NotFound`."""
    model: type[Need | Proposal] = Need if kind is ItemKind.NEED else Proposal
    joined = ("person__unit", "person__job", "competency") if kind is ItemKind.NEED else ()
    name = "number" if kind is ItemKind.NEED else "pk"
    found = model._default_manager.filter(**{name: number}).select_related(*_LOOKED_UP, "office", *joined).first()
    if found is None or not user.owns(found.agency_id):
        raise NotFound("not here, or not for this user")
    return found


def history(kind: ItemKind, row: Any) -> list[Told]:
    """What became of an item, the first step first."""
    steps = list(NeedStep.objects.filter(agency=row.agency_id, kind=kind, item=str(row.pk)).select_related("decision"))
    names = names_of(step.by_id for step in steps)
    return [Told(step, names.get(step.by_id or 0, "")) for step in steps]


def facts_and_hands(kind: ItemKind, row: Any, *, user: Viewer) -> tuple[Facts, frozenset[Hand]]:
    """What the rules ask of an item the user sees, and the hands they have over it."""
    facts = facts_of(asked_for(row.agency_id, kind, [row]))[kind, str(row.pk)]
    return facts, hands_over(facts, row.agency_id, user)


def by_state(rows: QuerySet[Any]) -> dict[str, int]:
    """How many of the rows stand in each state."""
    return dict(rows.order_by().values_list("state").annotate(n=Count("*")))
