"""Needs beside the dialogue: what the law and the post ask for, with a preview, and what the organisation asks for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from betang.agencies import viewers
from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.core.register.layers import BASIC, LAYERS
from betang.needs.actions import talk as actions
from betang.needs.queries.talk import layers as queries
from betang.needs.rules.talk import STATES
from betang.needs.views.talk import told
from betang.needs.views.talk.forms import MOST_LETTERS, ProgrammeForm
from betang.ui import choosing, pages
from betang.ui.choosing import Crumb
from betang.ui.links import at
from betang.ui.tables import Cell, Column, Table
from betang.ui.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from betang.agencies.models import Agency
    from betang.agencies.viewers import Viewer
    from betang.needs.queries.talk.layers import Layers, Line, Promise

BASES: Final[Words] = MappingProxyType({"law": _lazy("Peraturan"), "post": _lazy("Tuntutan jabatan")})
DEEDS: Final[Words] = MappingProxyType(
    {
        "new": _lazy("baru"),
        "changed": _lazy("jumlah berubah"),
        "same": _lazy("sudah ada"),
        "gone": _lazy("dihapus: tidak ada lagi yang wajib"),
        "kept": _lazy("dibiarkan: sudah berjalan"),
    }
)
PILLS: Final[Mapping[str, str]] = MappingProxyType(
    {"new": "agreed", "changed": "short", "same": "met", "gone": "short", "kept": "unknown"}
)


def page(request: HttpRequest) -> HttpResponseBase:
    """The preview of what would be entered, and the needs of the organisation; every deed is a POST to here."""
    viewer = viewers.asking(request)
    agency = _agency(request, viewer)
    form = ProgrammeForm()
    if request.method == "POST":
        deed = _DEEDS.get(request.POST.get("deed", ""))
        if deed is None:
            raise Http404
        form, fault = deed(request, agency, viewer)
        if fault is None:
            return redirect(f"{request.path}?{request.GET.urlencode()}" if request.GET else request.path)
        if fault:
            messages.error(request, fault)
    found = queries.layers(agency.code, on=timezone.localdate(), user=viewer)
    promises = queries.promises(agency.code, user=viewer)
    table = _table(found)
    context = {
        "crumbs": [Crumb(_("Kebutuhan"), at("needs:talk")), Crumb(_("Tuntutan peraturan, jabatan, dan organisasi"))],
        "agency": agency,
        "moves": found.moves,
        "drafts": sum(line.deed in {"same", "changed"} for line in found.lines),
        "people": sum(line.people for line in found.lines),
        "untold": [_untold(one.training, one.people, one.why) for one in found.untold],
        "table_strategi": _promises(promises),
        "places": queries.places(agency.code, user=viewer),
        "offers": _offers(agency.code, found),
        "aims": queries.aims(agency.code, user=viewer),
        "form": form,
        "most": MOST_LETTERS,
    }
    notes = [_("Dasar: %(source)s.") % {"source": LAYERS.source}]
    return pages.respond(
        request, "needs/talk/layers.html", context, tables=[table], heading=_("Kebutuhan menurut lapis"), notes=notes
    )


def _agency(request: HttpRequest, viewer: Viewer) -> Agency:
    """The government the reader enters needs for: their home, or the one asked for."""
    home = [viewer.home.code] if viewer.home else []
    codes = dict.fromkeys([*home, *viewer.agencies, *viewer.works_for, *viewer.offices.values()])
    allowed = [code for code in codes if viewer.has(Right.EDIT, code) or viewer.enters_for(code)]
    if not allowed:
        raise Http404
    return viewers.get_government(choosing.asked(request.GET, "pemerintah", allowed) or allowed[0])


def _enter(request: HttpRequest, agency: Agency, viewer: Viewer) -> tuple[ProgrammeForm, str | None]:
    done = actions.propose_layers(agency=agency.code, on=timezone.localdate(), by=viewer)
    said = _("%(new)s kebutuhan ditambahkan, %(changed)s jumlahnya diperbarui, %(gone)s dihapus.")
    messages.success(request, said % {key: done[key] for key in ("new", "changed", "gone")})
    return ProgrammeForm(), None


def _agree(request: HttpRequest, agency: Agency, viewer: Viewer) -> tuple[ProgrammeForm, str | None]:
    moved = actions.agree_layers(agency=agency.code, on=timezone.localdate(), by=viewer)
    count = len(moved.moved)
    messages.success(
        request,
        ngettext("%(n)s kebutuhan siap diajukan.", "%(n)s kebutuhan siap diajukan.", count) % {"n": count},
    )
    return ProgrammeForm(), None


def _ask(request: HttpRequest, agency: Agency, viewer: Viewer) -> tuple[ProgrammeForm, str | None]:
    form = ProgrammeForm(request.POST)
    if not form.is_valid():
        return form, ""
    typed: dict[str, Any] = form.cleaned_data
    if not queries.has_program(typed["program"]):
        form.add_error("program", _("Pilih program dari katalog."))
        return form, ""
    try:
        actions.ask_programme(agency=agency.code, on=timezone.localdate(), by=viewer, **typed)
    except NotAllowed as no:
        return form, str(no)
    messages.success(request, _("Kebutuhan organisasi dicatat dan siap diajukan."))
    return form, None


_DEEDS: Mapping[str, Callable[[HttpRequest, Agency, Viewer], tuple[ProgrammeForm, str | None]]] = MappingProxyType(
    {"enter": _enter, "agree": _agree, "ask": _ask}
)


def _table(found: Layers) -> Table:
    columns = [
        Column("unit", _("Perangkat daerah"), sortable=False),
        Column("program", _("Program"), sortable=False),
        Column("dasar", _("Dasar"), sortable=False),
        Column("orang", _("Orang"), "count", sortable=False),
        Column("akan", _("Bila dimasukkan"), sortable=False),
        Column("keadaan", _("Keadaan sekarang"), sortable=False),
    ]
    lines = sorted(found.lines, key=lambda line: (found.units[line.unit].name, line.basis.value, line.program))
    return Table(
        name="lapis",
        title=_("Tuntutan peraturan dan jabatan"),
        columns=columns,
        rows=[_row(line, found) for line in lines],
        empty=_(
            "Tidak ada kewajiban yang belum terpenuhi menurut data. Kewajiban dan riwayat pelatihan dimuat dari Kirim "
            "data."
        ),
    )


def _row(line: Line, found: Layers) -> list[Cell]:
    need = line.need
    now = Cell("–")
    if need is not None:
        count = ngettext("%(n)s orang", "%(n)s orang", need.people or 0) % {"n": need.people}
        now = Cell(str(STATES[need.state]), pill=told.NEED_PILLS[need.state], note=count)
    return [
        Cell(found.units[line.unit].name),
        Cell(found.programs[line.program].name, note=line.program),
        Cell(str(BASES[line.basis.value])),
        Cell(line.people),
        Cell(str(DEEDS[line.deed]), pill=PILLS[line.deed]),
        now,
    ]


def _untold(training: str, people: int, why: str) -> str:
    name = _("pelatihan dasar CPNS") if training == BASIC else training
    if why == "since":
        return ngettext(
            "%(n)s pejabat belum tercatat mengikuti %(name)s, tetapi TMT jabatannya tidak diketahui.",
            "%(n)s pejabat belum tercatat mengikuti %(name)s, tetapi TMT jabatannya tidak diketahui.",
            people,
        ) % {"n": people, "name": name}
    return ngettext(
        "%(n)s orang wajib mengikuti %(name)s, tetapi katalog tidak memuat tepat satu program untuk itu.",
        "%(n)s orang wajib mengikuti %(name)s, tetapi katalog tidak memuat tepat satu program untuk itu.",
        people,
    ) % {"n": people, "name": name}


def _promises(promises: list[Promise]) -> Table:
    columns = [
        Column("unit", _("Perangkat daerah"), sortable=False),
        Column("program", _("Program"), sortable=False),
        Column("orang", _("Orang"), "count", sortable=False),
        Column("sasaran", _("Sasaran yang didukung"), sortable=False),
        Column("keadaan", _("Keadaan"), sortable=False),
    ]
    return Table(
        name="strategi", title=_("Kebutuhan organisasi"), columns=columns, rows=[_promise(one) for one in promises],
        empty=_("Belum ada. Isi formulir di bawah untuk program yang dituntut sasaran perangkat daerah."),
    )  # fmt: skip


def _promise(one: Promise) -> list[Cell]:
    need = one.need
    aims = "; ".join(target.indicator for target in one.targets)
    named = _("dituju langsung") if need.target else _("menurut kaitan program") if aims else ""
    linked = _("sudah ditegaskan") if one.linked else _("belum ditegaskan")
    return [
        Cell(need.unit.name if need.unit else _("seluruh pemerintah")),
        Cell(need.program.name if need.program else "–", note=need.note or ""),
        Cell(need.people),
        Cell(aims or _("belum terkait sasaran"), note=" · ".join(part for part in (named, linked) if part)),
        Cell(str(STATES[need.state]), pill=told.NEED_PILLS[need.state]),
    ]


def _offers(agency: str, found: Layers) -> list[tuple[str, str, str]]:
    """Programmes to choose from with the targets they serve: those that serve one first."""
    serves = queries.serving(agency)
    rows = [
        (code, program.name, "; ".join(target.indicator for target in serves.get(code, ())))
        for code, program in found.programs.items()
    ]
    return sorted(rows, key=lambda row: (not row[2], row[1]))
