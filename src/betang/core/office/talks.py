"""What the record already says of needs, for whoever reads what was agreed: who stands where, and what was said before.

People are named by their key in the register (`desk.PersonFacts`), units and offices by their codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Stood:
    """A need as it stands. `sent`: it went to the personnel agency and is no longer changed by a file; `over`: it was
    withdrawn.
    """

    sent: bool
    over: bool = False
    agreed_on: date | None = None
    learning: str | None = None
    way: str | None = None
    priority: str | None = None
    superior: str | None = None


@dataclass(frozen=True)
class Talks:
    """What a dialogue is judged by. `year`: the planning year that is open, if one is.

    `away` are people of the register who are not in service; `posts` leads from a person to their post and `required`
    from a post to what it requires. `denied`: pairs of which both said that learning cannot close them.
    """

    year: int | None = None
    away: frozenset[str] = frozenset()
    posts: Mapping[str, str] = field(default_factory=dict)
    required: Mapping[str, frozenset[str]] = field(default_factory=dict)
    needs: Mapping[tuple[str, str], Stood] = field(default_factory=dict)
    denied: frozenset[tuple[str, str]] = frozenset()

    def asks_for(self, person: str, competency: str) -> bool:
        """Whether the person's post requires it; yes, where nothing is known of the post."""
        required = self.required.get(self.posts.get(person, ""))
        return not required or competency in required


@dataclass(frozen=True, slots=True)
class Asked:
    """A proposal that was sent to the personnel agency: how many people, and the programme it was taken for."""

    people: int | None
    program: str | None


Proposed = Mapping[tuple[str | None, str, str | None], Asked]
"""Proposals that were sent, by unit, title, and the people they name."""
