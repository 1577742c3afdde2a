"""Spellings evened out: what differs only so is one name."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from betang.core.office.names.tables import SHORT_FORMS

_APOSTROPHES: Final = "'’‘‛`´ʼ"
_PUNCTUATION: Final = {
    **{ord(sign): " " for sign in map(chr, range(0x80)) if not sign.isalnum()},
    **{ord(sign): None for sign in _APOSTROPHES},
    ord("&"): " & ",
}


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """A name for comparing: lower case, blanks and punctuation evened out. Spellings that differ only so are one.

    '&' stays a word of its own: for a title that must be written as it stands, 'dan' is another spelling.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_PUNCTUATION).split())
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_PUNCTUATION)
    kept = (sign if sign.isalnum() or sign == "&" else " " for sign in folded if not unicodedata.combining(sign))
    return " ".join("".join(kept).split())


def spelled_out(text: str) -> str:
    """`plain`, with the short forms of writing written out: '&' is dan, Kab. is kabupaten, Subbag is subbagian."""
    words: list[str] = []
    for word in plain(text).split():
        words += SHORT_FORMS.get(word, (word,))
    return _joined(words)


def _joined(words: list[str]) -> str:
    """'sub bagian' is written together by some and apart by others."""
    text = " ".join(words)
    return text.replace("sub bagian", "subbagian").replace("sub bidang", "subbidang") if "sub " in text else text
