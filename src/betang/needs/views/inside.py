"""Tables and heat maps inside one government; exact figures, for those who belong to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from betang.agencies.viewers import Viewer
from betang.core.disclosure import Figures, judged, total
from betang.core.groups import Group
from betang.needs.queries import government as queries
from betang.needs.queries import runs
from betang.needs.queries.government import Ranked, Selection
from betang.needs.queries.sums import Sums
from betang.needs.views import parts
from betang.people.queries import Tree, tree
from betang.standards.queries import Skill, skills
from betang.ui import choosing, tables, words
from betang.ui.figures import share
from betang.ui.links import at
from betang.ui.pictures.charts import Span
from betang.ui.pictures.heat import Heat, HeatCell, HeatColumn, HeatRow, Measure
from betang.ui.tables import Cell, Column, Table, View

if TYPE_CHECKING:
    from betang.agencies.models import Agency
    from betang.needs.models import MapRun
    from betang.people.models import Unit

SPANS_DRAWN = 8
COMPETENCIES_SHOWN = 20


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

    def people(self, competency: str, unit: int | None = None) -> str:
        """Where a figure leads: the people behind it, with the selection that holds."""
        query = QueryDict(mutable=True)
        chosen = {"jenjang": self.selection.tier, "status": self.selection.status}
        query.update({key: value for key, value in chosen.items() if value})
        if unit is None:
            path = at("needs:agency_competency", self.agency.code, competency)
        else:
            path = at("needs:unit_competency", unit, competency)
        return f"{path}?{query.urlencode()}" if query else path

    def called(self, unit: int) -> str:
        """The name of a unit; a run outlives the units it was made of."""
        found = self.tree.units.get(unit)
        return found.name if found else _("unit yang sudah tidak ada")


def set_scene(request: HttpRequest, run: MapRun, agency: Agency, viewer: Viewer) -> Scene:
    """The figures the URL asks for. `NotFound` for a government that is not the viewer's own."""
    query, dictionary = request.GET, skills()
    group, selection = choosing.asked(query, "jenis", words.GROUPS), parts.asked_selection(request, agency, viewer)
    sums = queries.figures(run, agency.code, selection, user=viewer)
    if group:
        sums = {key: row for key, row in sums.items() if dictionary[key[1]].group == group}
    return Scene(
        run=run,
        viewer=viewer,
        agency=agency,
        selection=selection,
        group=group,
        measure=parts.measure_asked(query),
        tree=tree(agency.code, user=viewer),
        sums=sums,
        skills=dictionary,
    )


def spans(scene: Scene, by_competency: dict[str, Figures]) -> list[Span]:
    """The highest priorities that can be ranked, each with how high it could be."""
    ranked = [(code, f) for code, f in by_competency.items() if judged(f, scene.ranked_share) and f.priority]
    ranked.sort(key=lambda pair: -pair[1].priority)
    return [
        Span(scene.skills[code].name, f.priority, f.priority_high, scene.people(code))
        for code, f in ranked[:SPANS_DRAWN]
    ]


def competency_table(query: QueryDict, scene: Scene, by_competency: dict[str, Figures], unit: Unit | None) -> Table:
    """A row for each competency, of the government or of one unit with those below it."""
    trained = _("Kurang, tetapi sudah dilatih sesudah penilaian terakhir dan belum diukur ulang")
    columns = [
        Column("kompetensi", _("Kompetensi")),
        Column("jenis", _("Jenis")),
        *parts.figure_columns(),
        Column("dilatih", _("Sudah dilatih"), "count", trained),
        Column("disepakati", _("Disepakati"), "count", _("Kebutuhan yang sudah disepakati, belum terukur")),
        Column("bawaan", _("Standar belum ditetapkan (%)"), "share"),
        Column("prioritas", _("Prioritas"), "weight", _("Kekurangan kali kepentingan kali bobot sasaran pembangunan")),
    ]
    rows = []
    for code, figures in by_competency.items():
        skill, href = scene.skills[code], scene.people(code, unit.pk if unit else None)
        rows.append(
            [
                Cell(skill.name, href),
                Cell(str(words.GROUPS[skill.group])),
                *parts.figure_cells(figures, href, scene.ranked_share),
                Cell(figures.trained),
                Cell(figures.agreed),
                Cell(figures.default_share, text=share(figures.default_share)),
                Cell(figures.priority if judged(figures, scene.ranked_share) else None),
            ]
        )
    view = View.of(query, default="-prioritas")
    ordered = tables.sort(rows, columns, view)
    return Table(
        name="kompetensi",
        title=_("Menurut kompetensi"),
        columns=columns,
        rows=tables.page(ordered, view, COMPETENCIES_SHOWN),
        view=view,
        query=query,
        total=len(ordered),
        page_rows=COMPETENCIES_SHOWN,
        all_rows=lambda: ordered,
        empty=_("Tidak ada orang yang cocok dengan saringan ini, atau jabatannya belum punya standar kompetensi."),
    )


# ---------------------------------------------------------------- units as colours


def heat(scene: Scene, branches: Sequence[Unit], unit: Unit | None) -> Heat:
    """Units (each with all below it) against competencies; technical ones as one column until they are asked for."""
    sums = queries.by_branch(scene.sums, scene.tree, [u.pk for u in branches])
    if unit is not None:
        sums |= {(unit.pk, code): f for (u, code), f in scene.sums.items() if u == unit.pk}
    asked = {code for _unit, code in sums}
    present = [s for s in scene.skills.values() if s.code in asked]
    gathered = [s for s in present if s.group == Group.TECHNICAL] if scene.group != Group.TECHNICAL else []
    single = [s for s in present if s not in gathered]
    columns = [HeatColumn(s.name, scene.people(s.code, unit.pk if unit else None), s.code) for s in single]
    if gathered:
        columns.append(HeatColumn(_("Semua teknis"), title=_("Pilih jenis Teknis untuk melihat satu per satu")))
    found = [*([unit] if unit else []), *branches]
    rows = [_heat_row(scene, u, sums, single, gathered, itself=unit is not None and u.pk == unit.pk) for u in found]
    caption = _("Angka besar: %(measure)s. Angka kecil: persen yang terukur.")
    return Heat(
        corner=_("Unit kerja"),
        columns=columns,
        groups=[("", [row for row in rows if any(cell is not None for cell in row.cells)])],
        caption=caption % {"measure": words.MEASURE_HELP[scene.measure]},
        empty_label=_("tidak dipersyaratkan"),
    )


def _heat_row(
    scene: Scene,
    unit: Unit,
    sums: dict[tuple[int, str], Figures],
    single: list[Skill],
    gathered: list[Skill],
    *,
    itself: bool,
) -> HeatRow:
    cells: list[HeatCell | None] = []
    for skill in single:
        figures = sums.get((unit.pk, skill.code))
        label = f"{unit.name}, {skill.name}"
        cells.append(_heat_cell(scene, figures, scene.people(skill.code, unit.pk), label) if figures else None)
    if gathered:
        found = [f for skill in gathered if (f := sums.get((unit.pk, skill.code))) is not None]
        href = f"{at('needs:unit', unit.pk)}?jenis={Group.TECHNICAL.value}"
        cells.append(_heat_cell(scene, total(found), href, f"{unit.name}, {_('Semua teknis')}") if found else None)
    if itself:
        return HeatRow(_("%(unit)s (langsung)") % {"unit": unit.name}, cells)
    return HeatRow(unit.name, cells, at("needs:unit", unit.pk))


def _heat_cell(scene: Scene, figures: Figures, href: str, label: str) -> HeatCell:
    note = "" if scene.measure == "seen" else f"{share(figures.coverage)}%"
    colour = parts.colour_of(figures, scene.measure, scene.ranked_share)
    said = f"{label}: {parts.in_words(figures)}"
    return HeatCell(parts.rate_of(figures, scene.measure), colour, note, href, said)


# ---------------------------------------------------------------- cells in order

Rows = Callable[[Ranked], list[Cell]]


def ranked_table(
    scene: Scene, found: list[Ranked], *, query: QueryDict | None = None, few: int = 0, more: str = ""
) -> Table:
    """Units and competencies by priority. With a query sorted and paged by it, else the first `few`."""
    columns = [
        Column("unit", _("Unit kerja")),
        Column("kompetensi", _("Kompetensi")),
        Column("tempat", _("Urutan"), "rank"),
        *parts.figure_columns(),
        Column("prioritas", _("Prioritas"), "weight"),
        Column("batas", _("Prioritas bila semua yang belum terukur ternyata kurang"), "weight"),
    ]

    def row(r: Ranked) -> list[Cell]:
        href = scene.people(r.competency, r.unit)
        return [
            *_head(scene, r, href),
            Cell(r.place),
            *parts.figure_cells(r.figures, href, scene.ranked_share),
            Cell(r.figures.priority),
            Cell(r.figures.priority_high),
        ]

    empty = _("Belum ada yang dapat diperingkat: pada setiap unit kurang dari separuh syaratnya terukur.")
    table = Table(name="prioritas", title=_("Prioritas"), columns=columns, rows=(), empty=empty, more=more)
    return _filled(table, found, row, query, few)


def unranked_table(
    scene: Scene, found: list[Ranked], *, query: QueryDict | None = None, few: int = 0, more: str = ""
) -> Table:
    """Units and competencies of which too little is known, and why. Sorted and paged as `ranked_table`."""
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
        figures, href = r.figures, scene.people(r.competency, r.unit)
        return [
            *_head(scene, r, href),
            Cell(figures.required, href),
            Cell(figures.coverage, text=share(figures.coverage)),
            Cell(figures.expired),
            Cell(figures.agreed),
            Cell(figures.priority_high),
            Cell(parts.why_not_ranked(figures, scene.ranked_share)),
        ]

    empty = _("Semuanya sudah cukup terukur untuk diperingkat.")
    table = Table(name="ukurdulu", title=_("Ukur dulu"), columns=columns, rows=(), empty=empty, more=more)
    return _filled(table, found, row, query, few)


def _head(scene: Scene, r: Ranked, href: str) -> list[Cell]:
    name = scene.called(r.unit)
    return [Cell(name, at("needs:unit", r.unit)), Cell(scene.skills[r.competency].name, href)]


def _filled(table: Table, found: list[Ranked], row: Rows, query: QueryDict | None, few: int) -> Table:
    """The first few rows, with the whole for a file; or the page that the URL asks for."""
    if query is None:
        table.rows, table.all_rows = [row(r) for r in found[:few]], lambda: [row(r) for r in found]
        table.more = table.more if len(found) > few else ""
        return table
    view = View.of(query)
    rows = tables.sort([row(r) for r in found], table.columns, view)
    table.view, table.query, table.total = view, query, len(rows)
    table.rows, table.all_rows = tables.page(rows, view), lambda: rows
    return table
