"""Targets of plans and agreements, and the competencies that they lean on.

Offices list them in two ways: one list in which the target is repeated for every competency, or two sheets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from betang.core.office import cells
from betang.core.office.desk import Desk, Row
from betang.core.office.meaning.references import References
from betang.core.office.names import plain
from betang.core.office.spec import Field, Found, OfficeKind, Part, also

_LEVELS: Final = (
    ("rpjmd", r"rpjmd|rencana pembangunan jangka menengah daerah"),
    ("renstra", r"renstra|rencana strategis"),
    ("pk", r"perjanjian kinerja|perkin|pk"),
    ("spm", r"spm|standar pelayanan minimal"),
)
_PATTERNS: Final = tuple((level, re.compile(rf"\b(?:{pattern})\b")) for level, pattern in _LEVELS)
_NOT_YET: Final = re.compile(
    r"\b(?:belum|menunggu|dalam proses|akan ditetapkan|menyusul|tbd|to be determined|tba|n ?/ ?a|tidak ada|nihil)\b",
    re.IGNORECASE,
)
_STATED: Final = ("target", "document", "indicator", "unit_of_measure", "goal", "year", "weight")
"""Columns of which a row that only adds a competency to the target above fills none."""
_PLACES: Final = 4  # of weight and relevance in core.tables
_YEARS: Final = range(1945, 2201)  # as core.tables has it


def level_of(document: str) -> str | None:
    """RPJMD, Renstra, Perjanjian Kinerja or SPM, whichever the name of the document says first."""
    text = plain(document)
    found = [(match.start(), level) for level, pattern in _PATTERNS if (match := pattern.search(text))]
    return min(found)[1] if found else None


# ---------------------------------------------------------------- reading


@dataclass(slots=True)
class _Stated:
    """A row that states a target and is fine by itself."""

    sequence: int
    number: int
    record: dict[str, Any]
    parent: str | None


@dataclass
class _Targets:
    """The targets of one sheet, as long as not all of its rows are known."""

    desk: Desk
    references: References
    stated: list[_Stated] = field(default_factory=list)
    last: str | None = None  # the target of the row above, for rows that only add a competency to it
    before: bool = False  # whether any row stood above

    def settle(self, found: Found) -> None:
        """Refuse targets whose rows disagree, see which parents there are, and give the rest."""
        self._refuse_conflicts(found)
        taken = [each for each in self.stated if each.sequence not in self.desk.refused]
        known = self.desk.known["targets"]
        for each in taken:
            known.add(each.record["target"], each.record["indicator"])
        up = {each.record["target"]: known.exact(each.parent).code if each.parent else None for each in taken}
        circles = _circles(up)
        self._refuse(found, circles, "parent_cycle", "parent")
        orphans: dict[int, str] = {}
        for each in taken:
            parent = up[each.record["target"]]
            parent = None if parent in circles else parent
            if each.parent and parent is None and each.record["target"] not in circles:
                orphans[each.number] = "unknown_parent"
            self.desk.spool.give("targets", each.sequence, {**each.record, "parent": parent})
        self.desk.later(found, orphans, "parent", "warning")
        self.stated.clear()

    def _refuse_conflicts(self, found: Found) -> None:
        """Rows of one target that say different things of it."""
        said: dict[str, set[tuple[Any, ...]]] = {}
        for each in self.stated:
            if each.sequence not in self.desk.refused:
                said.setdefault(each.record["target"], set()).add((*each.record.values(), each.parent))
        self._refuse(found, {target for target, ways in said.items() if len(ways) > 1}, "duplicate_conflict", "target")

    def _refuse(self, found: Found, targets: set[str], code: str, name: str) -> None:
        rows = [each for each in self.stated if each.record["target"] in targets]
        rows = [each for each in rows if each.sequence not in self.desk.refused]
        self.desk.later(found, {each.number: code for each in rows}, name)
        self.desk.refused |= {each.sequence for each in rows}


def _circles(up: Mapping[str, str | None]) -> set[str]:
    """Those that come back to themselves on the way up."""
    circles = set()
    for start in up:
        here, seen = up.get(start), {start}
        while here is not None and here not in seen:
            seen.add(here)
            here = up.get(here)
        if here == start:
            circles.add(start)
    return circles


def read(desk: Desk) -> None:
    """Take in the targets with what they lean on, then the sheets that hold links alone."""
    references = References(desk)
    for found in desk.sheets("targets"):
        targets = _Targets(desk, references)
        for row in desk.rows(found, reported_in="target"):
            _target(targets, row)
        targets.settle(found)
    for found in desk.sheets("links"):
        for row in desk.rows(found, reported_in="target"):
            target = references.code(row, "target", "targets", required=True)
            _link(references, row, target, required=True)


def _target(targets: _Targets, row: Row) -> None:
    if targets.before and not any(row.text(name) for name in _STATED) and row.text("competency"):
        _goes_on(targets, row)
        return
    targets.before, targets.last = True, None
    code = row.text("target", required=True)
    document = row.text("document", required=True)
    record: dict[str, Any] = {
        "target": code,
        "agency": targets.desk.agency,
        "unit": targets.references.code(row, _answers(row), "units"),
        "level": level_of(document) if document else None,
        "document": document,
        "indicator": row.text("indicator", required=True),
        "unit_of_measure": row.text("unit_of_measure", required=True),
        "baseline": _figure(row, "baseline"),
        "goal": _figure(row, "goal", required=True),
        "year": _year(row),
        "weight": _share(row, "weight", high=None),
    }
    _link(targets.references, row, code)
    if row.refused or code is None:
        return
    targets.last = code
    parent = row.text("parent")
    targets.stated.append(_Stated(row.sequence, row.number, record, parent))


def _answers(row: Row) -> str:
    """The column of the office that answers for the target: in a list without competencies any column of offices."""
    alone = not row.found.has("answers") and not row.found.has("competency")
    return "unit" if alone else "answers"


def _goes_on(targets: _Targets, row: Row) -> None:
    """A row that names a further competency for the target above and leaves its columns blank."""
    if targets.last is None:
        row.refuse("unknown_target", "target")
        return
    _link(targets.references, row, targets.last)


def _link(references: References, row: Row, target: str | None, *, required: bool = False) -> None:
    """What a target leans on: one competency or several, in an office or in the whole agency."""
    competencies = references.competencies(row, "competency", required=required)
    if not row.text("competency"):
        row.key(target)
        return
    unit = references.code(row, "unit", "units")
    relevance = _share(row, "relevance", high=Decimal(1))
    row.key(target, *competencies, unit)
    for competency in competencies:
        row.give("target_links", target=target, competency=competency, unit=unit, relevance=relevance)


def _figure(row: Row, name: str, *, required: bool = False) -> Decimal | None:
    """A value of the indicator; 'belum ditetapkan' yields none, and so does an empty goal."""
    text = row.text(name)
    if text is None:
        if required and row.found.has(name):
            row.warn("no_value", name)
        return None
    try:
        cells.number(row.raw(name))
    except cells.Unread:
        if _NOT_YET.search(text) and not any(sign.isdigit() for sign in text):
            row.warn("no_value", name)
            return None
    return row.number_of(name)


def _year(row: Row) -> int | None:
    year = row.whole("year", required=True)
    if year is not None and year not in _YEARS:
        row.refuse("out_of_range", "year")
    return year


def _share(row: Row, name: str, *, high: Decimal | None) -> Decimal | None:
    """A weight above 0; a relevance up to 1, also as 50%."""
    value = row.number_of(name, required=True)
    if value is None:
        return None
    if high is not None and "%" in (row.text(name) or ""):
        value /= 100
    value = round(value, _PLACES)
    if value <= 0 or (high is not None and value > high):
        row.refuse("out_of_range", name)
    return value


# ---------------------------------------------------------------- the kind

_NO: Final = Field("no", "No", also("nomor; no urut; nomor urut"), holds="whole", note="Nomor urut; boleh kosong.")
_CODES: Final = also(
    "kode; kode target; kode indikator; id sasaran; id; kode sasaran strategis; kode iku; no sasaran; target id; target"
)
_COMPETENCIES: Final = also(
    "kompetensi; kode kompetensi; kompetensi yang mendukung; kompetensi pendukung sasaran; kompetensi terkait; "
    "nama kompetensi; kompetensi yang dibutuhkan; kebutuhan kompetensi; competency"
)
_OFFICES: Final = also(
    "opd; skpd; unit kerja; perangkat daerah pendukung; opd pendukung; perangkat daerah pelaksana; opd pelaksana; "
    "satuan kerja; unit; nama opd; nama perangkat daerah; unit organisasi; opd pengampu; perangkat daerah pengampu"
)
_RELEVANCES: Final = also(
    "keterkaitan; tingkat relevansi; bobot relevansi; bobot keterkaitan; tingkat keterkaitan; relevance"
)

_TARGET_FIELDS: Final = (
    _NO,
    Field(
        "target",
        "Kode Sasaran",
        _CODES,
        required=True,
        holds="code",
        note="Kode sasaran, yang tidak dipakai pemerintah lain: dahului dengan kode instansi.",
        example="6705-S01",
    ),
    Field(
        "document",
        "Dokumen",
        also(
            "nama dokumen; dokumen perencanaan; sumber; dokumen sumber; dokumen rencana; jenis dokumen; dasar; level "
            "dokumen; dokumen acuan; document"
        ),
        required=True,
        note="RPJMD, Renstra, Perjanjian Kinerja atau SPM; dokumen lain dicatat tanpa tingkat.",
        example="RPJMD 2025-2029",
    ),
    Field(
        "parent",
        "Sasaran Induk",
        also("induk; kode induk; sasaran atasan; kode sasaran induk; mendukung sasaran; sasaran di atasnya; parent"),
        note="Kode sasaran yang didukung sasaran ini; kosong bila tidak ada.",
        example="",
    ),
    Field(
        "answers",
        "Penanggung Jawab",
        also(
            "perangkat daerah penanggung jawab; opd penanggung jawab; pd penanggung jawab; penanggungjawab; "
            "unit penanggung jawab; koordinator; pengampu; pj; skpd penanggung jawab; responsible"
        ),
        note="Perangkat daerah yang bertanggung jawab; kosong berarti seluruh pemerintah daerah.",
        example="Dinas Contoh",
    ),
    Field(
        "indicator",
        "Indikator",
        also(
            "nama indikator; indikator sasaran; indikator kinerja; indikator kinerja utama; iku; indikator kinerja "
            "sasaran; uraian indikator; indikator kinerja daerah; ikd; indikator tujuan; sasaran dan indikator; "
            "indicator"
        ),
        required=True,
        note="Yang diukur.",
        example="Indeks Contoh",
    ),
    Field(
        "unit_of_measure",
        "Satuan",
        also("satuan ukuran; satuan indikator; unit satuan; unit of measure; measure"),
        required=True,
        note="Satuan nilainya: %, indeks, tahun.",
        example="indeks",
    ),
    Field(
        "baseline",
        "Nilai Awal",
        also(
            "kondisi awal; capaian awal; baseline; data awal; nilai dasar; realisasi awal; kondisi saat ini; capaian "
            "terakhir; data dasar; kondisi eksisting; realisasi"
        ),
        holds="number",
        note="Nilai sebelum mulai; kosong bila belum diketahui.",
        example="70,25",
    ),
    Field(
        "base_year",
        "Tahun Awal",
        also("tahun dasar; tahun data; tahun kondisi awal; tahun baseline; base year"),
        holds="whole",
        note="Tahun nilai awal; tidak disimpan.",
        example="2025",
    ),
    Field(
        "base_source",
        "Sumber Nilai Awal",
        also("sumber data; sumber data awal; sumber baseline; sumber kondisi awal; source"),
        note="Dari mana nilai awal; tidak disimpan.",
    ),
    Field(
        "goal",
        "Target",
        also(
            "target akhir; nilai target; target kinerja; target capaian; target tahunan; target akhir periode; target "
            "kinerja akhir; kondisi akhir; goal; target (ilustratif); target nilai"
        ),
        holds="number",
        note="Nilai yang dituju; 'belum ditetapkan' boleh.",
        example="73,5",
    ),
    Field(
        "year",
        "Tahun Target",
        also(
            "tahun; tahun akhir; tahun pencapaian; tahun capaian; target tahun; thn target; tahun sasaran; year; "
            "target year"
        ),
        required=True,
        holds="whole",
        note="Tahun nilai itu harus tercapai.",
        example="2029",
    ),
    Field(
        "weight",
        "Bobot",
        also("bobot sasaran; bobot indikator; nilai bobot; bobot kepentingan; bobot prioritas; weight"),
        required=True,
        holds="number",
        note="Seberapa penting dibanding sasaran lain; lebih dari 0.",
        example="2,5",
    ),
)
_LINK_FIELDS: Final = (
    Field(
        "competency",
        "Kompetensi Pendukung",
        _COMPETENCIES,
        holds="list",
        note="Kompetensi yang menentukan tercapainya sasaran, dengan kode atau nama; beberapa dipisahkan titik koma.",
        example="M.04; T.KEU.01",
    ),
    Field(
        "unit",
        "Perangkat Daerah",
        _OFFICES,
        note="Perangkat daerah yang harus memiliki kompetensi itu; kosong berarti semua.",
        example="Dinas Contoh",
    ),
    Field(
        "relevance",
        "Relevansi",
        _RELEVANCES,
        holds="number",
        note="Seberapa menentukan kompetensi itu: lebih dari 0 sampai 1.",
        example="0,5",
    ),
)

TARGETS: Final = OfficeKind(
    name="targets",
    office_name="sasaran",
    title="Sasaran dan indikator kinerja",
    purpose="Sasaran RPJMD, Renstra, Perjanjian Kinerja dan SPM, serta kompetensi yang menentukan tercapainya. Satu "
    "sasaran boleh diulang untuk tiap kompetensi, atau kaitannya ditulis pada lembar Keterkaitan.",
    order=120,
    parts=(
        Part("targets", "Sasaran", (*_TARGET_FIELDS, *_LINK_FIELDS)),
        Part(
            "links",
            "Keterkaitan",
            (
                _NO,
                Field(
                    "target",
                    "Kode Sasaran",
                    (*_CODES, "sasaran", "indikator"),
                    required=True,
                    note="Sasaran pada lembar Sasaran, dengan kode atau indikatornya.",
                    example="6705-S01",
                ),
                Field(
                    "competency",
                    "Kode Kompetensi",
                    ("kompetensi pendukung", *_COMPETENCIES),
                    required=True,
                    holds="list",
                    note="Kompetensi dari kamus, dengan kode atau nama.",
                    example="M.04",
                ),
                _LINK_FIELDS[1],
                Field(
                    "relevance",
                    "Relevansi",
                    _RELEVANCES,
                    required=True,
                    holds="number",
                    note="Lebih dari 0 sampai 1.",
                    example="0,5",
                ),
            ),
            optional=True,
        ),
    ),
    read=read,
    tables=("targets", "target_links"),
    knows=("agencies", "units", "competencies", "targets"),
)
