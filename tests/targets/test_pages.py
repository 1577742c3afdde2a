"""Pages of targets: the tree, a target, proposing, confirming many, vision and missions; and who sees none of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from betang.people.models import Unit
from betang.targets.models import Mission, Target, TargetLink, Vision

pytestmark = pytest.mark.django_db

As = Callable[[str], Any]
FORM = {
    "competency": "M.01",
    "unit": "",
    "relevance": "0.75",
    "contribution": "Petugas yang jujur mencatat setiap imunisasi.",
    "expected_change": "Cakupan naik menjadi 90 persen pada 2026.",
    "owner": "Kepala Dinas Kesehatan",
    "review_on": "2099-06-30",
}
VISION = {
    "document": "RPJMD 2025-2029",
    "first_year": "2025",
    "last_year": "2029",
    "text": "Katingan sehat",
    "missions": "Menyehatkan warga\n\nMelayani dengan jujur",
}


@pytest.fixture
def browser(as_: As) -> Callable[[str], Client]:
    """A browser signed in as one of the cast."""

    def of(name: str) -> Client:
        client = Client()
        client.force_login(as_(name).user)
        client.get("/pengaturan/")
        return client

    return of


Browser = Callable[[str], Client]


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return re.sub(r"\s+", " ", answer.content.decode())


def proposed(client: Client, target: str = "K2", **changed: str) -> TargetLink:
    answer = client.post(f"/peta/sasaran/indikator/{target}/usul/", FORM | changed)
    assert answer.status_code == 302, answer.content.decode()
    return TargetLink.objects.get(target=target, contribution=(FORM | changed)["contribution"])


def test_the_tree_leads_from_the_mission_down_to_the_office(browser: Browser) -> None:
    ani = browser("ani")
    assert "Visi dan misi belum dicatat" in text(ani, "/peta/sasaran/")
    assert ani.post("/peta/sasaran/visi/baru/", VISION).status_code == 302
    mission = Mission.objects.get(number=1)
    assert ani.post("/peta/sasaran/indikator/K1/misi/", {"misi": mission.pk}).status_code == 302
    page = text(ani, "/peta/sasaran/")
    order = [
        "Katingan sehat",
        "Misi 1: Menyehatkan warga",
        "Angka Kematian Ibu",
        "Cakupan Imunisasi",
        "Misi 2: Melayani",
    ]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "0 dari 2 kaitan kompetensinya sudah ditegaskan" in page
    below = text(ani, "/peta/sasaran/indikator/K2/")
    assert below.index("Katingan sehat") < below.index("Menyehatkan warga") < below.index("Angka Kematian Ibu")
    file = ani.get("/peta/sasaran/?ekspor=csv").content.decode()
    assert "Cakupan Imunisasi" in file
    assert "Misi" in file


def test_an_office_proposes_at_its_own_indicator_and_the_keeper_confirms(browser: Browser) -> None:
    eka, budi = browser("eka"), browser("budi")
    assert "Usulkan kaitan" in text(eka, "/peta/sasaran/indikator/K2/")
    assert "Usulkan kaitan" not in text(eka, "/peta/sasaran/indikator/K1/")
    link = proposed(eka)
    waits = text(budi, "/peta/sasaran/kaitan/")
    assert "1 kaitan sudah lengkap dan menunggu Anda" in waits
    assert f'value="{link.pk}:1"' in waits
    first = budi.post("/peta/sasaran/kaitan/putuskan/", {"langkah": "tegaskan", "kaitan": f"{link.pk}:1"})
    assert "1 kaitan akan ditegaskan. Benar?" in first.content.decode()
    link.refresh_from_db()
    assert link.state == "proposed"
    yes = {"langkah": "tegaskan", "kaitan": f"{link.pk}:1", "ya": "1"}
    assert budi.post("/peta/sasaran/kaitan/putuskan/", yes).status_code == 302
    link.refresh_from_db()
    assert (link.state, link.decided_by.username) == ("confirmed", "budi")
    assert "Ditegaskan" in text(eka, f"/peta/sasaran/kaitan/{link.pk}/")


def test_a_preview_says_what_stays_and_why(browser: Browser) -> None:
    link, bare = proposed(browser("ani")), TargetLink.objects.get(target="K1")
    picked = {"langkah": "tegaskan", "kaitan": [f"{link.pk}:1", f"{bare.pk}:1"]}
    page = browser("budi").post("/peta/sasaran/kaitan/putuskan/", picked).content.decode()
    assert "1 kaitan akan ditegaskan" in page
    assert "Tidak ikut" in page
    assert "Belum lengkap" in page


def test_all_that_is_ready_is_confirmed_at_once_after_a_look(browser: Browser) -> None:
    ani, budi = browser("ani"), browser("budi")
    proposed(ani)
    proposed(ani, "K1", competency="T.KES.01", contribution="Menggerakkan warga.")
    page = budi.post("/peta/sasaran/kaitan/putuskan/", {"langkah": "tegaskan-semua"}).content.decode()
    assert "2 kaitan akan ditegaskan" in page
    picked = re.findall(r'name="kaitan" value="(\d+:\d+)"', page)
    budi.post("/peta/sasaran/kaitan/putuskan/", {"langkah": "tegaskan", "kaitan": picked, "ya": "1"})
    assert TargetLink.objects.filter(state="confirmed").count() == 2


def test_a_link_is_returned_with_a_reason_that_its_author_reads(browser: Browser) -> None:
    ani, budi = browser("ani"), browser("budi")
    link = proposed(ani)
    silent = {"langkah": "kembalikan", "kaitan": f"{link.pk}:1", "alasan": " ", "ya": "1"}
    answer = budi.post("/peta/sasaran/kaitan/putuskan/", silent, follow=True)
    assert "Tulis alasannya" in answer.content.decode()
    budi.post("/peta/sasaran/kaitan/putuskan/", silent | {"alasan": "Belum dapat diukur"})
    assert "Belum dapat diukur" in text(ani, f"/peta/sasaran/kaitan/{link.pk}/")
    assert "Belum dapat diukur" in text(ani, f"/peta/sasaran/kaitan/{link.pk}/ubah/")
    mended = FORM | {"expected_change": "Naik 20 poin", "seen": "2"}
    assert ani.post(f"/peta/sasaran/kaitan/{link.pk}/ubah/", mended).status_code == 302
    link.refresh_from_db()
    assert (link.state, link.expected_change) == ("proposed", "Naik 20 poin")


def test_whoever_comes_second_sees_what_was_written_and_keeps_what_they_typed(browser: Browser) -> None:
    ani, eka = browser("ani"), browser("eka")
    link = proposed(ani)
    eka.post(f"/peta/sasaran/kaitan/{link.pk}/ubah/", FORM | {"owner": "Sekretaris Dinas", "seen": "1"})
    second = ani.post(f"/peta/sasaran/kaitan/{link.pk}/ubah/", FORM | {"owner": "Kepala Bidang", "seen": "1"})
    page = second.content.decode()
    assert "baru saja diubah orang lain" in page
    assert "Sekretaris Dinas" in page
    assert "Kepala Bidang" in page
    assert 'name="seen" value="2"' in page
    link.refresh_from_db()
    assert link.owner == "Sekretaris Dinas"


def test_a_form_says_what_is_missing(browser: Browser) -> None:
    answer = browser("ani").post("/peta/sasaran/indikator/K2/usul/", FORM | {"contribution": "", "review_on": "besok"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Tulis satu kalimat kontribusi." in page
    assert FORM["expected_change"] in page
    unit = Unit.objects.get(agency="6771").pk
    strange = browser("ani").post("/peta/sasaran/indikator/K2/usul/", FORM | {"unit": str(unit)})
    assert strange.status_code == 200  # a unit of another government is no choice
    assert not TargetLink.objects.filter(owner=FORM["owner"]).exists()


def test_who_may_not_propose_reads_the_form_without_it(browser: Browser) -> None:
    lia = browser("lia")
    assert "Simpan" not in text(lia, "/peta/sasaran/indikator/K2/usul/")
    lia.post("/peta/sasaran/indikator/K2/usul/", FORM)
    assert not TargetLink.objects.filter(owner=FORM["owner"]).exists()


def test_a_mission_that_is_served_stays_and_the_others_may_go(browser: Browser) -> None:
    budi = browser("budi")  # the keeper writes the document down, too
    budi.post("/peta/sasaran/visi/baru/", VISION)
    vision = Vision.objects.get()
    budi.post("/peta/sasaran/indikator/K1/misi/", {"misi": vision.missions.get(number=2).pk})
    form = text(budi, f"/peta/sasaran/visi/{vision.pk}/")
    assert 'value="2025"' in form
    fewer = budi.post(f"/peta/sasaran/visi/{vision.pk}/", VISION | {"missions": "Menyehatkan warga"})
    assert "Masih ada sasaran pada misi nomor 2" in fewer.content.decode()
    assert vision.missions.count() == 2
    budi.post("/peta/sasaran/indikator/K1/misi/", {"misi": ""})
    assert Target.objects.get(pk="K1").mission is None
    budi.post(f"/peta/sasaran/visi/{vision.pk}/", VISION | {"missions": "Menyehatkan semua warga"})
    assert [mission.text for mission in vision.missions.all()] == ["Menyehatkan semua warga"]
    twice = budi.post("/peta/sasaran/visi/baru/", VISION)
    assert "sudah ada" in twice.content.decode()
    backward = budi.post("/peta/sasaran/visi/baru/", VISION | {"document": "Lain", "last_year": "2024"})
    assert "tidak boleh mendahului" in backward.content.decode()


def test_a_target_below_another_follows_it(browser: Browser) -> None:
    ani = browser("ani")
    ani.post("/peta/sasaran/visi/baru/", VISION)
    mission = Mission.objects.get(number=1)
    answer = ani.post("/peta/sasaran/indikator/K2/misi/", {"misi": mission.pk}, follow=True)
    assert "Misi dipilih pada sasaran teratas" in answer.content.decode()


def test_another_region_sees_nothing(browser: Browser) -> None:
    link = proposed(browser("ani"))
    browser("ani").post("/peta/sasaran/visi/baru/", VISION)
    vision = Vision.objects.get()
    for name in ("citra", "joko", "dewi"):
        client = browser(name)
        paths = [
            "/peta/sasaran/?pemerintah=6711", "/peta/sasaran/indikator/K2/", "/peta/sasaran/indikator/K2/usul/",
            "/peta/sasaran/kaitan/?pemerintah=6711", f"/peta/sasaran/kaitan/{link.pk}/",
            f"/peta/sasaran/kaitan/{link.pk}/ubah/", "/peta/sasaran/visi/?pemerintah=6711",
            f"/peta/sasaran/visi/{vision.pk}/", "/peta/sasaran/visi/baru/?pemerintah=6711",
        ]  # fmt: skip
        assert [client.get(path).status_code for path in paths] == [404] * len(paths)
        for path in ("/peta/sasaran/", "/peta/sasaran/kaitan/?keadaan=all", "/peta/sasaran/visi/"):
            page = text(client, path)
            assert "Cakupan Imunisasi" not in page
            assert "Katingan sehat" not in page
        yes = {"langkah": "tegaskan", "kaitan": f"{link.pk}:1", "ya": "1", "pemerintah": "6711"}
        assert client.post("/peta/sasaran/kaitan/putuskan/", yes).status_code == 404
        client.post("/peta/sasaran/kaitan/putuskan/", yes | {"pemerintah": ""})
    link.refresh_from_db()
    assert link.state == "proposed"


def test_the_planner_removes_a_link_that_does_not_hold(browser: Browser) -> None:
    link = proposed(browser("eka"))
    page = f"/peta/sasaran/kaitan/{link.pk}/hapus/"
    for name, seen in (("eka", "1"), ("budi", "1"), ("lia", "1"), ("ani", "7"), ("ani", "x")):
        assert browser(name).post(page, {"seen": seen}).status_code == 302  # told why, on the page of the link
        assert TargetLink.objects.filter(pk=link.pk).exists()
    assert browser("citra").post(page, {"seen": "1"}).status_code == 404
    assert browser("ani").post(page, {"seen": "1"}).status_code == 302
    assert not TargetLink.objects.filter(pk=link.pk).exists()


def test_a_leader_reads_a_link_and_changes_nothing(browser: Browser) -> None:
    link = proposed(browser("eka"))
    answer = browser("lia").post(f"/peta/sasaran/kaitan/{link.pk}/ubah/", FORM | {"owner": "Orang lain", "seen": "1"})
    assert answer.status_code < 500
    link.refresh_from_db()
    assert (link.owner, link.version) == (FORM["owner"], 1)


def test_the_list_shows_what_its_reader_asks_for(browser: Browser) -> None:
    ani = browser("ani")
    proposed(ani)
    assert "3 kaitan." in text(ani, "/peta/sasaran/kaitan/")
    assert "2 kaitan." in text(ani, "/peta/sasaran/kaitan/?keadaan=bare")
    assert "memilih" not in text(ani, "/peta/sasaran/kaitan/?keadaan=ready")
    file = ani.get("/peta/sasaran/kaitan/?ekspor=csv").content.decode()
    assert FORM["owner"] in file
    english = Client(headers={"accept-language": "en"})
    english.cookies = ani.cookies
    assert english.get("/peta/sasaran/kaitan/").status_code == 200
