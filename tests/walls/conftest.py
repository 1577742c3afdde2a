"""A house in which every role sits in Katingan (6711), and Palangka Raya (6771) has something of each kind to hide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.second_factor import armed
from tests.small_house import for_a_module, write

AS_OF = date(2027, 1, 1)
SINCE = date(2026, 1, 1)
WORDS = ("Sumpit Keruing", "Anjat Rotan", "197203031998031003", "Dinas Pendidikan", "Rata-rata Lama Sekolah",
         "citra@contoh.go.id", "Hulu Rekaan", "hulu@contoh.go.id", "Keperluan rahasia", "Nama saya keliru",
         "berkas-hilir.csv", "ejaan hilir", "Visi hilir")  # fmt: skip
"""What stands in the rows of Palangka Raya and must not be read elsewhere."""


@dataclass(frozen=True)
class House:
    """Numbers of the rows of Palangka Raya, by the argument of an address that leads to them."""

    foreign: dict[str, Any]

    @property
    def absent(self) -> dict[str, Any]:
        return {name: "9999" if name in {"agency", "target"} else 99_999_999 for name in self.foreign}


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Once for a module."""
    with for_a_module(django_db_blocker):
        yield House(_build(tmp_path_factory.mktemp("walls")))


@pytest.fixture
def house(built: House, db: None) -> House:
    return built


def _build(folder: Path) -> dict[str, Any]:
    from betang.agencies.models import Agency, Grant, Invitation, Role  # noqa: PLC0415
    from betang.connect.folder.actions import load  # noqa: PLC0415
    from betang.needs.actions import run_map  # noqa: PLC0415
    from betang.people.models import Correction, GrantedPerson, Person, Unit  # noqa: PLC0415
    from betang.targets.models import TargetLink, Vision  # noqa: PLC0415

    load(folder=write(folder), by=None)
    run_map(as_of=AS_OF, by=None)
    person = Person.objects.in_bulk(field_name="id")
    by_key = {p.source_key: p for p in person.values()}
    unit = Unit.objects.get(agency="6711", code="U1")
    for role in Role:
        agency = "6700" if role == Role.COORDINATOR else "6711"
        about = {"unit_number": unit.pk} if role == Role.OFFICER else {}
        if role in {Role.EMPLOYEE, Role.SUPERVISOR}:
            about = {"person_number": by_key["a1"].pk}
        _member(str(role), role, agency, **about)
    from betang.agencies.actions import create_user  # noqa: PLC0415

    create_user(username="nobody", name="Tanpa Peran", password=None, by=None)
    _member("citra", Role.PLANNER, "6771")
    worker = _member("budi", Role.EMPLOYEE, "6771", person_number=by_key["b1"].pk)
    city, province = Agency.objects.get(pk="6771"), Agency.objects.get(pk="6700")
    invitation = Invitation.objects.create(
        agency=city, role=Role.PLANNER, name="Hulu Rekaan", email="hulu@contoh.go.id", invited_by=worker.user,
        expires_at="2099-01-01T00:00:00Z",
    )  # fmt: skip
    grant = Grant.objects.create(
        agency=city, to_agency=province, kind="people", purpose="Keperluan rahasia", starts_on=SINCE,
        ends_on=SINCE + timedelta(days=3650), granted_by=worker.user,
    )  # fmt: skip
    GrantedPerson.objects.create(grant=grant, agency=city, person=by_key["b2"])
    correction = Correction.objects.create(
        agency=city, person=by_key["b1"], subject="people", said="Nama saya keliru", wanted="Benar",
        asked_by=worker.user,
    )  # fmt: skip
    vision = Vision.objects.create(agency=city, document="RPJMD", text="Visi hilir", first_year=2025, last_year=2029)
    batch, alias, column = sent("6771", "berkas-hilir.csv", "ejaan hilir")
    return {
        "target": "Y1",
        "link": TargetLink.objects.get(target="Y1").pk,
        "vision": vision.pk,
        "batch": batch,
        "alias": alias,
        "column": column,
        "agency": "6771",
        "unit": Unit.objects.get(agency="6771").pk,
        "person": by_key["b1"].pk,
        "member": worker.pk,
        "invitation": invitation.pk,
        "grant": grant.pk,
        "correction": correction.pk,
        "objection": objected("6771", by_key["b1"], worker.user),
        "template": own_template("6771"),
        **on_the_way("6771"),
    }


def on_the_way(agency: str) -> dict[str, Any]:
    """A need about somebody, a proposal and a decision on paper of an agency."""
    from betang.needs.models import Decision, Need, Proposal  # noqa: PLC0415
    from betang.people.models import Person  # noqa: PLC0415

    person = Person.objects.filter(agency=agency).order_by("pk").first()
    Need.objects.get_or_create(
        code=f"walls-{agency}", agency_id=agency, person=person, competency_id="M.01", basis="post",
        agreed_on=SINCE,
    )  # fmt: skip
    paper, _made = Decision.objects.get_or_create(
        agency_id=agency, year=2027, kind="decree", number="800/1", decided_on=SINCE, signed_by="Pejabat Rekaan",
        post="Sekretaris Daerah", scan=b"%PDF-",
    )  # fmt: skip
    proposal = Proposal.objects.filter(agency=agency).order_by("pk").first()
    assert proposal is not None
    return {
        "need": Need.objects.get(code=f"walls-{agency}").number,
        "proposal": proposal.pk,
        "paper": paper.pk,
    }


def objected(agency: str, person: Any, by: Any) -> int:
    """A person of an agency objects to a need of theirs."""
    from betang.needs.models import Objection  # noqa: PLC0415

    text = "Keberatan Sumpit Keruing" if agency == "6771" else "Keberatan saya"
    return Objection.objects.create(agency_id=agency, person=person, item="x", text=text, made_by=by).pk


def own_template(agency: str) -> int:
    """A government's own Word template; that it cannot be filled in does not matter to whoever may take it."""
    from betang.needs.models import DocumentTemplate  # noqa: PLC0415

    name = "templat-hilir.docx" if agency == "6771" else "templat-hulu.docx"
    return DocumentTemplate.objects.create(
        agency_id=agency, kind="inventory", name=name, content=b"PK Hulu Rekaan", ended_at="2026-01-02T00:00:00Z"
    ).pk


def sent(agency: str, name: str, spelled: str) -> tuple[int, int, int]:
    """A file of an agency that was checked, with a problem that names somebody, a spelling and a heading."""
    from betang.intake.models import Alias, Batch, BatchProblem, RememberedColumn  # noqa: PLC0415

    batch = Batch.objects.create(
        agency_id=agency, name=name, fingerprint="0" * 64, size=1, kind="people", state="checked", received_on=SINCE,
        rows=2, refused=1, counts={"refused": {"unknown_unit": 1}, "cell": {}, "warning": {}},
        look={"format": "text", "sheets": [{"name": "", "hidden": False}], "found": []},
    )  # fmt: skip
    value = "Anjat Rotan" if agency == "6771" else "Tikar Meranti"
    BatchProblem.objects.create(
        batch=batch, agency_id=agency, number=0, severity="refused", row=2, column="NAMA", value=value,
        code="unknown_unit",
    )  # fmt: skip
    alias = Alias.objects.create(agency_id=agency, directory="units", spelled=spelled, code="U1")
    column = RememberedColumn.objects.create(agency_id=agency, kind="people", heading=spelled, field="people.name")
    return batch.pk, alias.pk, column.pk


def _member(name: str, role: str, agency: str, **about: Any) -> Any:
    from betang.agencies.actions import create_user  # noqa: PLC0415
    from betang.agencies.models import Agency, Member  # noqa: PLC0415

    user = create_user(
        username=name, name=f"{name.title()} Rekaan", password=None, email=f"{name}@contoh.go.id", by=None
    )
    ends = {"ends_on": date(2099, 1, 1), "reason": "memeriksa galat"} if role == "support" else {}
    return Member.objects.create(
        user=armed(user), agency=Agency.objects.get(pk=agency), role=role, starts_on=SINCE, **about, **ends
    )


@pytest.fixture
def browser(house: House) -> Callable[[str], Client]:
    """A browser signed in as the member of that name (a role's name: who holds it in Katingan)."""

    def of(name: str) -> Client:
        from betang.agencies.models import User  # noqa: PLC0415

        client = Client()
        client.force_login(User.objects.get(username=name))
        client.get("/pengaturan/")  # the first page of a session writes down that it began
        return client

    return of
