"""Office files of any size, as SIASN exports them: the register of 64 columns, its unit list, performance predicates.

    .venv/bin/python bench/office_files.py FOLDER --rows 100000 --format xlsx

Everybody in them is invented; the same seed gives the same files. One row in two hundred is wrong in some way.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

COLUMNS = [
    "PNS ID",
    "NIP BARU",
    "NIP LAMA",
    "NAMA",
    "GELAR DEPAN",
    "GELAR BELAKANG",
    "TEMPAT LAHIR ID",
    "TEMPAT LAHIR NAMA",
    "TANGGAL LAHIR",
    "JENIS KELAMIN",
    "AGAMA ID",
    "AGAMA NAMA",
    "JENIS KAWIN ID",
    "JENIS KAWIN NAMA",
    "NIK",
    "NOMOR HP",
    "EMAIL",
    "EMAIL GOV",
    "ALAMAT",
    "NPWP NOMOR",
    "BPJS",
    "JENIS PEGAWAI ID",
    "JENIS PEGAWAI NAMA",
    "KEDUDUKAN HUKUM ID",
    "KEDUDUKAN HUKUM NAMA",
    "STATUS CPNS PNS",
    "KARTU ASN VIRTUAL",
    "NOMOR SK CPNS",
    "TANGGAL SK CPNS",
    "TMT CPNS",
    "NOMOR SK PNS",
    "TANGGAL SK PNS",
    "TMT PNS",
    "GOL AWAL ID",
    "GOL AWAL NAMA",
    "GOL AKHIR ID",
    "GOL AKHIR NAMA",
    "TMT GOLONGAN",
    "MK TAHUN",
    "MK BULAN",
    "JENIS JABATAN ID",
    "JENIS JABATAN NAMA",
    "JABATAN ID",
    "JABATAN NAMA",
    "TMT JABATAN",
    "TINGKAT PENDIDIKAN ID",
    "TINGKAT PENDIDIKAN NAMA",
    "PENDIDIKAN ID",
    "PENDIDIKAN NAMA",
    "TAHUN LULUS",
    "KPKN ID",
    "KPKN NAMA",
    "LOKASI KERJA ID",
    "LOKASI KERJA NAMA",
    "UNOR ID",
    "UNOR NAMA",
    "INSTANSI INDUK ID",
    "INSTANSI INDUK NAMA",
    "INSTANSI KERJA ID",
    "INSTANSI KERJA NAMA",
    "SATUAN KERJA INDUK ID",
    "SATUAN KERJA INDUK NAMA",
    "SATUAN KERJA KERJA ID",
    "SATUAN KERJA KERJA NAMA",
]
FIRST = [
    "Bakau",
    "Durian",
    "Embun",
    "Fajar",
    "Gading",
    "Harapan",
    "Intan",
    "Jati",
    "Kenari",
    "Lentera",
    "Mawar",
    "Nangka",
    "Padi",
    "Rotan",
    "Sagu",
    "Teratai",
    "Wangi",
    "Kapas",
    "Lada",
    "Menara",
    "Pandan",
    "Selasih",
]
SECOND = [
    "Sungai",
    "Bukit",
    "Danau",
    "Embung",
    "Ladang",
    "Muara",
    "Rimba",
    "Pesisir",
    "Teluk",
    "Telaga",
    "Lembah",
    "Tebing",
    "Rawa",
    "Pulau",
    "Tanjung",
    "Hulu",
    "Hilir",
    "Karang",
    "Padang",
    "Sawah",
    "Batang",
]
OFFICES = [
    "Dinas Pendidikan",
    "Dinas Kesehatan",
    "Dinas Pekerjaan Umum",
    "Dinas Sosial",
    "Dinas Perhubungan",
    "Dinas Pertanian",
    "Dinas Komunikasi",
    "Badan Kepegawaian",
    "Badan Perencanaan",
    "Badan Keuangan",
    "Inspektorat",
    "Sekretariat Daerah",
]
PARTS = ["Perencanaan", "Pelayanan", "Pembinaan", "Pengawasan", "Sarana", "Data", "Umum", "Keuangan"]
POSTS = (
    *(f"Guru Ahli {step}" for step in ("Pertama", "Muda", "Madya")),
    *(f"Perawat {step}" for step in ("Terampil", "Mahir", "Penyelia")),
    *(f"Analis Kebijakan Ahli {step}" for step in ("Pertama", "Muda", "Madya")),
    *(f"Auditor Ahli {step}" for step in ("Pertama", "Muda", "Madya", "Utama")),
    "Penelaah Teknis Kebijakan",
    "Pengolah Data dan Informasi",
    "Pengadministrasi Perkantoran",
)
EDUCATIONS = (("05", "Sekolah Dasar"), ("15", "SLTA"), ("30", "Diploma III"), ("40", "S-1/Sarjana"), ("45", "S-2"))
LAST_DAY = date(2026, 9, 1)


def code(rng: random.Random) -> str:
    return f"{rng.getrandbits(128):032X}"


def units(rng: random.Random, agency: str) -> list[tuple[str, str, str, str, str]]:
    """The unit list: Id, NamaUnor, DiatasanId, EselonId, NamaJabatan."""
    root = code(rng)
    rows = [(root, f"Pemerintah {agency}", "", "", "")]
    for office in OFFICES:
        led = code(rng)
        rows.append((led, f"--{office}", root, "22", f"Kepala {office}"))
        for part in PARTS:
            below = code(rng)
            rows.append((below, f"----Bidang {part}", led, "32", f"Kepala Bidang {part}"))
            for number in range(1, 7):
                name = f"Seksi {part} {number}"
                rows.append((code(rng), f"------{name}", below, "41", f"Kepala {name}"))
    return rows


def nip(index: int, rng: random.Random) -> tuple[str, date, date, str, bool]:
    """A NIP that no other index has, with what it says: born, started, sex, PPPK."""
    serial, round_ = index % 999 + 1, index // 999
    born = date(1968, 1, 1) + timedelta(days=(round_ * 37 + serial * 11) % 10_957)
    contract = rng.random() < 0.2
    first = max(born.year + 22, 2021 if contract else 1990)
    started = min(date(min(first + rng.randrange(12), 2025), rng.randrange(1, 13), 1), LAST_DAY)
    sex = rng.choice("12")
    middle = f"{started:%Y}21" if contract else f"{started:%Y%m}"
    return f"{born:%Y%m%d}{middle}{sex}{serial:03}", born, started, "M" if sex == "1" else "F", contract


def register(rows: int, seed: int, listed: list[tuple[str, str, str, str, str]], agency: str) -> Iterator[list[str]]:
    """The rows of a register under COLUMNS."""
    rng = random.Random(f"people {seed}")
    posts = [(code(rng), title) for title in POSTS]
    home, work = code(rng), agency
    below = [unit for unit in listed if unit[2]]
    for index in range(rows):
        number, born, started, sex, contract = nip(index, rng)
        unit = rng.choice(below)
        leads = index < len(below)
        if leads:
            unit = below[index]
        job, title, kind = (unit[0], unit[4], "1") if leads else (*rng.choice(posts), "2")
        education, level = rng.choice(EDUCATIONS)
        grade = (
            ("09", "IX") if contract else rng.choice((("31", "III/a"), ("33", "III/c"), ("41", "IV/a"), ("22", "II/b")))
        )
        name = f"{rng.choice(FIRST)} {rng.choice(SECOND)} {rng.choice(FIRST)}"
        told = {
            "PNS ID": f"{index:032X}",
            "NIP BARU": number,
            "NAMA": name,
            "GELAR BELAKANG": "S.Kom." if education >= "30" else "",
            "TANGGAL LAHIR": f"{born:%d-%m-%Y}",
            "JENIS KELAMIN": sex,
            "NIK": f"990000{born.day + (0 if sex == 'M' else 40):02}{born:%m%y}{index % 9999 + 1:04}",
            "NOMOR HP": "080000000000",
            "EMAIL": f"orang{index}@contoh.invalid",
            "ALAMAT": f"Jl. {name} No. {index % 200}, RT 001",
            "JENIS PEGAWAI NAMA": "PNS Daerah Kab./Kota yang bekerja pada Kab./Kota",
            "KEDUDUKAN HUKUM ID": "71" if contract else "01",
            "KEDUDUKAN HUKUM NAMA": "PPPK Aktif" if contract else "Aktif",
            "STATUS CPNS PNS": "" if contract else "C" if started.year > 2024 else "P",
            "TMT CPNS": f"{started:%d-%m-%Y}",
            "TMT PNS": "" if contract or started.year > 2024 else f"{started:%d-%m}-{started.year + 1}",
            "GOL AKHIR ID": grade[0],
            "GOL AKHIR NAMA": grade[1],
            "JENIS JABATAN ID": kind,
            "JABATAN ID": job,
            "JABATAN NAMA": title,
            "TMT JABATAN": f"{started:%d-%m-%Y}",
            "TINGKAT PENDIDIKAN ID": education,
            "TINGKAT PENDIDIKAN NAMA": level,
            "PENDIDIKAN NAMA": "S-1 ILMU PEMERINTAHAN",
            "TAHUN LULUS": "2012",
            "UNOR ID": unit[0],
            "UNOR NAMA": unit[1].lstrip("-"),
            "INSTANSI INDUK ID": home,
            "INSTANSI INDUK NAMA": f"Pemerintah {work}",
            "INSTANSI KERJA NAMA": f"Pemerintah {work}",
        }
        if rng.random() < 0.005:
            told.update(
                rng.choice(({"UNOR ID": "TIDAK-ADA"}, {"KEDUDUKAN HUKUM ID": "99"}, {"TANGGAL LAHIR": "01-01-1970"}))
            )
        yield [told.get(column, "") for column in COLUMNS]


def predicates(rows: int, seed: int) -> Iterator[list[str]]:
    """Two years of predicates for the people of `register` with the same seed."""
    rng = random.Random(f"predicates {seed}")
    for number in numbers(rows, seed):
        for year in ("2024", "2025"):
            yield [number, year, rng.choice(("Baik", "Baik", "Sangat Baik", "Butuh Perbaikan"))]


def numbers(rows: int, seed: int) -> Iterator[str]:
    """The NIPs of `register`, which alone costs less than its rows."""
    listed = units(random.Random(f"units {seed}"), "")
    for row in register(rows, seed, listed, ""):
        yield row[1]


def write(path: Path, heading: list[str], rows: Iterator[list[str]]) -> Path:
    """A workbook or a text file, by the end of its name."""
    if path.suffix == ".xlsx":
        with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False}) as book:
            sheet = book.add_worksheet("Data")
            for number, row in enumerate([heading]):
                sheet.write_row(number, 0, row)
            for number, row in enumerate(rows, start=1):
                for column, text in enumerate(row):
                    if text:
                        sheet.write_string(number, column, text)
    else:
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out, delimiter="|")
            writer.writerow(heading)
            writer.writerows(rows)
    return path


def make(
    folder: Path, rows: int, *, suffix: str = ".xlsx", seed: int = 1, agency: str = "Kab. Contoh"
) -> dict[str, Path]:
    """Write unit list, register and predicates of an invented government into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = units(random.Random(f"units {seed}"), agency)
    return {
        "units": write(
            folder / "ref_unor.csv",
            ["Id", "NamaUnor", "DiatasanId", "EselonId", "NamaJabatan"],
            (list(row) for row in listed),
        ),
        "people": write(folder / f"siasn{suffix}", COLUMNS, register(rows, seed, listed, agency)),
        "performance": write(folder / f"skp{suffix}", ["nip", "tahun", "hasil_akhir"], predicates(rows, seed)),
    }


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--format", choices=("xlsx", "csv"), default="xlsx")
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args()
    for path in make(asked.folder, asked.rows, suffix=f".{asked.format}", seed=asked.seed).values():
        print(path)
