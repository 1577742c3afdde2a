"""What a file may be before anybody parses it, and what it really is. Every refusal says why and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from betang.core.errors import BetangError


class Unreadable(BetangError):
    """The file as a whole is refused. `code` is one of docs/reference/problem-codes.md, the message says what to do."""

    exit_code = 3

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be at most: bytes as sent, bytes unpacked, rows, columns, sheets, files in a zip.

    `cells` bounds rows times columns of all sheets together: a spreadsheet is held in memory as full rectangles.
    """

    size: int = 1_000_000_000
    unpacked: int = 2_000_000_000
    rows: int = 2_000_000
    columns: int = 1_000
    sheets: int = 200
    files: int = 200
    cells: int = 40_000_000


AGAIN: Final = "open it in a spreadsheet program and save it again as .xlsx"
_HEAD: Final = 4096
_STRANGERS: Final[Mapping[bytes, str]] = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"II*\0": "a picture",
    b"MM\0*": "a picture",
    b"RIFF": "a picture or a sound",
    b"{\\rtf": "a Word document",
    b"\x1f\x8b": "a packed file; unpack it first",
    b"Rar!": "a packed file; unpack it first",
    b"7z\xbc\xaf": "a packed file; unpack it first",
    b"BZh": "a packed file; unpack it first",
    b"\xfd7zXZ": "a packed file; unpack it first",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
    b"PAR1": "a Parquet file",
}
_MARKUP: Final = (
    "<html",
    "<!doctype",
    "<table",
    "<meta",
    "<head",
    "<body",
    "<style",
    "<div",
    "<?xml",
    "<workbook",
    "<ss:",
)
_NAMED: Final[Mapping[str, str]] = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xltx": "xlsx",
    ".xltm": "xlsx",
    ".xls": "xls",
    ".xlt": "xls",
    ".xlsb": "xlsb",
    ".ods": "ods",
    ".ots": "ods",
    **dict.fromkeys((".csv", ".txt", ".tsv", ".tab", ".psv"), "text"),
    **dict.fromkeys((".pdf", ".doc", ".docx", ".ppt", ".pptx", ".odt", ".rtf", ".html", ".htm", ".xml"), "a document"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp"), "a picture"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".exe", ".json"), "something else"),
}
_CONTROL: Final = bytes(set(range(32)) - {0, 8, 9, 10, 12, 13, 26, 27})


def check_size(path: Path, limits: Limits) -> None:
    """Refuse an empty file and one that is too large."""
    size = path.stat().st_size
    if not size:
        raise Unreadable("empty_file", "the file is empty: nothing was saved in it, or the transfer broke off")
    if size > limits.size:
        raise Unreadable("too_large", f"{size:,} bytes; at most {limits.size:,} are read: send it in parts")


def check_kind(path: Path) -> None:
    """Refuse what is no table at all: pictures, documents, programs, pages of the web."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for mark, what in _STRANGERS.items():
        if head.startswith(mark) and not (mark in {b"MZ", b"BZh"} and b"\0" not in head):
            raise Unreadable("not_a_table", f"this is {what}; send the table itself as .xlsx or .csv")
    text = head.decode("utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", "replace").lstrip().lower()
    if text.startswith(_MARKUP) or (text.startswith("mime-version:") and "html" in text):
        raise Unreadable("wrong_type", f"this is a page of the web or XML under another name; {AGAIN}")
    if text.startswith(("{", "[")) and text.rstrip().endswith(("}", "]")) and '":' in text:
        raise Unreadable("not_a_table", "this is JSON, no table; send .xlsx or .csv")


def check_text(path: Path) -> None:
    """Refuse bytes that are no text."""
    with path.open("rb") as file:
        head = file.read(16 * _HEAD)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n\x1a"):
        raise Unreadable("empty_file", "there is nothing in the file but blanks")
    if wide(head):
        return
    odd = len(head) - len(head.translate(None, _CONTROL))
    if odd * 20 > len(head):
        raise Unreadable("not_a_table", "this is neither a spreadsheet nor text; send the table as .xlsx or .csv")


def wide(head: bytes) -> str:
    """What Python calls an encoding of two bytes a sign, when the text is in one; '' otherwise."""
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16-le" if head[:1] == b"\xff" else "utf-16-be"
    first, second = head[:_HEAD:2], head[1:_HEAD:2]
    if 2 * second.count(0) > len(second) > 8 * first.count(0):
        return "utf-16-le"
    if 2 * first.count(0) > len(first) > 8 * second.count(0):
        return "utf-16-be"
    return ""


def check_name(name: str, form: str) -> None:
    """Refuse a file that is not what its name says; kinds of text may stand in for each other."""
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    named = _NAMED.get(suffix)
    if named is not None and named != form:
        real = "text with columns" if form == "text" else f"a .{form} workbook"
        raise Unreadable(
            "wrong_type", f"the name ends in {suffix}, but this is {real}; give it its right ending, or {AGAIN}"
        )
