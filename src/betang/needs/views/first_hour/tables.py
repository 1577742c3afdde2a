"""The tables of the first hour: every number leads to its people, for those who may open them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from betang.core.office.quality import MANAGERS, QUALITY
from betang.core.register.rules import FIRST_HOUR
from betang.core.register.together import ALL_TIERS, Together
from betang.core.tables import STATUSES, TIERS
from betang.needs.queries.first_hour import Hour
from betang.needs.views.first_hour.words import CHECKS, DIMENSIONS, LEAST, MOVES
from betang.ui import words
from betang.ui.figures import number
from betang.ui.tables import Cell, Column, Row, Table

FAMILIES_SHOWN = 12
TOGETHER_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Scene:
    """The counts, and whether the reader may open the people behind them and what moved."""

    hour: Hour
    opens: bool
    moves: bool
    names: dict[str, str]

    def cell(self, *key: str, css: str = "", text: str = "") -> Cell:
        """A count, leading to its people."""
        people = self.hour.count(*key)
        href = link(*key) if people and (self.moves if key[0] == "moved" else self.opens) else ""
        return Cell(people, href, css=css, text=text)


def link(*key: str) -> str:
    """The address of the people of a slice."""
    return f"{reverse('needs:first_hour_people')}?{urlencode({'bagian': '|'.join(key)})}"


def _tier(tier: str) -> str:
    return str(words.TIERS.get(tier, tier))


def amiss(scene: Scene) -> Table:
    """What is amiss, the most points lost first, with what to do about it."""
    columns = [
        Column("temuan", _("Yang perlu dibetulkan"), sortable=False),
        Column("mutu", _("Ukuran mutu"), sortable=False),
        Column("pegawai", _("Pegawai"), "count", sortable=False),
        Column("tindakan", _("Yang dapat dilakukan"), sortable=False),
    ]
    found = [
        (dimension, check) for dimension in scene.hour.quality.dimensions for check in dimension.checks if check.found
    ]
    found.sort(key=lambda pair: -pair[0].weight * (pair[1].points - pair[1].earned))
    rows = [
        [
            Cell(str(CHECKS[check.code][0]), link("check", check.code) if scene.opens else ""),
            Cell(str(DIMENSIONS[dimension.name])),
            scene.cell("check", check.code),
            Cell(str(CHECKS[check.code][1])),
        ]
        for dimension, check in found
    ]
    empty = _("Tidak ada yang perlu dibetulkan pada yang dapat diperiksa.")
    return Table(name="temuan", title=_("Yang perlu dibetulkan"), columns=columns, rows=rows, empty=empty)


def staff(scene: Scene) -> Table:
    """People in service by tier and kind of employment."""
    columns = [
        Column("jenjang", _("Jenjang"), sortable=False),
        *(Column(status, str(words.STATUSES[status]), "count", sortable=False) for status in STATUSES),
        Column("semua", _("Semua"), "count", sortable=False),
    ]
    rows: list[Row] = [
        [Cell(_tier(tier)), *(scene.cell("tierstatus", tier, status) for status in STATUSES), scene.cell("tier", tier)]
        for tier in TIERS
        if scene.hour.count("tier", tier)
    ]
    if rows:
        totals = [scene.cell("status", status, css="strong") for status in STATUSES]
        rows.append([Cell(_("Semua jenjang"), css="strong"), *totals, scene.cell("service", css="strong")])
    empty = _("Belum ada pegawai yang bertugas dalam daftar.")
    return Table(name="susunan", title=_("Susunan pegawai"), columns=columns, rows=rows, empty=empty)


def families(scene: Scene, *, every: bool) -> Table:
    """Functional staff by family, the largest first, with their tiers."""
    columns = [
        Column("rumpun", _("Rumpun jabatan fungsional"), sortable=False),
        Column("pegawai", _("Pegawai"), "count", sortable=False),
        Column("jenjang", _("Menurut jenjang"), sortable=False),
    ]
    rows = [
        [
            Cell(family, link("family", family) if scene.opens else ""),
            scene.cell("family", family),
            Cell(", ".join(f"{_tier(tier)} {number(tiers[tier])}" for tier in TIERS if tier in tiers)),
        ]
        for family, tiers in scene.hour.families.items()
    ]
    return Table(
        name="rumpun",
        title=_("Rumpun jabatan fungsional"),
        columns=columns,
        rows=rows if every else rows[:FAMILIES_SHOWN],
        all_rows=lambda: rows,
        total=None,
        more="" if every or len(rows) <= FAMILIES_SHOWN else "?rumpun=semua#rumpun",
        empty=_("Tidak ada pejabat fungsional dalam daftar."),
    )


def leaving(scene: Scene) -> Table:
    """Who retires in the years ahead and which posts fall vacant, by tier and year."""
    hour = scene.hour
    columns = [
        Column("jenjang", _("Jenjang"), sortable=False),
        *(Column(str(year), year_label(hour, year), "count", sortable=False) for year in hour.years),
        Column("semua", _("Semua"), "count", sortable=False),
    ]
    rows: list[Row] = [
        [
            Cell(_tier(tier)),
            *(scene.cell("retire", str(year), tier) for year in hour.years),
            scene.cell("retire", tier),
        ]
        for tier in TIERS
        if hour.count("retire", tier)
    ]
    if rows:
        totals = [scene.cell("retire", str(year), css="strong") for year in hour.years]
        rows.append([Cell(_("Semua jenjang"), css="strong"), *totals, scene.cell("retire", css="strong")])
    empty = _("Tidak ada yang pensiun dalam tiga tahun menurut data yang ada.")
    return Table(name="pensiun", title=_("Pensiun dalam tiga tahun"), columns=columns, rows=rows, empty=empty)


def year_label(hour: Hour, year: int) -> str:
    """The first and the last of the years are parts of years."""
    if year == hour.years[0]:
        return _("sisa %(year)s") % {"year": year}
    if year == hour.years[-1]:
        return _("%(year)s s.d. bulan ini") % {"year": year}
    return str(year)


def low(scene: Scene) -> Table:
    """Education below what a post asks at least, by tier; and how sure the least is."""
    columns = [
        Column("jenjang", _("Jenjang"), sortable=False),
        Column("paling", _("Paling rendah"), sortable=False),
        Column("kurang", _("Di bawahnya"), "count", sortable=False),
        Column("semua", _("Semua"), "count", sortable=False),
        Column("pasti", _("Seberapa pasti"), sortable=False),
    ]
    rows = [
        [
            Cell(_tier(tier)),
            Cell(str(LEAST.get(str(least), str(least)))),
            scene.cell("low", tier, css="attention" if scene.hour.count("low", tier) else ""),
            scene.cell("tier", tier),
            Cell(
                _("pasti: syarat umum jabatan struktural")
                if tier in MANAGERS
                else _("sekurangnya: aturan jabatannya dapat meminta lebih tinggi")
            ),
        ]
        for tier, least in QUALITY.least_education.items()
        if scene.hour.count("tier", tier)
    ]
    empty = _("Tidak ada jenjang yang punya syarat pendidikan.")
    return Table(name="pendidikan", title=_("Pendidikan di bawah syarat"), columns=columns, rows=rows, empty=empty)


def learning(scene: Scene) -> Table:
    """Basic and leadership training: what is on record, and what is to be confirmed."""
    columns = [
        Column("pelatihan", _("Pelatihan"), sortable=False),
        Column("siapa", _("Untuk"), sortable=False),
        Column("tanya", _("Perlu dikonfirmasi"), "count", sortable=False),
        Column("tercatat", _("Sudah tercatat"), "count", sortable=False),
    ]
    rows: list[Row] = []
    if scene.hour.count("status", "CPNS"):
        told = scene.cell("basic", "told")
        rows.append([Cell(_("Pelatihan dasar (Latsar)")), Cell(_("CPNS")), scene.cell("basic"), told])
    for programme in reversed(list(FIRST_HOUR.ladder)):
        tiers = [tier for tier, name in FIRST_HOUR.leading.items() if name == programme]
        asked, told = scene.cell("leading", programme), scene.cell("leading", "told", programme)
        if asked.value or told.value:
            rows.append([Cell(programme), Cell(", ".join(map(_tier, tiers))), asked, told])
    empty = _("Tidak ada CPNS dan pejabat struktural dalam daftar.")
    return Table(name="pelatihan", title=_("Pelatihan dasar dan kepemimpinan"), columns=columns, rows=rows, empty=empty)


def joined(scene: Scene, found: Sequence[Together], smallest: int, *, every: bool) -> Table:
    """Families and tiers too few here, with what neighbours tell of theirs."""
    columns = [
        Column("rumpun", _("Rumpun dan jenjang"), sortable=False),
        Column("sini", _("Di sini"), "count", sortable=False),
        Column("lain", _("Di pemerintah lain, sedikitnya"), "count", sortable=False),
        Column("bersama", _("Bersama, sedikitnya"), "count", sortable=False),
        Column("tetangga", _("Dengan siapa"), sortable=False),
    ]
    shown = [one for one in found if one.at_least >= smallest]
    rows = [_together_row(scene, one) for one in shown]
    return Table(
        name="bersama",
        title=_("Cukup untuk satu kelas bila bersama"),
        columns=columns,
        rows=rows if every else rows[:TOGETHER_SHOWN],
        all_rows=lambda: rows,
        more="" if every or len(rows) <= TOGETHER_SHOWN else f"?kelas={smallest}&bersama=semua#bersama",
        empty=_("Belum ada rumpun yang kurang di sini dan cukup bersama tetangga, menurut yang mereka terbitkan."),
    )


def _together_row(scene: Scene, one: Together) -> Row:
    tier = _("semua jenjang") if one.tier == ALL_TIERS else _tier(one.tier)
    who = ", ".join(scene.names.get(code, code) for code in one.agencies)
    if one.untold:
        few = _("%(n)s lainnya tanpa angka") % {"n": number(len(one.untold))}
        who = f"{who}; {few}" if who else few
    key = ("family", one.family) if one.tier == ALL_TIERS else ("family", one.family, one.tier)
    return [Cell(one.family, note=tier), scene.cell(*key), Cell(one.others), Cell(one.at_least), Cell(who)]


def moved(scene: Scene) -> Table:
    """What the newest list changed against the one before."""
    columns = [
        Column("apa", _("Perubahan"), sortable=False),
        Column("pegawai", _("Pegawai"), "count", sortable=False),
    ]
    rows = [[Cell(str(label)), scene.cell("moved", what)] for what, label in MOVES.items()]
    return Table(name="bergerak", title=_("Yang berubah"), columns=columns, rows=rows)
