"""Print the matrix of roles and rights as the manual: `.venv/bin/python scripts/roles.py`.

English for those who read code (docs/reference/roles.md), Indonesian for officials (docs/panduan/peran.md). Both are
committed; a test fails when they are not what this prints. The one source is betang/agencies/rights.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from babel.messages.pofile import read_po
from django.utils import translation

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "src/betang/ui/locale/en/LC_MESSAGES/django.po"
PAGES = {"en": ROOT / "docs/reference/roles.md", "id": ROOT / "docs/panduan/peran.md"}
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Roles and rights",
        "intro": (
            "Printed from [rights.py](../../src/betang/agencies/rights.py) by `scripts/roles.py`; a test fails when "
            "this page is not what it prints. A role is held in a government, from a day until before another; a "
            "person may hold several, in several governments. What is not named is not open.\n\n"
            "● the whole government · U the unit and those below it · R direct reports · S oneself · P every "
            "government of the province. Roles marked * open nothing until a second factor is set up. Dated limits: "
            "an invitation lives {invitation} days, support access {support} days, a grant {grant} days "
            "({source})."
        ),
        "role": "Role",
        "code": "Code",
        "rights": "What a right opens",
        "right": "Right",
        "opens": "It opens",
        "matrix": "Who holds what",
        "detail": "By role",
        "second": "A second factor is required.",
    },
    "id": {
        "title": "Peran dan hak",
        "intro": (
            "Peran dipegang di sebuah pemerintah, dari suatu hari sampai sebelum hari lain; satu orang boleh memegang "
            "beberapa peran, di beberapa pemerintah. Yang tidak disebut, tidak terbuka.\n\n"
            "● seluruh pemerintahnya · U unit kerjanya dan unit di bawahnya · B bawahan langsungnya · S dirinya "
            "sendiri · P semua pemerintah di provinsi. Peran bertanda * tidak membuka apa pun sebelum langkah kedua "
            "dipasang. Batas waktu: undangan {invitation} hari, bantuan teknis {support} hari, izin {grant} hari."
        ),
        "role": "Peran",
        "code": "Kode",
        "rights": "Apa yang dibuka sebuah hak",
        "right": "Hak",
        "opens": "Yang dibuka",
        "matrix": "Siapa memegang apa",
        "detail": "Menurut peran",
        "second": "Wajib langkah kedua.",
    },
}
NAMES: Mapping[str, Mapping[str, str]] = {
    "id": {
        "figures": "angka", "people": "pegawai", "names": "nama", "edit": "isi data", "map": "hitung peta",
        "publish": "terbitkan", "members": "anggota", "agencies": "pemerintah", "grant": "izin", "correct": "perbaikan",
        "trail": "jejak", "validate": "sahkan", "decide": "tetapkan", "confirm_targets": "sasaran", "affair": "urusan",
    },
    "en": {},
}  # fmt: skip
MARKS = {
    "en": {"agency": "●", "unit": "U", "reports": "R", "self": "S", "province": "P"},
    "id": {"agency": "●", "unit": "U", "reports": "B", "self": "S", "province": "P"},
}


def house(name: str) -> Any:
    """A module of the house: Django must be awake before it is named."""
    return import_module(f"betang.agencies.{name}")


def said(language: str) -> dict[str, str]:
    """The words of the language for what is Indonesian in the source."""
    if language == "id":
        return {}
    with CATALOGUE.open("rb") as stream:
        return {str(message.id): str(message.string) for message in read_po(stream) if message.id and message.string}


def page(language: str) -> str:
    """The whole page."""
    words, translated, limits, rights = WORDS[language], said(language), house("rules").LIMITS, house("rights")
    intro = words["intro"].format(
        invitation=limits.invitation_days, support=limits.support_days, grant=limits.grant_days, source=limits.source
    )
    opened = [f"| {name(right, language)} | {tell(rights.OPENS[right], translated)} |" for right in rights.Right]
    return "\n".join(
        [
            f"# {words['title']}\n",
            f"{intro}\n",
            f"## {words['rights']}\n",
            f"| {words['right']} | {words['opens']} |",
            "|---|---|",
            *opened,
            f"\n## {words['matrix']}\n",
            *matrix(language, translated),
            f"\n## {words['detail']}\n",
            *details(language, translated),
            "",
        ]
    )


def matrix(language: str, translated: Mapping[str, str]) -> Iterator[str]:
    words, rights = WORDS[language], house("rights")
    yield f"| {words['role']} | {words['code']} | " + " | ".join(name(right, language) for right in rights.Right) + " |"
    yield "|---|---|" + ":-:|" * len(rights.Right)
    for role in rights.Role:
        held = [MARKS[language].get(str(rights.MATRIX[role].get(right, "")), "") for right in rights.Right]
        star = "*" if role in rights.NEEDS_SECOND_FACTOR else ""
        yield f"| {tell(role.label, translated)}{star} | `{role}` | " + " | ".join(held) + " |"


def details(language: str, translated: Mapping[str, str]) -> Iterator[str]:
    rights = house("rights")
    for role in rights.Role:
        yield f"### {tell(role.label, translated)}\n"
        if role in rights.NEEDS_SECOND_FACTOR:
            yield f"{WORDS[language]['second']}\n"
        for right, reach in rights.MATRIX[role].items():
            sentence = tell(rights.OPENS[right], translated)
            narrow = reach in {rights.Reach.UNIT, rights.Reach.REPORTS, rights.Reach.SELF}
            yield f"- {sentence.rstrip('.')}: {tell(rights.REACHES[reach], translated)}." if narrow else f"- {sentence}"
        yield ""


def tell(text: Any, translated: Mapping[str, str]) -> str:
    with translation.override(None, deactivate=True):
        plain = str(text)
    return translated.get(plain, plain)


def name(right: Any, language: str) -> str:
    return NAMES[language].get(str(right), f"`{right}`")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betang.config.settings")
    django.setup()
    for language, path in PAGES.items():
        path.write_text(page(language), encoding="utf-8")
        print(f"{path.relative_to(ROOT)} written")


if __name__ == "__main__":
    main()
