"""What people have shown: results of assessment centres and tests, and certificates of competency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from betang.core.office import cells
from betang.core.office.desk import Desk, PersonFacts, Row, shown_value
from betang.core.office.meaning.persons import Persons
from betang.core.office.meaning.references import References
from betang.core.office.names import plain
from betang.core.office.spec import Column, Field, Found, OfficeKind, Part, also

_ACHIEVED: Final = re.compile(
    r"\b(?:capaian|hasil|level|lvl|nilai|skor|profil|aktual|pencapaian|kkp|achieved|dimiliki)\b", re.IGNORECASE
)
_STANDARD: Final = re.compile(
    r"\b(?:standar|standard|syarat|dipersyaratkan|persyaratan|kkj|required|target|gap|selisih|kesenjangan|kategori)\b",
    re.IGNORECASE,
)
_ACCREDITED: Final = re.compile(r"\bterakreditasi\b|^a(?:kreditasi)?\b|\bakreditasi [abc]\b", re.IGNORECASE)
_NOT: Final = re.compile(r"\b(?:belum|tidak|non|bukan|blm|tdk)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a row says of its assessment as a whole."""

    person: PersonFacts
    on: date
    until: date | None
    source: str


class _Reader:
    """Reads results of one file."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._persons = Persons(desk)
        self._references = References(desk)
        self._competencies = desk.known["competencies"]

    # ------------------------------------------------------------ one row a person

    def recap(self, found: Found) -> None:
        columns = list(self._measured(found))
        self._say_missing_accreditation(found)
        for row in self._desk.rows(found, reported_in=_who(found)):
            shown = self._shown(row)
            if shown is None:
                continue
            given = 0
            for column, competency in columns:
                given += self._cell(row, shown, column, competency)
            if not given:
                row.warn("no_value", "Capaian", "")

    def _measured(self, found: Found) -> Iterator[tuple[Column, str]]:
        """The columns that hold a level someone has, with the competency they are headed by."""
        for column in found.spare:
            words = f"{column.heading} {column.sub}"
            if _STANDARD.search(column.sub) or (not column.sub and _STANDARD.search(column.heading)):
                continue
            if column.sub and not _ACHIEVED.search(column.sub):
                continue
            code = self._headed(column.heading) or self._headed(_ACHIEVED.sub(" ", column.heading))
            if code is not None:
                yield column, code
            elif column.sub or re.match(r"\s*(?:M|SK|T)\.?\s?[\w.]*\d", words):
                self._desk.file_warning("unknown_competency", found, column.heading, column.heading)

    def _headed(self, text: str) -> str | None:
        match = self._competencies.exact(text.strip(" -:()"))
        return match.code if match.kind == "exact" else None

    def _cell(self, row: Row, shown: _Shown, column: Column, competency: str) -> bool:
        cell = row.at(column.index)
        if not cells.clean(cell):
            return False
        try:
            level = cells.level(cell, low=0)
        except cells.Unread as bad:
            row.drop(bad.code, column.heading, shown_value(cell))
            return True
        self._give(row, shown, competency, level)
        return True

    def _give(self, row: Row, shown: _Shown, competency: str, level: int) -> None:
        row.give(
            "assessments",
            person=shown.person.key,
            competency=competency,
            level=level,
            assessed_on=shown.on,
            source=shown.source,
            valid_until=shown.until,
        )

    # ------------------------------------------------------------ one row a competency

    def listed(self, found: Found) -> None:
        self._say_missing_accreditation(found)
        for row in self._desk.rows(found, reported_in=_who(found)):
            shown = self._shown(row)
            competency = self._competency(row)
            level = row.level("level", low=0)
            if shown is None or competency is None or row.refused:
                continue
            if level is None:
                row.warn("no_value", "level")
            else:
                self._give(row, shown, competency, level)

    def certificates(self, found: Found) -> None:
        for row in self._desk.rows(found, reported_in=_who(found)):
            person = self._persons.one(row)
            competency = self._competency(row)
            level = row.level("level", low=0, required=True)
            on = row.day("assessed_on", required=True, past=True)
            until = row.day("valid_until")
            if on and until and until < on:
                row.refuse("date_order", "valid_until")
            if person and competency and level is not None and on and not row.refused:
                self._give(row, _Shown(person, on, until, "certificate"), competency, level)

    def _competency(self, row: Row) -> str | None:
        name = "competency" if row.text("competency") else "competency_name"
        if row.text(name) is None:
            row.refuse("missing_value", "competency" if row.found.has("competency") else "competency_name")
            return None
        return self._references.code(row, name, "competencies")

    # ------------------------------------------------------------ of every row

    def _shown(self, row: Row) -> _Shown | None:
        person = self._persons.one(row)
        on = row.day("assessed_on", required=True, past=True)
        until = row.day("valid_until")
        if on and until and until < on:
            row.refuse("date_order", "valid_until")
        source = self._source(row)
        if person is None or on is None or row.refused:
            return None
        return _Shown(person, on, until, source)

    def _source(self, row: Row) -> str:
        """Only an assessor who is said to be accredited is one."""
        text = row.text("accreditation")
        if text is None:
            if row.found.has("accreditation"):
                row.warn("accreditation_unknown", "accreditation")
            return "test"
        return "accredited" if _ACCREDITED.search(plain(text)) and not _NOT.search(text) else "test"

    def _say_missing_accreditation(self, found: Found) -> None:
        if not found.has("accreditation"):
            self._desk.file_warning("accreditation_unknown", found)


def _who(found: Found) -> str:
    return next((name for name in ("nip", "person", "name") if found.has(name)), "nip")


def read_assessments(desk: Desk) -> None:
    """Take in levels that were measured; what was not measured gives nothing."""
    reader = _Reader(desk)
    for found in desk.sheets("recap"):
        reader.recap(found)
    for found in desk.sheets("levels"):
        reader.listed(found)


def read_certificates(desk: Desk) -> None:
    """Take in certificates: the level is its own column, never a number in the name of the scheme."""
    reader = _Reader(desk)
    for found in desk.sheets("certificates"):
        reader.certificates(found)


# ---------------------------------------------------------------- what the files look like

_NO: Final = Field("no", "No", also("nomor;no urut;nomor urut"))
_NIP: Final = Field(
    "nip",
    "NIP",
    also("nip baru;nip pegawai;nip peserta;nomor induk pegawai;nip ni pppk;nip nipppk"),
    holds="nip",
    note="18 angka, kolom berformat Teks.",
    example="198503152010012003",
)
_PERSON: Final = Field(
    "person", "ID Pegawai", also("pns id;id pns;id asn;pegawai id"), holds="code", note="ID SIASN, bila tanpa NIP."
)
_NAME: Final = Field(
    "name", "Nama", also("nama pegawai;nama peserta;nama lengkap;nama pns;nama asesi"), example="Sampan Rekaan"
)
_JOB: Final = Field("job", "Jabatan", also("nama jabatan;jabatan saat ini"))
_UNIT: Final = Field("unit", "Unit Kerja", also("perangkat daerah;opd;unit organisasi;instansi"))
_ON: Final = Field(
    "assessed_on",
    "Tanggal Penilaian",
    also(
        "tanggal uji;tgl penilaian;tanggal asesmen;tanggal tes;tanggal pelaksanaan;tanggal uji kompetensi;tgl asesmen"
    ),
    required=True,
    holds="day",
    note="Hari, bulan dan tahun.",
    example="03-03-2026",
)
_UNTIL: Final = Field(
    "valid_until",
    "Berlaku s.d.",
    also("berlaku sampai;berlaku hingga;masa berlaku;tanggal kedaluwarsa;berlaku sd;valid until;berakhir"),
    holds="day",
    note="Boleh kosong.",
    example="03-03-2029",
)
_ORGANISER: Final = Field("organiser", "Penyelenggara", also("lembaga penyelenggara;asesor;lembaga penilai;pelaksana"))
_ACCREDITATION: Final = Field(
    "accreditation",
    "Akreditasi Penyelenggara",
    also("akreditasi;status akreditasi;akreditasi lembaga;akreditasi asesor"),
    note="Terakreditasi, atau Belum terakreditasi.",
    example="Terakreditasi A",
)
_JPM: Final = Field("jpm", "JPM (%)", also("jpm;job person match;nilai jpm;jpm persen;persentase jpm;kategori"))
_COMPETENCY: Final = (
    Field(
        "competency",
        "Kode Kompetensi",
        also("kode;kompetensi;competency;kode unit kompetensi"),
        holds="code",
        note="Kode dalam kamus kompetensi.",
        example="M.01",
    ),
    Field("competency_name", "Nama Kompetensi", also("judul kompetensi;uraian kompetensi"), example="Integritas"),
)
_LEVELS: Final = also(
    "level;level kompetensi;tingkat;capaian;level capaian;hasil;nilai;level hasil;level dimiliki;tingkat kompetensi;lvl"
)

ASSESSMENTS: Final = OfficeKind(
    name="assessments",
    office_name="hasil_uji_kompetensi",
    title="Hasil uji kompetensi",
    purpose="Tingkat kompetensi yang terukur: satu baris per pegawai dengan satu kolom per kompetensi, atau satu baris "
    "per kompetensi.",
    order=60,
    parts=(
        Part(
            "recap",
            "Rekap",
            (_NO, _NIP, _PERSON, _NAME, _JOB, _UNIT, _JPM, _ON, _UNTIL, _ORGANISER, _ACCREDITATION),
            one_of=(("nip", "person", "name"),),
            wide=True,
            optional=True,
        ),
        Part(
            "levels",
            "Hasil",
            (
                _NO,
                _NIP,
                _PERSON,
                _NAME,
                _JOB,
                _UNIT,
                *_COMPETENCY,
                Field("standard", "Standar", also("level standar;level dipersyaratkan;syarat"), holds="level"),
                Field("level", "Capaian", _LEVELS, required=True, holds="level", note="0 sampai 5.", example="3"),
                _ON,
                _UNTIL,
                _ORGANISER,
                _ACCREDITATION,
            ),
            one_of=(("nip", "person", "name"), ("competency", "competency_name")),
            optional=True,
        ),
    ),
    read=read_assessments,
    tables=("assessments",),
    knows=("people", "competencies"),
)

CERTIFICATES: Final = OfficeKind(
    name="certificates",
    office_name="sertifikat_kompetensi",
    title="Sertifikat kompetensi",
    purpose="Sertifikat kompetensi pegawai dengan tingkat dan masa berlakunya.",
    order=70,
    parts=(
        Part(
            "certificates",
            "Sertifikat",
            (
                _NO,
                _NIP,
                _PERSON,
                _NAME,
                *_COMPETENCY,
                Field(
                    "scheme",
                    "Nama Sertifikat",
                    also("skema sertifikasi;skema;judul sertifikat;nama sertifikasi"),
                    example="Skema Contoh",
                ),
                Field(
                    "level",
                    "Level Kompetensi",
                    _LEVELS,
                    required=True,
                    holds="level",
                    note="Tingkat kompetensi 0 sampai 5, bukan tingkat skemanya.",
                    example="3",
                ),
                Field(
                    "certificate",
                    "Nomor Sertifikat",
                    also("no sertifikat;no sertipikat;nomor sertipikat"),
                    required=True,
                    holds="code",
                    example="001/CONTOH/2026",
                ),
                Field(
                    "organiser",
                    "Lembaga Sertifikasi",
                    also("lsp;penerbit;lembaga penerbit;lembaga sertifikasi profesi"),
                ),
                Field(
                    "assessed_on",
                    "Tanggal Terbit",
                    also("tgl terbit;tanggal sertifikat;tanggal penerbitan;diterbitkan;tanggal ditetapkan"),
                    required=True,
                    holds="day",
                    example="03-03-2026",
                ),
                _UNTIL,
            ),
            one_of=(("nip", "person", "name"), ("competency", "competency_name")),
        ),
    ),
    read=read_certificates,
    tables=("assessments",),
    knows=("people", "competencies"),
)
