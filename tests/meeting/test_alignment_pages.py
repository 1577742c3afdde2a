"""Pages of common demand: the same counts for everybody, people of one's own government alone."""

from __future__ import annotations

from datetime import date

import pytest

from betang.agencies.models import AuditEvent
from betang.meeting.models import AgendaItem, TitleAlias, TitleGroup
from betang.needs.models import Deadline, PlanningYear, Proposal, Stage
from betang.people.models import Person
from tests.meeting.conftest import prepared
from tests.meeting.demanding import YEAR, send

FIRST, SECOND = "Bimtek Pengelolaan Keuangan Desa", "Pelatihan Pengelolaan Keuangan Desa"
PAGES = ("", "judul/", "kesenjangan/", "ganda/", "kiriman/")


@pytest.fixture
def asked(cast):
    """Etika ASN Daring takes 10 to 100: Katingan asks for seven, Palangka Raya for five."""
    PlanningYear.objects.create(year=YEAR)
    send("6711", FIRST, 7, unit="U2")
    send("6771", SECOND, 5)
    send("6711", "Etika", 7, program_id="DAR", unit="U1", persons=str(Person.objects.get(source_key="a2").pk))
    send("6711", "Etika lagi", None, program_id="DAR", unit="U2", persons="Tikar Meranti;Gong Bangkirai")
    send("6771", "Etika", 5, program_id="DAR", unit="U1", persons="Sumpit Keruing")
    return cast


def page(client, address: str = "") -> str:
    answer = client.get(f"/rakor/permintaan/{address}")
    assert answer.status_code == 200, address
    return answer.content.decode()


def ref_of(title: str) -> str:
    from betang.core.office.names import plain  # noqa: PLC0415
    from betang.meeting.queries.alignment.demand import digest  # noqa: PLC0415

    return digest(plain(title))


@pytest.mark.parametrize("name", ["ani", "budi", "citra", "dewi", "eka"])
@pytest.mark.parametrize("address", [*PAGES, "baris/program/DAR/"])
def test_everybody_inside_opens_every_page(asked, name, address):
    page(asked(name), address)


@pytest.mark.parametrize("address", [*PAGES, "baris/program/DAR/"])
def test_who_belongs_nowhere_finds_nothing(asked, address):
    assert asked("nobody").get(f"/rakor/permintaan/{address}").status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_why_it_is_empty_while_nothing_was_sent(cast, address):
    page(cast("dewi"), address)


def test_the_first_line_says_what_fills_only_together(asked):
    text = page(asked("citra"))
    assert "2 pemerintah, 12 orang" in text
    assert "Sendiri-sendiri tidak ada kelas yang terisi; bersama 1 kelas untuk 12 orang." in text
    assert page(asked("ani"), "baris/program/DAR/").count("tidak ada kelas yang terisi") == 1


def test_a_line_nobody_asks_for_is_not_there(asked):
    assert asked("dewi").get("/rakor/permintaan/baris/program/PKN/").status_code == 404
    assert asked("dewi").get("/rakor/permintaan/baris/title/zzz/").status_code == 404


@pytest.mark.parametrize("name", ["citra", "dewi", "budi", "eka"])
@pytest.mark.parametrize("address", [*PAGES, "baris/program/DAR/"])
def test_people_of_another_government_never_appear(asked, name, address):
    text = page(asked(name), f"{address}?pemerintah=6711")
    for person in ("Tikar Meranti", "Gong Bangkirai", "Lampit Ulin"):
        assert person not in text
    file = asked(name).get(f"/rakor/permintaan/{address}?pemerintah=6711&ekspor=csv")
    assert "Tikar" not in b"".join(file).decode("utf-8-sig") if file.streaming else "Tikar" not in file.content.decode()


def test_a_planner_sees_who_stands_twice_for_the_same_by_name_and_it_is_recorded(asked):
    text = page(asked("ani"), "ganda/")
    assert "Tikar Meranti" in text
    assert "Gong Bangkirai" not in text  # once is not twice
    [event] = AuditEvent.objects.filter(name="betang.meeting.doubles_opened")
    assert event.people == [Person.objects.get(source_key="a2").pk]
    assert (event.agency_code, event.by_username) == ("6711", "ani")


def test_no_title_stands_in_an_address(asked):
    text = page(asked("dewi")) + page(asked("dewi"), "judul/")
    assert not [part for part in text.split('href="')[1:] if "Keuangan" in part.split('"')[0]]


def test_the_coordinator_makes_two_titles_one_by_a_click_and_parts_them_again(asked):
    dewi = asked("dewi")
    assert "Jadikan satu" in page(dewi, "judul/")
    said = {"judul": [ref_of(FIRST), ref_of(SECOND)], "ke": f"nama:{SECOND}", "nama": ""}
    answer = dewi.post("/rakor/permintaan/judul/satukan", said, follow=True)
    assert f"2 judul sekarang dihitung sebagai “{SECOND}”" in answer.content.decode()
    assert "12 orang" in page(asked("ani"), "judul/")
    group = TitleGroup.objects.get()
    dewi.post("/rakor/permintaan/judul/pisahkan", {"gabungan": group.pk})
    assert not TitleAlias.objects.filter(ended_at__isnull=True).exists()


@pytest.mark.parametrize("name", ["ani", "citra", "eka", "nobody"])
@pytest.mark.parametrize("deed", ["judul/satukan", "judul/pisahkan", "agenda"])
def test_these_deeds_are_the_coordinators(asked, name, deed):
    said = {"judul": [ref_of(FIRST)], "nama": "Nama", "rapat": "1", "orang": "program/DAR"}
    assert asked(name).post(f"/rakor/permintaan/{deed}", said).status_code == 404
    assert not TitleGroup.objects.exists()


@pytest.mark.parametrize("name", ["ani", "budi", "citra", "eka"])
def test_others_see_no_button_that_is_not_theirs(asked, name):
    prepared(state="prepared")
    for address in (*PAGES, "baris/program/DAR/"):
        text = page(asked(name), address)
        assert "Jadikan satu" not in text
        assert "Masukkan ke agenda" not in text


def test_a_planner_takes_the_programme_over_for_the_own_government(asked):
    asked("dewi").post(
        "/rakor/permintaan/judul/satukan", {"judul": [ref_of(FIRST), ref_of(SECOND)], "ke": "program:DAR"}
    )
    assert "Pakai program" in page(asked("ani"), "judul/")
    asked("citra").post("/rakor/permintaan/judul/pakai", {"pemerintah": "6711", "program": "DAR"})
    assert Proposal.objects.get(title=FIRST).program_id is None
    asked("ani").post("/rakor/permintaan/judul/pakai", {"pemerintah": "6711", "program": "DAR"})
    assert Proposal.objects.get(title=FIRST).program_id == "DAR"


def test_lines_go_on_the_agenda_once(asked):
    meeting = prepared(state="prepared")
    dewi, said = asked("dewi"), {"rapat": meeting.pk, "orang": ["program/DAR", f"title/{ref_of(FIRST)}"]}
    assert "Masukkan ke agenda" in page(dewi)
    for _ in range(2):
        answer = dewi.post("/rakor/permintaan/agenda", said)
        assert answer.url == f"/rakor/{meeting.pk}/"
    [item] = AgendaItem.objects.filter(meeting=meeting, subject="program/DAR")
    assert "bersama" in item.title
    assert any("Katingan 7" in line and "Palangka Raya 5" in line for line in item.details)
    assert AgendaItem.objects.filter(meeting=meeting, subject__startswith="title/").count() == 1


def test_who_is_late_is_said_of_every_government(asked):
    Deadline.objects.create(year_id=YEAR, stage=Stage.SUBMIT, day=date(2020, 1, 1))
    text = page(asked("citra"), "kiriman/")
    assert "Terlambat" in text
    assert "3 pemerintah" in text


@pytest.mark.parametrize("address", [*PAGES, "baris/program/DAR/"])
def test_every_table_goes_out_as_a_file(asked, address):
    for kind in ("csv", "xlsx"):
        assert asked("dewi").get(f"/rakor/permintaan/{address}?ekspor={kind}").status_code == 200
