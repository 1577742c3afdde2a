"""Whether two spellings mean the same thing, and how sure that is. Nothing is taken by a guess.

    plain        spellings that differ in case, accents and punctuation only are one
    Directory    things with a code, a name and other names: found by any of them, or by likeness
    people       names of people: degrees, and whether two names can be one person's

What is alike is decided by words that carry the meaning, with abbreviations and former names as data (`tables`);
cases are drawn in tests/core/office.
"""

from __future__ import annotations

from betang.core.office.names.directory import Directory, Match, Offer
from betang.core.office.names.people import shares_a_word, without_degrees
from betang.core.office.names.spelling import plain, spelled_out

__all__ = ["Directory", "Match", "Offer", "plain", "shares_a_word", "spelled_out", "without_degrees"]
