"""What the pages of targets share: which government, crumbs, tabs, the words and the table of links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.targets import queries
from betang.ui.choosing import Choice, Crumb
from betang.ui.figures import UNKNOWN
from betang.ui.tables import Cell, Column
from betang.ui.templatetags.betang import decimal

if TYPE_CHECKING:
    from decimal import Decimal

    from django.http import HttpRequest

    from betang.agencies.models import Agency, User
    from betang.agencies.viewers import Viewer
    from betang.targets.models import Target, TargetLink

PILLS = {"proposed": "agreed", "confirmed": "met", "returned": "short"}


def asked_agency(request: HttpRequest, viewer: Viewer) -> Agency:
    """The government a page is about: the one named, else the reader's home. Another's is not there."""
    mine = queries.may_see(user=viewer)
    code = request.POST.get("pemerintah") or request.GET.get("pemerintah") or (mine[0] if mine else "")
    if code not in mine:
        raise Http404
    return viewers.get_government(code)


def at(name: str, agency: Agency, viewer: Viewer) -> str:
    """The address of a page of a government; the reader's first one needs no name."""
    home = queries.may_see(user=viewer)[:1] == [agency.code]
    return reverse(name) if home else f"{reverse(name)}?pemerintah={agency.code}"


def crumbs(agency: Agency, viewer: Viewer, *more: Crumb) -> list[Crumb]:
    """The way to a page of targets; `more` comes after the tree."""
    tree = Crumb(_("Sasaran"), at("targets:tree", agency, viewer) if more else "")
    return [Crumb(_("Peta"), reverse("needs:province")), tree, *more]


def tabs(current: str, agency: Agency, viewer: Viewer) -> list[Choice]:
    """The screens of targets."""
    entries = {
        "tree": _("Pohon sasaran"),
        "links": _("Kaitan kompetensi"),
        "visions": _("Visi dan misi"),
    }
    return [Choice(key, label, at(f"targets:{key}", agency, viewer), key == current) for key, label in entries.items()]


def answers(target: Target) -> str:
    """Who answers for a target."""
    return target.unit.name if target.unit else target.agency.short_name


def called(user: User | None, number: int | None) -> str:
    """Who said or decided it: somebody of another government is there, but not by name."""
    if user is not None:
        return user.name
    return _("pengguna di luar pemerintah ini") if number else _("operator, dari berkas")


def amount(value: Decimal | None, unit: str) -> str:
    """A figure with its unit: 90%, 67,2 tahun; a dash where it is not known."""
    if value is None:
        return UNKNOWN
    return f"{decimal(value)}%" if unit == "%" else f"{decimal(value)} {unit}"


def place(link: TargetLink) -> str:
    """Where a link holds, in words."""
    if link.unit is not None:
        return link.unit.name
    return answers(link.target) if link.target.unit else _("seluruh pemerintah")


def link_columns(*, of_one_target: bool) -> list[Column]:
    """The columns of a list of links; a page of one target does not repeat it."""
    determines = _("Dari 0 sampai 1: seberapa menentukan kompetensi ini.")
    return [
        Column("kompetensi", _("Kompetensi")),
        Column("sasaran", _("Sasaran"), file_only=of_one_target),
        Column("unit", _("Berlaku di")),
        Column("keterkaitan", _("Seberapa menentukan"), "level", help=determines),
        Column("kontribusi", _("Kalimat kontribusi"), sortable=False),
        Column("perubahan", _("Perubahan yang diharapkan"), sortable=False),
        Column("pemilik", _("Pemilik indikator"), file_only=True),
        Column("tinjau", _("Ditinjau lagi"), "day", file_only=True),
        Column("keadaan", _("Keadaan")),
    ]


def link_row(link: TargetLink, *, pick: bool) -> list[Cell]:
    """A link in these columns; `pick` puts a box beside it that holds its number and version."""
    return [
        Cell(
            link.competency.name,
            reverse("targets:link", args=[link.pk]),
            note=link.competency_id,
            pick=f"{link.pk}:{link.version}" if pick else "",
        ),
        Cell(link.target.indicator, reverse("targets:target", args=[link.target_id]), note=link.target_id),
        Cell(place(link)),
        Cell(link.relevance, text=decimal(link.relevance)),
        Cell(link.contribution),
        Cell(link.expected_change),
        Cell(link.owner),
        Cell(link.review_on),
        Cell(str(link.get_state_display()), pill=PILLS[link.state]),
    ]
