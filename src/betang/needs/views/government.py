"""Inside one government: units against competencies, ranked cells, what to measure first; and one unit likewise.

Another government's page shows its published figures by competency; its units are not there at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.agencies.viewers import Viewer
from betang.core.disclosure import Figures, total
from betang.core.groups import Group
from betang.needs.queries import government as queries
from betang.needs.queries import runs
from betang.needs.queries.government import Ranked, Selection
from betang.needs.queries.province import judged, province
from betang.needs.queries.sums import Sums
from betang.needs.views import parts
from betang.people.queries import Tree, get_unit, tree
from betang.standards.queries import Skill, skills
from betang.ui import charts, choosing, pages, tables, words
from betang.ui.charts import Span
from betang.ui.choosing import Crumb
from betang.ui.figures import share
from betang.ui.heat import Heat, HeatCell, HeatColumn, HeatRow, Measure, legend
from betang.ui.tables import Cell, Column, Table, View

if TYPE_CHECKING:
    from betang.agencies.models import Agency
    from betang.needs.models import MapRun
    from betang.people.models import Unit

FEW_ROWS = 8
SPANS_DRAWN = 8


@dataclass(frozen=True, slots=True)
class Scene:
    """What every page inside a government starts from."""

    run: MapRun
    viewer: Viewer
    agency: Agency
    selection: Selection
    group: str
    measure: Measure
    tree: Tree
    sums: Sums
    skills: dict[str, Skill]

    @property
    def ranked_share(self) -> float:
        return runs.ranked_share(self.run)

    @property
    def query(self) -> str:
        """The choices that a link to people carries along."""
        query = QueryDict(mutable=True)
        if self.selection.tier:
            query["jenjang"] = self.selection.tier
        if self.selection.status:
            query["status"] = self.selection.status
        return f"?{query.urlencode()}" if query else ""


def _scene(request: HttpRequest, run: MapRun, agency: Agency, viewer: Viewer) -> Scene:
    selection = Selection(
        choosing.asked(request.GET, "jenjang", words.TIERS), choosing.asked(request.GET, "status", words.STATUSES)
    )
    group = choosing.asked(request.GET, "jenis", words.GROUPS)
    dictionary = skills()
    sums = queries.figures(run, agency.code, selection, user=viewer)
    if group:
        sums = {key: row for key, row in sums.items() if dictionary[key[1]].group == group}
    return Scene(
        run=run, viewer=viewer, agency=agency, selection=selection, group=group, measure=parts.measure_asked(request.GET),
        tree=tree(agency.code, user=viewer), sums=sums, skills=dictionary,
    )  # fmt: skip


def agency(request: HttpRequest, agency: str) -> HttpResponseBase:
    """One government: exact and by unit for those who belong to it, as published for everybody else."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    viewer, found = parts.asking(request), viewers.get_government(agency)
    if not viewer.owns(found.code):
        return _from_outside(request, run, found)
    scene = _scene(request, run, found, viewer)
    branches = scene.tree.offices()
    return _branches_page(
        request, scene, branches, heading=found.name, crumbs=[Crumb(found.short_name)], units=None, unit=None
    )


def unit(request: HttpRequest, unit: int) -> HttpResponseBase:
    """One unit with those below it."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    viewer = parts.asking(request)
    found = get_unit(unit, user=viewer)
    scene = _scene(request, run, found.agency, viewer)
    below = scene.tree.below(found.pk)
    children = scene.tree.children.get(found.pk, [])
    crumbs = [
        Crumb(found.agency.short_name, reverse("needs:agency", args=[found.agency_id])),
        *(Crumb(u.name, reverse("needs:unit", args=[u.pk])) for u in scene.tree.above(found)),
        Crumb(found.name),
    ]
    return _branches_page(request, scene, children, heading=found.name, crumbs=crumbs, units=below, unit=found)


def _branches_page(
    request: HttpRequest, scene: Scene, branches: list[Unit], *, heading: str, crumbs: list[Crumb], units: list[int] | None, unit: Unit | None
) -> HttpResponseBase:  # fmt: skip
    by_competency = queries.by_competency(scene.sums, units)
    whole = total(by_competency.values()) if by_competency else None
    ranked = queries.ranked(scene.run, scene.sums, units=units)
    first = queries.unranked(scene.run, scene.sums, units=units)
    spans = _spans(scene, by_competency)
    competencies = _competency_table(request.GET, scene, by_competency, unit)
    context = {
        "crumbs": [Crumb(_("Peta"), reverse("needs:province")), *crumbs],
        "scene": scene,
        "run": scene.run,
        "agency": scene.agency,
        "unit": unit,
        "name": heading,
        "whole": whole,
        "worst": _worst(scene, by_competency),
        "first_count": len(first),
        "few_known": sum(not judged(f, scene.ranked_share) for f in by_competency.values()),
        "competencies": len(by_competency),
        "heat": _heat(scene, branches, unit) if branches else None,
        "legend": legend(scene.measure),
        "legend_title": words.MEASURE_HELP[scene.measure],
        "legend_unknown": _("belum cukup terukur"),
        "chart": charts.priority_spans(spans, axis=_("prioritas (kekurangan × kepentingan × bobot sasaran)"))
        if spans
        else "",
        **filters(request, scene),
    }
    listed = [
        competencies,
        _ranked_table(
            "prioritas", scene, ranked[:FEW_ROWS], whole=ranked, more=_more(scene, unit, "agency_priorities", request)
        ),
        _unranked_table(
            "ukurdulu", scene, first[:FEW_ROWS], whole=first, more=_more(scene, unit, "agency_measure_first", request)
        ),
    ]
    return pages.respond(
        request,
        "needs/agency.html",
        context,
        tables=listed,
        heading=heading,
        notes=parts.method(scene.run, across=False),
    )


def filters(request: HttpRequest, scene: Scene) -> dict[str, Any]:
    """The choices of a page inside a government."""
    query, selection = request.GET, scene.selection
    return {
        "measures": choosing.choices(query, "ukuran", words.MEASURES, scene.measure),
        "selects": [
            choosing.select(query, "jenis", _("Jenis kompetensi"), words.GROUPS, scene.group, everything=_("Semua jenis")),
            choosing.select(query, "jenjang", _("Jenjang jabatan"), words.TIERS, selection.tier, everything=_("Semua jenjang")),
            choosing.select(query, "status", _("Status kepegawaian"), words.STATUSES, selection.status, everything=_("Semua status")),
        ],
        "kept": choosing.kept(query, "jenis", "jenjang", "status"),
    }  # fmt: skip


def _more(scene: Scene, unit: Unit | None, name: str, request: HttpRequest) -> str:
    changes = {"unit": str(unit.pk)} if unit else {}
    return f"{reverse(f'needs:{name}', args=[scene.agency.code])}{choosing.link(request.GET, urut='', **changes)}"


def priorities(request: HttpRequest, agency: str) -> HttpResponseBase:
    """Every ranked cell of an own government or of one of its units."""
    return _list_page(request, agency, "agency_priorities")


def measure_first(request: HttpRequest, agency: str) -> HttpResponseBase:
    """Every cell of an own government of which too little is known."""
    return _list_page(request, agency, "agency_measure_first")


def _list_page(request: HttpRequest, agency: str, name: str) -> HttpResponseBase:
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    viewer, found = parts.asking(request), viewers.get_government(agency)
    scene = _scene(request, run, found, viewer)
    wish = request.GET.get("unit", "")
    unit = get_unit(int(wish), user=viewer) if wish.isascii() and wish.isdigit() else None
    units = scene.tree.below(unit.pk) if unit and unit.pk in scene.tree.units else None
    if name == "agency_priorities":
        rows = queries.ranked(run, scene.sums, units=units)
        table = _ranked_table("prioritas", scene, rows, query=request.GET)
        label = _("Prioritas")
    else:
        rows = queries.unranked(run, scene.sums, units=units)
        table = _unranked_table("ukurdulu", scene, rows, query=request.GET)
        label = _("Ukur dulu")
    context = {
        "crumbs": [
            Crumb(_("Peta"), reverse("needs:province")),
            Crumb(found.short_name, reverse("needs:agency", args=[found.code])),
            *([Crumb(unit.name, reverse("needs:unit", args=[unit.pk]))] if unit else []),
            Crumb(label),
        ],
        "scene": scene, "run": run, "agency": found, "unit": unit, "rows": rows, "page": name, "table": table,
        "name": unit.name if unit else found.name,
        **filters(request, scene),
    }  # fmt: skip
    return pages.respond(
        request,
        "needs/agency_list.html",
        context,
        tables=[table],
        heading=f"{label} – {found.name}",
        notes=parts.method(run, across=False),
    )


def _from_outside(request: HttpRequest, run: MapRun, found: Agency) -> HttpResponseBase:
    shown, dictionary = province(run), skills()
    group = choosing.asked(request.GET, "jenis", words.GROUPS)
    share_needed = runs.ranked_share(run)
    columns = [Column("kompetensi", _("Kompetensi")), Column("jenis", _("Jenis")), *parts.figure_columns()]
    rows = []
    for skill in dictionary.values():
        if (found.code, skill.code) not in shown.cells or (group and skill.group != group):
            continue
        figures, href = (
            shown.cells[found.code, skill.code],
            reverse("needs:agency_competency", args=[found.code, skill.code]),
        )
        head = [Cell(skill.name, href), Cell(str(words.GROUPS[skill.group]))]
        rows.append(
            [
                *head,
                *(
                    parts.figure_cells(figures, href, share_needed)
                    if figures
                    else [Cell(None, text="<5"), *[Cell(None)] * 4]
                ),
            ]
        )
    view = View.of(request.GET, default="-per100")
    table = Table(
        name="kompetensi", title=_("Menurut kompetensi"), columns=columns, rows=tables.sort(rows, columns, view), view=view, query=request.GET,
        empty=_("Pemerintah ini tidak punya syarat kompetensi pada peta ini."),
    )  # fmt: skip
    context = {
        "crumbs": [Crumb(_("Peta"), reverse("needs:province")), Crumb(found.short_name)],
        "run": run, "agency": found, "whole": shown.agencies.get(found.code), "table": table,
        "judged": (whole := shown.agencies.get(found.code)) is not None and judged(whole, share_needed),
        "groups": choosing.choices(request.GET, "jenis", words.GROUPS, group, everything=_("Semua jenis")),
    }  # fmt: skip
    return pages.respond(
        request,
        "needs/agency_outside.html",
        context,
        tables=[table],
        heading=found.name,
        notes=parts.method(run, across=True),
    )


# ---------------------------------------------------------------- pieces


def _worst(scene: Scene, by_competency: dict[str, Figures]) -> dict[str, Any] | None:
    """The competency with the highest priority among those that can be ranked."""
    ranked = [(code, f) for code, f in by_competency.items() if judged(f, scene.ranked_share) and f.short]
    if not ranked:
        return None
    code, figures = max(ranked, key=lambda pair: (pair[1].priority_number, pair[0]))
    return {"skill": scene.skills[code], "figures": figures, "href": people_link(scene, None, code)}


def _spans(scene: Scene, by_competency: dict[str, Figures]) -> list[Span]:
    ranked = [(code, f) for code, f in by_competency.items() if judged(f, scene.ranked_share) and f.priority]
    ranked.sort(key=lambda pair: -pair[1].priority_number)
    return [
        Span(scene.skills[code].name, f.priority_number, _number(f.priority_high), people_link(scene, None, code))
        for code, f in ranked[:SPANS_DRAWN]
    ]


def people_link(scene: Scene, unit: int | None, competency: str) -> str:
    """Where a figure of the own government leads: the people behind it."""
    if unit is None:
        return reverse("needs:agency_competency", args=[scene.agency.code, competency]) + scene.query
    return reverse("needs:unit_competency", args=[unit, competency]) + scene.query


def _competency_table(query: QueryDict, scene: Scene, by_competency: dict[str, Figures], unit: Unit | None) -> Table:
    columns = [
        Column("kompetensi", _("Kompetensi")),
        Column("jenis", _("Jenis")),
        *parts.figure_columns(),
        Column(
            "dilatih",
            _("Sudah dilatih"),
            "count",
            _("Kurang, tetapi sudah dilatih sesudah penilaian terakhir dan belum diukur ulang"),
        ),
        Column("disepakati", _("Disepakati"), "count", _("Kebutuhan yang sudah disepakati, belum terukur")),
        Column("bawaan", _("Standar belum ditetapkan (%)"), "share"),
        Column("prioritas", _("Prioritas"), "weight", _("Kekurangan kali kepentingan kali bobot sasaran pembangunan")),
    ]
    rows = []
    for code, figures in by_competency.items():
        skill, href = scene.skills[code], people_link(scene, unit.pk if unit else None, code)
        rows.append([
            Cell(skill.name, href), Cell(str(words.GROUPS[skill.group])), *parts.figure_cells(figures, href, scene.ranked_share),
            Cell(figures.trained), Cell(figures.agreed), Cell(figures.default_share, text=share(figures.default_share)),
            Cell(figures.priority if judged(figures, scene.ranked_share) else None),
        ])  # fmt: skip
    view = View.of(query, default="-prioritas")
    return Table(
        name="kompetensi", title=_("Menurut kompetensi"), columns=columns, rows=tables.sort(rows, columns, view), view=view, query=query,
        empty=_("Tidak ada orang yang cocok dengan saringan ini, atau jabatannya belum punya standar kompetensi."),
    )  # fmt: skip


def _heat(scene: Scene, branches: list[Unit], unit: Unit | None) -> Heat:
    """Units (each with all below it) against competencies; technical ones as one column until they are asked for."""
    sums = queries.by_branch(scene.sums, scene.tree, [u.pk for u in branches])
    if unit is not None:
        sums |= {(unit.pk, c): f for (u, c), f in scene.sums.items() if u == unit.pk}
    present = [s for s in scene.skills.values() if any(code == s.code for _unit, code in sums)]
    gathered = [s for s in present if s.group == Group.TECHNICAL] if scene.group != Group.TECHNICAL else []
    single = [s for s in present if s not in gathered]
    columns = [HeatColumn(s.name, people_link(scene, unit.pk if unit else None, s.code), s.code) for s in single]
    if gathered:
        columns.append(
            HeatColumn(
                _("Semua teknis"), title=_("Semua kompetensi teknis; pilih jenis Teknis untuk melihat satu per satu")
            )
        )
    rows = [
        _heat_row(scene, u, sums, single, gathered, itself=unit is not None and u.pk == unit.pk)
        for u in [*([unit] if unit else []), *branches]
    ]
    caption = _("Angka besar: %(measure)s. Angka kecil: persen yang terukur.") % {
        "measure": words.MEASURE_HELP[scene.measure]
    }
    rows = [row for row in rows if any(cell is not None for cell in row.cells)]
    return Heat(
        corner=_("Unit kerja"),
        columns=columns,
        groups=[("", rows)],
        caption=caption,
        empty_label=_("tidak dipersyaratkan"),
    )


def _heat_row(
    scene: Scene,
    unit: Unit,
    sums: dict[tuple[int, str], Figures],
    single: Iterable[Skill],
    gathered: list[Skill],
    *,
    itself: bool,
) -> HeatRow:
    cells = [_heat_cell(scene, unit, s, sums.get((unit.pk, s.code))) for s in single]
    if gathered:
        found = [f for s in gathered if (f := sums.get((unit.pk, s.code))) is not None]
        href = f"{reverse('needs:unit', args=[unit.pk])}?jenis={Group.TECHNICAL.value}"
        cells.append(_shown(scene, total(found), href, f"{unit.name}, {_('Semua teknis')}") if found else None)
    label = _("%(unit)s (langsung)") % {"unit": unit.name} if itself else unit.name
    return HeatRow(label, cells, "" if itself else reverse("needs:unit", args=[unit.pk]))


def _heat_cell(scene: Scene, unit: Unit, skill: Skill, figures: Figures | None) -> HeatCell | None:
    if figures is None:
        return None
    return _shown(scene, figures, people_link(scene, unit.pk, skill.code), f"{unit.name}, {skill.name}")


def _shown(scene: Scene, figures: Figures, href: str, label: str) -> HeatCell:
    value = parts.rate_of(figures, scene.measure)
    note = "" if scene.measure == "seen" else f"{share(figures.coverage)}%"
    css = parts.colour_of(figures, scene.measure, scene.ranked_share)
    return HeatCell(value, css, note, href, f"{label}: {parts.in_words(figures)}")


def _ranked_table(
    name: str,
    scene: Scene,
    rows: list[Ranked],
    *,
    whole: list[Ranked] | None = None,
    more: str = "",
    query: QueryDict | None = None,
) -> Table:
    ranks = queries.province_ranks(scene.run, scene.agency.code, user=scene.viewer) if scene.selection.everybody else {}
    columns = [
        Column("tempat", _("Urutan"), "rank"),
        Column("unit", _("Unit kerja")),
        Column("kompetensi", _("Kompetensi")),
        *parts.figure_columns(),
        Column("prioritas", _("Prioritas"), "weight"),
        Column("batas", _("Prioritas bila semua yang belum terukur ternyata kurang"), "weight"),
        Column("provinsi", _("Peringkat provinsi"), "rank", _("Seperti kolom rank pada map.csv")),
    ]

    def row(r: Ranked) -> list[Cell]:
        href = people_link(scene, r.unit, r.competency)
        return [
            Cell(r.place), Cell(_unit_name(scene, r.unit), reverse("needs:unit", args=[r.unit])), Cell(scene.skills[r.competency].name, href),
            *parts.figure_cells(r.figures, href, scene.ranked_share), Cell(r.figures.priority), Cell(r.figures.priority_high),
            Cell(ranks.get((r.unit, r.competency))),
        ]  # fmt: skip

    empty = _(
        "Belum ada yang dapat diperingkat: pada setiap unit kurang dari separuh syaratnya terukur. Mulailah dari daftar Ukur dulu."
    )
    return _cells_table(name, _("Prioritas"), columns, rows, row, empty, whole, more, query)


def _unranked_table(
    name: str,
    scene: Scene,
    rows: list[Ranked],
    *,
    whole: list[Ranked] | None = None,
    more: str = "",
    query: QueryDict | None = None,
) -> Table:
    columns = [
        Column("unit", _("Unit kerja")),
        Column("kompetensi", _("Kompetensi")),
        Column("syarat", _("Dipersyaratkan"), "count"),
        Column("cakupan", _("Terukur (%)"), "share"),
        Column("kedaluwarsa", _("Kedaluwarsa"), "count"),
        Column("disepakati", _("Disepakati"), "count"),
        Column("batas", _("Prioritas bila semuanya ternyata kurang"), "weight"),
        Column("sebab", _("Mengapa belum dapat diperingkat"), sortable=False),
    ]

    def row(r: Ranked) -> list[Cell]:
        f, href = r.figures, people_link(scene, r.unit, r.competency)
        return [
            Cell(_unit_name(scene, r.unit), reverse("needs:unit", args=[r.unit])), Cell(scene.skills[r.competency].name, href), Cell(f.required, href),
            Cell(f.coverage, text=share(f.coverage)), Cell(f.expired), Cell(f.agreed), Cell(f.priority_high),
            Cell(parts.why_not_ranked(f, scene.ranked_share)),
        ]  # fmt: skip

    empty = _("Semuanya sudah cukup terukur untuk diperingkat.")
    return _cells_table(name, _("Ukur dulu"), columns, rows, row, empty, whole, more, query)


def _cells_table(
    name: str, title: str, columns: list[Column], rows: list[Ranked], row: Any, empty: str, whole: list[Ranked] | None, more: str, query: QueryDict | None
) -> Table:  # fmt: skip
    if query is None:
        everything = whole if whole is not None else rows
        return Table(
            name=name, title=title, columns=columns, rows=[row(r) for r in rows], empty=empty, more=more if len(everything) > len(rows) else "",
            all_rows=lambda: [row(r) for r in everything],
        )  # fmt: skip
    view = View.of(query)
    built = tables.sort([row(r) for r in rows], columns, view)
    return Table(
        name=name, title=title, columns=columns, rows=tables.page(built, view), empty=empty, view=view, query=query,
        total=len(built), all_rows=lambda: built,
    )  # fmt: skip


def _unit_name(scene: Scene, unit: int) -> str:
    found = scene.tree.units.get(unit)
    return found.name if found else _("unit yang sudah tidak ada")


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
