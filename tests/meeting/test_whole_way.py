"""The whole way of needs on a real browser, each step by whoever takes it: from a workbook to the minutes and a decree.

Murung Raya has sent nothing yet in the demo. Its officer fills a workbook, three lines of which are wrong, mends them
and sends the form; the planner verifies, the secretary validates, BPSDM makes two titles one and leads the meeting, the
head of the region decides, and the papers are printed. How many pass is read from the pages: the sample may change.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlparse

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from betang.core.office.writing.dialogue import ABOVE, HEADINGS
from tests.ui.test_sending import await_heading, store
from tests.ui.test_story import SIZES, fits, page_of, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AT = {heading: place for place, heading in enumerate(HEADINGS, 1)}
AGREED_ON = date.today() - timedelta(days=4)  # noqa: DTZ011  (a day that is over everywhere)
TITLES = {"Pelatihan Pemandu Susur Sungai": 7, "Diklat Pemandu Susur Sungai": 5}
"""What the office asks for beside the dialogue: one thing under two names, and how many people."""
CHAIR, PLACE = "Kepala BPSDM Rekaan", "Aula Rekaan Tepi Sungai"
OWN_ITEM = "Pendamping buku kerja untuk Murung Raya"
DECREE = "188.45/417/2026"
SCAN = b"%PDF-1.7\n1 0 obj << >> endobj\nstartxref\n9\n%%EOF\n"


@dataclass(frozen=True)
class Line:
    """A need as it stands in the workbook: where, whose, and of what."""

    row: int
    nip: str
    name: str
    competency: str


@contextmanager
def at_work(chromium: Any, site: str, who: str, size: str = "wide") -> Iterator[Any]:
    """A browser of one of the demo's accounts, on its first page; it keeps nothing but the address it is at."""
    with page_of(chromium, size, accept_downloads=True) as page:
        page.set_default_timeout(30_000)
        sign_in(page, site, who)
        yield page
        kept = page.evaluate("[...Object.values(localStorage), ...Object.values(sessionStorage)]")
        assert [value for value in kept if not value.startswith("/")] == []
        assert page.evaluate("document.cookie") == ""


def heading(page: Any, says: str) -> str:
    """The heading of the page, once it says so; and nothing on it sticks out, wide or narrow."""
    found = page.get_by_role("heading", level=1, name=re.compile(says))
    found.wait_for()
    before = page.viewport_size
    for size in SIZES.values():
        page.set_viewport_size(size)
        assert fits(page), page.url
    page.set_viewport_size(before)
    return str(found.inner_text())


def tab(page: Any, name: str) -> None:
    """One of the parts of Rencana, from wherever the reader is."""
    menu = page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Rencana")
    page.goto(urljoin(page.url, menu.get_attribute("href")))
    part = page.get_by_role("navigation", name="Bagian rencana").get_by_role("link", name=name, exact=True)
    if part.get_attribute("aria-current") is None:
        part.click()
        page.locator("nav a[aria-current=page]", has_text=re.compile(f"^{name}$")).wait_for()


def downloaded(page: Any, what: Any, target: Path) -> Path:
    with page.expect_download() as waiting:
        what.click()
    waiting.value.save_as(target)
    return target


def words(page: Any, link: Any, folder: Path) -> str:
    """What a printed paper says, in one line; every page of it has its number."""
    pages = PdfReader(downloaded(page, link, folder / "cetak.pdf")).pages
    texts = [one.extract_text() for one in pages]
    for number, text in enumerate(texts, 1):
        assert f"Halaman {number} dari {len(texts)}" in text
    return " ".join(" ".join(texts).split())


def numbers(text: str) -> list[int]:
    return [int(one.replace(".", "")) for one in re.findall(r"\d[\d.]*", text)]


# ---------------------------------------------------------------- the office fills and sends


def fill(book: Path, filled: Path) -> tuple[list[Line], list[Line]]:
    """Twenty agreed needs, of as many people and competencies as there are; three of them are typed wrong."""
    opened = load_workbook(book)
    sheet = opened.worksheets[0]
    lines = [
        Line(row, *(str(sheet.cell(row, AT[name]).value) for name in ("NIP", "Nama", "Kompetensi")))
        for row in range(ABOVE + 2, sheet.max_row + 1)
        if sheet.cell(row, AT["Kompetensi"]).value and sheet.cell(row, AT["Keadaan"]).value != "terukur"
    ]
    chosen = spread(lines, 20)
    assert len(chosen) == 20
    for number, line in enumerate(chosen):
        said = {
            "Cara Belajar": "Coaching" if number % 3 else "E-learning",
            "Usulan Pengembangan": "Bimbingan kepala seksi",
            "Prioritas Atasan": "Tinggi" if number % 2 else "Sedang",
            "Tanggal Kesepakatan": AGREED_ON,
        }
        for name, value in said.items():
            sheet.cell(line.row, AT[name], value)
    wrong = [chosen[2], chosen[8], chosen[14]]
    sheet.cell(wrong[0].row, AT["Tanggal Kesepakatan"], "31-02-2026")
    sheet.cell(wrong[1].row, AT["NIP"], wrong[1].nip[:11])
    sheet.cell(wrong[2].row, AT["Kompetensi"], "Kompetensi Ngawur Sekali")
    opened.save(filled)
    return chosen, wrong


def spread(lines: Sequence[Line], count: int) -> list[Line]:
    """Lines of many competencies and people: one of each competency, as far as it goes, then the next of each."""
    by_competency: dict[str, list[Line]] = {}
    for line in lines:
        by_competency.setdefault(line.competency, []).append(line)
    taken: list[Line] = []
    for round_number in range(count):
        for place, of in enumerate(by_competency.values()):
            if round_number < len(of) and len(taken) < count:
                taken.append(of[(round_number + place) % len(of)])
    return sorted(dict.fromkeys(taken), key=lambda line: line.row)


def mend(came: Path, mended: Path, wrong: Sequence[Line]) -> None:
    """The workbook that came back holds the wrong lines and no other, each with its reason; they are typed over."""
    opened = load_workbook(came)
    sheet = opened.worksheets[0]
    top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Baris asal")
    at = {sheet.cell(top, column).value: column for column in range(1, sheet.max_column + 1)}
    by_row = {line.row: line for line in wrong}
    rows = [row for row in range(top + 1, sheet.max_row + 1) if sheet.cell(row, at["Baris asal"]).value]
    assert {int(sheet.cell(row, at["Baris asal"]).value) for row in rows} == set(by_row)
    reasons = " ".join(str(sheet.cell(row, at["Alasan ditolak"]).value) for row in rows)
    for reason in ("tanggal lengkap", "18 angka", "kamus kompetensi"):
        assert reason in reasons
    for row in rows:
        line = by_row[int(sheet.cell(row, at["Baris asal"]).value)]
        sheet.cell(row, at["NIP"], line.nip)
        sheet.cell(row, at["Kompetensi"], line.competency)
        sheet.cell(row, at["Tanggal Kesepakatan"], AGREED_ON)
    opened.save(mended)


def drop(page: Any, file: Path) -> str:
    """The file on the page of what was sent; what the page says of it when it was read."""
    page.get_by_label("Berkas", exact=True).set_input_files(file)
    page.get_by_role("button", name="Kirim dan periksa").click()
    await_heading(page, "Apakah data ini boleh disimpan?")
    heading(page, "boleh disimpan")
    return str(page.locator(".answer").inner_text())


def office_sends(page: Any, folder: Path) -> tuple[str, list[Line], int]:
    """From the first page of an officer to a form that was sent: the office, its lines, and how many needs went."""
    tab(page, "Formulir")
    assert re.match("0 dari", heading(page, "formulir sudah diajukan"))
    book = downloaded(page, page.get_by_role("button", name="Unduh buku kerja"), folder / "dialog.xlsx")
    office = str(load_workbook(book).worksheets[0].cell(3, 1).value).partition(": ")[2]
    chosen, wrong = fill(book, folder / "diisi.xlsx")

    page.get_by_role("link", name="Unggah buku kerja").click()
    heading(page, "Berkas apa yang akan Anda kirim")
    assert numbers(drop(page, folder / "diisi.xlsx"))[:2] == [17, 3]
    for reason in ("tanggal lengkap", "18 angka", "kamus kompetensi"):
        assert page.get_by_role("table").get_by_text(reason).first.is_visible()
    came = downloaded(page, page.get_by_role("link", name="baris yang ditolak (Excel)"), folder / "ditolak.xlsx")
    store(page)
    mend(came, folder / "dibetulkan.xlsx", wrong)

    page.get_by_role("link", name="Kirim berkas lain").click()
    assert numbers(drop(page, folder / "dibetulkan.xlsx"))[:2] == [3, 0]
    store(page)

    page.get_by_role("link", name="Kirim berkas lain").click()
    rows = io.StringIO()
    csv.writer(rows, delimiter=";").writerows([("Nama Pelatihan yang Diusulkan", "Jumlah Peserta"), *TITLES.items()])
    (folder / "usulan.csv").write_text(rows.getvalue())
    drop(page, folder / "usulan.csv")
    store(page)

    page.get_by_role("link", name="periksa dan ajukan formulir").click()
    page.get_by_role("button", name="Ajukan formulir").click()
    heading(page, f"Ajukan formulir {office}")
    needs, proposals, *_ = numbers(page.locator(".answer").inner_text())
    assert needs >= len(chosen)
    assert proposals >= len(TITLES)
    page.get_by_role("button", name="Ajukan sekarang").click()
    page.get_by_text(f"Formulir {office} terkirim: {needs} kebutuhan dan {proposals} usulan.").wait_for()
    heading(page, "^1 dari 1")
    return office, chosen, needs


# ---------------------------------------------------------------- one step of the flow


def take(page: Any, step: str, office: str, count: int) -> tuple[int, int, str]:
    """What waits of an office takes a step after its preview: how many moved, how many stayed, and why."""
    tab(page, "Kebutuhan")
    heading(page, "kebutuhan menunggu Anda")
    page.get_by_label("Perangkat daerah").select_option(office)
    page.wait_for_url("**kantor=**")
    assert numbers(heading(page, "kebutuhan menunggu Anda"))[0] == count
    page.get_by_label("Langkah").select_option(step)
    page.get_by_role("button", name="yang tersaring").click()
    moving = numbers(heading(page, f"{step}: .* akan berpindah"))[0]
    preview = page.locator("main").inner_text()
    staying = re.search(r"(\d+) butir tetap di tempatnya", preview)
    stays = int(staying[1]) if staying else 0
    assert moving + stays == count
    assert (
        page.locator("section", has=page.get_by_role("heading", name="Yang berpindah")).locator("li").count() == moving
    )
    page.get_by_role("button", name=re.compile(rf"^{step} \d+ butir")).click()
    page.get_by_text(f"{step}: {moving} butir berpindah.").wait_for()
    return moving, stays, preview


def officials_check(chromium: Any, site: str, office: str, needs: int) -> int:
    """The planner verifies all, the secretary validates what leans on a confirmed target; so many pass."""
    with at_work(chromium, site, "mura-bkpsdm") as page:
        verified, stayed, _ = take(page, "Verifikasi", office, needs)
        assert (verified, stayed) == (needs, 0)
    with at_work(chromium, site, "mura-sekda") as page:
        validated, stayed, preview = take(page, "Validasi", office, verified)
        assert validated
        if stayed:
            assert f"{stayed} × Belum terkait sasaran pembangunan yang ditegaskan." in preview
            assert numbers(heading(page, "kebutuhan menunggu Anda"))[0] == stayed
    with at_work(chromium, site, "mura-bkpsdm") as page:
        planned, stayed, _ = take(page, "Masukkan ke rencana", office, validated)
        assert (planned, stayed) == (validated, 0)
    return planned


def the_head_decides(chromium: Any, site: str, office: str, planned: int, folder: Path) -> None:
    """The decree that was signed is recorded with its number, day and scan; what was planned is decided by it."""
    scan = folder / "pindaian.pdf"
    scan.write_bytes(SCAN)
    with at_work(chromium, site, "mura-bupati") as page:
        tab(page, "Keputusan")
        heading(page, "diputuskan di atas kertas")
        page.get_by_label("Nomor").fill(DECREE)
        page.get_by_label("Tanggal").fill(AGREED_ON.isoformat())
        page.get_by_label("Ditandatangani oleh").fill("Kartini Rekaan")
        page.get_by_label("Jabatannya").fill("Bupati Murung Raya")
        page.get_by_label("Pindaian (PDF)").set_input_files(scan)
        page.get_by_role("button", name="Catat keputusan").click()
        page.get_by_text("Keputusan dicatat").wait_for()
        stored = downloaded(page, page.get_by_role("link", name=DECREE), folder / "tersimpan.pdf")
        assert stored.read_bytes() == SCAN
        decided, stayed, preview = take(page, "Tetapkan", office, planned)
        assert (decided, stayed) == (planned, 0)
        assert DECREE in preview


# ---------------------------------------------------------------- the province brings into line and meets


def titles_become_one(page: Any) -> str:
    """Two names of one thing are found alike and made one; the name it has now."""
    tab(page, "Permintaan bersama")
    heading(page, "Apa yang diminta semua pemerintah")
    page.get_by_role("link", name="Judul serupa").click()
    heading(page, "Judul mana yang sebenarnya sama")
    first, second = TITLES
    alike = page.locator("section.sheet", has=page.get_by_text(first)).filter(has=page.get_by_text(second))
    for title in TITLES:
        assert alike.get_by_role("checkbox", name=title).is_checked()
    alike.get_by_role("button", name="Jadikan satu").click()
    told = page.get_by_text("2 judul sekarang dihitung sebagai")
    told.wait_for()
    name = str(re.findall("“(.+?)”", told.inner_text())[0])
    tab(page, "Permintaan bersama")
    row = page.get_by_role("row", name=re.compile(f"{name}.*Judul yang disatukan"))
    row.wait_for()
    assert str(sum(TITLES.values())) in row.inner_text().split()
    return name


def meeting_is_opened(page: Any, demanded: str) -> str:
    """A meeting with the demanded title and an item of Murung Raya on its agenda, and who is there; its address."""
    tab(page, "Rakor")
    heading(page, "Apa yang diselaraskan bersama")
    page.get_by_role("link", name="Siapkan rapat").click()
    heading(page, "Rapat apa yang disiapkan")
    page.get_by_label("Tanggal").fill(AGREED_ON.isoformat())
    page.get_by_label("Pimpinan rapat").fill(CHAIR)
    page.get_by_label("Tempat").fill(PLACE)
    page.get_by_role("button", name="Siapkan rapat").click()
    page.wait_for_url(re.compile(r"/rakor/\d+/$"))
    address = str(page.url)
    page.get_by_role("link", name="Ambil dari permintaan bersama").click()
    heading(page, "Apa yang diminta semua pemerintah")
    page.get_by_role("row", name=re.compile(f"{demanded}.*Judul yang disatukan")).get_by_role("checkbox").check()
    page.locator("select[name=rapat]").select_option(address.rstrip("/").rpartition("/")[2])
    page.get_by_role("button", name="Masukkan ke agenda").click()
    page.wait_for_url(address)
    page.locator("#board").get_by_text(demanded).first.wait_for()
    page.get_by_role("link", name="Tambah butir").click()
    page.get_by_label("Apa yang diusulkan").fill(OWN_ITEM)
    page.get_by_label("Milik siapa").select_option("Murung Raya")
    page.get_by_role("button", name="Tambahkan").click()
    page.get_by_role("link", name="Daftar hadir").click()
    heading(page, "Siapa yang hadir")
    page.get_by_label("Pemerintah").select_option("Murung Raya")
    page.get_by_label("Nama", exact=True).fill("Iwan Rekaan")
    page.get_by_label("Jabatan dan unit kerja").fill("Kepala BKPSDM Rekaan")
    page.get_by_role("button", name="Catat").click()
    page.get_by_text("Peserta dicatat").wait_for()
    page.goto(address)
    page.get_by_role("button", name="Buka rapat").click()
    page.get_by_text("Sedang dibahas: butir 1 dari 2").wait_for()
    heading(page, "Rapat koordinasi")
    return address


def both_change_an_item(leads: Any, speaks: Any, meeting: str) -> None:
    """The planner types while the coordinator saves: what was saved is shown before it is overwritten."""
    tab(speaks, "Rakor")
    speaks.locator(f"main a[href='{urlparse(meeting).path}']").first.click()
    speaks.get_by_role("link", name="Layar Murung Raya").click()
    heading(speaks, "Murung Raya dalam rapat")
    speaks.get_by_role("link", name="Ubah butir 2").click()
    speaks.get_by_label("Keputusan").fill("BKPSDM mendampingi sendiri")
    leads.get_by_role("link", name="Ubah butir 2").click()
    leads.get_by_label("Disepakati").check()
    leads.get_by_label("Keputusan").fill("BPSDM mendampingi dari jauh")
    leads.get_by_label("Siapa yang mengerjakan").fill("BPSDM Rekaan")
    leads.get_by_role("button", name="Simpan").click()
    leads.get_by_text("Hasil butir ini disimpan").wait_for()
    speaks.locator("#board").get_by_text("BPSDM mendampingi dari jauh").wait_for()
    speaks.get_by_role("button", name="Simpan").click()
    speaks.get_by_text("Belum tersimpan: orang lain mengubah").wait_for()
    assert speaks.locator(".theirs").get_by_text("BPSDM mendampingi dari jauh").is_visible()
    assert speaks.get_by_label("Keputusan").input_value() == "BKPSDM mendampingi sendiri"
    assert fits(speaks)
    speaks.get_by_label("Keputusan").fill("BPSDM mendampingi dari jauh, BKPSDM di tempat")
    speaks.get_by_label("Disepakati").check()
    speaks.get_by_label("Siapa yang mengerjakan").fill("BPSDM Rekaan")
    speaks.get_by_role("button", name="Simpan isian saya").click()
    speaks.get_by_text("Hasil butir ini disimpan").wait_for()
    leads.locator("#board").get_by_text("BKPSDM di tempat").wait_for()


def meeting_is_held(chromium: Any, site: str, folder: Path) -> None:
    """Titles made one, a meeting about it, two browsers at one item, and the minutes of all that."""
    with at_work(chromium, site, "koordinator") as leads:
        demanded = titles_become_one(leads)
        meeting = meeting_is_opened(leads, demanded)
        with at_work(chromium, site, "mura-bkpsdm", "narrow") as speaks:
            both_change_an_item(leads, speaks, meeting)
        leads.get_by_role("button", name="Sepakati").click()
        leads.locator("#board .now").get_by_text("Disepakati").wait_for()
        leads.get_by_role("link", name="Tutup rapat").click()
        heading(leads, "Tutup rapat sekarang")
        assert numbers(leads.locator(".answer").inner_text()) == [2, 0, 0]
        leads.get_by_role("button", name="Tutup rapat").click()
        leads.get_by_text("Rapat selesai: 2 dari 2 butir").wait_for()
        minutes = words(leads, leads.get_by_role("link", name="PDF").first, folder)
    assert "berita acara" in minutes.lower()
    for said in (CHAIR, PLACE, OWN_ITEM, "BKPSDM di tempat", "BPSDM Rekaan", "Iwan Rekaan", demanded, "Tanda tangan"):
        assert said in minutes, said


# ---------------------------------------------------------------- the papers


def papers_are_printed(page: Any, office: str, chosen: Sequence[Line], needs: int, decided: int, folder: Path) -> None:
    """Both forms of the office, the decree with its annex, and the plan of one person whose need was decided."""
    tab(page, "Dokumen")
    heading(page, "Dokumen apa yang dapat dicetak")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=office, exact=True))
    first = words(page, row.get_by_role("link", name="PDF").first, folder)
    second = words(page, row.get_by_role("link", name="PDF").last, folder)
    for line in chosen:
        assert line.nip in first
        assert line.nip in second
    for form in (first, second):
        assert office.upper() in form or "KEPEGAWAIAN" in form
        assert f"Kepala {office}" in form
    assert f"{needs} diterima" in second

    decree = words(page, page.locator("a[href$='/keputusan.pdf']"), folder)
    for said in ("KEPUTUSAN BUPATI MURUNG RAYA", f"NOMOR {DECREE}", "MEMUTUSKAN", "LAMPIRAN", "Kartini Rekaan"):
        assert said in decree, said
    for item in ("Jenis kompetensi", "sasaran", "Bentuk dan jalur", "Penyelenggara", "Jadwal", "kurikulum", "Anggaran"):
        assert item in decree, item
    assert re.search(rf"Jumlah {decided} orang", decree)
    assert not [line.nip for line in chosen if line.nip in decree], "a decree names posts, never people"

    tab(page, "Kebutuhan")
    page.get_by_label("Keadaan").select_option("Ditetapkan")
    page.wait_for_url("**keadaan=decided**")
    assert numbers(heading(page, "kebutuhan"))[0] == decided
    name = page.get_by_role("table").get_by_role("rowheader").get_by_role("link").first
    who = name.inner_text()
    name.click()
    heading(page, re.escape(who))
    assert page.get_by_text(f"Keputusan PPK {DECREE}").is_visible()
    page.get_by_role("link", name="Dialog dan rencana pengembangannya").click()
    heading(page, f"Apa yang perlu dipelajari {re.escape(who)}")
    plan = words(page, page.get_by_role("link", name="Cetak rencana pengembangan (PDF)"), folder)
    for said in (who, next(line.nip for line in chosen if line.name == who), office.upper(), "Ditetapkan", "Atasan"):
        assert said in plan, said


def test_from_a_workbook_to_the_minutes_and_the_decree(site, chromium, tmp_path):
    with at_work(chromium, site, "mura-opd") as page:
        office, chosen, needs = office_sends(page, tmp_path)
    planned = officials_check(chromium, site, office, needs)
    meeting_is_held(chromium, site, tmp_path)
    the_head_decides(chromium, site, office, planned, tmp_path)
    with at_work(chromium, site, "mura-bkpsdm") as page:
        papers_are_printed(page, office, chosen, needs, planned, tmp_path)
