"""Registers as SIASN exports them, with invented people, and their import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

ON = date(2026, 11, 20)
HEADINGS = [
    "NIP BARU",
    "NAMA",
    "GELAR BELAKANG",
    "TANGGAL LAHIR",
    "JENIS KELAMIN",
    "NIK",
    "NOMOR HP",
    "EMAIL",
    "KEDUDUKAN HUKUM ID",
    "STATUS CPNS PNS",
    "TMT CPNS",
    "TMT PNS",
    "GOL AKHIR NAMA",
    "JENIS JABATAN ID",
    "JABATAN ID",
    "JABATAN NAMA",
    "TINGKAT PENDIDIKAN ID",
    "UNOR ID",
]


@dataclass(frozen=True)
class Row:
    """One person of a register, with nothing amiss."""

    number: int
    name: str
    unit: str = "U2"
    job: str = "JX"
    title: str = "Perawat Ahli Muda"
    kind: str = "2"
    rank: str = "III/d"
    status: str = "PNS"
    position: str = "01"
    phone: str = "080012345678"
    education: str = "40"

    @property
    def nip(self) -> str:
        return f"19850202201001{2}{self.number:03}"

    def cells(self) -> list[str]:
        return [
            self.nip, self.name, "S.Kep", "02-02-1985", "F", f"6206014202850{self.number:03}", self.phone,
            f"p{self.number}@surel.invalid", self.position, self.status, "01-01-2010", "01-01-2011", self.rank,
            self.kind, self.job, self.title, self.education, self.unit,
        ]  # fmt: skip


PEOPLE = [Row(n, f"{first} {second}") for n, (first, second) in enumerate(
    [("Lanting", "Meranti"), ("Bubu", "Kemiri"), ("Jukung", "Nipah"), ("Tampirai", "Resak"), ("Balanga", "Bakau"),
     ("Luntung", "Balau")], 101)]  # fmt: skip


def changed(people: Sequence[Row], number: int, **said: str) -> list[Row]:
    """The same people, one of them otherwise."""
    return [replace(row, **said) if row.number == number else row for row in people]


def write(path: Path, people: Iterable[Row], *, without: Iterable[str] = ()) -> Path:
    """The register as a file; `without`: columns it has not."""
    kept = [place for place, heading in enumerate(HEADINGS) if heading not in set(without)]
    lines = [";".join(cells[place] for place in kept) for cells in (HEADINGS, *(row.cells() for row in people))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def take(path: Path, agency: str = "6711", kind: str = "people") -> None:
    """Import a file and commit it."""
    from betang.intake.actions.import_files import import_files  # noqa: PLC0415  (Django must be awake)

    import_files(files=[path], kind=kind, agency=agency, accept_good=True, received_on=ON, by=None)
