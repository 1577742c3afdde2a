"""The record to take along: complete as JSON, readable as PDF, safe whatever a name is made of."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from django.test import override_settings
from django.utils import timezone
from pypdf import PdfReader

from betang.agencies.models import AuditEvent
from betang.core.tables import TABLES
from betang.needs.models import Need, NeedStep, NotTraining, Objection, PersonGap
from betang.people.models import Person
from betang.programs.models import Training
from betang.ui.documents import Document, Grid, Section, pdf
from betang.ui.words import RECORD_PARTS

pytestmark = pytest.mark.django_db

HOSTILE = '#panic("x") *Ani* _b_ $x^2$ @ref <label> `code` \\u{41} [c] // d /* e */ = f ~ -- "q" \' &amp; <b>'


def taken(client) -> dict:
    answer = client.get("/saya/json/")
    assert answer.status_code == 200
    return json.loads(answer.content)


def pdf_of(client) -> PdfReader:
    answer = client.get("/saya/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.content))


def text(reader: PdfReader) -> str:
    """All words of the document, with single spaces between them."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


# ---------------------------------------------------------------- JSON


def test_json_has_every_column_of_the_dictionary(mapped, self_):
    held = taken(self_("fitri"))
    for table in RECORD_PARTS:
        for row in held[table]:
            assert list(row) == list(TABLES[table].names)
    assert {name: len(held[name]) for name in RECORD_PARTS} == {
        "people": 1, "performance": 0, "assessments": 3, "training_history": 2, "obligations": 0, "needs": 0,
    }  # fmt: skip


def test_json_has_the_values_of_the_folder_that_was_loaded(mapped, self_):
    held, one = taken(self_("fitri")), Person.objects.get(source_key="a2")
    assert held["people"][0] == {
        "person": str(one.pk), "agency": "6711", "unit": "U2", "job": "J2", "next_job": "J1", "name": "Tikar Meranti",
        "nip": "198502022010012002", "status": "PNS", "rank": "III/d", "education": "S-1",
        "employed_from": "2010-01-01", "born": "1985-02-02", "sex": "M", "legal_position": "01", "job_since": None,
        "retires_on": None, "supervisor": str(one.supervisor_id),
    }  # fmt: skip
    assert held["sender_key"] == "a2"
    first = next(row for row in held["training_history"] if row["program"] == "PKN")
    assert (first["hours"], first["hours_counted"], first["start"]) == (24, 20.5, "2026-01-05")
    assert held["account"]["username"] == "fitri"
    assert held["memberships"][0]["role"] == "employee"


def test_json_has_what_the_map_says_and_who_looked(mapped, self_, as_):
    one = Person.objects.get(source_key="a2")
    as_("ani").get(f"/peta/orang/{one.pk}/")
    held = taken(self_("fitri"))
    assert len(held["map"]["pairs"]) == PersonGap.objects.filter(person=one).count() > 0
    assert held["map"]["as_of"] == "2027-01-01"
    assert any("Yang menentukan" in pair["sentence"] for pair in held["map"]["pairs"])
    seen = next(event for event in held["looked"] if event["by"] == "ani")
    assert (seen["event"], seen["roles"], seen["via"]) == ("betang.people.person_opened", ["planner"], "agency")
    assert held["arrived"]["people"].startswith(str(timezone.now().year))


def test_json_speaks_of_nobody_else(mapped, self_):
    words = self_("fitri").get("/saya/json/").content.decode()
    for name in ("Lampit", "Gong", "Sumpit", "197001011995031001"):
        assert name not in words


def test_corrections_are_in_both_files(mapped, self_):
    client = self_("fitri")
    client.post("/saya/perbaikan/people/", {"said": "Golongan III/d", "wanted": "IV/a"})
    assert taken(client)["corrections"][0]["wanted"] == "IV/a"
    assert "Golongan III/d" in text(pdf_of(client))


def test_what_the_dialogue_left_is_in_both_files(mapped, self_):
    fitri = Person.objects.get(source_key="a2")
    Need.objects.create(
        code="x", agency_id="6711", person=fitri, competency_id="M.01", basis="dialogue", agreed_on=date(2026, 11, 2)
    )
    NotTraining.objects.create(
        agency_id="6711", person=fitri, cause="tools", reason="Alat ukur belum ada", said_on=date(2026, 11, 2)
    )
    NeedStep.objects.create(
        agency_id="6711", kind="need", item="x", person_number=fitri.pk, step="reject", before="submitted",
        after="rejected", reason="Sudah tertampung",
    )  # fmt: skip
    Objection.objects.create(agency_id="6711", person=fitri, item="x", text="Belum pernah dilatih")
    client = self_("fitri")
    dialogue = taken(client)["dialogue"]
    assert dialogue["not_training"][0]["reason"] == "Alat ukur belum ada"
    assert (dialogue["steps"][0]["step"], dialogue["steps"][0]["reason"]) == ("reject", "Sudah tertampung")
    assert dialogue["objections"][0]["text"] == "Belum pernah dilatih"
    assert [need["state"] for need in dialogue["needs"]] == ["agreed"]
    words = text(pdf_of(client))
    for said in ("Alat ukur belum ada", "Sudah tertampung", "Belum pernah dilatih"):
        assert said in words


# ---------------------------------------------------------------- both


@pytest.mark.parametrize("kind", ["json", "pdf"])
def test_a_file_is_not_named_after_the_person_and_not_kept_by_browsers(mapped, self_, kind):
    answer = self_("fitri").get(f"/saya/{kind}/")
    day = timezone.localdate().isoformat()
    assert answer["Content-Disposition"] == f'attachment; filename="betang-record-{day}.{kind}"'
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("kind", ["json", "pdf"])
def test_taking_a_file_stands_in_the_trail(mapped, self_, kind):
    self_("fitri").get(f"/saya/{kind}/")
    event = AuditEvent.objects.get(name="betang.needs.record_exported")
    assert event.people == [Person.objects.get(source_key="a2").pk]
    assert (event.new["file"], event.new["via"]) == (kind, "self")


# ---------------------------------------------------------------- PDF


def test_the_pdf_says_what_the_page_says(mapped, self_, as_):
    one = Person.objects.get(source_key="a2")
    as_("ani").get(f"/peta/orang/{one.pk}/")
    said = text(pdf_of(self_("fitri")))
    for word in (
        "Tikar Meranti", "198502022010012002", "Perawat Ahli Muda (J2)", "Pelatihan \"Gizi\", angkatan 2", "20,5",
        "Yang menentukan: uji kompetensi", "Dimuat dari folder data pada", "Ani (ani)", "Halaman 1 dari",
        "PP 11/2017",
    ):  # fmt: skip
        assert word in said, word


def test_the_pdf_has_a_title_a_language_and_tags(mapped, self_):
    client = self_("fitri")
    for language, title in (("id", "Catatan saya di Betang"), ("en", "My record in Betang")):
        client.cookies["django_language"] = language
        reader = pdf_of(client)
        root = reader.trailer["/Root"]
        assert reader.metadata is not None
        assert reader.metadata.title == title
        assert root["/Lang"] == language
        assert root["/MarkInfo"]["/Marked"].value
        assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_the_pdf_speaks_the_readers_language(mapped, self_):
    client = self_("fitri")
    client.cookies["django_language"] = "en"
    said = text(pdf_of(client))
    assert "not recorded yet" in said
    assert "Page 1 of" in said


@override_settings(DEMO=True)
def test_invented_people_are_labelled_on_every_page(mapped, self_):
    Training.objects.bulk_create(
        Training(agency_id="6711", person=Person.objects.get(source_key="a2"), kind=3, title=f"Latihan {n}", hours=2)
        for n in range(80)
    )
    pages = [page.extract_text() for page in pdf_of(self_("fitri")).pages]
    assert len(pages) > 2
    assert all("DATA FIKTIF" in page for page in pages)
    assert f"Halaman 2 dari {len(pages)}" in pages[1]


def test_a_real_record_is_not_labelled(mapped, self_):
    assert "FIKTIF" not in text(pdf_of(self_("fitri")))


@pytest.mark.parametrize("name", [HOSTILE, '#import "/etc/passwd"', "\\", "]#", "= Judul", "漢字 🌿 عربي", "x" * 400])
def test_no_name_is_read_as_markup(mapped, self_, name):
    Person.objects.filter(source_key="a2").update(name=name)
    Training.objects.filter(title="Seminar").update(title=name)
    said = text(pdf_of(self_("fitri")))
    if name.isascii() and len(name) < 100:
        # A line may break anywhere in it, so spaces tell nothing.
        assert "".join(said.split()).count("".join(name.split())) >= 2, said


def test_the_same_words_make_the_same_document():
    words = Document(
        language="id",
        title="Judul",
        subtitle="",
        label="",
        foot="",
        page_of="{page}/{pages}",
        sections=[Section("Bagian", grid=Grid(["a"], [["1"]]))],
    )
    moment = timezone.make_aware(timezone.datetime(2026, 11, 24, 8, 30))
    assert pdf(words, made_at=moment) == pdf(words, made_at=moment)
    assert date(2026, 11, 24).strftime("D:%Y%m%d").encode() in pdf(words, made_at=moment)
