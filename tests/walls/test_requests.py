"""Who a request acts for: nobody until the session says, then one user, and nobody again when it is over."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from betang.agencies.actions import add_member, create_user
from betang.agencies.models import Agency, AuditEvent, User
from betang.agencies.scope import DOOR, HOUSE, NOBODY, NoScope, Scope, acting, become, current, unscoped
from betang.config.middleware import Scoped
from betang.config.postgres.base import DatabaseWrapper
from betang.connect.folder.actions import load
from betang.needs.actions import run_map
from betang.people.models import Person
from tests.second_factor import armed
from tests.small_house import write


def seen() -> set[str]:
    """The agencies whose people are visible now."""
    return set(Person.objects.values_list("agency", flat=True).distinct())


def of(*agencies: str) -> Scope:
    return Scope("user", user=1, people=frozenset(agencies))


@pytest.fixture
def house(db: None, tmp_path: Path) -> None:
    load(folder=write(tmp_path / "house"), by=None)


# ---------------------------------------------------------------- the scope of a piece of work


def test_a_query_for_nobody_is_refused(db: None) -> None:
    refused: list[type] = []

    def ask() -> None:
        try:
            Person.objects.exists()
        except NoScope as error:
            refused.append(type(error))
        finally:
            connections.close_all()

    thread = threading.Thread(target=ask)  # a thread of its own acts for nobody yet
    thread.start()
    thread.join()
    assert refused == [NoScope]


def test_whoever_acts_for_nobody_sees_nothing(house: None) -> None:
    with acting(NOBODY):
        assert seen() == set()


def test_what_may_run_for_nobody_is_on_a_list(db: None) -> None:
    with pytest.raises(KeyError), unscoped("because I say so"):
        pass


def test_work_inside_work_goes_back_to_the_scope_around_it(house: None) -> None:
    assert seen() == {"6700", "6711", "6771"}
    with acting(of("6711")):
        assert seen() == {"6711"}
        with acting(of("6771")):
            assert seen() == {"6771"}
        assert seen() == {"6711"}
        become(of("6700"))
        assert seen() == {"6700"}
    assert seen() == {"6700", "6711", "6771"}


def test_a_step_that_fails_leaves_the_scope_as_it_was(house: None) -> None:
    with acting(of("6711")):
        with pytest.raises(DatabaseError), transaction.atomic(), acting(of("6771")):
            Person.objects.create(source_key="x", agency_id="nowhere", unit_id=0, job_id="J1", status="PNS")
        assert seen() == {"6711"}
    assert current() is HOUSE


def test_codes_with_awkward_signs_stay_what_they_are(db: None) -> None:
    awkward = ['a"b', "a,b", "a\\b", "{a}", "a'b", " "]
    Agency.objects.bulk_create(Agency(code=c, name="N", short_name="N", kind="regency") for c in [*awkward, "z"])
    with acting(Scope("user", user=1, members=frozenset(awkward))):
        assert Agency.objects.filter(code="z").update(name="M") == 0
        for code in awkward:
            assert Agency.objects.filter(code=code).update(name="M") == 1, code


# ---------------------------------------------------------------- the middleware


def through(view: Callable[[HttpRequest], HttpResponse], user: User | None = None) -> HttpResponse:
    request = RequestFactory().get("/")
    request.user = user  # type: ignore[assignment]

    def answer(request: HttpRequest) -> HttpResponse:
        middleware.process_view(request)
        return view(request)

    middleware = Scoped(answer)
    return middleware(request)  # type: ignore[return-value]


def planner(name: str, agency: str) -> User:
    user = create_user(username=name, name=name.title(), password=None, by=None)
    add_member(user=user, agency=Agency.objects.get(pk=agency), role="planner", starts_on=date(2026, 1, 1), by=None)
    return armed(user)


def test_before_the_session_is_known_only_the_tables_of_signing_in_are_open(house: None) -> None:
    planner("ani", "6711")

    def view(_request: HttpRequest) -> HttpResponse:
        assert current() == DOOR
        return HttpResponse(f"{len(seen())} {User.objects.count()} {AuditEvent.objects.count()}")

    assert through(view).content == b"0 1 0"


def test_then_it_is_the_users_and_afterwards_nobodys(house: None) -> None:
    answer = through(lambda _request: HttpResponse(" ".join(seen())), planner("ani", "6711"))
    assert answer.content == b"6711"
    assert current() is HOUSE  # what the test was before


def test_a_fault_of_ours_leaves_nothing_behind(house: None) -> None:
    user = planner("ani", "6711")

    def view(_request: HttpRequest) -> HttpResponse:
        assert Person.objects.filter(agency="6711").update(rank="IV/e") == 3
        return HttpResponse(status=500)

    through(view, user)
    assert not Person.objects.filter(rank="IV/e").exists()


def test_a_streamed_answer_is_refused_because_it_would_be_read_without_a_scope(db: None) -> None:
    with pytest.raises(RuntimeError, match="file"):
        through(lambda _request: StreamingHttpResponse(iter(["x"])))


def test_a_page_is_one_transaction(house: None, client: Client) -> None:
    client.force_login(planner("ani", "6711"))
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/pengaturan/").status_code == 200
    first, last = asked[0]["sql"], asked[-1]["sql"]
    assert first.startswith("SAVEPOINT")  # inside the test's own transaction; a real request has BEGIN and COMMIT
    assert last == f"RELEASE {first}"


# ---------------------------------------------------------------- a pool of connections


@pytest.fixture
def one_connection(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A pool with a single connection, which every thread has to share; a planner in each of two governments."""
    load(folder=write(tmp_path / "house"), by=None)
    run_map(as_of=date(2027, 1, 1), by=None)
    planner("ani", "6711")
    planner("citra", "6771")
    connection.close()
    settings = connections.settings["default"]
    kept = {name: settings[name] for name in ("OPTIONS", "CONN_MAX_AGE")}
    settings["OPTIONS"] = {**kept["OPTIONS"], "pool": {"min_size": 1, "max_size": 1, "timeout": 30}}
    settings["CONN_MAX_AGE"] = 0
    yield
    connection.close()
    DatabaseWrapper._connection_pools.pop("default").close()
    settings.update(kept)


def test_requests_that_share_a_connection_never_see_each_others_scope(one_connection: None) -> None:
    faults: list[str] = []
    browsers: dict[str, Client] = {}
    for name in ("ani", "citra"):
        browsers[name] = Client()
        browsers[name].force_login(User.objects.get(username=name))
    connections.close_all()
    names = {"ani": ("Lampit Ulin", "Sumpit Keruing"), "citra": ("Sumpit Keruing", "Lampit Ulin")}

    def visit(name: str) -> None:
        try:
            own, foreign = names[name]
            for _ in range(20):
                page = browsers[name].get("/data/pegawai/").content.decode()
                if own not in page or foreign in page:
                    faults.append(name)
                with pytest.raises(NoScope):
                    Person.objects.exists()
                connections.close_all()
        except Exception as error:  # noqa: BLE001  # a thread tells its test what went wrong
            faults.append(repr(error))

    threads = [threading.Thread(target=visit, args=(name,)) for name in ("ani", "citra", "ani", "citra")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert faults == []
