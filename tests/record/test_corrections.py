"""A person says what is wrong in their record; a planner of their agency answers, once; both stand in the trail."""

from __future__ import annotations

from html import unescape

import pytest
from django.urls import reverse

from betang.agencies.models import AuditEvent, Member, User
from betang.agencies.rules import NotAllowed
from betang.agencies.viewers import viewer, with_reach
from betang.people import actions
from betang.people.models import Correction, CorrectionState, Person
from betang.people.queries import corrections as queries
from betang.people.reach import reached_by
from tests.record.conftest import account
from tests.ui.conftest import AS_OF

pytestmark = pytest.mark.django_db

ASK = "/saya/perbaikan/training_history/"
LIST = "/data/perbaikan/"
WORDS = {"said": "Pelatihan Gizi tertulis 24 JP", "wanted": "32 JP, sertifikat 12/SERT/2026"}


def asked(client, **words) -> Correction:
    assert client.post(ASK, WORDS | words).status_code == 302
    return Correction.objects.latest("id")


def one(correction: Correction) -> str:
    return reverse("people:correction", args=[correction.pk])


def answered(client, correction: Correction, state: str = "accepted", answer: str = "Diperbaiki di SIASN."):
    return client.post(one(correction), {"state": state, "answer": answer}, follow=True)


def read(client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def asking(name: str):
    user = User.objects.get(username=name)
    found = viewer(user, on=AS_OF)
    return with_reach(found, reached_by(found, AS_OF))


# ---------------------------------------------------------------- asking


def test_a_request_waits_for_the_planner_and_is_seen_by_who_asked(mapped, self_, as_):
    client = self_("fitri")
    correction = asked(client)
    own = read(client, "/saya/")
    assert "Menunggu jawaban" in own
    assert WORDS["said"] in own
    assert "1 permintaan perbaikan Anda menunggu jawaban" in own
    assert "1 permintaan perbaikan menunggu" in read(as_("ani"), "/")
    listed = read(as_("ani"), LIST)
    assert "Tikar Meranti" in listed
    assert WORDS["said"] in listed
    assert "Riwayat pelatihan" in listed
    page = read(as_("ani"), one(correction))
    assert WORDS["wanted"] in page


def test_what_was_typed_is_not_lost_when_something_is_missing(mapped, self_):
    answer = self_("fitri").post(ASK, {"said": "Gizi <b>24</b>", "wanted": "  "})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Tulis bagaimana seharusnya." in text
    assert "Gizi &lt;b&gt;24&lt;/b&gt;</textarea>" in text
    assert not Correction.objects.exists()


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_form_takes_as_many_letters_as_its_check(mapped, self_, language):
    """Two thousand, not the 2 that a browser reads out of a number with a separator."""
    client = self_("fitri")
    client.cookies["django_language"] = language
    assert client.get(ASK).content.decode().count('maxlength="2000"') == 2
    correction = asked(client, said="k" * 2000)
    assert len(correction.said) == 2000
    assert client.post(ASK, WORDS | {"said": "k" * 2001}).status_code == 200


def test_a_double_click_asks_once(mapped, self_):
    client = self_("fitri")
    assert asked(client) == asked(client)
    assert AuditEvent.objects.filter(name="betang.people.correction_asked").count() == 1


def test_after_an_answer_the_same_can_be_asked_again(mapped, self_, as_):
    first = asked(self_("fitri"))
    answered(as_("ani"), first, "refused")
    assert asked(self_("fitri")) != first


def test_there_is_no_table_of_another_name(mapped, self_):
    for subject in ("standards", "nothing", "people'--"):
        assert self_("fitri").get(f"/saya/perbaikan/{subject}/").status_code == 404


def test_nobody_asks_about_another_person(mapped, self_):
    """The action refuses by itself, whatever a view hands it."""
    account("fitri")
    with pytest.raises(NotAllowed):
        actions.ask_correction(
            person=Person.objects.get(source_key="a1"), subject="people", said="x", wanted="y", by=asking("fitri")
        )


def test_a_planner_with_no_record_cannot_ask(mapped, as_):
    as_("ani")
    with pytest.raises(NotAllowed):
        actions.ask_correction(
            person=Person.objects.get(source_key="a1"), subject="people", said="x", wanted="y", by=asking("ani")
        )


# ---------------------------------------------------------------- answering


@pytest.mark.parametrize(
    ("state", "shown"), [("accepted", "Diterima, akan diperbaiki di sumbernya"), ("refused", "Tidak diubah")]
)
def test_the_answer_reaches_who_asked(mapped, self_, as_, state, shown):
    correction = asked(self_("fitri"))
    answered(as_("ani"), correction, state, "Sudah dicocokkan dengan sertifikat.")
    own = read(self_("fitri"), "/saya/")
    assert shown in own
    assert "Sudah dicocokkan dengan sertifikat." in own
    assert "Jawaban ani" in own
    assert "1 permintaan perbaikan Anda sudah dijawab" in read(self_("fitri"), "/")
    assert "permintaan perbaikan menunggu" not in read(as_("ani"), "/")


def test_an_answer_needs_a_choice_and_words(mapped, self_, as_):
    correction = asked(self_("fitri"))
    text = as_("ani").post(one(correction), {"answer": ""}).content.decode()
    assert "Pilih salah satu jawaban." in text
    assert "Tulis jawaban untuk pegawai ini." in text
    assert Correction.objects.get().state == CorrectionState.OPEN


def test_a_second_answer_is_told_that_there_is_one(mapped, self_, as_):
    correction = asked(self_("fitri"))
    answered(as_("ani"), correction)
    late = answered(as_("ani"), correction, "refused", "Tidak setuju.")
    assert "Permintaan ini sudah dijawab" in unescape(late.content.decode())
    correction.refresh_from_db()
    assert (correction.state, correction.answer) == (CorrectionState.ACCEPTED, "Diperbaiki di SIASN.")
    assert AuditEvent.objects.filter(name="betang.people.correction_answered").count() == 1


def test_nobody_answers_their_own_request(mapped, self_, as_):
    as_("ani")
    ani, person = User.objects.get(username="ani"), Person.objects.get(source_key="a2")
    Member.objects.create(user=ani, agency_id="6711", role="employee", starts_on="2020-01-01", person_number=person.pk)
    correction = asked(as_("ani"))
    told = answered(as_("ani"), correction)
    assert "Permintaan Anda sendiri dijawab oleh rekan Anda." in unescape(told.content.decode())
    assert Correction.objects.get().state == CorrectionState.OPEN
    assert "rekan Anda yang menjawabnya" in read(as_("ani"), one(correction))


# ---------------------------------------------------------------- walls


@pytest.mark.parametrize("name", ["citra", "dewi"])
def test_planners_of_others_see_nothing(mapped, self_, as_, name):
    correction = asked(self_("fitri"))
    client = as_(name)
    listed = read(client, LIST)
    assert "Tikar" not in listed
    assert WORDS["said"] not in listed
    assert "permintaan perbaikan menunggu" not in read(client, "/")
    assert client.get(one(correction)).status_code == 404
    assert client.post(one(correction), {"state": "accepted", "answer": "x"}).status_code == 404
    assert Correction.objects.get().state == CorrectionState.OPEN


@pytest.mark.parametrize("name", ["budi", "eka", "nobody"])
def test_whoever_corrects_no_records_has_no_such_page(mapped, self_, as_, name):
    correction = asked(self_("fitri"))
    assert as_(name).get(LIST).status_code == 404
    assert as_(name).get(one(correction)).status_code == 404


def test_who_asked_cannot_answer_and_others_do_not_see_it(mapped, self_):
    correction = asked(self_("fitri"))
    for client in (self_("fitri"), self_("lestari"), self_("gani")):
        assert client.get(LIST).status_code == 404
        assert client.post(one(correction), {"state": "accepted", "answer": "x"}).status_code == 404
    assert WORDS["said"] not in read(self_("lestari"), "/saya/")


def test_queries_and_actions_refuse_by_themselves(mapped, self_, as_):
    correction = asked(self_("fitri"))
    as_("citra")
    stranger = asking("citra")
    with pytest.raises(queries.NotFound):
        queries.get_correction(correction.pk, user=stranger)
    assert queries.corrections(answered=False, user=stranger).rows == []
    assert queries.own_corrections(user=stranger) == []
    with pytest.raises(NotAllowed):
        actions.answer_correction(correction=correction, accepted=True, answer="x", by=stranger)


def test_absent_and_forbidden_get_the_same_answer(mapped, self_, as_):
    correction, client = asked(self_("fitri")), as_("citra")
    pages = [client.get(road) for road in (one(correction), reverse("people:correction", args=[99_999_999]))]
    assert [page.status_code for page in pages] == [404, 404]
    assert len({len(page.content) for page in pages}) <= 2  # the address itself stands in the language switch


# ---------------------------------------------------------------- the trail


def test_both_stand_in_the_trail_with_whom_they_are_about_and_without_their_words(mapped, self_, as_):
    correction = asked(self_("fitri"))
    answered(as_("ani"), correction)
    events = AuditEvent.objects.filter(on_kind="people.correction", name__contains="correction_").exclude(
        name__endswith="opened"
    )
    assert {e.name for e in events} == {"betang.people.correction_asked", "betang.people.correction_answered"}
    for event in events:
        assert event.people == [correction.person_id]
        assert event.agency_code == "6711"
        assert WORDS["said"] not in str([event.old, event.new, event.note])
    told = read(self_("fitri"), "/saya/")
    assert "menjawab permintaan perbaikan nomor" in told
    assert "pada bagian Riwayat pelatihan: diterima, diperbaiki di sumbernya." in told


def test_reading_requests_is_a_view_of_those_people(mapped, self_, as_):
    correction = asked(self_("fitri"))
    as_("ani").get(LIST)
    as_("ani").get(one(correction))
    seen = AuditEvent.objects.filter(name="betang.people.corrections_opened", by_username="ani")
    assert [event.people for event in seen] == [[correction.person_id]] * 2
