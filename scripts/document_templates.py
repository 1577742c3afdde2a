"""The built-in Word templates as files, and the page that lists what a template may name.

    .venv/bin/python scripts/document_templates.py FOLDER       write every built-in template, with an example of each
    .venv/bin/python scripts/document_templates.py --fields     write docs/reference/document-fields.md

The program itself needs neither: it makes a template when it is asked for one (ADR 0024). The files are for looking at
them, and for an office that begins its own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.utils import translation

from betang.ui.documents import official
from betang.ui.documents.official.fields import shown, specimen

if TYPE_CHECKING:
    from betang.ui.documents.official import Kind
    from betang.ui.documents.official.fields import Field

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "document-fields.md"
HEAD = """# Fields of documents

<!-- Written by scripts/document_templates.py --fields; tests/documents holds it to the source. -->

What a Word template of an office may name ([documents](../guide/documents.md), [dokumen](../panduan/dokumen.md)).
A list ends in `[]`: it is repeated with `for`, and its fields are reached through the name of the row. Meanings and
examples are Indonesian, as whoever edits a template reads them.
"""


def example(field: Field) -> str:
    """How the example stands in a document."""
    return "" if field.of else shown(field.said)


def lines(kind: Kind) -> Iterator[str]:
    yield f"\n## {kind.name}: {kind.title}\n"
    yield f"{kind.english}. Made as: {', '.join(kind.forms)}.\n"
    yield "| Field | Meaning | Example |\n|---|---|---|"
    for name, field in kind.fields():
        yield f"| `{name}` | {field.said.meaning} | {example(field)} |"


def page() -> str:
    """The whole page of reference."""
    with translation.override("id"):
        return HEAD + "\n".join(line for kind in official.KINDS.values() for line in lines(kind)) + "\n"


def write(folder: Path) -> None:
    """Every template, and beside it the document that the examples make."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, kind in official.KINDS.items():
        content = specimen(kind.content)
        if "word" in kind.forms:
            (folder / f"{name}-templat.docx").write_bytes(official.template(name))
            (folder / f"{name}-contoh.docx").write_bytes(official.word(name, content))
            (folder / f"{name}-contoh.pdf").write_bytes(official.pdf(name, content))
        (folder / f"{name}-contoh.xlsx").write_bytes(official.excel(name, content))


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betang.config.settings")
    django.setup()
    if arguments == ["--fields"]:
        PAGE.write_text(page())
    elif len(arguments) == 1 and not arguments[0].startswith("-"):
        write(Path(arguments[0]))
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
