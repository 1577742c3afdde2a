"""Five thousand needs in one step: the preview a planner sees, and the step itself, behind the walls.

    .venv/bin/python bench/flow.py [--needs 5000] [--one-by-one 200] [--runs 3]

Makes an embedded database and an invented province of its own (15,000 people, seed 2026). Needs are drawn from the
people of its largest regency with seed 5. A planner enters and submits them; then another planner verifies them all,
and the PyB validates them all, through the page as a browser would (preview, its seal, the step), as the web role
behind the walls. One in fifty stays each time: its verifier entered it, or it has no target.

Beside it in the same run, on the same rows, put back between:
  one by one   the action with a single need, again and again, for --one-by-one of them; told for all of them
  the floor    what PostgreSQL itself needs: one UPDATE and one INSERT ... SELECT of the history, past the walls

Every measured thing is a process of its own that has served the list page before, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

SEED, YEAR, UNLIKE = 5, 2027, 50
CAST = {"isi": "planner", "periksa": "planner", "sahkan": "pyb"}
STEPS = {"verify": ("periksa", "submitted", "verified"), "validate": ("sahkan", "verified", "validated")}
LISTED = "/kebutuhan/"

ENTERED_BY_ITS_VERIFIER = """
    UPDATE needs_need SET entered_by_id = (SELECT id FROM agencies_user WHERE username = 'periksa')
    WHERE number %% %(every)s = 0"""
REMEMBERED = """
    INSERT INTO needs_needstep (agency_id, kind, item, person_number, unit_number, step, before, after)
    SELECT agency_id, 'need', code, person_id, unit_id, %(step)s, state, %(after)s
    FROM needs_need WHERE state = %(before)s"""
MOVED = "UPDATE needs_need SET state = %(after)s, version = version + 1 WHERE state = %(before)s"
PUT_BACK = """
    UPDATE needs_need SET state = %(before)s, validated_by_id = NULL,
        verified_by_id = CASE %(step)s WHEN 'validate' THEN verified_by_id END
    WHERE state = %(after)s"""
FORGOTTEN = "DELETE FROM needs_needstep WHERE step = %(step)s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--needs", type=int, default=5_000)
    parser.add_argument("--people", type=int, default=15_000)
    parser.add_argument("--one-by-one", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--part", help="internal: what this process measures")
    parser.add_argument("--step")
    options = parser.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part](options)))
        return
    home = Path(tempfile.mkdtemp(prefix="betang-flow-", dir="/tmp"))
    (home / "static").mkdir()  # where `betang serve` collects to; whitenoise warns when it is absent
    os.environ |= {"BETANG_HOME": str(home), "BETANG_DEMO": "True"}
    os.environ.pop("DATABASE_URL", None)
    from betang.config import embedded

    try:
        print("prepared", part("prepare", options))
        for step in STEPS:
            measured = [
                {name: part(name, options, step) for name in ("bulk", "one-by-one", "floor")}
                for _ in range(options.runs)
            ]
            tell(step, measured, options)
            part("take", options, step)
    finally:
        embedded.stop(home)
        shutil.rmtree(home, ignore_errors=True)


def part(name: str, options: argparse.Namespace, step: str = "") -> dict:
    command = [
        sys.executable, __file__, "--part", name, "--step", step, "--needs", str(options.needs),
        "--people", str(options.people), "--one-by-one", str(options.one_by_one),
    ]  # fmt: skip
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def tell(step: str, measured: list[dict], options: argparse.Namespace) -> None:
    def median(name: str, figure: str) -> float:
        return statistics.median(run[name][figure] for run in measured)

    bulk = median("bulk", "step_s")
    rows = {
        "the list page before it": (median("bulk", "list_s"), median("bulk", "list_mb")),
        "preview": (median("bulk", "preview_s"), median("bulk", "preview_mb")),
        "step": (bulk, median("bulk", "step_mb")),
        f"one by one, from {options.one_by_one}": (median("one-by-one", "all_s"), median("one-by-one", "mb")),
        "the floor": (median("floor", "all_s"), None),
    }
    print(step, {name: measured[0]["bulk"][name] for name in ("moved", "left")})
    for name, (seconds, peak) in rows.items():
        print(
            f"| {step}: {name} | {seconds:.2f} | {seconds / bulk:.2f} | {f'{peak:.0f}' if peak else ''} |", flush=True
        )


# ---------------------------------------------------------------- parts, each a process


def prepare(options: argparse.Namespace) -> dict:
    """The province, its accounts, the open year, confirmed targets, and the needs: entered and submitted."""
    awake()
    import datetime as dt

    from betang.agencies.actions import add_member, create_user
    from betang.agencies.models import Agency
    from betang.connect.folder.actions import load
    from betang.core.sample import write_sample
    from betang.needs import actions
    from betang.needs.models import Need
    from betang.needs.rules import Step

    folder = Path(os.environ["BETANG_HOME"]) / "sample"
    write_sample(out=folder, people=options.people, agencies=15, seed=2026)
    load(folder=folder, by=None)
    agency = regency()
    for name, role in CAST.items():
        user = create_user(username=name, name=name.title(), password=None, by=None)
        place = Agency.objects.get(pk=agency)
        add_member(user=user, agency=place, role=role, starts_on=dt.date(2026, 1, 1), by=None)
    actions.open_year(year=YEAR, by=None)
    drawn = draw(options.needs, agency, confirm(agency))
    with being("isi"):
        Need.objects.bulk_create(drawn)
    past_the_walls((ENTERED_BY_ITS_VERIFIER, {"every": UNLIKE}))
    began = time.perf_counter()
    with being("isi") as who:
        moved = actions.move(step=Step.SUBMIT, agency=agency, by=who, needs=[one.code for one in drawn])
    return {"agency": agency, "submitted": len(moved.moved), "seconds": round(time.perf_counter() - began, 2)}


def regency() -> str:
    """The regency with the most people."""
    from django.db.models import Count

    from betang.people.models import Person

    rows = Person.objects.filter(agency__kind="regency").order_by().values_list("agency").annotate(n=Count("*"))
    return max(rows, key=lambda row: row[1])[0]


def confirm(agency: str) -> list[str]:
    """Twelve competencies that the whole government has a confirmed target for; a thirteenth has none."""
    from django.utils import timezone

    from betang.agencies.models import User
    from betang.standards.models import Competency
    from betang.targets.models import Target, TargetLink

    TargetLink.objects.filter(agency=agency).delete()
    target = Target.objects.filter(agency=agency).order_by("code").first()
    *linked, _without = found = list(Competency.objects.order_by("code").values_list("pk", flat=True)[:13])
    TargetLink.objects.bulk_create(
        TargetLink(
            agency_id=agency, target=target, competency_id=one, relevance=1, contribution="Petugas yang terlatih",
            expected_change="Naik", owner="Kepala Dinas", review_on="2027-12-01",
        )
        for one in linked
    )  # fmt: skip
    Target.objects.filter(pk=target.pk).update(unit=None)
    sahkan = User.objects.get(username="sahkan")
    TargetLink.objects.filter(agency=agency).update(state="confirmed", decided_by=sahkan, decided_at=timezone.now())
    return found


def draw(count: int, agency: str, competencies: list[str]) -> list:
    from betang.needs.models import Need
    from betang.people.models import Person

    people = list(Person.objects.filter(agency=agency).order_by("source_key").values_list("pk", flat=True))
    *linked, without = competencies
    pairs = [(person, one) for person in people for one in linked]
    rng = random.Random(SEED)
    return [
        Need(
            code=f"B{number:05}", agency_id=agency, person_id=person, basis="dialogue", state="agreed",
            competency_id=without if number % UNLIKE == 7 else competency, agreed_on="2026-10-01",
            priority=rng.choice(["high", "medium", "low"]),
        )
        for number, (person, competency) in enumerate(rng.sample(pairs, count), start=1)
    ]  # fmt: skip


def bulk(options: argparse.Namespace, *, keep: bool = False) -> dict:
    """The list, the preview and the step, each a request inside the server."""
    awake()
    from django.test import Client

    from betang.agencies.models import User

    name, before, after = STEPS[options.step]
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=name))
    client.get(LISTED)  # as a process that has served before
    told: dict = {}

    def timed(what: str, expected: int, ask) -> str:
        began = time.perf_counter()
        answer = ask()
        told[f"{what}_s"], told[f"{what}_mb"] = time.perf_counter() - began, peak_mb()
        if answer.status_code != expected:
            raise SystemExit(f"{what} answered {answer.status_code}")
        return answer.content.decode()

    form = {"pemerintah": regency(), "langkah": options.step, "keadaan": before, "semua": "1"}
    timed("list", 200, lambda: client.get(LISTED, {"keadaan": before}))
    page = timed("preview", 200, lambda: client.post(f"{LISTED}langkah", form))
    form |= {"pasti": "1", "sidik": re.search(r'name="sidik" value="(\w+)"', page)[1]}
    timed("step", 302, lambda: client.post(f"{LISTED}langkah", form))
    told |= {"moved": standing(after), "left": standing(before)}
    if not keep:
        put_back(options.step)
    return told


def one_by_one(options: argparse.Namespace) -> dict:
    awake()
    from betang.needs.actions import move
    from betang.needs.models import Need
    from betang.needs.rules import Step

    name, before, _after = STEPS[options.step]
    agency = regency()
    codes = list(Need.objects.filter(state=before).order_by("pk").values_list("pk", flat=True))
    began = time.perf_counter()
    for code in codes[: options.one_by_one]:
        with being(name) as who:
            move(step=Step(options.step), agency=agency, by=who, needs=[code])
    seconds = time.perf_counter() - began
    put_back(options.step)
    return {"all_s": seconds * len(codes) / options.one_by_one, "mb": peak_mb()}


def floor(options: argparse.Namespace) -> dict:
    awake()
    _name, before, after = STEPS[options.step]
    given = {"step": options.step, "before": before, "after": after}
    began = time.perf_counter()
    past_the_walls((REMEMBERED, given), (MOVED, given))
    seconds = time.perf_counter() - began
    put_back(options.step)
    return {"all_s": seconds}


def take(options: argparse.Namespace) -> dict:
    return bulk(options, keep=True)


PARTS = {"prepare": prepare, "bulk": bulk, "one-by-one": one_by_one, "floor": floor, "take": take}


# ---------------------------------------------------------------- what they share


def awake() -> None:
    from betang.agencies.scope import act_as_operator
    from betang.config import boot

    boot.setup_django()
    act_as_operator()


@contextmanager
def being(name: str) -> Iterator:
    """Everything inside is done by them, as the web role behind the walls."""
    from django.utils import timezone

    from betang.agencies.models import User
    from betang.agencies.scope import acting
    from betang.agencies.viewers import scope_of
    from betang.people.reach import whole_viewer

    user = User.objects.get(username=name)
    with acting(scope_of(whole_viewer(user, on=timezone.localdate()))):
        yield user


def past_the_walls(*statements: tuple[str, dict]) -> None:
    with past() as connection:
        for one, given in statements:
            connection.execute(one, given)


def past(**more) -> psycopg.Connection:
    from betang.config import embedded, env

    return psycopg.connect(embedded.address(env.home(), "postgres"), **more)


def put_back(step: str) -> None:
    """The rows as before the step, without what it left behind."""
    _name, before, after = STEPS[step]
    given = {"step": step, "before": before, "after": after}
    past_the_walls((PUT_BACK, given), (FORGOTTEN, given))
    with past(autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE needs_need, needs_needstep, needs_demand")


def standing(state: str) -> int:
    from betang.needs.models import Need

    return Need.objects.filter(state=state).count()


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
