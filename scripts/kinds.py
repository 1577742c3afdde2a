"""Print how each kind of file is filled in as manual pages: `.venv/bin/python scripts/kinds.py`.

Indonesian for officials (docs/panduan/jenis-berkas.md), English beside it (docs/guide/file-kinds.md). Both are
committed; a test fails when they are not what this prints. The one source is betang/core/office/kinds; headings stay as
files have them, in both.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.pofile import read_po

from betang.core.office import kinds
from betang.core.office.spec import Field, OfficeKind, Part
from betang.core.office.writing.holds import WRITINGS

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "src/betang/ui/locale/en/LC_MESSAGES/django.po"
PAGES = {"id": ROOT / "docs/panduan/jenis-berkas.md", "en": ROOT / "docs/guide/file-kinds.md"}
WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "title": "Jenis berkas",
        "intro": (
            "Dicetak dari sumbernya oleh `scripts/kinds.py`. Berkas dibaca seperti adanya ([cara mengirim]"
            "(kirim-data.md)): kolom dikenali dari judulnya, bukan dari letaknya; judul boleh ditulis dengan cara "
            "lain yang lazim (Indonesia, Inggris, SIASN). Untuk data yang belum ada berkasnya, unduh templat di "
            "Data, Kiriman, Jenis berkas dan templat. Urutannya urutan mengirim: yang di bawah bersandar pada yang "
            "di atas."
        ),
        "name": "Nama di `betang import`",
        "comes": "Yang diisi",
        "common": "Milik bersama semua pemerintah; disimpan oleh koordinator provinsi.",
        "whole": "Berkas ini daftar utuh: yang tidak ada lagi di dalamnya disebut di pratinjau, dan tidak dihapus.",
        "part": "Lembar {title}",
        "optional": "boleh tidak ada",
        "wide": "Sesudah kolom-kolom ini boleh ada kolom lain, satu untuk setiap hal yang disebut judulnya.",
        "head": "| Kolom | Wajib | Isinya | Boleh ditulis sebagai | Misalnya |",
        "yes": "ya",
        "or": "ya, atau {others}",
        "no": "",
    },
    "en": {
        "title": "Kinds of files",
        "intro": (
            "Printed from the source by `scripts/kinds.py`. Files are read as they are ([how to send "
            "them](sending-data.md)): columns are known by their headings, not by their place; headings may be "
            "written in other usual ways (Indonesian, English, SIASN). For data that have no file yet, download a "
            "template under Data, Kiriman, Jenis berkas dan templat. The order is the order of sending: what "
            "stands below leans on what stands above."
        ),
        "name": "Name in `betang import`",
        "comes": "It fills",
        "common": "Shared by all governments; stored by the provincial coordinator.",
        "whole": "The file is the whole list: what is no longer in it is told in the preview, and not deleted.",
        "part": "Sheet {title}",
        "optional": "may be missing",
        "wide": "After these columns there may be others, one for each thing that its heading names.",
        "head": "| Column | Required | What it holds | May be written as | Example |",
        "yes": "yes",
        "or": "yes, or {others}",
        "no": "",
    },
}


def every_kind() -> list[OfficeKind]:
    """All kinds, in the order in which they are sent."""
    found = {}
    for module in pkgutil.walk_packages(kinds.__path__, f"{kinds.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, OfficeKind):
                found[value.name] = value
    return sorted(found.values(), key=lambda kind: kind.order)


def said(language: str) -> dict[str, str]:
    """The words of the language for what is Indonesian in the source."""
    if language == "id":
        return {}
    with CATALOGUE.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id and m.string}


def page(language: str) -> str:
    """The page, as it is committed."""
    words, english = WORDS[language], said(language)
    lines = [f"# {words['title']}", "", words["intro"]]
    for kind in every_kind():
        lines += ["", *_kind(kind, words, english)]
    return "\n".join(lines) + "\n"


def _kind(kind: OfficeKind, words: Mapping[str, str], english: Mapping[str, str]) -> Iterator[str]:
    yield f"## {_in(kind.title, english)}"
    yield ""
    yield _in(kind.purpose, english)
    yield ""
    tables = ", ".join(f"`{name}`" for name in kind.tables)
    yield f"{words['name']}: `{kind.name}` / `{kind.office_name}`. {words['comes']}: {tables}."
    for told, holds in ((words["common"], not kind.agency), (words["whole"], kind.whole)):
        if holds:
            yield ""
            yield told
    for part in kind.parts:
        yield from ("", *_part(part, words, english))


def _part(part: Part, words: Mapping[str, str], english: Mapping[str, str]) -> Iterator[str]:
    optional = f" ({words['optional']})" if part.optional else ""
    yield f"### {words['part'].format(title=part.title)}{optional}"
    yield ""
    yield words["head"]
    yield "|---|---|---|---|---|"
    for field in part.fields:
        forms = ", ".join(field.choices) if field.choices else _in(WRITINGS[field.holds].forms, english)
        cells = (field.title, _needed(part, field, words), _in(field.note, english), forms, field.example)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    if part.wide:
        yield ""
        yield words["wide"]


def _needed(part: Part, field: Field, words: Mapping[str, str]) -> str:
    if field.required:
        return words["yes"]
    either = next((names for names in part.one_of if field.name in names), ())
    others = [part.field(name).title for name in either if name != field.name]
    return words["or"].format(others=", ".join(others)) if others else words["no"]


def _in(text: str, english: Mapping[str, str]) -> str:
    return english.get(text, text)


def main() -> None:
    for language, path in PAGES.items():
        path.write_text(page(language), encoding="utf-8")
        print(f"{path.relative_to(ROOT)} written")


if __name__ == "__main__":
    main()
