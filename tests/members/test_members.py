"""Who manages members: in their own government, never themselves, never the last planner."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from betang.agencies import queries
from betang.agencies.actions import add_member, create_user, dismiss_member, invite, rename_agency
from betang.agencies.models import Agency, AuditEvent, Invitation, Member, User
from betang.agencies.rules import LIMITS, NotAllowed, check_end
from betang.people.models import Person, Unit
from tests.members.steps import asked, plain

pytestmark = pytest.mark.django_db

SINCE = timezone.localdate() - timedelta(days=400)


def user(name: str) -> User:
    return User.objects.get(username=name)


def agency(code: str) -> Agency:
    return Agency.objects.get(pk=code)


def ask(code: str, who: str | None, role: str = "leader", **more) -> Invitation:
    by = user(who) if who else None
    return invite(agency=agency(code), asked=asked(role, **more), now=timezone.now(), on=timezone.localdate(), by=by)


def member(name: str) -> Member:
    return Member.objects.get(user__username=name)


def another_planner(code: str = "6711", name: str = "joko") -> Member:
    made = create_user(username=name, name=name.title(), password=None, by=None)
    return add_member(user=made, agency=agency(code), role="planner", starts_on=SINCE, by=None)


# ---------------------------------------------------------------- seeing


def test_a_planner_sees_the_members_of_their_own_government_and_no_other(mapped, as_):
    for name in ("citra", "budi", "ani"):
        client = as_(name)
    page = plain(client.get(reverse("people:members")).content.decode())
    assert "Siapa anggota Pemerintah Kab. Katingan?" in page
    assert "Budi" in page
    assert "Anda sendiri" in page
    assert "Citra" not in page
    assert client.get(reverse("people:members") + "?pemerintah=6771").status_code == 404
    assert client.get(reverse("people:members") + "?pemerintah=9999").status_code == 404


def test_the_coordinator_sees_every_government_chosen_by_a_select(mapped, as_):
    as_("citra")
    client = as_("dewi")
    assert "Provinsi Kalimantan Tengah?" in plain(client.get(reverse("people:members")).content.decode())
    page = client.get(reverse("people:members") + "?pemerintah=6771").content.decode()
    assert "Citra" in page
    assert 'value="6711"' in page


@pytest.mark.parametrize("name", ["budi", "eka", "nobody"])
def test_whoever_does_not_manage_members_finds_none_of_these_pages(mapped, as_, name):
    another = another_planner()
    client = as_(name)
    made = ask("6711", None)
    for address in (
        reverse("people:members"),
        reverse("people:invite"),
        reverse("people:invitation", args=[made.pk]),
        reverse("people:member_end", args=[another.pk]),
        reverse("people:member_reset", args=[another.pk]),
        reverse("agencies:governments"),
        reverse("agencies:government", args=["6711"]),
    ):
        assert client.get(address).status_code == 404, address
        assert client.post(address).status_code == 404, address
    assert Member.objects.get(pk=another.pk).ends_on is None


def test_another_region_finds_no_member_and_no_invitation(mapped, as_):
    another, made = another_planner("6711"), ask("6711", None)
    client = as_("citra")
    for address in (
        reverse("people:invitation", args=[made.pk]),
        reverse("people:member_end", args=[another.pk]),
        reverse("people:member_reset", args=[another.pk]),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, {"tindakan": "tarik"}).status_code == 404
    assert Invitation.objects.get(pk=made.pk).withdrawn_at is None


# ---------------------------------------------------------------- inviting


def test_inviting_from_role_to_link(mapped, as_):
    client, address = as_("ani"), reverse("people:invite")
    roles = plain(client.get(address).content.decode())
    assert "Perencana (BKPSDM)" in roles
    assert "Koordinator provinsi" not in roles
    answer = client.post(f"{address}?peran=leader", {"name": "Hana", "email": "hana@katingan.go.id"}, follow=True)
    page = answer.content.decode()
    assert "belum punya server surel" in plain(page)
    assert "http://testserver/undangan/" in page
    made = Invitation.objects.get()
    assert (made.agency_id, made.role, made.invited_by.username) == ("6711", "leader", "ani")
    again = client.get(reverse("people:invitation", args=[made.pk])).content.decode()
    assert "/undangan/" not in again.replace("/anggota/undangan/", "")  # once
    event = AuditEvent.objects.get(name="betang.agencies.invited")
    assert (event.agency_code, event.by_username, event.new["role"]) == ("6711", "ani", "leader")
    assert "hana" not in str(event.new).lower() + event.note.lower()


def test_nothing_typed_is_lost_when_something_is_refused(mapped, as_):
    page = as_("ani").post(reverse("people:invite") + "?peran=leader", {"name": "Hana Rangas", "email": "hana"})
    assert 'value="Hana Rangas"' in page.content.decode()
    assert "surel yang lengkap" in page.content.decode()
    assert not Invitation.objects.exists()


def test_a_planner_cannot_appoint_a_coordinator(mapped, as_):
    as_("ani")
    for code in ("6711", "6700"):
        with pytest.raises(NotAllowed):
            ask(code, "ani", "coordinator")
    answer = as_("ani").post(reverse("people:invite") + "?peran=coordinator", {"name": "H", "email": "h@x.go.id"})
    assert "Sebagai apa rekan ini bergabung" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_a_planner_of_the_province_cannot_appoint_a_coordinator_either(mapped):
    another_planner("6700", "joko")
    with pytest.raises(NotAllowed, match="hanya diangkat oleh koordinator"):
        ask("6700", "joko", "coordinator")


def test_the_coordinator_appoints_the_first_planner_of_a_government_and_leaves_the_rest_to_them(mapped, as_):
    as_("dewi")
    assert ask("6711", "dewi", "planner").role == "planner"
    with pytest.raises(NotAllowed, match="hanya mengangkat perencana"):
        ask("6711", "dewi", "auditor")
    assert ask("6700", "dewi", "coordinator").role == "coordinator"
    with pytest.raises(NotAllowed):
        ask("6711", "dewi", "coordinator")


def test_nobody_invites_into_another_region_or_invites_themselves(mapped, as_):
    as_("ani")
    with pytest.raises(NotAllowed):
        ask("6771", "ani", "planner")
    User.objects.filter(username="ani").update(email="ani@katingan.go.id")
    with pytest.raises(NotAllowed, match="Anda sendiri"):
        ask("6711", "ani", "leader", email="ANI@katingan.go.id")


def test_an_officer_has_an_office_of_their_government(mapped, as_):
    client, address = as_("ani"), reverse("people:invite") + "?peran=officer"
    here, there = Unit.objects.get(agency="6711", code="U1"), Unit.objects.get(agency="6771", code="U1")
    person = {"name": "Hana", "email": "hana@katingan.go.id"}
    assert "Pilih unit kerja" in plain(client.post(address, person).content.decode())
    assert client.post(address, person | {"unit": there.pk}).status_code == 200
    assert not Invitation.objects.exists()
    assert client.post(address, person | {"unit": here.pk}).status_code == 302
    assert Invitation.objects.get().unit_number == here.pk


def test_an_employee_is_tied_to_a_record_of_their_government(mapped, as_):
    client, address = as_("ani"), reverse("people:invite") + "?peran=employee"
    own, other = Person.objects.get(source_key="a2"), Person.objects.get(source_key="b1")
    person = {"name": "Tikar", "email": "tikar@katingan.go.id"}
    assert "Isi nomor pegawainya" in plain(client.post(address, person).content.decode())
    for number in (other.pk, 99_999_999):
        assert "bukan pegawai pemerintah ini" in plain(
            client.post(address, person | {"person": number}).content.decode()
        )
    assert client.post(address, person | {"person": own.pk}).status_code == 302
    assert AuditEvent.objects.get(name="betang.agencies.invited").people == [own.pk]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "berakhir paling lambat"),
        ({"ends_on": LIMITS.support_days + 1, "reason": "Memuat data"}, "berakhir paling lambat"),
        ({"ends_on": 3}, "Tulis alasan"),
        ({"ends_on": 0, "reason": "Memuat data"}, "sesudah hari ini"),
    ],
)
def test_support_ends_within_a_fortnight_and_says_why(mapped, as_, given, said):
    as_("ani")
    if "ends_on" in given:
        given = given | {"ends_on": timezone.localdate() + timedelta(days=given["ends_on"])}
    with pytest.raises(NotAllowed, match=said):
        ask("6711", "ani", "support", **given)
    until = timezone.localdate() + timedelta(days=LIMITS.support_days)
    assert ask("6711", "ani", "support", ends_on=until, reason="Memuat data").reason == "Memuat data"


# ---------------------------------------------------------------- ending


def test_ending_says_what_happens_and_shuts_at_once(mapped, as_):
    other = as_("budi")
    one = member("budi")
    client, address = as_("ani"), reverse("people:member_end", args=[one.pk])
    page = plain(client.get(address).content.decode())
    assert "bukan lagi Pimpinan di Pemerintah Kab. Katingan" in page
    assert other.get(reverse("needs:agency_priorities", args=["6711"])).status_code == 200
    assert client.post(address).status_code == 302
    assert other.get(reverse("needs:agency_priorities", args=["6711"])).status_code == 404
    ended = AuditEvent.objects.get(name="betang.agencies.member_ended")
    assert (ended.by_username, ended.agency_code) == ("ani", "6711")


def test_a_membership_that_began_today_can_be_ended_today(mapped, as_):
    as_("ani")
    made = create_user(username="joko", name="Joko", password=None, by=None)
    today = timezone.localdate()
    one = add_member(user=made, agency=agency("6711"), role="leader", starts_on=today, by=None)
    dismiss_member(member=one, on=today, by=user("ani"))
    assert queries.roles_in(made, "6711", today) == frozenset()
    with pytest.raises(NotAllowed):
        add_member(user=made, agency=agency("6711"), role="leader", starts_on=today, by=None)


def test_nobody_ends_their_own_membership(mapped, as_):
    client, another = as_("ani"), another_planner()
    page = client.post(reverse("people:member_end", args=[member("ani").pk]), follow=True)
    assert "Peran sendiri tidak dapat diakhiri sendiri" in plain(page.content.decode())
    assert member("ani").ends_on is None
    assert another.ends_on is None


def test_the_last_planner_is_ended_by_the_coordinator_only(mapped, as_):
    as_("dewi")
    as_("ani")
    last, today = member("ani"), timezone.localdate()
    for held in ({"6711": {"planner"}}, {"6771": {"planner"}}, {"6711": {"pyb"}}):
        with pytest.raises(NotAllowed):
            check_end(roles=held, by=None, member=last, on=today, others=0)
    check_end(roles={"6711": {"planner"}}, by=None, member=last, on=today, others=1)
    dismiss_member(member=last, on=today, by=user("dewi"))
    assert queries.roles_in(user("ani"), "6711", today) == frozenset()


def test_planners_of_a_government_end_each_other_but_nobody_in_another(mapped, as_):
    as_("ani")
    joko, citra2, today = another_planner(), another_planner("6771", "citra2"), timezone.localdate()
    with pytest.raises(NotAllowed):
        dismiss_member(member=citra2, on=today, by=user("ani"))
    dismiss_member(member=joko, on=today, by=user("ani"))
    with pytest.raises(NotAllowed, match="sudah berakhir"):
        dismiss_member(member=joko, on=today, by=user("ani"))


def test_a_planner_of_the_province_cannot_end_a_coordinator(mapped, as_):
    as_("dewi")
    another_planner("6700", "joko")
    with pytest.raises(NotAllowed, match="hanya diakhiri oleh koordinator"):
        dismiss_member(member=member("dewi"), on=timezone.localdate(), by=user("joko"))


# ---------------------------------------------------------------- governments


def test_the_coordinator_sees_where_nobody_is_in_charge(mapped, as_):
    as_("ani")
    page = plain(as_("dewi").get(reverse("agencies:governments")).content.decode())
    assert "1 pemerintah belum punya perencana" in page
    file = as_("dewi").get(reverse("agencies:governments") + "?ekspor=csv").content.decode("utf-8-sig")
    states = {line.split(",")[0]: line for line in file.splitlines()[1:]}
    assert "belum ada perencana" in states["Pemerintah Kota Palangka Raya"]
    assert "ada yang memegang" in states["Pemerintah Kab. Katingan"]


def test_the_coordinator_says_how_a_government_is_called_in_a_small_space(mapped, as_):
    client = as_("dewi")
    address = reverse("agencies:government", args=["6711"])
    assert client.post(address, {"nama": "  "}).status_code == 200
    assert client.post(address, {"nama": "Katingan  Raya"}).status_code == 302
    assert agency("6711").short_name == "Katingan Raya"
    event = AuditEvent.objects.get(name="betang.agencies.agency_renamed")
    assert (event.old, event.new) == ({"short_name": "Katingan"}, {"short_name": "Katingan Raya"})


def test_a_planner_renames_nothing(mapped, as_):
    as_("ani")
    with pytest.raises(NotAllowed):
        rename_agency(agency=agency("6711"), short_name="X", on=timezone.localdate(), by=user("ani"))


# ---------------------------------------------------------------- the sub-menu


def test_the_settings_show_only_what_opens(mapped, as_):
    shown = {
        name: as_(name)
        .get(reverse("agencies:profile"))
        .content.decode()
        .split("Bagian pengaturan")[1]
        .split("</nav>")[0]
        for name in ("dewi", "ani", "eka")
    }
    for name, words in {
        "dewi": ("Anggota", "Izin", "Jejak", "Pemerintah"),
        "ani": ("Anggota", "Izin", "Jejak"),
        "eka": ("Jejak",),
    }.items():
        for word in ("Anggota", "Izin", "Jejak", "Pemerintah"):
            assert (f">{word}<" in shown[name]) == (word in words), (name, word)


def test_the_page_of_a_person_leads_to_their_invitation_where_members_are_managed(mapped, as_):
    one = Person.objects.get(source_key="a2")
    client = as_("ani")
    text = client.get(reverse("needs:person", args=[one.pk])).content.decode()
    link = f"{reverse('people:invite')}?pemerintah=6711&amp;peran=employee&amp;pegawai={one.pk}"
    assert link in text
    page = client.get(link.replace("&amp;", "&")).content.decode()
    assert f'type="number" value="{one.pk}"' in page


# ---------------------------------------------------------------- a lost telephone


def test_a_planner_takes_the_second_step_of_a_colleague_away_and_ends_their_sessions(mapped, as_):
    other, client = as_("budi"), as_("ani")
    address = reverse("people:member_reset", args=[member("budi").pk])
    assert "kehilangan ponsel" in plain(client.get(address).content.decode())
    assert Authenticator.objects.filter(user=user("budi")).exists()
    client.post(address)
    assert not Authenticator.objects.filter(user=user("budi")).exists()
    assert AuditEvent.objects.filter(name="betang.agencies.second_factor_removed", by_username="ani").exists()
    assert other is not None


@pytest.mark.parametrize(("elsewhere", "said"), [("6771", "juga memegang peran"), ("6700", "hanya dihapus")])
def test_whose_account_opens_more_than_one_government_is_for_the_coordinator(mapped, as_, elsewhere, said):
    as_("budi")
    role = "coordinator" if elsewhere == "6700" else "leader"
    add_member(user=user("budi"), agency=agency(elsewhere), role=role, starts_on=SINCE, by=None)
    one = Member.objects.get(user__username="budi", agency="6711")
    address = reverse("people:member_reset", args=[one.pk])
    assert said in plain(as_("ani").post(address, follow=True).content.decode())
    assert Authenticator.objects.filter(user=user("budi")).exists()
    as_("dewi").post(address)
    assert not Authenticator.objects.filter(user=user("budi")).exists()


def test_nobody_takes_their_own_second_step_away_here(mapped, as_):
    client = as_("ani")
    page = client.post(reverse("people:member_reset", args=[member("ani").pk]), follow=True)
    assert "di halaman Akun" in plain(page.content.decode())
    assert Authenticator.objects.filter(user=user("ani")).exists()
