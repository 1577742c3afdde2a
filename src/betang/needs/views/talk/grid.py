"""The grid of a superior, an officer or a planner: their people and what each post requires, knows and needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.needs.queries.talk import partners
from betang.needs.queries.talk.partners import Group, Subject, Talk
from betang.needs.rules.talk import STATES, Side
from betang.needs.views.people import anchor, called
from betang.standards.queries import skills
from betang.ui import choosing, pages, words
from betang.ui.figures import number
from betang.ui.links import at
from betang.ui.tables import PAGE_ROWS, Cell, Column, Table, View

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer
    from betang.standards.queries import Skill

NATIONAL = frozenset({"managerial", "sociocultural"})
DEEPEST = 5
"""Tones of a shortfall, one for each level."""


def grid(request: HttpRequest) -> HttpResponseBase:
    """The people of the reader, or of one of their offices (`?unit=`), and where each dialogue stands."""
    viewer = viewers.asking(request)
    allowed = partners.agencies_to_talk(user=viewer)
    if not allowed:
        return pages.render(request, "needs/talk/nobody.html", {"own": viewer.own_record is not None})
    agency = viewers.get_government(choosing.asked(request.GET, "pemerintah", allowed) or allowed[0])
    groups = {_key(group): group for group in partners.groups(agency.code, user=viewer)}
    asked = choosing.asked(request.GET, "unit", groups) or next(iter(groups), "")
    people = partners.people_of(groups[asked], agency.code, user=viewer) if asked else []
    view, file = View.of(request.GET), pages.file_asked(request)
    on_page = people if file else people[view.first : view.first + PAGE_ROWS]
    talks = partners.talks(on_page, on=timezone.localdate(), user=viewer)
    _looked(viewer, agency.code, talks, file)
    table = _table(talks, viewer, skills())
    table.view, table.query, table.total = view, request.GET, len(people)
    context = {
        "agency": agency,
        "own": asked == "" or groups[asked].unit is None,
        "people": len(people),
        "selects": _selects(request, groups, asked),
        "kept": choosing.kept(request.GET, "unit"),
        "counts": _counts(talks),
        "enters": viewer.enters_for(agency.code),
        "whole": len(talks) == len(people),
    }
    heading = _("Dialog kebutuhan")
    return pages.respond(request, "needs/talk/grid.html", context, tables=[table], heading=heading, notes=method())


def _key(group: Group) -> str:
    return "bawahan" if group.unit is None else str(group.unit.pk)


def _selects(request: HttpRequest, groups: Mapping[str, Group], asked: str) -> list[choosing.Select]:
    if len(groups) < 2:  # noqa: PLR2004
        return []
    options = {key: group.unit.name if group.unit else _("Bawahan langsung saya") for key, group in groups.items()}
    return [choosing.Select("unit", _("Siapa"), choosing.choices(request.GET, "unit", options, asked))]


def _looked(viewer: Viewer, agency: str, talks: Iterable[Talk], file: str) -> None:
    audit.looked(
        name="betang.needs.dialogue_opened",
        by=viewer,
        agency=agency,
        people=[talk.person.pk for talk in talks],
        on_kind="agencies.agency",
        on_id=agency,
        file=file,
    )


def _counts(talks: Sequence[Talk]) -> dict[str, int]:
    subjects = [subject for talk in talks for subject in talk.subjects]
    needs = [subject.answer.need for subject in subjects if subject.answer.need]
    return {
        "short": sum(subject.state in {"short", "trained"} for subject in subjects),
        "unknown": sum(subject.state in {"unknown", "expired"} for subject in subjects),
        "waiting": sum(bool(subject.answer.waits) for subject in subjects),
        "mine": sum(talk.side in subject.answer.waits for talk in talks for subject in talk.subjects),
        "agreed": sum(need.state not in {"draft", "withdrawn", "rejected"} for need in needs),
        "no": sum(subject.answer.no is not None for subject in subjects) + sum(bool(t.work.no) for t in talks),
    }


def _table(talks: Sequence[Talk], viewer: Viewer, dictionary: Mapping[str, Skill]) -> Table:
    asked = {subject.competency for talk in talks for subject in talk.subjects}
    columns = [skill for code, skill in dictionary.items() if code in asked and skill.kind in NATIONAL]
    return Table(
        name="dialog",
        title=_("Pegawai dan kompetensi jabatannya"),
        columns=[
            Column("pegawai", _("Pegawai"), sortable=False),
            *(Column(skill.code, skill.name, help=skill.code, sortable=False) for skill in columns),
            Column("teknis", _("Kompetensi teknis"), sortable=False),
        ],
        rows=[_row(talk, columns, viewer) for talk in talks],
        empty=_(
            "Tidak ada pegawai di sini. Atasan langsung dicatat pada daftar pegawai; minta perencana melengkapinya."
        ),
    )


def _row(talk: Talk, columns: Sequence[Skill], viewer: Viewer) -> list[Cell]:
    person, page = talk.person, at("needs:talk_person", talk.person.pk)
    by_code = {subject.competency: subject for subject in talk.subjects}
    name = called(person, names=viewer.sees_name(person.pk, person.agency_id))
    shown = {skill.code for skill in columns}
    rest = [subject for subject in talk.subjects if subject.competency not in shown]
    cells = [_cell(by_code.get(skill.code), page, talk.side) for skill in columns]
    return [Cell(name, page, note=person.job.name), *cells, _technical(rest, page, talk.side)]


def _cell(subject: Subject | None, page: str, side: Side) -> Cell:
    if subject is None:
        return Cell("", text=" ")
    note = " · ".join(part for part in (_state(subject), _answer(subject, side)) if part)
    return Cell(_levels(subject), f"{page}#{anchor(subject.competency)}", note=note, css=_css(subject))


def _levels(subject: Subject) -> str:
    if subject.pair is None:
        return "–"
    held = "?" if subject.pair.held is None else str(subject.pair.held)
    return _("%(held)s dari %(required)s") % {"held": held, "required": subject.pair.required}


def _state(subject: Subject) -> str:
    return str(words.STATES[subject.state]).lower() if subject.state not in {"", "met", "short"} else ""


def _answer(subject: Subject, side: Side) -> str:
    answer = subject.answer
    if side in answer.waits and side is not Side.RECORDER:
        return _("menunggu Anda")
    if answer.need is not None and answer.need.state != "withdrawn":
        return str(STATES[answer.need.state]).lower()
    return _("bukan pelatihan") if answer.no is not None else ""


def _css(subject: Subject) -> str:
    pair = subject.pair
    if pair is None or pair.held is None:
        return "heatcell q"
    short = min(DEEPEST, max(0, pair.required - pair.held))
    return f"heatcell tone s{short}" if short else "heatcell"


def _technical(rest: Sequence[Subject], page: str, side: Side) -> Cell:
    """The technical competencies of one post together: each post has its own."""
    if not rest:
        return Cell("", text=" ")
    short = sum(subject.state in {"short", "trained"} for subject in rest)
    unknown = sum(subject.state in {"unknown", "expired"} for subject in rest)
    parts = [
        ngettext("%(n)s kurang", "%(n)s kurang", short) % {"n": number(short)} if short else "",
        ngettext("%(n)s belum terukur", "%(n)s belum terukur", unknown) % {"n": number(unknown)} if unknown else "",
    ]
    said = ", ".join(part for part in parts if part) or _("memenuhi")
    answers = dict.fromkeys(text for subject in rest if (text := _answer(subject, side)))
    css = "heatcell q" if unknown and not short else "heatcell tone s1" if short else "heatcell"
    return Cell(said, f"{page}#teknis", note=", ".join(answers), css=css)


def method() -> list[str]:
    """What the grid is; under it and in its files."""
    return [
        _(
            "Setiap sel menunjukkan tingkat yang dimiliki dari yang dipersyaratkan jabatan; tanda tanya dan arsiran "
            "berarti belum diketahui, bukan nol."
        ),
        _(
            "Kebutuhan disepakati oleh dua orang: yang satu mengisi, yang lain menyetujui. Sampai disetujui, isinya "
            "rancangan dan tidak dihitung pada peta."
        ),
    ]
