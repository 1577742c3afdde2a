"""Proposals of trainings by offices, with the programme that each is, or may be."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from betang.core.office import cells
from betang.core.office.desk import Desk, Row
from betang.core.office.kinds.needs.headings import NAMES, NIPS, NO, OFFICES
from betang.core.office.kinds.needs.offices import OfficeAbove, office_above, unit_of
from betang.core.office.meaning.persons import Persons
from betang.core.office.meaning.references import References, offered
from betang.core.office.names import Match
from betang.core.office.spec import Field, OfficeKind, Part, also
from betang.core.office.talks import Asked

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

    @cached_property
    def units(self) -> dict[str, str]:
        """The unit of everybody in the register, by key."""
        people = self.desk.known.people
        return {one.key: one.unit for one in (*people.by_key.values(), *people.by_nip.values())}

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
        office = office_above(found, proposals.references)
        for row in desk.rows(found, reported_in="title"):
            _proposal(proposals, row, office)


def _proposal(proposals: _Proposals, row: Row, office: OfficeAbove) -> None:
    unit = unit_of(row, office, proposals.references)
    title = row.text("title", required=True)
    persons = _own(proposals, row, proposals.persons.several(row, unit=unit))
    stated = _head_count(row)
    unit = _of_sender(proposals, row, unit)
    if title is None:
        return
    said = {
        "unit": unit,
        "title": title,
        **_program(proposals, row, title),
        "people": max(stated or 0, len(persons)) or None,
        "persons": ";".join(persons) or None,
    }
    sent = proposals.desk.known.proposed.get((unit, title, said["persons"]))
    if sent and sent != Asked(said["people"], said.get("program")):
        row.warn("already_submitted", "title")
    row.give("proposals", agency=proposals.desk.agency, **said)


def _own(proposals: _Proposals, row: Row, persons: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the people who are the sender's to propose; others are left out, and one alone refuses the row."""
    known = proposals.desk.known
    if known.offices is None:
        return persons
    own = tuple(key for key in persons if known.enters_for(proposals.units.get(key)))
    column = "nip" if row.text("nip") else "name"
    for _other in set(persons) - set(own):
        (row.drop if own else row.refuse)("other_office", column)
    return own


def _of_sender(proposals: _Proposals, row: Row, unit: str | None) -> str | None:
    """The office that asks. Who sends for an office speaks for it alone, and need not name it."""
    known = proposals.desk.known
    if known.offices is None or row.refused:
        return unit
    units = known["units"]
    tops = [one for one in known.offices if units.facts(one).get("parent") not in known.offices]
    homes = {known.homes.get(one, one) for one in tops}
    if unit is None and len(homes) == 1:
        return next(iter(homes))
    if unit is None or not (known.enters_for(unit) or unit in homes):
        row.refuse("other_office", "unit")
    return unit


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
                NO,
                Field(
                    "unit",
                    "Perangkat Daerah",
                    OFFICES,
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
                    ("nip", "nip peserta", "nip calon peserta pelatihan", "daftar nip", "nip yang diusulkan", *NIPS),
                    holds="list",
                    note="NIP calon peserta; beberapa NIP dipisahkan titik koma.",
                    example="199001012015031001",
                ),
                Field(
                    "name",
                    "Nama Calon Peserta",
                    ("nama", "nama peserta yang diusulkan", "nama pegawai yang diusulkan", *NAMES),
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
    knows=("agencies", "units", "people", "programs", "proposed"),
    of_office=True,
)
