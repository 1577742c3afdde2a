"""Figures stay exact where doubles and 64 bits end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from betang.core.errors import BadInput
from betang.core.params import Parameters
from tests.core.gap import runners
from tests.core.gap.spec import Case, Tables

AS_OF = date(2027, 1, 1)


@pytest.fixture(params=["duckdb", "postgres"])
def engine(request):
    return request.getfixturevalue(f"{request.param}_map")


def two_units(links: str, *, people: int = 2, measured: int | None = None) -> Tables:
    """People in turn in units A and B, short by five levels of an absolute competency; the first `measured` known."""
    rows = "\n".join(f"{n} | K | {'AB'[n % 2]} | Kepala Bidang" for n in range(people))
    known = range(people if measured is None else measured)
    evidence = "\n".join(f"{n} | Integritas | 0 | 2026-05-05 | test" for n in known)
    given = {
        "people": f"person | agency | unit | job\n{rows}",
        "assessments": f"person | competency | level | assessed_on | source\n{evidence}",
        "standards": "tier | competency | level | importance\nadministrator | Integritas | 5 | absolute",
        "targets": "target | agency | weight\n"
        + "\n".join(f"S{n} | K | {row.split()[0]}" for n, row in links_of(links)),
        "target_links": "target | competency | unit | relevance\n"
        + "\n".join(f"S{n} | Integritas | {row.split()[1]} | {row.split()[2]}" for n, row in links_of(links)),
    }
    return Case(given, cells="unit").tables()


def links_of(links: str) -> list[tuple[int, str]]:
    """Each line: weight, unit, relevance."""
    return list(enumerate(links.strip().splitlines()))


def cells(run, tables: Tables, **asked) -> dict[str, dict]:
    return {cell["unit"]: cell for cell in run(tables, as_of=AS_OF, wanted={"cells"}, **asked).cells}


@pytest.mark.parametrize(
    ("added", "priority"),
    [
        # Raw weights of 1.000001 and 2.999999 are 2 on average: 15 x 0.5000005 is half way between two millionths.
        ("0.01 A 0.0001\n1.9999 B 1\n0.0099 B 0.01", "7.500008"),
        # 1.000003 and 2.999997: 15 x 0.5000015 lies half way too, below an even millionth this time.
        ("0.03 A 0.0001\n1.9999 B 1\n0.0097 B 0.01", "7.500022"),
    ],
)
def test_a_tie_in_the_seventh_decimal_goes_to_the_even_side(engine, added, priority):
    tables = two_units(added)
    assert cells(runners.reference, tables)["A"]["priority"] == Decimal(priority)
    assert cells(engine, tables)["A"]["priority"] == float(priority)


@pytest.mark.parametrize("people", [400, 2000])
def test_heavy_weights_do_not_wrap_around(engine, people):
    """Weights of a hundred million on hundreds of people pass 64 bits; the figures must not notice."""
    tables = two_units("99999999.9999 A 1", people=people)
    found, wanted = cells(engine, tables), cells(runners.reference, tables)
    for unit in "AB":
        assert found[unit]["priority"] == float(wanted[unit]["priority"])
        assert found[unit]["rank"] == wanted[unit]["rank"]


def test_weights_beyond_reason_are_refused_not_garbled(engine):
    with pytest.raises(BadInput) as refused:
        cells(engine, two_units("99999999999999.9999 A 1"))
    assert [problem.code for problem in refused.value.problems] == ["out_of_range"]


@pytest.mark.parametrize(("share", "people", "enough"), [(0.55, 200, 110), (0.7, 20, 14), (0.29, 200, 58)])
def test_a_share_that_is_just_reached_is_reached(engine, share, people, enough):
    """0.55 as a double is a little more than 55 in 100: an exact share decides."""
    params = Parameters(ranked_share=share)
    just = cells(engine, two_units("1 A 1", people=people, measured=enough), params=params)
    assert just["A"]["known"] == enough // 2
    assert just["A"]["rank"] is not None
    fewer = cells(engine, two_units("1 A 1", people=people, measured=enough - 2), params=params)
    assert fewer["A"]["rank"] is None
