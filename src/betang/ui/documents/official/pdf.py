"""Official documents as PDF: the layout with its texts filled in becomes data for a Typst template (ADR 0021)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from betang.ui.documents import compiled
from betang.ui.documents.official import blocks as b
from betang.ui.documents.official.fields import texts
from betang.ui.documents.official.sandbox import fill

if TYPE_CHECKING:
    from betang.ui.documents.official.contents.common import Paper

TEMPLATE: Final = Path(__file__).with_name("official.typ")


def made(title: str, layout: b.Layout, content: Paper) -> bytes:
    """The document as PDF; the same content gives the same bytes."""
    scope = texts(content)
    data = {
        "title": title,
        "label": scope["label"],
        "foot": fill(layout.foot, scope),
        "lying": layout.lying,
        "blocks": list(_filled(layout.blocks, scope)),
    }
    at = datetime.combine(content.printed, time(), UTC)
    return compiled(TEMPLATE, json.dumps(data, ensure_ascii=False), at)


def _filled(blocks: Sequence[b.Block], scope: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        if not isinstance(block, b.Only):
            yield _one(block, scope)
        elif scope[block.when]:
            yield from _filled(block.blocks, scope)


def _one(block: b.Plain, scope: dict[str, Any]) -> dict[str, Any]:
    held: dict[str, Any] = {"is": type(block).__name__.lower(), **asdict(block)}
    match block:
        case b.Letterhead():
            held |= scope["kop"]
        case b.Title():
            held["lines"] = [fill(line, scope) for line in block.lines]
        case b.Heading() | b.Text():
            held["text"] = fill(block.text, scope)
        case b.Facts():
            held["rows"] = [(label, fill(text, scope)) for label, text in block.rows]
        case b.Clause():
            held["rows"] = list(_points(block, scope))
        case b.Table():
            held |= _table(block, scope)
        case b.Signatures():
            held["places"] = _signatures(block, scope)
    return held


def _points(block: b.Clause, scope: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    if not block.over:
        yield fill(block.label, scope), "", fill(block.text, scope)
    for place, row in enumerate(scope[block.over] if block.over else (), 1):
        inner = scope | {block.each: row, "loop": {"index": place}}
        label = fill(block.label, inner) if block.labels or place == 1 else ""
        yield label, fill(block.count, inner), fill(block.text, inner)


def _table(block: b.Table, scope: dict[str, Any]) -> dict[str, Any]:
    return {
        "heads": [f"{column.heading}{'*' if column.ours else ''}" for column in block.columns],
        "widths": [column.width for column in block.columns],
        "aligns": [column.align for column in block.columns],
        "rows": list(_rows(block, scope)),
        "total": [fill(text, scope) for text in block.total],
    }


def _rows(block: b.Table, scope: dict[str, Any]) -> Iterator[list[str]]:
    """The rows; one that is the heading of a group has a single cell."""
    if block.group is None:
        yield from _plain_rows(block, scope[block.over], scope)
        return
    inside = block.over.partition(".")[2]
    for place, group in enumerate(scope[block.group.over], 1):
        inner = scope | {block.group.each: group, "loop": {"index": place}}
        yield [fill(block.group.text, inner)]
        yield from _plain_rows(block, group[inside], inner)


def _plain_rows(block: b.Table, rows: list[Any], scope: dict[str, Any]) -> Iterator[list[str]]:
    for place, row in enumerate(rows, 1):
        inner = scope | {block.each: row, "loop": {"index": place}}
        yield [fill(column.text, inner) for column in block.columns]


def _signatures(block: b.Signatures, scope: dict[str, Any]) -> list[list[str] | None]:
    """For each place its lines: what stands above the post, the post, the name, the rank, the NIP."""
    found = [scope[place] if place else None for place in block.places]
    return [one and [fill(text, scope | {"s": one}) for text in block.lines] for one in found]
