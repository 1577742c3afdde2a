"""Titles that may mean the same, made one or parted again; planners take the programme over."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from betang.agencies import viewers
from betang.agencies.queries import NotFound
from betang.agencies.rules import NotAllowed
from betang.meeting.actions.alignment import Under, merge_titles, part_titles
from betang.meeting.queries.alignment import titles as queries
from betang.meeting.queries.alignment.demand import Demanded, demand
from betang.meeting.queries.alignment.titles import Similar
from betang.meeting.views.alignment import parts
from betang.needs.actions import name_program
from betang.ui import pages, tables
from betang.ui.figures import number, share
from betang.ui.links import at
from betang.ui.tables import Cell, Column, Table, View


def titles(request: HttpRequest) -> HttpResponseBase:
    """Which titles outside the catalogue may be one, and which were made one."""
    viewer = viewers.asking(request)
    found = demand(user=viewer, year=request.GET.get("tahun", ""))
    similar = queries.similar(found, user=viewer)
    table = _others(found, similar, request, leads=viewer.coordinates)
    context = {
        **parts.frame(request, "titles", found),
        "similar": [_shown(one, place) for place, one in enumerate(similar)],
        "merged": [(one, parts.asked(one.line) if one.line else "") for one in queries.merged(found, user=viewer)],
        "acceptable": queries.acceptable(user=viewer),
        "names": {agency.code: agency.short_name for agency in found.governments},
        "programs": queries.programs(user=viewer) if viewer.coordinates else [],
        "leads": viewer.coordinates,
        "table": table,
    }
    heading = _("Judul serupa")
    return pages.respond(
        request, "meeting/alignment/titles.html", context, tables=[table], heading=heading, notes=_method()
    )


@require_POST
def merge(request: HttpRequest) -> HttpResponse:
    """Make the chosen titles one."""
    viewer = viewers.asking(request)
    if not viewer.coordinates:
        raise NotFound("not here, or not for this user")
    refs = [*request.POST.getlist("judul"), *(one.partition("/")[2] for one in request.POST.getlist("orang"))]
    chosen = queries.spelled_as(refs, user=viewer, year=request.POST.get("tahun", ""))
    try:
        group = merge_titles(titles=chosen, under=_under(request), by=viewer)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            ngettext(
                "%(n)s judul sekarang dihitung sebagai “%(name)s”. Ejaan ini dikenali juga pada kiriman berikutnya.",
                "%(n)s judul sekarang dihitung sebagai “%(name)s”. Ejaan ini dikenali juga pada kiriman berikutnya.",
                len(chosen),
            )
            % {"n": number(len(chosen)), "name": group.name},
        )
    return redirect("meeting:titles")


@require_POST
def part(request: HttpRequest) -> HttpResponse:
    """Undo a merge, or take one title out of it."""
    viewer = viewers.asking(request)
    if not viewer.coordinates:
        raise NotFound("not here, or not for this user")
    alias = _number(request.POST.get("judul", ""))
    part_titles(group=_number(request.POST.get("gabungan", "")) or 0, alias=alias, by=viewer)
    messages.success(request, _("Judulnya dihitung sendiri-sendiri lagi. Tidak ada usulan yang berubah."))
    return redirect("meeting:titles")


@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Put the programme that a title was merged into on the proposals of one's own government."""
    viewer = viewers.asking(request)
    agency, program = request.POST.get("pemerintah", ""), request.POST.get("program", "")
    found = [one for one in queries.acceptable(user=viewer) if (one.agency, one.program.code) == (agency, program)]
    if not found:
        messages.error(request, _("Usulan itu sudah memakai programnya, atau judulnya sudah dipisahkan lagi."))
        return redirect("meeting:titles")
    done = name_program(agency=agency, titles=found[0].titles, program=program, by=viewer)
    messages.success(
        request,
        ngettext(
            "%(n)s usulan sekarang memakai program %(name)s.", "%(n)s usulan sekarang memakai program %(name)s.", done
        )
        % {"n": number(done), "name": found[0].program.name},
    )
    return redirect("meeting:titles")


def _under(request: HttpRequest) -> Under:
    """What was chosen to merge under: a name that was typed goes before one that was picked."""
    typed, (kind, _colon, said) = request.POST.get("nama", "").strip(), request.POST.get("ke", "").partition(":")
    if typed:
        return Under(name=typed)
    return Under(program=said) if kind == "program" else Under(name=said)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004


def _shown(one: Similar, place: int) -> dict[str, object]:
    """A group as the template draws it: its titles, why they are alike, what they may become, the likeliest first."""
    offers = [
        {
            "value": f"program:{offer.program}" if offer.program else f"nama:{offer.name}",
            "label": offer.name,
            "note": _("program katalog, mirip %(share)s%%") % {"share": share(offer.alike)}
            if offer.program
            else _("judul yang sudah disatukan, mirip %(share)s%%") % {"share": share(offer.alike)},
        }
        for offer in one.offers
    ]
    own = [{"value": f"nama:{title.name}", "label": title.name, "note": ""} for title in one.titles]
    return {
        "number": place,
        "titles": [(title, parts.asked(title)) for title in one.titles],
        "governments": parts.governments(one.governments),
        "people": parts.people(one.people),
        "alike": None if one.alike is None else share(one.alike),
        "shared": ", ".join(one.shared),
        "choices": [*offers, *(own if len(one.titles) > 1 else [])],
    }


def _others(found: Demanded, similar: list[Similar], request: HttpRequest, *, leads: bool) -> Table:
    """Titles that are like nothing else, to be chosen by hand."""
    offered = {title.ref for one in similar for title in one.titles}
    columns = [
        Column("judul", _("Judul")),
        Column("pemerintah", _("Pemerintah"), "count"),
        Column("orang", _("Orang"), "count"),
    ]
    rows = [
        [
            Cell(one.name, at("meeting:demand_line", one.kind, one.ref), pick=f"{one.kind}/{one.ref}" if leads else ""),
            Cell(one.governments),
            Cell(one.line.people if one.line.people or not one.line.unknown else None),
        ]
        for one in found.lines
        if one.kind == "title" and one.ref not in offered
    ]
    view = View.of(request.GET, default="judul")
    ordered = tables.sort(rows, columns, view)
    return Table(
        name="judul",
        title=_("Judul lain di luar katalog"),
        columns=columns,
        rows=tables.page(ordered, view),
        view=view,
        query=request.GET,
        total=len(ordered),
        all_rows=lambda: ordered,
        empty=_("Tidak ada judul lain di luar katalog."),
    )


def _method() -> list[str]:
    return [
        _(
            "Dua judul disebut serupa bila kata-kata yang membawa isinya sama, setelah singkatan dipanjangkan dan kata "
            "yang hanya menyebut caranya (bimtek, diklat, workshop, angkatan) dilepaskan. Persennya: berapa bagian isi "
            "yang sama. Tidak ada yang disatukan tanpa keputusan orang."
        ),
        _(
            "Menyatukan judul tidak mengubah usulan siapa pun. Permintaannya dihitung bersama, ejaannya dikenali pada "
            "kiriman berikutnya, dan perencana setiap pemerintah dapat memakai programnya pada usulannya sendiri."
        ),
    ]
