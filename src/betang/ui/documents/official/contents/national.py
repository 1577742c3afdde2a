"""Needs as a plain table by NIP, to be taken over into the planning system of LAN. A workbook only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from django.utils.translation import gettext_lazy as _

from betang.ui.documents.official.blocks import Sheet
from betang.ui.documents.official.contents.common import Paper
from betang.ui.documents.official.contents.inventory import PRIORITIES, Priority
from betang.ui.documents.official.fields import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalLine:
    """One person and one training. `kind_code` is the SIASN code of the kind of training."""

    nip: Annotated[str, Said("nip", _("NIP pegawai"), "198503172010012005")]
    name: Annotated[str, Said("nama", _("Nama pegawai"), "Ani Lestari")] = ""
    unit: Annotated[str, Said("unit", _("Unit kerja"), "Puskesmas Contoh")] = ""
    post: Annotated[str, Said("jabatan", _("Jabatan"), "Perawat Ahli Muda")] = ""
    group: Annotated[str, Said("kelompok", _("Kelompok kompetensi"), "Manajerial")] = ""
    competency: Annotated[str, Said("kompetensi", _("Kompetensi"), "Komunikasi (M.03)")] = ""
    kind_code: Annotated[int | None, Said("kode_jenis", _("Kode jenis diklat SIASN"), 14, unknown="", plain=True)] = (
        None
    )
    training: Annotated[str, Said("pelatihan", _("Nama pengembangan"), "Komunikasi efektif")] = ""
    channel: Annotated[str, Said("jalur", _("Jalur"), "Nonklasikal")] = ""
    organiser: Annotated[str, Said("penyelenggara", _("Penyelenggara"), "BPSDM Provinsi Contoh")] = ""
    hours: Annotated[int | None, Said("jp", _("Jam pelajaran (JP)"), 24)] = None
    schedule: Annotated[str, Said("jadwal", _("Jadwal"), "Maret 2027")] = ""
    money: Annotated[int | None, Said("anggaran", _("Anggaran"), 1_500_000, money=True)] = None
    source: Annotated[str, Said("sumber", _("Sumber dana"), "APBD")] = ""
    priority: Annotated[Priority | None, Said("prioritas", _("Prioritas"), "high", words=PRIORITIES)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalTable(Paper):
    """The needs of one government for one year, by NIP."""

    lines: Annotated[tuple[NationalLine, ...], Said("daftar", _("Satu baris satu pegawai dan satu pengembangan"))] = ()


NOTE: Final = (
    "Seluruh kolom usulan Betang: format impor aplikasi perencanaan LAN belum ditemukan di sumber umum. Cocokkan "
    "urutan kolom dengan aplikasi sebelum memuatnya."
)
SHEETS: Final = (
    Sheet("Daftar per NIP", ("daftar",), (
        ("NIP", "daftar.nip", 21), ("Nama", "daftar.nama", 28), ("Unit kerja", "daftar.unit", 28),
        ("Jabatan", "daftar.jabatan", 28), ("Kelompok kompetensi", "daftar.kelompok", 18),
        ("Kompetensi", "daftar.kompetensi", 30), ("Kode jenis diklat", "daftar.kode_jenis", 11),
        ("Nama pengembangan", "daftar.pelatihan", 34), ("Jalur", "daftar.jalur", 14),
        ("Penyelenggara", "daftar.penyelenggara", 28), ("JP", "daftar.jp", 8), ("Jadwal", "daftar.jadwal", 16),
        ("Anggaran", "daftar.anggaran", 17), ("Sumber dana", "daftar.sumber", 14),
        ("Prioritas", "daftar.prioritas", 11),
    )),
)  # fmt: skip
