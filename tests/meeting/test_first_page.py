"""What whoever coordinates finds on the first page: titles to merge, and classes that fill only together."""

from __future__ import annotations

import pytest

from betang.needs.models import PlanningYear
from tests.meeting.demanding import YEAR, send


@pytest.fixture
def asked(cast):
    """Etika ASN Daring takes 10 to 100: Katingan asks for seven, Palangka Raya for five."""
    PlanningYear.objects.create(year=YEAR)
    send("6711", "Bimtek Pengelolaan Keuangan Desa", 7)
    send("6771", "Pelatihan Pengelolaan Keuangan Desa", 5)
    send("6711", "Etika", 7, program_id="DAR")
    send("6771", "Etika", 5, program_id="DAR")
    return cast


def page(client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_coordinator_sees_titles_to_merge_and_what_fills_only_together(asked):
    shown = page(asked("dewi"))
    assert "Satukan judul yang sama" in shown
    assert 'href="/rakor/permintaan/judul/"' in shown
    assert "12 orang bersama; satu kelas sedikitnya 10. Kab. Katingan 7, Kota Palangka Raya 5." in shown or (
        "12 orang bersama; satu kelas sedikitnya 10. Katingan 7, Kota Palangka Raya 5." in shown
    )


def test_a_programme_that_one_government_fills_alone_is_not_among_them(asked):
    send("6711", "Etika lagi", 20, program_id="DAR")
    assert "satu kelas sedikitnya 10" not in page(asked("dewi"))


@pytest.mark.parametrize("name", ["ani", "budi", "citra", "eka", "nobody"])
def test_nobody_else_is_shown_it(asked, name):
    shown = page(asked(name))
    assert "Yang perlu diselaraskan" not in shown
    assert "satu kelas sedikitnya" not in shown


def test_without_a_year_there_is_nothing_to_bring_into_line(cast):
    assert "Yang perlu diselaraskan" not in page(cast("dewi"))
