"""Documents as PDF: what they say is data, how they look is one Typst template (ADR 0021).

Nothing a person wrote ever becomes markup: the template gets one JSON text and lays out its strings as strings.
Fonts come with Typst and go into the file; the outcome is tagged for screen readers (PDF/UA-1).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typst import PDFStandard

TEMPLATE: Final = Path(__file__).with_name("document.typ")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of ready texts. `widths` are shares of the line; empty: the same for all columns."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with sentences before, labelled facts, a table, and small notes after. `new_page`: it begins one."""

    title: str
    said: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    grid: Grid | None = None
    notes: Sequence[str] = ()
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says. `label` stands over every page (invented data); `foot` under it, before the page number.

    `page_of` is how the language says it: 'Halaman {page} dari {pages}'.
    """

    language: str
    title: str
    subtitle: str
    label: str
    foot: str
    page_of: str
    sections: Sequence[Section]


def pdf(document: Document, *, made_at: datetime) -> bytes:
    """The document as PDF."""
    return compiled(TEMPLATE, json.dumps(asdict(document), ensure_ascii=False), made_at)


def compiled(template: Path, data: str, made_at: datetime) -> bytes:
    """What a Typst template makes of data. A letter without a font (an emoji) costs it only the claim to PDF/UA."""
    import typst  # noqa: PLC0415  (eighty megabytes that only documents need)

    try:
        return _compiled(template, data, made_at, ["ua-1"])
    except typst.TypstError:
        return _compiled(template, data, made_at, [])


def _compiled(template: Path, data: str, made_at: datetime, standards: list[PDFStandard]) -> bytes:
    import typst  # noqa: PLC0415  (the same)

    made = typst.compile(
        template,
        root=template.parent,
        ignore_system_fonts=True,  # the same file on every machine
        format="pdf",
        sys_inputs={"document": data},
        pdf_standards=standards,
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no single file")
    return made
