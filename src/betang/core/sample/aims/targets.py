"""Development targets of each government and the competencies they lean on.

Baselines are published figures (`regions`); goals, weights and links are illustrative, as is what belongs to a single
office. Where no figure is published the baseline is empty: unknown, not zero.
"""

from __future__ import annotations

from decimal import Decimal

from betang.core.sample.facts import facts
from betang.core.sample.government.layout import Layout
from betang.core.sample.government.regions import Government, baseline

Row = tuple[object, ...]
HIGHEST_SHARE = Decimal("99.9")
_STEPS = (Decimal(0), Decimal("0.25"), Decimal("0.5"))  # what governments add to a weight, in turn


def target_rows(layout: Layout) -> list[Row]:
    """Rows of the table `targets`."""
    rows: list[Row] = []
    for number, government in enumerate(layout.governments):
        codes = _codes(layout, number)
        for place, fact in enumerate(_for(government, "targets")):
            known = baseline(government, fact["baseline"])
            rows.append(
                (
                    f"{government.agency}-{fact['code']}",
                    government.agency,
                    fact["unit"] if fact["unit"] in codes else None,
                    f"{government.agency}-{fact['parent']}" if fact["parent"] else None,
                    fact["level"],
                    fact["document"],
                    fact["indicator"],
                    fact["unit_of_measure"],
                    known,
                    _goal(known, fact),
                    int(fact["year"]),
                    Decimal(fact["weight"]) + _STEPS[(number + place) % len(_STEPS)],
                )
            )
    return rows


def target_link_rows(layout: Layout) -> list[Row]:
    """Rows of the table `target_links`; a link to an office that a small government lacks is left out."""
    rows: list[Row] = []
    for number, government in enumerate(layout.governments):
        codes = _codes(layout, number)
        for fact in _for(government, "target_links"):
            if not fact["unit"] or fact["unit"] in codes:
                target = f"{government.agency}-{fact['target']}"
                rows.append((target, fact["competency"], fact["unit"] or None, Decimal(fact["relevance"])))
    return rows


def _for(government: Government, name: str) -> list[dict[str, str]]:
    kind = "province" if government.is_province else "regency"
    return [fact for fact in facts(name) if fact["for"] == kind]


def _codes(layout: Layout, agency: int) -> set[str]:
    return {layout.unit_code(unit) for unit in layout.units_of(agency)}


def _goal(known: Decimal | None, fact: dict[str, str]) -> Decimal | None:
    """The baseline times its factor; where there is no indicator behind it, the factor is the goal itself."""
    if not fact["baseline"]:
        return Decimal(fact["factor"]) if fact["factor"] else None
    if known is None:
        return None
    goal = (known * Decimal(fact["factor"])).quantize(Decimal("0.01"))
    return max(known, min(goal, HIGHEST_SHARE)) if fact["unit_of_measure"] == "%" and goal > known else goal
