"""Titles outside the catalogue that may mean the same: offered to be merged, with how alike they are and why.

Alike is what `core.office.names` takes for alike, in either direction. A group holds together twice: every title in it
is surely alike to another one there, and none is unlike any other. So a chain of small steps does not join what its
ends would not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from betang.core.office.names import Directory, Offer, plain
from betang.core.office.names.essence import essence
from betang.core.office.names.likeness import NEAR, SURE
from betang.core.office.names.vocabulary import Vocabulary

_KIND = "programs"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Titles that may be one. `alike`: how alike the least alike of them are to their nearest, 0-100; None of a single
    title. `shared`: the words that all of them carry. `offers`: names of the catalogue that they may be spellings of.
    """

    titles: tuple[str, ...]
    alike: float | None
    shared: tuple[str, ...]
    offers: tuple[Offer, ...]


def candidates(titles: Iterable[str], catalogue: Directory) -> list[Candidate]:
    """Groups of titles that are alike, and single ones that are like a name of the catalogue."""
    spelled = sorted({plain(title): title for title in sorted(titles, reverse=True)}.values())
    scores = likenesses(spelled)
    found = []
    for group in groups(spelled, scores):
        offers = _offers(group, catalogue)
        if len(group) > 1 or offers:
            found.append(Candidate(group, _alike(group, scores), _shared(group), offers))
    return found


def likenesses(titles: Sequence[str]) -> dict[tuple[str, str], float]:
    """How alike any two titles are that share a word, 0-100: as spellings of each other, whichever way is surer."""
    words = Vocabulary(_KIND, ((title, title) for title in titles))
    scores: defaultdict[tuple[str, str], float] = defaultdict(float)
    for title in titles:
        for other, score in words.scores(title, essence(title, _KIND)).items():
            if other != title:
                scores[_pair(title, other)] = max(scores[_pair(title, other)], score)
    return dict(scores)


def groups(titles: Sequence[str], scores: Mapping[tuple[str, str], float]) -> list[tuple[str, ...]]:
    """Every title in one group, the surest likeness joined first."""
    of = {title: [title] for title in titles}
    sure = sorted((-score, pair) for pair, score in scores.items() if score >= SURE)
    for _score, (one, other) in sure:
        here, there = of[one], of[other]
        if here is there or any(scores.get(_pair(a, b), 0.0) < NEAR for a in here for b in there):
            continue
        here += there
        of |= dict.fromkeys(there, here)
    kept = {id(group): tuple(sorted(group)) for group in of.values()}
    return sorted(kept.values())


def _alike(group: Sequence[str], scores: Mapping[tuple[str, str], float]) -> float | None:
    if len(group) == 1:
        return None
    return min(max(scores.get(_pair(one, other), 0.0) for other in group if other != one) for one in group)


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _shared(titles: Sequence[str]) -> tuple[str, ...]:
    """The words that all of the titles carry, as the first one spells them, in its order."""
    essences = [essence(title, _KIND) for title in titles]
    return tuple(word for key, word in essences[0].words.items() if all(key in other.words for other in essences))


def _offers(titles: Sequence[str], catalogue: Directory) -> tuple[Offer, ...]:
    """What the catalogue has for any of them, the likest first; only what a person of the trade might pick."""
    best: dict[str, Offer] = {}
    for title in titles:
        match = catalogue.find(title)
        for offer in match.offers:
            likely = match.kind in {"variant", "ambiguous", "conflict"} and offer.score >= SURE
            if likely and (offer.code not in best or best[offer.code].score < offer.score):
                best[offer.code] = offer
    return tuple(sorted(best.values(), key=lambda offer: (-offer.score, offer.code)))
