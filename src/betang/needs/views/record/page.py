"""What is held of the reader, table by table, where it came from, and who looked."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.agencies.viewers import Viewer
from betang.needs.queries import record as queries
from betang.needs.queries.record import Record
from betang.needs.queries.talk import partners
from betang.needs.rules.talk import Side
from betang.needs.views import evidence
from betang.needs.views.record import shown
from betang.ui import pages, words
from betang.ui.tables import PAGE_ROWS, View

VISITS = 10
"""How many of the person's own visits the page lists; the files have all of them."""

PILLS = {"open": "agreed", "accepted": "met", "refused": "unknown"}


def record(request: HttpRequest) -> HttpResponseBase:
    """The reader's own record, or whom to ask where none is linked to the account."""
    viewer = viewers.asking(request)
    if viewer.own_record is None:
        return pages.render(request, "needs/record_none.html", {"home": viewer.home}, status=HTTPStatus.NOT_FOUND)
    held, file = queries.own_record(user=viewer), pages.file_asked(request)
    parts = shown.parts(held, today=timezone.localdate())
    view = View.of(request.GET)
    others = queries.looks(own=False, user=viewer, first=view.first, rows=PAGE_ROWS)
    own = queries.looks(own=True, user=viewer, rows=VISITS)
    looks = shown.looks_table(others)
    looks.view, looks.query = view, request.GET
    looks.all_rows = lambda: shown.looks_table(queries.looks(own=False, user=viewer)).rows
    looked(held, viewer, file)
    context = {
        "parts": parts,
        "person": held.person,
        "run": held.run,
        "proofs": [evidence.shown(proof) for proof in held.proofs],
        "corrections": [
            (one, words.RECORD_PARTS.get(one.subject, one.subject), PILLS[one.state]) for one in held.corrections
        ],
        "waiting": sum(not one.answer for one in held.corrections),
        "granted": held.granted,
        "visits": shown.visits(own),
        "visited": own.total,
        "agreeing": partners.waiting(user=viewer)[Side.SELF],
        "others": others.total,
    }
    heading, notes = _("Catatan saya"), method()
    return pages.respond(request, "needs/record.html", context, tables=[looks], heading=heading, notes=notes)


def looked(held: Record, viewer: Viewer, file: str) -> None:
    """The person's own visit stands in the trail like anybody's."""
    audit.looked(
        name="betang.needs.record_exported" if file else "betang.needs.record_opened",
        by=viewer,
        agency=held.person.agency_id,
        people=[held.person.pk],
        on_kind="people.person",
        on_id=str(held.person.pk),
        file=file,
    )


def method() -> list[str]:
    """What this is and is not; under the page and in every file."""
    return [
        _(
            "Di sini tercantum semua yang disimpan tentang Anda sebagai pegawai, baris demi baris. Betang tidak "
            "menambah atau mengubahnya: data datang dari folder data yang dimuat pengelola."
        ),
        _(
            "Usulan pelatihan yang ditulis dalam kalimat dapat menyebut nama orang; usulan itu tidak terhubung dengan "
            "nomor pegawai, jadi tidak tercantum di sini."
        ),
        _(
            "Setiap kali catatan Anda dibuka atau diunduh, siapa dan kapan dicatat pada jejak audit, yang tidak dapat "
            "diubah atau dihapus dari halaman mana pun."
        ),
    ]
