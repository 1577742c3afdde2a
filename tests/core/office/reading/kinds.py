"""Kinds of office files for the tests of reading: small ones, and two that look alike."""

from __future__ import annotations

from betang.core.office.desk import Desk
from betang.core.office.spec import Field, OfficeKind, Part


def _nothing(desk: Desk) -> None:
    """These kinds are looked for and not read."""


def kind(name: str, *parts: Part) -> OfficeKind:
    return OfficeKind(name, name, name, "", 10, parts, _nothing, ())


NO = Field("no", "No")
NIP = Field("nip", "NIP", ("NIP Baru", "NIP Calon Peserta"), required=True, holds="nip")
NAME = Field("name", "Nama", ("Nama Pegawai",))
UNIT = Field("unit", "Perangkat Daerah", ("OPD", "Unit Kerja", "NamaUnor", "UNOR NAMA"))

PEOPLE = kind("people", Part("people", "Pegawai", (NO, NIP, NAME, UNIT, Field("born", "Tanggal Lahir", holds="day"))))
TRAININGS = kind(
    "trainings",
    Part(
        "trainings",
        "Riwayat",
        (NO, NIP, NAME, Field("title", "Nama Diklat", ("Nama Pelatihan",), required=True), Field("hours", "JP")),
    ),
)
CERTIFICATES = kind(
    "certificates",
    Part(
        "certificates",
        "Sertifikat",
        (
            NO,
            NIP,
            NAME,
            Field("competency", "Kompetensi", required=True),
            Field("level", "Level"),
            Field("until", "Berlaku Sampai"),
        ),
    ),
)
ASSESSMENTS = kind(
    "assessments",
    Part(
        "wide",
        "Rekap",
        (NO, NIP, NAME, UNIT, Field("day", "Tanggal Penilaian", required=True), Field("level", "Capaian")),
        wide=True,
    ),
)
CATALOGUE = kind(
    "catalogue",
    Part(
        "programs",
        "Katalog",
        (
            Field("code", "Kode Program", required=True, holds="code"),
            Field("name", "Nama Program", required=True),
            Field("days", "Lama (hari)"),
            Field("cost", "Biaya per Peserta (Rp)", holds="money"),
            Field("competency", "Kompetensi", numbered=True),
            Field("start", "Dari Level", ("Dari",), numbered=True),
            Field("end", "Ke Level", ("Ke",), numbered=True),
        ),
    ),
    Part(
        "outcomes",
        "Hasil Belajar",
        (
            Field("code", "Kode Program", required=True, holds="code"),
            Field("competency", "Kode Kompetensi", required=True, holds="code"),
            Field("start", "Dari Level", required=True),
        ),
        optional=True,
    ),
)
BUDGET = kind(
    "budgets",
    Part(
        "lines",
        "Pagu",
        (
            NO,
            Field("code", "Kode Sub Kegiatan", holds="code"),
            Field("title", "Uraian", required=True),
            Field("amount", "Pagu (Rp)", ("Anggaran",), required=True, holds="money"),
        ),
    ),
)
PROPOSALS = kind(
    "proposals",
    Part(
        "proposals",
        "Usulan",
        (
            NO,
            UNIT,
            Field("title", "Nama Pelatihan yang Diusulkan", ("Usulan Pelatihan", "Pelatihan"), required=True),
            Field("nip", "NIP Calon Peserta", ("NIP",)),
            Field("count", "Jumlah Peserta", holds="whole"),
        ),
        one_of=(("nip", "count"),),
    ),
)
KINDS = (PEOPLE, TRAININGS, CERTIFICATES, ASSESSMENTS, CATALOGUE, BUDGET, PROPOSALS)
