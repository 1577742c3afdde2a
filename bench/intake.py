"""How fast an office file comes in: read, checked, previewed and committed, beside django-import-export.

    .venv/bin/python bench/intake.py [--rows 100000] [--text-rows 1000000] [--baseline-rows 2000]
                                      [--only STEP...]

Makes a database of its own in a temporary home, and files of invented people (bench/office_files.py). Every measured
step runs in a process of its own, so that its peak memory is its own. The baseline imports the first rows of the same
workbook into the same table, emptied before, as its documentation shows: a preview (dry run) and then the import; its
rate does not depend on how many rows there are.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--text-rows", type=int, default=1_000_000)
    parser.add_argument("--baseline-rows", type=int, default=2_000)
    parser.add_argument("--only", nargs="+", choices=STEPS, help="these steps alone, such as text-prepare text")
    parser.add_argument("--step", help="internal: what this process measures")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(STEPS[options.step](options)))
        return
    with tempfile.TemporaryDirectory(prefix="betang-bench-") as name:
        run_all(Path(name), options)


def run_all(folder: Path, options: argparse.Namespace) -> None:
    from betang.config import embedded

    for step in options.only or STEPS:
        home = folder / ("text" if step.startswith("text") else "home")
        environment = {**os.environ, "BETANG_HOME": str(home)}
        environment.pop("DATABASE_URL", None)
        command = [
            sys.executable, __file__, "--step", step, "--folder", str(folder), "--rows", str(options.rows),
            "--text-rows", str(options.text_rows), "--baseline-rows", str(options.baseline_rows),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
            print(step, done.stdout.strip().splitlines()[-1], flush=True)
        finally:
            embedded.stop(home)


def awake() -> None:
    from betang.agencies.scope import act_as_operator
    from betang.config import boot

    boot.setup_django(current=False)
    act_as_operator()


def files(options: argparse.Namespace, suffix: str) -> dict[str, Path]:
    sys.path.insert(0, str(HERE))
    import office_files

    rows = options.rows if suffix == ".xlsx" else options.text_rows
    return office_files.make(options.folder / suffix, rows, suffix=suffix, seed=4, agency="Pemerintah Kab. Katingan")


def prepare(options: argparse.Namespace, suffix: str = ".xlsx") -> dict[str, object]:
    """The files, the database, the government and its unit list."""
    awake()
    from betang.agencies.models import Agency
    from betang.config import boot

    boot.migrate()
    name = "Pemerintah Kab. Katingan"
    Agency.objects.create(code="6711", name=name, short_name=name, kind="regency")
    return whole_import(files(options, suffix)["units"])


def whole_import(path: Path) -> dict[str, object]:
    from datetime import date

    from betang.intake.actions import check, commit, receive, work_commit

    times, peaks = {}, {}
    begin = time.monotonic()
    (batch,) = receive(agency="6711", files=[(path.name, path)], received_on=date(2026, 10, 30), by=None, queued=False)
    times["received"] = round(time.monotonic() - begin, 1)
    batch = check(batch_id=batch.pk, by=None)
    times["previewed"], peaks["previewed"] = round(time.monotonic() - begin, 1), round(peak_bytes() / 1e6)
    commit(batch_id=batch.pk, accept_good=True, accept_warnings=True, by=None, queued=False)
    batch = work_commit(batch_id=batch.pk, by=None)
    times["committed"], peaks["committed"] = round(time.monotonic() - begin, 1), round(peak_bytes() / 1e6)
    return {
        "rows": batch.rows, "refused": batch.refused, "state": batch.state, "seconds": times,
        "rows_a_second": round(batch.rows / times["committed"]) if times["committed"] else None,
        "peak_mb": peaks,
    }  # fmt: skip


def peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def workbook(options: argparse.Namespace) -> dict[str, object]:
    awake()
    return whole_import(options.folder / ".xlsx" / "siasn.xlsx")


def text(options: argparse.Namespace) -> dict[str, object]:
    awake()
    return whole_import(options.folder / ".csv" / "siasn.csv")


def baseline(options: argparse.Namespace) -> dict[str, object]:
    awake()
    import tablib
    from import_export import fields, resources, widgets
    from openpyxl import load_workbook

    from betang.people.models import Job, Person, Unit

    def day(attribute, column):
        return fields.Field(attribute=attribute, column_name=column, widget=widgets.DateWidget("%d-%m-%Y"))

    class PersonResource(resources.ModelResource):
        """The columns of the register that Betang keeps, each under its SIASN heading."""

        source_key = fields.Field(attribute="source_key", column_name="PNS ID")
        nip = fields.Field(attribute="nip", column_name="NIP BARU")
        name = fields.Field(attribute="name", column_name="NAMA")
        rank = fields.Field(attribute="rank", column_name="GOL AKHIR NAMA")
        education = fields.Field(attribute="education", column_name="TINGKAT PENDIDIKAN NAMA")
        sex = fields.Field(attribute="sex", column_name="JENIS KELAMIN")
        legal_position = fields.Field(attribute="legal_position", column_name="KEDUDUKAN HUKUM ID")
        born = day("born", "TANGGAL LAHIR")
        employed_from = day("employed_from", "TMT CPNS")
        job_since = day("job_since", "TMT JABATAN")
        unit = fields.Field(attribute="unit", column_name="UNOR ID", widget=widgets.ForeignKeyWidget(Unit, "code"))
        job = fields.Field(attribute="job", column_name="JABATAN ID", widget=widgets.ForeignKeyWidget(Job, "code"))

        class Meta:
            model = Person
            import_id_fields = ("source_key",)
            fields = (
                "source_key", "nip", "name", "rank", "education", "sex", "legal_position", "born", "employed_from",
                "job_since", "unit", "job",
            )  # fmt: skip

        def before_save_instance(self, instance, row, **kwargs):
            instance.agency_id, instance.status = "6711", "PNS"

    Person.objects.all().delete()  # new rows for both; units and jobs stay, for the look-ups
    begin = time.monotonic()
    path = options.folder / ".xlsx" / "siasn.xlsx"
    rows = load_workbook(path, read_only=True).active.iter_rows(values_only=True)
    data = tablib.Dataset(headers=[str(cell) for cell in next(rows)])
    for row in rows:
        data.append(row)
        if len(data) == options.baseline_rows:
            break
    seconds = {"opened": time.monotonic() - begin}
    for step, dry_run in (("previewed", True), ("imported", False)):
        begin = time.monotonic()
        result = PersonResource().import_data(data, dry_run=dry_run, raise_errors=False, use_transactions=True)
        seconds[step] = time.monotonic() - begin
    return {
        "rows": len(data), "totals": dict(result.totals), "seconds": {k: round(v, 1) for k, v in seconds.items()},
        "rows_a_second": round(len(data) / sum(seconds.values())),
        "rows_a_second_without_preview": round(len(data) / (seconds["opened"] + seconds["imported"])),
        "peak_mb": round(peak_bytes() / 1e6),
    }  # fmt: skip


STEPS = {
    "prepare": prepare,
    "workbook": workbook,
    "baseline": baseline,
    "text-prepare": lambda options: prepare(options, ".csv"),
    "text": text,
}

if __name__ == "__main__":
    main()
