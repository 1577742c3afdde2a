"""The content of an OpenDocument spreadsheet, looked over: repeated cells, links, macros, merged cells, errors."""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from betang.core.office.reading.formats.archives import Archive
from betang.core.office.reading.formats.bounds import Extent
from betang.core.office.reading.formats.xlsx import DAMAGED, LINKS, MACROS, clean_xml
from betang.core.office.reading.safety import Unreadable

_MACROS: Final = re.compile(r"^(?:Basic|Scripts)/.+", re.IGNORECASE)
_LISTS: Final = re.compile(r"script-l[bc]\.xml$", re.IGNORECASE)
_LINKS: Final = frozenset(("table:table-source", "table:cell-range-source", "table:dde-link", "office:dde-source"))
_CELLS: Final = frozenset(("table:table-cell", "table:covered-table-cell"))
_ENCRYPTED: Final = b"manifest:encryption-data"
_MANIFEST: Final = 20_000_000  # bytes


def scan(archive: Archive) -> dict[str, Extent]:
    """Every part looked at; the extents of the sheets by their names."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive.entries and _ENCRYPTED in archive.read(manifest, _MANIFEST):
        raise Unreadable("encrypted", "the workbook has a password; remove it and send it again")
    for name in archive.entries:
        if _MACROS.match(name) and not _LISTS.search(name):
            raise Unreadable("macros", MACROS)
        if name.lower().endswith((".xml", ".rdf")) and name != "content.xml":
            for _ in clean_xml(archive.chunks(name)):
                pass
    content = _Content()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = content.start
    parser.EndElementHandler = content.end
    parser.CharacterDataHandler = content.text
    try:
        for chunk in clean_xml(archive.chunks("content.xml")):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, OverflowError) as error:
        raise Unreadable("damaged_file", DAMAGED) from error
    return content.extents


class _Content:
    """Counts what a parser would make of the sheets."""

    def __init__(self) -> None:
        self.extents: dict[str, Extent] = {}
        self._extent = Extent()
        self._row = self._column = 0  # before the ones being read
        self._rows = self._columns = 1  # how often they are repeated
        self._said: list[str] = []
        self._cell: dict[str, str] | None = None
        self._sheet = 0  # how deep inside a sheet
        self._notes = 0  # how deep inside a remark

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag in _LINKS:
            raise Unreadable("external_links", LINKS)
        if tag == "table:table":
            self._sheet += 1
            if self._sheet == 1:
                name = given.get("table:name", "")
                if name in self.extents:
                    raise Unreadable("damaged_file", DAMAGED)
                self._extent = self.extents[name] = Extent()
                self._row = 0
        elif tag == "table:table-row":
            self._rows = int(given.get("table:number-rows-repeated", "1"))
            self._column = 0
        elif tag in _CELLS:
            self._columns = int(given.get("table:number-columns-repeated", "1"))
            self._cell, self._said = given, []
        elif tag == "office:annotation":
            self._notes += 1

    def text(self, text: str) -> None:
        if self._cell is not None and not self._notes:
            self._said.append(text)

    def end(self, tag: str) -> None:
        if tag == "table:table":
            self._sheet -= 1
        elif tag == "table:table-row":
            self._row += self._rows
        elif tag == "office:annotation":
            self._notes -= 1
        elif tag in _CELLS and self._cell is not None:
            self._finish(self._cell, "".join(self._said).strip())
            self._column += self._columns
            self._cell = None

    def _finish(self, given: dict[str, str], text: str) -> None:
        row, column = self._row, self._column
        if text or "office:value-type" in given:
            self._extent.reach(row + self._rows, column + self._columns)
            self._extent.text += len(text) * self._rows * self._columns
        if given.get("calcext:value-type") == "error" and text.startswith("#"):
            self._extent.error(row + 1, column, text)
        down = int(given.get("table:number-rows-spanned", "1"))
        right = int(given.get("table:number-columns-spanned", "1"))
        if (down > 1 or right > 1) and self._rows == 1:
            self._extent.merged.append(((row, column), (row + down - 1, column + right - 1)))
