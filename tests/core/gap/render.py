"""Print the drawn rules as the manual: `python -m tests.core.gap.render`.

English for those who read code and files (column names as they stand in the files), Indonesian for officials (column
headings and values in their own words). Both are committed; a test fails when they are not what this prints.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

from betang.core.gap import METHOD
from tests.core import gap
from tests.core.gap.spec import AS_OF, WORLD, Case, Spec, read
from tests.core.gap.words import BODY, HEADINGS, INTRO, LEGAL_POSITIONS, MONTHS, TABLE_NAMES, TITLES, VALUES

ROOT: Final = Path(__file__).resolve().parents[3]
PAGES: Final = {"en": ROOT / "docs/reference/gap-rules.md", "id": ROOT / "docs/panduan/aturan-kesenjangan.md"}
DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
NUMBER: Final = re.compile(r"-?\d+\.\d+")
NUMBERS: Final = ("fulfilment", "priority", "priority_high", "target_weight", "weight", "relevance")


@dataclass(frozen=True)
class Rule:
    """A drawn rule: its lasting id, what it says in each language, its drawings."""

    id: str
    text: dict[str, tuple[str, str]]  # language: title, body
    cases: list[Case]


@dataclass(frozen=True)
class Chapter:
    title: dict[str, str]
    rules: list[Rule]


def chapters() -> Iterator[Chapter]:
    names = sorted(
        module.name for module in pkgutil.iter_modules(gap.__path__) if module.name.startswith("test_rules_")
    )
    for module in (import_module(f"{gap.__name__}.{name}") for name in names):
        title = {language: head for language, (head, _) in both(module.__doc__).items()}
        yield Chapter(title, sorted(rules_of(module), key=lambda rule: int(rule.id[1:])))


def rules_of(module: ModuleType) -> Iterator[Rule]:
    for name, test in inspect.getmembers(module, inspect.isfunction):
        if name.startswith("test_"):
            spec = Spec()
            test(spec)
            yield Rule(name.split("_")[1].upper(), both(test.__doc__), spec.cases)


def both(doc: str | None) -> dict[str, tuple[str, str]]:
    """Title and body in English and, below the line, in Indonesian."""
    english, indonesian = inspect.cleandoc(doc or "").split("\n---\n")
    return {"en": head_and_body(english), "id": head_and_body(indonesian)}


def head_and_body(text: str) -> tuple[str, str]:
    head, _, body = text.strip().partition("\n\n")
    return " ".join(head.split()), body.strip()


def page(language: str) -> str:
    parts = [f"# {TITLES[language]['page']} ({METHOD})", INTRO[language].format(day=day_in(AS_OF, language))]
    told = list(chapters())
    parts.append(contents(told, language))
    parts.append(f"## {TITLES[language]['world']}")
    parts.append(BODY[language])
    parts += [drawn(name, text, "given", language) for name, text in WORLD.items()]
    for number, chapter in enumerate(told, start=1):
        parts.append(f"## {number}. {chapter.title[language]}")
        for rule in chapter.rules:
            parts += rule_in(rule, language)
    return "\n\n".join(parts) + "\n"


def contents(told: list[Chapter], language: str) -> str:
    lines = []
    for number, chapter in enumerate(told, start=1):
        lines.append(f"{number}. {chapter.title[language]}")
        lines += [f"   - [{rule.id}](#{rule.id.lower()}) {rule.text[language][0]}" for rule in chapter.rules]
    return "\n".join(lines)


def rule_in(rule: Rule, language: str) -> list[str]:
    title, body = rule.text[language]
    parts = [f'<a id="{rule.id.lower()}"></a>\n\n### {rule.id}. {title}']
    if body:
        parts.append(body)
    dated = any(case.as_of != AS_OF for case in rule.cases)
    for case in rule.cases:
        parts += case_in(case, language, dated=dated)
    return parts


def case_in(case: Case, language: str, *, dated: bool) -> list[str]:
    words = TITLES[language]
    parts = []
    note = case.note[0 if language == "en" else 1]
    asked = []
    if note:
        asked.append(f"**{note}.**")
    if dated:
        asked.append(f"{words['as_of']} {day_in(case.as_of, language)}.")
    if case.next_job:
        asked.append(words["next_job"])
    if asked:
        parts.append(" ".join(asked))
    parts += [drawn(name, text, "given", language) for name, text in case.given.items()]
    for name, text in (("gaps", case.gaps), ("cells", case.cells), ("warned", case.warned)):
        if text is not None:
            parts.append(drawn(name, text, name, language))
    return parts


def drawn(name: str, text: str, role: str, language: str) -> str:
    """A drawn table as Markdown, under its name."""
    rows = read(text)
    columns = [cell.strip() for cell in text.strip().splitlines()[0].split("|")]
    numeric = {
        column
        for column in columns
        if column != "legal_position" and all(row[column] is None or is_number(row[column]) for row in rows)
    }
    body = [
        "| " + " | ".join(heading(column, role, language) for column in columns) + " |",
        "| " + " | ".join("--:" if column in numeric else "---" for column in columns) + " |",
        *("| " + " | ".join(value(row[column], column, language) for column in columns) + " |" for row in rows),
    ]
    arrow = "" if role == "given" else "→ "
    return f"{arrow}*{TABLE_NAMES[language][name]}*\n\n" + "\n".join(body)


def is_number(text: str | None) -> bool:
    return text is not None and re.fullmatch(r"-?\d+(\.\d+)?", text) is not None and len(text) < 12


def heading(column: str, role: str, language: str) -> str:
    if language == "en":
        return f"`{column}`"
    return HEADINGS.get((role, column)) or HEADINGS[("", column)]


def value(text: str | None, column: str, language: str) -> str:
    if text is None:
        return ""
    if column == "legal_position":
        return f"{text} ({LEGAL_POSITIONS[language][text.rjust(2, '0')]})"
    if language == "en":
        return text
    if DAY.fullmatch(text):
        return day_in(text, language)
    if column in NUMBERS and NUMBER.fullmatch(text):
        return text.replace(".", ",")
    return VALUES.get(column, {}).get(text, text)


def day_in(text: str, language: str) -> str:
    year, month, day = (int(part) for part in text.split("-"))
    return f"{day} {MONTHS[language][month - 1]} {year}"


def main() -> None:
    for language, path in PAGES.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    main()
