"""The sample is believable: sizes, posts, people, uneven evidence, true figures where they are said to be true."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from betang.core.files import read_folder
from betang.core.gap import needs_map
from betang.core.params import Parameters
from betang.core.sample.facts import facts
from betang.core.sample.government.jobs import catalogue
from betang.core.sample.government.layout import lay_out
from betang.core.sample.persons.register import register


@pytest.fixture(scope="module")
def cells(province):
    """required, known, expired and short pairs of each government on 1 January 2027, summed by the map."""
    table = needs_map(read_folder(province).tables, as_of=date(2027, 1, 1), params=Parameters()).cells
    sums = table.group_by("agency").aggregate([(name, "sum") for name in ("required", "known", "expired", "short")])
    return {row["agency"]: row for row in sums.to_pylist()}


def known_share(row):
    return row["known_sum"] / row["required_sum"]


def test_governments_carry_their_code_systems(ask):
    rows = {row[0]: row[1:] for row in ask("SELECT agency, name, kind, region_code, bkn_code FROM {agencies}")}

    assert rows["6700"] == ("Pemerintah Provinsi Kalimantan Tengah", "province", "62", "6700")
    assert rows["6711"] == ("Pemerintah Kab. Katingan", "regency", "62.06", "6711")
    assert rows["6771"] == ("Pemerintah Kota Palangka Raya", "city", "62.71", "6771")
    assert all(None not in row for row in rows.values())


def test_the_province_has_fifteen_percent_and_the_rest_goes_by_population(ask):
    sizes = dict(ask("SELECT agency, count(*) FROM {people} GROUP BY agency"))

    assert sizes["6700"] == pytest.approx(3_000, abs=30)
    assert sizes["6704"] > sizes["6701"] > sizes["6711"] > sizes["6709"]  # Kotim, Kapuas, Katingan, Sukamara


def test_coverage_is_very_uneven(cells):
    shares = {agency: known_share(row) for agency, row in cells.items()}

    assert shares.pop("6771") == pytest.approx(0.60, abs=0.03)
    assert shares.pop("6712") == pytest.approx(0.05, abs=0.02)
    assert shares.pop("6709") == 0
    assert all(0.08 < share < 0.60 for share in shares.values())
    assert max(shares.values()) > 2.5 * min(shares.values())


def test_evidence_grows_old(cells):
    known, expired = (sum(row[f"{name}_sum"] for row in cells.values()) for name in ("known", "expired"))

    assert 0.2 < expired / known < 0.5


def test_a_third_or_so_of_what_is_known_falls_short(cells):
    known, short = (sum(row[f"{name}_sum"] for row in cells.values()) for name in ("known", "short"))

    assert 0.25 < short / known < 0.5


def test_a_post_requires_about_fifteen_competencies(cells, ask):
    ((people,),) = ask("SELECT count(*) FROM {people} WHERE legal_position IN ('01', '71', '03')")

    assert sum(row["required_sum"] for row in cells.values()) / people == pytest.approx(15, abs=0.3)


def test_measured_people_have_about_eighteen_rows(ask):
    ((each,),) = ask("SELECT count(*) / count(DISTINCT person) FROM {assessments}")

    assert each == pytest.approx(18, abs=1)


def test_evidence_is_mixed_repeated_and_tied(ask):
    sources = dict(ask("SELECT source, count(*) FROM {assessments} GROUP BY source"))
    ties = ask("""SELECT count(*) FROM (SELECT 1 FROM {assessments}
                  GROUP BY person, competency, source, assessed_on HAVING count(*) > 1 AND min(level) < max(level))""")
    unstated = ask("SELECT source, count(valid_until), count(*) FROM {assessments} GROUP BY source")

    assert set(sources) == {"accredited", "test", "certificate", "supervisor", "peer", "self"}
    assert ties[0][0] > 100
    assert all(stated < rows for _, stated, rows in unstated)
    assert all(stated == 0 for source, stated, _ in unstated if source in {"supervisor", "peer", "self"})


def test_nothing_is_dated_after_the_sample_was_made(ask):
    assert ask("""
        SELECT (SELECT count(*) FROM {assessments} WHERE assessed_on > DATE '2026-10-30' OR valid_until < assessed_on),
               (SELECT count(*) FROM {training_history} WHERE "end" > DATE '2026-10-30' OR "start" > "end"),
               (SELECT count(*) FROM {needs} WHERE agreed_on > DATE '2026-10-30'),
               (SELECT count(*) FROM {people} WHERE job_since > DATE '2026-10-30' OR job_since < employed_from)
    """) == [(0, 0, 0, 0)]


def test_at_true_size_shares_of_posts_are_those_of_the_country():
    layout = lay_out(80_000, 15)
    made = register(layout, 7, 80_000, lambda _: None)
    held = np.bincount(made.job, minlength=len(catalogue().jobs)) / layout.total
    groups = Counter()
    for job, share in zip(catalogue().jobs, held, strict=True):
        groups["structural" if job.is_structural else "operative" if job.tier == "pelaksana" else "functional"] += share

    assert groups["functional"] == pytest.approx(0.51, abs=0.03)
    assert groups["operative"] == pytest.approx(0.38, abs=0.03)
    assert groups["structural"] == pytest.approx(0.11, abs=0.01)


def test_every_kind_of_employment_occurs_and_leaders_are_permanent(ask):
    statuses = dict(ask("SELECT status, count(*) / (SELECT count(*) FROM {people}) FROM {people} GROUP BY status"))
    leaders = ask("""SELECT DISTINCT status FROM {people} JOIN {jobs} USING (job)
                     WHERE tier IN ('jpt_madya', 'jpt_pratama', 'administrator', 'pengawas')""")

    assert statuses["PNS"] == pytest.approx(0.72, abs=0.03)
    assert statuses["PPPK"] > statuses["PPPK_PW"] > statuses["CPNS"] > 0.01
    assert leaders == [("PNS",)]


def test_each_unit_has_one_head_who_answers_to_the_head_above(ask):
    assert ask(
        "SELECT count(*) FROM {people} p JOIN {people} s ON p.supervisor = s.person WHERE p.agency <> s.agency"
    ) == [(0,)]
    assert ask("""SELECT DISTINCT j.name FROM {people} p JOIN {jobs} j USING (job)
                  WHERE p.unit = '4010' AND p.agency = '6711' AND j.tier = 'jpt_pratama'""") == [("Sekretaris Daerah",)]


def test_some_people_are_away_or_about_to_retire(ask):
    positions = {row[0] for row in ask("SELECT DISTINCT legal_position FROM {people}")}

    assert {"01", "71", "02", "03", "15"} <= positions
    ((soon,),) = ask("SELECT count(*) FROM {people} WHERE retires_on <= DATE '2027-12-31'")
    assert soon > 50


def test_names_are_things_and_trees(ask):
    words = {row["word"] for row in facts("name_words")}

    names = [row[0] for row in ask("SELECT DISTINCT name FROM {people}")]

    assert {word for name in names for word in name.split()} <= words
    assert len(names) > 5_000


def test_no_employee_number_can_be_real_and_none_repeats(ask):
    assert ask("""
        SELECT count(*) FILTER (WHERE nip NOT SIMILAR TO '[0-9]{15}000'),
               count(*) FILTER (WHERE left(nip, 8) <> strftime(born, '%Y%m%d')),
               count(*) FILTER (WHERE substr(nip, 9, 4) <> strftime(employed_from, '%Y')),
               count(*) FILTER (WHERE status LIKE '%PNS' AND substr(nip, 13, 2) <> strftime(employed_from, '%m')),
               count(*) FILTER (WHERE status = 'PPPK' AND substr(nip, 13, 2) NOT IN ('21', '22')),
               count(*) FILTER (WHERE status = 'PPPK_PW' AND substr(nip, 13, 2) <> '24'),
               count(*) FILTER (WHERE (substr(nip, 15, 1) = '2') <> (sex = 'F')),
               count(*) - count(DISTINCT nip)
        FROM {people}
    """) == [(0,) * 8]


def test_people_are_of_working_age(ask):
    ((youngest, oldest, entered),) = ask("""
        SELECT min(date_diff('year', born, DATE '2026-10-30')), max(date_diff('year', born, DATE '2026-10-30')),
               min(date_diff('month', born, employed_from)) FROM {people}
    """)

    assert youngest >= 20
    assert oldest <= 65
    assert entered >= 19 * 12


def test_the_nine_competencies_bear_their_official_names(ask):
    nine = dict(ask("SELECT competency, name FROM {competencies} WHERE kind <> 'technical'"))

    assert len(nine) == 9
    assert nine["M.01"] == "Integritas"
    assert nine["SK.01"] == "Perekat Bangsa"
    ((technical, affairs),) = ask(
        "SELECT count(*), count(DISTINCT affair) FROM {competencies} WHERE kind = 'technical'"
    )
    assert technical >= 40
    assert affairs >= 20


def test_only_some_governments_have_standards_of_their_own(ask):
    own = ask("SELECT DISTINCT agency FROM {standards} WHERE agency IS NOT NULL AND tier IS NOT NULL ORDER BY 1")
    bases = {row[0] for row in ask("SELECT DISTINCT basis FROM {standards}")}

    assert [row[0] for row in own] == ["6700", "6701", "6705", "6706", "6711", "6771"]
    assert bases == {"decree", "default", "draft"}
    assert ask("SELECT count(*) FROM {standards} WHERE agency IS NOT NULL AND job IS NOT NULL")[0][0] > 10


def test_baselines_are_the_published_figures_of_the_right_place(ask):
    figures = dict(ask("SELECT agency, baseline FROM {targets} WHERE indicator LIKE 'Indeks Pembangunan Manusia%'"))

    assert figures["6711"] == Decimal("68.89")  # Katingan is 62.06 for Kemendagri and 6209 for BPS
    assert figures["6709"] == Decimal("68.27")  # Sukamara is 62.08 for Kemendagri and 6206 for BPS
    assert figures["6700"] == Decimal("74.86")
    assert ask("SELECT count(*) FROM {targets} WHERE baseline IS NULL AND indicator = 'Prevalensi Stunting'") == [(10,)]


def test_most_of_what_posts_require_leans_on_a_promise_of_the_whole_government_and_some_on_none(ask):
    shares = dict(
        ask("""SELECT p.agency, avg(CAST(EXISTS (FROM {target_links} l JOIN {targets} t USING (target)
                  WHERE t.agency = p.agency AND t.unit IS NULL AND l.unit IS NULL
                    AND l.competency = s.competency) AS INT))
               FROM {people} p JOIN {jobs} j USING (job)
               JOIN {standards} s ON s.agency IS NULL AND (s.job = p.job OR s.tier = j.tier) GROUP BY 1""")
    )
    linked = {code for (code,) in ask("SELECT DISTINCT competency FROM {target_links}")}

    assert len(shares) == 15
    assert all(0.6 <= share <= 0.9 for share in shares.values()), shares
    assert not linked & {"M.02", "T.HUB.01", "T.IKA.01", "T.PAR.01", "T.PUS.01"}


def test_hours_of_the_national_programmes_are_true(ask):
    hours = dict(ask("SELECT program, hours FROM {programs} WHERE program IN ('PKN-II', 'PKA', 'PKP', 'LATSAR')"))

    assert hours == {"PKN-II": 923, "PKA": 908, "PKP": 905, "LATSAR": 647}


def test_all_but_a_few_competencies_are_taught_by_a_programme_somebody_gives(ask):
    untaught = ask("""SELECT competency FROM {competencies} c WHERE NOT EXISTS
                      (FROM {outcomes} o JOIN {hosts} h USING (program) WHERE o.competency = c.competency)""")

    assert {row[0] for row in untaught} == {"T.HUB.01", "T.NAK.01", "T.PAR.01", "T.PUS.01"}


def test_travel_costs_grow_with_distance(ask):
    costs = {(a, b): (fare, day) for a, b, fare, day in ask("FROM {travel} SELECT origin, host, transport, per_day")}

    assert costs["6711", "6711"] == (0, 0)
    assert costs["6771", "6700"][0] < costs["6711", "6700"][0] < costs["6710", "6700"][0]
    assert {day for _, day in costs.values()} == {0, 110_000}


def test_obligations_bind_new_leaders_and_candidates_who_are_not_trained(ask):
    who = ask("""SELECT DISTINCT program, tier IN ('jpt_pratama', 'administrator', 'pengawas'), status
                 FROM {obligations} JOIN {people} USING (person) JOIN {jobs} USING (job)""")
    trained = ask("""SELECT count(*) FROM {obligations} o JOIN {training_history} h USING (person, program)""")

    assert {(program, leads, status) for program, leads, status in who} == {
        ("PKN-II", True, "PNS"), ("PKA", True, "PNS"), ("PKP", True, "PNS"), ("LATSAR", False, "CPNS")
    }  # fmt: skip
    assert trained == [(0,)]


def test_agreed_needs_are_for_competencies_the_post_requires(ask):
    assert ask("""SELECT count(*) FROM {needs} n JOIN {people} p USING (person) JOIN {jobs} j USING (job)
                  WHERE n.competency LIKE 'T.%' AND NOT EXISTS
                  (FROM {standards} s WHERE s.job = p.job AND s.competency = n.competency)""") == [(0,)]
    assert ask("SELECT count(*) FROM {needs} WHERE person IS NOT NULL AND agency = '6711'")[0][0] > 20
    assert ask("SELECT count(*) FROM {needs} WHERE agency = '6709'") == [(0,)]


def test_proposals_are_of_every_match(ask):
    matches = {row[0] for row in ask("SELECT DISTINCT match FROM {proposals}")}
    named = ask("SELECT agency, unnest(string_split(persons, ';'))::BIGINT FROM {proposals} WHERE persons IS NOT NULL")
    homes = dict(ask("SELECT person, agency FROM {people}"))

    assert matches == {"exact", "variant", "ambiguous", "none"}
    assert named
    assert all(homes[person] == agency for agency, person in named)
