"""Jam pertama: what the register alone tells a government about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.agencies import viewers
from betang.agencies.rights import Right
from betang.core.dates import years_after
from betang.core.office.quality import QUALITY, RETIREMENT
from betang.core.register.rules import FIRST_HOUR
from betang.needs.queries import first_hour as queries
from betang.needs.queries.dialogue import may_take
from betang.needs.views.first_hour import tables
from betang.needs.views.first_hour.tables import Scene
from betang.needs.views.first_hour.words import CHECKS, DIMENSIONS
from betang.ui import choosing, pages
from betang.ui.choosing import Crumb
from betang.ui.figures import day, number

if TYPE_CHECKING:
    from betang.agencies.models import Agency
    from betang.agencies.viewers import Viewer
    from betang.core.register.together import Together
    from betang.needs.queries.first_hour import Hour


def first_hour(request: HttpRequest) -> HttpResponseBase:
    """The page, and files of its tables."""
    viewer = viewers.asking(request)
    agency = own_agency(viewer)
    scene = scene_of(agency, viewer)
    smallest = _smallest(request)
    found = queries.with_neighbours(scene.hour, smallest, user=viewer)
    listed = [
        tables.amiss(scene),
        tables.staff(scene),
        tables.families(scene, every=request.GET.get("rumpun") == "semua"),
        tables.leaving(scene),
        tables.low(scene),
        tables.learning(scene),
        tables.joined(scene, found, smallest, every=request.GET.get("bersama") == "semua"),
        *([tables.moved(scene)] if scene.hour.count("moved") else []),
    ]
    for table in listed:
        table.query = request.GET
    context = {
        "crumbs": [Crumb(_("Data"), reverse("standards:data")), Crumb(_("Jam pertama"))],
        "agency": agency,
        "hour": scene.hour,
        "heading": heading(scene.hour),
        "answer": answer(scene.hour, found, smallest),
        "links": {name: tables.link(*key) for name, key in LINKS.items()} if scene.opens else {},
        "index": scene.hour.quality.index,
        "seen": scene.hour.quality.seen,
        "dimensions": [
            {"label": DIMENSIONS[one.name], "score": one.score, "weight": 100 * one.weight, "seen": one.seen}
            for one in scene.hour.quality.dimensions
        ],
        "untold": untold(scene.hour),
        "smallest": smallest,
        "sizes": choosing.choices(
            request.GET, "kelas", {str(n): str(n) for n in FIRST_HOUR.class_sizes}, str(smallest)
        ),
        "workbooks": may_take(agency.code, user=viewer),
        "until": years_after(scene.hour.as_of, FIRST_HOUR.years_ahead),
        "reckoned": scene.hour.count("retire", "reckoned"),
        "stated": scene.hour.count("retire", "stated"),
        "undated": scene.hour.count("retire", "unknown"),
    }
    return pages.respond(
        request,
        "needs/first_hour/page.html",
        context,
        tables=listed,
        heading=_("Jam pertama %(name)s") % {"name": agency.short_name},
        notes=method(scene.hour, smallest),
    )


LINKS = {
    "all": ("all",),
    "check": ("check",),
    "undated": ("retire", "unknown"),
    "reckoned": ("retire", "reckoned"),
    "stated": ("retire", "stated"),
    "uneducated": ("low", "unknown"),
}


def own_agency(viewer: Viewer) -> Agency:
    """The government the page is about; absent for whoever sees no figures of one."""
    if viewer.home is None or not viewer.owns(viewer.home.code):
        raise Http404
    return viewer.home


def scene_of(agency: Agency, viewer: Viewer) -> Scene:
    """The counts as the reader may see and open them."""
    hour = queries.hour(agency.code, on=timezone.localdate(), user=viewer)
    names = {one.code: one.short_name for one in viewers.governments()}
    return Scene(hour, viewer.sees_people(agency.code), viewer.has(Right.EDIT, agency.code), names)


def _smallest(request: HttpRequest) -> int:
    asked = choosing.asked(request.GET, "kelas", [str(size) for size in FIRST_HOUR.class_sizes])
    return int(asked) if asked else queries.smallest_class()


def heading(hour: Hour) -> str:
    """The first answer: how many records are to be mended."""
    people, amiss = hour.count("all"), hour.count("check")
    if not people:
        return _("Belum ada pegawai dalam daftar")
    if not amiss:
        return _("Dari %(people)s pegawai, tidak ada catatan yang perlu dibetulkan pada yang dapat diperiksa") % {
            "people": number(people)
        }
    return _("Dari %(people)s pegawai, %(amiss)s catatan perlu dibetulkan di SIASN") % {
        "people": number(people),
        "amiss": number(amiss),
    }


def answer(hour: Hour, found: list[Together], smallest: int) -> list[str]:
    """The other answers, a sentence each."""
    until = day(years_after(hour.as_of, FIRST_HOUR.years_ahead))
    leaving, low, asked = hour.count("retire"), hour.count("low"), hour.count("basic") + hour.count("leading")
    enough = len({one.family for one in found if one.at_least >= smallest})
    said = [
        ngettext("%(n)s orang pensiun paling lambat %(day)s.", "%(n)s orang pensiun paling lambat %(day)s.", leaving)
        % {"n": number(leaving), "day": until},
        ngettext(
            "%(n)s orang berpendidikan di bawah syarat jabatannya.",
            "%(n)s orang berpendidikan di bawah syarat jabatannya.",
            low,
        )
        % {"n": number(low)},
        _("Pelatihan dasar atau kepemimpinan %(n)s orang perlu dikonfirmasi.") % {"n": number(asked)},
    ]
    refused = hour.count("refused")
    if refused:
        told = ngettext(
            "%(n)s baris pada kiriman terakhir ditolak dan belum masuk daftar.",
            "%(n)s baris pada kiriman terakhir ditolak dan belum masuk daftar.",
            refused,
        )
        said.append(told % {"n": number(refused)})
    if enough:
        told = ngettext(
            "%(n)s rumpun jabatan fungsional terlalu kecil untuk satu kelas di sini, tetapi cukup bersama tetangga.",
            "%(n)s rumpun jabatan fungsional terlalu kecil untuk satu kelas di sini, tetapi cukup bersama tetangga.",
            enough,
        )
        said.append(told % {"n": number(enough)})
    return said


def untold(hour: Hour) -> list[str]:
    """What nothing here can tell, the heaviest first."""
    hidden = [check for one in hour.quality.dimensions for check in one.checks if check.found is None]
    return [str(CHECKS[check.code][0]) for check in sorted(hidden, key=lambda check: -check.points)]


def method(hour: Hour, smallest: int) -> list[str]:
    """How the figures were made."""
    weights = ", ".join(
        f"{str(DIMENSIONS[name]).lower()} {number(100 * weight)}%" for name, weight in QUALITY.dimensions.items()
    )
    first: dict[str, Any] = {"day": day(hour.as_of), "weights": weights}
    return [
        _(
            "Keadaan per %(day)s. Indeks mutu data memakai ukuran dan bobot BKN (%(weights)s): tiap temuan mengurangi "
            "nilainya sebanyak bagian pegawai yang terkena, dari pegawai yang dikenai aturan itu. Yang tidak dapat "
            "diperiksa tidak dihitung, dan bagiannya disebut. Ini hitungan Betang, bukan nilai resmi BKN."
        )
        % first,
        _(
            "Pensiun: menurut TMT pensiun bila ada dalam data; bila tidak, dihitung dari tanggal lahir dan batas usia "
            "pensiun jenjangnya (hari pertama bulan berikutnya), dan tidak pernah disimpan. Batas usia yang dipakai "
            "berlaku sejak %(since)s: UU 20/2023 pasal 55, PP 11/2017 pasal 239, dan untuk guru UU 14/2005 pasal 40."
        )
        % {"since": day(RETIREMENT.valid_from)},
        _(
            "Pendidikan paling rendah: jabatan struktural menurut PP 11/2017 pasal 54 dan 107, jabatan fungsional "
            "menurut pasal 75 dan 76; aturan jabatan fungsionalnya sendiri dapat meminta lebih tinggi. Yang "
            "pendidikannya tidak tercatat tidak ikut dihitung."
        ),
        _(
            "Pelatihan dikenali dari judulnya dalam riwayat pelatihan. Yang tidak tercatat menjadi pertanyaan untuk "
            "dikonfirmasi, bukan kesalahan."
        ),
        _(
            "Kelas dihitung mulai %(n)s orang. Dari pemerintah lain hanya terlihat jumlah menurut rumpun dan jenjang "
            "yang dibulatkan ke bawah menjadi kelipatan lima; rumpun dengan kurang dari lima orang tanpa jumlah."
        )
        % {"n": number(smallest)},
    ]
