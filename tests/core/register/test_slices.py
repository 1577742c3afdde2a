"""What a register is counted into, drawn case by case, and against a plain reckoning of generated people."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.core.office.quality import QUALITY, reckoned_retirement
from betang.core.params import Parameters
from betang.core.register.facts import EDUCATIONS, Fact, education_id, family_of
from betang.core.register.quality import NEVER, judge, not_told
from betang.core.register.slices import OF_FILES, Beside, slices, tally
from betang.core.tables import STATUSES, TIERS

ON = date(2026, 11, 24)


def person(number: int = 1, **said: Any) -> Fact:
    """Somebody with nothing amiss: a functional officer of middle rank."""
    fine: dict[str, Any] = {
        "unit": 1, "job": "J", "title": "Perawat Ahli Muda", "tier": "jf_muda", "status": "PNS", "nip": "",
        "rank": "III/d", "education": "S-1", "employed_from": date(2010, 1, 1), "born": date(1985, 2, 2), "sex": "F",
        "position": "01",
    }  # fmt: skip
    return Fact(number=number, **{**fine, **said})


def keys(*people: Fact, beside: Beside | None = None) -> set[str]:
    return set(slices(people, on=ON, beside=beside))


def checks(*people: Fact, beside: Beside | None = None) -> set[str]:
    return {key.removeprefix("check|") for key in keys(*people, beside=beside) if key.startswith("check|")}


@pytest.mark.parametrize(
    ("title", "listed", "family"),
    [
        ("Perawat Ahli Muda", "", "Perawat"),
        ("Analis Sumber Daya Manusia Aparatur Ahli Pertama", "", "Analis Sumber Daya Manusia Aparatur"),
        ("Nutrisionis Penyelia", "", "Nutrisionis"),
        ("Bidan Pelaksana Lanjutan", "", "Bidan"),
        ("Guru Madya", "", "Guru"),
        ("Pengelola Pengadaan Barang/Jasa  Ahli Muda ", "", "Pengelola Pengadaan Barang/Jasa"),
        ("Pranata Komputer Ahli Muda", "Pranata Komputer", "Pranata Komputer"),
        ("Penyuluh Keluarga Berencana", "", "Penyuluh Keluarga Berencana"),
    ],
)
def test_the_family_is_the_listed_one_or_the_title_without_its_tier(title: str, listed: str, family: str) -> None:
    assert family_of(title, listed) == family


@pytest.mark.parametrize(
    ("said", "amiss"),
    [
        ({}, set()),
        ({"education": ""}, {"no_education"}),
        ({"education": "SMP"}, {"functional_education"}),
        ({"education": "Pesantren"}, set()),  # words nobody knows are not below anything
        ({"status": "CPNS", "employed_from": date(2025, 11, 1)}, {"candidate_too_long"}),
        ({"status": "CPNS", "employed_from": date(2026, 1, 1)}, set()),
        ({"born": date(1960, 1, 1)}, {"past_retirement"}),
        ({"retires_on": date(2026, 11, 1)}, {"past_retirement"}),
        ({"status": "PPPK", "position": "01", "employed_from": date(2022, 1, 1)}, {"contract_position"}),
        ({"status": "PPPK", "position": "71", "employed_from": date(2022, 1, 1)}, set()),
        ({"status": "PPPK", "position": "71", "employed_from": None}, set()),  # without a NIP nothing contradicts it
        ({"tier": "pengawas", "title": "Kepala Seksi", "employed_from": date(2025, 6, 1)}, {"short_service"}),
        ({"tier": "jpt_pratama", "title": "Kepala Dinas", "rank": "III/d"}, {"low_rank"}),
        ({"tier": "administrator", "title": "Camat", "education": "SLTA"}, {"structural_education"}),
        ({"nip": "198502022010012003"}, set()),
        ({"nip": "198502022010011003"}, {"nip_sex"}),
        ({"nip": "198602022010012003"}, {"nip_birth"}),
        ({"nip": "198502022011012003"}, {"nip_start"}),
        ({"nip": "nothing of the kind"}, set()),
    ],
)
def test_what_is_amiss_in_one_record(said: dict[str, Any], amiss: set[str]) -> None:
    assert checks(person(**said)) == amiss


def test_what_only_a_file_knows_comes_from_its_findings_and_from_nothing_else() -> None:
    assert checks(person()) == set()
    assert checks(person(), beside=Beside(findings={1: ["no_email", "nip_birth"]})) == {"no_email"}


def test_two_people_in_the_post_of_one_unit_are_one_too_many() -> None:
    head = {"tier": "administrator", "title": "Camat", "job": "U1", "post": True}
    assert checks(person(1, **head), person(2, **head)) == {"two_in_one_post"}
    assert checks(person(1, **head), person(2, **head, position="98")) == set()
    assert checks(person(1, **{**head, "post": False}), person(2, **{**head, "post": False})) == set()


@pytest.mark.parametrize(
    ("said", "slices_of_it"),
    [
        ({"born": date(1970, 3, 10)}, {"retire", "retire|2028", "retire|2028|jf_muda", "retire|reckoned"}),
        ({"born": date(1968, 3, 10), "tier": "jf_madya"}, {"retire|2028|jf_madya", "retire|reckoned"}),
        ({"born": date(1968, 3, 10), "title": "Guru Ahli Muda"}, {"retire|2028|jf_muda"}),
        ({"retires_on": date(2027, 1, 1)}, {"retire|2027", "retire|stated"}),
        ({"retires_on": date(2029, 11, 24)}, {"retire|2029"}),
        ({"born": None}, {"retire|unknown"}),
    ],
)
def test_who_leaves_is_told_by_the_register_or_reckoned(said: dict[str, Any], slices_of_it: set[str]) -> None:
    assert slices_of_it <= keys(person(**said))


@pytest.mark.parametrize("said", [{"retires_on": date(2029, 11, 25)}, {"retires_on": date(2026, 11, 24)}, {}])
def test_who_leaves_later_or_should_have_left_is_not_foreseen(said: dict[str, Any]) -> None:
    assert not {key for key in keys(person(**said)) if key.startswith("retire")}


def test_somebody_away_is_looked_at_for_what_is_amiss_and_counts_nowhere_else() -> None:
    found = keys(person(position="02", education=""))
    assert found == {"all", "away", "check", "check|no_education", "of|jf_muda", "of|PNS", "of|functional"}


def test_training_that_is_not_on_record_is_a_question() -> None:
    candidate, head = person(1, status="CPNS", employed_from=date(2026, 3, 1)), person(2, tier="administrator")
    assert {"basic", "leading", "leading|PKA"} <= keys(candidate, head)
    known = keys(candidate, head, beside=Beside(basic=[1], leading=[2]))
    assert {"basic|told", "leading|told|PKA"} <= known
    assert not {"basic", "leading", "leading|PKA"} & known
    assert not checks(candidate, head)


# ---------------------------------------------------------------- the whole against a plain reckoning

days = st.dates(date(1955, 1, 1), date(2026, 11, 1))
people = st.lists(
    st.builds(
        Fact,
        number=st.integers(1, 10_000),
        unit=st.just(1),
        job=st.sampled_from(["J1", "J2"]),
        title=st.sampled_from(["Perawat Ahli Muda", "Guru Ahli Madya", "Bidan Terampil", "Kepala Bidang"]),
        tier=st.sampled_from(TIERS),
        status=st.sampled_from(STATUSES),
        education=st.sampled_from(["", "SD", "SLTA", "D-III", "S-1", "S-2", "lain"]),
        employed_from=st.none() | days,
        born=st.none() | days,
        sex=st.sampled_from(["", "M", "F"]),
        position=st.sampled_from(["", "01", "02", "71", "98"]),
        retires_on=st.none() | st.dates(date(2026, 1, 1), date(2031, 1, 1)),
    ),
    unique_by=lambda fact: fact.number,
    max_size=40,
)


@given(people)
def test_every_count_is_that_of_a_plain_reckoning(facts: list[Fact]) -> None:
    found = tally(lambda: facts, on=ON)
    here = [fact for fact in facts if fact.position not in Parameters().away_positions]
    plain: Counter[str] = Counter(all=len(facts), service=len(here), away=len(facts) - len(here))
    for fact in here:
        plain[f"tier|{fact.tier}"] += 1
        plain[f"status|{fact.status}"] += 1
        if fact.tier.startswith("jf_"):
            plain[f"family|{family_of(fact.title)}|{fact.tier}"] += 1
        least = QUALITY.least_education.get(fact.tier, 0)
        if fact.education in {"SD", "SLTA", "D-III", "S-1", "S-2"}:
            plain["low"] += int(EDUCATIONS[education_key(fact.education)]) < least
        else:
            plain["low|unknown"] += 1
        day = fact.retires_on or (fact.born and reckoned_retirement(fact.born, fact.tier, fact.title))
        if day is None:
            plain["retire|unknown"] += 1
        elif ON < day <= date(2029, 11, 24):
            plain[f"retire|{day.year}|{fact.tier}"] += 1
            plain["retire"] += 1
    assert {key: n for key, n in plain.items() if n} == {key: n for key, n in found.items() if key in plain}
    assert found.get("check", 0) == len({n for key, m in slices(facts, on=ON).items() if "check|" in key for n in m})


@given(people)
def test_a_figure_is_as_long_as_the_list_behind_it(facts: list[Fact]) -> None:
    assert tally(lambda: iter(facts), on=ON) == {key: len(numbers) for key, numbers in slices(facts, on=ON).items()}


def education_key(text: str) -> str:
    return text.casefold().replace("-", "")


@given(people)
def test_every_finding_is_about_somebody_it_concerns_and_the_index_stays_between_0_and_100(facts: list[Fact]) -> None:
    found = tally(lambda: facts, on=ON)
    quality = judge(found, not_told(found, None))
    for dimension in quality.dimensions:
        for check in dimension.checks:
            assert check.found is None or check.found <= check.concerned, check.code
    assert quality.index is None or 0 <= quality.index <= 100
    assert 0 <= quality.seen <= 100


def test_what_nothing_can_tell_is_neither_passed_nor_failed() -> None:
    found = tally(lambda: [person()], on=ON)
    nothing_read, everything_read = judge(found, not_told(found, None)), judge(found, not_told(found, []))
    assert nothing_read.index == everything_read.index == pytest.approx(100)
    assert nothing_read.seen < everything_read.seen < 100
    untold = {c.code for d in everything_read.dimensions for c in d.checks if c.found is None}
    assert untold == NEVER | {"no_performance", "two_in_one_post"}
    assert not_told(found, None) == NEVER | OF_FILES | {"no_performance", "two_in_one_post"}


def test_half_of_those_concerned_costs_half_of_the_points() -> None:
    found = tally(lambda: [person(1), person(2, education="")], on=ON)
    dimension = judge(found, not_told(found, None)).dimensions[0]
    check = next(check for check in dimension.checks if check.code == "no_education")
    assert (check.concerned, check.found, check.earned) == (2, 1, 10)


def test_the_words_of_education_are_known_however_they_are_written() -> None:
    assert {education_id(text) for text in ("S-1", "S1", "s-1/sarjana", "Sarjana")} == {"40"}
    assert education_id("D-IV") < education_id("S-1") < education_id("S-2") < education_id("S-3")
    assert education_id("SLTA Kejuruan") < education_id("D-III")
