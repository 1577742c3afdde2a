"""Text files with columns: encoding, delimiter and quotes found by looking; records one by one in constant memory."""

from __future__ import annotations

import codecs
import csv
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, TextIO

from betang.core.office.reading.safety import Limits, Unreadable, wide
from betang.core.office.spec import Cell, Misshapen, Sheet

_CHUNK: Final = 1 << 20
_SAMPLE: Final = 1 << 17  # characters in which the delimiter is looked for
_RECORDS: Final = 200  # records in which it is looked for
_DELIMITERS: Final = ";,|\t"
_MENDING: Final = "betang-windows"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8 in a file that otherwise is: what Windows would have meant by them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_windows(byte) for byte in bad), error.end


def _windows(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


codecs.register_error(_MENDING, _as_windows)


def encoding_of(path: Path) -> tuple[str, str, bool]:
    """What the file is written in, what Python calls it, and whether a mark stands before the text."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-bom", "utf-8", True
        if name := wide(head):
            return "utf-16", name, head[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
        decoder = codecs.getincrementaldecoder("utf-8")("strict")
        try:
            chunk = head
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            mended = head.decode("utf-8", "replace")
            broken = mended.count("\ufffd")
            good = sum(1 for sign in mended if sign > "\x7f") - broken
            return ("utf-8", "utf-8", False) if good > broken else ("cp1252", "cp1252", False)
    return "utf-8", "utf-8", False


def delimiter_of(sample: str) -> str:
    """The sign that parts the columns: the one that gives most records the same number of fields, and many of them."""
    best, best_score = ",", 0.0
    for sign in _DELIMITERS:
        width, share = width_of(sample, sign)
        score = share * (1 - 1 / width)
        if score > best_score + 1e-9:
            best, best_score = sign, score
    return best


def width_of(sample: str, sign: str) -> tuple[int, float]:
    """Into how many fields a sign parts most of the records, and what share of them; (1, 0) where it parts none."""
    widths = Counter(_widths(sample, sign))
    total = sum(widths.values())
    shares = [(width, count / total) for width, count in widths.items() if width > 1]
    return max(shares, key=lambda found: found[1] * (1 - 1 / found[0]), default=(1, 0.0))


def _widths(sample: str, sign: str) -> Iterator[int]:
    reader = csv.reader(sample.splitlines(keepends=True), delimiter=sign)
    for _ in range(_RECORDS):
        try:
            record = next(reader)
        except (StopIteration, csv.Error):
            return
        if any(record):
            yield len(record)


class TextBook:
    """A text file with columns. Its one sheet is called ''."""

    format: Literal["text"] = "text"

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self.sheets: tuple[Sheet, ...] = (Sheet(""),)
        self.encoding, self._codec, self._skip = encoding_of(path)
        with self._open() as file:
            sample = file.read(_SAMPLE)
        self._hint = self._hinted(sample)
        if self._hint:
            self.delimiter = self._hint
        else:
            whole = len(sample) < _SAMPLE
            cut = sample if whole else sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample
            self.delimiter = delimiter_of(cut)

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Cell]]]:
        """Records, numbered from 1; one with a quotation mark that is never closed comes as `Misshapen`."""
        with self._open() as file:
            if self._hint:
                file.readline()
            for number, record in enumerate(self._records(file), 1):
                if number > self._limits.rows:
                    raise Unreadable("too_many_rows", f"more than {self._limits.rows:,} rows; send it in parts")
                if record:
                    yield number, record

    def _records(self, file: TextIO) -> Iterator[list[Cell]]:
        pending: deque[str] = deque()
        fed: list[str] = []
        open_end = False

        def lines() -> Iterator[str]:
            nonlocal open_end
            while True:
                line = pending.popleft() if pending else file.readline()
                if not line:
                    open_end = bool(fed)
                    return
                if "\0" in line:
                    line = line.replace("\0", "")
                fed.append(line)
                yield line

        while True:
            reader = csv.reader(lines(), delimiter=self.delimiter)
            broken = False
            try:
                for record in reader:
                    if len(fed) > 1 and (open_end or not self._sound(fed)):
                        broken = True
                        break
                    fed.clear()
                    yield record  # type: ignore[misc]
            except csv.Error:
                broken = True
            if not broken and not (open_end and fed):
                return
            first, *rest = fed
            pending.extendleft(reversed(rest))
            fed.clear()
            open_end = False
            yield Misshapen(first.rstrip("\r\n")[:2000].split(self.delimiter))

    def _sound(self, lines: list[str]) -> bool:
        """Whether a record over several lines closes its quotation marks as it should."""
        try:
            return len(list(csv.reader(lines, delimiter=self.delimiter, strict=True))) == 1
        except csv.Error:
            return False

    def _hinted(self, sample: str) -> str:
        """The delimiter that a first line 'sep=;' names; Excel hides that line and does not count it."""
        first = sample.split("\n", 1)[0].strip().strip('"')
        return first[4] if len(first) == 5 and first[:4].lower() == "sep=" else ""  # noqa: PLR2004  # sep= and one sign

    def _open(self) -> TextIO:
        file = self._path.open(
            encoding=self._codec, errors=_MENDING if self._codec == "utf-8" else "replace", newline=""
        )
        if self._skip:
            file.read(1)  # the byte-order mark is one sign
        return file
