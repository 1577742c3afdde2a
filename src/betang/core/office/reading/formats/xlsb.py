"""The parts of a binary workbook (.xlsb), looked over record by record."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from betang.core.office.reading.formats.archives import Archive
from betang.core.office.reading.formats.bounds import ERRORS, Extent
from betang.core.office.reading.formats.xlsx import check_parts, clean_xml, relations
from betang.core.office.reading.safety import AGAIN, Unreadable

_PART: Final = 300_000_000  # bytes of one part that is held at once
_ROW: Final = 0
_CELLS: Final = range(2, 12)  # from a number to the error of a formula; 1 is blank
_ERRORS: Final = frozenset((3, 11))
_SHARED: Final = 7
_TEXT: Final = 19
_TEXTS: Final = 159
_SHEET: Final = 156
_MERGED: Final = 176
_DAMAGED: Final = f"the workbook is damaged; {AGAIN}"


def scan(archive: Archive) -> dict[str, Extent]:
    """Every part looked at; the extents of the sheets by their names."""
    check_parts(archive)
    for name in archive.entries:
        if name.lower().endswith((".xml", ".rels")):
            for _ in clean_xml(archive.chunks(name)):
                pass
    try:
        lengths = _lengths(archive)
        targets = relations(archive, "xl/_rels/workbook.bin.rels")
        extents: dict[str, Extent] = {}
        for kind, body in _records(archive, "xl/workbook.bin"):
            if kind == _SHEET:
                key, at = _wide(body, 8)
                name, _ = _wide(body, at)
                if name in extents or not targets.get(key):
                    raise Unreadable("damaged_file", _DAMAGED)
                extents[name] = _extent(archive, targets[key], lengths)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Unreadable("damaged_file", _DAMAGED) from error
    return extents


def _records(archive: Archive, path: str) -> Iterator[tuple[int, bytes]]:
    """The records of a part: their kind and what is in them."""
    there = archive.named(path)
    part = archive.read(there, _PART) if there else b""
    at, end = 0, len(part)
    while at < end:
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while True:
            byte = part[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:  # noqa: PLR2004  # four bytes at most
                break
        yield kind, part[at : at + size]
        at += size


def _lengths(archive: Archive) -> list[int]:
    """How long each of the texts is that sheets share."""
    lengths: list[int] = []
    announced = 0
    for kind, body in _records(archive, "xl/sharedStrings.bin"):
        if kind == _TEXT:
            lengths.append(len(body))
        elif kind == _TEXTS:
            (announced,) = struct.unpack_from("<4xI", body)
    if announced > len(lengths):
        raise Unreadable("damaged_file", _DAMAGED)  # a parser takes memory for what is announced
    return lengths


def _wide(body: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (count,) = struct.unpack_from("<I", body, at)
    end = at + 4 + 2 * count
    return body[at + 4 : end].decode("utf-16-le"), end


def _extent(archive: Archive, path: str, lengths: list[int]) -> Extent:
    extent = Extent()
    row = 0
    for kind, body in _records(archive, path):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", body)
        elif kind in _CELLS:
            (column,) = struct.unpack_from("<I", body)
            extent.reach(row + 1, column + 1)
            if kind == _SHARED:
                (text,) = struct.unpack_from("<I", body, 8)
                extent.text += lengths[text] if text < len(lengths) else 0
            elif kind in _ERRORS:
                extent.error(row + 1, column, ERRORS.get(body[8], "#N/A"))
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            extent.merged.append(((top, left), (bottom, right)))
    return extent
