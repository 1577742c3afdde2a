"""The first hour on two pages of paper, for the head of the agency: counts only, nobody by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.core.register.rules import FIRST_HOUR
from betang.core.tables import STATUSES, TIERS
from betang.needs.queries import first_hour as queries
from betang.needs.views.first_hour import page, tables
from betang.needs.views.first_hour.words import DIMENSIONS, MOVES
from betang.ui import pages, words
from betang.ui.documents import Document, Grid, Section, pdf
from betang.ui.figures import day, number, share, show

if TYPE_CHECKING:
    from betang.agencies.models import Agency
    from betang.core.register.together import Together
    from betang.needs.queries.first_hour import Hour
    from betang.needs.views.first_hour.tables import Scene
    from betang.ui.tables import Row

AMISS_SHOWN = 11
FAMILIES_SHOWN = 10
TOGETHER_SHOWN = 6
NEIGHBOURS_NAMED = 4
UNTOLD_SHOWN = 6


def paper(request: HttpRequest) -> HttpResponseBase:
    """The PDF."""
    viewer = viewers.asking(request)
    agency = page.own_agency(viewer)
    scene = page.scene_of(agency, viewer)
    smallest = queries.smallest_class()
    found = queries.with_neighbours(scene.hour, smallest, user=viewer)
    now = timezone.now()
    answer = HttpResponse(pdf(_document(agency, scene, found, smallest), made_at=now), content_type="application/pdf")
    name = f"betang-jam-pertama-{scene.hour.as_of.isoformat()}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _document(agency: Agency, scene: Scene, found: list[Together], smallest: int) -> Document:
    hour = scene.hour
    on = _("Keadaan per %(day)s") % {"day": day(hour.as_of)}
    return Document(
        language=get_language() or "id",
        title=page.heading(hour),
        subtitle=f"{_('Jam pertama')} · {agency.name} · {on}",
        label=pages.fiction(),
        foot=f"{_('Jam pertama')} · {agency.name} · {on}",
        page_of=_("Halaman {page} dari {pages}"),
        sections=[
            Section(_("Ringkasnya"), said=[" ".join(page.answer(hour, found, smallest)), *_news(hour)]),
            _quality(hour),
            _amiss(scene),
            _staff(hour),
            _families(hour),
            _learning(hour),
            _together(scene, found, smallest),
        ],
    )


def _news(hour: Hour) -> list[str]:
    """What moved since the list before, in one sentence."""
    told = [f"{str(label).lower()} {number(n)}" for what, label in MOVES.items() if (n := hour.count("moved", what))]
    return [_("Sejak kiriman sebelumnya: %(what)s.") % {"what": ", ".join(told)}] if told else []


def _quality(hour: Hour) -> Section:
    seen = share(hour.quality.seen)
    said = _(
        "Indeks mutu data %(index)s dari 100, atas %(seen)s%% bobot BKN yang dapat diperiksa dari data yang ada."
    ) % {
        "index": show(hour.quality.index, "rate"),
        "seen": seen,
    }
    rows = [
        [str(DIMENSIONS[one.name]), f"{number(100 * one.weight)}%", f"{share(one.seen)}%", show(one.score, "rate")]
        for one in hour.quality.dimensions
    ]
    columns = [_("Ukuran"), _("Bobot"), _("Dapat diperiksa"), _("Nilai dari 100")]
    untold = page.untold(hour)
    few = ", ".join(text[:1].lower() + text[1:] for text in untold[:UNTOLD_SHOWN])
    rest = len(untold) - UNTOLD_SHOWN
    if rest > 0:
        few = _("%(few)s, dan %(n)s hal lain") % {"few": few, "n": rest}
    notes = [_("Tidak dapat diperiksa: %(few)s.") % {"few": few}] if untold else []
    return Section(_("Mutu data kepegawaian"), [said], grid=Grid(columns, rows, (4, 2, 2, 2)), notes=notes)


def _amiss(scene: Scene) -> Section:
    table = tables.amiss(scene)
    columns = [_("Temuan"), _("Pegawai"), _("Yang dapat dilakukan")]
    rows = [[str(row[0].value), _shown(row, 2), str(row[3].value)] for row in table.rows[:AMISS_SHOWN]]
    left = len(table.rows) - AMISS_SHOWN
    notes = [_("Dan %(n)s macam temuan lain; daftar pegawainya ada di Betang.") % {"n": left}] if left > 0 else []
    grid = Grid(columns, rows, (4.2, 1, 4.8)) if rows else None
    return Section(_("Yang paling perlu dibetulkan"), [] if rows else [table.empty], grid=grid, notes=notes)


def _staff(hour: Hour) -> Section:
    """Tiers with kinds of employment, retirements and education in one table."""
    columns = [
        _("Jenjang"),
        *(str(words.STATUSES[status]) for status in STATUSES),
        _("Semua"),
        *(_("Pensiun %(year)s") % {"year": tables.year_label(hour, year)} for year in hour.years),
        _("Pendidikan di bawah syarat"),
    ]
    rows = [
        [
            str(words.TIERS[tier]),
            *(number(hour.count("tierstatus", tier, status)) for status in STATUSES),
            number(hour.count("tier", tier)),
            *(number(hour.count("retire", str(year), tier)) for year in hour.years),
            number(hour.count("low", tier)),
        ]
        for tier in TIERS
        if hour.count("tier", tier)
    ]
    whole = [
        _("Semua"),
        *(number(hour.count("status", status)) for status in STATUSES),
        number(hour.count("service")),
        *(number(hour.count("retire", str(year))) for year in hour.years),
        number(hour.count("low")),
    ]
    said = _("%(n)s orang pensiun menurut TMT pensiun dalam data, %(m)s menurut hitungan umur.") % {
        "n": number(hour.count("retire", "stated")),
        "m": number(hour.count("retire", "reckoned")),
    }
    title = _("Pegawai, pensiun, dan pendidikan menurut jenjang")
    grid = Grid(columns, [*rows, whole], (2.4, 1, 1, 1, 1.2, 1, 1.1, 1.1, 1.1, 1.3, 1.5))
    return Section(title, notes=[said], grid=grid, new_page=True)


def _families(hour: Hour) -> Section:
    found = [f"{family} {number(sum(tiers.values()))}" for family, tiers in hour.families.items()]
    said = ", ".join(found[:FAMILIES_SHOWN])
    if len(found) > FAMILIES_SHOWN:
        said = _("%(few)s, dan %(n)s rumpun lain") % {"few": said, "n": len(found) - FAMILIES_SHOWN}
    return Section(_("Jabatan fungsional"), [f"{said}." if found else _("Tidak ada.")])


def _learning(hour: Hour) -> Section:
    asked = [
        *([(_("Latsar"), hour.count("basic"))] if hour.count("basic") else []),
        *((name, n) for name in FIRST_HOUR.ladder if (n := hour.count("leading", name))),
    ]
    said = ", ".join(f"{name} {number(n)}" for name, n in asked)
    sentence = (
        _("Belum tercatat, perlu dikonfirmasi (bukan kesalahan): %(said)s.") % {"said": said}
        if asked
        else _("Semua yang wajib sudah tercatat.")
    )
    return Section(_("Pelatihan dasar dan kepemimpinan"), [sentence])


def _together(scene: Scene, found: list[Together], smallest: int) -> Section:
    table = tables.joined(scene, found, smallest, every=True)
    columns = [_("Rumpun dan jenjang"), _("Di sini"), _("Bersama, sedikitnya"), _("Dengan siapa")]
    enough = [one for one in found if one.at_least >= smallest]
    rows = [
        [f"{row[0].value}, {row[0].note}", _shown(row, 1), _shown(row, 3), _named(scene, one)]
        for row, one in zip(table.rows[:TOGETHER_SHOWN], enough, strict=False)
    ]
    left = len(table.rows) - TOGETHER_SHOWN
    notes = [_("Dan %(n)s lainnya.") % {"n": left}] if left > 0 else []
    title = _("Terlalu sedikit untuk satu kelas di sini, cukup bersama tetangga (mulai %(n)s orang)") % {"n": smallest}
    grid = Grid(columns, rows, (4, 1, 1.6, 4)) if rows else None
    return Section(title, [] if rows else [table.empty], grid=grid, notes=notes)


def _shown(row: Row, place: int) -> str:
    return show(row[place].value, "count")


def _named(scene: Scene, one: Together) -> str:
    """Some of the neighbours by name, the others as a number."""
    named = [scene.names.get(code, code) for code in one.agencies[:NEIGHBOURS_NAMED]]
    rest = len(one.agencies) + len(one.untold) - len(named)
    said = ", ".join(named)
    return _("%(few)s, dan %(n)s lainnya") % {"few": said, "n": rest} if rest else said
