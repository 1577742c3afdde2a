"""Needs agreed in the dialogue of superior and subordinate, and proposals of trainings by offices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final

from betang.core.office import cells
from betang.core.office.desk import Desk, PersonFacts, Row
from betang.core.office.meaning.persons import Persons
from betang.core.office.meaning.references import References, offered
from betang.core.office.names import Match
from betang.core.office.spec import Field, Found, OfficeKind, Part, also
from betang.core.office.writing.dialogue import OURS

# ---------------------------------------------------------------- the office of a sheet

_LABELS: Final = (
    r"(?:nama )?(?:organisasi )?perangkat daerah(?: pengusul)?|opd|skpd|nama opd|nama skpd|pd|opd pengusul",
    r"(?:nama )?(?:unit kerja|satuan kerja|unit organisasi|unit|kantor|dinas|badan|instansi)(?: ?/ ?\w+)?",
)
_LABEL: Final = tuple(
    re.compile(rf"^\s*(?P<label>{label})\s*(?::|=|$)\s*(?P<name>.*)$", re.IGNORECASE | re.DOTALL) for label in _LABELS
)


@dataclass(frozen=True, slots=True)
class _Office:
    """The office that a sheet is about: the code of its unit, or what stands there when that is no unit."""

    unit: str | None = None
    label: str = ""
    written: str = ""
    problem: str = ""
    offers: str = ""


def _office_above(found: Found, references: References) -> _Office:
    """The office in a line above the heading ('Perangkat Daerah: ...', or its name alone), or the sheet's own name."""
    for pattern in _LABEL:
        for label, name in _labelled(found.above, pattern):
            problems: list[tuple[str, str]] = []
            unit = references.named("units", name, partial(_noted, problems))
            if unit:
                return _Office(unit)
            if pattern is _LABEL[0]:
                return _Office(None, label, name, *problems[0])
    for text in (*found.above, found.sheet):
        if text and references.named("agencies", text, partial(_noted, [])) is None:
            unit = references.named("units", text, partial(_noted, []))
            if unit:
                return _Office(unit)
    return _Office()


def _noted(problems: list[tuple[str, str]], code: str, offers: str) -> None:
    problems.append((code, offers))


def _labelled(above: tuple[str, ...], pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Label and name, which may stand in the cells after the label."""
    for place, text in enumerate(above):
        matched = pattern.match(text)
        if not matched:
            continue
        rest = (matched["name"], *above[place + 1 : place + 3])
        name = next((each for part in rest if (each := part.strip(" :=\t"))), "")
        if name:
            yield matched["label"].strip(), name


def _unit(row: Row, office: _Office, references: References) -> str | None:
    """The office of a row: of its own column, else of the line above; None where the whole agency is meant."""
    if row.text("unit"):
        return references.code(row, "unit", "units")
    if office.problem:
        row.refuse(office.problem, office.label, office.written, offers=office.offers)
    return office.unit


# ---------------------------------------------------------------- dialogues


_WHO: Final = ("no", "nip", "person", "name", "job")


@dataclass(slots=True)
class _Agreed:
    """A need that a row gave: for the same person and competency on another sheet."""

    found: Found
    row: int
    sequence: int
    said: tuple[str | None, date | None]


@dataclass
class _Dialogue:
    """The needs of one file."""

    desk: Desk
    references: References
    persons: Persons
    agreed: dict[tuple[str, str], _Agreed] = field(default_factory=dict)
    above: PersonFacts | None = None  # of the row above, for rows that only name a further competency

    def person(self, row: Row, unit: str | None) -> PersonFacts | None:
        """Who the row is about: where nothing says so, who the row above is about."""
        if self.above and row.text("competency") and not any(row.text(name) for name in _WHO):
            return self.above
        self.above = self.persons.one(row, unit)
        return self.above

    def repeated(self, row: Row, key: tuple[str, str], said: tuple[str | None, date | None]) -> None:
        """The same need on another sheet: once more, or otherwise."""
        before = self.agreed.get(key)
        if before is None or before.found is row.found or before.sequence in self.desk.refused:
            self.agreed[key] = _Agreed(row.found, row.number, row.sequence, said)
        elif before.said == said:
            row.refuse("duplicate_row", "nip")
        else:
            row.refuse("duplicate_conflict", "nip")
            self.desk.later(before.found, {before.row: "duplicate_conflict"}, "nip")
            self.desk.refused.add(before.sequence)


_ANSWERS: Final = ("proposal", "priority", "agreed_on", "not_training", "reason")


def read_dialogues(desk: Desk) -> None:
    """Take in the needs that were agreed: person, competency, office, day."""
    dialogue = _Dialogue(desk, References(desk), Persons(desk))
    for found in desk.sheets("dialogues"):
        office = _office_above(found, dialogue.references)
        dialogue.above = None
        ours = {column.heading for column in found.spare} >= OURS
        for row in desk.rows(found, reported_in="nip"):
            if ours and not any(row.text(name) for name in _ANSWERS):
                continue  # in a workbook that we filled in, a line nobody has spoken of says nothing
            _agreement(dialogue, row, office)


def _agreement(dialogue: _Dialogue, row: Row, office: _Office) -> None:
    unit = _unit(row, office, dialogue.references)
    person = dialogue.person(row, unit)
    competencies = dialogue.references.competencies(row, "competency", required=True)
    no_training = row.flag("not_training")
    agreed_on = row.day("agreed_on", required=not no_training, past=True)
    if no_training and row.text("reason", required=True):
        row.warn("not_training", "not_training")
    if person is None or row.refused:
        return
    row.key(person.key, *competencies)
    if no_training:
        return
    for competency in competencies:
        dialogue.repeated(row, (person.key, competency), (unit, agreed_on))
        row.give(
            "needs",
            need=f"{dialogue.desk.agency}-{person.key}-{competency}",
            agency=dialogue.desk.agency,
            unit=unit,
            person=person.key,
            competency=competency,
            basis="dialogue",
            agreed_on=agreed_on,
        )


# ---------------------------------------------------------------- proposals

_NO_PEOPLE: Final = frozenset(
    also(
        "kelas; angkatan; kegiatan; paket; dokumen; laporan; buah; hari; hr; jam; jp; jpl; menit; minggu; bulan; bln; "
        "tahun; thn; kali; sesi; pertemuan; opd; skpd; unit; per; rp; rupiah; persen"
    )
)
_PLACES: Final = frozenset(also("desa; kelurahan; kecamatan; puskesmas; sekolah"))
_WORD: Final = re.compile(r"[a-z]+")
_DIGIT: Final = re.compile(r"\d")


@dataclass
class _Proposals:
    """The proposals of one file; titles that return are looked up once."""

    desk: Desk
    references: References
    persons: Persons
    titles: dict[str, Match] = field(default_factory=dict)

    def match(self, title: str) -> Match:
        """The programme that a title means, exactly or by likeness."""
        found = self.titles.get(title)
        if found is None:
            found = self.titles[title] = self.desk.known["programs"].find(title)
        return found


def read_proposals(desk: Desk) -> None:
    """Take in what offices ask for, with the programme that it is, or may be."""
    proposals = _Proposals(desk, References(desk), Persons(desk))
    for found in desk.sheets("proposals"):
        office = _office_above(found, proposals.references)
        for row in desk.rows(found, reported_in="title"):
            _proposal(proposals, row, office)


def _proposal(proposals: _Proposals, row: Row, office: _Office) -> None:
    unit = _unit(row, office, proposals.references)
    title = row.text("title", required=True)
    persons = proposals.persons.several(row, unit=unit)
    stated = _head_count(row)
    if title is None:
        return
    row.give(
        "proposals",
        agency=proposals.desk.agency,
        unit=unit,
        title=title,
        **_program(proposals, row, title),
        people=max(stated or 0, len(persons)) or None,
        persons=";".join(persons) or None,
    )


def _program(proposals: _Proposals, row: Row, title: str) -> dict[str, Any]:
    """The programme and how it was found; a code beside the title says it for certain."""
    found = proposals.match(title)
    if text := row.text("program"):
        code = proposals.desk.known["programs"].code(text)
        if code is None:
            row.drop("unknown_program", "program")
        elif found.kind == "exact" and found.code != code:
            row.refuse("code_name_mismatch", "program")
        else:
            return {"program": code, "match": "exact"}
    if found.kind in {"exact", "variant"}:
        return {"program": found.code, "match": found.kind}
    if found.kind == "none":
        row.warn("no_match", "title", offers=offered(found))
        return {"match": "none"}
    row.warn("ambiguous_match", "title", offers=offered(found))
    return {"match": "ambiguous"}


def _head_count(row: Row) -> int | None:
    """How many people; words without a figure ('seluruh guru') say nothing, and '2 kelas' are no people."""
    text = row.text("people")
    if text is None:
        return None
    words = {*_WORD.findall(text.lower())}
    try:
        cells.whole(row.raw("people"))
    except cells.Unread as bad:
        if _DIGIT.search(text):
            row.drop(bad.code, "people")
        else:
            row.warn("no_value", "people")
        return None
    if words & _NO_PEOPLE or "/" in text or (words and words <= _PLACES):
        row.drop("bad_number", "people")
        return None
    return row.whole("people", low=1)


# ---------------------------------------------------------------- the kinds

_NO: Final = Field("no", "No", also("nomor; no urut; nomor urut"), holds="whole", note="Nomor urut; boleh kosong.")
_NIPS: Final = also(
    "nip pegawai; nip baru; nip/nipppk; nip / nip pppk; nip/ni pppk; nipppk; nip asn; nomor induk pegawai; nip pns; "
    "no induk pegawai"
)
_NAMES: Final = also(
    "nama pegawai; nama lengkap; nama asn; nama pns; pegawai; nama lengkap dan gelar; nama dan gelar; nama peserta; "
    "nama calon peserta; calon peserta; peserta; name"
)
_POSTS: Final = also("nama jabatan; jabatan saat ini; jabatan terakhir; jab; post")
_OFFICES: Final = also(
    "opd; skpd; unit kerja; nama opd; nama perangkat daerah; perangkat daerah pengusul; opd pengusul; unit kerja "
    "pengusul; instansi pengusul; pengusul; satuan kerja; satker; unit organisasi; unor; unit; nama unit kerja; "
    "office"
)

DIALOGUES: Final = OfficeKind(
    name="dialogues",
    office_name="dialog_kebutuhan",
    title="Hasil dialog kebutuhan (F1)",
    purpose="Kebutuhan pengembangan kompetensi yang disepakati atasan dan bawahan, satu lembar untuk tiap perangkat "
    "daerah. Nama perangkat daerah boleh ditulis di atas tabel: 'Perangkat Daerah: Dinas Contoh'.",
    order=130,
    parts=(
        Part(
            "dialogues",
            "Dialog",
            (
                _NO,
                Field(
                    "unit",
                    "Perangkat Daerah",
                    _OFFICES,
                    note="Perangkat daerah pegawai; kosong bila sudah disebut di atas tabel.",
                    example="Dinas Contoh",
                ),
                Field(
                    "nip",
                    "NIP",
                    _NIPS,
                    holds="nip",
                    note="NIP pegawai, yang sudah ada dalam daftar pegawai.",
                    example="199001012015031001",
                ),
                Field(
                    "person",
                    "PNS ID",
                    also("id pns; pnsid; id asn; asn id; id pegawai; pegawai id; pns orang id; person id"),
                    holds="code",
                    note="Id pegawai di SIASN; dibaca hanya bila tidak ada kolom NIP.",
                ),
                Field(
                    "name",
                    "Nama",
                    _NAMES,
                    note="Untuk memeriksa NIP; dicari di daftar pegawai hanya bila tidak ada kolom NIP.",
                    example="Lanting Nipah",
                ),
                Field("job", "Jabatan", _POSTS, note="Untuk keterangan; tidak dibaca."),
                Field(
                    "competency",
                    "Kompetensi",
                    also(
                        "kode kompetensi; nama kompetensi; kompetensi yang perlu dikembangkan; kompetensi yang "
                        "dibutuhkan; kebutuhan kompetensi; jenis kompetensi; kompetensi dikembangkan; kompetensi yang "
                        "kurang; competency"
                    ),
                    required=True,
                    holds="list",
                    note="Kompetensi yang perlu dikembangkan, dengan kode, nama, atau keduanya.",
                    example="M.02 Kerja Sama",
                ),
                Field(
                    "gap",
                    "Kesenjangan",
                    also("gap; selisih; kesenjangan kompetensi; nilai kesenjangan; gap kompetensi"),
                    note="Untuk keterangan; kesenjangan dihitung dari hasil penilaian.",
                    example="1",
                ),
                Field(
                    "proposal",
                    "Usulan Pengembangan",
                    also(
                        "usulan; bentuk pengembangan; usulan pelatihan; rencana pengembangan; usulan pengembangan "
                        "kompetensi; bentuk dan jalur; jenis pengembangan; pengembangan yang diusulkan"
                    ),
                    note="Untuk keterangan; tidak dibaca.",
                    example="Coaching oleh atasan",
                ),
                Field(
                    "priority",
                    "Prioritas Atasan",
                    also("prioritas; tingkat prioritas; prioritas menurut atasan; skala prioritas"),
                    note="Untuk keterangan; tidak dibaca.",
                    example="Sedang",
                ),
                Field(
                    "agreed_on",
                    "Tanggal Kesepakatan",
                    also(
                        "tgl kesepakatan; tanggal disepakati; tgl disepakati; tanggal dialog; tgl dialog; disepakati "
                        "tanggal; disepakati pada; tanggal sepakat; tanggal persetujuan; kesepakatan; tanggal "
                        "kesepakatan dialog; tanggal dialog kinerja; agreed on"
                    ),
                    required=True,
                    holds="day",
                    note="Hari keduanya sepakat; tanpa tanggal, kebutuhan belum disepakati.",
                    example="24-09-2026",
                ),
                Field(
                    "not_training",
                    "Bukan Kebutuhan Pelatihan",
                    also(
                        "bukan kebutuhan; bukan kebutuhan diklat; bukan kebutuhan bangkom; non pelatihan; bukan "
                        "pelatihan; tidak perlu pelatihan; bukan masalah kompetensi; bukan kebutuhan pengembangan "
                        "kompetensi; no training"
                    ),
                    holds="flag",
                    note="Ya bila kesenjangannya bukan karena kompetensi; sebutkan alasannya.",
                ),
                Field(
                    "reason",
                    "Alasan",
                    also("alasan bukan pelatihan; penyebab; sebab; keterangan; alasan bukan kebutuhan; ket; reason"),
                    note="Wajib bila bukan kebutuhan pelatihan.",
                ),
            ),
            one_of=(("nip", "person", "name"),),
        ),
    ),
    read=read_dialogues,
    tables=("needs",),
    knows=("agencies", "units", "people", "competencies"),
)

PROPOSALS: Final = OfficeKind(
    name="proposals",
    office_name="usulan_akpk",
    title="Usulan pengembangan kompetensi (AKPK)",
    purpose="Pelatihan yang diusulkan perangkat daerah, dengan nama pesertanya atau jumlahnya saja. Judul yang tidak "
    "ada di katalog disimpan seperti tertulis.",
    order=150,
    parts=(
        Part(
            "proposals",
            "Usulan",
            (
                _NO,
                Field(
                    "unit",
                    "Perangkat Daerah",
                    _OFFICES,
                    note="Perangkat daerah pengusul, dengan nama atau kode unit; kosong berarti pemerintah daerah.",
                    example="Dinas Contoh",
                ),
                Field(
                    "program",
                    "Kode Program",
                    also("kode pelatihan; kode diklat; program code"),
                    holds="code",
                    note="Kode program di katalog, bila diketahui.",
                    example="KEU-9",
                ),
                Field(
                    "title",
                    "Nama Pelatihan yang Diusulkan",
                    also(
                        "usulan pelatihan; pelatihan; nama pelatihan; pelatihan yang diusulkan; usulan diklat; nama "
                        "diklat; diklat yang diusulkan; judul pelatihan; usulan; jenis pelatihan; jenis diklat; "
                        "usulan bangkom; pengembangan kompetensi yang diusulkan; usulan pengembangan kompetensi; "
                        "kebutuhan pelatihan; kebutuhan diklat; nama bimtek; usulan kebutuhan pelatihan; jenis "
                        "pelatihan yang diusulkan; judul; nama kegiatan pelatihan; pelatihan yang dibutuhkan; "
                        "nama/jenis pelatihan; proposed training"
                    ),
                    required=True,
                    note="Judul pelatihan, sebaiknya seperti di katalog.",
                    example="Pelatihan Contoh Pengelolaan Kas",
                ),
                Field(
                    "nip",
                    "NIP Calon Peserta",
                    ("nip", "nip peserta", "nip calon peserta pelatihan", "daftar nip", "nip yang diusulkan", *_NIPS),
                    holds="list",
                    note="NIP calon peserta; beberapa NIP dipisahkan titik koma.",
                    example="199001012015031001",
                ),
                Field(
                    "name",
                    "Nama Calon Peserta",
                    ("nama", "nama peserta yang diusulkan", "nama pegawai yang diusulkan", *_NAMES),
                    note="Memeriksa NIP; tanpa NIP, pegawai dicari menurut namanya. Beberapa nama dipisahkan titik "
                    "koma.",
                    example="Lanting Nipah",
                ),
                Field(
                    "people",
                    "Jumlah Peserta",
                    also(
                        "jumlah; jml; jml peserta; jumlah orang; jumlah calon peserta; banyaknya peserta; jumlah "
                        "pegawai; kebutuhan peserta; jumlah yang diusulkan; jumlah usulan; kuota; volume; orang; "
                        "peserta (orang); people"
                    ),
                    holds="whole",
                    note="Berapa orang; boleh tanpa nama.",
                    example="15",
                ),
                Field(
                    "reason",
                    "Alasan",
                    also("dasar usulan; alasan usulan; latar belakang; dasar; keterangan; ket; urgensi; reason"),
                    note="Untuk keterangan; tidak dibaca.",
                    example="Hasil dialog kinerja",
                ),
                Field(
                    "priority",
                    "Prioritas",
                    also("tingkat prioritas; skala prioritas; urutan prioritas; priority"),
                    note="Untuk keterangan; tidak dibaca.",
                    example="Tinggi",
                ),
                Field(
                    "year",
                    "Tahun",
                    also("tahun usulan; tahun pelaksanaan; tahun anggaran; tahun rencana; year"),
                    holds="whole",
                    note="Untuk keterangan; tidak dibaca.",
                    example="2027",
                ),
            ),
            one_of=(("unit", "nip", "people", "name"),),
        ),
    ),
    read=read_proposals,
    tables=("proposals",),
    knows=("agencies", "units", "people", "programs"),
)
