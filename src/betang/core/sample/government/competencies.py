"""The competencies of the sample: the nine national ones and technical ones across government affairs.

Codes and names of the nine: annex of PermenPANRB 38/2017. Technical dictionaries are issued by each ministry for its
affair and are not public as one list, so the technical competencies here are illustrative.
"""

from __future__ import annotations

from betang.core.sample.facts import facts

CODES = tuple(row["competency"] for row in facts("competencies"))
NATIONAL = tuple(row["competency"] for row in facts("competencies") if row["kind"] != "technical")
NUMBER = {code: number for number, code in enumerate(CODES)}
"""A competency's place in `CODES`: what the arrays of the sample hold. The nine come first."""


def competency_rows() -> list[tuple[str, str, str, str | None]]:
    """Rows of the table `competencies`: competency, name, kind, affair."""
    return [(row["competency"], row["name"], row["kind"], row["affair"] or None) for row in facts("competencies")]
