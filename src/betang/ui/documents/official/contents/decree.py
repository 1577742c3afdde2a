"""The decree of the PPK on the plan, its annex holding the seven items of PP 11/2017 article 207(3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from django.utils.translation import gettext_lazy as _

from betang.ui.documents.official.blocks import (
    Clause,
    Column,
    Heading,
    Layout,
    Only,
    Page,
    Sheet,
    Signatures,
    Table,
    Text,
    Title,
)
from betang.ui.documents.official.contents.common import DOTS, SHORT_DOTS, Paper, Signature
from betang.ui.documents.official.fields import Said

CONSIDERING: Final = (
    (
        "bahwa untuk meningkatkan mutu pelayanan dan mencapai sasaran pembangunan daerah, setiap pegawai perlu "
        "mengembangkan kompetensi menurut kesenjangan kompetensi dan kesenjangan kinerja;"
    ),
    "bahwa kebutuhan pengembangan kompetensi telah diinventarisasi, diverifikasi, dan divalidasi;",
    (
        "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b, perlu menetapkan keputusan "
        "tentang rencana pengembangan kompetensi;"
    ),
)
"""Points to begin with, when an office has none of its own."""
RECALLING: Final = (
    "Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara;",
    (
        "Peraturan Pemerintah Nomor 11 Tahun 2017 tentang Manajemen Pegawai Negeri Sipil sebagaimana telah diubah "
        "dengan Peraturan Pemerintah Nomor 17 Tahun 2020;"
    ),
    "Peraturan Lembaga Administrasi Negara Nomor 10 Tahun 2018 tentang Pengembangan Kompetensi Pegawai Negeri Sipil;",
)
"""Rules as they were known on 24 November 2026; the office that signs answers for the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One line of the annex: a to g of article 207(3), with the training and its hours besides."""

    competency: Annotated[str, Said("kompetensi", _("a. Jenis kompetensi"), "Manajerial: Komunikasi (M.03)")]
    training: Annotated[str, Said("pelatihan", _("Nama pelatihan"), "Komunikasi efektif")] = ""
    people: Annotated[int | None, Said("jumlah", _("b. Jumlah PNS sasaran"), 40)] = None
    target: Annotated[str, Said("sasaran", _("b. PNS yang menjadi sasaran"), "Perawat dan bidan ahli muda")] = ""
    kind: Annotated[str, Said("bentuk", _("c. Bentuk pengembangan"), "Pelatihan klasikal")] = ""
    channel: Annotated[str, Said("jalur", _("c. Jalur pengembangan"), "Tatap muka")] = ""
    organiser: Annotated[str, Said("penyelenggara", _("d. Penyelenggara"), "BPSDM Provinsi Contoh")] = ""
    schedule: Annotated[str, Said("jadwal", _("e. Jadwal atau waktu"), "Maret 2027")] = ""
    curriculum: Annotated[
        str, Said("kurikulum", _("f. Kesesuaian dengan standar kurikulum instansi pembina"), "Sesuai, LAN")
    ] = ""
    hours: Annotated[int | None, Said("jp", _("Jam pelajaran (JP)"), 24)] = None
    money: Annotated[int | None, Said("anggaran", _("g. Anggaran"), 60_000_000, money=True)] = None
    source: Annotated[str, Said("sumber", _("g. Sumber dana"), "APBD")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decree(Paper):
    """The decree with its annex. `ppk` is the post of who decides, as the head of a decree writes it."""

    ppk: Annotated[str, Said("ppk", _("Jabatan yang menetapkan"), "Bupati Contoh")]
    province: Annotated[str, Said("provinsi", _("Baris provinsi di bawah jabatan"), "Provinsi Contoh", unknown="")] = ""
    number: Annotated[str, Said("nomor", _("Nomor keputusan"), "188.45/321/2026", unknown=DOTS)] = ""
    about: Annotated[
        str, Said("tentang", _("Judul keputusan"), "Rencana pengembangan kompetensi pegawai negeri sipil")
    ] = "Rencana pengembangan kompetensi pegawai negeri sipil"
    considering: Annotated[tuple[str, ...], Said("menimbang", _("Pertimbangan"), "bahwa ...;")] = CONSIDERING
    recalling: Annotated[tuple[str, ...], Said("mengingat", _("Dasar hukum"), "Undang-Undang ...;")] = RECALLING
    noting: Annotated[
        tuple[str, ...], Said("memperhatikan", _("Yang diperhatikan, misalnya berita acara"), "Berita acara ...;")
    ] = ()
    points: Annotated[tuple[str, ...], Said("diktum", _("Isi keputusan: KESATU, KEDUA, dan seterusnya"), "...")] = ()
    place: Annotated[str, Said("tempat", _("Tempat penetapan"), "Kota Contoh", unknown=SHORT_DOTS)] = ""
    day: Annotated[date | None, Said("tanggal", _("Tanggal penetapan"), date(2026, 12, 28), unknown=SHORT_DOTS)] = None
    signed_by: Annotated[Signature | None, Said("penanda_tangan", _("Yang menandatangani"))] = None
    copies: Annotated[tuple[str, ...], Said("tembusan", _("Tembusan"), "Kepala LAN di Jakarta;")] = ()
    lines: Annotated[tuple[PlanLine, ...], Said("rencana", _("Rencana, satu baris satu pelatihan"))] = ()
    people: Annotated[int | None, Said("jumlah_sasaran", _("Jumlah seluruh sasaran"), 80)] = None
    hours: Annotated[int | None, Said("jumlah_jp", _("Jumlah seluruh JP"), 48)] = None
    money: Annotated[int | None, Said("jumlah_anggaran", _("Jumlah seluruh anggaran"), 120_000_000, money=True)] = None


_NOTE: Final = (
    "Huruf a sampai dengan g mengikuti pasal 207 ayat (3) PP Nomor 11 Tahun 2017 sebagaimana diubah dengan PP Nomor 17 "
    "Tahun 2020. Kolom bertanda * usulan Betang."
)
_ENACTED: Final = "Ditetapkan di {{ tempat }}\npada tanggal {{ tanggal }}"

LAYOUT: Final = Layout(
    font="Bookman Old Style",
    foot="",
    blocks=(
        Text("", space=18),
        Title((
            "{{ ppk|upper }}", "{{ provinsi|upper }}", "",
            "KEPUTUSAN {{ ppk|upper }}", "NOMOR {{ nomor }}", "",
            "TENTANG", "",
            "{{ tentang|upper }}", "TAHUN {{ tahun }}", "",
            "{{ ppk|upper }},",
        )),
        Clause("Menimbang", "{{ b }}", over="menimbang", each="b", count="{{ loop.index|huruf }}."),
        Clause("Mengingat", "{{ b }}", over="mengingat", each="b", count="{{ loop.index }}."),
        Only("memperhatikan", (
            Clause("Memperhatikan", "{{ b }}", over="memperhatikan", each="b", count="{{ loop.index }}."),
        )),
        Heading("MEMUTUSKAN:", centred=True),
        Clause("Menetapkan", "KEPUTUSAN {{ ppk|upper }} TENTANG {{ tentang|upper }} TAHUN {{ tahun }}."),
        Clause("{{ loop.index|urutan }}", "{{ b }}", over="diktum", each="b", labels=True),
        Signatures(("", "penanda_tangan"), lead=_ENACTED),
        Only("tembusan", (
            Text("Tembusan disampaikan kepada Yth.:", align="left", space=4),
            Clause("", "{{ b }}", over="tembusan", each="b", count="{{ loop.index }}."),
        )),
        Page(lying=True),
        Text(
            "LAMPIRAN\nKEPUTUSAN {{ ppk|upper }}\nNOMOR {{ nomor }}\nTENTANG {{ tentang|upper }} TAHUN {{ tahun }}",
            align="left", indent=150, small=True,
        ),
        Heading("{{ tentang|upper }} TAHUN {{ tahun }}", centred=True),
        Table("rencana", "b", size=8, columns=(
            Column("No.", "{{ loop.index }}", 0.7, "center"),
            Column("a. Jenis kompetensi", "{{ b.kompetensi }}", 3),
            Column("Pelatihan", "{{ b.pelatihan }}", 3, ours=True),
            Column("b. PNS sasaran", "{{ b.jumlah }} orang: {{ b.sasaran }}", 3),
            Column("c. Bentuk dan jalur", "{{ b.bentuk }}, {{ b.jalur }}", 2.4),
            Column("d. Penyelenggara", "{{ b.penyelenggara }}", 2.6),
            Column("e. Jadwal", "{{ b.jadwal }}", 1.9),
            Column("f. Kesesuaian kurikulum instansi pembina", "{{ b.kurikulum }}", 2.6),
            Column("JP", "{{ b.jp }}", 0.9, "right", ours=True),
            Column("g. Anggaran", "{{ b.anggaran }}", 2.5, "right"),
            Column("Sumber dana", "{{ b.sumber }}", 1.6),
        ), total=(
            "", "Jumlah", "", "{{ jumlah_sasaran }} orang", "", "", "", "", "{{ jumlah_jp }}", "{{ jumlah_anggaran }}",
            "",
        )),
        Text(_NOTE, small=True),
        Signatures(("", "penanda_tangan"), lead=_ENACTED),
    ),
)  # fmt: skip

SHEETS: Final = (
    Sheet("Rencana", ("rencana",), (
        ("a. Jenis kompetensi", "rencana.kompetensi", 32), ("Pelatihan*", "rencana.pelatihan", 34),
        ("b. Jumlah PNS sasaran", "rencana.jumlah", 11), ("b. PNS sasaran", "rencana.sasaran", 36),
        ("c. Bentuk", "rencana.bentuk", 22), ("c. Jalur", "rencana.jalur", 16),
        ("d. Penyelenggara", "rencana.penyelenggara", 28), ("e. Jadwal", "rencana.jadwal", 16),
        ("f. Kesesuaian kurikulum instansi pembina", "rencana.kurikulum", 30), ("JP*", "rencana.jp", 8),
        ("g. Anggaran", "rencana.anggaran", 17), ("g. Sumber dana", "rencana.sumber", 14),
    )),
)  # fmt: skip
