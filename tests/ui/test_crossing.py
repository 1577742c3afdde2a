"""Two provinces that differ only inside hidden figures look the same to everybody but their owner, page by page, file
by file.

The small province with twenty more people in Palangka Raya (6771). In the twin other people there are short, measured,
expired, agreed, trained, or required to know something, always as many as the rule hides.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.urls.converters import IntConverter

from betang.connect.folder.actions import load
from betang.needs.actions import run_map
from betang.needs.models import MapSum, PublishedRow
from betang.people.models import Person, Unit
from betang.standards.models import Competency
from tests.small_house import lines, write
from tests.ui.conftest import AS_OF

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROOMS = ("needs", "people", "standards")
CHOICES = ("?ukuran=met", "?ukuran=seen", "?jenis=technical", "?urut=-per100", "?urut=urutan", "?urut=bawaan")

PEOPLE = 20
FEW_JOBS = {"first": ["J5"] * 3 + ["J6"] * 17, "twin": ["J5"] * 2 + ["J6"] * 16 + ["J7"] * 2}
SHORT = {"first": 2, "twin": 3}
MEASURED = {"first": 2, "twin": 17}
EXPIRED = {"first": 1, "twin": 4}
AGREED = {"first": 3, "twin": 1}
TRAINED = {"first": 1, "twin": 3}


def tables(which: str) -> dict[str, list[str]]:
    """The tables of one of the two provinces that are not as in the small house."""
    people = [f"z{n}" for n in range(PEOPLE)]
    jobs = ["J5,Penyuluh,pelaksana,,", "J6,Pengelola Arsip,pelaksana,,", "J7,Pengelola Surat,pelaksana,,"]
    competencies = [f"M.0{n},Manajerial {n},managerial," for n in range(2, 7)]
    competencies += ["T.FEW,Hanya sedikit,technical,1.02", "T.ALL,Semua,technical,1.02"]
    standards = [f",J{job},,M.0{n},3,important,decree" for n in range(2, 7) for job in (5, 6, 7)]
    standards += [",J5,,T.FEW,2,absolute,decree", ",J5,,T.ALL,2,needed,draft"]
    standards += [",J6,,T.ALL,2,needed,decree", ",J7,,T.ALL,2,needed,draft"]
    return {
        "people": [
            *lines("people"),
            *(f"{p},6771,U1,{job},,,,PNS,,,,,,,,," for p, job in zip(people, FEW_JOBS[which], strict=True)),
        ],
        "jobs": [*lines("jobs"), *jobs],
        "competencies": [*lines("competencies"), *competencies],
        "standards": [*lines("standards"), *standards],
        "assessments": [*lines("assessments"), *evidence(which, people)],
        "needs": [
            *lines("needs"),
            *(f"NZ{n},6771,U1,{people[19 - n]},M.06,,,dialogue,2026-10-01" for n in range(AGREED[which])),
        ],
        "training_history": [
            *lines("training_history"),
            *(f"{people[n]},3,Pelatihan,DAR,,,2026-09-01,2026-09-02,24," for n in range(TRAINED[which])),
        ],
        "outcomes": [*lines("outcomes"), "DAR,M.02,1,3"],
    }  # fmt: skip


def evidence(which: str, people: list[str]) -> Iterator[str]:
    """Assessments: M.02 and M.03 whole; few are short in M.04, few measured in M.05, few expired in M.06."""

    def shown(person: str, competency: str, level: int, year: int = 2026) -> str:
        return f"{person},{competency},{level},{year}-03-01,accredited,"

    for n, person in enumerate(people):
        yield shown(person, "M.02", 1 if n < 10 else 3)
        yield shown(person, "M.03", 2 if n < 8 else 4)
        yield shown(person, "M.04", 1 if n < SHORT[which] else 3)
        if n < MEASURED[which]:
            yield shown(person, "M.05", n % 4)
        if n < 12:
            yield shown(person, "M.06", 2 if n < 6 else 3)
        elif n < 12 + EXPIRED[which]:
            yield shown(person, "M.06", 2, 2020)


def place(folder: Path, which: str, *only: str) -> None:
    """Make the record the named province, its map published."""
    changed = tables(which)
    load(folder=write(folder / which, *(only and changed), **changed), by=None)
    run_map(as_of=AS_OF, by=None)


def roads() -> list[str]:
    """Every page of the rooms that show figures, for the own government and for the other one."""
    found = []
    theirs = {"agency": "6771", "unit": Unit.objects.get(agency="6771", code="U1").pk}
    theirs["person"] = Person.objects.get(source_key="z1").pk
    mine = {"agency": "6711", "unit": Unit.objects.get(agency="6711", code="U1").pk}
    mine["person"] = Person.objects.get(source_key="a1").pk
    skills = [{"competency": code} for code in Competency.objects.values_list("pk", flat=True)]
    for room in get_resolver().url_patterns:
        if getattr(room, "app_name", "") not in ROOMS:
            continue
        for pattern in room.url_patterns:
            assert isinstance(pattern, URLPattern)
            wanted = pattern.pattern.converters
            for whose in (mine, theirs):
                for skill in skills if "competency" in wanted else [{}]:
                    # What else an address names is not there; that too must look the same.
                    absent = {key: 1 if isinstance(kind, IntConverter) else "tidak-ada" for key, kind in wanted.items()}
                    given = {**absent, **whose, **skill}
                    found.append(reverse(f"{room.app_name}:{pattern.name}", kwargs={k: given[k] for k in wanted}))
    return list(dict.fromkeys(found))


def everything(client: Client) -> dict[str, object]:
    """All that a reader can get: every page, the wide ones in every way of looking, and every file on offer."""
    seen: dict[str, object] = {}
    for road in roads():
        answer = client.get(road)
        if answer["Content-Type"] == "application/pdf":
            seen[road] = paper(answer.content)
            continue
        text = answer.content.decode()
        seen[road] = plain(text)
        for link in re.findall(r'href="(\?[^"]*ekspor=(?:csv|xlsx)[^"]*)"', text):
            asked = road + link.replace("&amp;", "&")
            seen[asked] = file_of(client.get(asked))
        for choice in CHOICES if "kompetensi/" not in road else ():
            seen[road + choice] = plain(client.get(road + choice).content.decode())
    return seen


def plain(text: str) -> str:
    """Without what differs between any two answers: tokens against forged requests, the number of the run."""
    text = re.sub(r'(csrfmiddlewaretoken"|X-CSRFToken)[^>]*', "", text)
    return re.sub(r"penghitungan nomor [\d.]+", "", text)


def paper(document: bytes) -> bytes:
    """A document without the moment it was made at, and the marks made of it."""
    return re.sub(rb"D:\d{14}[^)]*|<xmp:\w+Date>[^<]*|/ID\[.*?\]|<xmpMM:\w+ID>[^<]*", b"", document, flags=re.DOTALL)


def file_of(answer: HttpResponse) -> object:
    """What a file holds; of a workbook its sheets and their texts."""
    content = answer.getvalue()
    if not content.startswith(b"PK"):
        return plain(content.decode("utf-8-sig"))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: plain(book.read(name).decode()) for name in book.namelist() if name.startswith("xl/")}


def test_nobody_else_can_tell_two_provinces_apart_that_differ_only_in_hidden_figures(db, tmp_path, as_):
    place(tmp_path, "first")
    exact = list(MapSum.objects.filter(agency="6771").order_by("competency").values_list("known", "short", "expired"))
    first = {name: everything(as_(name)) for name in ("ani", "dewi")}
    own = as_("citra").get(reverse("needs:agency", args=["6771"])).content.decode()

    place(tmp_path, "twin", "only what changed")
    run = PublishedRow.objects.values_list("run", flat=True).distinct().get()  # one run's rows, never two to compare
    changed = MapSum.objects.filter(run=run, agency="6771").order_by("competency")
    assert list(changed.values_list("known", "short", "expired")) != exact
    assert plain(own) != plain(as_("citra").get(reverse("needs:agency", args=["6771"])).content.decode())
    for name, pages in first.items():
        again = everything(as_(name))
        assert set(again) == set(pages)
        for road, seen in pages.items():
            assert again[road] == seen, (name, road)


def test_what_is_compared_hides_something_of_every_kind(db, tmp_path):
    """The test above would say nothing if the two provinces did not hide what they differ in."""
    place(tmp_path, "first")
    hidden = {row.competency_id: row.hidden for row in PublishedRow.objects.filter(agency="6771")}
    assert len(hidden["T.FEW"]) == 10
    assert "known" in hidden["M.05"]
    assert "short" in hidden["M.04"]
    assert "known" not in hidden["M.04"]
    assert "expired" in hidden["M.06"]
    assert "agreed" in hidden["M.06"]
    assert hidden["M.02"] == ["trained"]
    assert hidden["T.ALL"] == ["on_default"]
    assert hidden["M.03"] == []
    assert PublishedRow.objects.get(agency="6771", competency="M.02").place == 1
    assert PublishedRow.objects.get(agency="6771", competency="M.03").place == 2
