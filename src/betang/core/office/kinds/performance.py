"""Yearly performance predicates: one row a person and year, or one row a person with a column for each year."""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType
from typing import Final

from betang.core.office.cells import clean
from betang.core.office.desk import EARLIEST, Desk, Row
from betang.core.office.meaning.persons import Persons
from betang.core.office.names import plain
from betang.core.office.spec import Column, Field, Found, OfficeKind, Part, also

_PREDICATES: Final = MappingProxyType(
    {"sangat baik": 5, "baik": 4, "butuh perbaikan": 3, "perlu perbaikan": 3, "kurang": 2, "sangat kurang": 1}
)
_FORMS: Final = MappingProxyType(
    {word.replace(" ", ""): value for word, value in _PREDICATES.items()}
    | {"butuhperbaikanbp": 3, "sb": 5, "bp": 3, "sk": 1}
)
_LEAST, _BEST = min(_PREDICATES.values()), max(_PREDICATES.values())
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_FIRST_COLUMN, _LAST_COLUMN = 2015, 2035  # not a rule: years that may head a column


def read(desk: Desk) -> None:
    """Take in the predicates of people of the register."""
    for found in desk.sheets("predicates"):
        persons = Persons(desk)
        for row in desk.rows(found, reported_in="nip"):
            _stated(desk, row, persons)
    for found in desk.sheets("years"):
        persons = Persons(desk)
        years = _years(found)
        for row in desk.rows(found, reported_in="nip"):
            _by_year(row, persons, years)


def _stated(desk: Desk, row: Row, persons: Persons) -> None:
    person = persons.one(row)
    year = _year(row, desk.received_on)
    predicate, silent = _predicate(row)
    if person is None or year is None or row.refused:
        return
    row.key(person.key, year)
    if predicate is not None:
        row.give("performance", person=person.key, year=year, predicate=predicate)
    elif silent:
        row.warn("no_value", silent)


def _year(row: Row, on: date) -> int | None:
    """The year in its own column, or the one that a line above the heading names alone."""
    if not row.count("year"):
        above = {found for text in row.found.above for found in _YEAR.findall(text)}
        if len(above) != 1:
            row.refuse("missing_value", "year", "")
            return None
        return int(above.pop())
    text = row.text("year", required=True)
    if text is None:
        return None
    found = _YEAR.findall(text)
    if len(found) != 1 or (len(text) == len("2025") and not text.isdecimal()):
        row.refuse("bad_number", "year")
        return None
    if not EARLIEST <= int(found[0]) <= on.year:
        row.refuse("out_of_range", "year")
        return None
    return int(found[0])


def _predicate(row: Row) -> tuple[int | None, str]:
    """The predicate, in words or as SIASN's quadrant code, and the field that says nothing where none does."""
    words, code = row.text("predicate"), row.text("quadrant")
    said = None
    if words is not None:
        said = predicate_of(words)
        if said is None:
            row.refuse("bad_predicate", "predicate")
            return None, ""
    coded = None
    if code is not None:
        coded = _quadrant(code)
        if coded is None:
            row.refuse("bad_predicate", "quadrant")
            return None, ""
    if said is not None and coded is not None and said != coded:
        row.refuse("code_name_mismatch", "quadrant")
        return None, ""
    found = said if said is not None else coded
    return found, "" if found is not None else "predicate" if row.count("predicate") else "quadrant"


def predicate_of(text: str) -> int | None:
    """5 for Sangat Baik to 1 for Sangat Kurang; None for any other words. Figures may run either way: None."""
    return _FORMS.get(plain(text).replace(" ", ""))


def _quadrant(text: str) -> int | None:
    """SIASN's code of the quadrant runs the other way: 1 is Sangat Baik. Words in its column are read as such."""
    if text.isdecimal() and _LEAST <= int(text) <= _BEST:
        return _BEST + _LEAST - int(text)
    return predicate_of(text)


# ---------------------------------------------------------------- a column for each year


def _years(found: Found) -> list[tuple[int, Column]]:
    """The columns of the years: '2025', 'Predikat 2025', or 'Predikat' over '2025'."""
    years = []
    for column in found.columns.get("of_year", ()):
        named = _YEAR.findall(f"{column.heading} {column.sub}")
        if named:
            years.append((int(named[-1]), column))
    return years


def _by_year(row: Row, persons: Persons, years: list[tuple[int, Column]]) -> None:
    person = persons.one(row)
    if person is None:
        return
    row.key(person.key)
    for at, (year, column) in enumerate(years):
        text = clean(row.at(column.index))
        if not text:
            row.warn("no_value", "of_year", at=at)
            continue
        predicate = predicate_of(text)
        if predicate is None:
            row.drop("bad_predicate", "of_year", at=at)
        else:
            row.give("performance", person=person.key, year=year, predicate=predicate)


_WHO: Final = (
    Field("no", "No", also("nomor; no urut; nomor urut"), holds="whole", note="Nomor urut; boleh kosong."),
    Field(
        "nip",
        "nip",
        also(
            "nip baru; nip pegawai; ni pppk; nip/ni pppk; nip nipppk; nip 18 digit; "
            "nomor induk pegawai; nip asn; nipbaru"
        ),
        required=True,
        holds="nip",
        note="NIP atau NI PPPK pegawai, 18 angka; format kolom Teks.",
        example="199001012015031001",
    ),
    Field(
        "name",
        "nama",
        also("nama pegawai; nama lengkap; nama asn; nama pns; nama dan gelar; employee name"),
        note="Nama pegawai, untuk dicocokkan dengan NIP-nya.",
        example="Lanting Nipah",
    ),
)
_BESIDE: Final = (
    Field(
        "job",
        "jabatan",
        also("nama jabatan; jabatan nama; jabatan pegawai"),
        note="Hanya keterangan.",
        example="Auditor Ahli Muda",
    ),
    Field(
        "unit",
        "unit_kerja",
        also(
            "unit kerja; opd; skpd; perangkat daerah; unit organisasi; unor nama; unor; nama unor; nama opd; instansi"
        ),
        note="Hanya keterangan.",
        example="Inspektorat",
    ),
    Field(
        "result",
        "hasil_kerja",
        also(
            "rating hasil kerja; hasil kerja; rating hasil; hasilkerja; hasil kinerja; "
            "hasil kinerja nilai; hasilkinerja"
        ),
        note="Hanya keterangan; yang dibaca adalah predikatnya.",
        example="Sesuai Ekspektasi",
    ),
    Field(
        "behaviour",
        "perilaku_kerja",
        also("rating perilaku; perilaku; perilaku kerja; rating perilaku kerja; perilakukerja; perilaku kerja nilai"),
        note="Hanya keterangan; yang dibaca adalah predikatnya.",
        example="Sesuai Ekspektasi",
    ),
    Field(
        "reached",
        "capaian",
        also("nilai; nilai skp; nilai angka; capaian skp; nilai capaian; skor; capaian kinerja"),
        note="Hanya keterangan; angka tidak dibaca sebagai predikat.",
        example="98,2",
    ),
)
"""Columns such lists have besides, which lead nowhere; they tell this kind of list from others."""
_OF_YEAR: Final = tuple(
    heading.format(year)
    for year in range(_FIRST_COLUMN, _LAST_COLUMN + 1)
    for heading in (
        "{}", "predikat {}", "predikat kinerja {}", "skp {}", "predikat skp {}", "nilai skp {}", "kinerja {}",
        "tahun {}", "hasil akhir {}", "predikat tahun {}", "predikat kinerja tahun {}", "skp tahun {}",
        "penilaian kinerja {}",
    )
)  # fmt: skip

PERFORMANCE: Final = OfficeKind(
    name="performance",
    office_name="kinerja",
    title="Predikat kinerja",
    purpose="Predikat kinerja pegawai setiap tahun, dari Sangat Kurang sampai Sangat Baik.",
    order=80,
    parts=(
        Part(
            "predicates",
            "Predikat Kinerja",
            (
                *_WHO,
                *_BESIDE,
                Field(
                    "year",
                    "tahun_skp",
                    also(
                        "tahun; tahun penilaian; tahun kinerja; tahun skp; periode; periode penilaian; "
                        "year; thn; tahunskp"
                    ),
                    holds="whole",
                    note="Tahun yang dinilai. Boleh juga disebut di atas judul kolom, bila semua baris setahun.",
                    example="2025",
                ),
                Field(
                    "predicate",
                    "hasil_akhir",
                    also(
                        "predikat; predikat kinerja; predikat skp; predikat kinerja pegawai; "
                        "hasil akhir; kuadran kinerja nama; kuadran nama; predikat akhir; "
                        "nilai predikat; hasil penilaian; predikat kinerja tahunan; "
                        "hasil evaluasi kinerja; kuadrankinerjanama; hasil evaluasi"
                    ),
                    holds="choice",
                    note="Salah satu dari lima predikat; predikat lama (Cukup) tidak diterima.",
                    example="Baik",
                    choices=("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"),
                ),
                Field(
                    "quadrant",
                    "kuadran_kinerja_id",
                    also(
                        "kuadran; kuadran kinerja; id kuadran; kode kuadran; kuadran id; kuadran nilai; "
                        "kuadran kinerja nilai; kuadrankinerjanilai; kuadran nilai id; kuadrankinerja"
                    ),
                    holds="choice",
                    note="Kode kuadran SIASN: 1 Sangat Baik sampai 5 Sangat Kurang. Boleh kosong bila ada predikat.",
                    example="2",
                    choices=("1", "2", "3", "4", "5"),
                ),
            ),
            one_of=(("predicate", "quadrant"),),
            optional=True,
        ),
        Part(
            "years",
            "Predikat per Tahun",
            (
                *_WHO,
                *_BESIDE[:2],
                Field(
                    "of_year",
                    "predikat 2025",
                    _OF_YEAR,
                    required=True,
                    numbered=True,
                    holds="choice",
                    note="Satu kolom untuk setiap tahun, dengan tahunnya di judul kolom.",
                    example="Baik",
                    choices=("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"),
                ),
            ),
            optional=True,
        ),
    ),
    read=read,
    tables=("performance",),
    knows=("people",),
)
