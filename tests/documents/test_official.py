"""Documents to sign: what is put in is what is read, in Word, PDF and Excel, whatever a name is made of."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from django.utils import translation
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

from betang.core.errors import WrongCall
from betang.ui.documents import official
from betang.ui.documents.official.contents.inventory import Inventory
from betang.ui.documents.official.fields import fields_of, specimen
from betang.ui.documents.official.wording import dictum, letter, spoken, spoken_day
from scripts import document_templates
from tests.documents.samples import AWKWARD, SAMPLES, inventory, minutes, nip

PAPERS = [name for name, kind in official.KINDS.items() if "word" in kind.forms]
FORMS = [(name, form) for name, kind in official.KINDS.items() for form in kind.forms]
MAKE = {"word": official.word, "pdf": official.pdf, "excel": official.excel}


def plain(text: str) -> str:
    """The text without blanks: where a line is broken differs between forms."""
    return re.sub(r"[\s\u00ad]", "", text)


def word_text(data: bytes) -> str:
    """All words of a Word file, page heads and feet included."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = [name for name in parts.namelist() if re.match(r"word/(document|header\d*|footer\d*)\.xml", name)]
        xml = " ".join(parts.read(name).decode() for name in names)
    xml = re.sub(r"<w:instrText>[^<]*</w:instrText>", "", xml)
    text = re.sub(r"<[^>]+>", " ", re.sub(r"</w:t>\s*</w:r>\s*<w:r>", "", xml))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def pdf_text(data: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def excel_text(data: bytes) -> str:
    book = load_workbook(io.BytesIO(data))
    return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


READ = {"word": word_text, "pdf": pdf_text, "excel": excel_text}


def made(kind: str, form: str, name: str = "Ani Lestari") -> bytes:
    return MAKE[form](kind, SAMPLES[kind](name))


def cells(kind: str) -> set[str]:
    """Texts of the content that must be found again, whatever the form."""
    told = {
        "inventory": {
            "Ani Lestari",
            nip(1),
            "Komunikasi (M.03)",
            "belum diukur",
            "Tinggi",
            "Dinas Kesehatan",
            "Sarana",
        },
        "verification": {"Ani Lestari", nip(1), "Dikembalikan", "belum diperiksa", "Belum diputus", "5 orang"},
        "decree": {"Manajerial: Komunikasi (M.03)", "Sesuai standar kurikulum LAN", "Maret 2027", "APBD"},
        "personal_plan": {"Pelayanan Publik (M.05)", "belum diukur", "Coaching", "Disepakati"},
        "national_table": {"Ani Lestari", nip(1), "Nonklasikal", "Tinggi"},
    }
    meeting = {
        "Judul pelatihan komunikasi",
        "Belum disepakati",
        "Menunggu pagu anggaran 2027",
        "BPSDM Provinsi",
        "Daring",
    }
    return told.get(kind, meeting)


# ---------------------------------------------------------------- what is put in is what is read


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_every_kind_says_its_content_in_every_form(kind, form):
    text = plain(READ[form](made(kind, form)))
    assert [cell for cell in cells(kind) if plain(cell) not in text] == []
    assert plain("CONTOH: DATA REKAAN") in text


@pytest.mark.parametrize("kind", PAPERS)
def test_word_and_pdf_say_the_same(kind):
    def words(text: str) -> set[str]:
        found = set(re.findall(r"[\w.,/()-]{4,}", text))
        return {plain(word) for word in found if not word.isdigit()}

    word, pdf = word_text(made(kind, "word")), pdf_text(made(kind, "pdf"))
    assert [each for each in words(word) if each not in plain(pdf)] == []
    assert [each for each in words(pdf.replace("-\n", "")) if len(each) > 12 and each not in plain(word)] == []


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_a_name_that_looks_like_markup_stays_a_name(kind, form):
    if form == "excel" and kind in {"decree", "personal_plan"}:
        pytest.skip("names stand in the heads of these, not in their tables")
    text = plain(READ[form](made(kind, form, AWKWARD)))
    assert plain(AWKWARD) in text or plain(AWKWARD).upper() in text


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_the_same_content_gives_the_same_bytes(kind, form):
    assert made(kind, form) == made(kind, form)


@pytest.mark.parametrize("form", ["word", "pdf", "excel"])
def test_signs_that_no_document_can_hold_are_left_out(form):
    text = READ[form](MAKE[form]("inventory", inventory(1, "Ani\x00\x0b\x0c\x07 Les\x1btari\ud800")))
    assert "Ani Lestari" in text


def test_an_emoji_costs_nothing_but_the_claim_to_pdf_ua():
    assert len(PdfReader(io.BytesIO(official.pdf("inventory", inventory(1, "Ani 🎓")))).pages) == 1


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_a_content_of_which_little_is_known_is_a_document_too(kind, form):
    content = SAMPLES[kind]("Ani")
    empty = {
        each.attribute: () if each.many else None if each.of else "" if isinstance(each.said.example, str) else None
        for each in fields_of(type(content))
        if each.attribute
        not in {"letterhead", "agency", "year", "printed", "office", "competency", "ppk", "name", "nip"}
        and not isinstance(each.said.example, int)
    }
    text = READ[form](MAKE[form](kind, replace(content, **empty)))
    assert "None" not in text
    assert "{{" not in text


def test_a_list_without_rows_says_so():
    for form in ("word", "pdf", "excel"):
        assert "Nihil" in READ[form](MAKE[form]("inventory", inventory(0)))


@pytest.mark.parametrize("form", ["word", "pdf"])
def test_documents_are_indonesian_on_english_pages(form):
    with translation.override("en"):
        text = plain(READ[form](MAKE[form]("inventory", inventory(1))))
        assert official.KINDS["inventory"].called == "Inventory of development needs (F1)"
    assert plain("12 Maret 2026") in text
    assert "INVENTARISASI" in text


# ---------------------------------------------------------------- pages


def test_five_hundred_rows_keep_their_heading_on_every_page():
    reader = PdfReader(io.BytesIO(official.pdf("inventory", inventory(500))))
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) > 20
    assert all("NamadanNIP" in plain(page) for page in pages if "19850317201001" in page)
    found = re.findall(r"19850317201001(\d{4})", "".join(pages))
    assert [int(each) for each in found if int(each) != 9_077] == list(range(1, 501))


def test_word_is_told_to_repeat_headings_and_to_keep_rows_whole():
    document = docx.Document(io.BytesIO(official.word("inventory", inventory(500))))
    rows = document.tables[1].rows
    assert len(rows) == 502
    repeated = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert repeated == [True, True, *[False] * 500]
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_the_annex_of_a_decree_lies_and_the_decree_stands():
    sections = docx.Document(io.BytesIO(made("decree", "word"))).sections
    assert [section.page_width > section.page_height for section in sections] == [False, True]
    pages = PdfReader(io.BytesIO(made("decree", "pdf"))).pages
    assert pages[0].mediabox.width < pages[0].mediabox.height
    assert pages[-1].mediabox.width > pages[-1].mediabox.height


def test_no_empty_page_stands_before_the_list_of_who_was_there():
    """A break at the foot of a full page would take a page for itself: the list itself begins the next one."""
    with zipfile.ZipFile(io.BytesIO(official.word("minutes_meeting", minutes()))) as parts:
        xml = parts.read("word/document.xml").decode()
    assert 'w:br w:type="page"' not in xml
    assert re.search(r"<w:pageBreakBefore/>.{0,700}DAFTAR HADIR", xml)


def test_the_annex_has_the_seven_items_of_article_207():
    text = plain(pdf_text(made("decree", "pdf")))
    for item in ("a.Jeniskompetensi", "b.PNSsasaran", "c.Bentukdanjalur", "d.Penyelenggara", "e.Jadwal",
                 "f.Kesesuaiankurikulum", "g.Anggaran"):  # fmt: skip
        assert item in text


def test_a_pdf_is_for_screen_readers_too():
    reader = PdfReader(io.BytesIO(made("minutes_meeting", "pdf")))
    assert b"pdfuaid" in made("minutes_meeting", "pdf")
    assert reader.trailer["/Root"]["/Lang"] == "id"
    assert reader.metadata.title == "Berita acara rapat koordinasi"


def test_what_no_public_form_prescribes_is_marked_as_our_proposal():
    for kind in ("inventory", "verification", "decree", "personal_plan"):
        assert "usulanBetang" in plain(pdf_text(made(kind, "pdf")))
        assert "usulanBetang" in plain(word_text(made(kind, "word")))
    for kind in ("inventory", "verification", "national_table"):
        assert "usulan Betang" in excel_text(made(kind, "excel"))


def test_more_rows_than_paper_can_bear_ask_for_the_workbook():
    content = inventory(official.ROWS)
    for make in (official.word, official.pdf):
        with pytest.raises(official.TooLong, match="Excel"):
            make("inventory", content)
    assert nip(1_999) in excel_text(official.excel("inventory", content))


def test_a_content_of_another_kind_is_refused():
    with pytest.raises(WrongCall):
        official.word("decree", inventory(1))
    with pytest.raises(WrongCall):
        official.pdf("national_table", SAMPLES["national_table"]("Ani"))


# ---------------------------------------------------------------- workbooks


def test_a_nip_is_text_and_figures_and_days_are_what_they_are():
    sheet = load_workbook(io.BytesIO(official.excel("inventory", inventory(3))))["Kebutuhan"]
    heading = [cell.value for cell in sheet[5]]
    row = dict(zip(heading, sheet[8], strict=True))
    assert (row["NIP"].value, row["NIP"].number_format) == (nip(3), "@")
    assert row["Dipersyaratkan"].value == 3
    assert row["Disepakati"].value.date() == date(2026, 3, 12)
    assert sheet.freeze_panes == "D6"
    assert sheet.print_title_rows == "$5:$5"


def test_what_looks_like_a_formula_is_text():
    sheet = load_workbook(io.BytesIO(official.excel("inventory", inventory(1, "=1+1"))))["Kebutuhan"]
    assert sheet["C6"].value == "=1+1"
    assert sheet["C6"].data_type == "s"


# ---------------------------------------------------------------- templates that are built in


@pytest.mark.parametrize("kind", PAPERS)
def test_the_built_in_template_is_what_documents_are_made_of(kind):
    content = SAMPLES[kind]("Ani")
    assert official.word(kind, content, official.template(kind)) == official.word(kind, content)
    assert official.check_template(kind, official.template(kind)) == []


def test_a_built_in_template_is_made_alike_every_time():
    first = official.template("inventory")
    official.template.cache_clear()
    assert official.template("inventory") == first


def test_no_field_hides_behind_what_a_table_of_fields_can_do():
    for kind in official.KINDS.values():
        for name, _ in kind.fields():
            assert not hasattr({}, name.rpartition(".")[2].removesuffix("[]")), name


def test_every_field_has_a_meaning_and_an_example():
    for kind in official.KINDS.values():
        assert specimen(kind.content)
        for name, field in kind.fields():
            assert str(field.said.meaning), name
            assert field.of or field.said.example is not None, name


def test_the_page_of_reference_lists_every_field():
    assert document_templates.PAGE.read_text() == document_templates.page(), (
        "run scripts/document_templates.py --fields"
    )


def test_templates_and_examples_are_written_for_an_office_to_look_at(tmp_path):
    assert document_templates.main([str(tmp_path)]) == 0
    assert (tmp_path / "decree-templat.docx").read_bytes() == official.template("decree")
    assert len(list(tmp_path.iterdir())) == 3 * len(PAPERS) + len(official.KINDS)
    assert document_templates.main(["--else"]) == 2


# ---------------------------------------------------------------- how Indonesian says it


def test_minutes_begin_with_the_day_in_words():
    text = plain(pdf_text(official.pdf("minutes_meeting", minutes())))
    assert plain("Pada hari ini, Selasa tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam") in text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1, "satu"),
        (11, "sebelas"),
        (17, "tujuh belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (119, "seratus sembilan belas"),
        (1000, "seribu"),
        (2026, "dua ribu dua puluh enam"),
        (1945, "seribu sembilan ratus empat puluh lima"),
    ],
)
def test_numbers_in_words(value, words):
    assert spoken(value) == words


def test_days_points_and_parts_of_a_decree_are_counted_as_offices_do():
    assert spoken_day(date(2026, 1, 1)) == "Kamis tanggal satu bulan Januari tahun dua ribu dua puluh enam (01-01-2026)"
    assert [letter(place) for place in (1, 26, 27)] == ["a", "z", "aa"]
    assert [dictum(place) for place in (1, 2, 11)] == ["KESATU", "KEDUA", "KESEBELAS"]


def test_an_inventory_needs_no_more_than_its_head():
    head = inventory(0)
    bare = Inventory(
        letterhead=head.letterhead, agency=head.agency, year=2027, printed=head.printed, office="Dinas Kesehatan"
    )
    assert "Nihil" in word_text(official.word("inventory", bare))
    assert "–" in word_text(official.word("inventory", bare))
