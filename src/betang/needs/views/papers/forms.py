"""What documents are called in addresses and files, and how large they become."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from betang.ui.documents import official

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from betang.ui.documents.official.contents.common import Paper

FORMS: Final[Mapping[str, official.Form]] = MappingProxyType({"docx": "word", "pdf": "pdf", "xlsx": "excel"})
"""The endings of files, as addresses have them."""
LABELS: Final = MappingProxyType({"docx": "Word", "pdf": "PDF", "xlsx": "Excel"})
TYPES: Final = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf": "application/pdf",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
FILES: Final = MappingProxyType(
    {
        "inventory": "f1-inventarisasi",
        "verification": "f2-verifikasi",
        "minutes_verification": "berita-acara-verifikasi",
        "minutes_validation": "berita-acara-validasi",
        "minutes_meeting": "berita-acara-rakor",
        "decree": "keputusan-rencana",
        "personal_plan": "rencana-pengembangan",
        "national_table": "daftar-per-nip",
    }
)
"""What the file of a kind is called; whom it is about is added as the name of an office or our number, never a name."""
DOCUMENTS: Final = _("Dokumen")
TITLES: Final[Mapping[str, _StrPromise]] = MappingProxyType(
    {
        "inventory": _("Inventarisasi kebutuhan (F1)"),
        "verification": _("Verifikasi kebutuhan (F2)"),
        "minutes_verification": _("Berita acara verifikasi"),
        "minutes_validation": _("Berita acara validasi"),
        "minutes_meeting": _("Berita acara rapat koordinasi"),
        "decree": _("Keputusan PPK dengan lampirannya"),
        "personal_plan": _("Rencana pengembangan pegawai"),
        "national_table": _("Daftar per NIP untuk aplikasi LAN"),
    }
)


@dataclass(frozen=True, slots=True)
class Link:
    """A file that can be taken: its form in words, its address, and what it is for a reader of the screen."""

    label: str
    href: str
    about: str


def made(kind: str, form: str, content: Paper, own: bytes | None) -> bytes:
    """The document in this form; Word by the government's own template where it has one."""
    if form == "docx":
        return official.word(kind, content, own)
    return official.pdf(kind, content) if form == "pdf" else official.excel(kind, content)


def answer(name: str, form: str, content: bytes) -> HttpResponse:
    """The file, to be kept."""
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["Cache-Control"] = "no-store"
    return response
