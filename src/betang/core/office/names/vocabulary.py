"""The words of all names of a directory, to find by likeness without looking at every name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from betang.core.office.names.essence import Essence, essence, stem
from betang.core.office.names.likeness import likeness
from betang.core.office.names.spelling import spelled_out
from betang.core.office.names.tables import STOP

_SLIP_FROM, _TWO_SLIPS_FROM = 6, 11  # not a rule: in shorter words one slip, two slips make another word
_INITIALS_FROM: Final = 4  # not a rule: three letters stand for too many things
_INITIALS_SCORE: Final = 90.0  # not a rule: sure, unless a name itself is written so


class Vocabulary:
    """Names by the words in them. `written`: code and spelling, several for a code."""

    def __init__(self, kind: str, written: Iterable[tuple[str, str]]) -> None:
        self._entries: list[tuple[str, Essence]] = []
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        self._initials: defaultdict[str, set[str]] = defaultdict(set)
        self._pairs: dict[str, tuple[str, str]] = {}
        self._stems: dict[str, str] = {}
        for code, spelled in written:
            self._take(code, spelled, essence(spelled, kind))
        self._spelled = list(self._stems)

    def _take(self, code: str, spelled: str, about: Essence) -> None:
        if not about.words:
            return
        for word, as_spelled in about.words.items():
            self._holding[word].append(len(self._entries))
            self._stems[as_spelled] = word
        self._entries.append((code, about))
        words = list(about.words.values())
        self._pairs |= {a + b: (a, b) for a, b in pairwise(words)}
        initials = "".join(word[0] for word in spelled_out(spelled).split() if word not in STOP)
        if len(initials) >= _INITIALS_FROM:
            self._initials[initials].add(code)

    def scores(self, text: str, asked: Essence) -> dict[str, float]:
        """How alike each thing is that shares a word with `asked`: by its best name."""
        asked = self._apart(asked)
        means = {word: self._meant(word, spelled) for word, spelled in asked.words.items()}
        best: dict[str, float] = dict.fromkeys(self._initials.get(spelled_out(text), ()), _INITIALS_SCORE)
        seen = {at for others in means.values() for other in others for at in self._holding.get(other, ())}
        for at in seen:
            code, name = self._entries[at]
            best[code] = max(best.get(code, 0.0), likeness(asked, name, means))
        return best

    def _meant(self, word: str, spelled: str) -> frozenset[str]:
        """The word itself where a name has it, else those of the names that it may be a slip of."""
        if word in self._holding or len(spelled) < _SLIP_FROM:
            return frozenset((word,))
        slips = 2 if len(spelled) >= _TWO_SLIPS_FROM else 1
        near = process.extract(spelled, self._spelled, scorer=OSA.distance, score_cutoff=slips, limit=3)
        return frozenset(self._stems[other] for other, distance, _ in near if distance == near[0][1]) or frozenset(
            (word,)
        )

    def _apart(self, asked: Essence) -> Essence:
        """Words written together that a name writes apart, and the reverse."""
        words: dict[str, str] = {}
        last = ""
        for word, spelled in asked.words.items():
            together = last + spelled
            if word not in self._holding and together in self._stems:
                del words[stem(last)]
                words[self._stems[together]] = last = together
            elif word not in self._holding and spelled in self._pairs:
                words |= {stem(part): part for part in self._pairs[spelled]}
                last = ""
            else:
                words[word] = last = spelled
        return replace(asked, words=words)
