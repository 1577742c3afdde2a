"""What several screens of the map share: who asks, which run, crumbs, tabs, choices, and the words of the method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from betang.agencies.viewers import Viewer
from betang.core.disclosure import FEW, Shown, must_measure
from betang.needs.queries import runs
from betang.needs.queries.government import Selection
from betang.ui import choosing, pages, words
from betang.ui.choosing import Choice, Crumb
from betang.ui.figures import Value, day, number, share
from betang.ui.links import at
from betang.ui.pictures.heat import Measure, legend, tone
from betang.ui.tables import Cell, Column

if TYPE_CHECKING:
    from betang.agencies.models import Agency
    from betang.needs.models import MapRun

MEASURES: tuple[Measure, ...] = ("short", "met", "seen")


def no_map(request: HttpRequest) -> HttpResponseBase:
    """The page while no map has been published: why it is empty, and what will fill it."""
    return pages.render(request, "needs/no_map.html", {"runs": runs.unfinished_runs(), "crumbs": [Crumb(_("Peta"))]})


def asked_selection(request: HttpRequest, agency: Agency, viewer: Viewer) -> Selection:
    """Which people the figures are about; everybody for whoever may not open all of them."""
    if not viewer.sees_people(agency.code):
        return Selection()
    return Selection(
        choosing.asked(request.GET, "jenjang", words.TIERS), choosing.asked(request.GET, "status", words.STATUSES)
    )


def measure_asked(query: QueryDict) -> Measure:
    """Which rate the colours show; short per 100 known unless the URL asks for another."""
    wish = query.get("ukuran", "")
    return next((measure for measure in MEASURES if measure == wish), "short")


def rate_of(figures: Shown, measure: Measure) -> Value:
    """The rate a measure shows."""
    return {"short": figures.short_rate, "met": figures.fulfilment, "seen": figures.coverage}[measure]


def colour_of(figures: Shown, measure: Measure, ranked_share: float) -> str:
    """The colour classes of a cell: the tone of its rate, as hatching where too little is known to judge by it.

    How much is known is itself always judged.
    """
    css = tone(rate_of(figures, measure), measure)
    if css in {"q", "h0"}:
        return css
    weak = measure != "seen" and must_measure(figures, ranked_share)
    return f"{css} {'weak' if weak else 'tone'}"


def key(measure: Measure) -> dict[str, Any]:
    """What the colours of a map mean, for the template."""
    return {
        "legend": legend(measure),
        "legend_title": words.MEASURE_HELP[measure],
        "legend_weak": _("diarsir: kurang dari separuh terukur, belum dapat dinilai") if measure != "seen" else "",
        "legend_unknown": _("belum ada yang terukur") if measure != "seen" else _("tidak ada syarat"),
    }


def tabs(current: str) -> list[Choice]:
    """The screens of the province's map."""
    entries = {
        "province": _("Ikhtisar"),
        "heat": _("Peta panas"),
        "priorities": _("Prioritas"),
        "measure_first": _("Ukur dulu"),
    }
    return [Choice(name, label, at(f"needs:{name}"), name == current) for name, label in entries.items()]


def seen(figures: Shown | None) -> str:
    """How much is measured, for a small note; nothing where that is hidden, for `<5%` would be another figure."""
    if figures is None or figures.coverage is FEW:
        return ""
    return _("terukur %(seen)s%%") % {"seen": share(figures.coverage)}


def in_words(figures: Shown) -> str:
    """What a cell says to those who listen: short per 100, how much is measured, or why there is no number."""
    if figures.known is FEW or figures.short is FEW:
        return _("disembunyikan: kurang dari lima orang di salah satu sisi")
    if figures.short_rate is None:
        return _("belum ada yang terukur dari %(required)s") % {"required": number(figures.required)}  # type: ignore[arg-type]
    return _("%(short)s dari 100 yang terukur masih kurang; terukur %(seen)s%%") % {
        "short": share(figures.short_rate),
        "seen": share(figures.coverage),
    }


def why_not_ranked(figures: Shown, ranked_share: float) -> str:
    """Why a row stands under "measure first", and what would change that."""
    if figures.known is FEW or figures.required is FEW:
        return _("jumlah yang terukur terlalu kecil untuk ditampilkan")
    wanted = max(0, -(-figures.required * int(ranked_share * 100) // 100) - figures.known)
    if figures.known == 0 and figures.expired is not FEW and figures.expired:
        return _("semua hasil kedaluwarsa; perlu %(n)s pengukuran") % {"n": number(wanted)}
    if figures.known == 0:
        return _("belum pernah diukur; perlu %(n)s pengukuran") % {"n": number(wanted)}
    return _("baru %(seen)s%% terukur; perlu %(n)s pengukuran lagi") % {
        "seen": share(figures.coverage),
        "n": number(wanted),
    }


def figure_columns() -> list[Column]:
    """The figures every table of the map carries: the gap never without how much is known."""
    return [
        Column(
            "syarat",
            _("Dipersyaratkan"),
            "count",
            _("Banyaknya pasangan orang dan kompetensi yang dipersyaratkan jabatannya"),
        ),
        Column("cakupan", _("Terukur (%)"), "share", _("Bagian syarat yang punya hasil penilaian yang masih berlaku")),
        Column("kurang", _("Kurang (orang)"), "count", _("Yang terukur dan tingkatnya di bawah standar")),
        Column("per100", _("Kurang per 100 terukur"), "rate"),
        Column(
            "pemenuhan",
            _("Pemenuhan (%)"),
            "share",
            _("Tingkat yang dimiliki terhadap yang dipersyaratkan, dari yang terukur"),
        ),
    ]


def figure_cells(figures: Shown | None, href: str, ranked_share: float) -> list[Cell]:
    """One row of `figure_columns`; None: a row that is hidden."""
    if figures is None:
        return [Cell(FEW), *[Cell(None)] * 4]
    weak = must_measure(figures, ranked_share)
    return [
        Cell(figures.required, href),
        Cell(figures.coverage, text=share(figures.coverage), css="attention" if weak else ""),
        Cell(figures.short, href),
        Cell(figures.short_rate),
        Cell(figures.fulfilment, text=share(figures.fulfilment)),
    ]


def method(run: MapRun, *, across: bool) -> list[str]:
    """How the figures were made; goes under the page and into every file. `across`: figures of several agencies."""
    made = {
        "as_of": day(run.as_of),
        "made": day(run.finished_at or run.requested_at),
        "run": run.pk,
        "version": run.code_version,
    }
    percent = number(100 * runs.ranked_share(run))
    lines = [
        _("Keadaan per %(as_of)s; dihitung %(made)s (penghitungan nomor %(run)s, program versi %(version)s).") % made,
        _(
            "Satu syarat adalah satu orang dan satu kompetensi yang dipersyaratkan jabatannya. Terukur: ada hasil "
            "penilaian yang masih berlaku pada tanggal itu. Kurang: terukur, dan tingkatnya di bawah standar. "
            "Pemenuhan: jumlah tingkat yang dimiliki, paling tinggi setinggi standar, dibagi jumlah tingkat yang "
            "dipersyaratkan."
        ),
        _(
            "Yang belum terukur tidak dihitung sebagai nol: bagiannya ditulis di samping setiap angka dan digambar "
            "dengan arsiran."
        ),
        _(
            "Peringkat hanya untuk yang sedikitnya %(percent)s%% syaratnya terukur; yang lain ada di daftar Ukur "
            "dulu. Di dalam satu pemerintah urutannya menurut besar kekurangan kali kepentingan kali bobot sasaran "
            "pembangunan; antarpemerintah yang dibandingkan selalu angka per 100."
        )
        % {"percent": percent},
    ]
    if across:
        lines.append(
            _(
                "Antarpemerintah, baris dengan 1–4 syarat tidak ditampilkan; jumlah 1–4, atau yang menyisakan 1–4, "
                "ditulis <5, begitu pula angka yang terbuat darinya. Jumlah dibuat dari baris yang ditampilkan saja: "
                "tanpa baris yang banyaknya terukur atau kurang disembunyikan. Setiap pembaca melihat angka yang sama."
            )
        )
    return lines
