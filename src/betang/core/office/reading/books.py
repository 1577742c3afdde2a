"""Open an office file: which format it really has, its sheets, their rows of cells."""

from __future__ import annotations

from pathlib import Path

from betang.core.office.reading.book import Book
from betang.core.office.reading.crammed import parted
from betang.core.office.reading.formats import ods, ole, xlsb, xlsx
from betang.core.office.reading.formats.archives import Archive, is_archive, unpack
from betang.core.office.reading.formats.text import TextBook
from betang.core.office.reading.formats.workbooks import Workbook
from betang.core.office.reading.mended import without_ours
from betang.core.office.reading.safety import Limits, Unreadable, check_kind, check_name, check_size, check_text
from betang.core.office.spec import Sheet

__all__ = ["Book", "Limits", "Sheet", "Unreadable", "is_archive", "open_book", "unpack"]


def open_book(path: Path, name: str, limits: Limits | None = None) -> Book:
    """Open the file at `path`, which its sender called `name`. Raises Unreadable with the reason."""
    return without_ours(parted(_opened(path, name, limits or Limits())))


def _opened(path: Path, name: str, limits: Limits) -> Book:
    check_size(path, limits)
    check_kind(path)
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"PK"):
        return _zipped(path, name, limits)
    if head == ole.MARK:
        extents = ole.scan(path)
        check_name(name, "xls")
        return Workbook(path, "xls", extents, limits)
    check_text(path)
    check_name(name, "text")
    return TextBook(path, limits)


def _zipped(path: Path, name: str, limits: Limits) -> Book:
    archive = Archive(path, limits)
    if archive.named("xl/workbook.bin"):
        check_name(name, "xlsb")
        return Workbook(path, "xlsb", xlsb.scan(archive), limits)
    if archive.named("xl/workbook.xml"):
        check_name(name, "xlsx")
        return Workbook(path, "xlsx", xlsx.scan(archive, limits), limits)
    parts = archive.entries
    if "content.xml" in parts and _is_ods(archive):
        check_name(name, "ods")
        return Workbook(path, "ods", ods.scan(archive), limits)
    if "[Content_Types].xml" in parts or "mimetype" in parts:
        raise Unreadable("not_a_table", "this is a document or a presentation; send the table itself as .xlsx or .csv")
    raise Unreadable("wrong_type", "this is a zip of files, no workbook; send it as a .zip, or its files one by one")


def _is_ods(archive: Archive) -> bool:
    if "mimetype" not in archive.entries:
        return True
    return b"opendocument.spreadsheet" in archive.read("mimetype", 1000)
