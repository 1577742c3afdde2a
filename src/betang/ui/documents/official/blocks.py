"""The parts a document is laid out in. One layout makes both the Word template and the PDF.

Texts hold fields as a template does: 'Tahun {{ tahun }}'. `over` names a list, and `each` what one of its rows is
called in the texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: government, office, address, over a double line. Fields of `kop`."""


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the document, centred, in capitals: one line each."""

    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a part. `number`: 'A.'; centred when it has none."""

    text: str
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `small`: a note. `space`: millimetres left free above it."""

    text: str
    align: Align = "justify"
    bold: bool = False
    small: bool = False
    indent: int = 0
    space: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Clause:
    """A word of a decree with its points: 'Menimbang : a. ...'. `count` is the text before each point, or empty.

    Without `over` it has one point, `text`. `labels`: every point has a label of its own, made of `label`.
    """

    label: str
    text: str
    over: str = ""
    each: str = ""
    count: str = ""
    labels: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, text of a cell, share of the line. `ours`: no public form has it, so it is our proposal."""

    heading: str
    text: str
    width: float
    align: Align = "left"
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of a table under headings of their own: one heading for each row of `over`, spanning the table."""

    over: str
    each: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose heading is repeated on every page. `empty`: what it says without rows. `total`: a last row."""

    over: str
    each: str
    columns: Sequence[Column]
    empty: str = "Nihil"
    group: Group | None = None
    total: Sequence[str] = ()
    size: float = 9


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs, side by side: names of fields that hold a signature, or '' where nobody does.

    In the texts the signature is called `s`; `lead` stands above its post.
    """

    places: Sequence[str]
    lead: str = "{% if s.tempat %}{{ s.tempat }}, {{ s.tanggal }}{% else %}{{ s.pengantar }}{% endif %}"

    @property
    def lines(self) -> tuple[str, str, str, str, str]:
        """What stands above the post, the post, the name, the rank, the NIP."""
        return (
            self.lead,
            "{{ s.jabatan }},",
            "{{ s.nama }}",
            "{{ s.pangkat }}",
            "{% if s.nip %}NIP {{ s.nip }}{% endif %}",
        )


@dataclass(frozen=True, slots=True)
class Only:
    """Blocks that stand only where a field holds something."""

    when: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Page:
    """A new page, upright or lying."""

    lying: bool


Plain = Letterhead | Title | Heading | Text | Facts | Clause | Table | Signatures | Page
Block = Plain | Only


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is laid out. `foot` stands under every page."""

    blocks: Sequence[Block]
    foot: str
    lying: bool = False
    font: str = "Arial"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook. `over` leads to its rows, list within list; columns name 'list.field' of any of these.

    A column is (heading, where its value is, width in letters).
    """

    name: str
    over: Sequence[str]
    columns: Sequence[tuple[str, str, int]]
