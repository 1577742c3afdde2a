"""The story of the walls on a real Chromium and a real `betang serve`, second factor and all.

The operator invites the first people; a planner invites a colleague; both sign in with a second factor; one of them
grants a named list to the province for a class and withdraws it; the trail tells it all in Indonesian.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from betang.config import embedded
from tests.accounts.conftest import code_of
from tests.platform.test_demo import environment
from tests.platform.test_serving import BETANG, answers, free_port, until
from tests.small_house import write
from tests.ui.test_story import fits, page_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

PASSWORD = "delapan burung enggang"
STEP, LEEWAY = 30, 5  # seconds a code lasts, and that a page may take


@dataclass(frozen=True)
class House:
    """An installation of its own, and the address its pages answer on."""

    address: str
    settings: dict[str, str]

    def invite(self, agency: str, role: str, name: str) -> str:
        """The link that the operator prints."""
        told = ("--agency", agency, "--role", role, "--name", name, "--email", f"{name.lower()}@kalteng.go.id")
        done = subprocess.run(
            [*BETANG, "invite", *told], env=self.settings, capture_output=True, text=True, timeout=120, check=True
        )
        return done.stdout.strip()


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A fresh installation with the small province loaded and its map published, serving."""
    home = Path(tempfile.mkdtemp(prefix="betang-", dir="/tmp"))
    port = free_port()
    settings = environment(home, BETANG_ADDRESS=f"http://localhost:{port}")
    folder = write(home / "folder")
    load = [*BETANG, "load", str(folder), "--as-of", "2027-01-01"]
    subprocess.run(load, env=settings, capture_output=True, timeout=240, check=True)
    process = subprocess.Popen([*BETANG, "serve", "--port", str(port)], env=settings)
    try:
        until(lambda: answers(port), 120)
        yield House(f"http://localhost:{port}", settings)
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        embedded.stop(home)
        shutil.rmtree(home)


@pytest.fixture
def chromium(chromium_path: str) -> Iterator[object]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (only the tests of the screens need it)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Person:
    """Somebody at a browser of their own, with a telephone that shows codes."""

    def __init__(self, page: Any, house: House, name: str) -> None:
        self.page, self.house, self.name = page, house, name
        self.key = ""

    def press(self, words: str) -> None:
        self.page.get_by_role("main").get_by_role("button", name=words, exact=True).click()

    def heading(self, words: str) -> None:
        self.page.get_by_role("heading", name=words).first.wait_for()
        assert fits(self.page), words

    def early_in_a_step(self) -> None:
        """The code of the step before holds for this step only, which must not end while the page travels."""
        while time.time() % STEP > STEP - LEEWAY:
            self.page.wait_for_timeout(100)

    def open(self, path: str) -> None:
        self.page.goto(f"{self.house.address}{path}")

    def take(self, link: str) -> None:
        """From the link of an invitation to the first page, with a second factor set up on the way."""
        self.page.goto(link)
        self.heading(f"{self.name}, Anda diundang ke Betang")
        assert "/undangan/" in self.page.url
        assert len(self.page.url.rsplit("/", 1)[1]) == 0, "the token does not stay in the address"
        self.page.get_by_label("Nama pengguna").fill(self.name.lower())
        self.page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
        self.page.get_by_label("Kata sandi, sekali lagi").fill(PASSWORD)
        self.press("Terima undangan")
        self.page.get_by_text("Akun Anda sudah jadi").wait_for()
        self.give_password()
        self.heading("Pasang langkah kedua")
        self.key = self.page.locator("code.key").inner_text().replace(" ", "")
        self.early_in_a_step()
        self.page.get_by_label("Kode").fill(code_of(self.key, -1))
        self.press("Pasang")
        self.heading("Kode pemulihan")
        self.page.get_by_role("link", name="Sudah saya simpan").click()
        self.heading("Apa yang menunggu Anda?")

    def give_password(self) -> None:
        self.page.get_by_label("Nama pengguna").fill(self.name.lower())
        self.page.get_by_label("Kata sandi").fill(PASSWORD)
        self.press("Masuk")

    def sign_in_again(self) -> None:
        self.page.get_by_role("button", name="Keluar").click()
        self.page.wait_for_url("**/masuk**")
        self.give_password()
        self.heading("Tulis kode dari aplikasi autentikator")
        self.page.get_by_label("Kode").fill(code_of(self.key))
        self.press("Lanjut")
        self.heading("Apa yang menunggu Anda?")


@contextmanager
def somebody(chromium: Any, house: House, name: str, size: str = "wide") -> Iterator[Person]:
    with page_of(chromium, size) as page:
        yield Person(page, house, name)


def test_from_the_operators_link_to_a_withdrawn_grant_and_its_trail(house, chromium):
    with (
        somebody(chromium, house, "Ani") as ani,
        somebody(chromium, house, "Hana", "narrow") as hana,
        somebody(chromium, house, "Dewi") as dewi,
    ):
        ani.take(house.invite("6711", "planner", "Ani"))
        dewi.take(house.invite("6700", "coordinator", "Dewi"))

        # a planner invites a colleague, who signs in with a second factor
        ani.open("/pengaturan/anggota/")
        ani.page.get_by_role("link", name="Undang rekan").click()
        ani.page.get_by_role("link", name="Perencana (BKPSDM)").click()
        ani.page.get_by_label("Nama").fill("Hana")
        ani.page.get_by_label("Alamat surel kantor").fill("hana@katingan.go.id")
        ani.press("Kirim undangan")
        ani.heading("Undangan untuk Hana")
        hana.take(ani.page.get_by_label("Tautan undangan").input_value())
        hana.sign_in_again()

        # who grants a named list to the province for a class
        hana.open("/data/pegawai/")
        hana.page.get_by_role("checkbox", name="Pilih Tikar Meranti").check()
        hana.press("Pilih untuk izin")
        hana.heading("Izin apa yang diberikan")
        hana.page.get_by_label("Penerima").select_option(label="Pemerintah Provinsi Kalimantan Tengah")
        hana.page.get_by_label("Keperluan").fill("Peserta Pelatihan Kepemimpinan angkatan 2")
        hana.press("Periksa dahulu")
        hana.heading("Pemerintah Provinsi Kalimantan Tengah akan melihat 1 pegawai. Benar?")
        assert hana.page.get_by_text("Tikar Meranti").is_visible()
        hana.press("Beri izin")
        hana.heading("Izin bagi Pemerintah Provinsi Kalimantan Tengah")
        grant = hana.page.url

        # the province finds the person, and nobody else
        dewi.open("/pengaturan/izin/")
        dewi.page.get_by_role("link", name="Peserta Pelatihan Kepemimpinan angkatan 2").click()
        dewi.page.get_by_role("link", name="Tikar Meranti").click()
        dewi.heading("Tikar Meranti")
        record = dewi.page.url

        # the giver sees who looked, and shuts the door
        hana.page.goto(grant)
        assert "Dewi" in hana.page.get_by_role("listitem").filter(has_text="melalui izin nomor").first.inner_text()
        hana.page.get_by_label("Alasan").fill("Kelasnya batal")
        hana.press("Cabut izin")
        hana.page.get_by_text("Izin dicabut.").wait_for()
        assert dewi.page.request.get(record).status == 404

        # and the trail tells it
        ani.open("/pengaturan/jejak/")
        told = " ".join(ani.page.get_by_role("main").inner_text().split())
        for sentence in (
            "Ani mengundang seseorang menjadi Perencana (BKPSDM) di Katingan",
            "Hana menerima undangan nomor",
            "Hana memberi izin kepada Prov. Kalimantan Tengah dari Katingan",
            "Hana memasukkan 1 pegawai Katingan ke dalam izin nomor 1",
            # By user name: the members of another government are not Ani's to see.
            "dewi sebagai Koordinator provinsi (BPSDM) membuka catatan pegawai nomor",
            "melalui izin nomor 1",
            "Hana mencabut izin nomor 1 bagi Prov. Kalimantan Tengah dari Katingan",
            "Kelasnya batal",
        ):
            assert sentence in told, sentence
