"""A door from Katingan to the province: for listed people, for a purpose, for a time, and shut at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from betang.agencies.actions import Terms, add_member, create_user, open_grant, withdraw_grant
from betang.agencies.models import Agency, AuditEvent, Grant, User
from betang.agencies.rules import LIMITS, NotAllowed
from betang.agencies.scope import HOUSE, acting
from betang.agencies.viewers import scope_of, viewer, with_reach, with_work_for_others
from betang.people.actions import grant_people
from betang.people.models import GrantedPerson, Person
from betang.people.reach import reached_by
from tests.members.steps import plain

pytestmark = pytest.mark.django_db

PURPOSE = "Peserta PKN angkatan 2"


def user(name: str) -> User:
    return User.objects.get(username=name)


def person(key: str) -> Person:
    return Person.objects.get(source_key=key)


def terms(to: str = "6700", starts: int = 0, ends: int = 30, purpose: str = PURPOSE) -> Terms:
    today = timezone.localdate()
    return Terms(to, purpose, today + timedelta(days=starts), today + timedelta(days=ends))


def give(*keys: str, by: str = "ani", agency: str = "6711", **more) -> Grant:
    return grant_people(
        agency=Agency.objects.get(pk=agency),
        people=[person(key).pk for key in keys],
        terms=terms(**more),
        on=timezone.localdate(),
        by=user(by),
    )


def withdraw(grant: Grant, by: str = "ani", reason: str = "Kelas batal") -> None:
    withdraw_grant(grant=grant, reason=reason, now=timezone.now(), on=timezone.localdate(), by=user(by))


def page_of(key: str) -> str:
    return reverse("needs:person", args=[person(key).pk])


def rows_for(name: str, sql: str) -> list[object]:
    """What a plain query gives under the scope of a user: only the walls stand in its way."""
    today = timezone.localdate()
    with acting(HOUSE):
        who = with_work_for_others(viewer(user(name), on=today), today)
        scope = scope_of(with_reach(who, reached_by(who, today)))
    with acting(scope), connection.cursor() as cursor:
        cursor.execute(sql)
        return sorted(row[0] for row in cursor.fetchall())


PEOPLE_OF_KATINGAN = "SELECT source_key FROM people_person WHERE agency_id = '6711'"
EVIDENCE_OF_KATINGAN = "SELECT DISTINCT person_id FROM standards_assessment WHERE agency_id = '6711'"


@pytest.fixture
def cast(mapped, as_):
    for name in ("ani", "budi", "citra", "dewi", "eka"):
        as_(name)
    return as_


# ---------------------------------------------------------------- what a grant of sight opens


def test_without_a_grant_the_province_sees_nobody_of_katingan(cast):
    assert rows_for("dewi", PEOPLE_OF_KATINGAN) == []
    assert rows_for("dewi", EVIDENCE_OF_KATINGAN) == []
    assert cast("dewi").get(page_of("a2")).status_code == 404


def test_a_grant_opens_exactly_the_listed_people_by_name_with_their_evidence(cast):
    give("a2")
    page = cast("dewi").get(page_of("a2"))
    assert page.status_code == 200
    assert "Tikar Meranti" in page.content.decode()
    for key in ("a1", "a3"):
        assert cast("dewi").get(page_of(key)).status_code == 404
    assert rows_for("dewi", PEOPLE_OF_KATINGAN) == ["a2"]
    assert rows_for("dewi", EVIDENCE_OF_KATINGAN) == [person("a2").pk]


def test_a_grant_opens_no_lists_units_or_figures_of_the_giver(cast):
    give("a2")
    client, one = cast("dewi"), person("a2")
    for address in (
        reverse("needs:unit", args=[one.unit_id]),
        reverse("needs:unit_competency", args=[one.unit_id, "M.01"]),
        reverse("needs:agency_priorities", args=["6711"]),
    ):
        assert client.get(address).status_code == 404, address
    text = client.get(reverse("needs:agency_competency", args=["6711", "M.01"])).content.decode()
    assert "Tikar" not in text
    assert rows_for("dewi", "SELECT agency_id FROM needs_mapcell WHERE agency_id = '6711'") == []


def test_the_record_leads_nowhere_that_is_shut(cast):
    give("a2")
    client = cast("dewi")
    text = client.get(page_of("a2")).content.decode().split("</nav>", 1)[1]
    links = set(re.findall(r'href="(/[^"?#]*)', text.split("<main")[1].split("</main>")[0]))
    assert {link: client.get(link).status_code for link in links if client.get(link).status_code != 200} == {}


def test_only_the_receiving_government_gets_it(cast):
    give("a2")
    assert cast("citra").get(page_of("a2")).status_code == 404
    assert rows_for("citra", PEOPLE_OF_KATINGAN) == []
    assert rows_for("citra", "SELECT id FROM agencies_grant") == []
    assert rows_for("citra", "SELECT person_id FROM people_grantedperson") == []


def test_only_roles_that_see_names_in_the_receiving_government_use_it(cast):
    give("a2")
    for name, role, sees in (("lina", "leader", False), ("sari", "auditor", True), ("tono", "employee", False)):
        made = create_user(username=name, name=name.title(), password=None, by=None)
        add_member(user=made, agency=Agency.objects.get(pk="6700"), role=role, starts_on=timezone.localdate(), by=None)
        assert rows_for(name, PEOPLE_OF_KATINGAN) == (["a2"] if sees else []), role


def test_a_grant_holds_from_its_first_day_to_the_day_before_its_end(cast):
    early, late = give("a1", starts=1), give("a2", starts=0, ends=1)
    assert rows_for("dewi", PEOPLE_OF_KATINGAN) == ["a2"]
    Grant.objects.filter(pk=late.pk).update(
        starts_on=timezone.localdate() - timedelta(days=9), ends_on=timezone.localdate()
    )
    assert rows_for("dewi", PEOPLE_OF_KATINGAN) == []
    assert cast("dewi").get(page_of("a2")).status_code == 404
    Grant.objects.filter(pk=early.pk).update(starts_on=timezone.localdate())
    assert rows_for("dewi", PEOPLE_OF_KATINGAN) == ["a1"]


def test_withdrawing_shuts_it_at_the_next_request(cast):
    grant, client = give("a2"), cast("dewi")
    assert client.get(page_of("a2")).status_code == 200
    withdraw(grant)
    assert client.get(page_of("a2")).status_code == 404
    assert rows_for("dewi", PEOPLE_OF_KATINGAN) == []
    page = plain(client.get(reverse("people:grant", args=[grant.pk])).content.decode())
    assert "Kelas batal" in page
    assert "Tikar" not in page


def test_whoever_moved_to_another_government_is_no_longer_shown(cast):
    give("a2", "a3")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    moved, unit = person("a3"), person("b1").unit
    moved.agency, moved.unit, moved.supervisor = unit.agency, unit, None
    moved.save()
    assert cast("dewi").get(reverse("needs:person", args=[moved.pk])).status_code == 404
    assert rows_for("dewi", "SELECT source_key FROM people_person WHERE agency_id <> '6700'") == ["a2"]


# ---------------------------------------------------------------- who may give, and how


def test_only_people_of_the_giving_government_can_be_listed(cast):
    with pytest.raises(NotAllowed, match="bukan pegawai"):
        give("a2", "b1")
    with pytest.raises(NotAllowed, match="paling sedikit satu"):
        give()
    assert not Grant.objects.exists()
    assert not GrantedPerson.objects.exists()


@pytest.mark.parametrize("who", ["budi", "eka", "citra", "dewi"])
def test_only_whoever_holds_the_right_in_that_government_gives(cast, who):
    with pytest.raises(NotAllowed, match="bukan Anda yang memberi"):
        give("a2", by=who)
    grant = give("a2")
    with pytest.raises(NotAllowed):
        withdraw(grant, by=who)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"to": "6711"}, "pemerintah lain"),
        ({"purpose": "  "}, "keperluannya"),
        ({"starts": -1}, "paling cepat hari ini"),
        ({"starts": 3, "ends": 3}, "sesudah tanggal mulai"),
        ({"ends": LIMITS.grant_days + 1}, "paling lama"),
    ],
)
def test_a_grant_says_what_for_and_ends_within_a_year(cast, changed, said):
    with pytest.raises(NotAllowed, match=said):
        give("a2", **changed)


def test_a_grant_is_withdrawn_once_and_with_a_reason(cast):
    grant = give("a2")
    with pytest.raises(NotAllowed, match="alasan"):
        withdraw(grant, reason=" ")
    withdraw(grant)
    with pytest.raises(NotAllowed, match="sudah dicabut"):
        withdraw(grant)


# ---------------------------------------------------------------- working in another's place


def test_a_grant_to_work_for_us_opens_the_data_to_whoever_edits_there_until_it_is_withdrawn(cast):
    grant = open_grant(
        agency=Agency.objects.get(pk="6711"), kind="process", terms=terms(), on=timezone.localdate(), by=user("ani")
    )
    assert rows_for("dewi", PEOPLE_OF_KATINGAN) == ["a1", "a2", "a3"]
    assert rows_for("citra", PEOPLE_OF_KATINGAN) == []
    wati = create_user(username="wati", name="Wati", password=None, by=None)
    since = timezone.localdate()
    add_member(user=wati, agency=Agency.objects.get(pk="6700"), role="planner", starts_on=since, by=None)
    assert rows_for("wati", PEOPLE_OF_KATINGAN) == ["a1", "a2", "a3"]
    assert rows_for("wati", "SELECT id FROM agencies_auditevent WHERE agency_code = '6711'") == []
    assert rows_for("wati", "SELECT id FROM agencies_invitation") == []
    withdraw(grant)
    assert rows_for("dewi", PEOPLE_OF_KATINGAN) == []


# ---------------------------------------------------------------- the pages


def form(**changed) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "pemerintah": "6711",
        "kind": "people",
        "to_agency": "6700",
        "purpose": PURPOSE,
        "starts_on": str(today),
        "last_day": str(today + timedelta(days=30)),
        "people": str(person("a2").pk),
        "langkah": "periksa",
    } | changed


def test_people_picked_from_a_list_are_looked_at_again_before_the_door_opens(cast):
    client, address = cast("ani"), reverse("people:give")
    listed = client.get(reverse("people:employees")).content.decode()
    assert "Pilih untuk izin" in listed
    picked = [str(person(key).pk) for key in ("a1", "a2")]
    assert f'name="orang" value="{picked[0]}"' in listed
    behind = client.get(reverse("needs:agency_competency", args=["6711", "M.01"])).content.decode()
    assert f'name="orang" value="{picked[0]}"' in behind
    chosen = client.post(address, {"langkah": "pilih", "pemerintah": "6711", "orang": picked}).content.decode()
    assert " ".join(picked) in chosen
    confirm = plain(client.post(address, form(people=" ".join(picked))).content.decode())
    assert "Pemerintah Provinsi Kalimantan Tengah akan melihat 2 pegawai. Benar?" in confirm
    assert "Tikar Meranti" in confirm
    assert not Grant.objects.exists()
    done = client.post(address, form(people=" ".join(picked), langkah="beri"))
    grant = Grant.objects.get()
    assert done["Location"] == reverse("people:grant", args=[grant.pk])
    assert GrantedPerson.objects.filter(grant=grant).count() == 2
    assert grant.ends_on == timezone.localdate() + timedelta(days=31)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"people": ""}, "paling sedikit satu nomor"),
        ({"people": "99999999"}, "Bukan pegawai pemerintah ini: 99999999"),
        ({"purpose": ""}, "Tulis keperluannya"),
        ({"to_agency": ""}, "Pilih pemerintah penerima"),
        ({"last_day": "2099-01-01"}, "paling lama"),
        ({"last_day": "besok"}, "tanggal"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(cast, changed, said):
    page = cast("ani").post(reverse("people:give"), form(**changed)).content.decode()
    assert said in plain(page)
    if "purpose" not in changed:
        assert PURPOSE in page
    assert not Grant.objects.exists()


def test_another_governments_people_cannot_be_granted_by_their_numbers(cast):
    foreign = str(person("b1").pk)
    page = plain(cast("ani").post(reverse("people:give"), form(people=foreign, langkah="beri")).content.decode())
    assert "Bukan pegawai pemerintah ini" in page
    assert "Sumpit" not in page
    assert cast("ani").post(reverse("people:give"), form(pemerintah="6771")).status_code == 404
    assert not Grant.objects.exists()


def test_boxes_stand_only_where_they_can_be_used(cast):
    text = cast("budi").get(reverse("needs:agency_competency", args=["6711", "M.01"])).content.decode()
    assert 'name="orang"' not in text
    assert cast("budi").get(reverse("people:give")).status_code == 404


def test_the_receiver_finds_the_people_and_the_giver_sees_who_looked(cast):
    grant = give("a2")
    received = cast("dewi").get(reverse("people:grants")).content.decode()
    assert PURPOSE in received
    detail = cast("dewi").get(reverse("people:grant", args=[grant.pk])).content.decode()
    assert page_of("a2") in detail
    assert "Tikar Meranti" in detail
    assert "Siapa yang memakainya" not in detail
    cast("dewi").get(page_of("a2"))
    events = AuditEvent.objects.filter(new__grant=grant.pk).exclude(by_username="ani")
    assert {event.by_username for event in events} == {"dewi"}
    assert all(event.people == [person("a2").pk] and event.agency_code == "6711" for event in events)
    User.objects.filter(username="dewi").update(name="Dewi Rungan")
    used = plain(cast("ani").get(reverse("people:grant", args=[grant.pk])).content.decode())
    assert "Dewi Rungan sebagai Koordinator provinsi" in used.split("Siapa yang memakainya")[1]
    assert f"melalui izin nomor {grant.pk}" in used


def test_another_region_finds_no_trace_of_a_grant(cast):
    grant, client = give("a2"), cast("citra")
    assert client.get(reverse("people:grant", args=[grant.pk])).status_code == 404
    assert client.post(reverse("people:grant_withdraw", args=[grant.pk]), {"alasan": "x"}).status_code == 404
    assert PURPOSE not in client.get(reverse("people:grants")).content.decode()
    assert cast("dewi").post(reverse("people:grant_withdraw", args=[grant.pk]), {"alasan": "x"}).status_code == 404
    assert Grant.objects.get().withdrawn_at is None


def test_the_giver_withdraws_on_the_page(cast):
    grant, client = give("a2"), cast("ani")
    address = reverse("people:grant_withdraw", args=[grant.pk])
    refused = client.post(address, {"alasan": ""}, follow=True)
    assert "Tulis alasan pencabutan" in plain(refused.content.decode())
    client.post(address, {"alasan": "Kelas batal"})
    found = Grant.objects.get()
    assert (found.withdrawn_by.username, found.withdrawal_reason) == ("ani", "Kelas batal")
    event = AuditEvent.objects.get(name="betang.agencies.grant_withdrawn")
    assert (event.agency_code, event.note) == ("6711", "Kelas batal")


@pytest.mark.parametrize("who", ["budi", "eka"])
def test_whoever_neither_gives_nor_sees_names_has_no_such_page(cast, who):
    grant = give("a2")
    for address in (reverse("people:grants"), reverse("people:give"), reverse("people:grant", args=[grant.pk])):
        assert cast(who).get(address).status_code == 404
