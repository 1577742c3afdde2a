"""The built-in Word templates, made of the same layouts as the PDF: what an office downloads, changes and sends back.

They are made when they are asked for and kept while the program runs; there is no file of them that could grow old.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from betang.ui.documents.official import blocks as b
from betang.ui.documents.official.kinds import KINDS
from betang.ui.documents.official.word.packing import FIRST_DAY, packed

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_LONG, _SHORT = 297.0, 210.0  # not a rule: a sheet of A4 in millimetres
_UPRIGHT: Final = (25.0, 20.0)
_LYING: Final = (14.0, 14.0)
"""Margins left and right, in millimetres."""
_FIELD: Final = re.compile(r"{{ ([\w.]+) }}")
_GREY, _PALE = "E6E6E6", "F2F2F2"


@cache
def template(kind: str) -> bytes:
    """The built-in Word template of a kind."""
    made = KINDS[kind]
    if made.layout is None:
        raise ValueError(f"{kind} is a workbook only")
    return _Writing(made.layout).written(made.title)


class _Writing:
    """A Word template in the making."""

    def __init__(self, layout: b.Layout) -> None:
        import docx  # noqa: PLC0415  (slow to import, and only templates need it)

        self._layout = layout
        self._lying = layout.lying
        self.doc: Document = docx.Document()

    def written(self, title: str) -> bytes:
        self._styles()
        self._sheet(self.doc.sections[0])
        self._margin_texts(self.doc.sections[0])
        self._blocks(self._layout.blocks)
        about = self.doc.core_properties
        about.title, about.author, about.comments, about.language = title, "Betang", "", "id-ID"
        about.created = about.modified = FIRST_DAY
        target = io.BytesIO()
        self.doc.save(target)
        return packed(target.getvalue())

    # ------------------------------------------------------------ the sheet

    @property
    def _width(self) -> float:
        """Millimetres between the margins."""
        return _LONG - sum(_LYING) if self._lying else _SHORT - sum(_UPRIGHT)

    def _styles(self) -> None:
        from docx.oxml.ns import qn  # noqa: PLC0415
        from docx.shared import Pt  # noqa: PLC0415

        normal = self.doc.styles["Normal"]
        normal.font.name, normal.font.size = self._layout.font, Pt(11)
        fonts = normal.element.rPr.rFonts
        for script in ("w:eastAsia", "w:cs"):
            fonts.set(qn(script), self._layout.font)
        language = normal.element.rPr.makeelement(qn("w:lang"), {qn("w:val"): "id-ID"})
        normal.element.rPr.append(language)
        normal.paragraph_format.space_after = Pt(0)

    def _sheet(self, section: Section) -> None:
        from docx.enum.section import WD_ORIENT  # noqa: PLC0415
        from docx.shared import Mm  # noqa: PLC0415

        wide, high = (_LONG, _SHORT) if self._lying else (_SHORT, _LONG)
        left, right = _LYING if self._lying else _UPRIGHT
        section.orientation = WD_ORIENT.LANDSCAPE if self._lying else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(wide), Mm(high)
        section.left_margin, section.right_margin = Mm(left), Mm(right)
        section.top_margin = section.bottom_margin = Mm(18)
        section.header_distance = section.footer_distance = Mm(8)

    def _margin_texts(self, section: Section) -> None:
        """Over every page whether the people are invented; under it the foot and the page."""
        from docx.enum.text import WD_TAB_ALIGNMENT  # noqa: PLC0415
        from docx.shared import Mm, RGBColor  # noqa: PLC0415

        head = section.header.paragraphs[0]
        _said(head, "{{ label }}", size=9, bold=True, align="center")
        head.runs[0].font.color.rgb = RGBColor(0x8A, 0x1C, 0x1C)
        foot = section.footer.paragraphs[0]
        foot.style = self.doc.styles["Normal"]  # that of feet has a stop in the middle
        foot.paragraph_format.tab_stops.add_tab_stop(Mm(self._width), WD_TAB_ALIGNMENT.RIGHT)
        _said(foot, f"{self._layout.foot}\tHalaman ", size=8)
        _counted(foot, "PAGE")
        _said(foot, " dari ", size=8)
        _counted(foot, "NUMPAGES")

    # ------------------------------------------------------------ blocks

    def _blocks(self, blocks: Sequence[b.Block]) -> None:
        writers: dict[type[Any], Callable[[Any], None]] = {
            b.Letterhead: self._letterhead,
            b.Title: self._title,
            b.Heading: self._heading,
            b.Text: self._text,
            b.Facts: self._facts,
            b.Clause: self._clause,
            b.Table: self._table,
            b.Signatures: self._signatures,
            b.Only: self._only,
            b.Page: self._page,
        }
        for block in blocks:
            writers[type(block)](block)

    def _paragraph(self, text: str, **looks: Any) -> Paragraph:
        return _said(self.doc.add_paragraph(), text, **looks)

    def _tag(self, text: str) -> None:
        """A paragraph that only steers, and is gone when the document is made."""
        self._paragraph(f"{{%p {text} %}}", size=8)

    def _letterhead(self, _: b.Letterhead) -> None:
        self._paragraph("{{ kop.pemerintah|upper }}", size=14, align="center")
        self._tag("if kop.kantor")
        self._paragraph("{{ kop.kantor|upper }}", size=16, bold=True, align="center")
        self._tag("endif")
        last = self._paragraph("{{ kop.alamat }}", size=9, align="center", below=12)
        _line_under(last)

    def _title(self, block: b.Title) -> None:
        for place, line in enumerate(block.lines):
            last = place == len(block.lines) - 1
            made = self._paragraph(line, size=12, bold=True, align="center", below=12 if last else 0)
            made.paragraph_format.keep_with_next = True

    def _heading(self, block: b.Heading) -> None:
        align: b.Align = "center" if block.centred else "left"
        made = self._paragraph(block.text, bold=True, align=align, above=10, below=5)
        made.paragraph_format.keep_with_next = True

    def _text(self, block: b.Text) -> None:
        from docx.shared import Mm  # noqa: PLC0415

        made = self._paragraph(
            block.text,
            size=9 if block.small else None,
            bold=block.bold,
            align=block.align,
            above=4 + block.space * 2.83,
            below=4,
        )
        made.paragraph_format.left_indent = Mm(block.indent)
        made.paragraph_format.keep_with_next = block.text.endswith(":")

    def _facts(self, block: b.Facts) -> None:
        table = self._grid(len(block.rows), (42, 4, self._width - 46), bordered=False)
        for place, (label, text) in enumerate(block.rows):
            for cell, said in zip(table.rows[place].cells, (label, ":", text), strict=True):
                _said(cell.paragraphs[0], said, below=2)
        self._after_table()

    def _clause(self, block: b.Clause) -> None:
        labelled = bool(block.label)
        counted = bool(block.count)
        shares = [*((36, 5) if labelled else ()), *((8,) if counted else ())]
        texts = [block.count, block.text] if counted else [block.text]
        if labelled and block.over and not block.labels:
            texts = [f"{{% if loop.first %}}{block.label}{{% endif %}}", "{% if loop.first %}:{% endif %}", *texts]
        elif labelled:
            texts = [block.label, ":", *texts]
        table = self._grid(3 if block.over else 1, (*shares, self._width - sum(shares)), bordered=False)
        if block.over:
            _row_tag(table, 0, f"for {block.each} in {block.over}")
            _row_tag(table, 2, "endfor")
        points = table.rows[1 if block.over else 0]
        _unbroken(points)
        for cell, said in zip(points.cells, texts, strict=True):
            _said(cell.paragraphs[0], said, below=4, align="justify" if said == block.text else "left")
        self._after_table()

    def _table(self, block: b.Table) -> None:
        from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT  # noqa: PLC0415

        share = self._width / sum(column.width for column in block.columns)
        table = self._grid(2, [column.width * share for column in block.columns], bordered=True)
        for place, column in enumerate(block.columns):
            top, under = table.rows[0].cells[place], table.rows[1].cells[place]
            heading = f"{column.heading}{'*' if column.ours else ''}"
            top.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            _said(top.paragraphs[0], heading, size=block.size, bold=True, align="center", above=2, below=2)
            _said(under.paragraphs[0], str(place + 1), size=block.size - 1.5, align="center")
            _shaded(top, _GREY)
            _shaded(under, _PALE)
        _repeated(table.rows[0])
        _repeated(table.rows[1])
        if block.group:
            self._steer(table, f"for {block.group.each} in {block.group.over}")
            heading_row = self._wide(table, block.group.text, size=block.size, bold=True)
            _shaded(heading_row, _PALE)
        self._steer(table, f"for {block.each} in {block.over}")
        self._cells(table, [column.text for column in block.columns], block)
        if not block.group:
            self._steer(table, "else")
            self._wide(table, block.empty, size=block.size, align="center")
        self._steer(table, "endfor")
        if block.group:
            self._steer(table, "else")
            self._wide(table, block.empty, size=block.size, align="center")
            self._steer(table, "endfor")
        if block.total:
            self._cells(table, block.total, block, bold=True)
        self._after_table()

    def _cells(self, table: Table, texts: Sequence[str], block: b.Table, *, bold: bool = False) -> None:
        row = table.add_row()
        _unbroken(row)
        for cell, column, text in zip(row.cells, block.columns, texts, strict=True):
            _said(cell.paragraphs[0], text, size=block.size, bold=bold, align=column.align, above=1, below=1)
            if bold:
                _shaded(cell, _PALE)

    @staticmethod
    def _steer(table: Table, text: str) -> None:
        table.add_row()
        _row_tag(table, len(table.rows) - 1, text)

    @staticmethod
    def _wide(table: Table, text: str, **looks: Any) -> _Cell:
        """A row of one cell."""
        cells = table.add_row().cells
        merged: _Cell = cells[0].merge(cells[-1])
        _said(merged.paragraphs[0], text, above=1, below=1, **looks)
        return merged

    def _signatures(self, block: b.Signatures) -> None:
        self._gap(10)
        table = self._grid(1, [self._width / len(block.places)] * len(block.places), bordered=False)
        _unbroken(table.rows[0])
        for cell, place in zip(table.rows[0].cells, block.places, strict=True):
            if not place:
                continue
            _said(cell.paragraphs[0], f"{{%p if {place} %}}", size=8)
            self._signature(cell, [text.replace("s.", f"{place}.") for text in block.lines])
            _said(cell.add_paragraph(), "{%p endif %}", size=8)
            _low(cell.add_paragraph(), 1)
        self._after_table()

    @staticmethod
    def _signature(cell: _Cell, lines: Sequence[str]) -> None:
        """Above the post, the post, room to sign, the name; rank and NIP only where there are any."""
        lead, post, name, *rest = lines
        for text, room, bold in ((lead, 0, False), (post, 52, False), (name, 0, True)):
            made = _said(cell.add_paragraph(), text, bold=bold, align="center", below=room)
            made.paragraph_format.keep_with_next = True
        for text in rest:
            _said(cell.add_paragraph(), f"{{%p if {_FIELD.findall(text)[0]} %}}", size=8)
            _said(cell.add_paragraph(), re.sub(r"{% [^%]* %}", "", text), align="center")
            _said(cell.add_paragraph(), "{%p endif %}", size=8)

    def _only(self, block: b.Only) -> None:
        self._tag(f"if {block.when}")
        self._blocks(block.blocks)
        self._tag("endif")

    def _page(self, block: b.Page) -> None:
        if block.lying == self._lying:
            first = self.doc.add_paragraph()  # of the next page: a break at the foot of a full one leaves an empty page
            _low(first, 1)
            first.paragraph_format.page_break_before = True
            return
        self._lying = block.lying
        section = self.doc.add_section()
        self._sheet(section)
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        self._margin_texts(section)

    # ------------------------------------------------------------ tables

    def _grid(self, rows: int, widths: Sequence[float], *, bordered: bool) -> Table:
        from docx.shared import Mm  # noqa: PLC0415

        table: Table = self.doc.add_table(rows, len(widths))
        table.autofit = False
        if bordered:
            table.style = self.doc.styles["Table Grid"]
            _tight(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)
        return table

    def _after_table(self) -> None:
        """Word needs a paragraph between two tables; so low a one never flows alone onto another page."""
        _low(self._paragraph("", below=3), 1)

    def _gap(self, points: float) -> None:
        _low(self._paragraph(""), points)


def _low(paragraph: Paragraph, points: float) -> None:
    """An empty paragraph of this height."""
    from docx.shared import Pt  # noqa: PLC0415

    paragraph.paragraph_format.line_spacing = Pt(points)


def _said(
    paragraph: Paragraph,
    text: str,
    *,
    size: float | None = None,
    bold: bool = False,
    align: b.Align = "left",
    above: float = 0,
    below: float = 0,
) -> Paragraph:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    run = paragraph.add_run(text)
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(above), Pt(below)
    return paragraph


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _counted(paragraph: Paragraph, field: str) -> None:
    """A number that Word counts: PAGE, NUMPAGES."""
    from docx.shared import Pt  # noqa: PLC0415

    code = _element("w:instrText")
    code.text = field
    shown = _element("w:t")
    shown.text = "1"
    for part in (
        _element("w:fldChar", fldCharType="begin"),
        code,
        _element("w:fldChar", fldCharType="separate"),
        shown,
        _element("w:fldChar", fldCharType="end"),
    ):
        run = paragraph.add_run()
        run.font.size = Pt(8)
        run._r.append(part)  # noqa: SLF001  (the only way to a field in python-docx)


def _line_under(paragraph: Paragraph) -> None:
    """The double line under a letterhead."""
    borders = _element("w:pBdr")
    borders.append(_element("w:bottom", val="thickThinSmallGap", sz="24", space="4", color="000000"))
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  (the same)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _tight(table: Table) -> None:
    """Little room between lines and text, and the lines where the margins are."""
    properties = table._tbl.tblPr  # noqa: SLF001  (the same)
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="60", type="dxa"))
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription", "w:tblPrChange")
    indent = _element("w:tblInd", w="60", type="dxa")
    properties.insert_element_before(
        indent, "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblPrChange"
    )


def _shaded(cell: _Cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=colour))  # noqa: SLF001


def _repeated(row: Any) -> None:
    """The row stands on every page of its table."""
    _unbroken(row)
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001


def _unbroken(row: Any) -> None:
    """The row is not parted between two pages."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))  # noqa: SLF001


def _row_tag(table: Table, place: int, text: str) -> None:
    """A row that only steers, and is gone when the document is made."""
    cells = table.rows[place].cells
    merged = cells[0].merge(cells[-1]) if len(cells) > 1 else cells[0]
    _said(merged.paragraphs[0], f"{{%tr {text} %}}", size=8)
