"""Minutes (berita acara) of a verification, a validation, a coordination meeting: what was agreed, what stays open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal

from django.utils.translation import gettext_lazy as _

from betang.ui.documents.official.blocks import (
    Column,
    Heading,
    Layout,
    Letterhead,
    Only,
    Page,
    Sheet,
    Table,
    Text,
    Title,
)
from betang.ui.documents.official.contents.common import SHORT_DOTS, Paper
from betang.ui.documents.official.fields import Said

Outcome = Literal["agreed", "open"]
OUTCOMES: Final = {"agreed": "Disepakati", "open": "Belum disepakati"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one office or government sent, and what became of it."""

    name: Annotated[str, Said("nama", _("Nama perangkat daerah atau pemerintah"), "Dinas Kesehatan")]
    received: Annotated[int, Said("diajukan", _("Jumlah yang diajukan"), 120)]
    accepted: Annotated[int, Said("diterima", _("Jumlah yang diterima"), 100)]
    returned: Annotated[int, Said("dikembalikan", _("Jumlah yang dikembalikan"), 15)]
    rejected: Annotated[int, Said("ditolak", _("Jumlah yang ditolak"), 5)]
    open: Annotated[int, Said("belum", _("Jumlah yang belum diputus"), 0)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A subject with its outcome. `reason` says why it stays open; `who` does what is left, by `by_when`."""

    subject: Annotated[str, Said("pokok", _("Pokok bahasan"), "Judul pelatihan komunikasi disamakan")]
    outcome: Annotated[Outcome, Said("keadaan", _("Disepakati atau belum"), "agreed", words=OUTCOMES)]
    text: Annotated[str, Said("keputusan", _("Apa yang diputuskan atau ditinggalkan"), "Satu judul untuk semua")] = ""
    reason: Annotated[str, Said("alasan", _("Alasan bila belum disepakati"), "Menunggu pagu", unknown="")] = ""
    against: Annotated[
        str, Said("belum_setuju", _("Siapa yang belum setuju, dan mengapa"), "Contoh: jadwalnya bentrok", unknown="")
    ] = ""
    who: Annotated[str, Said("penanggung_jawab", _("Siapa yang menindaklanjuti"), "BPSDM Provinsi")] = ""
    by_when: Annotated[date | None, Said("tenggat", _("Batas waktu tindak lanjut"), date(2026, 12, 15))] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendant:
    """One who was there."""

    name: Annotated[str, Said("nama", _("Nama"), "Budi Santoso", unknown="")]
    post: Annotated[str, Said("jabatan", _("Jabatan"), "Kepala Bidang Pengembangan", unknown="")] = ""
    agency: Annotated[str, Said("instansi", _("Instansi atau perangkat daerah"), "BKPSDM Contoh")] = ""
    how: Annotated[str, Said("cara", _("Hadir di tempat atau daring"), "Di tempat")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Paper):
    """The minutes of a verification, a validation or a coordination meeting."""

    number: Annotated[str, Said("nomor", _("Nomor berita acara"), "800/123/BKPSDM/2026", unknown="." * 40)] = ""
    held: Annotated[
        date | None,
        Said(
            "hari",
            _("Hari dan tanggal rapat, ditulis dengan kata"),
            date(2026, 11, 24),
            unknown=f"{SHORT_DOTS} tanggal {SHORT_DOTS}",
            spoken=True,
        ),
    ] = None
    hours: Annotated[str, Said("jam", _("Jam mulai sampai selesai"), "09.00 sampai 12.30 WIB", unknown="")] = ""
    place: Annotated[str, Said("tempat", _("Tempat rapat"), "Aula Kantor Bupati", unknown=SHORT_DOTS)] = ""
    topic: Annotated[
        str, Said("tentang", _("Apa yang dibahas, kelanjutan judul"), "Kebutuhan pengembangan kompetensi")
    ] = ""
    chair: Annotated[str, Said("pimpinan", _("Pimpinan rapat"), "Sekretaris Daerah", unknown=SHORT_DOTS)] = ""
    basis: Annotated[tuple[str, ...], Said("dasar", _("Dasar rapat"), "Peraturan LAN Nomor 10 Tahun 2018")] = ()
    tallies: Annotated[tuple[Tally, ...], Said("rekap", _("Rekapitulasi per perangkat daerah atau pemerintah"))] = ()
    items: Annotated[tuple[Item, ...], Said("butir", _("Pokok bahasan dengan hasilnya"))] = ()
    attendance: Annotated[tuple[Attendant, ...], Said("hadir", _("Daftar hadir"))] = ()
    absent: Annotated[
        str,
        Said("tidak_hadir", _("Pemerintah yang tidak tercatat hadir"), "Kabupaten Contoh, Kota Contoh", unknown=""),
    ] = ""
    signatories: Annotated[tuple[Attendant, ...], Said("penanda_tangan", _("Yang menandatangani"))] = ()


def _layout(act: str, done: str, of_whom: str) -> Layout:
    """The minutes of `act`; `done` tells in the opening what was done, `of_whom` heads the tallies."""
    return Layout(
        foot=f"Berita acara {act.lower()} · {{{{ instansi }}}} · {{{{ dicetak }}}}",
        blocks=(
            Letterhead(),
            Title(("BERITA ACARA", act.upper(), "{{ tentang|upper }}", "TAHUN {{ tahun }}")),
            Text("Nomor: {{ nomor }}", align="center"),
            Text(
                f"Pada hari ini, {{{{ hari }}}}{{% if jam %}}, pukul {{{{ jam }}}}{{% endif %}}, bertempat di "
                f"{{{{ tempat }}}}, telah dilaksanakan {done}, dipimpin oleh {{{{ pimpinan }}}}, dihadiri "
                f"{{% if hadir %}}{{{{ hadir|length }}}}{{% else %}}{SHORT_DOTS}{{% endif %}} orang sebagaimana daftar "
                "hadir, dengan hasil sebagai berikut.",
                space=2,
            ),
            Only("dasar", (Heading("Dasar"), *_points("dasar"))),
            Only("rekap", (Heading(f"Rekapitulasi per {of_whom}"), _tallies(of_whom))),
            Heading("Pokok bahasan dan hasil"),
            _items(),
            Text(
                "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.", space=2
            ),
            Heading("Yang menandatangani"),
            _people("penanda_tangan", signed=True),
            Only("hadir", (
                Page(lying=False),
                Heading("DAFTAR HADIR", centred=True),
                Text("{{ tentang }}\n{{ hari }}", align="center"),
                _people("hadir", signed=False),
            )),
            Only("tidak_hadir", (Text("Tidak tercatat hadir: {{ tidak_hadir }}.", space=1),)),
        ),
    )  # fmt: skip


def _points(over: str) -> tuple[Table, ...]:
    columns = (Column("No.", "{{ loop.index }}", 0.6, "center"), Column("Dasar", "{{ b }}", 12))
    return (Table(over, "b", columns=columns),)


def _tallies(of_whom: str) -> Table:
    return Table("rekap", "b", size=9, columns=(
        Column("No.", "{{ loop.index }}", 0.7, "center"),
        Column(of_whom[0].upper() + of_whom[1:], "{{ b.nama }}", 4.4),
        Column("Diajukan", "{{ b.diajukan }}", 1.5, "right"),
        Column("Diterima", "{{ b.diterima }}", 1.5, "right"),
        Column("Dikembalikan", "{{ b.dikembalikan }}", 2.2, "right"),
        Column("Ditolak", "{{ b.ditolak }}", 1.3, "right"),
        Column("Belum diputus", "{{ b.belum }}", 1.3, "right"),
    ))  # fmt: skip


def _items() -> Table:
    return Table("butir", "b", size=9, columns=(
        Column("No.", "{{ loop.index }}", 0.7, "center"),
        Column("Pokok bahasan", "{{ b.pokok }}", 3.4),
        Column("Keadaan", "{{ b.keadaan }}", 2.1),
        Column("Hasil", (
            "{{ b.keputusan }}{% if b.alasan %}\nAlasan: {{ b.alasan }}{% endif %}"
            "{% if b.belum_setuju %}\nBelum setuju: {{ b.belum_setuju }}{% endif %}"
        ), 5),
        Column("Penanggung jawab", "{{ b.penanggung_jawab }}", 2.5),
        Column("Tenggat", "{{ b.tenggat }}", 2),
    ))  # fmt: skip


def _people(over: str, *, signed: bool) -> Table:
    who = (
        Column("No.", "{{ loop.index }}", 0.7, "center"),
        Column("Nama", "{{ b.nama }}", 4),
        Column("Jabatan", "{{ b.jabatan }}", 4),
        Column("Instansi", "{{ b.instansi }}", 3.4),
    )
    last = Column("Tanda tangan", "\n{{ loop.index }}. " + "." * 18, 3.2) if signed else Column(
        "Kehadiran", "{{ b.cara }}", 2
    )  # fmt: skip
    return Table(over, "b", size=9.5, columns=(*who, last))


VERIFIED: Final = _layout(
    "Verifikasi", "verifikasi atas inventarisasi kebutuhan pengembangan kompetensi", "perangkat daerah"
)
VALIDATED: Final = _layout(
    "Validasi", "validasi atas kebutuhan pengembangan kompetensi yang telah diverifikasi", "perangkat daerah"
)
MET: Final = _layout(
    "Rapat koordinasi", "rapat koordinasi penyelarasan kebutuhan pengembangan kompetensi", "pemerintah daerah"
)

SHEETS: Final = (
    Sheet("Hasil", ("butir",), (
        ("Pokok bahasan", "butir.pokok", 36), ("Keadaan", "butir.keadaan", 18), ("Hasil", "butir.keputusan", 50),
        ("Alasan", "butir.alasan", 36), ("Belum setuju", "butir.belum_setuju", 36),
        ("Penanggung jawab", "butir.penanggung_jawab", 28),
        ("Tenggat", "butir.tenggat", 13),
    )),
    Sheet("Rekapitulasi", ("rekap",), (
        ("Nama", "rekap.nama", 40), ("Diajukan", "rekap.diajukan", 11), ("Diterima", "rekap.diterima", 11),
        ("Dikembalikan", "rekap.dikembalikan", 13), ("Ditolak", "rekap.ditolak", 11),
        ("Belum diputus", "rekap.belum", 13),
    )),
    Sheet("Daftar hadir", ("hadir",), (
        ("Nama", "hadir.nama", 30), ("Jabatan", "hadir.jabatan", 34), ("Instansi", "hadir.instansi", 34),
        ("Kehadiran", "hadir.cara", 14),
    )),
)  # fmt: skip
