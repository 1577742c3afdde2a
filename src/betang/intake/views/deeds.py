"""What a person does with a batch: explain, confirm, store, walk away, take back, read anew. Posts only."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from betang.agencies import viewers
from betang.agencies.rules import NotAllowed
from betang.core.errors import WrongCall
from betang.intake import actions, registry, titles
from betang.intake.queries import batches as queries
from betang.intake.rules import StandsOn
from betang.intake.views import asking, shown
from betang.ui.figures import number

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer
    from betang.intake.models import Batch

Deed = Callable[[HttpRequest, "Batch", "Viewer"], None]


def _deed(do: Deed) -> Callable[..., HttpResponseBase]:
    """A deed on a batch the user may see; what is not allowed is said on its page, to which every deed leads back."""

    @require_POST
    @wraps(do)
    def view(request: HttpRequest, batch: int) -> HttpResponseBase:
        viewer = viewers.asking(request)
        found = queries.get_batch(batch, user=viewer)
        try:
            do(request, found, viewer)
        except StandsOn as refused:
            messages.error(request, " ".join([str(refused), *_standing(refused)]))
        except NotAllowed as refused:
            messages.error(request, str(refused))
        return redirect("intake:batch", batch=found.pk)

    return view


def _standing(refused: StandsOn) -> list[str]:
    """What stands on the batch, in sentences."""
    said = []
    for one in refused.standing:
        places = {"n": number(one.count), "table": titles.table(one.table).lower(), "batch": one.batch}
        if one.sent:
            said.append(_("%(n)s baris %(table)s sudah diajukan; minta BKPSDM mengembalikannya dahulu.") % places)
        elif one.batch is not None:
            said.append(_("%(n)s baris %(table)s diubah kiriman nomor %(batch)s; tarik dahulu kiriman itu.") % places)
        elif one.table:
            said.append(_("%(n)s baris %(table)s sudah diubah atau dipakai data lain.") % places)
        else:
            said.append(_("Ada data lain yang memakainya."))
    return said


def _of_everybody(kind: str | None, viewer: Viewer) -> None:
    """Lists that belong to all governments are the coordinator's to change. Raises `NotAllowed`."""
    found = registry.kinds().get(kind or "")
    if found is not None and not found.agency and not viewer.coordinates:
        raise NotAllowed(_("Daftar ini milik bersama semua pemerintah; hanya koordinator provinsi yang menyimpannya."))


@_deed
def explain(request: HttpRequest, batch: Batch, viewer: Viewer) -> None:
    """Which kind the file is, or which column holds what."""
    kind = request.POST.get("jenis", "")
    if kind and kind not in registry.kinds():
        raise Http404
    known = registry.kinds().get(batch.kind or "")
    same = known is not None and kind in ("", known.name)
    columns = asking.explained(batch, known, request.POST) if known is not None and same else {}
    _of_everybody(kind or batch.kind, viewer)
    try:
        actions.explain(batch_id=batch.pk, kind=kind or None, columns=columns, by=viewer.user)
    except WrongCall as strange:
        raise Http404 from strange


@_deed
def confirm(request: HttpRequest, batch: Batch, viewer: Viewer) -> None:
    """A spelling means what was offered; only what was offered can be confirmed."""
    directory, spelled, code = (request.POST.get(name, "") for name in ("daftar", "ejaan", "kode"))
    if batch.agency_id not in queries.sends_wholly_for(user=viewer):
        raise Http404
    offered = {
        (one.directory, one.spelling.value, offer) for one in shown.meanings(batch) for offer, _name in one.offers
    }
    if (directory, spelled, code) not in offered:
        raise NotAllowed(_("Tawaran itu sudah tidak ada; lihat yang terbaru di bawah."))
    actions.confirm_alias(batch_id=batch.pk, directory=directory, spelled=spelled, code=code, by=viewer.user)
    messages.success(request, _("Nama lain dicatat untuk pemerintah ini, dan berkasnya dibaca lagi."))


@_deed
def store(request: HttpRequest, batch: Batch, viewer: Viewer) -> None:
    """Say yes."""
    _of_everybody(batch.kind, viewer)
    actions.commit(
        batch_id=batch.pk,
        accept_good="simpan-yang-benar" in request.POST,
        accept_warnings="sudah-dibaca" in request.POST,
        by=viewer.user,
    )


@_deed
def discard(request: HttpRequest, batch: Batch, viewer: Viewer) -> None:
    """Walk away."""
    actions.discard(batch_id=batch.pk, by=viewer.user)
    messages.success(request, _("Kiriman dibatalkan; tidak ada data yang berubah."))


@_deed
def undo(request: HttpRequest, batch: Batch, viewer: Viewer) -> None:
    """Take a stored batch back."""
    _of_everybody(batch.kind, viewer)
    actions.undo(batch_id=batch.pk, by=viewer.user)
    messages.success(request, _("Kiriman ditarik kembali; datanya seperti sebelum kiriman ini disimpan."))


@_deed
def again(request: HttpRequest, batch: Batch, viewer: Viewer) -> None:
    """Read the file anew, against the data as they are now."""
    actions.check_again(batch_id=batch.pk, by=viewer.user)
