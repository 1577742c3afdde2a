"""A chain as a row: line of demand, need, evidence, rule, target, decree, exceptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from betang.needs.rules import COMPULSORY, SENT_STATES, ItemKind
from betang.needs.views.audit.words import MARKS
from betang.needs.views.flow import parts
from betang.needs.views.people import anchor
from betang.ui import words
from betang.ui.figures import day
from betang.ui.links import at
from betang.ui.tables import Cell, Column

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer
    from betang.needs.queries.chain.rows import Chained


def columns() -> list[Column]:
    """The steps of a chain, in order."""
    return [
        Column("baris", _("Permintaan"), sortable=False),
        Column("butir", _("Kebutuhan"), sortable=False),
        Column("bukti", _("Bukti"), sortable=False),
        Column("aturan", _("Aturan"), sortable=False),
        Column("sasaran", _("Sasaran"), sortable=False),
        Column("keputusan", _("Keputusan"), sortable=False),
        Column("pengecualian", _("Pengecualian"), sortable=False),
    ]


def row_of(one: Chained, viewer: Viewer) -> list[Cell]:
    """One chain."""
    title = parts.title_of(one.kind, one.row, viewer)
    return [
        _line(one),
        Cell(title, parts.address_of(one.kind, one.row), note=parts.place_of(one.row)),
        _proof(one),
        _rule(one),
        _target(one),
        _decree(one),
        Cell("; ".join(str(MARKS[mark]) for mark in one.marks) or _("tidak ada"), css="strong" if one.marks else ""),
    ]


def _line(one: Chained) -> Cell:
    """The line of demand that counts the item, as all governments see it; the room of meetings draws it."""
    if one.program is not None:
        name, kind, key = one.program.name, "program", one.program.code
    elif one.competency is not None:
        name, kind, key = one.competency.name, "competency", one.competency.code
    else:
        name, kind, key = _("Judul di luar katalog"), "title", ""
    if one.row.state not in SENT_STATES:
        return Cell(name, note=_("tidak ikut dihitung"))
    try:
        page = at("meeting:demand_line", kind, key) if key else at("meeting:demand")
    except NoReverseMatch:  # this room stands without the one that comes after it
        return Cell(name)
    return Cell(name, f"{page}?tahun={one.row.year}" + ("" if key else f"&jenis={kind}"))


def _proof(one: Chained) -> Cell:
    if one.kind is ItemKind.PROPOSAL or one.row.person is None or one.competency is None:
        return Cell(None, text=_("per jumlah orang"))
    page = f"{at('needs:person', one.row.person_id)}#{anchor(one.competency.code)}"
    if one.proof is None:
        return Cell(_("belum pernah diukur"), page)
    evidence = one.proof.evidence
    held = (
        _("tingkat %(held)s dari %(required)s") % {"held": evidence.level, "required": one.requirement.level}
        if one.requirement
        else _("tingkat %(held)s") % {"held": evidence.level}
    )
    note = f"{words.SOURCES[evidence.source]}, {day(evidence.assessed_on)}"
    return Cell(held, page, note=f"{note}, {_('kedaluwarsa')}" if one.expired else note)


def _rule(one: Chained) -> Cell:
    """The standard that requires it, and why it was agreed."""
    basis = str(one.row.get_basis_display()) if one.kind is ItemKind.NEED else ""
    if one.requirement is None or one.competency is None:
        return Cell(basis or None, note=_("tidak dipersyaratkan jabatan") if one.competency is not None else "")
    said = _("tingkat %(n)s, %(where)s") % {"n": one.requirement.level, "where": words.STEPS[one.requirement.step]}
    return Cell(said, at("standards:competency", one.competency.code), note=basis)


def _target(one: Chained) -> Cell:
    if one.link is not None:
        return Cell(one.link.target.indicator, at("targets:link", one.link.pk))
    if one.kind is ItemKind.NEED and one.row.basis in COMPULSORY:
        return Cell(_("tidak perlu: peraturan atau jabatan"))
    return Cell(_("belum terkait"))


def _decree(one: Chained) -> Cell:
    state = str(one.row.get_state_display())
    if one.decree is None:
        return Cell(state, pill=parts.PILLS[one.row.state])
    scan = at("needs:flow_scan", one.decree.pk)
    return Cell(one.decree.number, scan, note=f"{state}, {day(one.decree.decided_on)}")


def method() -> list[str]:
    """How the chain is followed; under the table and in its files."""
    return [
        _(
            "Setiap sel membuka langkahnya: baris permintaan yang dilihat semua pemerintah, butirnya dengan riwayat "
            "langkah, bukti orangnya, standar yang mensyaratkan, sasaran yang ditegaskan, pindaian keputusan."
        ),
        _(
            "Bukti dan sasaran dibaca sebagaimana adanya hari ini, bukan pada hari butir itu disahkan. Yang tampil "
            "adalah butir yang diajukan untuk tahun itu, termasuk yang dikembalikan dan ditolak."
        ),
        _(
            "Pengecualian bukan kesalahan: sebagian memang dibolehkan, misalnya kebutuhan yang disepakati sebelum ada "
            "penilaian. Ia menunjukkan di mana pemeriksa mulai. Setiap pembukaan halaman ini tercatat pada jejak."
        ),
    ]
