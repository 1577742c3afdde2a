"""F2: the verification of one office's inventory, by competency or training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from django.utils.translation import gettext_lazy as _

from betang.ui.documents.official.blocks import (
    Column,
    Facts,
    Group,
    Layout,
    Letterhead,
    Sheet,
    Signatures,
    Table,
    Text,
    Title,
)
from betang.ui.documents.official.contents.common import Paper, Signature
from betang.ui.documents.official.fields import Said

Check = Literal["fits", "fails"]
CHECKS: Final = {"fits": "Sesuai", "fails": "Tidak sesuai"}
Result = Literal["accepted", "returned", "rejected"]
RESULTS: Final = {"accepted": "Diterima", "returned": "Dikembalikan", "rejected": "Ditolak"}
UNCHECKED: Final = "belum diperiksa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A person's need as it was verified. A check that is None was not made yet."""

    nip: Annotated[
        str, Said("nip", _("NIP pegawai; kosong bila diusulkan menurut jumlah"), "198503172010012005", unknown="")
    ] = ""
    name: Annotated[str, Said("nama", _("Nama pegawai, atau jumlah orang yang diusulkan"), "Ani Lestari")] = ""
    post: Annotated[str, Said("jabatan", _("Jabatan"), "Perawat Ahli Muda")] = ""
    data: Annotated[Check | None, Said("data", _("Pemeriksaan data"), "fits", words=CHECKS, unknown=UNCHECKED)] = None
    duplicate: Annotated[
        Check | None,
        Said("ganda", _("Pemeriksaan usulan ganda"), "fits", words=CHECKS, unknown=UNCHECKED),
    ] = None
    relevance: Annotated[
        Check | None,
        Said("relevan", _("Pemeriksaan keterkaitan dengan sasaran"), "fits", words=CHECKS, unknown=UNCHECKED),
    ] = None
    hours: Annotated[
        str, Said("jam", _("Keadaan jam pelajaran (JP) tahun berjalan"), "12 dari 20 JP", unknown=UNCHECKED)
    ] = ""
    result: Annotated[
        Result | None, Said("hasil", _("Hasil verifikasi"), "accepted", words=RESULTS, unknown="Belum diputus")
    ] = None
    note: Annotated[str, Said("catatan", _("Catatan atau alasan"), "Bukti hasil uji dilampirkan")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedGroup:
    """The needs of an office that ask for one competency or training."""

    competency: Annotated[str, Said("kompetensi", _("Kompetensi"), "Komunikasi (M.03)")]
    learning: Annotated[str, Said("pelatihan", _("Pelatihan yang diusulkan"), "Komunikasi efektif")] = ""
    people: Annotated[tuple[Checked, ...], Said("pegawai", _("Pegawai dalam kelompok ini"))] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification(Paper):
    """The verification of one office for one year."""

    office: Annotated[str, Said("perangkat_daerah", _("Nama perangkat daerah"), "Dinas Kesehatan")]
    received: Annotated[int, Said("diajukan", _("Jumlah kebutuhan yang diajukan"), 120)]
    accepted: Annotated[int, Said("diterima", _("Jumlah yang diterima"), 100)]
    returned: Annotated[int, Said("dikembalikan", _("Jumlah yang dikembalikan"), 15)]
    rejected: Annotated[int, Said("ditolak", _("Jumlah yang ditolak"), 5)]
    open: Annotated[int, Said("belum", _("Jumlah yang belum diputus"), 0)] = 0
    groups: Annotated[tuple[CheckedGroup, ...], Said("kelompok", _("Kebutuhan menurut kompetensi atau pelatihan"))] = ()
    left: Annotated[Signature | None, Said("mengetahui", _("Penanda tangan sebelah kiri, boleh tidak ada"))] = None
    right: Annotated[Signature | None, Said("penanda_tangan", _("Penanda tangan sebelah kanan"))] = None


_RESULT: Final = (
    "{{ diajukan }} diajukan: {{ diterima }} diterima, {{ dikembalikan }} dikembalikan, {{ ditolak }} ditolak, "
    "{{ belum }} belum diputus"
)
_NOTE: Final = (
    "Susunan kolom formulir ini usulan Betang menurut tahap verifikasi Peraturan LAN Nomor 10 Tahun 2018; bentuk "
    "resminya belum ditemukan di sumber umum."
)

LAYOUT: Final = Layout(
    lying=True,
    foot="Formulir F2 · {{ perangkat_daerah }} · Tahun {{ tahun }} · Data per {{ dicetak }}",
    blocks=(
        Letterhead(),
        Title(("VERIFIKASI KEBUTUHAN PENGEMBANGAN KOMPETENSI (F2)", "TAHUN {{ tahun }}")),
        Facts((
            ("Instansi", "{{ instansi }}"),
            ("Perangkat daerah", "{{ perangkat_daerah }}"),
            ("Hasil", _RESULT),
        )),
        Table(
            "k.pegawai", "b", size=8,
            group=Group("kelompok", "k", "{{ k.kompetensi }} · {{ k.pelatihan }} · {{ k.pegawai|length }} kebutuhan"),
            columns=(
                Column("No.", "{{ loop.index }}", 0.7, "center"),
                Column("Nama dan NIP", "{{ b.nama }}{% if b.nip %}\n{{ b.nip }}{% endif %}", 3.6),
                Column("Jabatan", "{{ b.jabatan }}", 3.2),
                Column("Data", "{{ b.data }}", 1.8, "center"),
                Column("Usulan ganda", "{{ b.ganda }}", 1.8, "center"),
                Column("Keterkaitan sasaran", "{{ b.relevan }}", 1.9, "center"),
                Column("Jam pelajaran", "{{ b.jam }}", 1.9, "center"),
                Column("Hasil", "{{ b.hasil }}", 2.2, "center"),
                Column("Catatan", "{{ b.catatan }}", 4.4),
            ),
        ),
        Text(_NOTE, small=True),
        Signatures(("mengetahui", "penanda_tangan")),
    ),
)  # fmt: skip

SHEETS: Final = (
    Sheet("Verifikasi", ("kelompok", "pegawai"), (
        ("Kompetensi", "kelompok.kompetensi", 30), ("Pelatihan", "kelompok.pelatihan", 32),
        ("NIP", "pegawai.nip", 21), ("Nama", "pegawai.nama", 28), ("Jabatan", "pegawai.jabatan", 28),
        ("Data", "pegawai.data", 15), ("Usulan ganda", "pegawai.ganda", 15),
        ("Keterkaitan sasaran", "pegawai.relevan", 18), ("Jam pelajaran", "pegawai.jam", 16),
        ("Hasil", "pegawai.hasil", 14), ("Catatan", "pegawai.catatan", 40),
    )),
)  # fmt: skip
