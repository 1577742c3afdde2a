"""Print the drawn rules of cells as the manual: `python -m tests.core.office.cells.printing`.

English for those who read code, Indonesian for officials. Both are committed; a test fails when they are not what this
prints.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

from tests.core.gap.render import both
from tests.core.gap.words import MONTHS
from tests.core.office import cells
from tests.core.office.cells.drawn import Drawing

ROOT: Final = Path(__file__).resolve().parents[4]
PAGES: Final = {"en": ROOT / "docs/reference/cell-rules.md", "id": ROOT / "docs/panduan/cara-membaca-isian.md"}
TITLES: Final = {"en": "How cells of office files are read", "id": "Cara isian berkas kantor dibaca"}
INTRO: Final = {
    "en": """\
Files of offices are read as an official would read them: what can be read without hesitation is read, what would need
a guess is refused with its reason. Every rule stands here with drawn cells: on the left the cell, on the right what is
read from it. The drawings are the tests of the program (`tests/core/office/cells`), and this page is printed from them
(`python -m tests.core.office.cells.printing`). The codes stand in [problem-codes.md](problem-codes.md).

In the drawings `⍽` is a non-breaking space, `↵` a line break, `␣` a blank at the edge, `⁀` a character without width.
All people and numbers are invented.""",
    "id": """\
Berkas kantor dibaca seperti seorang petugas membacanya: yang dapat dibaca tanpa ragu akan dibaca, yang perlu ditebak
akan ditolak dengan alasannya. Setiap aturan ada di sini dengan contoh: di kiri isi sel, di kanan yang dibaca darinya.
Contoh-contoh ini sekaligus pengujinya: semuanya dijalankan pada setiap perubahan program, dan halaman ini dicetak
darinya.

Dalam contoh, `⍽` adalah spasi tak terputus, `↵` pindah baris, `␣` spasi di tepi, `⁀` karakter tanpa lebar. Semua orang
dan nomor adalah rekaan.""",
}
HEADINGS: Final = {"en": ("Cell", "Read as"), "id": ("Isi sel", "Dibaca sebagai")}
WORDS: Final = {
    "unknown": ("unknown", "belum diketahui"),
    "yes": ("yes", "ya"),
    "no": ("no", "tidak"),
    "bad_date": ("refused: no day (`bad_date`)", "ditolak: bukan tanggal"),
    "bad_number": ("refused: no number (`bad_number`)", "ditolak: bukan bilangan"),
    "bad_level": ("refused: no level (`bad_level`)", "ditolak: bukan level"),
    "bad_choice": ("refused: neither yes nor no (`bad_choice`)", "ditolak: bukan ya atau tidak"),
    "nip_length": ("refused: not 18 digits (`nip_length`)", "ditolak: bukan 18 angka"),
    "nip_digits_lost": ("refused: its last digits are gone (`nip_digits_lost`)", "ditolak: angka terakhirnya hilang"),
    "nip_invalid": ("refused: no NIP (`nip_invalid`)", "ditolak: bukan NIP"),
}
CELLS: Final = {
    "number": ("number cell", "sel angka"),
    "date": ("date cell", "sel tanggal"),
    "yes/no": ("logical cell", "sel logika"),
    "empty": ("empty cell", "sel kosong"),
}
SERIAL: Final = ("{}, and said", "{}, diberitahukan")
ABOUT: Final = ("about {}, and said", "kira-kira {}, diberitahukan")
SEXES: Final = {"F": ("woman", "perempuan"), "M": ("man", "laki-laki")}
FACTS: Final = ("born {born}, since {start}, {sex}, {status}", "lahir {born}, mulai {start}, {sex}, {status}")
PART_TIME: Final = ("part-time", "paruh waktu")


@dataclass(frozen=True)
class Rule:
    """A drawn rule: its lasting id, what it says in each language, its drawing."""

    id: str
    text: dict[str, tuple[str, str]]  # language: title, body
    drawing: Drawing


def chapters() -> Iterator[tuple[dict[str, str], list[Rule]]]:
    """Title by language and rules of each chapter."""
    for name in sorted(m.name for m in pkgutil.iter_modules(cells.__path__) if m.name.startswith("test_rules_")):
        module = import_module(f"{cells.__name__}.{name}")
        title = {language: head for language, (head, _) in both(module.__doc__).items()}
        yield title, sorted(rules_of(module), key=lambda rule: rule.id)


def rules_of(module: ModuleType) -> Iterator[Rule]:
    for name, test in inspect.getmembers(module, inspect.isfunction):
        if name.startswith("test_"):
            drawing = Drawing()
            test(drawing)
            yield Rule(name.split("_")[1].upper(), both(test.__doc__), drawing)


def page(language: str) -> str:
    parts = [f"# {TITLES[language]}", INTRO[language]]
    told = list(chapters())
    lines = []
    for number, (title, rules) in enumerate(told, start=1):
        lines.append(f"{number}. {title[language]}")
        lines += [f"   - [{rule.id}](#{rule.id.lower()}) {rule.text[language][0]}" for rule in rules]
    parts.append("\n".join(lines))
    for number, (title, rules) in enumerate(told, start=1):
        parts.append(f"## {number}. {title[language]}")
        for rule in rules:
            parts += printed(rule, language)
    return "\n\n".join(parts) + "\n"


def printed(rule: Rule, language: str) -> list[str]:
    title, body = rule.text[language]
    cell, read = HEADINGS[language]
    table = [f"| {cell} | {read} |", "| --- | --- |"]
    table += [
        f"| {shown(line.cell, language)} | {result(rule.drawing.reading, line.read, language)} |"
        for line in rule.drawing.lines
    ]
    return [f'<a id="{rule.id.lower()}"></a>\n\n### {rule.id}. {title}', *([body] if body else []), "\n".join(table)]


def pick(pair: tuple[str, str], language: str) -> str:
    return pair[0 if language == "en" else 1]


def shown(drawn: str, language: str) -> str:
    """The cell of a drawing; cells of spreadsheets say what they are."""
    kind, _, value = drawn.partition(" ")
    if kind not in CELLS:
        return f"`{drawn}`"
    name = pick(CELLS[kind], language)
    return f"{name} `{value}`" if value else name


def result(reading: str, read: str, language: str) -> str:
    """What is read, as a person writes it."""
    if read in WORDS and reading != "text":
        return pick(WORDS[read], language)
    if reading == "text":
        return pick(WORDS[read], language) if read == "unknown" else f"`{read}`"
    value, _, manner = read.partition(" ")
    if reading == "day":
        day = day_in(value, language)
        return pick(SERIAL, language).format(day) if manner else day
    if reading in {"number", "whole"}:
        number = number_in(Decimal(value), language)
        return pick(ABOUT, language).format(number) if manner else number
    return facts_in(read, language) if reading == "facts" else read


def day_in(text: str, language: str) -> str:
    """'2010' stays, '2010-01' is a month, '2010-01-02' a day."""
    year, *rest = (int(part) for part in text.split("-"))
    day = f"{rest[1]} " if len(rest) > 1 else ""
    month = f"{MONTHS[language][rest[0] - 1]} " if rest else ""
    return f"{day}{month}{year}"


def number_in(value: Decimal, language: str) -> str:
    text = f"{value:,f}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def facts_in(read: str, language: str) -> str:
    born, start, sex, *status = read.split(", ")
    said = " ".join(pick(PART_TIME, language) if word == "part-time" else word for word in status)
    return pick(FACTS, language).format(
        born=day_in(born, language), start=day_in(start, language), sex=pick(SEXES[sex], language), status=said
    )


def codes_told() -> set[str]:
    """Problem codes that some drawing ends in."""
    drawn = {line.read for _, rules in chapters() for rule in rules for line in rule.drawing.lines}
    return {read for read in drawn if re.fullmatch(r"[a-z]+(_[a-z]+)+", read)}


def main() -> None:
    for language, path in PAGES.items():
        path.write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    main()
