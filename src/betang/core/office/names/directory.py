"""Things with a code, a name and other names, to be found by any of them, and by likeness."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from betang.core.office.names.essence import essence
from betang.core.office.names.likeness import LEAD, NEAR, SHORTENED, SURE
from betang.core.office.names.spelling import plain, spelled_out
from betang.core.office.names.vocabulary import Vocabulary

_AS_WRITTEN: Final = frozenset({"programs"})
"""Kinds whose names must be written as they stand: a title that merely resembles a programme's is not its name."""
_OFFERS: Final = 5
_REMEMBERED: Final = 20_000  # not a rule: the answers kept; columns repeat themselves
_SAME: Final = 100.0
_CODE_KNOWN: Final = 90.0
"""How sure a code is whose name beside it is unknown."""
_PARTS: Final = re.compile(r"[a-z]+|\d+").findall
_SHORT_CODE: Final = 16  # not a rule: codes of people; longer ones are ids of machines, whose zeros mean something
_BREAKS: Final = re.compile(r"[\s:;,\-–—/(]+").finditer
_CODE_LAST: Final = re.compile(r"(.*\S)\s*(?:[(\[]([^()\[\]]+)[)\]]|\s[-–—]\s+(\S+))").fullmatch
_LONGEST_CODE: Final = 4  # not a rule: a code beside a name has at most so many breaks in it
_OF_A_GOVERNMENT: Final = re.compile(r"(.+?) (?:pemerintah )?((?:provinsi|kabupaten|kota) .+)").fullmatch


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing a spelling may mean. `score` 0-100."""

    code: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """What a spelling was found to mean.

    `exact`: code, name, other name or alias of exactly one thing (`code`), or code and name together. `variant`: what a
    person of the trade would pick; `code` is it, to be offered. `ambiguous`: several fit. `conflict`: a code and a name
    that point to different things (the problem `code_name_mismatch`); the offers are both. `none`. `offers`: best
    first, at most five; also where nothing was found, for the message.
    """

    kind: Literal["exact", "variant", "ambiguous", "conflict", "none"]
    code: str | None = None
    offers: tuple[Offer, ...] = ()


@dataclass(slots=True)
class _Thing:
    name: str
    names: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)


class Directory:
    """Things with a code, a name and other names, to be found by any of them.

    Looking up by code or name is a few dictionary reads; the words for likeness are gathered when first asked for.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._things: dict[str, _Thing] = {}
        self._codes: dict[str, list[str]] = {}
        self._names: dict[str, list[str]] = {}
        self._vocabulary: Vocabulary | None = None
        self._looked_up: dict[str, Match] = {}
        self._written: dict[str, Match] = {}

    def add(self, code: str, name: str, others: Iterable[str] = (), **facts: Any) -> None:
        """Take one thing in; adding the same code again adds names and replaces facts."""
        thing = self._things.get(code)
        if thing is None:
            thing = self._things[code] = _Thing(name)
            for key in {code, code.lower(), _code_key(code)}:
                _put(self._codes, key, code)
        thing.name = name
        thing.facts.update(facts)
        for spelled in (name, *others):
            self.alias(spelled, code)

    def alias(self, spelled: str, code: str) -> None:
        """A spelling that was confirmed to mean `code`."""
        thing = self._things[code]
        if spelled in thing.names:
            return
        thing.names.append(spelled)
        for key in self._keys(spelled):
            _put(self._names, key, code)
        self._vocabulary = None
        self._looked_up.clear()
        self._written.clear()

    def __contains__(self, code: str) -> bool:
        """Whether this very code is there."""
        return code in self._things

    def __iter__(self) -> Iterator[str]:
        """The codes, in the order in which they came."""
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)

    def name(self, code: str) -> str:
        return self._things[code].name

    def facts(self, code: str) -> Mapping[str, Any]:
        return self._things[code].facts

    # ------------------------------------------------------------ as written

    def code(self, text: str) -> str | None:
        """The code that `text` writes (case and blanks aside; M.1 for M.01); None."""
        for key in (text, text.strip().lower(), _code_key(text)):
            codes = self._codes.get(key)
            if codes is not None:
                return codes[0] if len(codes) == 1 else None
        return None

    def named(self, text: str) -> tuple[str, ...]:
        """Codes of all things whose name, other name or alias `text` is."""
        for key in self._keys(text):
            codes = self._names.get(key)
            if codes is not None:
                return tuple(codes)
        return ()

    def _keys(self, spelled: str) -> tuple[str, ...]:
        """Under what a name is kept, the closest first."""
        key = plain(spelled)
        if not key:
            return ()
        if self.kind in _AS_WRITTEN:
            return (key,)
        long = spelled_out(spelled)
        if self.kind != "agencies":
            return (key, long) if long != key else (key,)
        short = re.sub(r"^pemerintah (?:daerah )?", "", long)
        return tuple(dict.fromkeys((key, long, short)))

    def exact(self, text: str) -> Match:
        """By code or name, never by likeness: `exact`, `ambiguous` (several bear the name), `conflict` or `none`.

        A cell may hold code and name ('M.02 Kerja Sama', 'Kerja Sama (M.02)'), and an office the name of its
        government. Where nothing is found, `offers` are what it may be a spelling of.
        """
        found = self._looked_up.get(text)
        if found is None:
            if len(self._looked_up) >= _REMEMBERED:
                self._looked_up.clear()
            found = self._looked_up[text] = self._look_up(text)
        return found

    def as_written(self, text: str) -> Match:
        """`exact` without offers where nothing is found: for columns of titles of which few are known, it is quick."""
        found = self._looked_up.get(text) or self._written.get(text)
        if found is None:
            if len(self._written) >= _REMEMBERED:
                self._written.clear()
            found = self._written[text] = self._stated(text) or Match("none")
        return found

    def _look_up(self, text: str) -> Match:
        return self._stated(text) or Match("none", offers=self._offers(self._near(text)))

    def _stated(self, text: str) -> Match | None:
        """What the text says by code or name; None where it says nothing known."""
        code, codes = self.code(text), self.named(text) or self._at_home(text)
        if code is not None and (not codes or code in codes):
            return Match("exact", code)
        if code is not None:
            return self._conflict(code, codes)
        if len(codes) == 1:
            return Match("exact", codes[0])
        if codes:
            return Match("ambiguous", offers=self._offers(dict.fromkeys(codes, _SAME)))
        return self._both(text)

    def _at_home(self, text: str) -> tuple[str, ...]:
        """An office with the name of the government behind its own, where that is the government of this directory."""
        found = _OF_A_GOVERNMENT(spelled_out(text)) if self.kind == "units" else None
        if found is None or not self.named(f"pemerintah {found[2]}"):
            return ()
        return self.named(found[1])

    def _both(self, text: str) -> Match | None:
        """A cell that holds code and name; None where it does not.

        The code says what is meant, so a name beside it may be spelled like its own; not for a title, which has to be
        written as it stands.
        """
        for written, name in _code_and_name(text):
            code = self.code(written)
            if code is None:
                continue
            codes = self.named(name)
            if codes:
                return Match("exact", code) if code in codes else self._conflict(code, codes)
            near = self._near(name)
            alike = near.get(code, 0.0)
            if self.kind not in _AS_WRITTEN and alike >= SURE and alike == max(near.values()):
                return Match("exact", code)
            if any(sign.isdigit() for sign in code):
                return Match("none", offers=self._offers(near | {code: max(alike, _CODE_KNOWN)}))
        return None

    def _conflict(self, code: str, codes: tuple[str, ...]) -> Match:
        return Match("conflict", offers=self._offers(dict.fromkeys((code, *codes), _SAME)))

    # ------------------------------------------------------------ by likeness

    def find(self, text: str) -> Match:
        """`exact`, and where that finds nothing, by likeness."""
        found = self.exact(text)
        if found.kind != "none" or not found.offers:
            return found
        best = found.offers[0]
        rivals = [other for other in found.offers[1:] if other.score > best.score - LEAD]
        if rivals and rivals[0].score >= SHORTENED:
            return Match("ambiguous", offers=found.offers)
        return Match("variant", best.code, found.offers) if best.score >= SURE else found

    def _near(self, text: str) -> dict[str, float]:
        """How alike things are that are worth a mention."""
        if self._vocabulary is None:
            self._vocabulary = Vocabulary(self.kind, self._spellings())
        scores = self._vocabulary.scores(text, essence(text, self.kind))
        return {code: score for code, score in scores.items() if score >= NEAR}

    def _spellings(self) -> Iterator[tuple[str, str]]:
        for code, thing in self._things.items():
            for spelled in thing.names:
                yield code, spelled
            if len(code) < _SHORT_CODE:
                yield code, code

    def _offers(self, scores: Mapping[str, float]) -> tuple[Offer, ...]:
        best = sorted(scores, key=lambda code: (-scores[code], code))[:_OFFERS]
        return tuple(Offer(code, self.name(code), round(scores[code], 1)) for code in best)


def _put(index: dict[str, list[str]], key: str, code: str) -> None:
    codes = index.setdefault(key, [])
    if code not in codes:
        codes.append(code)


def _code_key(code: str) -> str:
    """A code without case, blanks, punctuation and leading zeros: M.01, M.1, m 1 and M-01 are one.

    Codes of figures alone keep everything: 62.1 may be 62.10 that lost its zero.
    """
    lower = code.strip().lower()
    if len(lower) > _SHORT_CODE:
        return re.sub(r"[\s-]", "", lower)
    parts = _PARTS(lower)
    if all(part.isdigit() for part in parts):
        return "".join(lower.split())
    return ".".join(part.lstrip("0") or "0" for part in parts)


def _code_and_name(text: str) -> Iterator[tuple[str, str]]:
    """Ways in which a cell may be a code beside a name, the longest code first."""
    breaks = [found.span() for found, _ in zip(_BREAKS(text), range(_LONGEST_CODE), strict=False)]
    for start, end in reversed(breaks):
        if text[:start] and text[end:]:
            yield text[:start], text[end:].rstrip(")")
    if found := _CODE_LAST(text):
        yield found[2] or found[3], found[1]
