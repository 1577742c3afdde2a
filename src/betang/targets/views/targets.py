"""The tree of targets under vision and missions, and one target with what carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from betang.agencies import viewers
from betang.agencies.rules import NotAllowed
from betang.targets import actions, queries
from betang.targets.queries import Branch, Node, Wanted
from betang.targets.views import parts
from betang.ui import pages
from betang.ui.choosing import Crumb
from betang.ui.tables import Cell, Column, Table
from betang.ui.templatetags.betang import decimal

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer
    from betang.targets.models import Mission, Target

DEEPEST = 3  # not a rule: further down all stand under each other


def tree(request: HttpRequest) -> HttpResponseBase:
    """What the own government has promised, from its vision down, and what of it is confirmed."""
    viewer = viewers.asking(request)
    agency = parts.asked_agency(request, viewer)
    branches = queries.tree(agency.code, user=viewer)
    nodes = [node for branch in branches for node in branch.nodes]
    whole = _table("sasaran", _("Sasaran"), branches)
    context = {
        "crumbs": parts.crumbs(agency, viewer),
        "tabs": parts.tabs("tree", agency, viewer),
        "agency": agency,
        "others": [
            (one.short_name, parts.at("targets:tree", one, viewer))
            for one in map(viewers.get_government, queries.may_see(user=viewer))
            if one.code != agency.code
        ],
        "branches": [
            (branch.mission, _table(f"misi-{number}", _title(branch), [branch]))
            for number, branch in enumerate(branches, start=1)
        ],
        "visions": queries.visions(agency.code, user=viewer),
        "targets": len(nodes),
        "links": sum(node.links for node in nodes),
        "confirmed": sum(node.confirmed for node in nodes),
        "without": sum(node.links == 0 for node in nodes),
        "waiting": queries.waiting(on=timezone.localdate(), user=viewer).get(agency.code),
        "links_page": parts.at("targets:links", agency, viewer),
        "visions_page": parts.at("targets:visions", agency, viewer),
    }
    heading = _("Sasaran %(agency)s") % {"agency": agency.short_name}
    return pages.respond(request, "targets/tree.html", context, tables=[whole], heading=heading)


def _title(branch: Branch) -> str:
    if branch.mission is None:
        return _("Belum ditempatkan pada misi")
    return _("Misi %(number)s: %(text)s") % {"number": branch.mission.number, "text": branch.mission.text}


def _table(name: str, title: str, branches: list[Branch]) -> Table:
    columns = [
        Column("sasaran", _("Sasaran dan indikatornya"), sortable=False),
        Column("misi", _("Misi"), sortable=False, file_only=True),
        Column("tataran", _("Tataran"), sortable=False),
        Column("penanggung-jawab", _("Penanggung jawab"), sortable=False),
        Column("awal", _("Nilai awal"), "weight", sortable=False),
        Column("tujuan", _("Nilai sasaran"), "weight", sortable=False),
        Column("satuan", _("Satuan"), sortable=False, file_only=True),
        Column("tahun", _("Tahun"), "level", sortable=False),
        Column("bobot", _("Bobot"), "weight", sortable=False),
        Column("kaitan", _("Kaitan"), "count", help=_("Kompetensi yang dikaitkan dengan sasaran ini."), sortable=False),
        Column("ditegaskan", _("Ditegaskan"), "count", sortable=False),
    ]
    rows = [_row(node, branch.mission) for branch in branches for node in branch.nodes]
    empty = _("Belum ada sasaran pada misi ini.")
    return Table(name=name, title=title, columns=columns, rows=rows, empty=empty)


def _row(node: Node, mission: Mission | None) -> list[Cell]:
    target, page = node.target, reverse("targets:target", args=[node.target.pk])
    css = f"deep{min(node.depth, DEEPEST)}" if node.depth else ""
    return [
        Cell(target.indicator, page, note=f"{target.pk} · {target.document}", css=css),
        Cell(str(mission.number) if mission else None),
        Cell(str(target.get_level_display()) if target.level else None),
        Cell(target.unit.name if target.unit else _("seluruh pemerintah")),
        Cell(target.baseline, text=decimal(target.baseline)),
        Cell(target.goal, text=parts.amount(target.goal, target.unit_of_measure)),
        Cell(target.unit_of_measure),
        Cell(str(target.year)),
        Cell(target.weight, text=decimal(target.weight)),
        Cell(node.links, f"{page}#kaitan"),
        Cell(node.confirmed),
    ]


def target(request: HttpRequest, target: str) -> HttpResponseBase:
    """One target: its figures, the way up to the vision, and the competencies that carry it."""
    viewer = viewers.asking(request)
    found = queries.get_target(target, user=viewer)
    wanted = Wanted(target=found.pk)
    linked = queries.links(found.agency_id, wanted, on=timezone.localdate(), user=viewer)
    table = Table(
        name="kaitan",
        title=_("Kompetensi yang menopang"),
        columns=parts.link_columns(of_one_target=True),
        rows=[parts.link_row(link, pick=False) for link in linked],
        empty=_("Belum ada kompetensi yang dikaitkan, jadi usulan pengembangan tidak bertumpu pada sasaran ini."),
    )
    chain = queries.chain(found)
    context = {
        "crumbs": parts.crumbs(found.agency, viewer, Crumb(found.pk)),
        "target": found,
        "answers": parts.answers(found),
        "start": parts.amount(found.baseline, found.unit_of_measure),
        "goal": parts.amount(found.goal, found.unit_of_measure),
        "chain": chain,
        "below": queries.below(found),
        "links": len(linked),
        "confirmed": sum(link.state == "confirmed" for link in linked),
        "hand": queries.hand(found, user=viewer),
        **_missions(found, viewer),
    }
    return pages.respond(request, "targets/target.html", context, tables=[table], heading=found.indicator)


def _missions(found: Target, viewer: Viewer) -> dict[str, Any]:
    """The missions a topmost target may be put under, for whoever may."""
    if found.parent_id is not None or not queries.edits_document(found.agency_id, user=viewer):
        return {"missions": None}
    return {"missions": queries.missions_in(found.agency_id, found.year, user=viewer)}


@require_POST
def place(request: HttpRequest, target: str) -> HttpResponse:
    """Put a topmost target under a mission."""
    viewer = viewers.asking(request)
    found = queries.get_target(target, user=viewer)
    missions = {str(one.pk): one for one in queries.missions_in(found.agency_id, found.year, user=viewer)}
    try:
        actions.place_target(target=found, mission=missions.get(request.POST.get("misi", "")), by=viewer)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Tempat sasaran ini disimpan."))
    return redirect("targets:target", found.pk)
