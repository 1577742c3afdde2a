"""Settings that cannot be right are refused with what to write instead, and secrets are never repeated."""

from __future__ import annotations

import logging
import os
import subprocess
import sys

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError

from betang.config import env
from betang.config.logs import PlainFormatter
from betang.core.errors import WrongCall


def run(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {
        key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "SECRET_KEY", "BETANG_HTTPS"}
    }
    return subprocess.run(
        [sys.executable, "-c", "from betang.cli import main; main()", "check"],
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_production_without_a_key_is_refused():
    done = run(DATABASE_URL="postgresql://web@localhost/betang")
    assert done.returncode == 2
    assert "SECRET_KEY is not set" in done.stderr


def test_a_database_that_is_no_postgresql_is_refused_without_showing_its_password():
    done = run(DATABASE_URL="mysql://web:rahasia-sekali@localhost/betang", SECRET_KEY="x" * 50)
    assert done.returncode == 2
    assert "postgresql://user:password@host:5432/betang" in done.stderr
    assert "rahasia-sekali" not in done.stderr + done.stdout


def test_check_names_what_stands_between_this_installation_and_production():
    done = run(
        SECRET_KEY="x", DATABASE_URL=os.environ["DATABASE_OWNER_URL"], BETANG_DEMO="1", DEBUG="True", BETANG_HTTPS="no"
    )
    assert done.returncode == 0, done.stderr
    for words in (
        "This is the demo",
        "BETANG_HOSTS",
        "DEBUG is on",
        "SECRET_KEY is short",
        "betang migrate",
        "plain HTTP",
    ):
        assert words in done.stdout


def test_a_url_with_a_socket_and_escaped_signs_is_read():
    entry = env.database("DATABASE_URL", "postgresql://web:a%40b@/betang?host=%2Fvar%2Frun&sslmode=require")
    assert (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["NAME"]) == ("web", "a@b", "/var/run", "betang")
    assert entry["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("written", ["maybe", "tru", "-1"])
def test_a_flag_is_yes_or_no(monkeypatch, written):
    monkeypatch.setenv("BETANG_DEMO", written)
    with pytest.raises(ImproperlyConfigured, match="write True or False"):
        env.flag("BETANG_DEMO", default=False)


def test_a_number_is_a_number(monkeypatch):
    monkeypatch.setenv("BETANG_WEB_PROCESSES", "0")
    with pytest.raises(ImproperlyConfigured, match="1 or more"):
        env.number("BETANG_WEB_PROCESSES", default=2, low=1)


def test_a_page_is_compressed_and_lets_only_our_own_scripts_run(db, client):
    response = client.get("/no-such-page", headers={"accept-encoding": "gzip"})
    assert response.status_code == 404
    assert response.headers["Content-Encoding"] == "gzip"
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert response.headers["X-Frame-Options"] == "DENY"


def logged(error: BaseException) -> str:
    record = logging.LogRecord("betang", logging.ERROR, __file__, 1, "it failed", (), (type(error), error, None))
    return PlainFormatter().format(record)


def test_a_log_line_says_where_but_not_what_an_exception_quoted():
    who = "Siti Fiktif 199001012015031001"
    with pytest.raises(ValueError, match="Siti") as caught:
        int(who)
    line = logged(caught.value)
    assert "it failed" in line
    assert "ValueError" in line
    assert "test_settings.py" in line
    assert "Siti" not in line
    assert "199001012015031001" not in line


def test_a_broken_rule_of_the_database_is_logged_by_its_name_without_the_values():
    nip = "199001012015031001"
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("CREATE TEMPORARY TABLE person (nip text CONSTRAINT one_person_one_nip UNIQUE)")
        with pytest.raises(psycopg.errors.UniqueViolation) as caught:
            connection.execute("INSERT INTO person VALUES (%s), (%s)", [nip, nip])
    assert nip in str(caught.value)
    wrapped = IntegrityError(str(caught.value))
    wrapped.__cause__ = caught.value
    line = logged(wrapped)
    assert "23505" in line
    assert "one_person_one_nip" in line
    assert nip not in line


def test_what_we_say_ourselves_is_logged():
    assert "the port is taken" in logged(WrongCall("the port is taken"))
