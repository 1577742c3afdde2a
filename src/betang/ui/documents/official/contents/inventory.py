"""F1: the inventory of one office, what its people and their superiors agreed they need to learn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal

from django.utils.translation import gettext_lazy as _

from betang.ui.documents.official.blocks import (
    Column,
    Facts,
    Heading,
    Layout,
    Letterhead,
    Only,
    Sheet,
    Signatures,
    Table,
    Text,
    Title,
)
from betang.ui.documents.official.contents.common import Paper, Signature
from betang.ui.documents.official.fields import Said

Priority = Literal["high", "medium", "low"]
PRIORITIES: Final = {"high": "Tinggi", "medium": "Sedang", "low": "Rendah"}
UNMEASURED: Final = "belum diukur"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A need that two people agreed on. `required`, `held` and `gap` are levels; None: not known."""

    nip: Annotated[
        str, Said("nip", _("NIP pegawai; kosong bila diusulkan menurut jumlah"), "198503172010012005", unknown="")
    ]
    name: Annotated[str, Said("nama", _("Nama pegawai; dengan ini pegawai ikut menyepakati"), "Ani Lestari")]
    rank: Annotated[str, Said("pangkat", _("Pangkat dan golongan ruang"), "Penata, III/c")] = ""
    post: Annotated[str, Said("jabatan", _("Jabatan"), "Perawat Ahli Muda")] = ""
    unit: Annotated[str, Said("unit", _("Unit kerja"), "Puskesmas Contoh")] = ""
    competency: Annotated[str, Said("kompetensi", _("Kompetensi yang dibahas"), "Komunikasi (M.03)")] = ""
    required: Annotated[int | None, Said("dipersyaratkan", _("Tingkat yang dipersyaratkan jabatan"), 3)] = None
    held: Annotated[int | None, Said("dimiliki", _("Tingkat yang dimiliki"), 2, unknown=UNMEASURED)] = None
    gap: Annotated[int | None, Said("kesenjangan", _("Selisih kedua tingkat"), 1)] = None
    predicate: Annotated[str, Said("predikat", _("Predikat kinerja terakhir"), "Baik")] = ""
    learning: Annotated[str, Said("usulan", _("Pembelajaran yang diusulkan"), "Komunikasi efektif")] = ""
    way: Annotated[str, Said("bentuk", _("Bentuk dan jalur pembelajaran"), "Coaching")] = ""
    reason: Annotated[str, Said("alasan", _("Alasan kebutuhan"), "Keluhan pasien atas penjelasan")] = ""
    priority: Annotated[Priority | None, Said("prioritas", _("Prioritas menurut atasan"), "high", words=PRIORITIES)] = (
        None
    )
    agreed_on: Annotated[
        date | None, Said("disepakati", _("Tanggal kesepakatan"), date(2026, 3, 12), unknown="belum")
    ] = None
    superior: Annotated[str, Said("atasan", _("Nama atasan yang menyepakati"), "Budi Santoso")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTraining:
    """A gap that learning cannot close, with its cause."""

    nip: Annotated[str, Said("nip", _("NIP pegawai"), "198503172010012005")]
    name: Annotated[str, Said("nama", _("Nama pegawai"), "Ani Lestari")]
    subject: Annotated[str, Said("hal", _("Kompetensi atau capaian yang dibahas"), "Pelayanan Publik (M.05)")]
    cause: Annotated[str, Said("penyebab", _("Penyebab di luar kompetensi"), "Sarana")]
    reason: Annotated[str, Said("alasan", _("Penjelasan"), "Alat periksa rusak sejak Mei")] = ""
    said_on: Annotated[date | None, Said("tanggal", _("Tanggal dibahas"), date(2026, 3, 12))] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory(Paper):
    """The inventory of one office for one year."""

    office: Annotated[str, Said("perangkat_daerah", _("Nama perangkat daerah"), "Dinas Kesehatan")]
    people: Annotated[int | None, Said("pegawai", _("Jumlah pegawai perangkat daerah"), 412)] = None
    needs: Annotated[tuple[Need, ...], Said("daftar", _("Kebutuhan, satu baris satu kebutuhan"))] = ()
    not_training: Annotated[
        tuple[NotTraining, ...], Said("bukan_pelatihan", _("Yang tidak dapat ditutup dengan pembelajaran"))
    ] = ()
    left: Annotated[Signature | None, Said("mengetahui", _("Penanda tangan sebelah kiri, boleh tidak ada"))] = None
    right: Annotated[Signature | None, Said("penanda_tangan", _("Penanda tangan sebelah kanan"))] = None


_NAME: Final = "{{ b.nama }}{% if b.nip %}\n{{ b.nip }}{% endif %}"
_NOTE: Final = (
    "Susunan kolom formulir ini usulan Betang menurut pasal 205 sampai dengan 207 PP Nomor 11 Tahun 2017 sebagaimana "
    "diubah dengan PP Nomor 17 Tahun 2020; bentuk resminya belum ditemukan di sumber umum. Nama pegawai dan nama "
    "atasan beserta tanggalnya mencatat kesepakatan keduanya dalam dialog. Tingkat: 1 paham, 2 dasar, 3 menengah, "
    "4 mumpuni, 5 ahli. Belum diukur bukan berarti tidak mampu."
)

LAYOUT: Final = Layout(
    lying=True,
    foot="Formulir F1 · {{ perangkat_daerah }} · Tahun {{ tahun }} · Data per {{ dicetak }}",
    blocks=(
        Letterhead(),
        Title(("INVENTARISASI KEBUTUHAN PENGEMBANGAN KOMPETENSI (F1)", "TAHUN {{ tahun }}")),
        Facts((
            ("Instansi", "{{ instansi }}"),
            ("Perangkat daerah", "{{ perangkat_daerah }}"),
            ("Kebutuhan", "{{ daftar|length }} kebutuhan dari {{ pegawai }} pegawai"),
        )),
        Table("daftar", "b", size=7, columns=(
            Column("No.", "{{ loop.index }}", 0.75, "center"),
            Column("Nama dan NIP", _NAME, 3.4),
            Column("Pangkat", "{{ b.pangkat }}", 1.6),
            Column("Jabatan", "{{ b.jabatan }}", 2.1),
            Column("Unit kerja", "{{ b.unit }}", 2.0),
            Column("Kompetensi", "{{ b.kompetensi }}", 2.3),
            Column("Tingkat syarat", "{{ b.dipersyaratkan }}", 1.4, "center"),
            Column("Tingkat dimiliki", "{{ b.dimiliki }}", 1.4, "center"),
            Column("Kesenjangan", "{{ b.kesenjangan }}", 2.1, "center"),
            Column("Predikat kinerja", "{{ b.predikat }}", 1.5, "center"),
            Column("Usulan pembelajaran", "{{ b.usulan }}", 2.3),
            Column("Bentuk", "{{ b.bentuk }}", 1.5),
            Column("Alasan", "{{ b.alasan }}", 2.4),
            Column("Prioritas", "{{ b.prioritas }}", 1.55, "center"),
            Column("Disepakati", "{{ b.disepakati }}", 1.8, "center"),
            Column("Atasan", "{{ b.atasan }}", 1.8),
        )),
        Only("bukan_pelatihan", (
            Heading("Kesenjangan yang tidak dapat ditutup dengan pembelajaran"),
            Table("bukan_pelatihan", "b", size=7.5, columns=(
                Column("No.", "{{ loop.index }}", 0.6, "center"),
                Column("Nama dan NIP", _NAME, 3.2),
                Column("Yang dibahas", "{{ b.hal }}", 4),
                Column("Penyebab", "{{ b.penyebab }}", 2.5),
                Column("Penjelasan", "{{ b.alasan }}", 6),
                Column("Tanggal", "{{ b.tanggal }}", 2),
            )),
        )),
        Text(_NOTE, small=True),
        Signatures(("mengetahui", "penanda_tangan")),
    ),
)  # fmt: skip

SHEETS: Final = (
    Sheet("Kebutuhan", ("daftar",), (
        ("NIP", "daftar.nip", 21), ("Nama", "daftar.nama", 28), ("Pangkat", "daftar.pangkat", 16),
        ("Jabatan", "daftar.jabatan", 28), ("Unit kerja", "daftar.unit", 28), ("Kompetensi", "daftar.kompetensi", 30),
        ("Dipersyaratkan", "daftar.dipersyaratkan", 14), ("Dimiliki", "daftar.dimiliki", 13),
        ("Kesenjangan", "daftar.kesenjangan", 12), ("Predikat kinerja", "daftar.predikat", 16),
        ("Usulan pembelajaran", "daftar.usulan", 32), ("Bentuk", "daftar.bentuk", 18), ("Alasan", "daftar.alasan", 34),
        ("Prioritas", "daftar.prioritas", 10), ("Disepakati", "daftar.disepakati", 12), ("Atasan", "daftar.atasan", 26),
    )),
    Sheet("Bukan pelatihan", ("bukan_pelatihan",), (
        ("NIP", "bukan_pelatihan.nip", 21), ("Nama", "bukan_pelatihan.nama", 28),
        ("Yang dibahas", "bukan_pelatihan.hal", 32), ("Penyebab", "bukan_pelatihan.penyebab", 18),
        ("Penjelasan", "bukan_pelatihan.alasan", 50), ("Tanggal", "bukan_pelatihan.tanggal", 12),
    )),
)  # fmt: skip
