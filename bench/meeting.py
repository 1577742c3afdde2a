"""A hall in meeting mode: 150 browsers that ask for the number once a second, on the real server, walls on.

    .venv/bin/python bench/meeting.py [--clients 150] [--seconds 60] [--every 2.0]

Makes an embedded database and a small province of its own and starts `betang serve` as an installation would. Thirty
accounts sign in (five browsers share each: an address is let in sixty times a minute). Every browser does
what the page does: ask for the number once a second over one kept connection, fetch the board when it moved. Meanwhile
two hands at a time change the same item through its form. Every change carries a mark, and each client notes when it
first holds a board with that mark.

Told are the seconds from the answer to a form to the last client's board (all clients, all changes), the bytes of each
client a minute (headers, both ways), and whether any change was lost.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

PASSWORD = "hanya untuk mengukur"  # noqa: S105  (of accounts that live for one measurement)
MARK = re.compile(r"tanda (\d+)\.")
BROWSER = {  # what Chromium sends with a fetch; cookies come beside it
    "Host": "localhost",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36",
    "Accept": "*/*",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "id-ID,id;q=0.9,en;q=0.8",
    "Referer": "http://localhost/rakor/1/",
    "Sec-Fetch-Dest": "empty",
    "Sec-Fetch-Mode": "cors",
    "Sec-Fetch-Site": "same-origin",
}


class Client:
    """One browser: one connection that is kept, its cookies, and every byte that goes over it."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies, self.bytes = port, {}, 0
        self.reader = self.writer = None
        self.version, self.seen = 0, {}

    async def ask(self, path: str, form: dict | None = None) -> tuple[int, dict[str, str], bytes]:
        if self.writer is None or self.reader.at_eof():  # a connection that rests is ended by the server
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        body = urlencode(form).encode() if form is not None else b""
        headers = BROWSER | {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
        lines = [f"{'POST' if form is not None else 'GET'} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
        sent = ("\r\n".join(lines) + "\r\n\r\n").encode() + body
        self.writer.write(sent)
        head = await self.reader.readuntil(b"\r\n\r\n")
        first, *fields = head.decode("latin-1").split("\r\n")
        got = {}
        for line in fields:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key.strip()] = rest.split(";")[0]
            got[name.lower()] = value
        content = await self.reader.readexactly(int(got.get("content-length", 0)))
        self.bytes += len(sent) + len(head) + len(content)
        return int(first.split()[1]), got, content

    async def page(self, path: str) -> str:
        status, headers, content = await self.ask(path)
        if status != 200:
            raise SystemExit(f"{path} answered {status} {headers.get('location', '')}")
        return unpacked(headers, content)

    async def sign_in(self, name: str) -> None:
        gate = await self.page("/masuk")
        form = {"csrfmiddlewaretoken": token(gate), "username": name, "password": PASSWORD}
        status, headers, _content = await self.ask("/masuk", form)
        if status != 302 or "sessionid" not in self.cookies:
            raise SystemExit(f"{name} could not sign in: {status} {headers} {self.cookies}")

    async def follow(self, path: str, start: float, end: float) -> None:
        """What live.js does."""
        await asyncio.sleep(start)
        while time.monotonic() < end:
            began = time.monotonic()
            status, _headers, content = await self.ask(f"{path}denyut/")
            if status != 200:
                raise SystemExit(f"the number answered {status}")
            if int(content) > self.version:
                await self.fetch(path)
            await asyncio.sleep(max(0.0, 1.0 - (time.monotonic() - began)))

    async def fetch(self, path: str) -> None:
        board = await self.page(f"{path}?papan=1")
        now = time.monotonic()
        self.version = int(re.search(r'data-version="(\d+)"', board)[1])
        for mark in MARK.findall(board):
            self.seen.setdefault(int(mark), now)


def unpacked(headers: dict[str, str], content: bytes) -> str:
    import gzip

    return (gzip.decompress(content) if headers.get("content-encoding") == "gzip" else content).decode()


def token(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]


class Hand:
    """Somebody who changes one item again and again through its form, reading it first as a person does."""

    def __init__(self, client: Client, path: str, item: int) -> None:
        self.client, self.path, self.item, self.overtaken = client, f"{path}butir/{item}/", item, 0

    async def write(self, mark: int) -> float:
        """Save `mark` into the decision, over whatever stands there; when it was answered."""
        for _ in range(20):
            page = await self.client.page(self.path)
            said = html.unescape(re.search(r'name="decision"[^>]*>([^<]*)</textarea>', page)[1])
            form = {
                "csrfmiddlewaretoken": token(page),
                "version": re.search(r'name="version" value="(\d+)"', page)[1],
                "state": "agreed",
                "decision": f"{said} tanda {mark}."[-1500:],
                "reason": "",
                "who": "",
                "due": "",
                "screen": "",
            }
            if (title := re.search(r'name="title"[^>]*>([^<]*)</textarea>', page)) is not None:
                form |= {
                    "title": html.unescape(title[1]),
                    "details": html.unescape(re.search(r'name="details"[^>]*>([^<]*)</textarea>', page)[1]),
                }
            status, _headers, _content = await self.client.ask(self.path, form)
            if status == 302:
                return time.monotonic()
            if status != 200:
                raise SystemExit(f"saving answered {status}")
            self.overtaken += 1
        raise SystemExit("overtaken twenty times")


async def measure(port: int, given: dict, clients: int, seconds: float, every: float) -> dict:
    path = f"/rakor/{given['meeting']}/"
    hall = [Client(port) for _ in range(clients)]
    hands = [
        Hand(Client(port), path, item) for item in given["items"] for _ in range(2)
    ]  # two at every item: they overtake each other
    doors = {}
    for name in given["names"]:
        doors[name] = Client(port)
        await doors[name].sign_in(name)
    for number, one in enumerate(hall):
        one.cookies |= doors[given["names"][number % len(given["names"])]].cookies
        await one.page(path)
        await one.fetch(path)
        one.bytes = 0
    for hand in hands:
        hand.client.cookies |= doors[given["names"][0]].cookies
    end = time.monotonic() + seconds
    following = [asyncio.create_task(one.follow(path, number / clients, end)) for number, one in enumerate(hall)]
    saved: dict[int, float] = {}
    mark = 0
    await asyncio.sleep(2)
    while time.monotonic() < end - 6:
        pair = hands[2 * (mark // 2 % len(given["items"])) :][:2]
        marks = (mark, mark + 1)
        began = time.monotonic()
        saved |= dict(
            zip(marks, await asyncio.gather(*(h.write(m) for h, m in zip(pair, marks, strict=True))), strict=True)
        )
        mark += 2
        await asyncio.sleep(max(0.0, every - (time.monotonic() - began)))
    await asyncio.gather(*following)
    waits = [one.seen[m] - at for m, at in saved.items() for one in hall if m in one.seen]
    unseen = sum(m not in one.seen for m in saved for one in hall)
    for one in hall:
        one.minute = one.bytes * 60 / seconds
    final = set(map(int, MARK.findall(await hall[0].page(f"{path}?papan=1"))))
    return {
        "clients": clients,
        "changes": len(saved),
        "lost": len(set(saved) - final),
        "unseen": unseen,
        "overtaken": sum(h.overtaken for h in hands),
        "median": statistics.median(waits),
        "p95": statistics.quantiles(waits, n=100)[94],
        "most": max(waits),
        "all_saw_p95": statistics.quantiles([max(one.seen[m] for one in hall) - at for m, at in saved.items()], n=100)[
            94
        ]
        if not unseen and len(saved) > 1
        else None,
        "kb_a_minute": max(one.minute for one in hall) / 1000,
    }


def prepare() -> dict:
    """A small province with fifteen governments and accounts, one meeting that is held; all of it committed."""
    import datetime as dt
    from uuid import uuid4

    from betang.config import boot

    boot.setup_django()
    from betang.agencies.actions import add_member, create_user
    from betang.agencies.models import Agency
    from betang.agencies.scope import act_as_operator
    from betang.connect.folder.actions import load
    from betang.core.sample import write_sample
    from betang.meeting import actions

    act_as_operator()
    folder = Path(os.environ["BETANG_HOME"]) / "sample"
    write_sample(out=folder, people=400, agencies=15, seed=2026)
    load(folder=folder, by=None)
    since, names = dt.date(2026, 1, 1), []
    agencies = sorted(Agency.objects.all(), key=lambda one: one.kind != "province")
    hashed = None
    for number in range(30):  # two of each government: a planner, or the coordinator, and a leader
        agency = agencies[number % len(agencies)]
        role = "leader" if number >= len(agencies) else "coordinator" if agency.kind == "province" else "planner"
        user = create_user(username=f"ukur{number}", name="Pengukur", password=None if hashed else PASSWORD, by=None)
        hashed = hashed or user.password
        type(user).objects.filter(pk=user.pk).update(password=hashed)
        add_member(user=user, agency=agency, role=role, starts_on=since, by=None)
        names.append(user.username)
    terms = actions.Terms(year=2027, title="Rakor", day=dt.date(2026, 12, 4), chair="Kepala BPSDM")
    meeting = actions.prepare_meeting(key=uuid4(), terms=terms, by=None)
    words = ["Diusulkan sembilan kabupaten, masing-masing terlalu sedikit untuk satu kelas sendiri."]
    items = [
        actions.NewItem("class", f"Kelas bersama nomor {n} bagi pengelola keuangan perangkat daerah", words)
        for n in range(12)
    ]
    made = actions.add_items(meeting=meeting, items=items, by=None)
    actions.open_meeting(meeting=meeting, by=None)
    return {"meeting": meeting.pk, "items": [one.pk for one in made], "names": names}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=150)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--every", type=float, default=2.0, help="seconds between two pairs of changes")
    given = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="betang-meeting-", dir="/tmp"))
    os.environ |= {"BETANG_HOME": str(home), "BETANG_WEB_PROCESSES": "2", "BETANG_DEMO": "True"}
    from betang.config import embedded

    port = free_port()
    try:
        told = prepare()
        command = [sys.executable, "-c", "from betang.cli import main; main()", "serve", "--port", str(port)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            wait_for(port)
            result = asyncio.run(measure(port, told, given.clients, given.seconds, given.every))
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(60)
        print(json.dumps(result, indent=1))
    finally:
        embedded.stop(home)
        shutil.rmtree(home, ignore_errors=True)


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not come up")


if __name__ == "__main__":
    main()
