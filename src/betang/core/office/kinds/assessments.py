"""What people have shown: results of assessment centres and tests, and certificates of competency."""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType
from typing import Final

from betang.core.office import cells
from betang.core.office.desk import Desk, PersonFacts, Row, shown_value
from betang.core.office.meaning.measures import Levels, SameDay, measures
from betang.core.office.meaning.persons import Persons
from betang.core.office.meaning.references import References
from betang.core.office.names import plain
from betang.core.office.spec import Field, Found, OfficeKind, Part, also

_SOURCES: Final = MappingProxyType(
    {
        words: source
        for source, spellings in {
            "supervisor": "atasan;atasan langsung;penilaian atasan;penilaian atasan langsung;supervisor",
            "peer": "rekan;rekan kerja;sejawat;rekan sejawat;penilaian rekan;penilaian rekan kerja;peer",
            "self": "mandiri;diri sendiri;penilaian mandiri;penilaian diri;asesmen mandiri;self assessment;self",
        }.items()
        for words in spellings.split(";")
    }
)
_ACCREDITED: Final = re.compile(
    r"(?:sudah |telah )?(?:terakreditasi|akreditasi [abc]|accredited)\b|(?:ya|y|sudah|[abc])$"
)
_RATED: Final = re.compile(r"\bterakreditasi\b|\bakreditasi [abc]\b")
_NOT: Final = re.compile(r"\b(?:belum|blm|tidak|tdk|bukan|non|proses|not|no|t)\b")
_ON: Final = re.compile(r"\s*(?:hari|tanggal|tgl|waktu|pelaksanaan|dilaksanakan)\b", re.IGNORECASE)
_DAY: Final = re.compile(r"\b\d{1,2}[\s/.-]+(?:\d{1,2}|[^\W\d]+)\.?[\s/.-]+\d{4}\b")


def _who(found: Found) -> str:
    return next((name for name in ("nip", "person", "name") if found.has(name)), "nip")


class _Circumstances:
    """When the people of a sheet were assessed, and how far that can be trusted."""

    def __init__(self, desk: Desk, found: Found) -> None:
        self._found = found
        self._above = None if found.has("assessed_on") else _day_above(found)
        self._rated = found.has("accreditation")
        self._of_all = None if self._rated else _rated(found.above)
        if not self._rated and self._of_all is None:
            desk.file_warning("accreditation_unknown", found)

    def day(self, row: Row) -> date | None:
        """The day of the row, or the one that a line above the heading names alone."""
        if self._found.has("assessed_on"):
            return row.day("assessed_on", required=True, past=True)
        if self._above is None:
            row.refuse("missing_value", self._found.part.field("assessed_on").title, "")
        return self._above

    def source(self, row: Row) -> str:
        """Only an assessor who is said to be accredited is one."""
        stated = row.text("source")
        if stated and plain(stated) in _SOURCES:
            return _SOURCES[plain(stated)]
        if not self._rated:
            return self._of_all or "test"
        text = plain(row.text("accreditation") or "")
        if _NOT.search(text):
            return "test"
        if _ACCREDITED.match(text):
            return "accredited"
        row.warn("accreditation_unknown", "accreditation")
        return "test"


def _rated(above: tuple[str, ...]) -> str | None:
    """What lines above the heading say of the assessor, if they say it in one way."""
    lines = [text for text in map(plain, above) if "akreditasi" in text]
    said = {"test" if _NOT.search(text) else "accredited" for text in lines if _NOT.search(text) or _RATED.search(text)}
    return said.pop() if len(said) == 1 else None


def _day_above(found: Found) -> date | None:
    """The one day that lines above the heading name as the day of the assessment."""
    days: set[date] = set()
    for text in (text for line in found.above if _ON.match(line) for text in _DAY.findall(line)):
        try:
            days.add(cells.day(text).value)
        except cells.Unread:
            continue
    return days.pop() if len(days) == 1 else None


class _Reader:
    """Reads results of one file."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._persons = Persons(desk)
        self._references = References(desk)

    def recap(self, found: Found) -> None:
        """One row a person, one column a competency."""
        circumstances = _Circumstances(self._desk, found)
        columns, levels, same_day = measures(self._desk, found), Levels(), SameDay()
        if not columns:
            self._desk.file_warning("no_value", found)
        for row in self._desk.rows(found, reported_in=_who(found)):
            person = self._persons.one(row)
            day = circumstances.day(row)
            until = _until(row, day)
            source = circumstances.source(row)
            if person is None or day is None or row.refused:
                continue
            silent = True
            for competency, column in columns:
                cell = row.at(column.index)
                level = levels.of(cell)
                if level is None:
                    continue
                silent = False
                if level < 0:
                    row.drop("bad_level", column.heading, shown_value(cell))
                else:
                    _give(row, person, competency, level, (day, source, until))
            if silent and columns:
                row.warn("no_value", columns[0].column.sub or columns[0].column.heading, "")
            same_day.add(row, person.key, day, source)
        same_day.settle(self._desk, found, columns, _who(found))

    def listed(self, found: Found) -> None:
        """One row a competency of a person."""
        circumstances = _Circumstances(self._desk, found)
        for row in self._desk.rows(found, reported_in=_who(found)):
            day = circumstances.day(row)
            self._one(row, day, circumstances.source(row))

    def certificates(self, found: Found) -> None:
        """One row a certificate, which counts as assessed on the day of issue."""
        for row in self._desk.rows(found, reported_in=_who(found)):
            self._one(row, row.day("assessed_on", required=True, past=True), "certificate")

    def _one(self, row: Row, day: date | None, source: str) -> None:
        person = self._persons.one(row)
        competency = self._references.competency(row)
        level = row.level("level", low=0)
        until = _until(row, day)
        if person is None or competency is None or day is None or row.refused:
            return
        if level is None:
            row.warn("no_value", "level")
        else:
            row.key(person.key, competency, day, source)
            _give(row, person, competency, level, (day, source, until))


def _until(row: Row, day: date | None) -> date | None:
    until = row.day("valid_until")
    if day and until and until < day:
        row.refuse("date_order", "valid_until")
    return until


def _give(row: Row, person: PersonFacts, competency: str, level: int, when: tuple[date, str, date | None]) -> None:
    day, source, until = when
    row.give(
        "assessments",
        person=person.key,
        competency=competency,
        level=level,
        assessed_on=day,
        source=source,
        valid_until=until,
    )


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

_WHO: Final = (
    Field("no", "No", also("nomor;no urut;nomor urut;nomor peserta;no peserta"), note="Boleh kosong."),
    Field(
        "nip",
        "NIP",
        also(
            "nip baru;nip pegawai;nip peserta;nip asesi;nip asn;nomor induk pegawai;ni pppk;nip ni pppk;nip nipppk;"
            "nip 18 digit"
        ),
        holds="nip",
        note="18 angka, kolom berformat Teks.",
        example="198503152010012003",
    ),
    Field(
        "person",
        "ID Pegawai",
        also("pns id;id pns;id asn;pegawai id;pns orang id;id orang"),
        holds="code",
        note="ID SIASN, bila tanpa NIP.",
        example="contoh-id-siasn",
    ),
    Field(
        "name",
        "Nama",
        also("nama pegawai;nama peserta;nama lengkap;nama pns;nama asn;nama asesi;nama dan gelar"),
        note="Untuk dicocokkan dengan NIP-nya.",
        example="Sampan Rekaan",
    ),
)
_POST: Final = (
    Field(
        "job",
        "Jabatan",
        also("nama jabatan;jabatan saat ini;jabatan nama;jabatan pegawai"),
        note="Hanya keterangan.",
        example="Auditor Ahli Muda",
    ),
    Field(
        "unit",
        "Unit Kerja",
        also("perangkat daerah;opd;skpd;unit organisasi;unor;unor nama;instansi;unit kerja nama"),
        note="Hanya keterangan.",
        example="Inspektorat",
    ),
)
_ON_FIELD: Final = Field(
    "assessed_on",
    "Tanggal Penilaian",
    also(
        "tanggal uji;tgl penilaian;tanggal asesmen;tanggal tes;tanggal pelaksanaan;tanggal uji kompetensi;tgl asesmen;"
        "tgl uji;tgl pelaksanaan;tanggal assessment;tanggal ukom;tanggal ujian;tanggal penilaian kompetensi;"
        "tanggal;tgl;waktu pelaksanaan;assessment date;assessed on"
    ),
    holds="day",
    note="Hari, bulan dan tahun. Boleh juga disebut di atas judul kolom, bila semua baris sehari.",
    example="03-03-2026",
)
_UNTIL_FIELD: Final = Field(
    "valid_until",
    "Berlaku s.d.",
    also(
        "berlaku sampai;berlaku sampai dengan;berlaku hingga;masa berlaku;masa berlaku sampai;masa berlaku s.d.;"
        "tanggal kedaluwarsa;tanggal kadaluarsa;tanggal berakhir;tgl berlaku sampai;berlaku sampai tanggal;berakhir;"
        "valid until;kedaluwarsa;berlaku sd"
    ),
    holds="day",
    note="Boleh kosong.",
    example="03-03-2029",
)
_ASSESSOR: Final = (
    Field(
        "organiser",
        "Penyelenggara",
        also("lembaga penyelenggara;asesor;lembaga penilai;penilai;pelaksana;instansi penyelenggara;assessor"),
        note="Hanya keterangan.",
        example="UPT Penilaian Kompetensi",
    ),
    Field(
        "accreditation",
        "Akreditasi Penyelenggara",
        also(
            "akreditasi;status akreditasi;akreditasi lembaga;akreditasi asesor;akreditasi penilai;terakreditasi;"
            "akreditasi lembaga penilai;status akreditasi penyelenggara;accreditation"
        ),
        holds="choice",
        note="Terakreditasi, atau Belum terakreditasi.",
        example="Terakreditasi A",
        choices=("Terakreditasi A", "Terakreditasi B", "Terakreditasi C", "Terakreditasi", "Belum terakreditasi"),
    ),
    Field(
        "source",
        "Sumber Penilaian",
        also("sumber;sumber data;jenis penilaian;metode penilaian;metode"),
        holds="choice",
        note="Kosong untuk asesmen dan uji; selain itu siapa yang menilai.",
        choices=("Atasan", "Rekan", "Mandiri"),
    ),
)
_JPM: Final = Field(
    "jpm",
    "JPM (%)",
    also("jpm;job person match;nilai jpm;jpm persen;persentase jpm;kategori jpm;kategori"),
    note="Hanya keterangan; dihitung sendiri dari tingkat yang terukur.",
    example="91,67",
)
_COMPETENCY: Final = (
    Field(
        "competency",
        "Kode Kompetensi",
        also("kode;kompetensi;competency;competency code;kode unit kompetensi;id kompetensi"),
        holds="code",
        note="Kode dalam kamus kompetensi; cukup salah satu dari kode dan nama.",
        example="M.01",
    ),
    Field(
        "competency_name",
        "Nama Kompetensi",
        also("judul kompetensi;uraian kompetensi;unit kompetensi;nama unit kompetensi;competency name"),
        note="Nama dalam kamus kompetensi.",
        example="Integritas",
    ),
)
_LEVELS: Final = also(
    "level;level kompetensi;tingkat;capaian;level capaian;hasil;nilai;level hasil;level dimiliki;tingkat kompetensi;"
    "lvl;capaian level;hasil penilaian;level aktual;level yang dicapai"
)
_SOMEBODY: Final = ("nip", "person", "name")

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
            (*_WHO, *_POST, _JPM, _ON_FIELD, _UNTIL_FIELD, *_ASSESSOR),
            one_of=(_SOMEBODY, ("assessed_on", "jpm", "accreditation")),
            wide=True,
            optional=True,
        ),
        Part(
            "levels",
            "Hasil",
            (
                *_WHO,
                *_POST,
                *_COMPETENCY,
                Field(
                    "standard",
                    "Standar",
                    also("level standar;standar level;level dipersyaratkan;syarat;standar kompetensi"),
                    holds="level",
                    note="Hanya keterangan; standar dibaca dari berkas standar kompetensi.",
                    example="3",
                ),
                Field(
                    "level",
                    "Capaian",
                    _LEVELS,
                    required=True,
                    holds="level",
                    note="0 sampai 5; '-' berarti tidak diukur.",
                    example="3",
                ),
                _ON_FIELD,
                _UNTIL_FIELD,
                *_ASSESSOR,
            ),
            one_of=(_SOMEBODY, ("competency", "competency_name"), ("assessed_on", "accreditation")),
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
                *_WHO,
                *_COMPETENCY,
                Field(
                    "scheme",
                    "Nama Sertifikat",
                    also("skema sertifikasi;skema;nama skema;judul sertifikat;nama sertifikasi;jenis sertifikat"),
                    note="Hanya keterangan; angka di dalamnya bukan tingkat kompetensi.",
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
                    also("no sertifikat;no sertipikat;nomor sertipikat;nomor registrasi;no registrasi;no reg"),
                    holds="code",
                    note="Hanya keterangan.",
                    example="001/CONTOH/2026",
                ),
                Field(
                    "organiser",
                    "Lembaga Sertifikasi",
                    also("lsp;penerbit;lembaga penerbit;lembaga sertifikasi profesi;lembaga;penyelenggara"),
                    note="Hanya keterangan.",
                    example="Lembaga Sertifikasi Contoh",
                ),
                Field(
                    "assessed_on",
                    "Tanggal Terbit",
                    also(
                        "tgl terbit;tanggal sertifikat;tgl sertifikat;tanggal sertipikat;tanggal penerbitan;terbit;"
                        "tgl penerbitan;diterbitkan;tanggal diterbitkan;tanggal dikeluarkan;tanggal ditetapkan;"
                        "issued on"
                    ),
                    required=True,
                    holds="day",
                    note="Hari, bulan dan tahun.",
                    example="03-03-2026",
                ),
                _UNTIL_FIELD,
            ),
            one_of=(_SOMEBODY, ("competency", "competency_name"), ("certificate", "scheme", "organiser")),
        ),
    ),
    read=read_certificates,
    tables=("assessments",),
    knows=("people", "competencies"),
)
