"""A small invented district, its neighbours and its files: what readers of kinds are tried on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from betang.core.office.desk import Desk, Known, PersonFacts
from betang.core.office.kinds.assessments import ASSESSMENTS, CERTIFICATES
from betang.core.office.kinds.catalogue import PROGRAMS
from betang.core.office.kinds.learning import OBLIGATIONS, TRAINING_HISTORY
from betang.core.office.kinds.money import BUDGETS, TRAVEL
from betang.core.office.kinds.needs import DIALOGUES, PROPOSALS
from betang.core.office.kinds.targets import TARGETS
from betang.core.office.reading.books import open_book
from betang.core.office.reading.grids import look
from betang.core.office.spec import OfficeKind

ULIN, MERANTI, RESAK = "6790", "6791", "6700"
RECEIVED = date(2026, 10, 30)
LANTING, TALENAN, TIANG, GAYUNG = "199001012015031001", "198502022010012002", "197803032005011003", "199204042024211004"
KINDS = (
    *(PROGRAMS, BUDGETS, TRAVEL, TARGETS, DIALOGUES, PROPOSALS),
    *(ASSESSMENTS, CERTIFICATES, OBLIGATIONS, TRAINING_HISTORY),
)


def district() -> Known:
    """What is known of Kabupaten Ulin before a file of it is read."""
    known = Known()
    agencies = known["agencies"]
    agencies.add(ULIN, "Pemerintah Kab. Ulin", ["Kab. Ulin", "Pemkab Ulin", "BKPSDM Kab. Ulin"])
    agencies.add(MERANTI, "Pemerintah Kota Meranti", ["Kota Meranti", "Pemko Meranti"])
    agencies.add(RESAK, "Pemerintah Provinsi Resak", ["Prov. Resak", "BPSDM Provinsi Resak"])
    units = known["units"]
    units.add("U0", "Pemerintah Kab. Ulin", parent=None)
    for code, name in (("U1", "Dinas Kesehatan"), ("U2", "Dinas Pendidikan"), ("U3", "Inspektorat")):
        units.add(code, name, parent="U0")
        units.add(f"{code}S", "Sekretariat", parent=code)
    units.add("U1B", "Bidang Kesehatan Masyarakat", parent="U1")
    units.add("U1BI", "Inspektorat", parent="U1B")
    competencies = known["competencies"]
    for code, name in (
        ("M.01", "Integritas"),
        ("M.02", "Kerja Sama"),
        ("M.03", "Komunikasi"),
        ("M.06", "Pengembangan Diri dan Orang Lain"),
        ("SK.01", "Perekat Bangsa"),
        ("T.KEU.01", "Penatausahaan Keuangan Daerah"),
    ):
        competencies.add(code, name)
    for nip, name, unit in (
        (LANTING, "Lanting Nipah", "U1"),
        (TALENAN, "Talenan Ulin", "U2"),
        (TIANG, "Tiang Meranti", "U1"),
        (GAYUNG, "Tiang Meranti", "U2"),
    ):
        known.people.by_nip[nip] = PersonFacts(nip, name, unit, nip)
    known["programs"].add(
        "PKP",
        "Pelatihan Kepemimpinan Pengawas",
        ["PIM IV", "Diklatpim Tingkat IV"],
        shared=True,
        channel="blended",
        hours=905,
        days=101,
        onsite_days=5,
        class_min=10,
        class_max=40,
    )
    known["programs"].add("KEU-1", "Pelatihan Penatausahaan Keuangan Daerah", shared=False)
    known["programs"].add("UBAH", "Pelatihan Manajemen Perubahan", shared=False)
    return known


@dataclass
class Brought:
    """What came of a file."""

    desk: Desk
    kind: OfficeKind | None
    records: dict[str, list[dict[str, Any]]]

    def __getitem__(self, table: str) -> list[dict[str, Any]]:
        return self.records.get(table, [])

    def said(self, severity: str, *, sheet: str | None = None) -> list[tuple[int | None, str, str, str]]:
        """Problems of a severity: row, code, column, value."""
        found = [t for t in self.desk.troubles if t.severity == severity and sheet in (None, t.sheet)]
        return [(t.row, t.code, t.column, t.value) for t in found]

    def codes(self, severity: str) -> list[tuple[int | None, str]]:
        return sorted(((row or 0), code) for row, code, _, _ in self.said(severity))

    @property
    def refused(self) -> list[tuple[int | None, str, str, str]]:
        return self.said("refused")

    @property
    def cells(self) -> list[tuple[int | None, str, str, str]]:
        return self.said("cell")

    @property
    def warnings(self) -> list[tuple[int | None, str, str, str]]:
        return self.said("warning")


def bring(
    folder: Path, kind: OfficeKind, sheets: Mapping[str, Sequence[Sequence[object]]] | str | Path, **more: Any
) -> Brought:
    """Write a file, find its tables and read it. A text is a csv, a mapping a workbook of sheets, a path is a file.

    `merged`: (sheet, first row, first column, last row, last column), counted from 0. `known`: another district.
    """
    path = sheets if isinstance(sheets, Path) else folder / ("file.csv" if isinstance(sheets, str) else "file.xlsx")
    if isinstance(sheets, str):
        path.write_text(sheets, encoding="utf-8")
    elif not isinstance(sheets, Path):
        _write(path, sheets, more.get("merged", ()))
    book = open_book(path, path.name)
    seen = look(book, KINDS, kind=kind)
    records = folder / "records"
    records.mkdir(exist_ok=True)
    desk = Desk(
        source=book,
        found=seen.found,
        known=more.get("known") or district(),
        agency=ULIN,
        received_on=RECEIVED,
        folder=records,
    )
    kind.read(desk)
    desk.spool.close()
    return Brought(desk, look(book, KINDS).kind, {table: _records(desk, table) for table in desk.spool.tables})


def _write(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]], merged: Sequence[tuple[Any, ...]]) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value, days)
                    elif value not in (None, ""):
                        sheet.write(number, column, value)
            for where, top, left, bottom, right in merged:
                if where == name:
                    sheet.merge_range(top, left, bottom, right, rows[top][left])


def _records(desk: Desk, table: str) -> list[dict[str, Any]]:
    """Records without their row and without what is unknown."""
    return [
        {name: value for name, value in record.items() if value is not None and name != "_row"}
        for batch in desk.spool.batches(table, without=desk.refused)
        for record in batch.to_pylist()
    ]
