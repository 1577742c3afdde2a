"""The joint plan on hundreds of random small folders, before two judges that share no code with it.

`BETANG_EXAMPLES=2000 pytest tests/core/plan/test_random.py` looks further; the usual run is always the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.core.engine import open_duckdb
from betang.core.files import read_folder
from betang.core.plan import Settings, joint_plan, search
from betang.core.tables import NEEDED_FOR_PLAN
from tests.core.gap.test_property import looked
from tests.core.plan import second_solver
from tests.core.plan.auditor import NEAR, Told, audit
from tests.core.plan.drawn import ground_in
from tests.core.plan.second_solver import Floor
from tests.core.plan.small import Question, as_arrow, small, write_folder

GAP: Final = 0.005
TABLES_TOLD: Final = ("classes", "assigned", "seats", "dues", "agencies", "unmet")

questions: Final = st.integers(0, 2**32).map(lambda seed: small(Random(seed)))


@pytest.fixture(scope="module")
def engine():
    return Engine()


class Engine:
    """Tables that are made once, for people kept by number and by text, and filled anew for every question."""

    def __init__(self) -> None:
        self.backend = open_duckdb(threads=1)
        self.made: dict[bool, dict[str, Any]] = {}

    def loaded(self, question: Question) -> dict[str, Any]:
        numbered = isinstance(question.tables["people"][0]["person"], int)
        arrows = as_arrow(question)
        if numbered not in self.made:
            self.made[numbered] = {
                name: self.backend.create_table(f"given_{name}_{numbered}", rows) for name, rows in arrows.items()
            }
            return self.made[numbered]
        for name, rows in arrows.items():
            self.backend.con.register("rows_given", rows)
            self.backend.con.execute(f"DELETE FROM given_{name}_{numbered}")
            self.backend.con.execute(f"INSERT INTO given_{name}_{numbered} SELECT * FROM rows_given")
        return self.made[numbered]


def planned(engine: Engine, question: Question, mode: str = "shared") -> Told:
    return told_by(engine.loaded(question), question, mode)


def told_by(tables: Mapping[str, Any], question: Question, mode: str = "shared") -> Told:
    settings = Settings(gap=GAP, measured_only=question.measured_only)
    plan = joint_plan(tables, as_of=question.as_of, params=question.params, settings=settings, mode=mode)
    rows = {name: getattr(plan, name).to_pylist() for name in TABLES_TOLD}
    return Told(**rows, status=plan.status, benefit=plan.benefit, bound=plan.bound, alone=dict(plan.alone))


def close(came: float, wanted: float) -> bool:
    return abs(came - wanted) <= NEAR * max(1.0, abs(wanted))


def assert_judged(question: Question, told: Told, *, mode: str = "shared") -> None:
    """Feasible; as many obligations as can be; as near the best as was asked for; nobody below what they have alone."""
    ground = ground_in(question)
    alone = second_solver.alone(ground)
    assert not audit(ground, told, mode=mode, gap=GAP)
    for agency, answer in alone.items():
        benefit, obligations, _ = told.alone[agency]
        assert obligations == answer.obligations(ground), f"obligations of {agency} alone"
        assert close(benefit, float(answer.benefit(ground))), f"benefit of {agency} alone"
    floors = second_solver.floors_of(ground, alone)
    if mode == "shared":
        best = second_solver.shared(ground, floors)
        obligations, most = best.obligations(ground), float(best.benefit(ground))
    else:
        obligations = sum(floor.obligations for floor in floors.values())
        most = float(sum(floor.benefit for floor in floors.values()))
    seated = {(row["person"], row["program"]) for row in told.assigned}
    assert len(seated & ground.obliged) == obligations
    assert told.benefit <= most + NEAR * max(1.0, most)
    assert told.benefit >= (1 - GAP) * most - NEAR
    assert told.bound >= most - NEAR * max(1.0, most), "the bound holds for the best plan there is"
    assert told.status == "proved"


@given(question=questions)
@looked(200)
def test_the_shared_plan_is_feasible_and_as_good_as_a_second_solver_can_make_it(engine, question):
    assert_judged(question, planned(engine, question))


@given(question=questions)
@looked(25)
def test_the_plans_of_each_alone_are_as_good_as_a_second_solver_can_make_them(engine, question):
    assert_judged(question, planned(engine, question, "alone"), mode="alone")


@given(question=questions)
@looked(25)
def test_people_counted_in_groups_make_a_feasible_plan_and_a_bound_that_holds(engine, question):
    """As large governments are planned: alike people counted together, named afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "FINE_SEATS", -1)
        told = planned(engine, question)
    ground = ground_in(question)
    assert not audit(ground, told, gap=GAP)
    floors = {agency: Floor(alone[1], Fraction(alone[0])) for agency, alone in told.alone.items()}
    best = second_solver.shared(ground, floors)
    assert sum((row["person"], row["program"]) in ground.obliged for row in told.assigned) == best.obligations(ground)
    assert told.bound >= float(best.benefit(ground)) * (1 - NEAR) - NEAR


@given(question=questions)
@looked(8)
def test_the_same_question_has_the_same_answer(engine, question):
    """To the last row and its place."""
    assert planned(engine, question) == planned(engine, question)


@given(question=questions, random=st.randoms(use_true_random=False))
@looked(8)
def test_the_order_of_rows_changes_nothing(engine, question, random):
    assert planned(engine, question) == planned(engine, question.shuffled(random))


@pytest.mark.parametrize("seed", range(3))
def test_a_folder_of_files_has_the_plan_of_its_tables(engine, tmp_path, seed):
    question = small(Random(seed))
    folder = read_folder(write_folder(question, tmp_path), required=NEEDED_FOR_PLAN)
    told = told_by(folder.tables, question)
    by_name = {str(row["person"]): row["person"] for row in question.tables["people"]}  # in a CSV file a key is text
    for row in told.assigned:
        row["person"] = row["person"] and by_name[str(row["person"])]
    assert_judged(question, told)
