"""Whether an office's own Word template can be used: every reason why not, in words that say what to do."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jinja2 import TemplateError, TemplateSyntaxError

from betang.core.office.reading.formats.archives import Archive
from betang.core.office.reading.safety import Limits, Unreadable
from betang.ui.documents.official.fields import shape, specimen
from betang.ui.documents.official.sandbox import environment
from betang.ui.documents.official.word.grammar import wrong
from betang.ui.documents.official.word.problem import TemplateProblem

if TYPE_CHECKING:
    from betang.ui.documents.official.kinds import Kind

LARGEST: Final = 5_000_000  # not a rule: bytes of a template as it is sent; with a coat of arms one has half a million
UNPACKED: Final = 50_000_000  # not a rule: bytes of all its parts; a built-in template has half a million
_DOCUMENT: Final = "wordprocessingml.document.main+xml"
_TEMPLATE: Final = "wordprocessingml.template.main+xml"
_MACROS: Final = ("vbaproject", "macroenabled", "activex", "oleobject", "/embeddings/", "afchunk")
_REACHING: Final = re.compile(r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE|IMPORT)\b")
_RAW: Final = re.compile(r"\{\s*\{\s*(p|r|tr|tc)\s")
_CODE: Final = re.compile(r"<w:instrText[^>]*>([^<]*)</w:instrText>|w:instr=\"([^\"]*)\"")
_OUTSIDE: Final = re.compile(r"<Relationship\b[^>]*TargetMode=\"External\"[^>]*>")

_REASONS: Final = {
    "zip_bomb": gettext_lazy(
        "Isi berkas ini jauh lebih besar daripada sebuah templat. Buat ulang dari templat bawaan."
    ),
    "encrypted": gettext_lazy("Berkas ini berkata sandi. Buka di Word, hapus kata sandinya, lalu kirim lagi."),
    "too_many_files": gettext_lazy("Berkas ini bukan dokumen Word biasa. Simpan ulang di Word sebagai .docx."),
    "unsafe_path": gettext_lazy("Berkas ini bukan dokumen Word biasa. Simpan ulang di Word sebagai .docx."),
}


class BadTemplate(Unreadable):
    """A template that cannot be used; `problems` say why."""

    def __init__(self, problems: list[TemplateProblem]) -> None:
        super().__init__("bad_template", " ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


def problems(kind: Kind, template: bytes) -> list[TemplateProblem]:
    """Everything that keeps the template from being used for documents of this kind; empty: it can be."""
    if len(template) > LARGEST:
        said = _("Templat paling besar %(size)s MB. Perkecil gambar di dalamnya, lalu kirim lagi.")
        return [_problem("too_large", said % {"size": LARGEST // 1_000_000})]
    if not template.startswith(b"PK\3\4"):
        return [
            _problem("wrong_type", _("Ini bukan berkas Word .docx. Buka di Word, pilih Simpan Sebagai, lalu .docx."))
        ]
    try:
        parts = _parts(template)
    except Unreadable as error:
        return [_problem(error.code, str(_REASONS.get(error.code) or _damaged()))]
    found = list(_unsafe(parts))
    return found or _of_the_fields(kind, template)


def _problem(code: str, message: str) -> TemplateProblem:
    return TemplateProblem(code, message)


def _damaged() -> str:
    return _("Berkas ini rusak atau terpotong. Buka di Word, simpan lagi sebagai .docx, lalu kirim ulang.")


def _parts(template: bytes) -> dict[str, bytes]:
    """The parts of the zip that are XML, unpacked within limits."""
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(template)
        file.flush()
        archive = Archive(Path(file.name), Limits(size=LARGEST, unpacked=UNPACKED))
        found = {}
        for name in archive.entries:
            content = b"".join(archive.chunks(name))
            found[name] = content if name.endswith((".xml", ".rels")) else b""
    return found


def _unsafe(parts: dict[str, bytes]) -> Iterator[TemplateProblem]:
    """What a document of an office has no need of, and what can hurt whoever opens it."""
    types = parts.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    everything = f"{types} {' '.join(parts)}".lower()
    if any(sign in everything for sign in _MACROS):
        yield _problem(
            "macros",
            _("Berkas ini memuat makro atau berkas lain. Simpan sebagai .docx biasa, tanpa makro dan lampiran."),
        )
        return
    if _DOCUMENT not in types and _TEMPLATE not in types:
        yield _problem("wrong_type", _("Ini bukan dokumen Word. Buka di Word, pilih Simpan Sebagai, lalu .docx."))
        return
    for name, content in parts.items():
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            yield _problem("damaged_file", _damaged())
            return
        text = content.decode("utf-8", "replace")
        if name.endswith(".rels") and any("/hyperlink" not in link for link in _OUTSIDE.findall(text)):
            yield _problem(
                "outside",
                _("Berkas ini mengambil gambar atau templat dari luar. Sisipkan gambarnya ke dalam berkas."),
            )
        if any(_REACHING.search(code or other) for code, other in _CODE.findall(text)):
            yield _problem(
                "outside",
                _("Berkas ini memuat bidang yang mengambil isi dari luar. Hapus bidang itu, lalu kirim lagi."),
            )


def _of_the_fields(kind: Kind, template: bytes) -> list[TemplateProblem]:
    """What is wrong with its fields: first as they are written, then by filling them in with the examples."""
    from betang.ui.documents.official.word import filling  # noqa: PLC0415  (slow to import)

    sandbox = environment(markup=True)
    try:
        document = filling.Template(io.BytesIO(template))
        raw = document.parts()
        sources = [document.patch_xml(part) for part in raw]
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError):
        return [_problem("damaged_file", _damaged())]
    found: dict[str, TemplateProblem] = {}
    if any(_RAW.search(filling.words(part)) for part in raw):
        said = _("Tanda {{p, {{r, {{tr, dan {{tc tidak dipakai. Tulis isiannya saja, misalnya {{ tahun }}.")
        found[said] = _problem("field_refused", said)
    for source in sources:
        try:
            tree = sandbox.parse(re.sub(r"<w:p([ >])", r"\n<w:p\1", source))
        except TemplateSyntaxError as error:
            near = filling.words(_line(source, error.lineno))[:80]
            said = _("Tanda isian tidak lengkap di dekat “%(near)s”. Bandingkan dengan templat bawaan.") % {
                "near": near
            }
            found[said] = _problem("field_syntax", said)
            continue
        found |= {each.message: each for each in wrong(tree, shape(kind.content))}
    if found:
        return list(found.values())
    try:
        filling.made(template, specimen(kind.content))
    except (TemplateError, SyntaxError, ValueError, KeyError, AttributeError, TypeError):
        said = _(
            "Templat ini tidak dapat diisi: sebuah tanda berada di tempat keliru, misalnya di luar baris tabelnya. "
            "Bandingkan dengan templat bawaan."
        )
        return [_problem("does_not_fit", said)]
    return []


def _line(source: str, line: int) -> str:
    """The paragraph in which Jinja stopped."""
    lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", source).splitlines()
    return lines[min(line, len(lines)) - 1] if lines else ""
