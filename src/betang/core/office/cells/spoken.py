"""Numbers in words, as documents repeat them in brackets: '30 (tiga puluh) orang'."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import Final

_ONES: Final = MappingProxyType(
    {
        "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
        "sembilan": 9, "sepuluh": 10, "sebelas": 11,
    }
)  # fmt: skip
_TIMES: Final = MappingProxyType({"puluh": 10, "ratus": 100})
_SCALES: Final = MappingProxyType({"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12})
_ONE_OF: Final = MappingProxyType({"seratus": "ratus", "seribu": "ribu", "sejuta": "juta"})


def spoken(text: str) -> Decimal | None:
    """The number that words say; None where they say none. A unit after it (rupiah, orang) does not count."""
    total = group = last = 0
    seen = False
    for word in _words(text):
        if word in _ONES:
            last = _ONES[word]
            group += last
        elif word == "belas" and last:
            group += 10
        elif word in _TIMES and last:
            group += last * (_TIMES[word] - 1)
            last = 0
        elif word in _SCALES and seen:
            total, group, last = total + (group or 1) * _SCALES[word], 0, 0
        elif seen:
            break
        else:
            return None
        seen = True
    return Decimal(total + group) if seen else None


def _words(text: str) -> list[str]:
    words: list[str] = []
    for word in text.lower().split():
        words += ["satu", _ONE_OF[word]] if word in _ONE_OF else [word]
    return words
