"""Whether two spellings mean the same thing, and how sure that is. Nothing is taken by a guess."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal


def plain(text: str) -> str:
    """A name for comparing: lower case, blanks and punctuation evened out. Spellings that differ only so are one."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing a spelling may mean. `score` 0-100."""

    code: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """What a spelling was found to mean.

    `exact`: code, name, other name or alias of exactly one thing (`code`). `variant`: what a person of the trade would
    pick; `code` is it, to be offered. `ambiguous`: several fit. `none`. `offers`: best first, at most five.
    """

    kind: Literal["exact", "variant", "ambiguous", "none"]
    code: str | None = None
    offers: tuple[Offer, ...] = ()


class Directory:
    """Things with a code, a name and other names, to be found by any of them."""

    def __init__(self, kind: str) -> None:
        raise NotImplementedError

    def add(self, code: str, name: str, others: Iterable[str] = (), **facts: Any) -> None:
        """Take one thing in; adding the same code again adds names and replaces facts."""
        raise NotImplementedError

    def alias(self, spelled: str, code: str) -> None:
        """A spelling that was confirmed to mean `code`."""
        raise NotImplementedError

    def __contains__(self, code: str) -> bool:
        """Whether this very code is there."""
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    def name(self, code: str) -> str:
        raise NotImplementedError

    def facts(self, code: str) -> Mapping[str, Any]:
        raise NotImplementedError

    def code(self, text: str) -> str | None:
        """The code that `text` writes (case and blanks aside; M.1 for M.01); None."""
        raise NotImplementedError

    def named(self, text: str) -> tuple[str, ...]:
        """Codes of all things whose name, other name or alias `text` is."""
        raise NotImplementedError

    def exact(self, text: str) -> Match:
        """By code or name, never by likeness: `exact`, `ambiguous` (several bear the name) or `none`, with offers."""
        raise NotImplementedError

    def find(self, text: str) -> Match:
        """`exact`, and where that finds nothing, by likeness."""
        raise NotImplementedError
