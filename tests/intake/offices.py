"""What two small offices send. Every person is invented."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from betang.agencies.models import Agency
from betang.intake.actions import check, commit, receive, work_commit
from betang.intake.models import Batch

TODAY = date(2026, 10, 30)
KATINGAN, SUKAMARA = "6711", "6709"
HEADINGS = ("Id", "NamaUnor", "DiatasanId", "EselonId", "NamaJabatan")
UNITS = (
    ("u1", "Pemerintah Kab. Katingan", "", "", ""),
    ("u2", "Dinas Kesehatan", "u1", "22", "Kepala Dinas Kesehatan"),
    ("u3", "Sekretariat", "u2", "31", "Sekretaris Dinas Kesehatan"),
)
PEOPLE_HEADINGS = (
    "PNS ID", "NIP BARU", "NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "KEDUDUKAN HUKUM ID", "STATUS CPNS PNS", "TMT CPNS",
    "GOL AKHIR NAMA", "JENIS JABATAN ID", "JABATAN ID", "JABATAN NAMA", "TMT JABATAN", "TINGKAT PENDIDIKAN ID",
    "UNOR ID", "UNOR NAMA",
)  # fmt: skip


def two_governments() -> None:
    for code, place, region in ((KATINGAN, "Katingan", "62.06"), (SUKAMARA, "Sukamara", "62.08")):
        name = f"Pemerintah Kab. {place}"
        Agency.objects.create(code=code, name=name, short_name=place, kind="regency", region_code=region)


def person(number: int, *, unit: str = "u3", name: str = "") -> tuple[str, ...]:
    """The row of an invented civil servant."""
    nip = f"19900101201501{1 + number % 2}{1 + number // 2:03d}"
    sex = "M" if nip[14] == "1" else "F"
    job = ("analis", "Analis Kebijakan Ahli Pertama")
    return (
        f"id{number}", nip, name or f"Orang Rekaan {number}", "01-01-1990", sex, "01", "P", "01-01-2015",
        "III/a", "2", *job, "01-02-2020", "40", unit, "Sekretariat",
    )  # fmt: skip


def written(path: Path, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows([headings, *rows])
    return path


def received(path: Path, *, agency: str = KATINGAN, kind: str | None = None) -> Batch:
    return receive(agency=agency, files=[(path.name, path)], kind=kind, received_on=TODAY, by=None)[0]


def checked(path: Path, *, agency: str = KATINGAN, kind: str | None = None) -> Batch:
    return check(batch_id=received(path, agency=agency, kind=kind).pk, by=None)


def committed(path: Path, *, agency: str = KATINGAN, kind: str | None = None) -> Batch:
    batch = checked(path, agency=agency, kind=kind)
    commit(batch_id=batch.pk, accept_good=True, accept_warnings=True, by=None)
    return work_commit(batch_id=batch.pk, by=None)


def unit_list(folder: Path, *more: Sequence[str], name: str = "unor.csv") -> Path:
    return written(folder / name, HEADINGS, [*UNITS, *more])


def register(folder: Path, *rows: Sequence[str], name: str = "pegawai.csv") -> Path:
    return written(folder / name, PEOPLE_HEADINGS, rows)
