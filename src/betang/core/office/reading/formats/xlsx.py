"""The parts of an xlsx workbook, looked over while they are unpacked: what must not be there, how far sheets reach."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from xml.parsers import expat

import numpy as np
import numpy.typing as npt

from betang.core.office.reading.formats.archives import Archive
from betang.core.office.reading.formats.bounds import Extent
from betang.core.office.reading.safety import AGAIN, Limits, Unreadable
from betang.core.office.spec import Range

_BLOCK: Final = 1 << 22
_TAIL: Final = 1 << 16  # how far back a cell may begin that is not whole yet
_BOOK: Final = 20_000_000  # bytes of the list of sheets
_DAMAGED: Final = f"the workbook is damaged; {AGAIN}"
_ENTITIES: Final = (b"!DOCTYPE", b"!ENTITY")
_PLACE: Final = re.compile(r"\$?([A-Za-z]{1,6})\$?(\d{1,9})$", re.ASCII)
_MERGED: Final = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)["']"""
)
_ERROR: Final = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\bt\s*=\s*["']e["'])[^>]*\br\s*=\s*["']([A-Z]+)(\d+)["'][^>]*>"""
    rb"""(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>(#[^<]{1,20})</""",
    re.DOTALL,
)
_SHARED: Final = re.compile(rb"""\bt="s"[^>]*>(?:\s*<(?:\w+:)?f\b[^>]*>[^<]*</(?:\w+:)?f>)?\s*<(?:\w+:)?v>(\d+)</""")
_MACROS: Final = re.compile(r"vbaproject\.bin$|^xl/macrosheets/|^xl/dialogsheets/", re.IGNORECASE)
_LINKS: Final = re.compile(r"^xl/(?:externallinks/|connections\.xml$)", re.IGNORECASE)
_XML: Final = (".xml", ".rels", ".vml")

MACROS: Final = "the workbook holds macros, which are never run here; save it as .xlsx without macros"
LINKS: Final = (
    "the workbook takes figures from other files, which are not here; "
    "break the links (Data, Edit Links, Break Link) so that the figures stay, and save it again"
)
DAMAGED: Final = f"the workbook is damaged; {AGAIN}"
ENTITIES: Final = f"the workbook defines XML entities, which no spreadsheet program writes; {AGAIN}"


def column_number(letters: bytes) -> int:
    """Column A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def check_parts(archive: Archive) -> None:
    """Refuse what a table does not need: macros, links to other files."""
    for name in archive.entries:
        if _MACROS.search(name):
            raise Unreadable("macros", MACROS)
        if _LINKS.search(name):
            raise Unreadable("external_links", LINKS)


def clean_xml(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces of XML handed on unless they define entities, or are written so that this could not be seen."""
    tail = b""
    first = True
    for chunk in chunks:
        if first and chunk[:2] in {b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"}:
            raise Unreadable("xml_entities", ENTITIES)
        first = first and not chunk
        if any(each in chunk or each in tail + chunk[:16] for each in _ENTITIES):
            raise Unreadable("xml_entities", ENTITIES)
        tail = chunk[-16:]
        yield chunk


def scan(archive: Archive, limits: Limits) -> dict[str, Extent]:
    """Every part looked at; the extents of the sheets by the sheets' names."""
    check_parts(archive)
    paths = _sheets(archive, limits)
    lengths = _lengths(archive)
    for name in archive.entries.keys() - set(paths.values()):
        if name.lower().endswith(_XML):
            for _ in clean_xml(archive.chunks(name)):
                pass
    return {sheet: _Sheet(archive, path, lengths, limits).extent for sheet, path in paths.items()}


def _sheets(archive: Archive, limits: Limits) -> dict[str, str]:
    """Parts of the sheets by their names."""
    ids: dict[str, str] = {}

    def sheet(tag: str, given: dict[str, str]) -> None:
        if _local(tag) == "sheet":
            if given.get("name", "") in ids:
                raise Unreadable("damaged_file", DAMAGED)
            ids[given.get("name", "")] = next((value for key, value in given.items() if _local(key) == "id"), "")

    _parse(archive, "xl/workbook.xml", sheet)
    if len(ids) > limits.sheets:
        raise Unreadable("too_many_sheets", f"more than {limits.sheets} sheets; send the table's own sheets only")
    targets = relations(archive, "xl/_rels/workbook.xml.rels")
    paths = {name: targets.get(key, "") for name, key in ids.items()}
    if not all(paths.values()):
        raise Unreadable("damaged_file", DAMAGED)
    return paths


def relations(archive: Archive, name: str) -> dict[str, str]:
    """The parts that a workbook names, by the ids it gives them."""
    targets: dict[str, str] = {}

    def target(tag: str, given: dict[str, str]) -> None:
        if _local(tag) == "Relationship":
            path = posixpath.normpath(posixpath.join("/xl", given.get("Target", "").replace("\\", "/")))
            targets[given.get("Id", "")] = archive.named(path.lstrip("/")) or ""

    _parse(archive, name, target)
    return targets


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _parse(archive: Archive, name: str, start: Any) -> None:
    there = archive.named(name)
    if there is None:
        raise Unreadable("damaged_file", DAMAGED)
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        for chunk in clean_xml((archive.read(there, _BOOK),)):
            parser.Parse(chunk, True)
    except (expat.ExpatError, ValueError) as error:
        raise Unreadable("damaged_file", DAMAGED) from error


def _lengths(archive: Archive) -> npt.NDArray[np.int64]:
    """How long each of the texts is that sheets share; at most, since its marks are counted along."""
    name = archive.named("xl/sharedStrings.xml")
    if name is None:
        return np.zeros(1, np.int64)
    found: list[npt.NDArray[np.int64]] = []
    offset = 0
    carry = b""
    for chunk in clean_xml(archive.chunks(name)):
        block = carry + chunk
        if len(block) < _BLOCK and len(chunk):
            carry = block
            continue
        found.append(_starts(block[:-4]) + offset)
        offset += max(len(block) - 4, 0)
        carry = block[-4:]
    found.append(_starts(carry + b"    ") + offset)
    starts = np.concatenate(found)
    return np.diff(np.append(np.unique(starts), offset + len(carry))) if len(starts) else np.zeros(1, np.int64)


def _starts(block: bytes) -> npt.NDArray[np.int64]:
    """Where shared texts begin."""
    return np.fromiter((match.start() for match in re.finditer(rb"<(?:\w+:)?si[\s/>]", block)), np.int64)


class _Sheet:
    """One sheet, read in blocks with numpy, since a sheet of 6,400,000 cells is 400 MB of XML."""

    def __init__(self, archive: Archive, path: str, lengths: npt.NDArray[np.int64], limits: Limits) -> None:
        self.extent = Extent()
        self._archive, self._path = archive, path
        self._odd = False
        self._shared = 0  # cells that hold a text which sheets share
        for block in self._blocks():
            self._measure(block)
        if self._odd or self.extent.rows * self.extent.columns > limits.cells or self.extent.columns > limits.columns:
            self._slowly()
        if self._shared * int(lengths.max(initial=0)) > limits.unpacked:
            self.extent.text = self._texts(lengths)

    def _blocks(self) -> Iterator[bytes]:
        """Blocks of the sheet that end before a cell, so that no cell is cut in two."""
        carry: list[bytes] = []
        size = 0
        for chunk in clean_xml(self._archive.chunks(self._path)):
            carry.append(chunk)
            size += len(chunk)
            if size >= _BLOCK:
                block = b"".join(carry)
                cut = max(block.rfind(b"<c ", -_TAIL), block.rfind(b":c ", -_TAIL) - 8)
                cut = cut if cut > 0 else max(block.rfind(b"<", -_TAIL), 1)
                yield block[:cut]
                carry, size = [block[cut:]], len(block) - cut
        yield b"".join(carry)

    def _measure(self, block: bytes) -> None:
        """Last row and column that cells name (blank ones as well), merged cells, errors."""
        signs = np.frombuffer(b"  " + block + b"\0" * 16, np.uint8)
        given = np.flatnonzero(signs[:-16] == ord("="))
        name, value = signs[given - 1], signs[given + 2]
        named = signs[given - 2] <= ord(" ")
        kinds = value[named & (name == ord("t"))]
        self._shared += int(np.count_nonzero(kinds == ord("s")))
        if (kinds == ord("e")).any():
            for match in _ERROR.finditer(block):
                self.extent.error(int(match[2]), column_number(match[1]) - 1, match[3].decode("ascii", "replace"))
        if b"mergeCell " in block:
            self.extent.merged += [_range(match) for match in _MERGED.finditer(block)]
        lettered = named & (name == ord("r")) & (signs[given + 1] == ord('"')) & (value >= ord("A"))
        places = given[lettered] + 2
        if len(places) != _cells(signs):
            self._odd = True
        if len(places):
            rows, columns, whole = _farthest(signs, places)
            self.extent.reach(rows, columns)
            self._odd |= not whole

    def _texts(self, lengths: npt.NDArray[np.int64]) -> int:
        """Signs of the texts of all cells."""
        total = 0
        for block in self._blocks():
            used = np.array(_SHARED.findall(block), dtype="S12").astype(np.int64)
            total += int(lengths[used[used < len(lengths)]].sum())
        return total

    def _slowly(self) -> None:
        """Cell by cell, for sheets that do not name every place in the usual way, or have far cells without content."""
        place = [0, 0]
        extent = self.extent
        extent.rows = extent.columns = 0

        def start(tag: str, given: dict[str, str]) -> None:
            name = _local(tag)
            if name == "row":
                number = given.get("r", "")
                place[0] = int(number) if number.isascii() and number.isdecimal() else place[0] + 1
                place[1] = 0
            elif name == "c":
                match = _PLACE.match(given["r"]) if "r" in given else None
                if match:
                    place[:] = int(match[2]), column_number(match[1].upper().encode())
                elif "r" in given:
                    raise Unreadable("damaged_file", DAMAGED)
                else:
                    place[1] += 1
            elif name in {"v", "is"}:
                extent.reach(max(place[0], 1), max(place[1], 1))

        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        try:
            for chunk in clean_xml(self._archive.chunks(self._path)):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError) as error:
            raise Unreadable("damaged_file", DAMAGED) from error


def _cells(signs: npt.NDArray[np.uint8]) -> int:
    """How many cells begin in a block, with or without a prefix (`<c`, `<x:c`)."""
    body = signs[:-16]
    tags = np.flatnonzero(body == ord("<"))
    count = np.count_nonzero((signs[tags + 1] == ord("c")) & _ends(signs[tags + 2]))
    colons = np.flatnonzero(body == ord(":"))
    colons = colons[(signs[colons + 1] == ord("c")) & _ends(signs[colons + 2])]
    if len(colons) and len(tags):
        opened = tags[np.maximum(np.searchsorted(tags, colons) - 1, 0)]
        count += np.count_nonzero(signs[opened + 1] != ord("/"))
    return int(count)


def _ends(signs: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Where a tag's name ends."""
    return np.asarray((signs <= ord(" ")) | (signs == ord(">")) | (signs == ord("/")), bool)


def _farthest(signs: npt.NDArray[np.uint8], at: npt.NDArray[np.intp]) -> tuple[int, int, bool]:
    """The last row and column among places such as BL12, and whether all of them are nothing but that."""
    columns = np.zeros(len(at), np.int32)
    rows = np.zeros(len(at), np.int32)
    for _ in range(4):
        sign = signs[at].astype(np.int32) - (ord("A") - 1)
        letter = (sign > 0) & (sign < 27)  # noqa: PLR2004  # A to Z
        columns = np.where(letter, columns * 26 + sign, columns)
        at = at + letter
    for _ in range(8):
        sign = signs[at].astype(np.int32) - ord("0")
        digit = (sign >= 0) & (sign < 10)  # noqa: PLR2004  # 0 to 9
        rows = np.where(digit, rows * 10 + sign, rows)
        at = at + digit
    return int(rows.max()), int(columns.max()), bool((signs[at] == ord('"')).all())


def _range(match: re.Match[bytes]) -> Range:
    left, top, right, bottom = match.groups()
    return (int(top) - 1, column_number(left) - 1), (int(bottom) - 1, column_number(right) - 1)
