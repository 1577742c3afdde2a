"""How alike two essences are, from 0 to 100."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from betang.core.office.names.essence import Essence, weight_of

# not rules: all of these were measured on the drawn titles of tests/core/office/names/test_titles.py
SURE: Final = 72.0
"""From here on a title is taken for a spelling of a name."""
SHORTENED: Final = 71.0
"""All that was said stands in the name, and too much of the name was left out."""
LEAD: Final = 7.0
"""Nearer together than this, two names are both meant."""
NEAR: Final = 45.0
"""Below this, naming the thing in a message would not help."""
_ENOUGH: Final = 0.4
_NEARLY_ALL: Final = 0.85


def likeness(asked: Essence, name: Essence, means: Mapping[str, frozenset[str]]) -> float:
    """`asked` against `name`. `means`: what each word of `asked` may be a slip of, itself included.

    A shortened title says nothing but what stands in the name: it is alike when enough of the name was said, and of
    two names that hold it none is nearer, unless one was said nearly whole. Any other must share most of its weight
    with the name, and the name with it. A grade is never another grade.
    """
    if not _same_grade(asked, name):
        return 0.0
    shared = bool(asked.numbers & name.numbers)
    said = sum(weight_of(spelled) for word, spelled in asked.words.items() if not means[word].isdisjoint(name.words))
    meant = {other for word in asked.words for other in means[word]}
    found = sum(weight_of(spelled) for word, spelled in name.words.items() if word in meant)
    of_asked = (said + shared * asked.weight_of_numbers) / asked.weight
    of_name = (found + shared * name.weight_of_numbers) / name.weight
    if of_asked == 1:
        if of_name < _ENOUGH:
            return SHORTENED
        return 75 + 25 * of_name if of_name >= _NEARLY_ALL else 73 + 5 * of_name
    both = 2 * of_asked * of_name / ((of_asked + of_name) or 1)
    return 100 * both if both * 100 < SURE else SURE + 12 * (100 * both - SURE) / (100 - SURE)


def _same_grade(asked: Essence, name: Essence) -> bool:
    if asked.numbers and name.numbers:
        return asked.numbers == name.numbers
    return not (asked.graded and asked.numbers)
