"""What the pages of the flow share: which agency they are about, how an item is called, rows of a list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from betang.agencies.actions import audit
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer, governments
from betang.needs.queries.flow import lists, open_year
from betang.needs.rules import ItemKind, LearningWay, NeedState, Priority, Step
from betang.needs.views.people import called
from betang.ui.choosing import Crumb
from betang.ui.links import at
from betang.ui.tables import Cell, Column

if TYPE_CHECKING:
    from betang.agencies.models import Agency

PILLS: Final[Mapping[str, str]] = MappingProxyType(
    {
        NeedState.DRAFT: "unknown",
        NeedState.AGREED: "agreed",
        NeedState.SUBMITTED: "agreed",
        NeedState.RETURNED: "short",
        NeedState.REJECTED: "short",
        NeedState.VERIFIED: "met",
        NeedState.VALIDATED: "met",
        NeedState.PLANNED: "met",
        NeedState.DECIDED: "met",
        NeedState.WITHDRAWN: "unknown",
    }
)
"""How a state is drawn."""


def crumbs(*further: Crumb) -> list[Crumb]:
    """The way to a page of the flow."""
    return [Crumb(_("Rencana"), at("needs:flow")), *further]


def year_text() -> str:
    """The open planning year as it is written: without a separator; empty while none is open."""
    year = open_year()
    return str(year) if year else ""


def agency_asked(request: HttpRequest, viewer: Viewer) -> Agency:
    """The government the page is about: `?pemerintah=`, else the reader's own. Absent for whoever has none."""
    mine = lists.agencies_of(viewer)
    wish = request.GET.get("pemerintah") or request.POST.get("pemerintah") or (mine[0] if mine else "")
    found = next((one for one in governments() if one.code == wish and wish in mine), None)
    if found is None:
        raise Http404
    return found


def kind_asked(wish: str) -> ItemKind:
    """Needs, unless the address asks for proposals."""
    return ItemKind.PROPOSAL if wish == ItemKind.PROPOSAL else ItemKind.NEED


def steps_offered(viewer: Viewer, agency: str) -> list[Step]:
    """The steps a reader is offered for many items: those of the hands they have somewhere in the agency.

    Agreeing in bulk is for whoever copies dialogues from paper; the two who talk do it on their own pages.
    """
    found: list[Step] = []
    if viewer.enters_for(agency):
        found += [Step.AGREE, Step.WITHDRAW]
    if viewer.has(Right.EDIT, agency):
        found += [Step.SUBMIT, Step.VERIFY, Step.RETURN, Step.REJECT, Step.PLAN, Step.UNPLAN, Step.REOPEN]
        found += [Step.VALIDATE, Step.DECIDE]  # with a decision on paper
    if viewer.has(Right.VALIDATE, agency):
        found += [Step.VALIDATE, Step.RETURN, Step.REJECT]
    if viewer.has(Right.DECIDE, agency):
        found += [Step.DECIDE]
    return [step for step in Step if step in found]


def address_of(kind: ItemKind, row: Any) -> str:
    """The page of an item."""
    return at("needs:flow_need", row.number) if kind is ItemKind.NEED else at("needs:flow_proposal", row.pk)


def title_of(kind: ItemKind, row: Any, viewer: Viewer) -> str:
    """What an item is called: whom and what it is about."""
    if kind is ItemKind.PROPOSAL:
        return str(row.title)
    if row.person is not None:
        return called(row.person, names=viewer.sees_name(row.person_id, row.agency_id))
    return _("%(n)s orang: %(program)s") % {"n": row.people, "program": row.program.name}


def about(kind: ItemKind, row: Any) -> str:
    """What a need is about besides its person: the competency; '' where its title says it."""
    return str(row.competency.name) if kind is ItemKind.NEED and row.competency is not None else ""


def place_of(row: Any) -> str:
    """The unit of an item, or that it is the whole government's."""
    person = getattr(row, "person", None)
    unit = row.unit or (person.unit if person else None)
    return unit.name if unit else _("seluruh pemerintah")


def columns(kind: ItemKind, *, nip: bool) -> list[Column]:
    """The columns of a list of items; the NIP in files alone."""
    first = _("Kebutuhan") if kind is ItemKind.NEED else _("Usulan")
    return [
        Column("butir", first, sortable=False),
        *([Column("nip", _("NIP"), "code", sortable=False)] if nip else []),
        *([Column("kompetensi", _("Kompetensi atau program"), sortable=False)] if kind is ItemKind.NEED else []),
        *([Column("orang", _("Orang"), "count", sortable=False)] if kind is ItemKind.PROPOSAL else []),
        Column("belajar", _("Cara belajar"), sortable=False),
        Column("prioritas", _("Prioritas"), sortable=False),
        *([Column("dasar", _("Dasar"), sortable=False)] if kind is ItemKind.NEED else []),
        Column("keadaan", _("Keadaan"), sortable=False),
    ]


def row_of(kind: ItemKind, row: Any, listed: list[Column], viewer: Viewer, *, pick: bool) -> list[Cell]:
    """An item as a row of `listed`, with a box beside it where it can be picked."""
    need = kind is ItemKind.NEED
    what = (row.competency or row.program) if need else None
    number = str(row.number if need else row.pk)
    cells = {
        "butir": Cell(
            title_of(kind, row, viewer), address_of(kind, row), note=place_of(row), pick=number if pick else ""
        ),
        "nip": Cell(row.person.nip if need and row.person else None),
        "kompetensi": Cell(what.name if what else None),
        "orang": Cell(row.people),
        "belajar": Cell(way_of(row)),
        "prioritas": Cell(word(Priority, row.priority)),
        "dasar": Cell(row.get_basis_display() if need else None),
        "keadaan": Cell(row.get_state_display(), pill=PILLS[row.state]),
    }
    return [cells[column.key] for column in listed]


def way_of(row: Any) -> str | None:
    """How it is to be learned: the way, and the programme or the words proposed."""
    wanted = row.learning_program.name if row.learning_program else row.learning
    return ": ".join(part for part in (word(LearningWay, row.way), wanted) if part) or None


def word(choices: Any, value: str | None) -> str | None:
    """The word for a value of choices; None stays unknown."""
    return str(choices(value).label) if value else None


def looked(rows: Collection[Any], agency: str, viewer: Viewer, *, file: str = "") -> None:
    """Record whom a list of needs showed."""
    people = [row.person_id for row in rows if getattr(row, "person_id", None) is not None]
    audit.looked(
        name="betang.needs.items_exported" if file else "betang.needs.items_opened",
        by=viewer,
        agency=agency,
        people=people,
        on_kind="agencies.agency",
        on_id=agency,
        file=file,
        names=viewer.shows_names(agency),
    )
