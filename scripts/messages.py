"""Bring the English catalogue up to date with the words of the screens.

    .venv/bin/python scripts/messages.py          add what is new, drop what is gone, keep what is translated
    .venv/bin/python scripts/messages.py --list   only show what is not translated yet

The words are Indonesian in the source, so only English has a catalogue. GNU gettext is not needed: Django turns its
templates into gettext calls, Babel reads those and the Python files.
"""

from __future__ import annotations

import importlib
import io
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "betang"
CATALOGUE = SOURCE / "ui" / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
CALL = re.compile(
    r"\b(?:gettext|ngettext|pgettext|npgettext|_)\((?:[^()\"']|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')*\)", re.DOTALL
)

RENAMED = re.compile(r"\b(\w*gettext\w*) as (\w+)")
"""A function of translation under another name, as a module imports it: what is called by that name are words too."""

Found = tuple[str, str | tuple[str, ...], str | None]


def found_in(path: Path) -> Iterator[Found]:
    """(place, word or its forms, context) for every word of one Python file or template."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Only the calls: what Django leaves of the rest of a template is no Python.
        text = "\n".join(CALL.findall(templatize(text)))
    place = path.relative_to(ROOT).as_posix()
    names = {"_": "gettext", **{name: name for name in KEYWORDS}} | {new: old for old, new in RENAMED.findall(text)}
    keywords = {name: KEYWORDS[of] for name, of in names.items()}
    calls: Any = extract_python(io.BytesIO(text.encode()), keywords, [], {})  # Babel's types promise less than it gives
    for _line, called, words, _comments in calls:
        function = names[called]
        if not words:
            continue  # a word that is made while the program runs: its parts stand where they are written
        parts: tuple[str, ...] = (words,) if isinstance(words, str) else words
        if function.startswith("p"):
            yield place, parts[1], parts[0]
        elif function.startswith("n"):
            yield place, (parts[0], parts[1]), None
        else:
            yield place, parts[0], None


def of_kinds() -> Iterator[str]:
    """What kinds of office files say of themselves: they stand in `core`, which translates nothing."""
    from betang.core.office import kinds  # noqa: PLC0415  (only the words of screens are needed most of the time)
    from betang.core.office.spec import OfficeKind  # noqa: PLC0415
    from betang.core.office.writing.holds import WRITINGS  # noqa: PLC0415

    for module in pkgutil.walk_packages(kinds.__path__, f"{kinds.__name__}."):
        for kind in vars(importlib.import_module(module.name)).values():
            if isinstance(kind, OfficeKind):
                yield from (kind.title, kind.purpose)
                for part in kind.parts:
                    yield from (part.title, *(field.note for field in part.fields))
    yield from (writing.forms for writing in WRITINGS.values())


def extracted() -> Catalog:
    """Every word of the screens, in a catalogue without translations."""
    if not settings.configured:
        settings.configure()  # templatize asks for nothing in it
    catalog = Catalog(locale="en", domain="django", fuzzy=False)
    found = [p for kind in ("py", "html", "txt") for p in SOURCE.rglob(f"*.{kind}")]
    for path in sorted(p for p in found if "migrations" not in p.parts):
        for place, words, context in found_in(path):
            if words:
                catalog.add(words, locations=[(place, 0)], context=context)
    for words in of_kinds():
        if words:
            catalog.add(words, locations=[("core/office/kinds", 0)])
    return catalog


def untranslated(catalog: Catalog) -> list[Message]:
    """The entries of a catalogue that have no English yet."""
    return [m for m in catalog if m.id and not all(m.string if isinstance(m.string, tuple) else (m.string,))]


def stored() -> Catalog:
    """The English catalogue as it stands; an empty one when there is none."""
    if not CATALOGUE.is_file():
        return Catalog(locale="en", domain="django", fuzzy=False)
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def main(arguments: list[str]) -> int:
    catalog = stored()
    catalog.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    missing = untranslated(catalog)
    for message in missing:
        print(message.id)
    if "--list" not in arguments:
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        with CATALOGUE.open("wb") as file:
            write_po(file, catalog, width=120, sort_output=True, omit_header=False, include_lineno=False)
    print(f"{len(missing)} of {len(catalog)} without English", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
