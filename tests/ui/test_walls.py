"""Another region sees nothing: every road from an id to a row, and every file, asks who is there.

The small province has Katingan (6711) and Palangka Raya (6771); every row of it is small, so across agencies nearly
everything is hidden.
"""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from betang.agencies.queries import NotFound
from betang.agencies.viewers import viewer
from betang.needs.models import MapRun
from betang.needs.queries import government, persons
from betang.needs.queries.government import Selection
from betang.people import queries as people
from betang.people.models import Person, Unit
from betang.people.queries import Wanted
from betang.standards import queries as standards
from tests.ui.conftest import AS_OF

pytestmark = pytest.mark.django_db


def unit(agency: str, code: str) -> Unit:
    return Unit.objects.get(agency=agency, code=code)


def person(key: str) -> Person:
    return Person.objects.get(source_key=key)


def roads(agency: str, unit_code: str, key: str) -> list[str]:
    """Every address that leads to units or people of an agency."""
    one = unit(agency, unit_code)
    return [
        reverse("needs:unit", args=[one.pk]),
        reverse("needs:unit_competency", args=[one.pk, "M.01"]),
        reverse("needs:person", args=[person(key).pk]),
        reverse("needs:agency_priorities", args=[agency]),
        reverse("needs:agency_measure_first", args=[agency]),
    ]


@pytest.mark.parametrize("name", ["citra", "dewi", "nobody"])
def test_another_governments_units_and_people_are_not_there(mapped, as_, name):
    client = as_(name)
    for road in roads("6711", "U2", "a2"):
        assert client.get(road).status_code == 404, road
        for file in ("xlsx", "csv"):
            assert client.get(f"{road}?ekspor={file}").status_code == 404, road


def test_ones_own_are(mapped, as_):
    for road in roads("6711", "U2", "a2"):
        assert as_("ani").get(road).status_code == 200, road


def test_absent_and_forbidden_get_the_same_answer(mapped, as_):
    client, foreign = as_("citra"), unit("6711", "U2").pk
    for name, there in (("needs:unit", foreign), ("needs:person", person("a2").pk)):
        forbidden = client.get(reverse(name, args=[there]))
        absent = client.get(reverse(name, args=[99_999_999]))
        assert forbidden.status_code == absent.status_code == 404
        # The token against forged requests and the address differ; nothing else may.
        plain = [re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in (forbidden, absent)]
        assert plain[0] == plain[1]
        assert "Tikar" not in forbidden.content.decode()


def test_a_foreign_competency_page_shows_the_published_figure_and_nobody(mapped, as_):
    page = as_("citra").get(reverse("needs:agency_competency", args=["6711", "M.01"]))
    assert page.status_code == 200
    text = page.content.decode()
    assert "kurang dari lima orang" in text  # three people: the row itself is hidden
    for name in ("Lampit", "Tikar", "Gong", "Puskesmas"):
        assert name not in text


def test_no_page_of_the_province_names_a_person_or_a_unit(mapped, as_):
    client = as_("dewi")
    for name in ("needs:province", "needs:heat", "needs:priorities", "needs:measure_first"):
        for wish in ("", "?ekspor=csv"):
            text = client.get(reverse(name) + wish).content.decode()
            for word in ("Lampit", "Tikar", "Sumpit", "Puskesmas", "Dinas Pendidikan"):
                assert word not in text


def test_small_rows_are_hidden_across_agencies_in_pages_and_files(mapped, as_):
    file = as_("ani").get(reverse("needs:heat") + "?ekspor=csv").content.decode("utf-8-sig")
    assert len(file.splitlines()) == 1  # nobody has five pairs of anything
    assert "&lt;5" in as_("ani").get(reverse("needs:heat")).content.decode()


def test_the_own_government_sees_its_figures_whole(mapped, as_):
    text = as_("ani").get(reverse("needs:agency", args=["6711"])).content.decode()
    assert "Puskesmas" in text
    assert "&lt;5" not in text.split("</main>")[0].split('<details class="method">')[0]


def test_a_leader_opens_people_without_names(mapped, as_):
    client, one = as_("budi"), person("a2")
    page = client.get(reverse("needs:person", args=[one.pk]))
    assert page.status_code == 200
    listed = client.get(reverse("needs:agency_competency", args=["6711", "M.01"]))
    for text in (page.content.decode(), listed.content.decode()):
        assert f"Pegawai nomor {one.pk}" in text
        for word in ("Tikar", "Meranti", "198502022010012002"):
            assert word not in text
    file = client.get(reverse("needs:agency_competency", args=["6711", "M.01"]) + "?ekspor=csv").content.decode()
    assert "Tikar" not in file
    assert "NIP" not in file


def test_who_may_see_names_gets_them_with_the_nip_only_in_the_file(mapped, as_):
    address = reverse("needs:agency_competency", args=["6711", "M.01"])
    page, file = as_("ani").get(address), as_("ani").get(f"{address}?ekspor=csv")
    assert "Tikar Meranti" in page.content.decode()
    assert "198502022010012002" not in page.content.decode()
    assert "198502022010012002" in file.content.decode()


def test_an_employee_sees_counts_of_the_own_government_and_no_people(mapped, as_):
    client = as_("eka")
    text = client.get(reverse("needs:agency_competency", args=["6711", "M.01"])).content.decode()
    assert "Peran Anda melihat jumlah" in text
    assert "Tikar" not in text
    assert client.get(reverse("needs:person", args=[person("a2").pk])).status_code == 404
    assert client.get(reverse("people:employees")).status_code == 404


def test_a_membership_that_has_ended_opens_nothing(mapped, as_):
    from betang.agencies.actions import end_member  # noqa: PLC0415
    from betang.agencies.models import Member  # noqa: PLC0415

    client = as_("ani")
    end_member(member=Member.objects.get(user__username="ani"), ends_on=date_before(AS_OF), by=None)
    for road in roads("6711", "U2", "a2"):
        assert client.get(road).status_code == 404


def date_before(day):
    return day.replace(year=day.year - 2)


def test_queries_refuse_by_themselves(mapped, as_):
    """The wall stands in the queries, not in the views."""
    as_("citra")
    from betang.agencies.models import User  # noqa: PLC0415

    run, user = MapRun.objects.get(), viewer(User.objects.get(username="citra"), on=AS_OF)
    foreign, one = unit("6711", "U2"), person("a2")
    for ask in (
        lambda: people.get_unit(foreign.pk, user=user),
        lambda: people.get_person(one.pk, user=user),
        lambda: people.tree("6711", user=user),
        lambda: people.staff("6711", user=user),
        lambda: people.employees("6711", Wanted(), user=user),
        lambda: government.figures(run, "6711", Selection(), user=user),
        lambda: government.figures(run, "6711", Selection(status="PNS"), user=user),
        lambda: government.competencies(run, "6711", user=user),
        lambda: persons.people_behind(run, "6711", "M.01", Selection(), user=user),
        lambda: persons.proofs(run, one, user=user),
    ):
        with pytest.raises(NotFound):
            ask()
    assert standards.evidence_of([one.pk], user=user, agency="6711") == []
    assert standards.evidence_by_source(user=user, agency="6711") == []
    assert [s for s in standards.standards_of("M.01", user=user) if s.agency_id == "6711"] == []


def test_names_cannot_be_told_from_the_order_of_a_list(mapped, as_):
    """Sorting by a name that one may not see would give the alphabet away."""
    client, address = as_("budi"), reverse("needs:agency_competency", args=["6711", "M.01"])
    orders = [client.get(f"{address}?urut={sort}").content.decode() for sort in ("nama", "-nama", "")]
    rows = [[part.split("<")[0] for part in text.split("Pegawai nomor ")[1:]] for text in orders]
    assert rows[0] == rows[1] == rows[2]
