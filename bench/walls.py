"""What the walls cost: the same pages behind them, and as a role that sees past them.

    make demo                                                  # once; 80,000 people, then Ctrl-C
    .venv/bin/python bench/walls.py [--home FOLDER]

Both roles answer the same request in turn, in one process, so that what else the machine does hits both alike. Seconds
are of the whole request inside the server (middleware, queries, rendering), median of the counted rounds. The role that
sees past the walls (BYPASSRLS) is made for the measurement and removed after it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from pathlib import Path

import psycopg

PAGES = {
    "koordinator": ("/peta/", "/peta/panas/", "/peta/prioritas/"),
    "perencana": (
        "/peta/",
        "/peta/panas/",
        "/peta/pemerintah/6711/",
        "/peta/pemerintah/6711/?jenjang=pelaksana",
        "/peta/pemerintah/6711/kompetensi/M.01/",
        "/data/",
        "/data/pegawai/",
    ),
}
ROUNDS, WARM_UP = 60, 5
PAST = "betang_past_the_walls"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="BETANG_HOME of the demo")
    if home := parser.parse_args().home:
        os.environ["BETANG_HOME"] = str(home)
    os.environ["BETANG_DEMO"] = "True"
    from betang.config import boot, embedded, env

    boot.setup_django()
    with psycopg.connect(embedded.address(env.home(), "postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {PAST} LOGIN BYPASSRLS IN ROLE betang_web")
        try:
            measure()
        finally:
            admin.execute(f"DROP ROLE {PAST}")


def measure() -> None:
    from django.contrib.auth import get_user_model
    from django.db import connections
    from django.test import Client

    from betang.agencies.scope import act_as_operator

    act_as_operator()
    settings = connections.settings["default"]
    behind = settings["USER"]
    print("| page | as | behind the walls, ms | past them, ms | ratio |\n|---|---|--:|--:|--:|")
    for name, pages in PAGES.items():
        client = Client(headers={"host": "localhost"})
        client.force_login(get_user_model().objects.get(username=name))
        for page in pages:
            seconds: dict[str, list[float]] = {behind: [], PAST: []}
            for number in range(WARM_UP + ROUNDS):
                for user in (behind, PAST) if number % 2 else (PAST, behind):
                    connections.close_all()
                    settings["USER"] = user
                    client.get("/pengaturan/")  # connected and known, as a process that has served before
                    began = time.perf_counter()
                    answer = client.get(page)
                    if answer.status_code != 200:
                        raise SystemExit(f"{page} answered {answer.status_code}")
                    if number >= WARM_UP:
                        seconds[user].append(time.perf_counter() - began)
            settings["USER"] = behind
            connections.close_all()
            ours, past = (1000 * statistics.median(seconds[user]) for user in (behind, PAST))
            print(f"| {page} | {name} | {ours:.1f} | {past:.1f} | {ours / past:.2f} |", flush=True)


if __name__ == "__main__":
    main()
