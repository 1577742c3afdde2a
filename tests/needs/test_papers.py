"""Documents over HTTP: what stands in the files is what stands in the rows, and who may take them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from python_calamine import CalamineWorkbook

from betang.agencies.models import AuditEvent
from betang.needs.models import DocumentTemplate, Need, NeedStep, NotTraining, PlanningYear
from betang.people.models import Person, Unit
from tests.trail.cast import sign_in
from tests.ui.conftest import as_, loaded, mapped

pytestmark = pytest.mark.django_db
__all__ = ["as_", "loaded", "mapped"]
As = Callable[[str], Client]
DOCX = "kebutuhan/dokumen/templat/inventory/"


@pytest.fixture
def year(mapped: Any) -> int:
    """An open year in which Katingan has five needs: agreed, verified, returned, rejected and validated."""
    del mapped
    PlanningYear.objects.create(year=2027)
    health = Unit.objects.get(agency="6711", code="U2")
    people = {one.source_key: one for one in Person.objects.all()}
    said = {"agency_id": "6711", "basis": "dialogue", "agreed_on": date(2026, 9, 1), "competency_id": "M.01"}
    for code, key, state, more in (
        ("K1", "a2", "agreed", {"learning": "Coaching oleh atasan", "way": "coaching", "superior": "Lampit Ulin"}),
        ("K2", "a1", "verified", {"learning_program_id": "PKN"}),
        ("K3", "a2", "returned", {"competency_id": "T.KES.01", "learning_program_id": "DAR"}),
        ("K4", "a3", "rejected", {"learning": "Bimtek luar negeri"}),
        ("K5", "a2", "validated", {"learning_program_id": "PKN", "way": "course", "priority": "high"}),
    ):
        of_year = None if state == "agreed" else 2027
        Need.objects.create(code=code, person=people[key], state=state, year=of_year, **{**said, **more})
    for code, step, after, reason in (
        ("K3", "return", "returned", "Buktinya belum dilampirkan"), ("K4", "reject", "rejected", "Tidak terkait tugas"),
    ):  # fmt: skip
        NeedStep.objects.create(
            agency_id="6711", kind="need", item=code, step=step, before="submitted", after=after, reason=reason
        )
    NotTraining.objects.create(
        agency_id="6711", person=people["a3"], cause="tools", reason="Komputer rusak", said_on=date(2026, 9, 2)
    )
    assert health.parent_id
    return 2027


def office() -> int:
    return Unit.objects.get(agency="6711", code="U1").pk


def at(name: str, *, form: str, kind: str = "f1") -> str:
    return {"office": f"/kebutuhan/dokumen/unit/{office()}/{kind}.{form}",
            "whole": f"/kebutuhan/dokumen/pemerintah/6711/{kind}.{form}"}[name]  # fmt: skip


def sheet(answer: Any, place: int = 0) -> list[list[Any]]:
    assert answer.status_code == 200, answer.status_code
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(place).to_python()[4:]


def words(answer: Any) -> str:
    """The text of a Word file."""
    assert answer.status_code == 200, answer.status_code
    import docx  # noqa: PLC0415  (slow)

    found = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in found.paragraphs), *cells])


def column(rows: list[list[Any]], heading: str) -> list[Any]:
    place = rows[0].index(heading)
    return [row[place] for row in rows[1:] if len(row) > 2 and row[2]]


def test_f1_holds_what_was_agreed_and_what_learning_cannot_close(year: int, as_: As) -> None:
    ani = as_("ani")
    rows = sheet(ani.get(at("office", form="xlsx")))
    assert column(rows, "Usulan pembelajaran").count("Pelatihan Kepemimpinan") == 2
    assert "Coaching oleh atasan" in column(rows, "Usulan pembelajaran")
    assert "198502022010012002" in column(rows, "NIP")
    assert "Komputer rusak" in str(sheet(ani.get(at("office", form="xlsx")), 1))
    text = words(ani.get(at("office", form="docx")))
    assert "Tikar Meranti" in text
    assert "Komputer rusak" in text
    assert ani.get(at("office", form="pdf")).content.startswith(b"%PDF-")


def test_f2_tells_of_each_what_became_of_it_and_why(year: int, as_: As) -> None:
    rows = sheet(as_("ani").get(at("office", form="xlsx", kind="f2")))
    results = dict(zip(column(rows, "Pelatihan"), column(rows, "Hasil"), strict=True))
    assert results["Etika ASN Daring"] == "Dikembalikan"
    assert results["Bimtek luar negeri"] == "Ditolak"
    assert results["Pelatihan Kepemimpinan"] == "Diterima"
    assert "Coaching oleh atasan" not in results
    assert any("Buktinya belum dilampirkan" in str(note) for note in column(rows, "Catatan"))
    assert "20,5 dari 20 JP" in column(rows, "Jam pelajaran") or "0 dari 20 JP" in column(rows, "Jam pelajaran")


def test_minutes_count_what_was_decided_and_name_no_employee(year: int, as_: As) -> None:
    for kind in ("berita-acara-verifikasi", "berita-acara-validasi", "keputusan"):
        text = words(as_("budi").get(at("whole", form="docx", kind=kind)))
        assert not any(name in text for name in ("Tikar", "Lampit", "Gong", "19850202"))
    verified = sheet(as_("budi").get(at("whole", form="xlsx", kind="berita-acara-verifikasi")))
    assert "Tidak terkait tugas" in str(verified)
    tally = sheet(as_("budi").get(at("whole", form="xlsx", kind="berita-acara-verifikasi")), 1)
    assert {row[1]: row[2:] for row in tally[1:] if row[1]} == {
        "Dinas Kesehatan": [1, 1, 0, 0, 0],
        'Puskesmas "Kasongan", Katingan': [3, 1, 1, 1, 0],
    }


def test_the_annex_says_what_is_not_set_yet(year: int, as_: As) -> None:
    rows = sheet(as_("ani").get(at("whole", form="xlsx", kind="keputusan")))
    line = dict(zip(rows[0], rows[1], strict=False))
    assert line["Pelatihan*"].startswith("Pelatihan Kepemimpinan")
    assert line["b. Jumlah PNS sasaran"] == 1
    assert line["e. Jadwal"] == "belum ditetapkan"
    assert "belum ditetapkan; menurut katalog" in line["d. Penyelenggara"]
    assert line["g. Anggaran"] == "–"
    assert line["g. Sumber dana"] == "belum ditetapkan; perkiraan katalog Rp 1.500.000"


def test_the_table_by_nip_holds_the_validated_people(year: int, as_: As) -> None:
    assert column(sheet(as_("ani").get(at("whole", form="xlsx", kind="daftar-per-nip"))), "NIP") == [
        "198502022010012002"
    ]


@pytest.mark.parametrize("who", ["citra", "dewi", "nobody"])
def test_another_government_finds_nothing(year: int, as_: As, who: str) -> None:
    client = as_(who)
    person = Person.objects.get(source_key="a2").pk
    for address in (
        at("office", form="pdf"), at("office", form="xlsx", kind="f2"), at("whole", form="docx", kind="keputusan"),
        at("whole", form="xlsx", kind="daftar-per-nip"), f"/kebutuhan/dokumen/pegawai/{person}/rencana.pdf",
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address


def test_a_leader_without_names_has_sums_only(year: int, as_: As) -> None:
    budi = as_("budi")
    assert budi.get(at("office", form="pdf")).status_code == 404
    assert budi.get(at("whole", form="xlsx", kind="daftar-per-nip")).status_code == 404
    page = budi.get("/kebutuhan/dokumen/").content.decode()
    assert "/f1." not in page
    assert "keputusan.docx" in page


def test_an_officer_prints_the_own_office_and_no_other(year: int) -> None:
    inner = Unit.objects.get(agency="6711", code="U2").pk
    client = sign_in("petugas", "officer", unit_number=inner)
    assert client.get(f"/kebutuhan/dokumen/unit/{inner}/f1.pdf").status_code == 200
    assert client.get(at("office", form="pdf")).status_code == 404
    page = client.get("/kebutuhan/dokumen/").content.decode()
    assert f"/unit/{inner}/f1.docx" in page
    assert f"/unit/{office()}/f1.docx" not in page


def test_a_personal_plan_is_for_oneself_the_superior_and_the_planner(year: int, as_: As) -> None:
    person = Person.objects.get(source_key="a2").pk
    address = f"/kebutuhan/dokumen/pegawai/{person}/rencana."
    own = sign_in("sendiri", "employee", person_number=person)
    chief = sign_in("atasan", "supervisor", person_number=Person.objects.get(source_key="a1").pk)
    for client in (own, chief, as_("ani")):
        text = words(client.get(f"{address}docx"))
        assert "Tikar Meranti" in text
        assert "Coaching oleh atasan" in text
        assert client.get(f"{address}pdf").content.startswith(b"%PDF-")
    other = sign_in("lain", "employee", person_number=Person.objects.get(source_key="a3").pk)
    assert other.get(f"{address}pdf").status_code == 404
    assert address in own.get("/kebutuhan/dokumen/").content.decode()


def test_a_file_is_named_without_names_and_the_named_may_read_who_took_it(year: int, as_: As) -> None:
    person = Person.objects.get(source_key="a2")
    answer = as_("ani").get(f"/kebutuhan/dokumen/pegawai/{person.pk}/rencana.pdf")
    assert answer["Content-Disposition"] == f'attachment; filename="rencana-pengembangan-{person.pk}-2027.pdf"'
    as_("ani").get(at("office", form="docx"))
    taken = AuditEvent.objects.filter(name="betang.needs.document_exported").order_by("pk")
    assert [event.on_id for event in taken] == ["personal_plan", "inventory"]
    assert all(person.pk in (event.people or ()) for event in taken)


# ---------------------------------------------------------------- templates


def test_a_planner_changes_a_template_tries_it_and_goes_back(year: int, as_: As) -> None:
    ani = as_("ani")
    builtin = ani.get(f"/{DOCX}templat.docx").content
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(builtin)) as before, zipfile.ZipFile(changed, "w") as after:
        for part in before.namelist():
            after.writestr(part, before.read(part).replace(b"INVENTARISASI KEBUTUHAN", b"DAFTAR KAMI"))

    def send(deed: str, content: bytes = changed.getvalue()) -> Any:
        file = io.BytesIO(content)
        file.name = "templat kami.docx"
        return ani.post(f"/{DOCX}", {"langkah": deed, "berkas": file})

    assert "DAFTAR KAMI" in words(send("lihat"))
    assert not DocumentTemplate.objects.exists()
    assert send("pakai").status_code == 302
    assert "DAFTAR KAMI" in words(ani.get(at("office", form="docx")))
    assert ani.get(f"/{DOCX}templat.docx").content == changed.getvalue()
    assert "templat kami.docx" in ani.get(f"/{DOCX}").content.decode()
    refused = send("pakai", b"bukan word")
    assert refused.status_code == 422
    assert "Ini bukan berkas Word" in refused.content.decode()
    assert ani.post(f"/{DOCX}", {"langkah": "bawaan"}).status_code == 302
    assert "DAFTAR KAMI" not in words(ani.get(at("office", form="docx")))
    kept = DocumentTemplate.objects.get()
    assert ani.get(f"/kebutuhan/dokumen/templat/versi/{kept.pk}.docx").content == changed.getvalue()
    assert as_("citra").get(f"/kebutuhan/dokumen/templat/versi/{kept.pk}.docx").status_code == 404
    for name in ("budi", "eka"):
        assert as_(name).get("/kebutuhan/dokumen/templat/").status_code == 404


def test_two_thousand_needs_are_printed_in_seconds(
    year: int, as_: As, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    person = Person.objects.get(source_key="a2")
    Need.objects.bulk_create(
        Need(code=f"B{n}", agency_id="6711", person=person, competency_id="M.01", basis="dialogue", state="verified",
             year=2027, agreed_on=date(2026, 9, 1), learning=f"Pembelajaran {n}") for n in range(1_900)
    )  # fmt: skip
    ani = as_("ani")
    assert connection.vendor == "postgresql"
    with django_assert_max_num_queries(60):
        rows = sheet(ani.get(at("office", form="xlsx")))
    assert len(rows) > 1_900
    assert ani.get(at("office", form="pdf")).content.startswith(b"%PDF-")
    Need.objects.bulk_create(
        Need(code=f"C{n}", agency_id="6711", person=person, competency_id="M.01", basis="dialogue", state="verified",
             year=2027, agreed_on=date(2026, 9, 1)) for n in range(200)
    )  # fmt: skip
    long = ani.get(at("office", form="pdf"))
    assert long.status_code == 422
    assert "Pakai berkas Excel" in long.content.decode()
