"""A Word template with its fields filled in."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate

from betang.ui.documents.official.fields import texts
from betang.ui.documents.official.sandbox import environment
from betang.ui.documents.official.word.packing import packed

if TYPE_CHECKING:
    from betang.ui.documents.official.contents.common import Paper


class Template(DocxTemplate):
    """docxtpl's template, where a text stays what it is and properties of the file are left alone."""

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        """Without docxtpl's escapes ('{_{' stands for '{{'), which a name might hold."""
        filled: str = jinja_env.from_string(src_xml).render(context)
        return str(self.resolve_listing(filled))

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Nothing: a title is the office's own."""

    def sources(self) -> list[str]:
        """The XML in which fields may stand, as Jinja reads it: body, heads and feet of pages, footnotes."""
        self.init_docx()
        parts = [self.get_xml()]
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            parts += [self.get_part_xml(part) for _, part in self.get_headers_footers(uri)]
        parts += [
            part.blob.decode()
            for part in self.docx.part.package.iter_parts()
            if part.content_type.endswith("wordprocessingml.footnotes+xml")
        ]
        return [self.patch_xml(part) for part in parts]


def made(template: bytes, content: Paper) -> bytes:
    """The document as Word; the same template and content give the same bytes."""
    document = Template(io.BytesIO(template))
    document.render(texts(content), environment(markup=True))
    about = document.docx.core_properties
    about.created = about.modified = datetime.combine(content.printed, time(), UTC)
    target = io.BytesIO()
    document.save(target)
    return packed(target.getvalue())


def words(xml: str) -> str:
    """The text of a piece of XML, for a message."""
    return " ".join(re.sub(r"<[^>]+>", " ", xml).split())
