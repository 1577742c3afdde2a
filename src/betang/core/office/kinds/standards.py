"""The competency dictionary, and what jobs and tiers require (SKJ)."""

from __future__ import annotations

import re
from typing import Final

from betang.core.office.desk import Desk, Row
from betang.core.office.meaning.references import References, offered
from betang.core.office.names import plain
from betang.core.office.spec import Field, Found, OfficeKind, Part, also
from betang.core.office.titles import tier_of_words

_KINDS: Final = {
    "manajerial": "managerial",
    "managerial": "managerial",
    "m": "managerial",
    "teknis": "technical",
    "technical": "technical",
    "t": "technical",
    "sosial kultural": "sociocultural",
    "sosiokultural": "sociocultural",
    "sosio kultural": "sociocultural",
    "sosial budaya": "sociocultural",
    "sociocultural": "sociocultural",
    "sk": "sociocultural",
}
_IMPORTANCES: Final = {
    "mutlak": "absolute",
    "absolute": "absolute",
    "1": "absolute",
    "penting": "important",
    "important": "important",
    "2": "important",
    "perlu": "needed",
    "needed": "needed",
    "3": "needed",
}
_AFFAIR: Final = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2})+)\b")
"""'1.02 Kesehatan': the code of an affair leads its name."""
_RULING: Final = re.compile(
    r"\b(?:keputusan|kep|sk|peraturan|kepgub|kepbup|kepwal\w*|pergub|perbup|perwal\w*|permen\w*|kepmen\w*|perda|se)\b"
    r"|\bsurat edaran\b",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"\b(?:nomor|nomer|no)\b[\s.:]*[\w./-]*\d|\d+[\w.-]*/[\w./-]*\d{4}|\b\d+\s+tahun\s+\d{4}", re.IGNORECASE
)
_DRAFT: Final = re.compile(r"\b(?:konsep|draft|draf|rancangan)\b", re.IGNORECASE)


def basis_of(text: str) -> str | None:
    """`decree` where a decision or regulation is named with its number, `draft` where it is called one; else None."""
    if _DRAFT.search(text):
        return "draft"
    return "decree" if _RULING.search(text) and _NUMBER.search(text) else None


# ---------------------------------------------------------------- the dictionary


def read_competencies(desk: Desk) -> None:
    """Take in competencies; codes are kept as they are written."""
    for found in desk.sheets("competencies"):
        for row in desk.rows(found, reported_in="competency"):
            code, name = row.text("competency", required=True), row.text("name", required=True)
            kind = row.choice("kind", _KINDS, "bad_choice", required=True)
            row.key(plain(code or ""))
            row.give("competencies", competency=code, name=name, kind=kind, affair=_affair(row))


def _affair(row: Row) -> str | None:
    """The code of the affair, from a column of its own or before its name; a name alone says no code."""
    for name in ("affair", "affair_name"):
        text = row.text(name)
        if text and (found := _AFFAIR.match(text)):
            return found[1]
    return None


# ---------------------------------------------------------------- standards


class _Reader:
    """Reads the standards of one file."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._jobs = desk.known["jobs"]
        self._references = References(desk)
        self._told: set[tuple[str, str | None]] = set()

    def sheet(self, found: Found, *, of_jobs: bool) -> None:
        said = {basis_of(line) for line in found.above}
        basis = next((each for each in ("draft", "decree") if each in said), None)
        for row in self._desk.rows(found, reported_in=_reported(found, of_jobs=of_jobs)):
            job = self._job(row) if of_jobs else None
            tier = None if of_jobs else self._tier(row)
            competency = self._references.competency(row)
            level = row.level("level", low=1, required=True)
            importance = row.choice("importance", _IMPORTANCES, "bad_importance", required=True)
            stated = row.text("basis")
            row.key(job, tier, competency)
            row.give(
                "standards",
                agency=self._desk.agency,
                job=job,
                tier=tier,
                competency=competency,
                level=level,
                importance=importance,
                basis=basis_of(stated) if stated else basis,
            )
            if job:
                self._affair_of(row, job)

    def _affair_of(self, row: Row, job: str) -> None:
        """A job's affair is said by its standards; its name and tier are as they are known."""
        affair = _affair(row)
        if affair and not row.refused:
            facts = self._jobs.facts(job)
            row.give("jobs", job=job, name=self._jobs.name(job), tier=facts["tier"], affair=affair)

    def _tier(self, row: Row) -> str | None:
        text = row.text("tier", required=True)
        tier = tier_of_words(text) if text else None
        if text and not tier:
            row.refuse("bad_tier", "tier")
        return tier

    def _job(self, row: Row) -> str | None:
        code, name = row.text("job"), row.text("job_name")
        if code is None and name is None:
            row.refuse("missing_value", "job" if row.found.has("job") else "job_name")
            return None
        if code is None:
            return self._by_title(row, name or "")
        found = self._jobs.code(code)
        if found is None:
            row.refuse("unknown_job", "job")
            return None
        named = self._jobs.named(name) if name else ()
        if named and found not in named and plain(name or "") != plain(self._jobs.name(found)):
            row.refuse("code_name_mismatch", "job_name")
            return None
        return found

    def _by_title(self, row: Row, title: str) -> str | None:
        """A title alone names a job of the sending agency; another government's post of that name is not meant."""
        own = [code for code in self._jobs.named(title) if self._jobs.facts(code).get("own")]
        if len(own) == 1:
            return own[0]
        if own:
            row.refuse("ambiguous_reference", "job_name")
        else:
            row.refuse("unknown_job", "job_name", offers=offered(self._jobs.exact(title)))
        return None


def _reported(found: Found, *, of_jobs: bool) -> str:
    if not of_jobs:
        return "tier"
    return "job" if found.has("job") else "job_name"


def read_standards(desk: Desk) -> None:
    """Take in the standards of jobs and of tiers; they are the sender's own."""
    reader = _Reader(desk)
    for found in desk.sheets("tiers"):
        reader.sheet(found, of_jobs=False)
    for found in desk.sheets("jobs"):
        reader.sheet(found, of_jobs=True)


# ---------------------------------------------------------------- what the files look like

_NO: Final = Field("no", "No", also("nomor;no urut;nomor urut"), note="Boleh kosong.")
_KIND_FIELD: Final = Field(
    "kind",
    "Jenis Kompetensi",
    also("kelompok kompetensi;jenis;kategori kompetensi"),
    note="Hanya keterangan; jenisnya menurut kamus.",
    example="Teknis",
)
_AFFAIR_FIELDS: Final = (
    Field(
        "affair",
        "Kode Urusan",
        also("urusan kode;affair code"),
        holds="code",
        note="Kode urusan pemerintahan.",
        example="1.02",
    ),
    Field(
        "affair_name",
        "Urusan Pemerintahan",
        also("urusan;nama urusan;bidang urusan;affair;urusan pemerintahan nama"),
        note="Kode urusan di depan namanya.",
        example="1.02 Kesehatan",
    ),
)
_REQUIRED: Final = (
    Field(
        "competency",
        "Kode Kompetensi",
        also("kode;kompetensi;competency;competency code;id kompetensi;kode unit kompetensi"),
        holds="code",
        note="Kode dalam kamus kompetensi.",
        example="M.01",
    ),
    Field(
        "competency_name",
        "Nama Kompetensi",
        also("nama kompetensi;judul kompetensi;competency name;uraian kompetensi"),
        note="Nama dalam kamus; cukup salah satu dari kode dan nama.",
        example="Integritas",
    ),
    Field(
        "level",
        "Level",
        also(
            "tingkat;lvl;level kompetensi;tingkat kompetensi;level dipersyaratkan;level standar;standar;required level"
        ),
        required=True,
        holds="level",
        note="Tingkat yang dipersyaratkan, 1 sampai 5.",
        example="3",
    ),
    Field(
        "importance",
        "Kepentingan",
        also("tingkat kepentingan;importance;pentingnya;keharusan;sifat"),
        required=True,
        holds="choice",
        note="Mutlak, Penting atau Perlu (1, 2, 3).",
        example="Mutlak",
        choices=("Mutlak", "Penting", "Perlu"),
    ),
    Field(
        "basis",
        "Dasar Penetapan",
        also("dasar;dasar hukum;landasan;keputusan;nomor keputusan;basis"),
        note="Keputusan atau peraturan dengan nomornya; tulis Konsep bila belum ditetapkan.",
        example="Keputusan Bupati Nomor 188.45/99/2026",
    ),
)

COMPETENCIES: Final = OfficeKind(
    name="competencies",
    office_name="kamus_kompetensi",
    title="Kamus kompetensi",
    purpose="Daftar kompetensi manajerial, sosial kultural dan teknis yang dipakai bersama oleh semua pemerintah.",
    order=20,
    parts=(
        Part(
            "competencies",
            "Kamus Kompetensi",
            (
                _NO,
                Field(
                    "competency",
                    "Kode",
                    also("kode kompetensi;competency;competency code;id kompetensi"),
                    required=True,
                    holds="code",
                    note="Kode kompetensi, tidak berulang.",
                    example="M.01",
                ),
                Field(
                    "name",
                    "Nama",
                    also("nama kompetensi;judul;judul kompetensi;competency name"),
                    required=True,
                    note="Nama kompetensi.",
                    example="Integritas",
                ),
                Field(
                    "kind",
                    "Jenis",
                    also("jenis kompetensi;kelompok;kelompok kompetensi;kategori kompetensi;kind"),
                    required=True,
                    holds="choice",
                    note="Manajerial, Sosial Kultural atau Teknis.",
                    example="Manajerial",
                    choices=("Manajerial", "Sosial Kultural", "Teknis"),
                ),
                *_AFFAIR_FIELDS,
            ),
        ),
    ),
    read=read_competencies,
    tables=("competencies",),
    agency=False,
)

STANDARDS: Final = OfficeKind(
    name="standards",
    office_name="standar_kompetensi",
    title="Standar kompetensi jabatan (SKJ)",
    purpose="Tingkat kompetensi yang dipersyaratkan suatu jabatan, atau suatu jenjang, menurut pemerintah pengirim.",
    order=50,
    parts=(
        Part(
            "jobs",
            "SKJ",
            (
                _NO,
                Field(
                    "job",
                    "Kode Jabatan",
                    also("id jabatan;jabatan id;kode jab;job;job code"),
                    holds="code",
                    note="Kode jabatan SIASN; cukup salah satu dari kode dan nama.",
                    example="Kode contoh jabatan",
                ),
                Field(
                    "job_name",
                    "Nama Jabatan",
                    also("jabatan;nama jab;jabatan nama;job name;nomenklatur jabatan"),
                    note="Nama jabatan seperti dalam daftar pegawai.",
                    example="Kepala Bidang Contoh",
                ),
                Field(
                    "group",
                    "Kelompok Jabatan",
                    also("jenjang jabatan;kelompok;rumpun jabatan;jenjang"),
                    note="Hanya keterangan.",
                    example="Administrator",
                ),
                *_AFFAIR_FIELDS,
                _KIND_FIELD,
                *_REQUIRED,
            ),
            one_of=(("job", "job_name"), ("competency", "competency_name")),
            optional=True,
        ),
        Part(
            "tiers",
            "Standar Jenjang",
            (
                _NO,
                Field(
                    "tier",
                    "Jenjang",
                    also("jenjang jabatan;tier;tingkat jabatan;kelompok jabatan"),
                    required=True,
                    note="Jenjang jabatan, misalnya Administrator atau JF Ahli Muda.",
                    example="Pengawas",
                ),
                _KIND_FIELD,
                *_REQUIRED,
            ),
            one_of=(("competency", "competency_name"),),
            optional=True,
        ),
    ),
    read=read_standards,
    tables=("standards", "jobs"),
    knows=("jobs", "competencies"),
)
