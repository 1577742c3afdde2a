"""An employee sees all that is held of them, where it came from and who looked; nobody else sees it here."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from betang.agencies.models import AuditEvent, Member
from betang.core.tables import TABLES
from betang.needs.models import MapRun
from betang.people.models import Person
from betang.ui.words import RECORD_PARTS

pytestmark = pytest.mark.django_db

RECORD = "/saya/"
ROADS = (RECORD, "/saya/json/", "/saya/pdf/", "/saya/perbaikan/people/")


def person(key: str) -> Person:
    return Person.objects.get(source_key=key)


def read(client, address: str = RECORD) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_a_person_reads_every_column_of_their_row_in_words(mapped, self_):
    text = read(self_("fitri"))
    for said in (
        "Tikar Meranti", "198502022010012002", "Pemerintah Kab. Katingan (6711)", "Perawat Ahli Muda (J2)",
        "Kepala Dinas (J1)", "III/d", "S-1", "1 Januari 2010", "2 Februari 1985", "Laki-laki", "01 (aktif)",
        "belum tercatat",
    ):  # fmt: skip
        assert said in text, said
    assert f"pegawai nomor {person('a1').pk}" in text  # the superior, whose name is not the reader's to see
    assert "Lampit" not in text


def test_every_table_about_people_is_on_the_page(mapped, self_):
    """A new table that speaks of a person must find its place here."""
    about = {name for name, table in TABLES.items() if "person" in table.names}
    assert about == RECORD_PARTS.keys()
    text = read(self_("fitri"))
    for key in RECORD_PARTS:
        assert f'id="{key}"' in text


def test_evidence_and_trainings_are_told_in_words(mapped, self_):
    text = read(self_("fitri"))
    assert "2 (dasar)" in text
    assert "Uji kompetensi" in text
    assert 'Pelatihan "Gizi", angkatan 2' in text
    assert "3 (pelatihan teknis)" in text
    assert "Tidak ada yang tercatat." in text  # nothing in performance


def test_obligations_and_agreed_needs_are_told(mapped, self_):
    assert "Pejabat yang baru diangkat" in read(self_("lestari"))
    Member.objects.filter(user__username="lestari").update(person_number=person("a3").pk)
    text = read(self_("lestari"))
    assert "Dialog kinerja" in text
    assert "18 September 2026" in text


def test_the_map_is_told_with_the_sentences_of_the_person_page(mapped, self_, as_):
    own, planners = read(self_("fitri")), read(as_("ani"), reverse("needs:person", args=[person("a2").pk]))
    sentences = re.findall(r"Yang menentukan: [^<]+", planners)
    assert sentences
    for sentence in sentences:
        assert sentence in own


def test_missing_hours_are_a_right_and_not_a_fault(mapped, self_):
    text = read(self_("fitri"))
    assert "Tahun 2026 tercatat 20,5 JP. Hak Anda, sedikitnya 20 JP setahun, sudah terpenuhi." in text
    assert "Hak Anda sedikitnya 20 JP setahun, jadi 20 JP masih menjadi hak yang belum terpenuhi." in text
    assert "PP 11/2017" in text


def test_a_contract_employee_is_told_the_ceiling_and_no_floor(mapped, self_):
    Person.objects.filter(source_key="a2").update(status="PPPK")
    text = read(self_("fitri"))
    assert "paling banyak 24 JP" in text
    assert "sedikitnya 20 JP" not in text


def test_where_it_came_from_is_said_as_far_as_it_is_known(mapped, self_):
    loaded = AuditEvent.objects.get(name="betang.folder.loaded").at
    assert "Dimuat dari folder data pada" in read(self_("fitri"))
    assert str(loaded.year) in read(self_("fitri"))


def test_a_table_of_which_no_load_tells_says_so(mapped, self_, monkeypatch):
    from betang.needs.queries import record  # noqa: PLC0415

    monkeypatch.setattr(record, "LOADED", "betang.folder.never")
    assert "Dari mana tabel ini datang tidak tercatat." in read(self_("fitri"))


def test_who_looked_is_told_with_name_role_and_what(mapped, self_, as_):
    as_("ani").get(reverse("needs:person", args=[person("a2").pk]))
    as_("ani").get(reverse("needs:person", args=[person("a2").pk]) + "?ekspor=xlsx")
    text = read(self_("fitri"))
    looked = text[text.index('id="siapa"') :]
    assert "Ani (ani)" in looked
    assert "Ani sebagai Perencana (BKPSDM) membuka catatan pegawai nomor" in looked
    assert "mengunduh catatan pegawai nomor" in looked
    assert "3 kali dilihat atau diubah orang lain" in text  # the first was linking the account


def test_what_happened_to_others_is_not_told(mapped, self_, as_):
    as_("ani").get(reverse("needs:person", args=[person("a1").pk]))
    assert "Ani (ani)" not in read(self_("fitri"))


def test_the_own_visits_stand_apart_and_in_the_trail(mapped, self_):
    client, one = self_("fitri"), person("a2").pk
    read(client)
    text = read(client)
    assert "Anda sendiri membuka atau mengunduhnya 1 kali sebelum ini" in text
    seen = AuditEvent.objects.filter(name="betang.needs.record_opened", people=[one])
    assert [event.new["via"] for event in seen] == ["self", "self"]
    assert (
        "membuka catatannya sendiri"
        not in text[text.index('id="siapa"') : text.index("<details", text.index('id="siapa"'))]
    )


def test_the_list_of_who_looked_is_paged_and_can_be_taken(mapped, self_, as_):
    planner, page = as_("ani"), reverse("needs:person", args=[person("a2").pk])
    for _ in range(51):
        planner.get(page)
    text = read(self_("fitri"))
    assert "Halaman 1 dari 2" in text
    assert "Halaman 2 dari 2" in read(self_("fitri"), f"{RECORD}?hal=2")
    file = self_("fitri").get(f"{RECORD}?ekspor=csv&tabel=siapa")
    assert file.content.decode().count("Ani (ani)") == 51
    assert AuditEvent.objects.filter(name="betang.needs.record_exported", new__file="csv").count() == 1


@pytest.mark.parametrize("name", ["ani", "budi", "citra", "dewi", "eka", "nobody"])
def test_whoever_has_no_record_of_their_own_is_told_whom_to_ask(mapped, as_, name):
    client = as_(name)
    answer = client.get(RECORD)
    assert answer.status_code == 404
    assert "mengundang Anda sebagai pegawai" in answer.content.decode()
    for road in ROADS[1:]:
        assert client.get(road).status_code == 404, road
    assert client.post(ROADS[-1], {"said": "x", "wanted": "y"}).status_code == 404
    assert "Catatan saya" not in client.get("/").content.decode()
    assert not AuditEvent.objects.filter(name__startswith="betang.needs.record").exists()


def test_each_sees_only_themselves(mapped, self_):
    own, other = read(self_("fitri")), read(self_("gani"))
    assert "Sumpit Keruing" in other
    assert "Sumpit" not in own
    assert "Tikar" not in other
    assert "Palangka Raya" in other


def test_a_link_that_has_ended_shows_nothing(mapped, self_):
    client = self_("fitri")
    assert client.get(RECORD).status_code == 200
    Member.objects.filter(user__username="fitri").update(ends_on="2021-01-01")
    for road in ROADS:
        assert client.get(road).status_code == 404


def test_a_link_to_somebody_of_another_agency_shows_nothing(mapped, self_):
    client = self_("fitri")
    Member.objects.filter(user__username="fitri").update(person_number=person("b1").pk)
    answer = client.get(RECORD)
    assert answer.status_code == 404
    assert "Sumpit" not in answer.content.decode()


def test_a_planner_invites_a_person_from_their_page(mapped, as_):
    one = person("a2")
    page = read(as_("ani"), reverse("needs:person", args=[one.pk]))
    link = re.search(r'href="([^"]+)">Undang pegawai ini', page)
    assert link is not None
    form = read(as_("ani"), link[1])
    assert f'value="{one.pk}"' in form
    assert "Undang pegawai ini" not in read(as_("budi"), reverse("needs:person", args=[one.pk]))


def test_the_menu_leads_those_who_are_linked_to_their_record(mapped, self_):
    assert f'<a href="{RECORD}">Catatan saya</a>' in read(self_("fitri"), "/")


def test_the_page_can_be_read_in_english(mapped, self_):
    client = self_("fitri")
    client.cookies["django_language"] = "en"
    text = read(client)
    assert "What is kept about you?" in text
    assert "not recorded yet" in text


def test_without_a_map_the_record_is_still_there(mapped, self_):
    MapRun.objects.update(published_at=None)
    text = read(self_("fitri"))
    assert "Peta tidak memuat apa pun tentang Anda" in text
    assert "Tikar Meranti" in text


def test_the_number_of_queries_does_not_grow_with_who_looked(mapped, self_, as_, django_assert_max_num_queries):
    planner, client = as_("ani"), self_("fitri")
    for _ in range(20):
        planner.get(reverse("needs:person", args=[person("a2").pk]))
    with django_assert_max_num_queries(45):
        client.get(RECORD)
