"""Ask for the embedded database as another user, and say what came of it. Started by test_embedded.py.

Everything is imported before root's rights are given up: the interpreter itself may live in root's closed home.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import psycopg

from betang.config import embedded


def main() -> int:
    uid, home = int(sys.argv[1]), Path(sys.argv[2])
    if uid != os.geteuid():
        os.setgroups([])
        os.setgid(uid)
        os.setuid(uid)
    try:
        url = embedded.ensure(home, durable=False)
    except embedded.DatabaseUnavailable as problem:
        print(problem)
        return 1
    with psycopg.connect(url) as connection:
        print(connection.execute("SELECT pg_postmaster_start_time()").fetchone())
    return 0


if __name__ == "__main__":
    sys.exit(main())
