"""What every document has: who writes, who signs, of which government and year, and whether its people are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from django.utils.translation import gettext_lazy as _

from betang.ui.documents.official.fields import Said

DOTS: Final = "." * 30
SHORT_DOTS: Final = "." * 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The head of a letter."""

    government: Annotated[str, Said("pemerintah", _("Nama pemerintah daerah"), "Pemerintah Kabupaten Contoh")]
    office: Annotated[
        str,
        Said("kantor", _("Nama kantor yang menulis"), "Badan Kepegawaian dan Pengembangan SDM", unknown=""),
    ] = ""
    address: Annotated[
        str, Said("alamat", _("Alamat, kode pos, telepon, surel"), "Jalan Merdeka Nomor 1, Contoh 73900", unknown="")
    ] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One who signs. What is not known is left to be written by hand."""

    post: Annotated[str, Said("jabatan", _("Jabatan penanda tangan"), "Kepala Dinas Kesehatan")]
    lead: Annotated[
        str, Said("pengantar", _("Kata di atas jabatan bila tanpa tempat dan tanggal"), "Mengetahui,", unknown="")
    ] = ""
    name: Annotated[str, Said("nama", _("Nama penanda tangan"), "Siti Rahmawati", unknown=DOTS)] = ""
    rank: Annotated[str, Said("pangkat", _("Pangkat penanda tangan"), "Pembina Utama Muda", unknown="")] = ""
    nip: Annotated[str, Said("nip", _("NIP penanda tangan"), "197001011995032001", unknown="")] = ""
    place: Annotated[str, Said("tempat", _("Tempat penandatanganan"), "Kota Contoh", unknown="")] = ""
    day: Annotated[
        date | None, Said("tanggal", _("Tanggal penandatanganan"), date(2026, 11, 24), unknown=SHORT_DOTS)
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What every document says. `label` tells that people are invented; `printed` is the day of the data."""

    letterhead: Annotated[Letterhead, Said("kop", _("Kepala surat"))]
    agency: Annotated[str, Said("instansi", _("Nama instansi"), "Pemerintah Kabupaten Contoh")]
    year: Annotated[int, Said("tahun", _("Tahun rencana"), 2027, plain=True)]
    printed: Annotated[date, Said("dicetak", _("Tanggal data dokumen ini"), date(2026, 11, 24))]
    label: Annotated[
        str, Said("label", _("Tanda di setiap halaman bahwa data rekaan"), "CONTOH: DATA REKAAN", unknown="")
    ] = ""
