"""A meeting for the demo: prepared by BPSDM, with an agenda such a meeting has."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from betang.agencies.viewers import Viewer
from betang.meeting.actions.items import NewItem, add_items
from betang.meeting.actions.meetings import Terms, prepare_meeting
from betang.meeting.models import Meeting

KEY: Final = UUID("5a3b6c1e-0d4f-4c52-9a53-0f6a3d2b9e10")
_AGENDA: Final = (
    NewItem(
        "class",
        "Satu kelas bersama Manajemen Keuangan Daerah bagi pengelola keuangan perangkat daerah",
        (
            "Diusulkan oleh lebih dari separuh pemerintah, masing-masing terlalu sedikit untuk satu kelas sendiri.",
            "BPSDM menyediakan pengajar dan asrama; perjalanan ditanggung pemerintah pengirim.",
        ),
        subject="demo/keuangan",
    ),
    NewItem(
        "title",
        "Judul Diklat PIM III dan PKA dibaca sebagai Pelatihan Kepemimpinan Administrator",
        ("Nama lama tetap disimpan sebagai nama lain, supaya usulan yang memakainya tidak hilang.",),
        subject="demo/pka",
    ),
    NewItem(
        "target",
        "Kompetensi gizi masyarakat dikaitkan dengan sasaran penurunan stunting RPJMD provinsi",
        (
            "Ukuran: prevalensi stunting; pemilik indikator: Dinas Kesehatan.",
            "Ditinjau lagi setelah satu tahun anggaran.",
        ),
        subject="demo/stunting",
    ),
    NewItem(
        "class",
        "Kelas dasar ASN bagi CPNS dibagi menurut wilayah sungai agar biaya perjalanan turun",
        ("Dua tempat diusulkan: Palangka Raya dan Sampit.",),
        subject="demo/latsar",
    ),
    NewItem(
        "free",
        "Tanggal kirim usulan tahun berikutnya bagi perangkat daerah",
        ("Usulan: paling lambat akhir Februari, supaya verifikasi selesai sebelum Musrenbang.",),
        subject="demo/tanggal",
    ),
)


@transaction.atomic
def make_demo_meeting(*, year: int, day: date, agency: str, by: Viewer | None) -> Meeting:
    """One prepared meeting on the needs of the `year`, with one item of the government `agency`.

    Made again, it is the same meeting.
    """
    terms = Terms(
        year=year,
        title=f"Rapat koordinasi kebutuhan pengembangan kompetensi {year}",
        day=day,
        chair="Kepala BPSDM Provinsi",
        place="Aula BPSDM, Palangka Raya",
    )
    meeting = prepare_meeting(key=KEY, terms=terms, by=by)
    own = NewItem(
        "free",
        "Pendampingan pengisian buku kerja dialog bagi perangkat daerah yang baru pertama kali mengusulkan",
        ("BPSDM membantu dari jauh selama dua minggu.",),
        agency=agency,
        subject="demo/pendampingan",
    )
    add_items(meeting=meeting, items=[*_AGENDA, own], by=by)
    return meeting
