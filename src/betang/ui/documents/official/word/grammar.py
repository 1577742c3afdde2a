"""What a template may say: fields of its kind, lists over them, conditions. All else is refused before it is run.

The sandbox alone would let a template count to a billion; what is written is therefore compared with the few forms that
a document needs. A list within a list may only be one that a row of the outer list holds, so no document grows beyond
its content.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _
from jinja2 import nodes

from betang.ui.documents.official.fields import TEXT, Shape
from betang.ui.documents.official.sandbox import FILTERS
from betang.ui.documents.official.word.problem import TemplateProblem

_LOOP: Final = Shape(dict.fromkeys(("index", "first", "last", "length"), TEXT))
Scope = Mapping[str, Shape]


def wrong(tree: nodes.Template, offered: Shape) -> Iterator[TemplateProblem]:
    """Everything in the template that names no field, or is no form that templates know."""
    yield from _statements(tree.body, offered.fields, inside=False)


def _statements(body: list[nodes.Node], scope: Scope, *, inside: bool) -> Iterator[TemplateProblem]:
    for node in body:
        match node:
            case nodes.Output():
                for each in node.nodes:
                    if not isinstance(each, nodes.TemplateData):
                        yield from _shown(each, scope)
            case nodes.If():
                yield from _asked(node.test, scope)
                yield from _statements([*node.body, *node.elif_, *node.else_], scope, inside=inside)
            case nodes.For():
                yield from _loop(node, scope, inside=inside)
            case _:
                yield _refused(type(node).__name__)


def _loop(node: nodes.For, scope: Scope, *, inside: bool) -> Iterator[TemplateProblem]:
    if not isinstance(node.target, nodes.Name) or node.test or node.recursive:
        yield _refused("for")
        return
    listed = yield from _shape(node.iter, scope)
    if listed is None:
        return
    if not listed.many:
        yield TemplateProblem(
            "field_is_no_list",
            _("“%(name)s” bukan daftar, jadi tidak dapat diulang dengan for. Pilih daftar dari halaman bantuan.")
            % {"name": _name(node.iter)},
        )
        return
    if inside and isinstance(node.iter, nodes.Name):
        yield TemplateProblem(
            "field_loop",
            _("Daftar “%(name)s” diulang di dalam daftar lain. Pindahkan ke luar daftar itu.")
            % {"name": _name(node.iter)},
        )
        return
    yield from _statements(node.body, {**scope, node.target.name: Shape(listed.fields), "loop": _LOOP}, inside=True)
    yield from _statements(node.else_, scope, inside=inside)


def _shown(node: nodes.Node, scope: Scope) -> Iterator[TemplateProblem]:
    """A value that is written out must be a text."""
    found = yield from _shape(node, scope)
    if found is not None and (found.many or found.fields):
        yield TemplateProblem(
            "field_is_a_list",
            _("“%(name)s” memuat beberapa isian. Sebut salah satu isiannya, atau ulangi dengan for.")
            % {"name": _name(node)},
        )


def _asked(node: nodes.Node, scope: Scope) -> Iterator[TemplateProblem]:
    match node:
        case nodes.Not():
            yield from _asked(node.node, scope)
        case nodes.And() | nodes.Or():
            yield from _asked(node.left, scope)
            yield from _asked(node.right, scope)
        case nodes.Compare():
            yield from _asked(node.expr, scope)
            for operand in node.ops:
                yield from _asked(operand.expr, scope)
        case _:
            yield from _shape(node, scope)


def _shape(node: nodes.Node, scope: Scope) -> Generator[TemplateProblem, None, Shape | None]:
    """The shape of what an expression names; None after a problem."""
    match node:
        case nodes.Const():
            return TEXT
        case nodes.Name():
            if node.name in scope:
                return scope[node.name]
            yield _unknown(node.name)
        case nodes.Getattr():
            outer = yield from _shape(node.node, scope)
            if outer is None:
                return None
            if not outer.many and node.attr in outer.fields:
                return outer.fields[node.attr]
            yield _unknown(_name(node))
        case nodes.Filter() if node.name in FILTERS and node.node is not None and not node.kwargs:
            yield from _shape(node.node, scope)
            for argument in node.args:
                yield from _shape(argument, scope)
            return TEXT
        case _:
            yield _refused(_name(node))
    return None


def _name(node: nodes.Node) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_name(node.node)}.{node.attr}"
        case nodes.Filter():
            return f"|{node.name}"
        case _:
            return type(node).__name__


def _unknown(name: str) -> TemplateProblem:
    return TemplateProblem(
        "unknown_field",
        _("Isian “%(name)s” tidak ada untuk dokumen ini. Periksa ejaannya pada daftar isian di halaman bantuan.")
        % {"name": name},
    )


def _refused(what: str) -> TemplateProblem:
    return TemplateProblem(
        "field_refused",
        _("Templat hanya boleh memuat isian, for, dan if; “%(what)s” tidak dijalankan. Hapus tanda itu.")
        % {"what": what},
    )
