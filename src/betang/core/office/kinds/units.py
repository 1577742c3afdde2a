"""The units of a government and the posts at their heads; and lists of posts.

SIASN's list says of every unit which one is above it. Other lists say it by a level, by codes that go on from one
another (1.02 above 1.02.03), or by the depth at which a name is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from betang.core.office.cells import clean
from betang.core.office.desk import Desk, Row
from betang.core.office.names import plain
from betang.core.office.spec import Cell, Field, Found, OfficeKind, Part, also
from betang.core.office.titles import readable, tier_of_eselon, tier_of_title, tier_of_words

_DEPTH: Final = re.compile(r"[\s\xa0\-–—_.•*·>+|└├─│»~=]*")
_LEVEL: Final = re.compile(r"(?:level|tingkat|eselon|lvl|lv)?\W*(\d{1,2})(?:[.,]0)?").fullmatch
_CODE_PARTS: Final = re.compile(r"[.\-/\s]+")


# ---------------------------------------------------------------- units


@dataclass
class _Tree:
    """Which unit is above which, as the rows have it; accepted or not is known only after the last of them."""

    codes: dict[str, str] = field(default_factory=dict)  # plain code: as written
    by_name: dict[str, list[str]] = field(default_factory=dict)  # plain name: codes
    above: dict[int, str] = field(default_factory=dict)  # sequence: parent
    unit: dict[int, str] = field(default_factory=dict)  # sequence: code
    number: dict[int, int] = field(default_factory=dict)  # sequence: row number


def read(desk: Desk) -> None:
    """Take in the units, and for every one with an eselon the post at its head."""
    for found in desk.sheets("units"):
        tree = _Tree()
        outline = _Outline(found, desk.look(found))
        for code, name in outline.named:
            tree.codes.setdefault(code.casefold(), code)
            tree.by_name.setdefault(plain(name), []).append(code)
        for row in desk.rows(found, reported_in="unit"):
            _unit(desk, row, tree, outline)
        _settle(desk, found, tree)


def _unit(desk: Desk, row: Row, tree: _Tree, outline: _Outline) -> None:
    code = row.text("unit", required=True)
    name = unit_name(row.text("name", required=True) or "")
    if not name and not row.refused:
        row.refuse("missing_value", "name")
    if row.refused or code is None:
        return
    row.key(code.casefold())
    parent = None
    if row.text("parent"):
        parent = _stated(desk, row, tree)
    elif not outline.stated:
        parent = outline.parents.get(row.number)
    tree.unit[row.sequence] = code
    tree.number[row.sequence] = row.number
    if parent is not None:
        tree.above[row.sequence] = parent
    row.give("units", agency=desk.agency, unit=code, name=name, parent=parent)
    title = row.text("head")
    tier = _eselon(row)
    if title and tier:
        row.give("jobs", job=code, name=readable(title), tier=tier)


def _eselon(row: Row) -> str | None:
    text = row.text("eselon")
    if text is None:
        return None
    tier = tier_of_eselon(text)
    if tier is None:
        row.drop("bad_tier", "eselon")
    return tier


def _stated(desk: Desk, row: Row, tree: _Tree) -> str | None:
    """The parent that the row names, by its code or, where one unit only bears it, by its name."""
    text = row.text("parent") or ""
    if code := tree.codes.get(text.casefold()) or desk.known["units"].code(text):
        return code
    named = tree.by_name.get(plain(unit_name(text)), ())
    if len(named) == 1:
        return named[0]
    row.warn("unknown_parent", "parent")
    return None


def _settle(desk: Desk, found: Found, tree: _Tree) -> None:
    """Units in a circle are refused; where the unit above was refused, a unit stays without one."""
    taken = {code.casefold(): sequence for sequence, code in tree.unit.items() if sequence not in desk.refused}
    up = {
        sequence: taken[parent.casefold()]
        for sequence, parent in tree.above.items()
        if parent.casefold() in taken and sequence not in desk.refused
    }
    circles = _circles(up)
    desk.refused |= circles
    desk.later(found, {tree.number[sequence]: "parent_cycle" for sequence in circles}, "parent")
    known = desk.known["units"]
    orphans = {
        sequence
        for sequence, parent in tree.above.items()
        if sequence not in desk.refused and (up[sequence] in circles if sequence in up else known.code(parent) is None)
    }
    desk.spool.empty("units", "parent", orphans)
    desk.later(found, {tree.number[sequence]: "unknown_parent" for sequence in orphans}, "parent", "warning")


def _circles(up: Mapping[int, int]) -> set[int]:
    """Those that come back to themselves on the way up."""
    done: set[int] = set()
    circles: set[int] = set()
    for start in up:
        path: dict[int, None] = {}
        here: int | None = start
        while here is not None and here not in done and here not in path:
            path[here] = None
            here = up.get(here)
        if here in path:
            steps = list(path)
            circles.update(steps[steps.index(here) :])
        done.update(path)
    return circles


def unit_name(text: str) -> str:
    """The name of a unit without the dashes that show its depth."""
    return readable(text[_DEPTH.match(text).end() :].strip())  # type: ignore[union-attr]  # it matches the empty text


class _Outline:
    """Parents that nobody states, from levels, codes or the depth of names; the whole list is looked at first.

    `stated`: the file has a column for the unit above, and it is filled on some row.
    """

    def __init__(self, found: Found, rows: Iterable[tuple[int, list[Cell]]]) -> None:
        places = {name: found.columns[name][0].index for name in ("unit", "name", "parent", "level") if found.has(name)}
        self.named: list[tuple[str, str]] = []
        self.stated = False
        lines: list[tuple[int, str, int | None, int]] = []
        for number, values in rows:
            said = {name: values[index] if index < len(values) else "" for name, index in places.items()}
            code, name = clean(said["unit"]), str(said["name"])
            if not code or not clean(said["name"]):
                continue
            self.stated = self.stated or bool(clean(said.get("parent", "")))
            self.named.append((code, unit_name(clean(name) or name)))
            lines.append((number, code, _level(clean(said.get("level", ""))), len(_DEPTH.match(name)[0])))  # type: ignore[index]
        self.parents: dict[int, str] = {} if self.stated else _parents(lines)


def _level(text: str) -> int | None:
    matched = _LEVEL(text.casefold())
    return int(matched[1]) if matched else None


def _parents(lines: list[tuple[int, str, int | None, int]]) -> dict[int, str]:
    """Code of the unit above, by row number."""
    if lines and all(level is not None for _, _, level, _ in lines):
        return _by_depth((number, code, level or 0) for number, code, level, _ in lines)
    if parents := _by_code(lines):
        return parents
    return _by_depth((number, code, depth) for number, code, _, depth in lines)


def _by_depth(lines: Iterable[tuple[int, str, int]]) -> dict[int, str]:
    """The nearest row above with a smaller level."""
    parents: dict[int, str] = {}
    over: list[tuple[int, str]] = []
    for number, code, depth in lines:
        while over and over[-1][0] >= depth:
            over.pop()
        if over:
            parents[number] = over[-1][1]
        over.append((depth, code))
    return parents


def _by_code(lines: list[tuple[int, str, int | None, int]]) -> dict[int, str]:
    """The longest code of the list that a code goes on from: 1.02 of 1.02.03, 0102 of 010203."""
    parts = {code: _parts(code) for _, code, _, _ in lines}
    if not any(len(each) > 1 for each in parts.values()):
        parts = _pairs(parts)
    codes = {each: code for code, each in reversed(parts.items())}
    parents: dict[int, str] = {}
    for number, code, _, _ in lines:
        each = parts.get(code, ())
        longest = next((codes[each[:cut]] for cut in range(len(each) - 1, 0, -1) if each[:cut] in codes), None)
        if longest is not None:
            parents[number] = longest
    return parents


def _parts(code: str) -> tuple[str, ...]:
    """1.02.03.00 as 1, 02, 03: groups of noughts at the end say that there is nothing further."""
    if not re.fullmatch(r"[0-9A-Za-z]{1,6}(?:[.\-/\s]+[0-9A-Za-z]{1,6})*\.?", code):
        return (code,)
    parts = [part.lstrip("0") or "0" for part in _CODE_PARTS.split(code.strip(" .-/"))]
    while len(parts) > 1 and parts[-1] == "0":
        parts.pop()
    return tuple(parts)


def _pairs(parts: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Codes of digits whose lengths grow by two and more, cut where shorter codes end; running numbers are not such."""
    lengths = sorted({len(code) for code in parts})
    steps = [longer - shorter for shorter, longer in pairwise(lengths)]
    if not steps or min(steps) < 2 or not all(code.isdecimal() for code in parts):  # noqa: PLR2004
        return {}
    return {code: tuple(_cut(code, lengths)) for code in parts}


def _cut(code: str, lengths: list[int]) -> Iterator[str]:
    start = 0
    for end in lengths:
        if start < len(code):
            yield code[start:end]
            start = end


UNITS: Final = OfficeKind(
    name="units",
    office_name="ref_unor",
    title="Daftar unit organisasi",
    purpose="Perangkat daerah dan bagian-bagiannya, siapa di bawah siapa, serta jabatan struktural yang memimpinnya.",
    order=30,
    parts=(
        Part(
            "units",
            "Unit organisasi",
            (
                Field("no", "No", ("nomor", "no urut", "nomor urut"), holds="whole", note="Nomor urut; boleh kosong."),
                Field(
                    "unit",
                    "Id",
                    also(
                        "unor id; id unor; kode unor; kode unit; kode unit kerja; kode unit organisasi; "
                        "kode; kode opd; kode skpd; kode perangkat daerah; id unit; id unit kerja; "
                        "unit id; kd unor; kd unit; kdunit; kode satker; kunker; kode unker; unit code; "
                        "uuid"
                    ),
                    required=True,
                    holds="code",
                    note="Kode unit; pada daftar SIASN ini id unor. Tidak boleh sama untuk dua unit.",
                    example="1.02.03",
                ),
                Field(
                    "name",
                    "NamaUnor",
                    also(
                        "nama unit; nama unit kerja; nama unit organisasi; unit kerja; unit organisasi; "
                        "unor nama; nama; unor; nama opd; opd; nama skpd; skpd; perangkat daerah; "
                        "nama perangkat daerah; nm unor; nm unit; nunker; uraian; unit; unit name; "
                        "satuan kerja; organisasi"
                    ),
                    required=True,
                    note="Nama unit. Tanda hubung di depan nama, yang menunjukkan tingkatnya, tidak ikut dibaca.",
                    example="Bidang Pembinaan SMA",
                ),
                Field(
                    "parent",
                    "DiatasanId",
                    also(
                        "diatasan; id atasan; atasan id; kode induk; id induk; induk; kode unit induk; "
                        "unit induk; induk unit; kode atasan; unit atasan; unor atasan; unor atasan id; "
                        "id unor atasan; unor induk id; kode parent; parent; parent id; parent code; "
                        "id parent; kode unor atasan; atasan; unit kerja induk; unor induk; "
                        "unor induk nama; nama induk; nama unit atasan; nama unit induk"
                    ),
                    holds="code",
                    note=(
                        "Kode unit di atasnya; kosong untuk unit paling atas. Bila kolom ini tidak ada, susunan dibaca "
                        "dari kolom tingkat, dari kode (1.02 di atas 1.02.03), atau dari tanda hubung di depan nama."
                    ),
                    example="1.02",
                ),
                Field(
                    "level",
                    "Tingkat",
                    also("level; lvl; tingkat unit; level unit; kedalaman; depth; jenjang unit; hierarki"),
                    holds="whole",
                    note="Hanya bila tidak ada kolom unit atasan: 1 untuk yang paling atas, 2 di bawahnya.",
                    example="3",
                ),
                Field(
                    "eselon",
                    "EselonId",
                    also("eselon; eselon nama; kode eselon; nama eselon; esl; eselonering; tingkat eselon; echelon"),
                    holds="choice",
                    note="Eselon jabatan pemimpin unit; kosong atau 99 bila tidak ada jabatan struktural.",
                    example="III.a",
                    choices=("I.a", "I.b", "II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b", "V.a", "Non"),
                ),
                Field(
                    "head",
                    "NamaJabatan",
                    also(
                        "jabatan; nama jabatan struktural; jabatan struktural; jabatan pimpinan; "
                        "nama jabatan pimpinan; jabatan kepala; pimpinan; jabatan pemimpin; "
                        "nomenklatur jabatan; post; head"
                    ),
                    note="Nama jabatan yang memimpin unit; terbaca hanya bila eselonnya terisi.",
                    example="Kepala Bidang Pembinaan SMA",
                ),
            ),
        ),
    ),
    read=read,
    tables=("units", "jobs"),
    knows=("units",),
    whole=True,
)


# ---------------------------------------------------------------- posts


def read_jobs(desk: Desk) -> None:
    """Take in a list of posts."""
    for found in desk.sheets("jobs"):
        for row in desk.rows(found, reported_in="job"):
            code = row.text("job", required=True)
            title = row.text("name", required=True)
            tier = _post_tier(row, title or "")
            if code is None or title is None or tier is None:
                continue
            row.key(code)
            row.give(
                "jobs",
                job=code,
                name=readable(title),
                tier=tier,
                family=readable(row.text("family") or "") or None,
                affair=_affair(row),
            )


def _post_tier(row: Row, title: str) -> str | None:
    """What the columns say (Ahli Muda, III.a), else the end of the title."""
    said = row.text("tier")
    if said:
        tier = tier_of_words(said) or tier_of_eselon(said)
        if not tier:
            row.refuse("bad_tier", "tier")
        return tier or None
    eselon = row.text("eselon")
    tier = tier_of_eselon(eselon) if eselon else ""
    if tier is None:
        row.refuse("bad_tier", "eselon")
        return None
    kind = (row.text("job_kind") or "").casefold()
    functional = kind == "2" or ("fungsional" in kind and "umum" not in kind) or kind in {"jf", "jft"}
    found = tier or tier_of_title(title, functional=functional)
    if not tier and (kind == "1" or "struktural" in kind or "manajerial" in kind) and "non" not in kind:
        row.refuse("missing_value", "eselon" if row.count("eselon") else "tier")
        return None
    return found


def _affair(row: Row) -> str | None:
    """The affair of government by its code: 1.01, also where a spreadsheet made the number 1.1 of 1.10."""
    cell = row.raw("affair")
    return f"{cell:.2f}" if isinstance(cell, float) and not cell.is_integer() else row.text("affair")


JOBS: Final = OfficeKind(
    name="jobs",
    office_name="jabatan",
    title="Daftar jabatan",
    purpose="Jabatan beserta jenjang, rumpun dan urusan pemerintahannya, bila tidak berasal dari SIASN.",
    order=35,
    parts=(
        Part(
            "jobs",
            "Jabatan",
            (
                Field("no", "No", ("nomor", "no urut", "nomor urut"), holds="whole", note="Nomor urut; boleh kosong."),
                Field(
                    "job",
                    "Kode Jabatan",
                    also("jabatan id; id jabatan; kode; kd jabatan; kdjab; kode jab; id; job code"),
                    required=True,
                    holds="code",
                    note="Kode jabatan; tidak boleh sama untuk dua jabatan.",
                    example="JF-0102",
                ),
                Field(
                    "name",
                    "Nama Jabatan",
                    also("jabatan; nama; nomenklatur; nomenklatur jabatan; jabatan nama; nm jabatan; job title"),
                    required=True,
                    note="Nama lengkap jabatan.",
                    example="Analis Kebijakan Ahli Muda",
                ),
                Field(
                    "tier",
                    "Jenjang",
                    also("jenjang jabatan; tingkat jabatan; tier; level jabatan; kelompok jenjang"),
                    holds="choice",
                    note="Jenjang jabatan; bila kosong, dibaca dari eselon atau dari akhir nama jabatan.",
                    example="Ahli Muda",
                    choices=(
                        "JPT Utama",
                        "JPT Madya",
                        "JPT Pratama",
                        "Administrator",
                        "Pengawas",
                        "Pelaksana",
                        "Ahli Utama",
                        "Ahli Madya",
                        "Ahli Muda",
                        "Ahli Pertama",
                        "Penyelia",
                        "Mahir",
                        "Terampil",
                        "Pemula",
                    ),
                ),
                Field(
                    "job_kind",
                    "Jenis Jabatan",
                    also("jenis jabatan id; jenis jabatan nama; jenis; kategori jabatan; tipe jabatan"),
                    note="Struktural, fungsional atau pelaksana.",
                    example="Jabatan Fungsional",
                ),
                Field(
                    "eselon",
                    "Eselon",
                    also("eselon id; eselon nama; kode eselon; esl"),
                    note="Eselon, untuk jabatan struktural.",
                    example="III.a",
                ),
                Field(
                    "family",
                    "Rumpun",
                    also("rumpun jabatan; kelompok; kelompok jabatan; rumpun jf; kelompok jf; family"),
                    note="Rumpun atau kelompok jabatan.",
                    example="Manajemen",
                ),
                Field(
                    "affair",
                    "Urusan",
                    also("kode urusan; urusan pemerintahan; bidang urusan; kode bidang urusan; affair"),
                    holds="code",
                    note="Kode urusan pemerintahan.",
                    example="5.03",
                ),
            ),
        ),
    ),
    read=read_jobs,
    tables=("jobs",),
)
