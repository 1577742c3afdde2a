"""The development plan of one person: what their post asks, what they show, what they will learn, and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

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
from betang.ui.documents.official.contents.inventory import PRIORITIES, UNMEASURED, Priority
from betang.ui.documents.official.fields import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the person will learn, for which competency. `state` in words: 'disepakati', 'masuk rencana'."""

    competency: Annotated[str, Said("kompetensi", _("Kompetensi atau capaian kinerja"), "Komunikasi (M.03)")]
    required: Annotated[int | None, Said("dipersyaratkan", _("Tingkat yang dipersyaratkan jabatan"), 3)] = None
    held: Annotated[int | None, Said("dimiliki", _("Tingkat yang dimiliki"), 2, unknown=UNMEASURED)] = None
    learning: Annotated[str, Said("pembelajaran", _("Apa yang dipelajari"), "Komunikasi efektif")] = ""
    way: Annotated[str, Said("bentuk", _("Bentuk dan jalur"), "Coaching")] = ""
    when: Annotated[str, Said("waktu", _("Waktu pelaksanaan"), "Maret 2027")] = ""
    hours: Annotated[int | None, Said("jp", _("Jam pelajaran (JP)"), 4)] = None
    priority: Annotated[Priority | None, Said("prioritas", _("Prioritas menurut atasan"), "high", words=PRIORITIES)] = (
        None
    )
    state: Annotated[str, Said("keadaan", _("Keadaan kebutuhan ini"), "Disepakati")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalPlan(Paper):
    """The plan of one person for one year, agreed with their superior."""

    name: Annotated[str, Said("nama", _("Nama pegawai"), "Ani Lestari")]
    nip: Annotated[str, Said("nip", _("NIP pegawai"), "198503172010012005")]
    rank: Annotated[str, Said("pangkat", _("Pangkat dan golongan ruang"), "Penata, III/c")] = ""
    post: Annotated[str, Said("jabatan", _("Jabatan"), "Perawat Ahli Muda")] = ""
    next_post: Annotated[
        str, Said("jabatan_berikut", _("Jabatan yang dituju, boleh kosong"), "Perawat Ahli Madya", unknown="")
    ] = ""
    unit: Annotated[str, Said("unit", _("Unit kerja"), "Puskesmas Contoh")] = ""
    superior: Annotated[str, Said("atasan", _("Nama dan jabatan atasan langsung"), "Budi Santoso")] = ""
    predicate: Annotated[str, Said("predikat", _("Predikat kinerja terakhir dan tahunnya"), "Baik (2025)")] = ""
    hours: Annotated[str, Said("jam", _("Jam pelajaran yang sudah ditempuh dan haknya"), "12 dari 20 JP")] = ""
    aims: Annotated[
        tuple[str, ...], Said("sasaran", _("Sasaran unit yang didukung"), "Indeks kepuasan masyarakat 85 pada 2027")
    ] = ()
    steps: Annotated[tuple[Step, ...], Said("langkah", _("Yang akan dipelajari, satu baris satu kebutuhan"))] = ()
    note: Annotated[str, Said("catatan", _("Catatan dialog"), "Dibahas lagi pada Juni", unknown="")] = ""
    agreed_on: Annotated[
        date | None, Said("disepakati", _("Tanggal kesepakatan"), date(2026, 3, 12), unknown="belum disepakati")
    ] = None
    left: Annotated[Signature | None, Said("pihak_atasan", _("Atasan yang menandatangani"))] = None
    right: Annotated[Signature | None, Said("pihak_pegawai", _("Pegawai yang menandatangani"))] = None


_NOTE: Final = (
    "Susunan rencana ini usulan Betang. Tingkat: 1 paham, 2 dasar, 3 menengah, 4 mumpuni, 5 ahli. Belum diukur bukan "
    "berarti tidak mampu. Pegawai dapat meminta perbaikan atas data yang keliru."
)

LAYOUT: Final = Layout(
    foot="Rencana pengembangan · {{ nama }} · Tahun {{ tahun }} · Data per {{ dicetak }}",
    blocks=(
        Letterhead(),
        Title(("RENCANA PENGEMBANGAN KOMPETENSI PEGAWAI", "TAHUN {{ tahun }}")),
        Heading("A. Pegawai"),
        Facts((
            ("Nama", "{{ nama }}"),
            ("NIP", "{{ nip }}"),
            ("Pangkat", "{{ pangkat }}"),
            ("Jabatan", "{{ jabatan }}{% if jabatan_berikut %}, menuju {{ jabatan_berikut }}{% endif %}"),
            ("Unit kerja", "{{ unit }}"),
            ("Atasan langsung", "{{ atasan }}"),
            ("Predikat kinerja", "{{ predikat }}"),
            ("Jam pelajaran", "{{ jam }}"),
        )),
        Only("sasaran", (
            Heading("B. Sasaran unit yang didukung"),
            Table("sasaran", "b", columns=(
                Column("No.", "{{ loop.index }}", 0.6, "center"), Column("Sasaran dan indikator", "{{ b }}", 12),
            )),
        )),
        Heading("{% if sasaran %}C{% else %}B{% endif %}. Yang dipelajari"),
        Table("langkah", "b", size=8.5, columns=(
            Column("No.", "{{ loop.index }}", 0.9, "center"),
            Column("Kompetensi", "{{ b.kompetensi }}", 3.1),
            Column("Tingkat syarat", "{{ b.dipersyaratkan }}", 1.7, "center"),
            Column("Tingkat dimiliki", "{{ b.dimiliki }}", 1.7, "center"),
            Column("Pembelajaran", "{{ b.pembelajaran }}", 3.1),
            Column("Bentuk", "{{ b.bentuk }}", 2.1),
            Column("Waktu", "{{ b.waktu }}", 2.1),
            Column("JP", "{{ b.jp }}", 0.9, "right"),
            Column("Prioritas", "{{ b.prioritas }}", 1.9),
            Column("Keadaan", "{{ b.keadaan }}", 2),
        )),
        Only("catatan", (Text("Catatan: {{ catatan }}"),)),
        Heading("{% if sasaran %}D{% else %}C{% endif %}. Kesepakatan"),
        Text("Disepakati pegawai dan atasan langsung pada: {{ disepakati }}."),
        Signatures(("pihak_atasan", "pihak_pegawai")),
        Text(_NOTE, small=True, space=4),
    ),
)  # fmt: skip

SHEETS: Final = (
    Sheet("Rencana", ("langkah",), (
        ("Kompetensi", "langkah.kompetensi", 32), ("Dipersyaratkan", "langkah.dipersyaratkan", 14),
        ("Dimiliki", "langkah.dimiliki", 13), ("Pembelajaran", "langkah.pembelajaran", 36),
        ("Bentuk", "langkah.bentuk", 20), ("Waktu", "langkah.waktu", 16), ("JP", "langkah.jp", 8),
        ("Prioritas", "langkah.prioritas", 11), ("Keadaan", "langkah.keadaan", 18),
    )),
)  # fmt: skip
