"""Every address of the house, from Django's resolver, so that a new page is met without being named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

OBJECTS = (
    "agency", "unit", "person", "member", "invitation", "grant", "correction", "batch",
    "alias", "column", "target", "link", "vision", "objection", "template", "need", "proposal", "paper",
)  # fmt: skip
"""Arguments that name a row of an agency."""
WORDS = {
    "competency": "M.01",
    "subject": "people",
    "token": "not-a-token",
    "uidb36": "1",
    "key": "x-y",
    "kind": "people",
    "document": "inventory",
    "form": "pdf",
    "meeting": 1,
    "item": 1,
}
"""Arguments that name something that is everybody's, or nothing."""
SAMPLES: Mapping[str, Any] = {**WORDS, "agency": "6711", **dict.fromkeys(OBJECTS[1:], 1), "target": "1"}


@dataclass(frozen=True)
class Address:
    """One page: its name, and the arguments it takes."""

    name: str
    wanted: tuple[str, ...]

    @property
    def objects(self) -> tuple[str, ...]:
        return tuple(name for name in self.wanted if name in OBJECTS)

    def at(self, **values: Any) -> str:
        """The address with these arguments; the others are samples. An argument nobody has heard of is an error."""
        return reverse(self.name, kwargs={name: (SAMPLES | values)[name] for name in self.wanted})


def addresses() -> list[Address]:
    return list(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, room: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield Address(f"{room}{entry.name}", tuple(entry.pattern.regex.groupindex))
        else:
            yield from _walk(entry, f"{room}{entry.namespace}:" if entry.namespace else room)
