"""Whether titles of finished trainings tell of basic or leadership training. What they do not tell is a question."""

from __future__ import annotations

import re
from collections.abc import Iterable

from betang.core.register.rules import FIRST_HOUR, FirstHourRules


def told_basic(titles: Iterable[str], rules: FirstHourRules = FIRST_HOUR) -> bool:
    """Whether one of the titles is a basic training."""
    return any(speaks_of_basic(title, rules) for title in titles)


def told_leading(titles: Iterable[str], programme: str, rules: FirstHourRules = FIRST_HOUR) -> bool:
    """Whether one of the titles is this leadership programme or a higher one."""
    steps = list(rules.ladder)
    enough = steps[steps.index(programme) :]
    return any(speaks_of_leading(title, step, rules) for title in titles for step in enough)


def speaks_of_basic(title: str, rules: FirstHourRules = FIRST_HOUR) -> bool:
    """Whether a title is that of a basic training."""
    return _speaks_of(title, rules.basic)


def speaks_of_leading(title: str, programme: str, rules: FirstHourRules = FIRST_HOUR) -> bool:
    """Whether a title is that of this leadership programme and no other."""
    return _speaks_of(title, rules.ladder[programme])


def _speaks_of(title: str, words: Iterable[str]) -> bool:
    plain = f" {' '.join(re.sub(r'[^a-z0-9]+', ' ', title.casefold()).split())} "
    return any(f" {word} " in plain for word in words)
