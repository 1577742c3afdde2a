"""The command line: parse, call one function, exit code by error class.

    0 done   1 our fault   2 wrong call   3 bad input   4 no solution

Heavy libraries are imported by the command that needs them, so that `betang --help` answers at once.
"""

from __future__ import annotations

import argparse
import csv
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from betang import __version__
from betang.core.errors import BadInput, BetangError, Problem, WrongCall

if TYPE_CHECKING:
    from betang.core.engine import Tables
    from betang.core.files import Folder
    from betang.core.gap.files import MapSummary

Progress = Callable[[str, int, int], None]
Command = Callable[[argparse.Namespace], int]

_SHOWN = 20  # problems printed on the terminal; --problems writes the first thousand


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    options = _parsed(arguments)
    command: Command = options.command
    try:
        return command(options)
    except BadInput as error:
        _tell_problems(error, getattr(options, "problems", None))
        return error.exit_code
    except BetangError as error:
        print(f"betang: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("betang: stopped; nothing was half written", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"betang: {error.strerror or error}: {error.filename or ''}".rstrip(": "), file=sys.stderr)
        return 1
    except Exception:  # noqa: BLE001  # the last resort of a command line: say that it is our fault, with where
        traceback.print_exc()
        print("betang: this is a fault of Betang, not of your data; please report the lines above", file=sys.stderr)
        return 1


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """The call; files may stand before, between and after options, which argparse does not do below a subcommand."""
    top = parser()
    options, rest = top.parse_known_args(arguments)
    if rest and (not hasattr(options, "files") or any(word.startswith("-") for word in rest)):
        top.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:
        options.files += rest
    return options


def parser() -> argparse.ArgumentParser:
    """Every command with its options; docs/how-to has a page for each."""
    top = argparse.ArgumentParser(
        prog="betang", description="Map, plan, deliver and judge the learning of a province's civil servants."
    )
    top.add_argument("--version", action="version", version=f"betang {__version__}")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for add in (_add_demo, _add_serving, _add_load, _add_import, _add_invite, _add_export, _add_map, _add_plan):
        add(commands)
    for add in (_add_sample, _add_breach, _add_retention):
        add(commands)
    return top


def _add_demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    demo = commands.add_parser("demo", help="embedded database, sample province, map made, pages open")
    demo.add_argument("--agencies", type=_count, default=15, metavar="N", help="governments (default 15)")
    demo.add_argument(
        "--people", type=_count, default=80_000, metavar="N", help="invented civil servants (default 80000)"
    )
    demo.add_argument("--port", type=_count, default=8000, metavar="P", help="port of the pages (default 8000)")
    demo.set_defaults(command=_demo)


def _add_serving(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = commands.add_parser("serve", help="the pages, with one worker inside")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    serve.add_argument("--port", type=_count, default=8000, metavar="P")
    serve.set_defaults(command=_serve)
    for name, help_text, command in (
        ("worker", "one more worker, on this or another machine", _worker),
        ("migrate", "bring the database up to this version", _migrate),
        ("check", "what stands between this installation and production", _check),
    ):
        commands.add_parser(name, help=help_text).set_defaults(command=command)


def _add_load(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    load = commands.add_parser("load", help="a whole data folder into the database, all or nothing")
    load.add_argument("folder", type=Path, metavar="DIR")
    load.add_argument("--as-of", type=_day, metavar="DATE", help="then draw and publish the map of this day")
    _add_problems(load)
    load.set_defaults(command=_load)


def _add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    take = commands.add_parser("import", help="office files into the database, as the page Kiriman takes them")
    take.add_argument(
        "files", nargs="+", metavar="[KIND] FILE", help="files or zips; the kind (docs/guide/file-kinds.md) is found"
    )
    take.add_argument("--agency", metavar="CODE", help="whose files they are, where they do not say so themselves")
    take.add_argument("--accept-good", action="store_true", help="write the good rows while refused ones wait")
    take.add_argument("--returned", type=Path, metavar="DIR", help="write workbooks of the refused rows there")
    take.add_argument("--received", type=_day, metavar="DATE", help="the day the files arrived (default today)")
    _add_problems(take)
    take.set_defaults(command=_import)


def _add_invite(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    invite = commands.add_parser("invite", help="a link for somebody's first account, such as the first coordinator's")
    invite.add_argument("--agency", required=True, metavar="CODE", help="the government they act for")
    invite.add_argument("--role", required=True, metavar="ROLE", help="such as coordinator or planner")
    invite.add_argument("--name", required=True, metavar="NAME")
    invite.add_argument("--email", required=True, metavar="E-MAIL")
    invite.set_defaults(command=_invite)


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = commands.add_parser("export", help="the database as a data folder")
    export.add_argument("--out", type=Path, required=True, metavar="DIR")
    export.add_argument("--agency", metavar="CODE", help="only this government and what is common to all")
    export.set_defaults(command=_export)


def _add_map(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    draw = commands.add_parser("map", help="the needs map of a data folder")
    draw.add_argument("--data", type=Path, required=True, metavar="DIR")
    draw.add_argument(
        "--as-of", type=_day, required=True, metavar="DATE", help="YYYY-MM-DD; later evidence does not count"
    )
    draw.add_argument("--out", type=Path, required=True, metavar="DIR")
    draw.add_argument("--engine", choices=("duckdb", "postgres"), default="duckdb")
    draw.add_argument("--next-job", action="store_true", help="hold people against the job they are to take")
    draw.add_argument("--gaps", action="store_true", help="also write gaps.parquet, a row for every required pair")
    draw.add_argument("--params", type=Path, metavar="FILE", help="JSON; keys not named keep their default")
    _add_problems(draw)
    draw.set_defaults(command=_map)


def _add_plan(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    plan = commands.add_parser("plan", help="the joint plan of a data folder, with proof")
    plan.add_argument("--data", type=Path, required=True, metavar="DIR")
    plan.add_argument("--as-of", type=_day, required=True, metavar="DATE", help="YYYY-MM-DD; the plan is for its year")
    plan.add_argument("--out", type=Path, required=True, metavar="DIR")
    plan.add_argument("--mode", choices=("shared", "alone", "compare"), default="shared")
    plan.add_argument(
        "--gap", type=_share, default=0.005, metavar="SHARE", help="how near the best counts as proven (default 0.005)"
    )
    plan.add_argument("--time-limit", type=_seconds, metavar="S", help="seconds; then the best so far, with its bound")
    plan.add_argument("--measured-only", action="store_true", help="what was only agreed on counts for nothing")
    plan.add_argument("--params", type=Path, metavar="FILE", help="JSON; keys not named keep their default")
    _add_problems(plan)
    plan.set_defaults(command=_plan)


def _add_sample(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sample = commands.add_parser("sample", help="a believable province of invented people, as a data folder")
    sample.add_argument("--people", type=_count, required=True, metavar="N")
    sample.add_argument("--agencies", type=_count, required=True, metavar="N")
    sample.add_argument("--seed", type=int, required=True, metavar="S")
    sample.add_argument("--out", type=Path, required=True, metavar="DIR")
    sample.set_defaults(command=_sample)


def _add_breach(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    breach = commands.add_parser("breach", help="whose data was opened or changed, by whom, when: from the trail")
    breach.add_argument("--from", type=_day, required=True, metavar="DAY", dest="since", help="YYYY-MM-DD, first day")
    breach.add_argument("--to", type=_day, required=True, metavar="DAY", dest="until", help="YYYY-MM-DD, last day")
    breach.add_argument("--by", metavar="USERNAME", help="only what this user did")
    breach.add_argument("--agency", metavar="CODE", help="only data of this government")
    breach.add_argument("--person", type=_count, metavar="N", help="only about the employee of this number")
    breach.add_argument("--out", type=Path, required=True, metavar="FILE.csv", help="holds names: keep it safe")
    breach.set_defaults(command=_breach)


def _add_retention(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    retention = commands.add_parser("retention", help="what has been kept long enough; says so, or deletes it")
    retention.add_argument("--apply", action="store_true", help="delete it; without this nothing changes")
    retention.set_defaults(command=_retention)


def _add_problems(command: argparse.ArgumentParser) -> None:
    command.add_argument("--problems", type=Path, metavar="FILE.csv", help="write problems and warnings to this file")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write YYYY-MM-DD") from None


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _share(text: str) -> float:
    return _number(text, most=1.0, words="a share above 0 and below 1, such as 0.005")


def _seconds(text: str) -> float:
    return _number(text, most=float("inf"), words="a number of seconds above 0")


def _number(text: str, *, most: float, words: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < most:
        raise argparse.ArgumentTypeError(f"{text!r} is not {words}")
    return value


def _plan(options: argparse.Namespace) -> int:
    from betang.core.params import read_parameters
    from betang.core.plan.files import PlanCall, plan_folder

    with progress_bar() as progress:
        summary = plan_folder(
            PlanCall(
                data=options.data,
                as_of=options.as_of,
                out=options.out,
                mode=options.mode,
                gap=options.gap,
                time_limit=options.time_limit,
                measured_only=options.measured_only,
            ),
            params=read_parameters(options.params),
            progress=progress,
        )
    _tell_warnings(summary.warnings, options.problems)
    for line in summary.lines:
        print(line, file=sys.stderr)
    return 0


def _map(options: argparse.Namespace) -> int:
    from betang.core.gap.files import map_folder
    from betang.core.params import read_parameters

    with progress_bar() as progress, ExitStack() as stack:
        summary = map_folder(
            data=options.data,
            as_of=options.as_of,
            out=options.out,
            params=read_parameters(options.params),
            next_job=options.next_job,
            gaps=options.gaps,
            move=partial(_to_postgres, stack) if options.engine == "postgres" else None,
            progress=progress,
        )
    _tell_warnings(summary.warnings, options.problems)
    for line in _map_told(summary):
        print(line, file=sys.stderr)
    return 0


def _map_told(summary: MapSummary) -> list[str]:
    known = 100 * summary.known / summary.required if summary.required else 0
    lines = [
        f"{summary.cells} cells, {summary.ranked} ranked, {summary.cells - summary.ranked} to measure first",
        f"{summary.required} required pairs, {known:.1f} % known; {summary.short} of those {summary.known} short",
    ]
    if summary.on_default:
        share = 100 * summary.on_default / summary.required
        lines.append(f"{share:.1f} % of the pairs rest on default or draft standards")
    return lines


def _to_postgres(stack: ExitStack, folder: Folder) -> Tables:
    """The folder's tables in PostgreSQL, as long as the connection that `stack` closes is open."""
    import psycopg

    from betang.config import embedded, env
    from betang.core.engine import carry_to, on_postgres

    url = env.text("DATABASE_URL", "") or embedded.ensure(env.home())
    connection = stack.enter_context(psycopg.connect(url, autocommit=True))
    return carry_to(on_postgres(connection), folder.tables)


def _sample(options: argparse.Namespace) -> int:
    from betang.core.sample import write_sample

    with progress_bar() as progress:
        write_sample(
            out=options.out, people=options.people, agencies=options.agencies, seed=options.seed, progress=progress
        )
    return 0


def _load(options: argparse.Namespace) -> int:
    _wake_django()
    from betang.connect.folder import actions

    with progress_bar() as progress:
        result = actions.load(folder=options.folder, by=None, progress=progress)
    _tell_warnings(result.warnings, options.problems)
    for change in result.changes:
        told = f"{change.rows} rows ({change.added} added, {change.changed} changed, {change.removed} removed)"
        print(f"{change.table}: {told}", file=sys.stderr)
    if options.as_of is not None:
        _publish_map(options.as_of)
    return 0


def _publish_map(as_of: date) -> None:
    from betang.needs.actions import run_map

    run_map(as_of=as_of, by=None, publish=True)
    print(f"the map of {as_of} is drawn and published", file=sys.stderr)


def _import(options: argparse.Namespace) -> int:
    _wake_django()
    from betang.intake.actions.import_files import Import, import_files

    kind, files = _kind_and_files(options.files)
    done = Import()
    try:
        with progress_bar() as progress:
            import_files(
                files=files,
                kind=kind,
                agency=options.agency,
                accept_good=options.accept_good,
                received_on=options.received or date.today(),  # noqa: DTZ011  # the day here, where the files arrived
                returned=options.returned,
                by=None,
                done=done,
                progress=progress,
            )
    finally:
        for line in done.lines():
            print(line, file=sys.stderr)
        if options.problems is not None:
            _write_problems(options.problems, done.problems)
            options.problems = None  # all of them; a refusal would write the first thousand over it
    return 0


def _kind_and_files(named: Sequence[str]) -> tuple[str | None, list[Path]]:
    """The kind is the first word when it is no file and looks like none."""
    first, *rest = named
    if rest and not Path(first).exists() and "." not in first and "/" not in first:
        return first, [Path(name) for name in rest]
    return None, [Path(name) for name in named]


def _invite(options: argparse.Namespace) -> int:
    _wake_django()
    from betang.config import commands

    made = commands.invite(agency=options.agency, role=options.role, name=options.name, email=options.email)
    print(made.link)
    print(f"for {options.email}, until {made.until}; it opens an account: hand it to nobody else", file=sys.stderr)
    return 0


def _export(options: argparse.Namespace) -> int:
    _wake_django()
    from betang.connect.folder import actions, queries

    actions.note_export(agency=options.agency, by=None)
    with progress_bar() as progress:
        queries.export(out=options.out, agency=options.agency, progress=progress)
    return 0


def _breach(options: argparse.Namespace) -> int:
    from betang.config import commands

    lines = commands.breach(
        since=options.since,
        until=options.until,
        by=options.by,
        agency=options.agency,
        person=options.person,
        out=options.out,
    )
    for line in lines:
        print(line, file=sys.stderr)
    return 0


def _retention(options: argparse.Namespace) -> int:
    from betang.config import commands

    for line in commands.retention(apply=options.apply):
        print(line)
    return 0


def _demo(options: argparse.Namespace) -> int:
    from betang.config import commands

    commands.demo(
        agencies=options.agencies,
        people=options.people,
        port=options.port,
        say=lambda words: print(words, flush=True),
        bars=progress_bar,
    )
    return 0


def _serve(options: argparse.Namespace) -> int:
    from betang.config import commands

    commands.serve(host=options.host, port=options.port)
    return 0


def _worker(_options: argparse.Namespace) -> int:
    from betang.config import commands

    commands.worker()
    return 0


def _migrate(_options: argparse.Namespace) -> int:
    from betang.config import commands

    commands.migrate()
    return 0


def _check(_options: argparse.Namespace) -> int:
    from betang.config import commands

    findings = commands.check()
    for finding in findings:
        print(f"- {finding}")
    if not findings:
        print("Nothing found: this installation looks ready.")
    return 0


def _wake_django() -> None:
    from betang.agencies.scope import act_as_operator
    from betang.config.boot import setup_django

    setup_django()
    act_as_operator()


def _tell_problems(error: BadInput, path: Path | None) -> None:
    for problem in error.problems[:_SHOWN]:
        print(_line(problem), file=sys.stderr)
    if error.total > _SHOWN:
        print(f"... and {error.total - _SHOWN} more", file=sys.stderr)
    print(f"betang: {error}", file=sys.stderr)
    if path is not None:
        _write_problems(path, error.problems)
    elif error.total > _SHOWN:
        print("betang: --problems FILE.csv writes the first thousand to a file", file=sys.stderr)


def _tell_warnings(warnings: Sequence[Problem], path: Path | None) -> None:
    for warning in warnings[:_SHOWN]:
        print(f"warning: {_line(warning)}", file=sys.stderr)
    if len(warnings) > _SHOWN:
        print(f"warning: ... and {len(warnings) - _SHOWN} more", file=sys.stderr)
    if path is not None:
        _write_problems(path, warnings)


def _line(problem: Problem) -> str:
    row = "" if problem.row is None else f"row {problem.row}"
    place = ", ".join(part for part in (problem.file, row, problem.column) if part)
    value = f" {problem.value!r}" if problem.value else ""
    return f"{place}:{value} {problem.message} [{problem.code}]"


def _write_problems(path: Path, problems: Sequence[Problem]) -> None:
    if path.is_dir():
        raise WrongCall(f"{path} is a folder; --problems takes a file")
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("file", "sheet", "row", "column", "value", "code", "message"))
        writer.writerows((p.file, p.sheet, p.row, p.column, p.value, p.code, p.message) for p in problems)


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A function (stage, done, total) that draws a bar with time left, or None where nobody is watching."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # only somebody at a terminal pays for the import
    from rich.progress import BarColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    stages: dict[str, TaskID] = {}
    with Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    ) as bars:

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages[stage] = bars.add_task(stage, total=total)
            bars.update(stages[stage], completed=done, total=total)

        yield tell


if __name__ == "__main__":
    main()
