"""What a title is about: its words without how it is held, abbreviations spelled out, numerals kept apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from rapidfuzz.distance import OSA

from betang.core.office.names.spelling import spelled_out
from betang.core.office.names.tables import (
    ABBREVIATIONS,
    FORMER,
    KINDS_OF_THE_SAME,
    OFFICES,
    OFFICES_OF_A_GOVERNMENT,
    STOP,
    WEAK,
)

_ROMAN: Final = MappingProxyType(
    {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
)
_SPOKEN: Final = MappingProxyType({"satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5})
_TIER: Final = MappingProxyType(
    {"pemula": 1, "terampil": 2, "mahir": 3, "penyelia": 4, "pertama": 5, "muda": 6, "madya": 7, "utama": 8}
)
"""Tiers of functional posts, numbered apart (PermenPANRB 1/2023)."""
_GRADES: Final = frozenset({"level", "lvl", "lv", "tingkat", "tkt", "tk", "jenjang", "tahap", "tipe", "kelas"})
_ROUNDS: Final = frozenset({"angkatan", "gelombang", "batch", "ke", "gel", "akt", "golongan", "gol"})
"""What is counted after these is which group goes, not what it learns."""
_MEASURES: Final = frozenset({"hari", "jp", "jam", "orang", "peserta", "kali", "bulan"})
_YEAR: Final = re.compile(r"(?:19|20)\d\d").fullmatch
_GLUED: Final = re.compile(r"([a-z]{2,})(\d{1,2})").fullmatch
_HALF: Final = 0.5  # not a rule: the weight of a word of tables.WEAK
_LONG: Final = 7  # not a rule: in words from this length a slip does not make another word
_LONGEST_PHRASE: Final = 6

_OFFICE_KINDS: Final = frozenset({"units", "agencies", "jobs"})


@dataclass(frozen=True, slots=True)
class Essence:
    """Stems of the words that carry a title, with the word as it is spelled, in their order; the numerals in it;
    whether these name a grade.
    """

    words: Mapping[str, str]
    numbers: frozenset[int]
    graded: bool

    @property
    def weight_of_numbers(self) -> float:
        """A grade is as much as a word; a mere numeral may be a round."""
        return len(self.numbers) * (1.0 if self.graded else _HALF)

    @property
    def weight(self) -> float:
        return sum(map(weight_of, self.words.values())) + self.weight_of_numbers


def weight_of(word: str) -> float:
    """How much a word says: half where it only says what is done, by whom or how."""
    return _HALF if word in WEAK else 1.0


@lru_cache(maxsize=65_536)
def essence(text: str, kind: str) -> Essence:
    """The essence of a title or name. `kind` of the directory: offices and jobs have abbreviations of their own."""
    offices = kind in _OFFICE_KINDS
    words = [part for word in spelled_out(text).split() if word not in STOP for part in _unglued(word)]
    table = OFFICES if offices else ABBREVIATIONS
    words = _expanded(_expanded(words, table), table)  # twice: an abbreviation may stand for words with one in them
    numbers: list[int] = []
    graded = False
    kept: list[str] = []
    for word, number, of_grade in _counted(_tiers(words) if kind == "jobs" else words):
        if number is None:
            kept.append(word)
        else:
            numbers.append(number)
            graded = graded or of_grade
    kept, numbers = _today(kept, numbers)
    empty = _EMPTY.get(kind, _says_how)
    carrying = {stem(word): word for word in kept if not empty(word)}
    return Essence(carrying, frozenset(numbers), graded)


def _tiers(words: list[str]) -> list[str]:
    """The tier of a functional post as a grade: ahli muda is never ahli pertama."""
    tiers = [word for word in words if word in _TIER]
    kept = [word for word in words if word not in _TIER and word != "ahli"]
    return [*kept, "jenjang", str(_TIER[tiers[-1]])] if tiers else words


def _unglued(word: str) -> tuple[str, ...]:
    found = _GLUED(word)
    return (found[1], found[2]) if found and word not in ABBREVIATIONS else (word,)


def _expanded(words: list[str], table: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Abbreviations spelled out, the longest first."""
    done: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            long = table.get(" ".join(words[at : at + length]))
            if long is not None:
                done += long
                at += length
                break
        else:
            done.append(words[at])
            at += 1
    return done


def _counted(words: list[str]) -> Iterator[tuple[str, int | None, bool]]:
    """Each word with None, each numeral with its number and whether it names a grade; rounds, years and measures go."""
    at = 0
    while at < len(words):
        word = words[at]
        after = words[at + 1] if at + 1 < len(words) else ""
        number = _number(word, alone=at == len(words) - 1)
        if word in _ROUNDS:
            at += 1 if _number(after) is None else 2
            while at < len(words) and len(words[at]) == 1:  # the letter of a rank: golongan III a
                at += 1
            continue
        if word in _GRADES and _number(after, spoken=True) is not None:
            yield after, _number(after, spoken=True), True
            at += 2
            continue
        if number is not None and after in _MEASURES:
            at += 2
            continue
        if not _YEAR(word) and not (word == "tahun" and _YEAR(after)):
            yield word, number, False
        at += 1


def _number(word: str, *, alone: bool = True, spoken: bool = False) -> int | None:
    """The number of a figure or a Roman numeral; 'i', 'v' and 'x' are one only where `alone` says they can be."""
    if word.isdigit() and word.isascii():
        return None if _YEAR(word) else int(word[:9])
    if word in _ROMAN and (alone or len(word) > 1):
        return _ROMAN[word]
    return _SPOKEN.get(word) if spoken else None


def _today(words: list[str], numbers: list[int]) -> tuple[list[str], list[int]]:
    """Former names of leadership trainings as they are called today."""
    grade = numbers[0] if len(numbers) == 1 else None
    if "kepemimpinan" in words:
        now = FORMER.get(("kepemimpinan", grade))
        if now is None or (set(words) & {"nasional", "administrator", "pengawas"} - set(now)):
            return words, numbers
        old = {"kepemimpinan", *(part for part in now if isinstance(part, str))}
    else:
        name = next((word for word in words if (word, None) in FORMER), None)
        if name is None:
            return words, numbers
        now, old = FORMER[name, None], {name}
    kept = [word for word in words if word not in old]
    return (
        [part for part in now if isinstance(part, str)] + kept,
        [part for part in now if isinstance(part, int)],
    )


def _says_how(word: str) -> bool:
    """Whether a word only says how a training is held; one slip in a long word is forgiven."""
    if word in KINDS_OF_THE_SAME:
        return True
    long = len(word) >= _LONG and word not in WEAK
    return long and any(len(w) > _LONG and OSA.distance(word, w, score_cutoff=1) <= 1 for w in KINDS_OF_THE_SAME)


def _never(_word: str) -> bool:
    return False


_EMPTY: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {"units": _never, "jobs": _never, "agencies": OFFICES_OF_A_GOVERNMENT.__contains__}
)
"""By kind, which words carry nothing; elsewhere those that only say how a training is held."""


_SUFFIX: Final = re.compile(r"(?:kan|nya|an)$")
_ROOT: Final = 4  # not a rule: what is left of a word must still be one


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word without its endings, so that kearsipan is arsip and menyusun is penyusunan. For comparing only."""
    verb = word.startswith("me") and len(word) > _LONG
    root = f"p{word[1:]}" if verb else word
    bare = _SUFFIX.sub("", root)
    if verb and bare == root and root.endswith("i"):
        bare = root[:-1]
    if len(bare) < _ROOT:
        return root
    circumfix = word.startswith("ke") and bare != root and len(bare) >= _ROOT + 2
    return bare[2:] if circumfix else bare
