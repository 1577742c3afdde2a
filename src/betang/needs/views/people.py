"""The people behind a figure of the own government; for other governments the published figure alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.text import slugify
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.core.disclosure import Figures, judged, total
from betang.needs.queries import government, persons, runs
from betang.needs.queries.government import Selection
from betang.needs.queries.persons import Page, state_of
from betang.needs.queries.province import province
from betang.needs.views import parts
from betang.people.queries import get_unit, tree
from betang.standards.queries import Skill, get_skill
from betang.targets.queries import targets_behind
from betang.ui import choosing, pages, words
from betang.ui.choosing import Crumb
from betang.ui.links import at
from betang.ui.tables import PAGE_ROWS, Cell, Column, Table, View

if TYPE_CHECKING:
    from betang.agencies.models import Agency
    from betang.needs.models import MapRun, PersonGap
    from betang.people.models import Person, Unit

PILLS = {
    "short": "short",
    "trained": "short",
    "met": "met",
    "agreed": "agreed",
    "expired": "unknown",
    "unknown": "unknown",
}
"""How the state of a pair is drawn."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page of people is about."""

    run: MapRun
    viewer: Viewer
    agency: Agency
    skill: Skill
    unit: Unit | None
    units: list[int] | None  # the unit and those below it; None: all of the agency
    selection: Selection
    state: str

    @property
    def place(self) -> str:
        return self.unit.name if self.unit else self.agency.name

    @property
    def names(self) -> bool:
        return self.viewer.shows_names(self.agency.code)

    @property
    def whole(self) -> bool:
        """Whether all the people of the agency are the reader's to open, and so to count by tier and status."""
        return self.viewer.sees_people(self.agency.code)


def agency_competency(request: HttpRequest, agency: str, competency: str) -> HttpResponseBase:
    """One competency in one government: the people for those who belong to it, the published figures for others."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    viewer, found, skill = viewers.asking(request), viewers.get_government(agency), get_skill(competency)
    if viewer.owns(found.code):
        return _people_page(request, _asked(request, run, viewer, found, skill, None))
    cells = province(run, agency=found.code, competency=skill.code).cells
    figures = cells.get((found.code, skill.code))
    context = {
        "crumbs": [*crumbs(found), Crumb(skill.name)],
        "run": run,
        "agency": found,
        "skill": skill,
        "figures": figures,
        "required": (found.code, skill.code) in cells,
        "judged": figures is not None and judged(figures, runs.ranked_share(run)),
    }
    heading = f"{skill.name} – {found.name}"
    notes = parts.method(run, across=True)
    return pages.respond(request, "needs/cell_outside.html", context, heading=heading, notes=notes)


def unit_competency(request: HttpRequest, unit: int, competency: str) -> HttpResponseBase:
    """The people of an own unit, and of those below it, whose post requires the competency."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    viewer = viewers.asking(request)
    found, skill = get_unit(unit, user=viewer), get_skill(competency)
    return _people_page(request, _asked(request, run, viewer, found.agency, skill, found))


def crumbs(agency: Agency) -> list[Crumb]:
    """The way to a page inside a government."""
    here = at("needs:agency", agency.code)
    return [Crumb(_("Peta"), at("needs:province")), Crumb(agency.short_name, here)]


def _asked(request: HttpRequest, run: MapRun, viewer: Viewer, agency: Agency, skill: Skill, unit: Unit | None) -> Asked:
    selection = parts.asked_selection(request, agency, viewer)
    return Asked(
        run=run,
        viewer=viewer,
        agency=agency,
        skill=skill,
        unit=unit,
        units=tree(agency.code, user=viewer).below(unit.pk) if unit else None,
        selection=selection,
        state=choosing.asked(request.GET, "keadaan", words.STATES),
    )


def _people_page(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    code = asked.skill.code
    sums = government.figures(asked.run, asked.agency.code, asked.selection, user=asked.viewer, competency=code)
    rows = government.by_competency(sums, asked.units)
    figures = total(rows.values()) if rows else None
    table = _people_table(request, asked) if asked.viewer.sees_some_people(asked.agency.code) else None
    here = [Crumb(asked.unit.name, at("needs:unit", asked.unit.pk))] if asked.unit else []
    context = {
        "crumbs": [*crumbs(asked.agency), *here, Crumb(asked.skill.name)],
        "asked": asked,
        "skill": asked.skill,
        "place": asked.place,
        "run": asked.run,
        "figures": figures,
        "judged": figures is not None and judged(figures, runs.ranked_share(asked.run)),
        "table": table,
        "targets": _targets(asked),
        "selects": _selects(request, asked),
        "kept": choosing.kept(request.GET, "keadaan", "jenjang", "status"),
        "state_links": _state_links(request, figures),
    }
    heading = f"{asked.skill.name} – {asked.place}"
    listed = [table] if table else []
    notes = parts.method(asked.run, across=False)
    return pages.respond(request, "needs/people.html", context, tables=listed, heading=heading, notes=notes)


def _targets(asked: Asked) -> list[Any]:
    """The development targets behind the weight: those of the unit, of the units above, and of the whole agency."""
    if asked.unit is None or asked.units is None:
        return targets_behind(asked.agency.code, asked.skill.code, units=None, user=asked.viewer)
    above = [u.pk for u in tree(asked.agency.code, user=asked.viewer).above(asked.unit)]
    return targets_behind(asked.agency.code, asked.skill.code, units=[*above, *asked.units], user=asked.viewer)


def _selects(request: HttpRequest, asked: Asked) -> list[choosing.Select]:
    query, chosen = request.GET, asked.selection
    states, tiers, statuses = _("Semua"), _("Semua jenjang"), _("Semua status")
    by_state = choosing.select(query, "keadaan", _("Keadaan"), words.STATES, asked.state, everything=states)
    if not asked.whole:
        return [by_state] if asked.viewer.sees_some_people(asked.agency.code) else []
    return [
        by_state,
        choosing.select(query, "jenjang", _("Jenjang jabatan"), words.TIERS, chosen.tier, everything=tiers),
        choosing.select(query, "status", _("Status kepegawaian"), words.STATUSES, chosen.status, everything=statuses),
    ]


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
        {
            "state": state,
            "label": words.STATES[state],
            "count": count,
            "href": choosing.link(request.GET, keadaan=state, urut=""),
        }
        for state, count in counts.items()
    ]


def _people_table(request: HttpRequest, asked: Asked) -> Table:
    view = View.of(request.GET)

    def page(first: int, rows: int | None) -> Page:
        return persons.people_behind(
            asked.run,
            asked.agency.code,
            asked.skill.code,
            asked.selection,
            user=asked.viewer,
            units=asked.units,
            state=asked.state,
            sort=view.sort,
            descending=view.descending,
            first=first,
            rows=rows,
        )

    file = pages.file_asked(request)
    shown = page(0, None) if file else page(view.first, PAGE_ROWS)
    audit.looked(
        name="betang.needs.people_exported" if file else "betang.needs.people_opened",
        by=asked.viewer,
        agency=asked.agency,
        people=[gap.person_id for gap in shown.rows],
        on_kind="standards.competency",
        on_id=asked.skill.code,
        file=file,
        names=asked.names,
    )
    columns = _columns(names=asked.names, nip=asked.names and bool(file))
    return Table(
        name="pegawai",
        title=_("Pegawai"),
        columns=columns,
        rows=[_person_row(gap, columns, asked) for gap in shown.rows],
        view=view,
        query=request.GET,
        total=shown.total,
        empty=_("Tidak ada pegawai yang cocok dengan saringan ini."),
    )


def _columns(*, names: bool, nip: bool) -> list[Column]:
    weight = _("Kepentingan kali bobot sasaran pembangunan")
    return [
        Column("nama", _("Pegawai"), sortable=names),
        *([Column("nip", _("NIP"), "code", sortable=False)] if nip else []),
        Column("jabatan", _("Jabatan")),
        Column("unit", _("Unit kerja")),
        Column("tingkat", _("Dipersyaratkan"), "level"),
        Column("dimiliki", _("Dimiliki"), "level"),
        Column("kurang", _("Kurang (tingkat)"), "level"),
        Column("keadaan", _("Keadaan"), sortable=False),
        Column("bobot", _("Bobot"), "weight", weight),
    ]


def anchor(competency: str) -> str:
    """The place of a competency on a person page: a name that needs no escaping anywhere."""
    return f"k-{slugify(competency.replace('.', '-'))}"


def called(person: Person, *, names: bool) -> str:
    """What a person is called on a screen: by name for those who may, else by our number."""
    return person.name if names and person.name else _("Pegawai nomor %(n)s") % {"n": person.pk}


def _person_row(gap: PersonGap, columns: list[Column], asked: Asked) -> list[Cell]:
    person, state = gap.person, state_of(gap)
    href = f"{at('needs:person', person.pk)}#{anchor(gap.competency_id)}"
    pick = str(person.pk) if asked.viewer.has(Right.GRANT, asked.agency.code) else ""
    cells = {
        "nama": Cell(called(person, names=asked.names), href, pick=pick),
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
