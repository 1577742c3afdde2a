"""Kiriman: dropping files, and what was sent before."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from betang.agencies import viewers
from betang.agencies.viewers import Viewer
from betang.core.office.reading.books import Unreadable, is_archive, unpack
from betang.intake import actions, registry, titles, words
from betang.intake.queries import batches as queries
from betang.ui import pages
from betang.ui.choosing import Crumb
from betang.ui.tables import PAGE_ROWS, Cell, Column, Table, View

if TYPE_CHECKING:
    from betang.core.office.spec import OfficeKind
    from betang.intake.models import Batch

PILLS = {
    "received": "agreed", "checking": "agreed", "committing": "agreed", "asking": "short", "checked": "short",
    "unreadable": "short", "committed": "met", "discarded": "unknown", "undone": "unknown",
}  # fmt: skip
Sent = tuple[str, Path]


@require_http_methods(["GET", "POST"])
def batches(request: HttpRequest) -> HttpResponseBase:
    """What was sent, newest first, and the form that sends more."""
    viewer = viewers.asking(request)
    agencies = queries.sends_for(user=viewer)
    if not agencies:
        raise Http404
    if request.method == "POST":
        return _take(request, viewer, agencies)
    view = View.of(request.GET)
    shown, total = queries.batches(user=viewer, first=view.first, rows=PAGE_ROWS)
    wholly = bool(queries.sends_wholly_for(user=viewer))
    table = Table(
        name="kiriman",
        title=_("Kiriman"),
        columns=_columns(several=len(agencies) > 1),
        rows=[_row(batch, several=len(agencies) > 1) for batch in shown],
        view=view,
        query=request.GET,
        total=total,
        empty=_("Belum ada kiriman. Mulailah dari daftar unit kerja (ref-unor) dan ekspor pegawai SIASN.")
        if wholly
        else _("Belum ada kiriman. Mulailah dari buku kerja dialog."),
    )
    home = viewer.home.code if viewer.home else ""
    context = {
        "crumbs": [Crumb(_("Data"), reverse("standards:data")), Crumb(_("Kiriman"))],
        "agencies": agencies,
        "chosen": home if home in agencies else next(iter(agencies)),
        "kinds": [(k.name, titles.of(k.title)) for k in registry.kinds().values() if may_send(k, viewer)],
        "wholly": wholly,
        "waiting": sum(batch.state in queries.WAITING for batch in shown),
        "total": total,
        "most": settings.UPLOAD_MOST // 1_000_000,
    }
    return pages.respond(request, "intake/batches.html", context, tables=[table], heading=_("Kiriman"))


def may_send(kind: OfficeKind, viewer: Viewer, agency: str = "") -> bool:
    """Whether a kind of file is the user's to send, for the agency or for any of theirs."""
    wholly = queries.sends_wholly_for(user=viewer)
    if not (agency in wholly if agency else wholly):
        return kind.of_office
    return kind.agency or viewer.coordinates


def _columns(*, several: bool) -> list[Column]:
    return [
        Column("berkas", _("Berkas"), sortable=False),
        *([Column("pemerintah", _("Pemerintah"), sortable=False)] if several else []),
        Column("keadaan", _("Keadaan"), sortable=False),
        Column("jenis", _("Jenis"), sortable=False),
        Column("dikirim", _("Dikirim"), "day", sortable=False),
        Column("baris", _("Baris"), "count", sortable=False),
        Column("ditolak", _("Ditolak"), "count", sortable=False),
        Column("peringatan", _("Peringatan"), "count", sortable=False),
    ]


def _row(batch: Batch, *, several: bool) -> list[Cell]:
    read = batch.checked_at is not None and batch.state not in ("unreadable", "asking")
    return [
        Cell(batch.name, reverse("intake:batch", args=[batch.pk]), note=_("nomor %(n)s") % {"n": batch.pk}),
        *([Cell(batch.agency.short_name if batch.agency else None)] if several else []),
        Cell(batch.get_state_display(), pill=PILLS[batch.state]),
        Cell(titles.kind_title(batch.kind)),
        Cell(batch.received_at, note=batch.received_by.name if batch.received_by else _("pengelola")),
        Cell(batch.rows if read else None),
        Cell(batch.refused if read else None),
        Cell(batch.warned if read else None),
    ]


def _take(request: HttpRequest, viewer: Viewer, agencies: dict[str, str]) -> HttpResponseBase:
    agency, kind = request.POST.get("pemerintah", ""), request.POST.get("jenis", "")
    sent = request.FILES.getlist("berkas")
    known = registry.kinds().get(kind)
    if agency not in agencies or (kind and (known is None or not may_send(known, viewer, agency))):
        raise Http404
    if not sent:
        messages.error(request, _("Pilih dahulu berkas yang akan dikirim."))
        return redirect("intake:batches")
    with tempfile.TemporaryDirectory(prefix="betang-") as folder:
        files, refused = _files(sent, Path(folder))
        for name, told in refused:
            messages.error(request, f"{name}: {told.rule} {told.deed}")
        made = actions.receive(
            agency=agency, files=files, kind=kind or None, received_on=timezone.localdate(), by=viewer.user
        )
    if not made:
        return redirect("intake:batches")
    if len(made) == 1:
        return redirect("intake:batch", batch=made[0].pk)
    messages.success(
        request,
        ngettext("%(n)s berkas diterima dan sedang dibaca.", "%(n)s berkas diterima dan sedang dibaca.", len(made))
        % {"n": len(made)},
    )
    return redirect("intake:batches")


def _on_disk(sent: UploadedFile[bytes], path: Path) -> Path:
    """Where the file is: a large one is on disk already."""
    if isinstance(sent, TemporaryUploadedFile):
        return Path(sent.temporary_file_path())
    path.write_bytes(sent.read())
    return path


def _files(sent: Sequence[UploadedFile[bytes]], folder: Path) -> tuple[list[Sent], list[tuple[str, words.Told]]]:
    """The files as paths under names of ours, zips unpacked; and what could not be unpacked, with the reason."""
    files: list[Sent] = []
    refused = []
    for number, one in enumerate(sent):
        path, name = _on_disk(one, folder / f"{number}"), one.name or "?"
        if not is_archive(path):
            files.append((name, path))
            continue
        inside = folder / f"{number}-isi"
        inside.mkdir()
        try:
            files += unpack(path, inside)
        except Unreadable as bad:
            refused.append((name, words.told(bad.code)))
    return files, refused
