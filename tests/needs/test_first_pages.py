"""What the first page tells each role, and the chain an auditor follows from a line of demand to its decree."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from betang.agencies.actions import create_user
from betang.agencies.models import Agency, AuditEvent, Member, Role
from betang.agencies.scope import acting
from betang.agencies.viewers import scope_of
from betang.intake.models import Batch
from betang.needs.actions.demand import publish_demand
from betang.needs.models import Decision, Need, NeedStep, PlanningYear, Proposal, Stage
from betang.needs.queries.chain import exceptions
from betang.needs.queries.flow.items import Asked, facts_of
from betang.needs.rules import Step
from betang.people.models import Person
from betang.standards.models import Assessment
from tests.needs import flow_house
from tests.needs.flow_house import SINCE, YEAR, being, person, proposal, state, step, unit, user
from tests.second_factor import armed

pytestmark = pytest.mark.django_db
AUDIT = "/kebutuhan/audit/"
Open = Callable[[str], Client]


def account(name: str, agency: str, role: str, **about: int) -> None:
    made = armed(create_user(username=name, name=f"{name.title()} Rekaan", password=None, by=None))
    Member.objects.create(user=made, agency=Agency.objects.get(pk=agency), role=role, starts_on=SINCE, **about)


@pytest.fixture(autouse=True)
def cast(house: Path) -> None:
    """Anton audits Katingan, Astrid Palangka Raya; Gong is a3 of Katingan."""
    flow_house.settle()
    account("anton", "6711", Role.AUDITOR)
    account("astrid", "6771", Role.AUDITOR)
    account("gong", "6711", Role.EMPLOYEE, person_number=person("a3").pk)


@pytest.fixture
def as_() -> Open:
    def of(name: str) -> Client:
        client = Client()
        client.force_login(user(name))
        return client

    return of


def text(client: Client, address: str = "/", status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", answer.content.decode())


def asked(client: Client) -> str:
    """The one decision the first page asks for."""
    found = re.findall(r'<p class="asked">(.*?)</p>', text(client))
    assert len(found) == 1
    return str(found[0])


def sent() -> None:
    with being("opik") as who:
        from betang.needs import actions  # noqa: PLC0415

        actions.submit_office(agency="6711", office=unit("U2").pk, by=who.user)


def verified() -> None:
    sent()
    step("ani", Step.VERIFY, "N1")


def decided(*, paper: bool = True) -> None:
    verified()
    step("pia", Step.VALIDATE, "N1")
    step("budi", Step.PLAN, "N1")
    decree = Decision.objects.create(
        agency_id="6711", year=YEAR, kind="decree", number="188.45/9", decided_on=SINCE, signed_by="Putra",
        post="Bupati", scan=flow_house.PDF,
    )  # fmt: skip
    step("ani" if paper else "putra", Step.DECIDE, "N1", decision=decree.pk if paper else None)
    assert state("N1") == "decided"


# ---------------------------------------------------------------- a leader


def test_a_leader_is_asked_for_one_decision_that_follows_the_year(as_: Open) -> None:
    lia, pia, putra = as_("lia"), as_("pia"), as_("putra")
    assert asked(lia) == "Tidak ada keputusan yang diminta dari Anda hari ini."
    verified()
    assert asked(lia) == "Minta Sekretaris Daerah mengesahkan 1 butir kebutuhan 2027."
    assert asked(pia) == "Sahkan 1 butir kebutuhan 2027 yang sudah diverifikasi."
    step("pia", Step.VALIDATE, "N1")
    assert asked(putra) == "Minta BKPSDM memasukkan 1 butir yang sudah sah ke rencana 2027."
    step("budi", Step.PLAN, "N1")
    assert asked(putra) == "Tetapkan 1 butir rencana pengembangan kompetensi 2027."
    assert asked(pia) == "Minta PPK menetapkan 1 butir rencana 2027."
    step("putra", Step.DECIDE, "N1")
    assert asked(putra) == "Tidak ada keputusan yang diminta dari Anda hari ini."


def test_the_button_of_the_decision_opens_what_it_is_about(as_: Open) -> None:
    verified()
    pia = as_("pia")
    href = re.search(r'class="btn btn-primary" href="([^"]+)">Periksa dan sahkan', text(pia))
    assert href is not None
    assert "1 kebutuhan" in text(pia, href[1].replace("&amp;", "&"))


def test_late_forms_are_asked_for_before_what_waits_for_others(as_: Open) -> None:
    verified()
    flow_house.deadline(Stage.SUBMIT, timezone.localdate() - timedelta(days=1))
    assert asked(as_("lia")) == "Minta 1 perangkat daerah mengirim formulir 2027 sekarang."
    assert asked(as_("pia")).startswith("Sahkan 1 butir")  # only she can do that


def test_without_a_year_a_leader_asks_for_one(as_: Open) -> None:
    PlanningYear.objects.update(closed_at=timezone.now())
    assert asked(as_("putra")) == "Minta BPSDM Provinsi membuka tahun rencana."


def test_a_leader_sees_how_much_of_what_is_asked_stands_on_a_target(as_: Open) -> None:
    assert "belum ada orang yang diminta" in text(as_("lia"))  # not known is never zero per cent
    sent()
    Proposal.objects.create(agency_id="6771", title="Bimtek", people=3, state="submitted", year=YEAR)
    publish_demand(agency="6771", by=None)
    page = text(as_("lia"))
    assert "1 dari 1 orang" in page
    assert "1 dari 4 orang" in page  # the whole province
    assert "Gong Bangkirai" not in page


# ---------------------------------------------------------------- BKPSDM, an office


def test_bkpsdm_sees_what_to_do_by_when_its_forms_and_its_money(as_: Open) -> None:
    flow_house.deadline(Stage.SUBMIT, timezone.localdate() + timedelta(days=3))
    sent()
    Proposal.objects.create(agency_id="6711", title="x", program_id="PKN", people=2, state="submitted", year=YEAR)
    publish_demand(agency="6711", by=None)
    page = text(as_("ani"))
    assert "1 formulir perangkat daerah belum dikirim" in page
    assert "2 butir menunggu verifikasi" in page
    assert page.index("formulir perangkat daerah belum dikirim") < page.index("menunggu verifikasi")
    # As guests of Palangka Raya, 2 x (1.050.000 + 17.500.000 / 30) and 2 x 350.000; need N1 names no programme.
    assert "Rp 3.266.668" in page
    assert "Rp 700.000" in page
    assert "Rp 3.966.668" in page
    assert "Rp 420.000.000" in page
    assert "belum dicatat" in page  # no ceiling for dues is on record
    assert "1 dari 3 kursi belum berharga" in page


def test_without_a_price_money_is_not_known_and_never_zero(as_: Open) -> None:
    sent()
    page = text(as_("ani"))
    assert "belum diketahui" in page
    assert "Rp 0" not in page


def test_bkpsdm_counts_returned_forms_and_files_with_refused_rows(as_: Open) -> None:
    sent()
    step("ani", Step.RETURN, "N1", reason="Sebutkan indikatornya")
    batch = {"agency_id": "6711", "fingerprint": "x", "size": 1, "received_on": SINCE, "kind": "dialogues"}
    Batch.objects.create(name="a.xlsx", state="checked", refused=3, **batch)
    Batch.objects.create(name="b.xlsx", state="checked", refused=2, **batch)
    Batch.objects.create(name="b.xlsx", state="committed", committed_at=timezone.now(), **batch)  # sent anew, whole
    page = text(as_("ani"))
    assert re.search(r"Ada yang dikembalikan</dt><dd class=\"attention\"><a [^>]+>1<", page)
    assert re.search(r"Berkas yang keliru</dt><dd class=\"attention\"><a [^>]+>1<", page)


def test_an_office_has_its_workbook_its_errors_and_its_last_day(as_: Open) -> None:
    flow_house.deadline(Stage.SUBMIT, timezone.localdate() + timedelta(days=3))
    Batch.objects.create(
        agency_id="6711", name="dialog.xlsx", fingerprint="x", size=1, received_on=SINCE, kind="dialogues",
        state="checked", refused=3, received_by=user("opik"),
    )  # fmt: skip
    opik = as_("opik")
    page = text(opik)
    assert "Unduh buku kerja (Excel)" in page
    assert "3 baris ditolak; betulkan dan unggah lagi" in page
    assert "1 butir disepakati dan siap diajukan" in page
    assert "Paling lambat" in page
    assert "dialog.xlsx" not in text(as_("olga"))  # another office of the same government
    token = re.search(r'buku-kerja/" hx-boost="false"><input type="hidden" name="csrfmiddlewaretoken"', page)
    assert token is not None
    answer = opik.post("/kebutuhan/buku-kerja/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    sent()
    step("ani", Step.RETURN, "N1", reason="Sebutkan indikatornya")
    assert "1 butir dikembalikan BKPSDM" in text(opik)


@pytest.mark.parametrize("name", ["citra", "astrid"])
def test_another_region_is_told_nothing_of_it(as_: Open, name: str) -> None:
    decided()
    page = text(as_(name))
    for word in ("Gong", "Puskesmas", "188.45/9", "Rp 420.000.000", "dialog.xlsx"):
        assert word not in page
    with being(name) as who, acting(scope_of(who)):
        assert not exceptions.may_audit("6711", user=who)


# ---------------------------------------------------------------- a superior, an employee


def test_a_superior_sees_their_people_in_numbers_and_opens_the_grid(as_: Open) -> None:
    page = text(as_("sari"))
    assert "Bawahan langsung Anda" in page
    assert "dari 2 bawahan" in page
    assert "Gong Bangkirai" not in page
    assert "Gong Bangkirai" in text(as_("sari"), "/kebutuhan/dialog/")


def test_an_employee_sees_post_hours_and_needs_and_may_object_and_print(as_: Open) -> None:
    sent()
    step("ani", Step.REJECT, "N1", reason="Sudah dilatih tahun lalu")
    gong = as_("gong")
    page = text(gong)
    assert "Pengembangan Anda sendiri" in page
    assert "Ditolak: 1" in page
    assert "Ajukan keberatan" in page
    assert "Sudah dilatih tahun lalu" in text(gong, "/saya/kebutuhan/")
    plan = f"/kebutuhan/dokumen/pegawai/{person('a3').pk}/rencana.docx"
    assert plan in page
    assert plan in text(gong, "/saya/")
    assert gong.get(plan).status_code == 200
    assert as_("citra").get(plan).status_code == 404


# ---------------------------------------------------------------- an auditor


def test_an_auditor_follows_an_item_from_its_line_to_its_decree(as_: Open) -> None:
    Assessment.objects.create(
        agency_id="6711", person=person("a3"), competency_id="M.01", level=1, assessed_on=SINCE, source="test"
    )
    decided()
    anton = as_("anton")
    page = text(anton, AUDIT)
    number = Need.objects.get(pk="N1").number
    scan = f"/kebutuhan/keputusan/{Decision.objects.get().pk}/pindaian.pdf"
    steps = [
        "/rakor/permintaan/baris/competency/M.01/?tahun=2027", f"/kebutuhan/butir/{number}/",
        f"/peta/orang/{person('a3').pk}/", "/data/standar/M.01/", "/peta/sasaran/kaitan/", scan,
    ]  # fmt: skip
    places = [page.index(f'href="{one}') for one in steps]
    assert places == sorted(places)
    for href in [re.search(rf'href="({re.escape(one)}[^"#]*)', page) for one in steps]:
        assert href is not None
        if "/peta/orang/" not in href[1]:  # a map is not counted in this house
            assert anton.get(href[1]).status_code == 200, href[1]
    assert "188.45/9" in page
    assert "tidak ada" in page
    assert AuditEvent.objects.filter(name="betang.needs.items_opened", by_username="anton").exists()


def test_exceptions_are_counted_on_the_first_page_and_listed(as_: Open) -> None:
    decided(paper=False)
    Person.objects.filter(pk=person("a3").pk).update(retires_on=SINCE)
    anton = as_("anton")
    page = text(anton)
    for said in ("Ditetapkan tanpa keputusan bernomor", "Belum pernah diukur", "Orangnya keluar, pindah, atau pensiun"):
        assert said in page
    listed = text(anton, f"{AUDIT}?periksa=no_decree")
    assert f"/kebutuhan/butir/{Need.objects.get(pk='N1').number}/" in listed
    assert "Tidak ada butir yang cocok" in text(anton, f"{AUDIT}?periksa=no_target")


def counts() -> dict[str, int]:
    with being("anton") as who:
        _total, found = exceptions.counted("6711", YEAR, on=timezone.localdate(), user=who)
    return {name: count for name, count in found.items() if count}


def test_each_missing_link_is_an_exception() -> None:
    a3 = person("a3")
    decided()
    assert counts() == {"no_evidence": 1}
    proof = Assessment.objects.create(
        agency_id="6711", person=a3, competency_id="M.01", level=1, assessed_on="2020-01-01", source="test"
    )
    assert counts() == {"expired_evidence": 1}
    Assessment.objects.filter(pk=proof.pk).update(assessed_on=SINCE, level=2)
    assert counts() == {"no_gap": 1}
    Assessment.objects.filter(pk=proof.pk).update(level=1)
    assert counts() == {}
    Need.objects.filter(pk="N1").update(competency="T.KES.01")
    assert counts() == {"no_target": 1, "no_evidence": 1, "not_required": 1}
    Need.objects.filter(pk="N1").update(competency="M.01", verified_by=user("opik"))
    assert counts() == {"own_check": 1}
    Need.objects.filter(pk="N1").update(verified_by=user("ani"))
    NeedStep.objects.filter(item="N1", step__in=("submit", "verify")).update(for_agency=True)
    assert counts() == {"own_by_grant": 1}
    NeedStep.objects.all().delete()
    assert counts() == {"no_decree": 1, "no_trace": 1}
    Person.objects.filter(pk=a3.pk).update(legal_position="99")
    assert "gone" in counts()


def test_what_stands_on_a_target_is_the_same_for_the_auditor_and_for_the_step() -> None:
    sent()
    with being("olga") as who:
        from betang.needs import actions  # noqa: PLC0415

        actions.submit_office(agency="6711", office=unit("U1").pk, by=who.user)
    Need.objects.filter(agency="6711").update(year=YEAR, state="validated", agreed_on=SINCE)
    Proposal.objects.filter(agency="6711").update(year=YEAR, state="validated")
    asked_for = Asked(
        "6711", needs=("N1", "N2"), proposals=tuple(Proposal.objects.filter(agency="6711").values_list("pk", flat=True))
    )
    free = {
        (kind, key)
        for (kind, key), one in facts_of(asked_for).items()
        if not one.item.linked and not one.item.compulsory
    }
    with being("anton") as who:
        search = exceptions.Search("6711", YEAR, only="no_target")
        found, count = exceptions.marked(search, on=timezone.localdate(), user=who, first=0, rows=50)
    assert {(one.kind, one.key) for one in found} == free
    assert count == len(free) > 0


def test_a_sample_is_the_same_for_whoever_draws_it(as_: Open) -> None:
    Proposal.objects.bulk_create(
        Proposal(agency_id="6711", unit=unit("U1"), title=f"Bimtek {n}", people=1, state="submitted", year=YEAR)
        for n in range(40)
    )
    pages = [text(as_(name), f"{AUDIT}?contoh=2") for name in ("anton", "ani", "anton")]
    drawn = [re.findall(r"/kebutuhan/usulan/\d+/", page) for page in pages]
    assert drawn[0] == drawn[1] == drawn[2]
    assert len(drawn[0]) == 25
    assert re.findall(r"/kebutuhan/usulan/\d+/", text(as_("anton"), f"{AUDIT}?contoh=3")) != drawn[0]


@pytest.mark.parametrize("name", ["astrid", "citra", "dewi", "opik", "sari", "lia", "pia", "putra", "gong"])
def test_nobody_else_follows_the_chain_of_a_government(as_: Open, name: str) -> None:
    decided()
    client = as_(name)
    assert client.get(f"{AUDIT}?pemerintah=6711").status_code == 404
    assert client.get(f"{AUDIT}?pemerintah=6711&ekspor=csv").status_code == 404
    if name in {"astrid", "citra", "dewi"}:
        assert "188.45/9" not in text(client, AUDIT)


def test_no_first_page_asks_more_queries_for_more_needs(as_: Open, django_assert_max_num_queries: object) -> None:
    Proposal.objects.bulk_create(
        Proposal(agency_id="6711", unit=unit("U1"), title=f"Bimtek {n}", people=1, state="submitted", year=YEAR)
        for n in range(60)
    )
    publish_demand(agency="6711", by=None)
    for name in ("ani", "anton", "lia"):
        client = as_(name)
        text(client)
        with django_assert_max_num_queries(75):  # type: ignore[operator]
            text(client)
    assert proposal("Bimtek 1").state == "submitted"
