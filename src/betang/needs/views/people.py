"""The people behind a figure, and one person with the evidence behind each of their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.agencies.viewers import Viewer
from betang.core.disclosure import Figures, total
from betang.needs.queries import government, persons, runs
from betang.needs.queries.government import Selection
from betang.needs.queries.persons import Page, state_of
from betang.needs.queries.province import judged, province
from betang.needs.views import parts
from betang.needs.views.parts import Crumb
from betang.people.queries import get_person, get_unit, tree
from betang.standards.queries import Skill, get_skill
from betang.targets.queries import targets_behind
from betang.ui import pages, words
from betang.ui.tables import PAGE_ROWS, Cell, Column, Table, View

if TYPE_CHECKING:
    from betang.agencies.models import Agency
    from betang.needs.models import MapRun, PersonGap
    from betang.people.models import Person, Unit

PILLS = {"short": "short", "trained": "short", "met": "met", "agreed": "agreed", "expired": "unknown", "unknown": "unknown"}


def agency_competency(request: HttpRequest, agency: str, competency: str) -> HttpResponseBase:
    """One competency in one government: the people for those who belong to it, the published figures for others."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    viewer, found, skill = parts.asking(request), viewers.get_government(agency), get_skill(competency)
    if viewer.owns(found.code):
        return _people_page(request, run, viewer, found, skill, None)
    figures = province(run).cells.get((found.code, skill.code))
    context = {
        "crumbs": [*_crumbs(found), Crumb(skill.name)],
        "run": run, "agency": found, "skill": skill, "figures": figures,
        "required": (found.code, skill.code) in province(run).cells,
        "judged": figures is not None and judged(figures, runs.ranked_share(run)),
        "notes": parts.method(run, across=True),
    }  # fmt: skip
    return pages.render(request, "needs/cell_outside.html", context)


def unit_competency(request: HttpRequest, unit: int, competency: str) -> HttpResponseBase:
    """The people of an own unit, and of those below it, whose post requires the competency."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    viewer = parts.asking(request)
    found, skill = get_unit(unit, user=viewer), get_skill(competency)
    return _people_page(request, run, viewer, found.agency, skill, found)


def _crumbs(agency: Agency) -> list[Crumb]:
    return [Crumb(_("Peta"), reverse("needs:province")), Crumb(agency.short_name, reverse("needs:agency", args=[agency.code]))]


def _people_page(request: HttpRequest, run: MapRun, viewer: Viewer, agency: Agency, skill: Skill, unit: Unit | None) -> HttpResponseBase:
    selection = Selection(parts.asked(request.GET, "jenjang", words.TIERS), parts.asked(request.GET, "status", words.STATUSES))
    state = parts.asked(request.GET, "keadaan", words.STATES)
    units = tree(agency.code, user=viewer).below(unit.pk) if unit else None
    sums = government.figures(run, agency.code, selection, user=viewer)
    mine = government.by_competency({key: row for key, row in sums.items() if key[1] == skill.code}, units)
    figures = total(mine.values()) if mine else None
    table = _people_table(request, run, viewer, agency, skill, selection, units, state) if viewer.sees_people(agency.code) else None
    place = unit.name if unit else agency.name
    context = {
        "crumbs": [*_crumbs(agency), *([Crumb(unit.name, reverse("needs:unit", args=[unit.pk]))] if unit else []), Crumb(skill.name)],
        "run": run, "agency": agency, "unit": unit, "skill": skill, "figures": figures, "place": place, "state": state,
        "judged": figures is not None and judged(figures, runs.ranked_share(run)),
        "table": table,
        "targets": targets_behind(agency.code, skill.code, units=units, user=viewer),
        "names": viewer.sees_names(agency.code),
        "states": parts.choices(request.GET, "keadaan", {k: str(v) for k, v in words.STATES.items()}, state, everything=_("Semua")),
        "tiers": parts.choices(request.GET, "jenjang", {k: str(v) for k, v in words.TIERS.items()}, selection.tier, everything=_("Semua jenjang")),
        "statuses": parts.choices(request.GET, "status", {k: str(v) for k, v in words.STATUSES.items()}, selection.status, everything=_("Semua status")),
        "kept": [(k, v) for k, v in request.GET.items() if k not in {"keadaan", "jenjang", "status", "hal", "ekspor", "tabel"}],
        "state_links": _state_links(request, figures),
    }  # fmt: skip
    listed = [table] if table else []
    notes = parts.method(run, across=False)
    return pages.respond(request, "needs/people.html", context, tables=listed, heading=f"{skill.name} – {place}", notes=notes)


def _state_links(request: HttpRequest, figures: Figures | None) -> list[dict[str, Any]]:
    """The figure split by what is known of the people in it, each part a link to them."""
    if figures is None or not isinstance(figures.known, int) or not isinstance(figures.short, int):
        return []
    counts = {
        "short": figures.short,
        "met": figures.known - figures.short,
        "trained": figures.trained,
        "agreed": figures.agreed,
        "expired": figures.expired,
        "unknown": figures.unknown,
    }
    return [
        {"state": state, "label": words.STATES[state], "count": count, "href": parts.link(request.GET, keadaan=state, urut=""), "pill": PILLS[state]}
        for state, count in counts.items()
    ]


def _people_table(
    request: HttpRequest, run: MapRun, viewer: Viewer, agency: Agency, skill: Skill, selection: Selection, units: list[int] | None, state: str
) -> Table:  # fmt: skip
    view, names = View.of(request.GET), viewer.sees_names(agency.code)

    def page(first: int, rows: int | None) -> Page:
        return persons.people_behind(
            run, agency.code, skill.code, selection, user=viewer, units=units, state=state,
            sort=view.sort, descending=view.descending, first=first, rows=rows,
        )  # fmt: skip

    shown = page(view.first, PAGE_ROWS)
    columns = [
        Column("nama", _("Pegawai"), sortable=names),
        *([Column("nip", _("NIP"), "code", sortable=False)] if names and request.GET.get("ekspor") else []),
        Column("jabatan", _("Jabatan")),
        Column("unit", _("Unit kerja")),
        Column("tingkat", _("Dipersyaratkan"), "level"),
        Column("dimiliki", _("Dimiliki"), "level"),
        Column("kurang", _("Kurang (tingkat)"), "level"),
        Column("keadaan", _("Keadaan"), sortable=False),
        Column("bobot", _("Bobot"), "weight", _("Kepentingan kali bobot sasaran pembangunan")),
    ]
    return Table(
        name="pegawai", title=_("Pegawai"), columns=columns, rows=[_person_row(g, columns, names=names) for g in shown.rows], view=view, query=request.GET,
        total=shown.total, all_rows=lambda: [_person_row(g, columns, names=names) for g in page(0, None).rows], contains_people=True,
        empty=_("Tidak ada pegawai yang cocok dengan saringan ini."),
    )  # fmt: skip


def called(person: Person, *, names: bool) -> str:
    """What a person is called on a screen: by name for those who may, else by our number."""
    return person.name if names and person.name else _("Pegawai nomor %(n)s") % {"n": person.pk}


def _person_row(gap: PersonGap, columns: list[Column], *, names: bool) -> list[Cell]:
    person, state = gap.person, state_of(gap)
    cells = {
        "nama": Cell(called(person, names=names), f"{reverse('needs:person', args=[person.pk])}#{gap.competency_id}"),
        "nip": Cell(person.nip),
        "jabatan": Cell(person.job.name),
        "unit": Cell(gap.unit.name),
        "tingkat": Cell(gap.required),
        "dimiliki": Cell(gap.held),
        "kurang": Cell(gap.shortfall),
        "keadaan": Cell(str(words.STATES[state]), pill=PILLS[state]),
        "bobot": Cell(gap.importance * gap.target_weight),
    }
    return [cells[column.key] for column in columns]


def person(request: HttpRequest, person: int) -> HttpResponseBase:
    """One person: what the post requires, what they can show, and which evidence decided."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    viewer = parts.asking(request)
    found = get_person(person, user=viewer)
    names = viewer.sees_names(found.agency_id)
    proofs = persons.proofs(run, found, user=viewer)
    counted = {state: sum(p.state == state for p in proofs) for state in words.STATES}
    table = _proof_table(proofs)
    title = called(found, names=names)
    context = {
        "crumbs": [*_crumbs(found.agency), Crumb(found.unit.name, reverse("needs:unit", args=[found.unit_id])), Crumb(title)],
        "run": run, "person": found, "names": names, "title": title, "proofs": proofs,
        "tier": words.TIERS.get(found.job.tier, found.job.tier), "status": words.STATUSES.get(found.status, found.status),
        "short": counted["short"] + counted["trained"], "open": counted["unknown"] + counted["expired"] + counted["agreed"],
        "words": words, "pills": PILLS,
    }  # fmt: skip
    # A file is not named after the person: file names travel further than files.
    return pages.respond(request, "needs/person.html", context, tables=[table], heading=_("Bukti kompetensi pegawai"), notes=parts.method(run, across=False))


def _proof_table(proofs: list[persons.Proof]) -> Table:
    columns = [
        Column("kode", _("Kode"), "code"),
        Column("kompetensi", _("Kompetensi")),
        Column("tingkat", _("Dipersyaratkan"), "level"),
        Column("dimiliki", _("Dimiliki"), "level"),
        Column("kurang", _("Kurang (tingkat)"), "level"),
        Column("keadaan", _("Keadaan")),
        Column("sumber", _("Sumber yang menentukan")),
        Column("dinilai", _("Tanggal penilaian"), "day"),
        Column("berlaku", _("Berlaku sampai"), "day"),
        Column("dasar", _("Asal standar")),
        Column("bobot", _("Bobot"), "weight"),
    ]
    rows = []
    for p in proofs:
        d = p.deciding
        rows.append([
            Cell(p.gap.competency_id), Cell(p.gap.competency.name), Cell(p.gap.required), Cell(p.gap.held), Cell(p.gap.shortfall),
            Cell(str(words.STATES[p.state])), Cell(str(words.SOURCES[d.evidence.source]) if d else None),
            Cell(d.evidence.assessed_on if d else None), Cell(d.last_day if d else None),
            Cell(str(words.STEPS[p.requirement.step]) if p.requirement else None), Cell(p.weight),
        ])  # fmt: skip
    return Table(name="bukti", title=_("Bukti"), columns=columns, rows=rows, contains_people=True)
