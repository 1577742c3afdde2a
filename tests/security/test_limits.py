"""Nothing that a stranger writes into an address, a form or a cookie is our fault: never a 500, always plain words."""

from __future__ import annotations

import http.client
import random
import socket
from collections.abc import Callable
from contextlib import closing
from urllib.parse import quote

import pytest
from django.test import Client

from betang.config.middleware import LONGEST_ADDRESS
from tests.addresses import addresses
from tests.platform.test_serving import environment, migrated, serving
from tests.walls.conftest import House

__all__ = ["environment", "migrated"]

AWFUL = [
    "%00", "a%00b", "%ED%A0%80", "%FF", "%", "%zz", "~00", "~ED~A0~80", "-1", "0", "1e9", "9223372036854775808",
    "9" * 30,
    "9" * 3000, "%C2%B2", "%D9%A3", "%E2%80%AE", "' OR 1=1 --", "{{7*7}}", "../../etc/passwd", "-", ",", "NaN",
    "2026-13-45", "0001-01-01", "9999-12-31", "99999-01-01", "true", "<script>", "-kurang", "%0d%0aX: y", "a" * 3000,
]  # fmt: skip
"""Values as they stand in an address, percent signs and all."""
KEYS = (
    "jenis", "ukuran", "unit", "jenjang", "status", "keadaan", "hal", "urut", "ekspor", "tabel", "pemerintah", "orang",
    "pelaku", "objek", "perbuatan", "mulai", "sampai", "sebelum", "dari", "peran", "pegawai", "next", "sebab", "sesi",
    "langkah", "tindakan", "alasan", "nama", "people", "kind", "to_agency", "starts_on", "last_day", "purpose", "email",
    "username", "password", "code", "answer", "state", "wanted", "said", "language", "tampilan",
)  # fmt: skip
READERS = ("citra", "coordinator", "auditor", "employee")


@pytest.mark.django_db
@pytest.mark.parametrize("who", [*READERS, ""])
def test_awful_values_in_an_address_are_never_our_fault(
    house: House, browser: Callable[[str], Client], who: str
) -> None:
    client, draw = browser(who) if who else Client(), random.Random(f"limits {who}")
    for address in (address for address in addresses() if address.name != "account_logout"):
        path = address.at(**house.foreign)
        for value in draw.sample(AWFUL, 8):
            query = "&".join(f"{key}={value}" for key in draw.sample(KEYS, 12)) if len(value) < 300 else f"unit={value}"
            answer = client.get(path, QUERY_STRING=query)
            assert answer.status_code < 500, (path, query)
    for key in KEYS:  # each for itself where lists are narrowed most
        for path in ("/pengaturan/jejak/", "/data/pegawai/", "/peta/pemerintah/6771/prioritas/"):
            for value in draw.sample(AWFUL, 4):
                assert client.get(path, QUERY_STRING=f"{key}={value}").status_code < 500, (path, key, value)


@pytest.mark.django_db
@pytest.mark.parametrize("value", AWFUL)
def test_awful_parts_of_an_address_lead_nowhere(house: House, browser: Callable[[str], Client], value: str) -> None:
    client = browser("citra")
    for start in (
        "/peta/pemerintah/",
        "/peta/unit/",
        "/peta/orang/",
        "/data/standar/",
        "/undangan/",
        "/pengaturan/izin/",
    ):
        for path in (f"{start}{value}", f"{start}{value}/", f"{start}1/kompetensi/{value}/"):
            answer = client.get("/", PATH_INFO=path.replace("%00", "\0"), REQUEST_URI=path)
            assert answer.status_code in {301, 302, 400, 404}, path


@pytest.mark.django_db
@pytest.mark.parametrize("who", READERS)
def test_awful_values_in_a_form_are_never_our_fault(house: House, browser: Callable[[str], Client], who: str) -> None:
    draw = random.Random(f"forms {who}")
    for address in addresses():
        client = browser(who)
        for value in draw.sample(AWFUL, 4):
            form = "&".join(f"{key}={value}" for key in draw.sample(KEYS, 20))
            answer = client.post(address.at(**house.foreign), form, content_type="application/x-www-form-urlencoded")
            assert answer.status_code < 500, (address.name, form)


@pytest.mark.django_db
def test_a_character_that_no_text_holds_is_refused_wherever_it_stands(client: Client) -> None:
    assert client.get("/masuk", {"next": "\0"}).status_code == 400
    assert client.get("/masuk", {"\0": "1"}).status_code == 400
    assert client.post("/masuk", {"username": "a\0b", "password": "x"}).status_code == 400
    client.cookies.load({"sessionid": "abcdefghi"})
    assert client.get("/masuk", HTTP_COOKIE='sessionid="abcdefgh\\000"').status_code == 400
    answer = client.get("/masuk", {"next": "\0"})
    assert "Permintaan ini tidak dapat dibaca" in answer.content.decode()


@pytest.mark.django_db
def test_what_is_too_large_or_too_long_is_refused_in_plain_words(client: Client, settings) -> None:
    long = client.get("/masuk", {"next": "/" + "a" * LONGEST_ADDRESS})
    assert (long.status_code, "terlalu panjang" in long.content.decode()) == (414, True)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    large = client.post("/masuk", {"username": "a" * 1000})
    assert (large.status_code, "terlalu besar" in large.content.decode()) == (413, True)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
    assert client.post("/masuk", {f"f{number}": "1" for number in range(1001)}).status_code == 400
    files = "".join(
        f'--x\r\nContent-Disposition: form-data; name="f{n}"; filename="f{n}"\r\n\r\na\r\n' for n in range(51)
    )
    sent = f"{files}--x--\r\n".encode()
    assert client.post("/masuk", sent, content_type="multipart/form-data; boundary=x").status_code == 400


# ---------------------------------------------------------------- `betang serve` itself


def answered(port: int, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        line.request(method, path, body, headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode(errors="replace")


def spoken(port: int, sent: bytes, seconds: float = 10) -> bytes:
    """What comes back for exactly these bytes; nothing when the line is closed in silence."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=seconds)) as line:
        line.sendall(sent)
        return line.recv(200)


def test_a_real_server_refuses_what_is_too_large_and_goes_on(migrated, capfd) -> None:
    from django.conf import settings  # noqa: PLC0415

    too_much = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    with serving(migrated) as (_main, port):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        status, words = answered(port, "POST", "/masuk", b"a" * too_much, **form)
        assert (status, "terlalu besar" in words) == (413, True)
        head = f"POST /masuk HTTP/1.1\r\nHost: localhost\r\nContent-Length: {10**12}\r\n\r\n"
        assert b" 413 " in spoken(port, head.encode())  # said at once, not after a terabyte
        status, words = answered(port, "GET", f"/masuk?next=/{'a' * LONGEST_ADDRESS}")
        assert (status, "terlalu panjang" in words) == (414, True)
        assert b" 431 " in spoken(
            port, b"GET /masuk HTTP/1.1\r\nHost: localhost\r\nX-Y: " + b"a" * 100_000 + b"\r\n\r\n"
        )
        for path in ("/masuk?next=%00", "/%00", f"/masuk?next={quote(chr(0))}"):
            assert answered(port, "GET", path)[0] == 400
        assert answered(port, "GET", "/%ff%fe")[0] == 404
        assert b" 400 " in spoken(port, b"GET /masuk HTTP/1.1\r\nHost: localhost\r\nX\0: y\r\n\r\n")
        assert answered(port, "GET", "/masuk")[0] == 200
    written = capfd.readouterr()
    assert "Traceback" not in written.out + written.err
