"""OLE2 files: old workbooks (.xls), and what else comes in this coat: Word documents, workbooks with a password."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from betang.core.office.reading.formats.bounds import ERRORS, Extent
from betang.core.office.reading.formats.xlsx import LINKS, MACROS
from betang.core.office.reading.safety import AGAIN, Unreadable

MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD: Final = 512  # bytes of a sector; files with larger ones keep sizes in eight bytes
_FREE: Final = 0xFFFFFFFA  # sector numbers from here mean something else
_ENTRY: Final = 128  # bytes of an entry of the directory
_DAMAGED: Final = f"the workbook is damaged; {AGAIN}"
_LOCKED: Final = "the workbook has a password; remove it and send it again"

_BOF, _EOF, _FILEPASS, _SHEET, _SUPBOOK, _SST, _CONTINUE = 0x09, 0x0A, 0x2F, 0x85, 0x1AE, 0xFC, 0x3C
_DIMENSIONS, _DIMENSIONS_OF_97 = 0x200, 14
_SHARED, _ERROR, _FORMULA, _MERGED, _MULTIPLE = 0xFD, 0x205, 0x06, 0xE5, 0xBD
_EXCEL_97: Final = 0x600  # version from which texts are Unicode
_SINGLE: Final = frozenset((0x203, 0x27E, 0xFD, 0x204, 0xD6, 0x06, 0x205, 0x03, 0x04, 0x05, 0x02))
_OURSELVES: Final = frozenset((0x0401, 0x3A01))  # links that lead into the same book, or to built-in functions


class Compound:
    """The streams of an OLE2 file by name."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        try:
            self._read_header()
        except (struct.error, IndexError, OverflowError, UnicodeDecodeError) as error:
            raise Unreadable("damaged_file", _DAMAGED) from error

    def _read_header(self) -> None:
        data = self._data
        shift, small = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or small > shift:
            raise Unreadable("damaged_file", _DAMAGED)
        self._size, self._small = 1 << shift, 1 << small
        directory, _, cutoff, mini_first = struct.unpack_from("<4I", data, 48)
        more, _ = struct.unpack_from("<2I", data, 68)
        self._cutoff = cutoff
        if max(struct.unpack_from("<2I", data, 40) + struct.unpack_from("<3I", data, 64)[::2]) > len(data) >> shift:
            raise Unreadable("damaged_file", _DAMAGED)  # a parser takes memory for as many sectors as are announced
        sectors = [each for each in struct.unpack_from("<109I", data, 76) if each < _FREE]
        seen = 0
        while more < _FREE:
            if seen > len(data) // self._size:
                raise Unreadable("damaged_file", _DAMAGED)  # it runs in a circle
            block = struct.unpack_from(f"<{self._size // 4}I", data, (more + 1) * self._size)
            sectors += [each for each in block[:-1] if each < _FREE]
            more = block[-1]
            seen += 1
        self._next: list[int] = []
        for each in sectors[: len(data) // self._size + 1]:
            self._next += struct.unpack_from(f"<{self._size // 4}I", data, (each + 1) * self._size)
        listing = b"".join(self._sectors(directory))
        self.streams: dict[str, tuple[int, int]] = {}
        mini = 0xFFFFFFFF
        for at in range(0, len(listing) - _ENTRY + 1, _ENTRY):
            name = listing[at : at + 64].decode("utf-16-le", "replace").partition("\0")[0].lower()
            first, size = struct.unpack_from("<IQ", listing, at + 116)
            size = size if self._size > _OLD else size & 0xFFFFFFFF
            if at == 0:
                mini = first
            if size > len(data) or (name and name in self.streams):
                raise Unreadable("damaged_file", _DAMAGED)
            if name:
                self.streams[name] = (first, size)
        self._mini = b"".join(self._sectors(mini))
        chain = b"".join(self._sectors(mini_first))
        self._mini_next = struct.unpack(f"<{len(chain) // 4}I", chain[: len(chain) // 4 * 4])

    def _sectors(self, first: int) -> Iterator[bytes]:
        count = 0
        while first < len(self._next):
            if count > len(self._data) // self._size:
                raise Unreadable("damaged_file", _DAMAGED)  # it runs in a circle
            yield self._data[(first + 1) * self._size : (first + 2) * self._size]
            first = self._next[first]
            count += 1

    def stream(self, name: str) -> bytes:
        """What a stream holds; b'' where there is none."""
        first, size = self.streams.get(name.lower(), (0xFFFFFFFF, 0))
        if size >= self._cutoff:
            return b"".join(self._sectors(first))[:size]
        parts: list[bytes] = []
        while first < len(self._mini_next):
            if len(parts) > len(self._mini_next):
                raise Unreadable("damaged_file", _DAMAGED)  # it runs in a circle
            parts.append(self._mini[first * self._small : (first + 1) * self._small])
            first = self._mini_next[first]
        return b"".join(parts)[:size]


def scan(path: Path) -> dict[str, Extent]:
    """Every record of the workbook looked at; the extents of the sheets by their names."""
    compound = Compound(path)
    names = compound.streams
    if "encryptedpackage" in names:
        raise Unreadable("encrypted", _LOCKED)
    if "worddocument" in names or "powerpoint document" in names:
        raise Unreadable(
            "not_a_table", "this is a document of Word or PowerPoint; send the table itself as .xlsx or .csv"
        )
    if "workbook" not in names and "book" not in names:
        raise Unreadable("not_a_table", "this is no workbook; send the table as .xlsx or .csv")
    if any("vba" in name for name in names):
        raise Unreadable("macros", MACROS)
    try:
        return _Records(compound.stream("workbook") or compound.stream("book")).extents
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Unreadable("damaged_file", _DAMAGED) from error


class _Records:
    """The records of a workbook, of which each is two bytes of kind, two of length, and what is in it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._wide = struct.unpack_from("<H", data, 4)[0] >= _EXCEL_97
        sheets: list[tuple[int, str]] = []
        shared: list[bytes] = []
        last = 0
        for at, kind, size in self._walk(0):
            if kind == _FILEPASS:
                raise Unreadable("encrypted", _LOCKED)
            if kind == _SHEET:
                sheets.append(self._sheet(at))
            elif kind == _SUPBOOK:
                (target,) = struct.unpack_from("<H", data, at + 2)
                if target not in _OURSELVES:
                    raise Unreadable("external_links", LINKS)
            elif kind == _SST or (kind == _CONTINUE and last == _SST):
                shared.append(data[at : at + size])
            last = last if kind == _CONTINUE else kind
        self._lengths = _lengths(shared)
        self.extents = {name: self._extent(place) for place, name in sheets}
        if len(self.extents) != len(sheets):
            raise Unreadable("damaged_file", _DAMAGED)

    def _walk(self, at: int) -> Iterator[tuple[int, int, int]]:
        """Records from `at` to the end of their sheet: where what is in them begins, their kind and length."""
        depth = 0
        while at + 4 <= len(self._data):
            kind, size = struct.unpack_from("<HH", self._data, at)
            depth += (kind & 0xFF == _BOF) - (kind == _EOF)
            yield at + 4, kind, size
            if kind == _EOF and depth <= 0:
                return
            at += 4 + size

    def _sheet(self, at: int) -> tuple[int, str]:
        place, _, count, wide = struct.unpack_from("<IHBB", self._data, at)
        if not self._wide:
            return place, self._data[at + 7 : at + 7 + count].decode("cp1252", "replace")
        text = self._data[at + 8 : at + 8 + count * (2 if wide & 1 else 1)]
        return place, text.decode("utf-16-le" if wide & 1 else "latin-1", "replace")

    def _extent(self, place: int) -> Extent:
        data, extent = self._data, Extent()
        for at, kind, size in self._walk(place):
            if kind in _SINGLE:
                row, column = struct.unpack_from("<HH", data, at)
                extent.reach(row + 1, column + 1)
                if kind == _SHARED:
                    (text,) = struct.unpack_from("<I", data, at + 6)
                    extent.text += self._lengths[text] if text < len(self._lengths) else 0
                elif kind == _ERROR and data[at + 7]:
                    extent.error(row + 1, column, ERRORS.get(data[at + 6], "#N/A"))
                elif kind == _FORMULA and data[at + 12 : at + 14] == b"\xff\xff" and data[at + 6] == 2:  # noqa: PLR2004  # an error
                    extent.error(row + 1, column, ERRORS.get(data[at + 8], "#N/A"))
            elif kind == _MULTIPLE:
                row, _ = struct.unpack_from("<HH", data, at)
                (last,) = struct.unpack_from("<H", data, at + size - 2)
                extent.reach(row + 1, last + 1)
            elif kind == _DIMENSIONS:
                self._check_dimensions(at, size)
            elif kind == _MERGED:
                (count,) = struct.unpack_from("<H", data, at)
                for i in range(min(count, (size - 2) // 8)):
                    top, bottom, left, right = struct.unpack_from("<4H", data, at + 2 + 8 * i)
                    extent.merged.append(((top, left), (bottom, right)))
        return extent

    def _check_dimensions(self, at: int, size: int) -> None:
        """A parser takes memory for the rectangle that a sheet announces."""
        top, bottom, left, right = struct.unpack_from("<IIHH" if size == _DIMENSIONS_OF_97 else "<4H", self._data, at)
        empty = not bottom or not right
        if bottom > 1 << 16 or right > 1 << 8 or (not empty and (top >= bottom or left >= right)):
            raise Unreadable("damaged_file", _DAMAGED)


def _lengths(blocks: list[bytes]) -> list[int]:
    """How many signs each of the texts has that sheets share. A text may run on in the next block."""
    lengths: list[int] = []
    if not blocks:
        return lengths
    (_, count) = struct.unpack_from("<2I", blocks[0])
    if 3 * count > sum(len(block) for block in blocks):
        raise Unreadable("damaged_file", _DAMAGED)
    block, at = 0, 8
    while len(lengths) < count and block < len(blocks):
        if at >= len(blocks[block]):
            block, at = block + 1, 0
            continue
        signs, flags = struct.unpack_from("<HB", blocks[block], at)
        at += 3
        after = 0
        if flags & 8:
            after += 4 * struct.unpack_from("<H", blocks[block], at)[0]
            at += 2
        if flags & 4:
            after += struct.unpack_from("<I", blocks[block], at)[0]
            at += 4
        lengths.append(signs)
        wide, left = flags & 1, signs
        while left and block < len(blocks):
            fit = min(left, (len(blocks[block]) - at) >> wide)
            left -= fit
            at += fit << wide
            if left:
                block, at = block + 1, 1
                wide = blocks[block][0] & 1
        at += after
        while block < len(blocks) and at > len(blocks[block]):
            at -= len(blocks[block])
            block += 1
    return lengths
