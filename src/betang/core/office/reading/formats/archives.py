"""Zip files, which xlsx, xlsb and ods are as well: looked over before anything in them is believed."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from betang.core.office.reading.safety import Limits, Unreadable

_CHUNK: Final = 1 << 20
_RATIO: Final = 200  # packed to unpacked; tables reach 20, formatted empty rows 60, bombs a thousand
_SMALL: Final = 20_000_000  # bytes below which the ratio does no harm
_PARTS: Final = 10_000  # parts of one workbook
_LINK: Final = 0o120000
_KIND_OF_FILE: Final = 0o170000
_HIDDEN_BIT: Final = 0x1
_HEADER: Final = 30  # bytes of a local header
_DRIVE: Final = re.compile(r"^[A-Za-z]:")
_BROKEN: Final = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, IndexError, struct.error, EOFError)
_JUNK: Final = frozenset(("thumbs.db", "desktop.ini", ".ds_store"))
_BOMB: Final = "the zip unpacks to far more than a table needs; send the file unpacked"
_DAMAGED: Final = "the zip is damaged; it may have been cut off on its way: send it again"


class Archive:
    """A zip whose directory has been checked. Its entries are unpacked by us, and counted while they are."""

    def __init__(self, path: Path, limits: Limits, entries: int = _PARTS) -> None:
        self._path = path
        self._limits = limits
        try:
            with zipfile.ZipFile(path) as archive:
                files = [entry for entry in archive.infolist() if not entry.is_dir()]
                count = len(archive.infolist())
        except _BROKEN as error:
            raise Unreadable("damaged_file", _DAMAGED) from error
        if count > entries:
            raise Unreadable("too_many_files", f"{count:,} files in one zip; at most {entries:,} are read")
        self.entries = {entry.filename: entry for entry in files}
        if len(self.entries) != len(files):
            raise Unreadable(
                "damaged_file", "two files in the zip have one name; pack them again under names of their own"
            )
        self._check_directory(path.stat().st_size)
        self._unpacked = 0

    def named(self, name: str) -> str | None:
        """The entry of this name, in whatever case it is written; None also where two differ in nothing else."""
        found = [entry for entry in self.entries if entry.lower() == name.lower()]
        return found[0] if len(found) == 1 else None

    def _check_directory(self, size: int) -> None:
        total = packed = 0
        for name, entry in self.entries.items():
            parts = PurePosixPath(name.replace("\\", "/")).parts
            if ".." in parts or name.startswith(("/", "\\")) or _DRIVE.match(name) or "\0" in name:
                raise Unreadable("unsafe_path", "a file in the zip wants to be written outside of its folder")
            if entry.external_attr >> 16 & _KIND_OF_FILE == _LINK:
                raise Unreadable("unsafe_path", "a file in the zip is a link to another place")
            if entry.flag_bits & _HIDDEN_BIT:
                raise Unreadable("encrypted", "the zip has a password; remove it and send it again")
            if not 0 <= entry.header_offset < size:
                raise Unreadable("damaged_file", _DAMAGED)
            if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise Unreadable(
                    "damaged_file", "the zip is packed in an unusual way; pack it again as an ordinary zip"
                )
            total += entry.file_size
            packed += entry.compress_size
            if entry.file_size > _SMALL and entry.file_size > _RATIO * max(entry.compress_size, 1):
                raise Unreadable("zip_bomb", _BOMB)
        if total > self._limits.unpacked or packed > size:
            raise Unreadable("zip_bomb", _BOMB)

    def chunks(self, name: str) -> Iterator[bytes]:
        """What an entry holds, piece by piece; more than its directory says is a bomb, less is damage."""
        entry = self.entries[name]
        count = 0
        with self._path.open("rb") as file:
            try:
                for chunk in self._inflated(file, entry):
                    count += len(chunk)
                    self._unpacked += len(chunk)
                    if count > entry.file_size or self._unpacked > 2 * self._limits.unpacked:
                        raise Unreadable("zip_bomb", _BOMB)
                    yield chunk
            except zlib.error as error:
                raise Unreadable("damaged_file", _DAMAGED) from error
        if count != entry.file_size:
            raise Unreadable("damaged_file", _DAMAGED)

    def read(self, name: str, most: int) -> bytes:
        """The whole of a small entry."""
        if self.entries[name].file_size > most:
            raise Unreadable("zip_bomb", _BOMB)
        return b"".join(self.chunks(name))

    @staticmethod
    def _inflated(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        file.seek(entry.header_offset)
        header = file.read(_HEADER)
        if len(header) < _HEADER or not header.startswith(b"PK\3\4"):
            raise Unreadable("damaged_file", _DAMAGED)
        file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
        left = entry.compress_size
        packed = entry.compress_type == zipfile.ZIP_DEFLATED
        inflater = zlib.decompressobj(-15)
        while left:
            block = file.read(min(left, _CHUNK))
            if not block:
                raise Unreadable("damaged_file", _DAMAGED)
            left -= len(block)
            while packed and block:
                yield inflater.decompress(block, _CHUNK)
                block = inflater.unconsumed_tail
            if not packed:
                yield block
        if packed:
            yield inflater.flush()


def is_archive(path: Path) -> bool:
    """Whether the file is a zip of files, not one workbook."""
    with path.open("rb") as file:
        if not file.read(4).startswith(b"PK\3\4"):
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except _BROKEN:
        return False
    return not _office(names)


def _office(names: list[str]) -> bool:
    return any(name in {"[Content_Types].xml", "mimetype", "content.xml"} for name in names)


def unpack(path: Path, folder: Path, limits: Limits | None = None) -> list[tuple[str, Path]]:
    """The files in a zip, unpacked into `folder` under names of ours: (name as in the zip, path).

    What systems add by themselves (__MACOSX, Thumbs.db, ~$ locks) is left out; a zip in the zip is refused.
    """
    limits = limits or Limits()
    archive = Archive(path, limits, limits.files + _PARTS)
    names = [name for name in archive.entries if not _junk(name)]
    if len(names) > limits.files:
        raise Unreadable("too_many_files", f"{len(names):,} files in one zip; at most {limits.files:,} are read")
    if not names:
        raise Unreadable("empty_file", "there are no files in the zip")
    unpacked = []
    for number, name in enumerate(names, 1):
        if archive.entries[name].file_size > limits.size:
            raise Unreadable("too_large", f"a file in the zip has more than {limits.size:,} bytes: send it in parts")
        target = folder / f"{number:04}"
        with target.open("wb") as file:
            for chunk in archive.chunks(name):
                file.write(chunk)
        if is_archive(target):
            raise Unreadable("nested_zip", "there is a zip inside the zip; send its files unpacked")
        unpacked.append((name, target))
    return unpacked


def _junk(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    last = parts[-1].lower() if parts else ""
    return "__MACOSX" in parts or last in _JUNK or last.startswith(("~$", "._", ".~lock"))
