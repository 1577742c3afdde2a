"""Choices in the URL: crumbs, tabs, rows of links, selects. A filtered view is an address that can be sent on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from betang.ui.words import Words

RESET = ("hal", "ekspor", "tabel")
"""What starts over when a choice changes: the page of a table, and a wish for a file."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to a page; the page itself has no address."""

    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a row of links or of a select; `current` is the one that holds."""

    value: str
    label: str
    href: str
    current: bool
    help: str = ""


@dataclass(frozen=True, slots=True)
class Select:
    """One filter of a form."""

    key: str
    label: str
    choices: Sequence[Choice]


def link(query: QueryDict, **changes: str) -> str:
    """The same page with other choices."""
    query = query.copy()
    for key in RESET:
        query.pop(key, None)
    for key, value in changes.items():
        query[key] = value
        if not value:
            del query[key]
    return f"?{query.urlencode(safe=',')}" if query else "?"


def choices(
    query: QueryDict, key: str, options: Words, current: str, *, everything: str = "", helps: Words | None = None
) -> list[Choice]:
    """The options of one filter; `everything` names the entry that lifts it."""
    entries = [("", everything), *options.items()] if everything else list(options.items())
    return [
        Choice(value, str(label), link(query, **{key: value}), value == current, str((helps or {}).get(value, "")))
        for value, label in entries
    ]


def select(query: QueryDict, key: str, label: str, options: Words, current: str, *, everything: str) -> Select:
    """The options of one filter as a select."""
    return Select(key, label, choices(query, key, options, current, everything=everything))


def asked(query: QueryDict, key: str, options: Mapping[str, object] | Sequence[str]) -> str:
    """What the URL asks of a filter; what is not among the options counts as not asked."""
    wish = query.get(key, "")
    return wish if wish in options else ""


def kept(query: QueryDict, *own: str) -> list[tuple[str, str]]:
    """What a form has to carry along as hidden fields: all but its own fields and what starts over."""
    return [(key, str(value)) for key, value in query.items() if key not in {*own, *RESET}]
