"""The people behind a number of the first hour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.core.office.quality import QUALITY
from betang.core.register.facts import Fact
from betang.core.register.slices import leaves_on
from betang.needs.queries import first_hour as queries
from betang.needs.views.first_hour import words as said
from betang.needs.views.first_hour.page import own_agency
from betang.people.queries import first_hour as register
from betang.ui import pages, words
from betang.ui.choosing import Crumb
from betang.ui.tables import PAGE_ROWS, Cell, Column, Table, View

if TYPE_CHECKING:
    from betang.core.register.slices import Slices
    from betang.people.models import Person


def people(request: HttpRequest) -> HttpResponseBase:
    """Those of one slice; what the page counts is who stands here."""
    viewer = viewers.asking(request)
    agency = own_agency(viewer)
    key = request.GET.get("bagian", "all")
    title = said.title(key)
    found = queries.people_in(agency.code, on=timezone.localdate(), user=viewer)
    if title is None or (key not in found and key.partition("|")[0] == "family"):
        raise Http404
    view, names, file = View.of(request.GET), viewer.shows_names(agency.code), pages.file_asked(request)
    shown, total = register.listed(
        agency.code,
        found.get(key, []),
        user=viewer,
        sort=view.sort,
        descending=view.descending,
        first=0 if file else view.first,
        rows=None if file else PAGE_ROWS,
    )
    audit.looked(
        name="betang.people.list_exported" if file else "betang.people.list_opened",
        by=viewer,
        agency=agency,
        people=[one.pk for one in shown],
        on_kind="agencies.agency",
        on_id=agency.code,
        file=file,
        names=names,
    )
    facts = queries.facts_in(agency.code, [one.pk for one in shown], user=viewer)
    extra = _extra(key, found, facts)
    columns = _columns(names=names, nip=names and bool(file), extra=extra)
    table = Table(
        name="pegawai",
        title=_("Pegawai"),
        columns=columns,
        rows=[_row(one, columns, extra[1].get(one.pk, Cell(None)) if extra else None, names=names) for one in shown],
        view=view,
        query=request.GET,
        total=total,
        empty=_("Tidak ada pegawai di sini."),
    )
    context = {
        "crumbs": [
            Crumb(_("Data"), reverse("standards:data")),
            Crumb(_("Jam pertama"), reverse("needs:first_hour")),
            Crumb(title),
        ],
        "title": title,
        "deed": said.CHECKS[key.partition("|")[2]][1] if key.startswith("check|") else "",
        "agency": agency,
        "names": names,
        "table": table,
    }
    return pages.respond(request, "needs/first_hour/people.html", context, tables=[table], heading=title)


def _columns(*, names: bool, nip: bool, extra: tuple[Column, Mapping[int, Cell]] | None) -> list[Column]:
    return [
        Column("nama", _("Pegawai"), sortable=names),
        *([Column("nip", _("NIP"), "code")] if nip else []),
        Column("jabatan", _("Jabatan")),
        Column("jenjang", _("Jenjang")),
        Column("unit", _("Unit kerja")),
        Column("status", _("Status")),
        *([extra[0]] if extra else []),
    ]


def _row(person: Person, columns: list[Column], extra: Cell | None, *, names: bool) -> list[Cell]:
    called = person.name if names and person.name else _("Pegawai nomor %(n)s") % {"n": person.pk}
    cells = {
        "nama": Cell(called, reverse("needs:person", args=[person.pk])),
        "nip": Cell(person.nip),
        "jabatan": Cell(person.job.name),
        "jenjang": Cell(str(words.TIERS.get(person.job.tier, person.job.tier))),
        "unit": Cell(person.unit.name),
        "status": Cell(str(words.STATUSES.get(person.status, person.status))),
    }
    return [cells[column.key] if column.key in cells else extra or Cell(None) for column in columns]


def _extra(key: str, found: Slices, facts: Mapping[int, Fact]) -> tuple[Column, Mapping[int, Cell]] | None:
    """What a list says further of its people: what is amiss, when they leave, what they learned."""
    kind = key.partition("|")[0]
    if kind == "check":
        return Column("temuan", _("Yang perlu dibetulkan"), sortable=False), _all_amiss(found, facts)
    if kind == "retire":
        return Column("pensiun", _("Pensiun"), "day", sortable=False), {n: _leaves(fact) for n, fact in facts.items()}
    if kind == "low":
        column = Column("pendidikan", _("Pendidikan"), sortable=False)
        return column, {number: _education(fact) for number, fact in facts.items()}
    return None


def _all_amiss(found: Slices, facts: Mapping[int, Fact]) -> dict[int, Cell]:
    amiss: dict[int, list[str]] = {}
    for code, (what, _deed) in said.CHECKS.items():
        for number in found.get(f"check|{code}", ()):
            if number in facts:
                amiss.setdefault(number, []).append(str(what))
    return {number: Cell("; ".join(texts)) for number, texts in amiss.items()}


def _leaves(fact: Fact) -> Cell:
    day, reckoned = leaves_on(fact)
    return Cell(day, note=_("dihitung dari umur") if reckoned and day else "")


def _education(fact: Fact) -> Cell:
    least = QUALITY.least_education.get(fact.tier)
    note = _("paling rendah %(least)s") % {"least": said.LEAST.get(str(least), "")} if least else ""
    return Cell(fact.education or None, note=note)
