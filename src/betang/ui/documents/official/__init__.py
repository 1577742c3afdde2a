"""Documents an office signs: Word from a template it can replace, PDF and Excel from the same content (ADR 0024).

    from betang.ui.documents import official

    official.KINDS                              kinds by name: inventory, verification, minutes_verification,
                                                minutes_validation, minutes_meeting, decree, personal_plan,
                                                national_table
    official.word("inventory", content)         .docx of the built-in template
    official.word("inventory", content, bytes)  .docx of an office's own template; BadTemplate where it cannot be used
    official.pdf("inventory", content)          .pdf
    official.excel("inventory", content)        .xlsx; the only form of national_table
    official.template("inventory")              the built-in template, to be changed by an office
    official.check_template("inventory", bytes) reasons why a template cannot be used, each with `code` and `message`

A content is the frozen dataclass `KINDS[name].content` (`betang.ui.documents.official.contents`), keyword-only. What is
not known is None or ''; the document says so ('belum diukur', '–', dots to write on). No moment is asked of a clock:
files bear the day `printed`, and the same content gives the same bytes. Documents are Indonesian in every language of
the pages; field meanings and problems follow the reader. Nothing that a person wrote is ever read as markup.

`Kind.fields()` lists what a template may name, with meaning and example, for a page of help. Word and PDF have at
most `ROWS` rows; beyond them `TooLong` asks to take the workbook, which has no such limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from betang.core.errors import WrongCall
from betang.ui.documents.official import excel as _excel
from betang.ui.documents.official import pdf as _pdf
from betang.ui.documents.official.fields import rows
from betang.ui.documents.official.kinds import KINDS, Form, Kind
from betang.ui.documents.official.word.builtin import template
from betang.ui.documents.official.word.checking import BadTemplate, problems
from betang.ui.documents.official.word.problem import TemplateProblem
from betang.ui.documents.official.wording import thousands

if TYPE_CHECKING:
    from betang.ui.documents.official.contents.common import Paper

__all__ = [
    "KINDS", "ROWS", "BadTemplate", "Form", "Kind", "TemplateProblem", "TooLong",
    "check_template", "excel", "pdf", "template", "word",
]  # fmt: skip

ROWS: Final = 2_000  # not a rule: a document of so many takes three seconds and half a gigabyte; see ADR 0024


class TooLong(WrongCall):
    """More rows than a document to sign can have; the workbook holds them all."""


def word(kind: str, content: Paper, own: bytes | None = None) -> bytes:
    """The document as Word, by the office's own template or the built-in one."""
    made = _asked(kind, content, "word")
    if own is not None and (found := problems(made, own)):
        raise BadTemplate(found)

    from betang.ui.documents.official.word import filling  # noqa: PLC0415  (slow to import)

    return filling.made(template(kind) if own is None else own, content)


def pdf(kind: str, content: Paper) -> bytes:
    """The document as PDF."""
    made = _asked(kind, content, "pdf")
    if made.layout is None:
        raise WrongCall(f"{kind} is a workbook only")
    return _pdf.made(made.title, made.layout, content)


def excel(kind: str, content: Paper) -> bytes:
    """The document as a workbook."""
    return _excel.made(_asked(kind, content, "excel"), content)


def check_template(kind: str, own: bytes) -> list[TemplateProblem]:
    """Everything that keeps a template from being used; empty: it can be."""
    return problems(KINDS[kind], own)


def _asked(kind: str, content: Paper, form: Form) -> Kind:
    """The kind, when the content is its own and it is made in this form."""
    made = KINDS[kind]
    if not isinstance(content, made.content) or form not in made.forms:
        raise WrongCall(f"{kind} as {form} of {type(content).__name__}: no such document")
    if form != "excel" and (count := rows(content)) > ROWS:
        raise TooLong(
            _("Daftar ini berisi %(count)s baris; Word dan PDF memuat paling banyak %(most)s. Pakai berkas Excel.")
            % {"count": thousands(count), "most": thousands(ROWS)}
        )
    return made
