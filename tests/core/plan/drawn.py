"""A folder small enough to plan by hand: two governments that can fill a class only together.

Katingan has three people short of two levels, Lamandau one, and one whom nobody has measured but whose need was agreed.
The class of Katingan takes four to six. Two of Lamandau gain nothing: one may still go for a head that was asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from betang.core.params import Parameters
from tests.core.gap.spec import complete, read, typed_input
from tests.core.plan.ground import Ground, ground_of
from tests.core.plan.small import Question

AS_OF: Final = date(2026, 6, 30)
WORLD: Final[Mapping[str, str]] = {
    "units": """
        agency   | unit   | parent
        Katingan | Badan  |
        Lamandau | Badan  |
        Lamandau | Bidang | Badan
        """,
    "jobs": """
        job   | tier
        Bidan | pelaksana
        """,
    "people": """
        person  | agency   | unit   | job   | legal_position | retires_on
        Ani     | Katingan | Badan  | Bidan |                |
        Budi    | Katingan | Badan  | Bidan |                |
        Cici    | Katingan | Badan  | Bidan |                |
        Dodo    | Lamandau | Badan  | Bidan |                |
        Euis    | Lamandau | Bidang | Bidan |                |
        Fatma   | Lamandau | Bidang | Bidan |                |
        Gusti   | Lamandau | Badan  | Bidan |                |
        Hanafi  | Lamandau | Badan  | Bidan | 03             |
        Indah   | Lamandau | Badan  | Bidan |                | 2026-12-31
        """,
    "standards": """
        tier      | competency | level | importance
        pelaksana | Imunisasi  | 3     | needed
        """,
    "assessments": """
        person | competency | level | assessed_on | source
        Ani    | Imunisasi  | 1     | 2026-01-05  | test
        Budi   | Imunisasi  | 1     | 2026-01-05  | test
        Cici   | Imunisasi  | 1     | 2026-01-05  | test
        Dodo   | Imunisasi  | 1     | 2026-01-05  | test
        Fatma  | Imunisasi  | 3     | 2026-01-05  | test
        Gusti  | Imunisasi  | 3     | 2026-01-05  | test
        Hanafi | Imunisasi  | 1     | 2026-01-05  | test
        Indah  | Imunisasi  | 1     | 2026-01-05  | test
        """,
    "needs": """
        need | agency   | unit   | person | competency | program | people | agreed_on
        N1   | Lamandau |        | Euis   | Imunisasi  |         |        | 2026-02-01
        N2   | Lamandau | Bidang |        |            | Vaksin  | 3      | 2026-02-01
        """,
    "programs": """
        program | channel | days | onsite_days | class_min | class_max
        Vaksin  | class   | 5    | 2           | 4         | 6
        Daring  | online  | 5    |             | 1         | 6
        """,
    "outcomes": """
        program | competency | from_level | to_level
        Vaksin  | Imunisasi  | 0          | 3
        Daring  | Imunisasi  | 0          | 2
        """,
    "hosts": """
        program | host     | fixed_cost | seat_cost | max_classes | tariff | retains
        Vaksin  | Katingan | 1000000    | 100000    | 1           | 300000 | yes
        """,
    "travel": """
        origin   | host     | transport | per_day
        Lamandau | Katingan | 200000    | 50000
        Katingan | Lamandau | 200000    | 50000
        """,
    "budgets": """
        agency   | purpose | amount
        Katingan | all     | 1500000
        Lamandau | all     | 1200000
        """,
}


def drawn(**given: str) -> Question:
    """The folder, with the tables that are `given` drawn anew."""
    tables: dict[str, list[dict[str, Any]]] = {
        name: [typed_input(name, row) for row in read(text)] for name, text in {**WORLD, **given}.items()
    }
    return Question(complete(tables), AS_OF, Parameters(), measured_only=False)


def ground_in(question: Question) -> Ground:
    return ground_of(
        question.tables, as_of=question.as_of, params=question.params, measured_only=question.measured_only
    )
