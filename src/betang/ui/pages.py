"""The one way a view answers: a whole page, only its main part when htmx asks, or a file of one of its tables."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render as render_template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from betang.ui import export
from betang.ui.tables import Table


def fiction() -> str:
    """The label of every screen and file while the people are invented; empty for a real record."""
    return _("DATA FIKTIF: semua pegawai dan hasil penilaian di sini rekaan.") if settings.DEMO else ""


def file_asked(request: HttpRequest) -> str:
    """Which file of a table the reader asks for, `xlsx` or `csv`; empty when it is the page."""
    wish = request.GET.get("ekspor", "")
    return wish if wish in {"", "xlsx"} else "csv"


def respond(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    tables: Sequence[Table] = (),
    heading: str = "",
    notes: Sequence[str] = (),
) -> HttpResponseBase:
    """The page, or with `?ekspor=xlsx|csv` the table that `?tabel=` names (the first when it names none).

    A file goes through the same query and the same walls as the page, because it is the same view.
    """
    wish = file_asked(request)
    if wish and tables:
        asked = request.GET.get("tabel", "")
        table = next((table for table in tables if table.name == asked), tables[0])
        lines = [*notes, export.made_on(timezone.now())]
        return export.respond(table, wish, heading=f"{heading} – {table.title}", notes=lines, fiction=fiction())
    return render(request, template, {**context, **{f"table_{table.name}": table for table in tables}, "notes": notes})


def render(request: HttpRequest, template: str, context: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    """`template` inside the whole page, or inside the part htmx swaps; a cache keeps the two apart."""
    htmx = getattr(request, "htmx", None)
    part = htmx is not None and bool(htmx) and not htmx.history_restore_request
    response = render_template(
        request, template, {**context, "frame": "ui/part.html" if part else "ui/page.html"}, status=status
    )
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _trouble(
        request,
        HTTPStatus.BAD_REQUEST,
        _("Permintaan ini tidak dapat dibaca"),
        _("Muat ulang halaman, lalu coba sekali lagi."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403, also when the CSRF token does not fit (then with a `reason`)."""
    return _trouble(
        request,
        HTTPStatus.FORBIDDEN,
        _("Permintaan ini ditolak"),
        _("Halaman mungkin terbuka terlalu lama. Muat ulang, masuk kembali bila diminta, lalu coba sekali lagi."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: absent and forbidden look the same."""
    return _trouble(
        request,
        HTTPStatus.NOT_FOUND,
        _("Halaman tidak ditemukan"),
        _("Alamat ini tidak ada, atau bukan untuk peran Anda. Periksa alamatnya, atau mulai lagi dari Beranda."),
    )


def our_fault(request: HttpRequest) -> HttpResponse:
    """500."""
    return _bare(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        _("Terjadi kesalahan di pihak kami"),
        _("Tidak ada data yang hilang. Coba lagi beberapa saat lagi; bila tetap terjadi, beri tahu pengelola."),
    )


def refused(status: HTTPStatus) -> HttpResponse:
    """What is turned away before anybody asks who sent it: 400, 413 and 414."""
    title, advice = {
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
            _("Kiriman ini terlalu besar"),
            _("Bagi menjadi beberapa bagian yang lebih kecil, lalu kirim satu per satu."),
        ),
        HTTPStatus.REQUEST_URI_TOO_LONG: (
            _("Alamat ini terlalu panjang"),
            _("Mulai lagi dari Beranda, lalu pilih saringannya di halaman."),
        ),
    }.get(status, (_("Permintaan ini tidak dapat dibaca"), _("Muat ulang halaman, lalu coba sekali lagi.")))
    return _bare(status, title, advice)


def _bare(status: HTTPStatus, title: str, advice: str) -> HttpResponse:
    """A page that stands on nothing that may be broken: no user, no database, no context processor."""
    return HttpResponse(render_to_string("ui/fault.html", {"title": title, "advice": advice}), status=status)


def _trouble(request: HttpRequest, status: HTTPStatus, title: str, advice: str) -> HttpResponse:
    return render(request, "ui/trouble.html", {"title": title, "advice": advice}, status=status)
