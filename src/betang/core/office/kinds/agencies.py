"""The list of governments: BKN's codes, Kemendagri's, and the other names they go by."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from betang.core.office.desk import Desk, Row
from betang.core.office.spec import Cell, Field, OfficeKind, Part, also

_KINDS: Final = MappingProxyType(
    {
        **dict.fromkeys(("provinsi", "prov", "propinsi", "province", "pemerintah provinsi"), "province"),
        **dict.fromkeys(("kabupaten", "kab", "regency", "pemerintah kabupaten"), "regency"),
        **dict.fromkeys(("kota", "kotamadya", "city", "pemerintah kota"), "city"),
        **dict.fromkeys(
            also("pusat; kementerian; lembaga; kementerian lembaga; lpnk; badan; instansi pusat; central"),
            "central",
        ),
    }
)
_KIND_IN_NAME: Final = (
    (re.compile(r"\b(?:prov(?:insi)?|propinsi|pemprov)\b", re.IGNORECASE), "province"),
    (re.compile(r"\b(?:kab(?:upaten)?|pemkab)\b", re.IGNORECASE), "regency"),
    (re.compile(r"\b(?:kota|pemkot|pemko)\b", re.IGNORECASE), "city"),
    (re.compile(r"^(?:kementerian|lembaga|badan|komisi|dewan|arsip|perpustakaan)\b", re.IGNORECASE), "central"),
)
_REGION: Final = re.compile(r"(\d\d)(?:[.]?(\d\d))?").fullmatch
_SPLIT: Final = re.compile(r"[;|\n]")


def read(desk: Desk) -> None:
    """Take in the agencies, each with its other names."""
    for found in desk.sheets("agencies"):
        for row in desk.rows(found, reported_in="agency"):
            code = row.text("agency", required=True)
            name = row.text("name", required=True)
            if code is None or name is None:
                continue
            row.key(code)
            row.give(
                "agencies",
                agency=code,
                name=name,
                kind=_kind(row, name),
                region_code=_region(row),
                bkn_code=row.text("bkn_code") or code,
            )
            for spelled in _others(row):
                row.give("aliases", kind="agencies", spelled=spelled, code=code)


def _kind(row: Row, name: str) -> str | None:
    """What the column says; where it says nothing, what the name says."""
    if row.text("kind"):
        return row.choice("kind", _KINDS, "bad_choice")
    kind = next((kind for pattern, kind in _KIND_IN_NAME if pattern.search(name)), None)
    if kind is None:
        row.refuse("missing_value", "kind")
    return kind


def _region(row: Row) -> str | None:
    """Kemendagri's code as it is printed: 62, 62.06; also where a spreadsheet made the number 62.1 of 62.10."""
    text = row.text("region_code")
    if text is None:
        return None
    cell: Cell = row.raw("region_code")
    if isinstance(cell, float):
        text = f"{cell:.2f}" if cell < 100 and not cell.is_integer() else f"{cell:.0f}"  # noqa: PLR2004  # 62.06, not 6206
    matched = _REGION(text)
    if matched is None:
        row.drop("bad_choice", "region_code")
        return None
    return f"{matched[1]}.{matched[2]}" if matched[2] else matched[1]


def _others(row: Row) -> list[str]:
    names = _SPLIT.split(str(row.raw("others"))) if row.text("others") else []
    found = [" ".join(name.split()) for name in names]
    return [*dict.fromkeys([*filter(None, found), *filter(None, (row.text("siasn_id"),))])]


AGENCIES: Final = OfficeKind(
    name="agencies",
    office_name="instansi",
    title="Daftar instansi",
    purpose="Pemerintah daerah dan instansi lain yang datanya dipakai bersama, dengan kode dan nama lainnya.",
    order=10,
    parts=(
        Part(
            "agencies",
            "Instansi",
            (
                Field(
                    "agency",
                    "kode_bkn",
                    also("kode instansi; kode instansi bkn; kode bkn instansi; kode cepat; kodecepat; agency code"),
                    required=True,
                    holds="code",
                    note="Kode instansi menurut BKN, empat angka.",
                    example="6705",
                ),
                Field(
                    "name",
                    "nama",
                    also("nama instansi; instansi; nama pemerintah daerah; pemerintah daerah; agency name"),
                    required=True,
                    note="Nama resmi instansi.",
                    example="Pemerintah Kab. Contoh",
                ),
                Field(
                    "kind",
                    "jenis",
                    ("jenis instansi", "tingkat", "tingkat pemerintahan"),
                    holds="choice",
                    note="Boleh kosong bila nama instansi sudah menyebutkannya.",
                    example="kabupaten",
                    choices=("provinsi", "kabupaten", "kota", "pusat"),
                ),
                Field(
                    "region_code",
                    "kode_kemendagri",
                    also("kode wilayah; kode wilayah kemendagri; kode dagri; region code"),
                    holds="code",
                    note="Kode wilayah menurut Kementerian Dalam Negeri; bukan kode BPS.",
                    example="62.01",
                ),
                Field(
                    "bkn_code",
                    "bkn_code",
                    holds="code",
                    note="Hanya bila instansi memakai kode lain daripada kode BKN di kolom pertama.",
                    example="6705",
                ),
                Field(
                    "siasn_id",
                    "id_siasn",
                    also("id instansi siasn; id siasn instansi; instansi id; siasn id"),
                    holds="code",
                    note="Id instansi di SIASN; dipakai untuk mengenali instansi pada ekspor SIASN.",
                    example="0123456789ABCDEF0123456789ABCDEF",
                ),
                Field(
                    "others",
                    "nama_lain",
                    also("nama lain; sebutan lain; alias; singkatan; other names"),
                    holds="list",
                    note="Sebutan lain, dipisahkan titik koma.",
                    example="Kab. Contoh; Pemkab Contoh; BKPSDM Kab. Contoh",
                ),
            ),
        ),
    ),
    read=read,
    tables=("agencies",),
    knows=("agencies",),
    agency=False,
)
