"""Addresses, looked up once: a page of the map has a thousand links, and a look-up takes a tenth of a millisecond."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse

KEPT = 50_000


@lru_cache(maxsize=KEPT)
def at(name: str, *arguments: str | int) -> str:
    """The address of a named page."""
    return reverse(name, args=arguments)
