"""Two provinces that differ only in counts of one to four look the same to everybody but their owner."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from betang.connect.folder.actions import load
from betang.people.models import StaffBand
from tests.first_hour.browsing import PAGE, PAPER, text_of
from tests.small_house import lines, write
from tests.ui.test_crossing import plain

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]

# Of Palangka Raya (6771): people by job. Katingan has one Perawat Ahli Muda.
FIRST = {
    "Perawat Ahli Muda": 21,
    "Perawat Ahli Madya": 1,
    "Bidan Mahir": 2,
    "Guru Ahli Muda": 12,
    "Guru Ahli Pertama": 7,
}
TWIN = {"Perawat Ahli Muda": 20, "Perawat Ahli Madya": 4, "Bidan Mahir": 1, "Bidan Terampil": 3, "Guru Ahli Muda": 13,
        "Guru Ahli Pertama": 6}  # fmt: skip
TIERS = {"Ahli Muda": "jf_muda", "Ahli Madya": "jf_madya", "Mahir": "jf_mahir", "Terampil": "jf_terampil",
         "Ahli Pertama": "jf_pertama"}  # fmt: skip


def place(folder: Path, staff: dict[str, int]) -> None:
    """Make the record the small province with this staff in Palangka Raya, and the same few in Katingan."""
    jobs = sorted({*FIRST, *TWIN})
    code = {title: f"S{number}" for number, title in enumerate(jobs)}
    tier = {title: next(t for words, t in TIERS.items() if title.endswith(words)) for title in jobs}
    there = [(title, n) for title, many in staff.items() for n in range(many)]
    here = [(title, 0) for title in jobs]
    people = [f"s{code[title]}-{n},6771,U1,{code[title]},,,,PNS,,,,,,,,," for title, n in there]
    people += [f"h{code[title]},6711,U1,{code[title]},,,,PNS,,,,,,,,," for title, n in here]
    changed = {
        "jobs": [*lines("jobs"), *(f"{code[title]},{title},{tier[title]},," for title in jobs)],
        "people": [*lines("people"), *people],
    }
    load(folder=write(folder, **changed), by=None)


def seen(client: Client) -> list[str]:
    pages = [text_of(client, address) for address in (PAGE, f"{PAGE}?bersama=semua&kelas=30", f"{PAGE}?kelas=20")]
    files = re.findall(r'href="(\?[^"]*ekspor=csv[^"]*)"', pages[0])
    pages += [text_of(client, PAGE + address.replace("&amp;", "&")) for address in dict.fromkeys(files)]
    return [plain(text) for text in pages]


def test_nobody_else_can_tell_them_apart(db: None, tmp_path: Path, as_: As) -> None:
    place(tmp_path / "first", FIRST)
    others = {name: seen(as_(name)) for name in ("ani", "budi", "eka", "dewi")}
    own, exact = seen(as_("citra")), list(StaffBand.objects.values_list("agency", "family", "tier", "people"))
    place(tmp_path / "twin", TWIN)
    for name, pages in others.items():
        for before, after in zip(pages, seen(as_(name)), strict=True):
            assert before.splitlines() == after.splitlines(), name
    assert seen(as_("citra")) != own
    assert list(StaffBand.objects.values_list("agency", "family", "tier", "people")) == exact


def test_what_is_told_of_others_is_enough_to_see_a_class(db: None, tmp_path: Path, as_: As) -> None:
    place(tmp_path / "first", FIRST)
    told = dict(StaffBand.objects.filter(agency="6771").values_list("family", "people").filter(tier=""))
    assert told == {"Perawat": 20, "Bidan": None, "Guru": 15}
    tiers = set(StaffBand.objects.filter(agency="6771").exclude(tier="").values_list("family", "tier", "people"))
    assert tiers == {("Guru", "jf_muda", 10), ("Guru", "jf_pertama", 5)}
    together = text_of(as_("ani"), PAGE).split('id="bersama"')[1]
    assert re.search(r"Perawat.*?semua jenjang.*?>3<.*?>20<.*?>23<.*?Palangka Raya", together, re.DOTALL)
    assert "Bidan" not in together.split("</table>")[0]


def test_the_database_takes_no_count_that_is_few(db: None, tmp_path: Path) -> None:
    place(tmp_path / "first", FIRST)
    for row in ({"people": 3}, {"people": 7}, {"people": 0}, {"people": None, "tier": "jf_muda"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            StaffBand.objects.create(agency_id="6711", family="Baru", **row)


def test_the_paper_of_others_tells_no_more(db: None, tmp_path: Path, as_: As) -> None:
    place(tmp_path / "first", FIRST)
    assert as_("ani").get(PAPER).status_code == 200
