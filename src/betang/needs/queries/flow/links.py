"""Which needs stand on a development target that its keeper has confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from betang.people.models import Unit
from betang.programs.models import Outcome
from betang.targets import queries as targets


class Links:
    """The confirmed links of one agency, as far as the walls let the reader see; read once."""

    def __init__(self, agency: str) -> None:
        self._places = targets.linked(agency)
        self._stood_on = targets.stood_on(agency)
        self._parents = dict(Unit.objects.filter(agency=agency).order_by().values_list("pk", "parent_id"))
        self._teaches: defaultdict[str, set[str]] = defaultdict(set)
        for program, competency in Outcome.objects.order_by().values_list("program_id", "competency_id"):
            self._teaches[program].add(competency)

    def linked(
        self, *, competency: str | None, program: str | None, unit: int | None, target: str | None = None
    ) -> bool:
        """Whether a link holds for the competency, or for one the programme teaches, at the unit or one above it.

        A need that names its `target` stands on that one or on none (ADR 0026).
        """
        asked = {competency} if competency else self._teaches.get(program or "", set())
        if target is not None:
            return any((target, one) in self._stood_on for one in asked)
        units = set(self._above(unit))
        return any(targets.holds_at(self._places, one, units) for one in asked)

    def _above(self, unit: int | None) -> Iterator[int]:
        seen: set[int] = set()
        while unit is not None and unit not in seen:
            seen.add(unit)
            yield unit
            unit = self._parents.get(unit)
