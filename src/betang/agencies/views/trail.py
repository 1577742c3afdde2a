"""The trail: who did or looked at what, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.agencies.trail import deeds, queries, sentences
from betang.agencies.trail.queries import HOUSE, OWN, Before, Sought
from betang.ui import choosing, pages
from betang.ui.choosing import Crumb
from betang.ui.figures import number
from betang.ui.tables import PAGE_ROWS, Cell, Column, Table

if TYPE_CHECKING:
    from betang.agencies.trail.sentences import Told

FILE_ROWS = 20_000  # a workbook that still opens on an old laptop; the days narrow it down
FILTERS = ("dari", "perbuatan", "pelaku", "orang", "jenis", "objek", "mulai", "sampai")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST = 18  # digits of a number the database still takes


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, and the trails that this reader has."""

    sought: Sought
    sources: Mapping[str, str]

    @property
    def own(self) -> bool:
        return self.sought.source == OWN


def trail(request: HttpRequest) -> HttpResponseBase:
    """The newest events of one trail; older ones a page further. A person is sought by number, never by name."""
    viewer, file = viewers.asking(request), pages.file_asked(request)
    sources = queries.sources(viewer)
    source = choosing.asked(request.GET, "dari", sources) or next(iter(sources))
    asked = Asked(_sought(request, source), sources)
    wanted = FILE_ROWS if file else PAGE_ROWS
    found = queries.events(asked.sought, user=viewer, before=None if file else _before(request), rows=wanted + 1)
    shown = sentences.told(found[:wanted])
    if file:
        audit.record(
            name="betang.agencies.trail_exported",
            by=viewer.user,
            on_kind="agencies.auditevent",
            agency=None if source in {OWN, HOUSE} else source,
            new={"rows": len(shown), "file": file},
        )
    further = len(found) > wanted
    context = {
        "crumbs": [Crumb(_("Pengaturan"), reverse("agencies:profile")), Crumb(_("Jejak"))],
        "asked": asked,
        "where": sources[source],
        "selects": _selects(request, asked, queries.doers(source, user=viewer, chosen=asked.sought.by)),
        "kinds": choosing.choices(
            request.GET, "jenis", sentences.KINDS, asked.sought.kind, everything=_("Objek apa saja")
        ),
        "older": _older(request, found[PAGE_ROWS - 1]) if further else "",
        "later": bool(_before(request)),
        "newest": choosing.link(request.GET, sebelum=""),
        "narrowed": bool(set(FILTERS[1:]) & {key for key, value in request.GET.items() if value}),
        "everything": choosing.link(request.GET, **dict.fromkeys((*FILTERS[1:], "sebelum"), "")),
    }
    table, notes = _table(request, shown), _notes(further=further, file=file)
    heading = _("Jejak %(where)s") % {"where": sources[source]}
    return pages.respond(request, "agencies/trail.html", context, tables=[table], heading=heading, notes=notes)


def _sought(request: HttpRequest, source: str) -> Sought:
    query = request.GET
    return Sought(
        source=source,
        person=_number(query.get("orang", "")),
        kind=choosing.asked(query, "jenis", sentences.KINDS),
        object=query.get("objek", "").strip()[:100],
        by=_number(query.get("pelaku", "")),
        group=choosing.asked(query, "perbuatan", deeds.GROUPS),
        since=_day(query.get("mulai", "")),
        until=_day(query.get("sampai", "")),
    )


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date.min.year < day.year < date.max.year else None  # at the ends there is no day before or after


def _before(request: HttpRequest) -> Before | None:
    """`?sebelum=<microseconds>-<number>`: where the page before this one ended."""
    at, _dash, event = request.GET.get("sebelum", "").partition("-")
    microseconds, number_ = _number(at), _number(event)
    if microseconds is None or number_ is None:
        return None
    try:
        return Before(_EPOCH + timedelta(microseconds=microseconds), number_)
    except OverflowError:
        return None


def _older(request: HttpRequest, last: Any) -> str:
    microseconds = (last.at - _EPOCH) // timedelta(microseconds=1)
    return choosing.link(request.GET, sebelum=f"{microseconds}-{last.pk}")


def _selects(request: HttpRequest, asked: Asked, doers: Sequence[Any]) -> list[choosing.Select]:
    query, sought = request.GET, asked.sought
    users = {str(user.pk): user.name for user in doers}
    selects = []
    if len(asked.sources) > 1:
        choices = choosing.choices(query, "dari", asked.sources, sought.source)
        selects.append(choosing.Select("dari", _("Jejak"), choices))
    everything = _("Semua perbuatan")
    selects.append(
        choosing.select(query, "perbuatan", _("Perbuatan"), deeds.GROUPS, sought.group, everything=everything)
    )
    if users and not asked.own:
        by = str(sought.by or "")
        selects.append(choosing.select(query, "pelaku", _("Pelaku"), users, by, everything=_("Siapa saja")))
    return selects


def _table(request: HttpRequest, shown: Sequence[Told]) -> Table:
    columns = [
        Column("waktu", _("Waktu"), sortable=False),
        Column("peristiwa", _("Peristiwa"), sortable=False),
        Column("pelaku", _("Pelaku"), sortable=False),
        Column("objek", _("Tentang"), sortable=False),
        Column("alasan", _("Alasan"), file_only=True),
        Column("perubahan", _("Perubahan"), file_only=True),
        Column("akun", _("Nama pengguna"), "code", file_only=True),
        Column("pemerintah", _("Pemerintah"), file_only=True),
        Column("pegawai", _("Nomor pegawai"), file_only=True),
        Column("nama", _("Jenis peristiwa"), "code", file_only=True),
        Column("nomor", _("Nomor peristiwa"), "code", file_only=True),
    ]
    return Table(
        name="jejak",
        title=_("Jejak"),
        columns=columns,
        rows=[_row(request, told) for told in shown],
        query=request.GET,
        empty=_("Tidak ada peristiwa yang cocok. Longgarkan saringan, atau pilih jejak yang lain."),
    )


def _row(request: HttpRequest, told: Told) -> list[Cell]:
    event, query = told.event, request.GET
    extra = [told.changes, _("Alasan: %(reason)s") % {"reason": told.reason} if told.reason else ""]
    by = choosing.link(query, pelaku=str(event.by_id), sebelum="") if event.by_id else ""
    about = ""
    if event.on_kind in sentences.KINDS and event.on_id:
        about = choosing.link(query, jenis=event.on_kind, objek=event.on_id, sebelum="")
    return [
        Cell(told.at),
        Cell(told.sentence, note=" ".join(part for part in extra if part)),
        Cell(told.name, by),
        Cell(told.on, about),
        Cell(told.reason or None),
        Cell(told.changes or None),
        Cell(event.by_username),
        Cell(told.agency),
        Cell(" ".join(str(person) for person in event.people or ()) or None),
        Cell(event.name),
        Cell(str(event.pk)),
    ]


def _notes(*, further: bool, file: str) -> list[str]:
    notes = [
        _(
            "Setiap perubahan dan setiap kali data pegawai dibuka atau diunduh tercatat di sini, dalam transaksi yang "
            "sama. Jejak hanya dapat ditambah: halaman-halaman Betang tidak dapat mengubah atau menghapusnya."
        ),
        _("Pegawai disebut dengan nomornya di Betang, supaya nama dan NIP tidak tersimpan di dalam jejak."),
    ]
    if file and further:
        notes.append(
            _("Berkas ini berisi %(rows)s peristiwa terbaru; persempit dengan tanggal untuk yang lebih lama.")
            % {"rows": number(FILE_ROWS)}
        )
    return notes
