"""Names of people: without their degrees, and whether two of them can be one person's."""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz.distance import OSA

from betang.core.office.names.spelling import plain

_BEFORE: Final = frozenset(
    {"dr", "drg", "drs", "dra", "ir", "prof", "h", "hj", "hi", "kh", "ns", "apt", "ust", "gus", "tgk", "pdt"}
)
_AFTER: Final = re.compile(
    "se|sh|st|si|sp|skm|spd|spdi|sos|ssos|sip|skom|sked|skep|skeb|sfarm|sik|sstp|sag|ama|amd|amdkep|amdkeb|amak|amkl|amg|ak"
    "|akt|mm|mh|mt|mp|msi|mpd|map|mkes|mkm|mkom|mba|msc|ma|mhum|meng|mip|mpa|mpsi|mag|phd|llm|sppd|spog|stp|str|strkes"
    "|sthut|spsi|shut|shum|sgz|lc|gr|bsc|sth|sthi|shi|sei|spt|skh|sst|sstkeb|sstft|dipl"
).fullmatch
_DOTTED: Final = re.compile(r"(?:[A-Z][A-Za-z]{0,5}\.)+[A-Z][A-Za-z]{0,6}\.?(?:\([A-Za-z. ]*\))?").fullmatch
_ENOUGH: Final = 6  # not a rule: shorter words differ by a letter and are other names
_PART: Final = 4  # not a rule: shorter parts of a name written together say nothing


def without_degrees(name: str) -> str:
    """A name as it is spoken: 'Dr. H. Lanting Nipah, S.Pd., M.AP.' is 'Lanting Nipah'."""
    head, *tail = name.split(",")
    if tail and not all(_is_degree(word) for part in tail for word in part.split()):
        head = name  # 'Nipah, Lanting': what follows the comma is a name
    words = head.split()
    while len(words) > 1 and (_letters(words[0]) in _BEFORE or _DOTTED(words[0])):
        del words[0]
    while len(words) > 1 and _is_degree(words[-1]):
        del words[-1]
    return " ".join(words).strip(" ,")


def _is_degree(word: str) -> bool:
    return _AFTER(_letters(word)) is not None or _DOTTED(word) is not None


def _letters(word: str) -> str:
    return re.sub(r"[^a-z]", "", word.lower())


def shares_a_word(name: str, other: str) -> bool:
    """Whether two names have a word in common; degrees are no names, a slip of the finger is forgiven in a long word,
    and words written together count apart.
    """
    words, others = _words(name), _words(other)
    if not set(words).isdisjoint(others) or "".join(words) == "".join(others):
        return True
    return any(_same(word, another) for word in words for another in others)


def _words(name: str) -> list[str]:
    words = plain(without_degrees(name)).split()
    return [word for word in words if len(word) > 1] or words


def _same(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    if len(short) >= _ENOUGH and OSA.distance(short, long, score_cutoff=1) <= 1:
        return True
    together = len(short) >= _PART and len(long) - len(short) >= _PART
    return together and (long.startswith(short) or long.endswith(short))
