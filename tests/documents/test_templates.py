"""An office's own Word templates: what can be used, and what is refused with words that say what to do."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from django.utils import translation

from betang.ui.documents import official
from tests.documents.samples import inventory
from tests.documents.test_official import PAPERS, word_text

MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def saying(*paragraphs: str, header: str = "") -> bytes:
    """A Word file with these paragraphs."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.sections[0].header.paragraphs[0].text = header
    return saved(document)


def saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def changed(template: bytes, **parts: bytes) -> bytes:
    """The zip with parts replaced or added; '__' stands for '/', '___' for '.'."""
    target = io.BytesIO()
    new = {name.replace("___", ".").replace("__", "/"): content for name, content in parts.items()}
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            if name not in new:
                made.writestr(name, old.read(name))
        for name, content in new.items():
            made.writestr(name, content)
    return target.getvalue()


def part(template: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(template)) as parts:
        return parts.read(name)


def codes(template: bytes, kind: str = "inventory") -> list[str]:
    return [problem.code for problem in official.check_template(kind, template)]


# ---------------------------------------------------------------- what can be used


def test_an_office_may_write_a_template_of_its_own():
    own = saying(
        "Daftar kebutuhan {{ perangkat_daerah|upper }} Tahun {{ tahun }}",
        "{%p for b in daftar %}",
        "{{ loop.index }}. {{ b.nama }} ({{ b.nip }}){% if b.prioritas == 'Tinggi' and not b.alasan %}!{% endif %}",
        "{%p else %}",
        "Tidak ada.",
        "{%p endfor %}",
        header="{{ label }}",
    )
    assert codes(own) == []
    text = word_text(official.word("inventory", inventory(2), own))
    assert "Daftar kebutuhan DINAS KESEHATAN Tahun 2027" in text
    assert "2. Ani Lestari" in text
    assert "CONTOH: DATA REKAAN" in text


def test_a_template_that_word_has_cut_into_runs_is_understood():
    document = docx.Document()
    paragraph = document.add_paragraph("Tahun {")
    for run in ("{ ta", "hun }", "}"):
        paragraph.add_run(run).bold = True
    assert codes(saved(document)) == []
    assert "Tahun 2027" in " ".join(word_text(official.word("inventory", inventory(1), saved(document))).split())


def test_a_document_without_any_field_is_a_template_too():
    assert codes(saying("Kosong")) == []


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ tahun.__class__ }}",
        "{{ daftar.__class__.__base__.__subclasses__() }}",
        "{{ self }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ tahun['__class__'] }}",
        "{{ tahun|attr('__class__') }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 'a' ~ 'b' }}",
        "{{ range(1000000000) }}",
        "{% for x in range(1000000000) %}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% set x = 1 %}",
        "{% macro x() %}{% endmacro %}",
        "{% for a in daftar %}{% for b in daftar %}{% endfor %}{% endfor %}",
        "{% for a in daftar recursive %}{{ loop(daftar) }}{% endfor %}",
        "{% for a in daftar if tahun.__class__ %}{% endfor %}",
        "{{ tahun.upper() }}",
        "{{ daftar|map('upper') }}",
        "{% if ''.__class__ %}{% endif %}",
        "{% filter upper %}x{% endfilter %}",
    ],
)
def test_a_template_that_wants_more_than_fields_is_refused_and_never_run(attack):
    found = official.check_template("inventory", saying(attack))
    assert found
    assert {problem.code for problem in found} <= {"field_refused", "unknown_field", "field_loop"}
    with pytest.raises(official.BadTemplate):
        official.word("inventory", inventory(1), saying(attack))


@pytest.mark.parametrize("place", ["body", "header"])
def test_a_field_that_does_not_exist_is_named(place):
    text = "Kepada {{ nama_camat }}"
    found = official.check_template("inventory", saying(text if place == "body" else "", header=text))
    assert [problem.code for problem in found] == ["unknown_field"]
    assert "nama_camat" in found[0].message


def test_a_field_of_a_row_that_does_not_exist_is_named():
    found = official.check_template("inventory", saying("{%p for b in daftar %}", "{{ b.gaji }}", "{%p endfor %}"))
    assert ["b.gaji" in problem.message for problem in found] == [True]


def test_a_field_of_another_kind_is_not_taken():
    assert codes(saying("{{ diktum|length }}"), "decree") == []
    assert codes(saying("{{ diktum|length }}"), "inventory") == ["unknown_field"]


def test_every_problem_is_told_at_once_and_each_once():
    found = codes(
        saying("{{ satu }} {{ dua }}", "{{ satu }}", "{{ daftar }}", "{%p for x in tahun %}", "{%p endfor %}")
    )
    assert found == ["unknown_field", "unknown_field", "field_is_a_list", "field_is_no_list"]


@pytest.mark.parametrize("text", ["{{ tahun }", "{% if tahun %}", "{% for b in daftar %}", "{{ }}", "{% endfor %}"])
def test_a_sign_that_is_not_closed_is_shown_with_its_surroundings(text):
    found = official.check_template("inventory", saying(f"Rapat {text}"))
    if text == "{{ tahun }":
        assert [problem.code for problem in found] == ["field_syntax"]
    assert found


def test_a_sign_outside_of_its_row_is_found_before_somebody_signs():
    document = docx.Document()
    table = document.add_table(1, 1)
    table.rows[0].cells[0].text = "{%p for b in daftar %}"
    document.add_paragraph("{{ b.nama }}")
    document.add_paragraph("{%p endfor %}")
    assert codes(saved(document)) == ["does_not_fit"]


def test_a_run_that_is_put_in_raw_is_refused():
    assert "field_refused" in codes(saying("{{r label }}"))


def test_files_that_are_no_word_documents_are_named_so():
    workbook = official.excel("inventory", inventory(1))
    for data, code in ((b"", "wrong_type"), (b"%PDF-1.7", "wrong_type"), (b"\xd0\xcf\x11\xe0old", "wrong_type"),
                       (b"PK\3\4cut off", "damaged_file"), (workbook, "wrong_type")):  # fmt: skip
        assert codes(data) == [code]
    good = saying("x")
    assert codes(good[: len(good) // 2]) == ["damaged_file"]
    assert codes(changed(good, word__document___xml=b"<w:document")) == ["damaged_file"]


def test_macros_and_things_inside_are_refused():
    good = saying("x")
    types = part(good, "[Content_Types].xml").replace(PLAIN.encode(), MACROS.encode())
    assert codes(changed(good, **{"[Content_Types]___xml": types})) == ["macros"]
    assert codes(changed(good, word__vbaProject___bin=b"x")) == ["macros"]
    assert codes(changed(good, word__embeddings__oleObject1___bin=b"x")) == ["macros"]


def test_what_reaches_out_of_the_file_is_refused():
    good = saying("x")
    rels = part(good, "word/_rels/document.xml.rels")
    link = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
    link += b'Target="http://example.org/x" TargetMode="External"/></Relationships>'
    reaching = rels.replace(b"</Relationships>", link % b"attachedTemplate")
    assert codes(changed(good, **{"word/_rels/document.xml.rels": reaching})) == ["outside"]
    harmless = rels.replace(b"</Relationships>", link % b"hyperlink")
    assert codes(changed(good, **{"word/_rels/document.xml.rels": harmless})) == []


def test_fields_of_word_that_fetch_are_refused_and_page_numbers_are_not():
    assert codes(official.template("inventory")) == []
    for code in ("INCLUDETEXT c:\\x.docx", "DDEAUTO c:\\x", "INCLUDEPICTURE http://example.org/x.png"):
        run = f'</w:t></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r><w:r><w:t>'
        xml = part(saying("SINI"), "word/document.xml").replace(b"SINI", run.encode())
        assert codes(changed(saying("SINI"), word__document___xml=xml)) == ["outside"]


def test_entities_are_refused():
    xml = part(saying("x"), "word/document.xml")
    evil = xml.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa">]>', 1)
    assert codes(changed(saying("x"), word__document___xml=evil)) == ["damaged_file"]


def test_a_bomb_is_refused_before_it_is_unpacked():
    assert codes(changed(saying("x"), word__document___xml=b" " * 60_000_000)) == ["zip_bomb"]


def test_a_template_that_is_too_large_is_told_how_large_it_may_be():
    found = official.check_template("inventory", b"PK\3\4" + bytes(5_000_001))
    assert [problem.code for problem in found] == ["too_large"]
    assert "5 MB" in found[0].message


@pytest.mark.parametrize("kind", PAPERS)
def test_problems_say_what_to_do(kind):
    with translation.override("id"):
        for template in (b"", saying("{{ x }}"), saying("{{ daftar.__class__ }}"), saying("{% if %}")):
            for problem in official.check_template(kind, template):
                assert problem.message.count(". ") >= 1 or "lalu" in problem.message, problem.message
