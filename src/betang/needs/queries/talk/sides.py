"""In what capacity somebody speaks about a person's needs, or has spoken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from betang.agencies.models import Member
from betang.agencies.viewers import Viewer
from betang.needs.rules.talk import Side
from betang.people.models import Person

BY_WAY = {"self": Side.SELF, "reports": Side.SUPERIOR}


def side_of(person: Person, *, user: Viewer) -> Side | None:
    """The capacity in which the user speaks about the person; None: they do not."""
    reached = user.reached.get(person.pk)
    if reached is not None and reached.agency == person.agency_id and reached.via in BY_WAY:
        return BY_WAY[reached.via]
    return Side.RECORDER if user.speaks_for(person.pk, person.agency_id) else None


class Speakers:
    """Whose accounts are those of some people of an agency and of their superiors; read once."""

    def __init__(self, agency: str, people: Iterable[Person]) -> None:
        self._superiors = {person.pk: person.supervisor_id for person in people}
        numbers = {*self._superiors, *(number for number in self._superiors.values() if number is not None)}
        self._accounts: defaultdict[int, set[int]] = defaultdict(set)
        rows = Member.objects.filter(agency=agency, person_number__in=numbers).order_by()
        for number, account in rows.values_list("person_number", "user_id"):
            if number is not None:
                self._accounts[number].add(account)

    def said_by(self, person: int, account: int | None) -> Side | None:
        """Whether the account is the person's own or their superior's; None: neither."""
        if account is None:
            return None
        if account in self._accounts.get(person, ()):
            return Side.SELF
        superior = self._superiors.get(person)
        return Side.SUPERIOR if superior is not None and account in self._accounts.get(superior, ()) else None
