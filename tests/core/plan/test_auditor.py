"""The judges of the plan are judged: what a hand finds the second solver finds, and a planted fault is seen."""

from __future__ import annotations

import copy
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.gap.test_property import looked
from tests.core.plan import second_solver
from tests.core.plan.auditor import Told, audit
from tests.core.plan.drawn import drawn, ground_in
from tests.core.plan.ground import Ground, most_heads
from tests.core.plan.small import Question, small
from tests.core.plan.telling import told_of

NO_BUDGETS = "agency | purpose | amount"
KEEPS_NOTHING = """
    program | host     | fixed_cost | seat_cost | max_classes | tariff | retains
    Vaksin  | Katingan | 1000000    | 100000    | 1           | 300000 | no
    """
ONLINE_TOO = """
    program | host     | fixed_cost | seat_cost | max_classes | tariff | retains
    Vaksin  | Katingan | 1000000    | 100000    | 1           | 300000 | yes
    Daring  | Katingan | 0          | 0         | 3           | 0      | no
    Daring  | Lamandau | 0          | 0         | 3           | 0      | no
    """
ONLINE_DEAR = """
    program | host     | fixed_cost | seat_cost | max_classes | tariff | retains
    Vaksin  | Katingan | 1000000    | 100000    | 1           | 300000 | yes
    Daring  | Katingan | 0          | 1         | 3           | 5      | no
    Daring  | Lamandau | 0          | 1         | 3           | 100001 | no
    """
A_NEED_ABOVE = """
    need | agency   | unit   | person | competency | program | people | agreed_on
    N1   | Lamandau |        | Euis   | Imunisasi  |         |        | 2026-02-01
    N2   | Lamandau | Bidang |        |            | Vaksin  | 3      | 2026-02-01
    N3   | Lamandau | Badan  |        |            | Vaksin  | 1      | 2026-02-01
    """


def rich(katingan: int = 9_000_000, lamandau: int = 9_000_000, **more: str) -> Question:
    budgets = f"agency | purpose | amount\nKatingan | all | {katingan}\nLamandau | all | {lamandau}"
    return drawn(budgets=budgets, **more)


def planned(question: Question) -> tuple[Ground, Told]:
    ground = ground_in(question)
    alone = second_solver.alone(ground)
    return ground, told_of(ground, second_solver.shared(ground, second_solver.floors_of(ground, alone)), alone)


def best(question: Question) -> Fraction:
    ground = ground_in(question)
    floors = second_solver.floors_of(ground, second_solver.alone(ground))
    return second_solver.shared(ground, floors).benefit(ground)


# The second solver


def test_two_fill_a_class_that_neither_fills_alone():
    """Two levels for four people and one for the one who was never measured; there is no money for the head."""
    ground, told = planned(drawn())
    assert told.benefit == 3 * 2 + 2 + 1
    assert told.alone == {"Katingan": (0.0, 0, 0), "Lamandau": (0.0, 0, 0)}
    assert not audit(ground, told)


def test_one_rupiah_too_few_is_one_person_fewer():
    """A guest costs 300,000 of dues and 200,000 + 2 x 50,000 of travel; a host may keep the dues and spend them."""
    assert best(rich(1_500_000, 1_200_000)) == 9
    assert best(rich(1_500_000, 1_199_999)) == 8
    assert best(rich(1_500_000, 599_999)) == 0
    assert best(rich(1_100_000, 600_000)) == 8, "1,000,000 and four seats, of which the guest's dues pay 300,000"
    assert best(rich(1_099_999, 600_000)) == 0
    assert best(rich(1_399_999, 600_000, hosts=KEEPS_NOTHING)) == 0
    assert best(rich(1_400_000, 600_000, hosts=KEEPS_NOTHING)) == 8
    assert best(drawn(budgets=NO_BUDGETS)) == 0


def test_with_money_enough_one_head_may_come_too_though_three_are_asked_for():
    """In the section are two people: one gains by name, so one can stand for a head."""
    ground, told = planned(rich())
    assert told.benefit == 10
    assert [row["agency"] for row in told.assigned if row["person"] is None] == ["Lamandau"]
    assert not audit(ground, told)


def test_nobody_stands_for_two_needs_of_units_within_each_other():
    """Three in the section (there is one), one in the office (there is one more): two heads, if the class has room."""
    roomy = """
        program | channel | days | onsite_days | class_min | class_max
        Vaksin  | class   | 5    | 2           | 4         | 9
        Daring  | online  | 5    |             | 1         | 6
        """
    assert best(rich(needs=A_NEED_ABOVE, programs=roomy)) == 11
    assert best(rich(needs=A_NEED_ABOVE)) == 10, "six in a class"


def test_an_obligation_comes_first_and_takes_the_room_of_a_head():
    """Fatma must go, though she gains nothing and costs Euis the seat; nobody is left to stand for a head."""
    must = "person | program | rule\nFatma | Vaksin | PP 11"
    assert best(rich(obligations=must)) == 9
    assert best(rich(1_500_000, 1_200_000, obligations=must)) == 8


def test_one_gap_is_credited_once():
    """Everyone may also learn online, one level of the same gap: worth something only to who stays at home."""
    ground, told = planned(rich(1_500_000, 600_000, hosts=ONLINE_TOO))
    assert told.benefit == 3 * 2 + 2 + 1
    assert not audit(ground, told)


def test_who_studies_or_retires_this_year_takes_no_seat():
    ground = ground_in(drawn())
    assert {person for person, _ in ground.eligible} == {"Ani", "Budi", "Cici", "Dodo", "Euis", "Fatma", "Gusti"}
    _, told = planned(drawn())
    assert {"agency": "Lamandau", "competency": "Imunisasi", "people": 2, "levels": 4, "reason": "not_eligible"} in (
        told.unmet
    )


def test_the_most_heads_are_found_where_a_greedy_hand_would_take_the_wrong_person():
    ground = ground_in(rich(needs=A_NEED_ABOVE))
    needs = [need for need in ground.needs if need.program == "Vaksin"]
    for order in (["Fatma", "Gusti"], ["Gusti", "Fatma"]):
        assert most_heads(needs, ground, order) == 2
        assert most_heads(list(reversed(needs)), ground, order) == 2


# The auditor


@given(seed=st.integers(0, 2**32))
@looked(60)
def test_the_second_solver_makes_plans_that_pass(seed):
    ground, told = planned(small(Random(seed)))
    assert not audit(ground, told)


def a_class_too_few(told: Told) -> None:
    told.classes[0]["classes"] = 0


def a_class_too_many(told: Told) -> None:
    told.classes[0]["classes"] += 1


def another_class(told: Told) -> None:
    told.classes.append({"program": "Vaksin", "host": "Lamandau", "classes": 1})


def seat(told: Told, person: str, program: str = "Vaksin", host: str = "Katingan", **more: object) -> None:
    start = {"person": person, "agency": "Lamandau", "program": program, "host": host}
    told.assigned.append({**start, "kind": "measured", "benefit": 0.0, **more})


def a_seat_of_nobody_there_is(told: Told) -> None:
    seat(told, "Zaki")


def a_seat_of_one_who_retires(told: Told) -> None:
    seat(told, "Indah", benefit=2.0)


def a_seat_of_one_who_studies(told: Told) -> None:
    seat(told, "Hanafi", benefit=2.0)


def a_seat_without_gain(told: Told) -> None:
    seat(told, "Gusti")


def a_second_seat(told: Told) -> None:
    seat(told, "Dodo")


def a_dearer_seat(told: Told) -> None:
    """One of Katingan goes online to Lamandau, where a seat has its price."""
    seat(told, "Ani", "Daring", "Lamandau", agency="Katingan")
    told.classes.append({"program": "Daring", "host": "Lamandau", "classes": 1})


def another_origin(told: Told) -> None:
    next(row for row in told.assigned if row["person"] == "Dodo")["agency"] = "Katingan"


def another_kind(told: Told) -> None:
    next(row for row in told.assigned if row["person"] == "Euis")["kind"] = "measured"


def a_head_too_many(told: Told) -> None:
    seat(told, None, kind="agreed", benefit=1.0)


def a_head_worth_two(told: Told) -> None:
    next(row for row in told.assigned if row["person"] is None)["benefit"] = 2.0


def a_credit_too_much(told: Told) -> None:
    next(row for row in told.assigned if row["person"] == "Dodo")["benefit"] = 3.0


def a_gap_credited_at_two_seats(told: Told) -> None:
    seat(told, "Ani", "Daring", "Katingan", agency="Katingan", benefit=1.0)
    told.classes.append({"program": "Daring", "host": "Katingan", "classes": 1})


def more_benefit_than_seats_give(told: Told) -> None:
    told.benefit = told.bound = told.benefit + 0.5


def more_alone(told: Told) -> None:
    told.alone["Lamandau"] = (4.5, 0, 3)


def obligations_alone(told: Told) -> None:
    told.alone["Lamandau"] = (1.0, 1, 3)


def an_agency_forgotten(told: Told) -> None:
    del told.alone["Lamandau"]


def a_bound_below(told: Told) -> None:
    told.bound = told.benefit - 0.1


def proved_too_early(told: Told) -> None:
    told.bound = told.benefit * 1.1


def failed(told: Told) -> None:
    told.status = "failed"


def seats_miscounted(told: Told) -> None:
    told.seats[0]["measured"] -= 1


def seats_forgotten(told: Told) -> None:
    told.seats.pop()


def dues_miscounted(told: Told) -> None:
    told.dues[0]["amount"] += 1


def dues_forgotten(told: Told) -> None:
    told.dues.clear()


def spending_miscounted(told: Told) -> None:
    told.agencies[0]["spent"] -= 1


def a_budget_misread(told: Told) -> None:
    told.agencies[1]["budget"] += 1


def alone_told_twice_and_differently(told: Told) -> None:
    told.agencies[0]["seats_alone"] += 1


def unmet_forgotten(told: Told) -> None:
    told.unmet.clear()


def unmet_for_another_reason(told: Told) -> None:
    told.unmet[0]["reason"] = "money"


def unmet_for_no_reason(told: Told) -> None:
    told.unmet[0]["reason"] = "fate"


def an_unmet_obligation_made_up(told: Told) -> None:
    told.unmet.append({"agency": "Katingan", "competency": None, "people": 1, "levels": 0, "reason": "money"})


FAULTS = {
    an_unmet_obligation_made_up: "obligations unmet of Katingan",
    a_class_too_few: "6 seats in 0 classes",
    a_class_too_many: "2 classes of ('Vaksin', 'Katingan'): the host can hold 1",
    another_class: "classes of Vaksin at Lamandau: no such host",
    a_seat_of_nobody_there_is: "nobody of that name is in service",
    a_seat_of_one_who_retires: "Indah in Vaksin: may not sit there",
    a_seat_of_one_who_studies: "Hanafi in Vaksin: may not sit there",
    a_seat_without_gain: "Gusti in Vaksin: gains nothing there and is not obliged",
    a_second_seat: "Dodo has 2 seats in Vaksin",
    a_dearer_seat: "Katingan spends 1700001: it has 700000 and keeps 900000 of dues",
    another_origin: "Dodo in Vaksin: is not of Katingan",
    another_kind: "Euis in Vaksin: the seat is agreed, told as measured",
    a_head_too_many: "2 heads of Lamandau in Vaksin: at most 1",
    a_head_worth_two: "told as agreed with benefit 2.0",
    a_credit_too_much: "Dodo: credited {'Vaksin': 3.0}",
    a_gap_credited_at_two_seats: "Ani: credited",
    more_benefit_than_seats_give: "the seats give 10.0",
    more_alone: "Lamandau has 4.0, alone it has 4.5",
    obligations_alone: "Lamandau has 0 obligations served, alone 1",
    an_agency_forgotten: "nothing is told of what Lamandau has alone",
    a_bound_below: "the bound 9.9 is below the benefit 10.0",
    proved_too_early: "told as proved",
    failed: "the status is failed",
    seats_miscounted: "seats of ('Vaksin', 'Katingan', 'Katingan')",
    seats_forgotten: "seats of ('Vaksin', 'Katingan', 'Lamandau')",
    dues_miscounted: "dues of ('Lamandau', 'Katingan', 'Vaksin')",
    dues_forgotten: "dues of ('Lamandau', 'Katingan', 'Vaksin')",
    spending_miscounted: "figures of ('Katingan',)",
    a_budget_misread: "budget of ('Lamandau',)",
    alone_told_twice_and_differently: "figures alone of ('Katingan',)",
    unmet_forgotten: "unmet of Lamandau in Imunisasi: told (0, 0)",
    unmet_for_another_reason: "unmet not_eligible of Lamandau in Imunisasi: told (0, 0)",
    unmet_for_no_reason: "fate is no reason",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen(fault):
    """In a plan in which every rupiah is spent and every seat taken."""
    ground, told = planned(rich(700_000, 1_800_000, hosts=ONLINE_DEAR))
    assert not audit(ground, told)
    broken = copy.deepcopy(told)
    fault(broken)
    sentences = audit(ground, broken)
    assert any(FAULTS[fault] in sentence for sentence in sentences), sentences


def test_a_guest_without_a_known_journey_is_seen():
    """And the plan of one alone may use no class of another."""
    ground, told = planned(rich())
    stranded = ground_in(rich(travel="origin | host | transport | per_day\nKatingan | Lamandau | 0 | 0"))
    assert any("this origin may not use this host" in sentence for sentence in audit(stranded, told))
    assert any("this origin may not use this host" in sentence for sentence in audit(ground, told, mode="alone"))


@pytest.mark.parametrize("purpose", ["class", "dues", "travel"])
def test_each_ceiling_is_watched_to_the_rupiah(purpose):
    ground, told = planned(rich())
    agency, most = {"class": ("Katingan", 1_600_000), "dues": ("Lamandau", 900_000), "travel": ("Lamandau", 900_000)}[
        purpose
    ]
    ground.ceilings[agency][purpose] = most
    assert not audit(ground, told)
    ground.ceilings[agency][purpose] = most - 1
    assert audit(ground, told) == [f"{agency} spends {most} on {purpose}: its ceiling is {most - 1}"]
