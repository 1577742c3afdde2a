"""Files that the tests of reading write: workbooks, old and binary ones, OpenDocument, zips with something wrong."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

from betang.core.office.reading.books import Book, Unreadable, open_book

HEADING = ("NIP", "Nama", "Unit Kerja")
ROW = ("199001012015011001", "Ani", "Dinas Kesehatan")


def workbook(path: Path, fill: Callable[[xlsxwriter.Workbook], None] | None = None) -> Path:
    """An xlsx; without `fill` a sheet 'Data' with a heading and one row."""
    book = xlsxwriter.Workbook(str(path))
    if fill is None:
        sheet(book, "Data", [HEADING, ROW])
    else:
        fill(book)
    book.close()
    return path


def sheet(book: xlsxwriter.Workbook, name: str, rows: Sequence[Sequence[object]]) -> xlsxwriter.worksheet.Worksheet:
    made = book.add_worksheet(name)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None and value != "":
                made.write(number, column, value)
    return made


def patched(path: Path, parts: Mapping[str, bytes | Callable[[bytes], bytes]]) -> Path:
    """The zip at `path` with parts added or changed."""
    with zipfile.ZipFile(path) as old:
        held = {name: old.read(name) for name in old.namelist()}
    for name, part in parts.items():
        held[name] = part if isinstance(part, bytes) else part(held[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in held.items():
            new.writestr(name, content)
    return path


def zipped(path: Path, parts: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def text(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows(book: Book, name: str = "") -> list[tuple[int, list[object]]]:
    return [(number, list(values)) for number, values in book.rows(name or book.sheets[0].name)]


def refusal(path: Path, name: str | None = None) -> str:
    """The code with which a file is refused; '' when it is read to its end."""
    try:
        book = open_book(path, name or path.name)
        for each in book.sheets:
            for _ in book.rows(each.name):
                pass
    except Unreadable as refused:
        return refused.code
    return ""


# ------------------------------------------------------------ OpenDocument

_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'office:version="1.2"><office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>'
)


def ods(path: Path, tables: str, **parts: bytes) -> Path:
    """An OpenDocument spreadsheet with these tables."""
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    sealed = parts.pop("META-INF/manifest.xml", b"<manifest:manifest/>")
    content = _ODS.format(tables).encode()
    return zipped(path, {"mimetype": mimetype, "META-INF/manifest.xml": sealed, "content.xml": content, **parts})


# ------------------------------------------------------------ .xlsb


def _record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while True:
        byte, size = size & 0x7F, size >> 7
        length += bytes([byte | (0x80 if size else 0)])
        if not size:
            return head + length + body


def _wide(said: str) -> bytes:
    return struct.pack("<I", len(said)) + said.encode("utf-16-le")


def xlsb(path: Path, cells: Mapping[tuple[int, int], str | float | None]) -> Path:
    """A binary workbook with these cells by (row, column) from 0; None is an error cell '#N/A'."""
    shared = [value for value in cells.values() if isinstance(value, str)]
    lines = b""
    for row in sorted({row for row, _ in cells}):
        lines += _record(0, struct.pack("<II", row, 0) + bytes(9))
        for column in sorted(column for other, column in cells if other == row):
            value, place = cells[row, column], struct.pack("<II", column, 0)
            if value is None:
                lines += _record(3, place + b"\x2a")
            elif isinstance(value, str):
                lines += _record(7, place + struct.pack("<I", shared.index(value)))
            else:
                lines += _record(5, place + struct.pack("<d", value))
    last = max(row for row, _ in cells), max(column for _, column in cells)
    body = _record(129) + _record(148, struct.pack("<4I", 0, last[0], 0, last[1])) + _record(145) + lines
    relation = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        b'Target="worksheets/sheet1.bin"/></Relationships>'
    )
    listed = _record(143) + _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Data")) + _record(144)
    texts = b"".join(_record(19, b"\0" + _wide(value)) for value in shared)
    return zipped(
        path,
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "xl/workbook.bin": _record(131) + listed + _record(132),
            "xl/_rels/workbook.bin.rels": relation,
            "xl/worksheets/sheet1.bin": body + _record(146) + _record(130),
            "xl/sharedStrings.bin": _record(159, struct.pack("<II", len(shared), len(shared))) + texts + _record(160),
        },
    )


# ------------------------------------------------------------ .xls


def compound(path: Path, streams: Mapping[str, bytes]) -> Path:
    """An OLE2 file with these streams, each padded to the size from which it is kept in sectors of its own."""
    padded = {name: data + bytes(max(4096, -(-len(data) // 512) * 512) - len(data)) for name, data in streams.items()}
    chains: list[int] = []
    firsts: dict[str, int] = {}
    for name, data in padded.items():
        count = len(data) // 512
        firsts[name] = len(chains)
        chains += [*range(len(chains) + 1, len(chains) + count), 0xFFFFFFFE]
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    entries += [_entry(name, 2, firsts[name], len(data), right=i + 2) for i, (name, data) in enumerate(padded.items())]
    entries[-1] = entries[-1][:72] + struct.pack("<I", 0xFFFFFFFF) + entries[-1][76:]
    entries += [_entry("", 0, 0, 0)] * (-len(entries) % 4)
    directory = len(chains)
    chains += [*range(directory + 1, directory + len(entries) // 4), 0xFFFFFFFE]
    tables = -(-(len(chains) + 8) // 127)
    first = len(chains)
    chains += [0xFFFFFFFD] * tables
    chains += [0xFFFFFFFF] * (tables * 128 - len(chains))
    places = [*range(first, first + tables), *[0xFFFFFFFF] * (109 - tables)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<6I", 0, tables, directory, 0, 4096, 0xFFFFFFFE)
    header += struct.pack("<3I", 0, 0xFFFFFFFE, 0) + struct.pack("<109I", *places)
    path.write_bytes(header + b"".join(padded.values()) + b"".join(entries) + struct.pack(f"<{len(chains)}I", *chains))
    return path


def _entry(name: str, kind: int, first: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    head = wide + bytes(64 - len(wide)) + struct.pack("<HBB", len(wide) if name else 0, kind, 1)
    return head + struct.pack("<3I", 0xFFFFFFFF, right, child) + bytes(36) + struct.pack("<IQ", first, size)


def xls(
    path: Path,
    cells: Mapping[tuple[int, int], str | float | None],
    *,
    extra: bytes = b"",
    sheet: bytes = b"",
    **streams: bytes,
) -> Path:
    """An old workbook with these cells by (row, column) from 0; `extra` and `sheet` are further records."""
    out = io.BytesIO()
    out.write(biff(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + extra)
    name = "Data"
    place = out.tell() + 4 + 8 + len(name) + 4
    out.write(biff(0x85, struct.pack("<IHBB", place, 0, len(name), 0) + name.encode()) + biff(0x0A))
    out.write(biff(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + sheet)
    for (row, column), value in cells.items():
        where = struct.pack("<HHH", row, column, 0)
        if value is None:
            out.write(biff(0x205, where + b"\x2a\x01"))
        elif isinstance(value, str):
            out.write(biff(0x204, where + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")))
        else:
            out.write(biff(0x203, where + struct.pack("<d", value)))
    out.write(biff(0x0A))
    return compound(path, {"Workbook": out.getvalue(), **streams})


def biff(kind: int, body: bytes = b"") -> bytes:
    """One record of an old workbook."""
    return struct.pack("<HH", kind, len(body)) + body
