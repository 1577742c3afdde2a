"""Kiriman through HTTP: a file is dropped, looked at, decided on; and what is said on the way."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from betang.agencies.models import AuditEvent
from betang.intake.actions import check, commit, work_commit
from betang.intake.models import Alias, Batch, BatchProblem, BatchState, RememberedColumn
from betang.people.models import Person, Unit
from tests.intake.offices import KATINGAN, PEOPLE_HEADINGS, UNITS, checked, committed, person, register, unit_list
from tests.trail.cast import sign_in

pytestmark = pytest.mark.usefixtures("governments")
HEAD = "Id;NamaUnor;DiatasanId;EselonId;NamaJabatan"


@pytest.fixture(autouse=True)
def password_alone(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def ani(db):
    """Ani plans for Katingan."""
    return sign_in("ani", "planner", KATINGAN)


def lines(*rows, head=HEAD):
    return "\n".join([head, *(";".join(row) for row in rows)]).encode()


def sent(client, *files, **more):
    """What the form sends; files are (name, bytes)."""
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("intake:batches"), {"berkas": uploads, "pemerintah": KATINGAN, **more}, follow=True)


def page(client, batch, name="batch", **query):
    return client.get(reverse(f"intake:{name}", args=[batch.pk]), query).content.decode()


def do(client, batch, name, **form):
    return client.post(reverse(f"intake:{name}", args=[batch.pk]), form, follow=True).content.decode()


def newest():
    return Batch.objects.order_by("-pk").first()


# ---------------------------------------------------------------- sending


def test_a_dropped_file_is_received_and_its_page_says_what_happens_to_it(ani):
    answer = sent(ani, ("unor.csv", lines(*UNITS)))
    batch = newest()
    assert answer.redirect_chain == [(reverse("intake:batch", args=[batch.pk]), 302)]
    assert (batch.agency_id, batch.name, batch.received_by.username) == (KATINGAN, "unor.csv", "ani")
    text = answer.content.decode()
    assert "Berkas sedang diperiksa" in text
    assert 'hx-trigger="every 1s"' in text
    assert "Lihat keadaan terbaru" in text  # without JavaScript


def test_several_files_and_zips_are_received_in_one_go(ani):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("folder/satu.csv", lines(*UNITS))
        archive.writestr("dua.csv", lines(*UNITS[:1]))
    answer = sent(ani, ("kiriman.zip", packed.getvalue()), ("tiga.csv", lines(*UNITS)))
    assert {batch.name for batch in Batch.objects.all()} == {"satu.csv", "dua.csv", "tiga.csv"}
    assert Batch.objects.values("bundle").distinct().count() == 1
    assert "3 berkas diterima" in answer.content.decode()


def test_a_zip_that_cannot_be_opened_says_why_and_the_other_file_is_received(ani):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../jahat.csv", lines(*UNITS))
    answer = sent(ani, ("a.zip", packed.getvalue()), ("b.csv", lines(*UNITS)))
    assert "menunjuk ke luar zip" in answer.content.decode()
    assert newest().name == "b.csv"


def test_without_a_file_the_form_says_so(ani):
    assert "Pilih dahulu berkas" in sent(ani).content.decode()
    assert not Batch.objects.exists()


def test_a_file_too_large_for_the_house_is_refused_before_it_is_read(ani, settings):
    settings.UPLOAD_MOST = 1_000
    assert sent(ani, ("unor.csv", b"x" * 2_000)).status_code == 413
    assert not Batch.objects.exists()


def test_large_bodies_are_taken_at_the_door_of_files_only_and_from_members_only(client, ani):
    def large():
        return {"berkas": SimpleUploadedFile("a.csv", b"x" * 3_000_000)}

    assert ani.post(reverse("intake:explained"), large()).status_code == 413
    assert client.post(reverse("intake:batches"), large()).status_code == 413


def test_the_list_says_where_every_file_stands(ani, tmp_path):
    committed(unit_list(tmp_path))
    checked(register(tmp_path, person(1), person(2, unit="tidak ada")))
    text = ani.get(reverse("intake:batches")).content.decode()
    for word in ("unor.csv", "pegawai.csv", "Sudah disimpan", "Menunggu keputusan Anda", "1 kiriman menunggu"):
        assert word in text


def test_the_same_file_again_is_recognised(ani, tmp_path):
    first = committed(unit_list(tmp_path))
    text = page(ani, checked(unit_list(tmp_path)))
    assert f"kiriman nomor {first.pk}" in text
    assert "Berkas yang sama persis" in text


# ---------------------------------------------------------------- looking and deciding


@pytest.fixture
def faulty(governments, tmp_path):
    """Two people, of whom one sits in a unit that nobody knows and one is warned of."""
    committed(unit_list(tmp_path))
    odd = list(person(3))
    odd[PEOPLE_HEADINGS.index("TANGGAL LAHIR")] = "02-01-1990"
    return checked(register(tmp_path, person(1), person(2, unit="tidak ada"), odd))


def test_the_answer_comes_first_then_what_changes_and_what_to_do(ani, faulty):
    text = page(ani, faulty)
    assert "2 baris siap disimpan, 1 ditolak, 1 peringatan." in text
    assert "Unit kerja ini tidak ada dalam daftar unit kerja pemerintah Anda." in text
    assert "Delapan angka pertama NIP berbeda dengan tanggal lahir" in text
    assert "Simpan 2 baris" in text
    assert "Pegawai" in text
    assert "Bagaimana berkas ini dibaca" in text
    assert "utf-8" in text
    assert "UNOR ID" in text


def test_nothing_is_stored_before_both_yeses_are_said(ani, faulty):
    assert "baris ditolak. Nyatakan" in do(ani, faulty, "store", **{"sudah-dibaca": "on"})
    assert "Nyatakan bahwa peringatan" in do(ani, faulty, "store", **{"simpan-yang-benar": "on"})
    faulty.refresh_from_db()
    assert faulty.state == BatchState.CHECKED
    do(ani, faulty, "store", **{"sudah-dibaca": "on", "simpan-yang-benar": "on"})
    work_commit(batch_id=faulty.pk, by=None)
    assert Person.objects.count() == 2
    text = page(ani, faulty)
    assert "Data sudah disimpan" in text
    assert "1 baris ditolak dan menunggu diperbaiki" in text
    assert "Jam pertama" in text


def test_pressing_twice_stores_once_and_says_so(ani, faulty):
    yes = {"sudah-dibaca": "on", "simpan-yang-benar": "on"}
    do(ani, faulty, "store", **yes)
    assert "langkah itu tidak lagi berlaku" in do(ani, faulty, "store", **yes)
    assert "langkah itu tidak lagi berlaku" in do(ani, faulty, "discard")


def test_walking_away_changes_nothing(ani, faulty):
    assert "Tidak ada data yang berubah" in do(ani, faulty, "discard")
    assert not Person.objects.exists()


def test_what_was_stored_is_taken_back_unless_something_stands_on_it(ani, tmp_path):
    units = committed(unit_list(tmp_path))
    people = committed(register(tmp_path, person(1)))
    text = do(ani, units, "undo")
    assert "bertumpu padanya" in text
    assert Unit.objects.exists()
    assert "ditarik kembali" in do(ani, people, "undo")
    assert "ditarik kembali" in do(ani, units, "undo")
    assert not Unit.objects.exists()


def test_data_that_changed_since_the_preview_are_said(ani, faulty, tmp_path):
    committed(unit_list(tmp_path, ("u9", "Bidang Lain", "u2", "31", "Kepala Bidang Lain"), name="lagi.csv"))
    assert "Data berubah sejak pratinjau ini dibuat" in page(ani, faulty)
    do(ani, faulty, "again")
    check(batch_id=faulty.pk, by=None)
    assert "Data berubah sejak" not in page(ani, faulty)


def test_a_file_that_cannot_be_read_says_why_and_what_to_do(ani):
    sent(ani, ("gambar.xlsx", b"\x89PNG\r\n" + b"x" * 100))
    check(batch_id=newest().pk, by=None)
    text = page(ani, newest())
    assert "Mengapa berkas ini tidak dapat dibaca?" in text
    assert "Ini bukan tabel" in text
    assert "our_fault" not in text


# ---------------------------------------------------------------- asking


def test_columns_that_nobody_knows_are_explained_once_and_remembered(ani):
    rows = [("u1", "Pemerintah Kab. Katingan", "", "", "")]
    strange = lines(*rows, head="Id;Sebutan Resmi Satuan;DiatasanId;EselonId;NamaJabatan")
    sent(ani, ("unor.csv", strange), jenis="units")
    check(batch_id=newest().pk, by=None)
    batch = newest()
    text = page(ani, batch)
    assert "Kolom mana yang berisi apa?" in text
    assert text.count("(belum dikenal)") - text.count("selected>(belum dikenal)") == 4, (
        "the others are taken for what they say"
    )
    number = text.split("Sebutan Resmi Satuan")[0].rpartition('id="judul-')[2].split('"')[0]
    do(ani, batch, "explain", **{f"kolom-{number}": "units.name"})
    assert check(batch_id=batch.pk, by=None).state == BatchState.CHECKED
    sent(ani, ("bulan-depan.csv", strange + b"\n"))
    assert check(batch_id=newest().pk, by=None).state == BatchState.CHECKED
    listed = ani.get(reverse("intake:explained")).content.decode()
    assert "sebutanresmisatuan" in listed
    column = RememberedColumn.objects.get()
    ani.post(reverse("intake:forget_heading", args=[column.pk]))
    assert not RememberedColumn.objects.exists()


def test_a_file_of_no_known_kind_asks_for_its_kind(ani):
    sent(ani, ("apa.csv", b"satu;dua\n1;2\n"))
    check(batch_id=newest().pk, by=None)
    text = page(ani, newest())
    assert "Berkas jenis apakah ini?" in text
    do(ani, newest(), "explain", jenis="units")
    assert check(batch_id=newest().pk, by=None).state == BatchState.ASKING
    assert "Kolom mana yang berisi apa?" in page(ani, newest()) or "tidak ditemukan di dalamnya" in page(ani, newest())


def test_a_likely_spelling_is_offered_confirmed_remembered_and_dropped(ani, tmp_path):
    committed(unit_list(tmp_path))
    headings = [h for h in PEOPLE_HEADINGS if h != "UNOR ID"]
    row = [v for h, v in zip(PEOPLE_HEADINGS, person(1), strict=True) if h != "UNOR ID"]
    row[headings.index("UNOR NAMA")] = "Dinas Kesehatann"
    sent(ani, ("pegawai.csv", lines(row, head=";".join(headings))))
    batch = check(batch_id=newest().pk, by=None)
    assert batch.refused == 1
    text = page(ani, batch)
    assert "Mungkin maksud Anda" in text
    assert "Ya, Dinas Kesehatan" in text
    do(ani, batch, "confirm", daftar="units", ejaan="Dinas Kesehatann", kode="u1")
    assert not Alias.objects.filter(agency=KATINGAN).exists(), "only what was offered"
    do(ani, batch, "confirm", daftar="units", ejaan="Dinas Kesehatann", kode="u2")
    assert check(batch_id=batch.pk, by=None).refused == 0
    listed = ani.get(reverse("intake:explained")).content.decode()
    assert "Dinas Kesehatann" in listed
    ani.post(reverse("intake:drop_spelling", args=[Alias.objects.get(agency=KATINGAN).pk]))
    assert not Alias.objects.filter(agency=KATINGAN).exists()


# ---------------------------------------------------------------- problems and the way back


def test_problems_are_listed_row_by_row_and_filtered(ani, faulty):
    text = page(ani, faulty, "problems")
    assert "2 masalah" in text
    text = page(ani, faulty, "problems", akibat="refused")
    assert "1 masalah" in text
    assert "tidak ada" in text
    file = ani.get(reverse("intake:problems", args=[faulty.pk]), {"ekspor": "csv"}).content.decode()
    assert "unknown_unit" in file
    assert "nip_birth_mismatch" in file


def test_refused_rows_come_back_are_mended_and_sent_again(ani, faulty):
    answer = ani.get(reverse("intake:refused", args=[faulty.pk]))
    assert answer["Content-Disposition"].startswith("attachment;")
    commit(batch_id=faulty.pk, accept_good=True, accept_warnings=True, by=None)
    work_commit(batch_id=faulty.pk, by=None)
    (head, row) = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert (head[0], row[0]) == ("Baris asal", 3.0)
    import xlsxwriter  # noqa: PLC0415

    row[head.index("UNOR ID")] = "u3"
    mended = io.BytesIO()
    with xlsxwriter.Workbook(mended, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for number, cells in enumerate((head, row)):
            sheet.write_row(number, 0, cells)
    sent(ani, ("kembali.xlsx", mended.getvalue()))
    again = check(batch_id=newest().pk, by=None)
    assert (again.kind, again.rows, again.refused) == ("people", 1, 0)
    assert page(ani, again).count("Baris asal") == 0


def test_whoever_sees_rows_of_people_leaves_an_event(ani, faulty, tmp_path):
    committed(register(tmp_path, person(2), name="lain.csv"))
    ani.get(reverse("intake:refused", args=[faulty.pk]))
    event = AuditEvent.objects.get(name="betang.intake.refused_taken")
    assert event.people == [Person.objects.get().pk]


# ---------------------------------------------------------------- kinds and templates


def test_every_kind_has_its_page_and_its_template(ani):
    from betang.intake import registry  # noqa: PLC0415

    listed = ani.get(reverse("intake:kinds")).content.decode()
    for kind in registry.kinds().values():
        assert kind.title in listed.replace("&#x27;", "'")
        assert ani.get(reverse("intake:kind", args=[kind.name])).status_code == 200
        file = ani.get(reverse("intake:template", args=[kind.name])).content
        assert "Petunjuk" in CalamineWorkbook.from_filelike(io.BytesIO(file)).sheet_names


# ---------------------------------------------------------------- walls


def test_another_region_sees_nothing(faulty):
    citra = sign_in("citra", "planner", "6709")
    for name in ("batch", "problems", "refused"):
        assert citra.get(reverse(f"intake:{name}", args=[faulty.pk])).status_code == 404
    for name in ("store", "discard", "undo", "again", "explain", "confirm"):
        assert citra.post(reverse(f"intake:{name}", args=[faulty.pk])).status_code == 404
    assert "pegawai.csv" not in citra.get(reverse("intake:batches")).content.decode()
    assert citra.post(reverse("intake:batches"), {"pemerintah": KATINGAN}).status_code == 404
    assert BatchProblem.objects.filter(batch=faulty).exists()


@pytest.mark.parametrize("role", ["leader", "auditor", "employee", "pyb"])
def test_whoever_enters_no_data_finds_no_such_page(faulty, role):
    more = {"person_number": 1} if role == "employee" else {}
    visitor = sign_in("x", role, KATINGAN, **more)
    for address in (reverse("intake:batches"), reverse("intake:kinds"), reverse("intake:batch", args=[faulty.pk])):
        assert visitor.get(address).status_code == 404


def test_lists_of_everybody_are_stored_by_the_coordinator_only(ani):
    sent(ani, ("instansi.csv", b"kode_instansi,nama,jenis,kode_wilayah,nama_lain\n9999,Pemkab Baru,kabupaten,62.99,\n"))
    batch = check(batch_id=newest().pk, by=None)
    if batch.kind == "agencies" and batch.state == BatchState.CHECKED:
        assert "hanya koordinator provinsi" in page(ani, batch)
        do(ani, batch, "store", **{"sudah-dibaca": "on", "simpan-yang-benar": "on"})
        batch.refresh_from_db()
        assert batch.state == BatchState.CHECKED


# ---------------------------------------------------------------- found again


def test_what_waits_stands_on_the_first_page_and_the_data_page_leads_here(ani, faulty):
    home = ani.get(reverse("needs:home")).content.decode()
    assert "pegawai.csv – Menunggu keputusan Anda" in home
    assert reverse("intake:batch", args=[faulty.pk]) in home
    assert reverse("intake:batches") in ani.get(reverse("standards:data")).content.decode()


def test_nobody_elses_files_stand_on_the_first_page(faulty):
    for name, role, agency in (("citra", "planner", "6709"), ("budi", "leader", KATINGAN)):
        visitor = sign_in(name, role, agency)
        assert "pegawai.csv" not in visitor.get(reverse("needs:home")).content.decode()
        assert reverse("intake:batches") in visitor.get(reverse("standards:data")).content.decode() or role == "leader"
