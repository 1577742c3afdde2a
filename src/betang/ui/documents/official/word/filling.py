"""A Word template with its fields filled in."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml
from docxtpl.template import DocxTemplate

from betang.ui.documents.official.fields import texts
from betang.ui.documents.official.sandbox import environment
from betang.ui.documents.official.word.packing import packed

if TYPE_CHECKING:
    from betang.ui.documents.official.contents.common import Paper


class Template(DocxTemplate):
    """docxtpl's template, where a text stays what it is and properties of the file are left alone."""

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        """Without docxtpl's escapes ('{_{' stands for '{{'), which a name might hold.

        Raises SyntaxError on broken XML, which docxtpl would mend by leaving words out.
        """
        filled: str = self.resolve_listing(jinja_env.from_string(src_xml).render(context))
        parse_xml(filled)
        return filled

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Nothing: a title is the office's own."""

    def parts(self) -> list[str]:
        """The XML in which fields may stand: body, heads and feet of pages, footnotes."""
        parts = [self.xml_to_string(self.get_docx().element.body)]
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            parts += [self.get_part_xml(part) for _, part in self.get_headers_footers(uri)]
        parts += [
            part.blob.decode()
            for part in self.get_docx().part.package.iter_parts()
            if part.content_type.endswith("wordprocessingml.footnotes+xml")
        ]
        return parts


def made(template: bytes, content: Paper) -> bytes:
    """The document as Word; the same template and content give the same bytes."""
    document = Template(io.BytesIO(template))
    about = document.get_docx().core_properties
    about.created = about.modified = datetime.combine(content.printed, time(), UTC)
    document.render(texts(content), environment(markup=True))
    target = io.BytesIO()
    document.save(target)
    return packed(target.getvalue())


def words(xml: str) -> str:
    """The text of a piece of XML, for a message."""
    return " ".join(re.sub(r"<[^>]+>", " ", xml).split())
