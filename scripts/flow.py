"""Print the way of a need as the manual: `.venv/bin/python scripts/flow.py`.

English for those who read code (docs/reference/need-flow.md), Indonesian for officials
(docs/panduan/alur-kebutuhan.md). Both are committed; a test fails when they are not what this prints. The one source is
betang/needs/rules/flow.py.
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
PAGES = {"en": ROOT / "docs/reference/need-flow.md", "id": ROOT / "docs/panduan/alur-kebutuhan.md"}
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "The way of a need",
        "intro": (
            "Printed from [flow.py](../../src/betang/needs/rules/flow.py) by `scripts/flow.py`; a test fails when this "
            "page is not what it prints. A need or a proposal stands in one state. A step leads from some states to "
            "one other, is taken by one hand, and is written down: who, when, why. "
            "`needs.actions.move` takes it with many at once."
        ),
        "states": "States",
        "state": "State",
        "code": "Code",
        "counts": "Counts in the demand others see",
        "open": "Can be changed by the office",
        "yes": "yes",
        "steps": "Steps",
        "step": "Step",
        "from": "From",
        "to": "To",
        "who": "Who",
        "rules": "What it asks for",
        "reason": "a reason",
        "differs": "not by whoever {}",
        "paper": "or recorded from a paper: {}",
        "linked": "a confirmed development target, unless law or post asks for it",
        "entered_by": "entered or changed it last",
        "submitted_by": "submitted it",
        "verified_by": "verified it",
        "validated_by": "validated it",
        "or": " or ",
        "none": "nothing more",
    },
    "id": {
        "title": "Alur kebutuhan",
        "intro": (
            "Setiap kebutuhan dan usulan berada dalam satu keadaan. Sebuah langkah membawanya ke keadaan lain, "
            "diambil oleh tangan yang berhak, dan dicatat: siapa, kapan, dan mengapa. Halaman ini dicetak dari "
            "aturan yang dipakai program."
        ),
        "states": "Keadaan",
        "state": "Keadaan",
        "code": "Kode",
        "counts": "Terhitung dalam permintaan yang dilihat pemerintah lain",
        "open": "Isinya dapat diubah perangkat daerah",
        "yes": "ya",
        "steps": "Langkah",
        "step": "Langkah",
        "from": "Dari",
        "to": "Menjadi",
        "who": "Oleh",
        "rules": "Syaratnya",
        "reason": "ada alasan",
        "differs": "bukan oleh yang {}",
        "paper": "atau dicatat menurut keputusan di atas kertas: {}",
        "linked": "terkait sasaran pembangunan yang ditegaskan, kecuali diminta peraturan atau jabatan",
        "entered_by": "terakhir mengisi atau mengubahnya",
        "submitted_by": "mengajukannya",
        "verified_by": "memverifikasinya",
        "validated_by": "memvalidasinya",
        "or": " atau ",
        "none": "tidak ada lagi",
    },
}


def house(name: str) -> Any:
    """A module of the house: Django must be awake before it is named."""
    return import_module(f"betang.needs.{name}")


def said(language: str) -> dict[str, str]:
    """The words of the language for what is Indonesian in the source."""
    if language == "id":
        return {}
    with CATALOGUE.open("rb") as stream:
        return {str(message.id): str(message.string) for message in read_po(stream) if message.id and message.string}


def page(language: str) -> str:
    """The whole page."""
    words, translated = WORDS[language], said(language)
    return "\n".join(
        [
            f"# {words['title']}\n",
            f"{words['intro']}\n",
            "```mermaid",
            *picture(translated),
            "```\n",
            f"## {words['states']}\n",
            *states(words, translated),
            f"\n## {words['steps']}\n",
            *steps(words, translated),
            "",
        ]
    )


def picture(translated: Mapping[str, str]) -> Iterator[str]:
    yield "stateDiagram-v2"
    for state in house("models").NeedState:
        yield f"    {state}: {tell(state.label, translated)}"
    for move in house("rules").STEPS.values():
        for start in move.start:
            yield f"    {start} --> {move.to}: {tell(move.label, translated)}"


def states(words: Mapping[str, str], translated: Mapping[str, str]) -> Iterator[str]:
    rules = house("rules")
    yield f"| {words['state']} | {words['code']} | {words['open']} | {words['counts']} |"
    yield "|---|---|---|---|"
    for state in house("models").NeedState:
        changes = words["yes"] if state in rules.OPEN_STATES else ""
        counts = words["yes"] if state in rules.SENT_STATES else ""
        yield f"| {tell(state.label, translated)} | `{state}` | {changes} | {counts} |"


def steps(words: Mapping[str, str], translated: Mapping[str, str]) -> Iterator[str]:
    rules = house("rules")
    yield f"| {words['step']} | {words['from']} | {words['who']} | {words['to']} | {words['rules']} |"
    yield "|---|---|---|---|---|"
    for step, move in rules.STEPS.items():
        label = f"**{tell(move.label, translated)}** `{step}`: {tell(move.told, translated)}"
        hands: dict[Any, list[str]] = {}
        for state, hand in move.start.items():
            hands.setdefault(hand, []).append(tell(state.label, translated))
        for n, (hand, starts) in enumerate(hands.items()):
            told = [label, asked(move, words, translated)] if n == 0 else ["", ""]
            who, to = tell(rules.HAND_NAMES[hand], translated), tell(move.to.label, translated)
            yield f"| {told[0]} | {', '.join(starts)} | {who} | {to} | {told[1]} |"


def asked(move: Any, words: Mapping[str, str], translated: Mapping[str, str]) -> str:
    """What has to come with a step, in words."""
    found = [words["reason"]] if move.reason else []
    if move.differs:
        found.append(words["differs"].format(words["or"].join(words[name] for name in move.differs)))
    if move.linked:
        found.append(words["linked"])
    if move.paper:
        found.append(words["paper"].format(tell(move.paper.label, translated)))
    return "; ".join(found) or words["none"]


def tell(text: Any, translated: Mapping[str, str]) -> str:
    with translation.override(None, deactivate=True):
        plain = str(text)
    return translated.get(plain, plain)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betang.config.settings")
    django.setup()
    for language, path in PAGES.items():
        path.write_text(page(language), encoding="utf-8")
        print(f"{path.relative_to(ROOT)} written")


if __name__ == "__main__":
    main()
