"""What the pages of common demand share: tabs, the year, words for a line and its classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from betang.meeting.queries.alignment.demand import Demanded, Named
from betang.ui.choosing import Choice, Crumb, link
from betang.ui.figures import number
from betang.ui.links import at
from betang.ui.pictures.heat import LegendStep

if TYPE_CHECKING:
    from betang.core.alignment.lines import Share
    from betang.ui.words import Words

KINDS: Final[Words] = {
    "program": gettext_lazy("Program katalog"),
    "merged": gettext_lazy("Judul yang disatukan"),
    "title": gettext_lazy("Judul di luar katalog"),
    "competency": gettext_lazy("Kompetensi"),
}
"""What a line asks for."""
STEPS: Final = (5, 10, 20, 40)
"""Where one colour of a number of people ends and the next begins."""
_TABS: Final = (
    ("demand", gettext_lazy("Semua permintaan")),
    ("titles", gettext_lazy("Judul serupa")),
    ("demand_gaps", gettext_lazy("Permintaan dan kesenjangan")),
    ("doubles", gettext_lazy("Usulan ganda")),
    ("sent", gettext_lazy("Siapa sudah mengirim")),
)


def frame(request: HttpRequest, current: str, found: Demanded, *crumbs: Crumb) -> dict[str, Any]:
    """Crumbs, the pages of this part with the year kept, and the years there are."""
    kept = QueryDict(mutable=True)
    if request.GET.get("tahun"):
        kept["tahun"] = request.GET["tahun"]
    more = f"?{kept.urlencode()}" if kept else ""
    first = Crumb(_("Permintaan bersama"), at("meeting:demand") + more if crumbs or current != "demand" else "")
    label = [Crumb(str(dict(_TABS)[current]))] if current != "demand" and not crumbs else []
    years = [
        Choice(str(year), str(year), link(request.GET, tahun=str(year)), year == found.year) for year in found.years
    ]
    return {
        "crumbs": [Crumb(_("Rakor"), at("meeting:meetings")), first, *label, *crumbs],
        "parts": [Choice(name, str(said), at(f"meeting:{name}") + more, name == current) for name, said in _TABS],
        "years": years if len(years) > 1 else [],
        "year": found.year,
        "kept_year": request.GET.get("tahun", ""),
    }


def tone(people: int | None) -> str:
    """The colour of a number of people; hatched where no number was named."""
    return "q" if people is None else f"c{1 + sum(people >= step for step in STEPS)} tone"


def legend() -> dict[str, Any]:
    """What the colours mean, for the template."""
    bounds = ["1–4", "5–9", "10–19", "20–39", "≥ 40"]
    return {
        "legend": [LegendStep(f"c{place} tone", label) for place, label in enumerate(bounds, 1)],
        "legend_title": _("Orang yang diminta"),
        "legend_unknown": _("diminta tanpa jumlah"),
    }


def people(number_of: int) -> str:
    """'41 orang'."""
    return ngettext("%(n)s orang", "%(n)s orang", number_of) % {"n": number(number_of)}


def governments(number_of: int) -> str:
    """'9 pemerintah'."""
    return ngettext("%(n)s pemerintah", "%(n)s pemerintah", number_of) % {"n": number(number_of)}


def classes(number_of: int) -> str:
    """'2 kelas'."""
    return ngettext("%(n)s kelas", "%(n)s kelas", number_of) % {"n": number(number_of)}


def asked(one: Named) -> str:
    """'9 pemerintah, 41 orang', and of how many governments no number is known."""
    said = f"{governments(one.governments)}, {people(one.line.people)}"
    if one.line.unknown:
        said += _(" (%(n)s tanpa jumlah)") % {"n": number(one.line.unknown)}
    return said


def pooled(one: Named) -> str:
    """What classes say alone and together, as a sentence; '' where the size of a class is not known."""
    if one.classes is None:
        return ""
    alone, both = one.classes.alone, one.classes.pooled
    values = {
        "alone": classes(alone.classes),
        "sat": people(alone.seated),
        "both": classes(both.classes),
        "all": people(both.seated),
    }
    if both.seated and not alone.seated:
        return _("Sendiri-sendiri tidak ada kelas yang terisi; bersama %(both)s untuk %(all)s.") % values
    if both.seated > alone.seated:
        return _("Sendiri-sendiri hanya %(alone)s untuk %(sat)s, bersama %(both)s untuk %(all)s.") % values
    if both.classes < alone.classes:
        return _("Sendiri-sendiri %(alone)s, bersama cukup %(both)s untuk %(all)s yang sama.") % values
    if not both.classes:
        return _("Belum cukup untuk satu kelas, juga bila digabung.")
    return _("Sendiri-sendiri dan bersama sama saja: %(both)s untuk %(all)s.") % values


def linked(one: Named) -> float | None:
    """People with a confirmed target per 100 asked for; None where no number is known."""
    return 100 * one.line.linked / one.line.people if one.line.people else None


def linked_of(part: Share) -> float | None:
    """The same for the part of one government."""
    return 100 * part.linked / part.people if part.people else None
