"""Laws of the house that import contracts cannot see, each a short walk over the syntax tree.

Every law carries lines that keep it (`good`) and lines that break it (`bad`); test_laws.py first proves that the law
tells them apart, then holds it against the source. A law is about one module at a time and knows its path.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "betang"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
STORY = next(
    [layer.strip("()") for layer in contract["layers"]]
    for contract in PROJECT["tool"]["importlinter"]["contracts"]
    if contract["id"] == "story"
)
"""The rooms from the last chapter of the story to the first, as the import contract has them."""

Finding = tuple[int, str]


@dataclass(frozen=True)
class Law:
    """One law: where it holds, how a violation is found, and examples that prove both."""

    name: str
    why: str
    holds_in: Callable[[Path], bool]
    find: Callable[[ast.Module, list[str]], Iterator[Finding]]
    example_path: str
    good: tuple[str, ...]
    bad: tuple[str, ...]

    def findings(self, source: str) -> list[Finding]:
        return list(self.find(ast.parse(source), source.splitlines()))


@dataclass(frozen=True)
class Where:
    """Names of modules (`actions` is actions.py or anything in a package actions/) and rooms (first folders)."""

    modules: frozenset[str] = field(default_factory=frozenset)
    rooms: frozenset[str] = field(default_factory=frozenset)
    outside: bool = False

    def __call__(self, path: Path) -> bool:
        """`path` is relative to src/betang."""
        parts = {*path.parts[:-1], path.stem}
        inside = bool(parts & self.modules) or path.parts[0] in self.rooms or path.stem in self.rooms
        return inside != self.outside and "migrations" not in path.parts


def within(*modules: str, rooms: tuple[str, ...] = ()) -> Where:
    return Where(frozenset(modules), frozenset(rooms))


def outside(*modules: str, rooms: tuple[str, ...] = ()) -> Where:
    return Where(frozenset(modules), frozenset(rooms), outside=True)


# ---------------------------------------------------------------- reading a tree


def dotted(node: ast.AST) -> str:
    """`a.b(c).d` as "a.b().d": the names of a chain, calls marked; "" where it starts with something else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    if isinstance(node, ast.Subscript):
        return f"{dotted(node.value)}[]"
    return ""


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The public functions of a module."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every imported dotted name, those for types only left out."""
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and dotted(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            for name in node.names:
                yield node.lineno, f"{node.module}.{name.name}"


# ---------------------------------------------------------------- 3: writes only in actions

WRITING_METHODS = {
    "save", "delete", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "raw_write",
    "asave", "adelete", "acreate", "aget_or_create", "aupdate_or_create", "abulk_create", "abulk_update",
}  # fmt: skip
OF_ROWS = re.compile(r"(^|\.)(objects|filter\(\)|exclude\(\)|all\(\)|within\(\)|\w*_set|select_for_update\(\))(\.|$)")
WRITING_SQL = re.compile(
    r"^\s*(insert\s+into|update\s+\S+\s+set|delete\s+from|truncate|merge\s+into|copy\s.*\sfrom\s)",
    re.IGNORECASE | re.DOTALL,
)


def find_writes(tree: ast.Module, _lines: list[str]) -> Iterator[Finding]:
    for call, name in calls(tree):
        owner, _, method = name.rpartition(".")
        saves_elsewhere = method in {"save", "delete"} and call.args  # chart.save("map.svg"), client.delete(url)
        writes = method in WRITING_METHODS and owner and not saves_elsewhere
        if writes or (method in {"update", "aupdate"} and OF_ROWS.search(owner)):
            yield call.lineno, f"{name}() writes rows"
    for line, text in strings(tree):
        if WRITING_SQL.match(text):
            yield line, f"SQL that writes: {' '.join(text.split()[:3])}"


# ---------------------------------------------------------------- 3: the shape of an action


def find_shapeless_actions(tree: ast.Module, _lines: list[str]) -> Iterator[Finding]:
    for function in functions(tree):
        arguments = function.args
        if arguments.posonlyargs or arguments.args or arguments.vararg:
            yield function.lineno, f"{function.name}: every argument is keyword-only"
        if "by" not in {argument.arg for argument in arguments.kwonlyargs}:
            yield function.lineno, f"{function.name}: no `by=`, so nobody answers for it"


# ---------------------------------------------------------------- 4: from an id to a row


def find_bare_access(tree: ast.Module, _lines: list[str]) -> Iterator[Finding]:
    for function in functions(tree):
        names = {a.arg for a in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}
        leads_to_a_row = any(name in {"pk", "id"} or name.endswith(("_id", "_pk")) for name in names)
        if leads_to_a_row and not names & {"user", "by"}:
            yield function.lineno, f"{function.name}: takes an id but not the user who asks"


def find_rows_in_views(tree: ast.Module, _lines: list[str]) -> Iterator[Finding]:
    for line, name in imports(tree):
        if name.startswith("betang.") and re.search(r"\.models(\.|$)", name):
            yield line, f"imports {name}: a view reads through queries and writes through one action"
        if name.endswith((".get_object_or_404", ".get_list_or_404", ".get_user_model", ".connection")):
            yield line, f"imports {name}: a way to a row that asks nobody"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}:
            yield node.lineno, f"{dotted(node)}: a view touches rows"


# ---------------------------------------------------------------- 5: no logic in save() or a signal


def find_hidden_logic(tree: ast.Module, _lines: list[str]) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name in {"save", "delete"}:
                    yield inner.lineno, f"{node.name}.{inner.name}() is overridden: that rule belongs in an action"
    for line, name in imports(tree):
        if re.match(
            r"django\.(db\.models|core|dispatch|contrib\.auth)\.?(signals|dispatch)?.*\b(signals|receiver)\b", name
        ):
            yield line, f"imports {name}: business does not travel by signal"


# ---------------------------------------------------------------- 2: core knows no clock and no chance

CLOCKS = re.compile(
    r"(^|\.)(date\.today|datetime\.(now|utcnow|today)|time\.(time|time_ns|localtime|gmtime|strftime)"
    r"|timezone\.(now|localdate|localtime)|ibis\.(now|today)|Timestamp\.(now|today|utcnow))$"
)
CLOCK_SQL = re.compile(r"\b(current_date|current_timestamp|now\s*\(\s*\)|today\s*\(\s*\))", re.IGNORECASE)
CHANCE = re.compile(
    r"^(random\.(?!Random$)\w+|(np|numpy)\.random\.(?!default_rng$)[a-z]\w*"
    r"|uuid\.uuid[14]|secrets\.\w+|os\.urandom|ibis\.(random|uuid))$"
)
NEEDS_SEED = re.compile(r"(^|\.)(Random|default_rng|PCG64(DXSM)?|Philox|SFC64|MT19937|SeedSequence)$")


def find_clock(tree: ast.Module, _lines: list[str]) -> Iterator[Finding]:
    for call, name in calls(tree):
        if CLOCKS.search(name):
            yield call.lineno, f"{name}() reads the clock; take the day as an argument"
    for line, name in imports(tree):
        if name in {"time.time", "time.time_ns"}:
            yield line, f"imports {name}; take the day as an argument"
    for line, text in strings(tree):
        if "select" in text.lower() and CLOCK_SQL.search(text):
            yield line, "SQL that reads the clock"


def find_chance(tree: ast.Module, _lines: list[str]) -> Iterator[Finding]:
    for call, name in calls(tree):
        if CHANCE.match(name):
            yield call.lineno, f"{name}() cannot be repeated; draw from a generator made of a seed"
        elif NEEDS_SEED.search(name) and not call.args and not call.keywords:
            yield call.lineno, f"{name}() without a seed"
    for line, name in imports(tree):
        if re.match(r"(random\.(?!Random$)|secrets$|secrets\.)", name):
            yield line, f"imports {name}: cannot be repeated"


# ---------------------------------------------------------------- 2: one door to the engine


def find_second_door(tree: ast.Module, _lines: list[str]) -> Iterator[Finding]:
    for call, name in calls(tree):
        if re.match(r"ibis\.(duckdb\.\w+|connect)$", name):
            yield call.lineno, f"{name}() opens an engine; core.engine is its only door"
    for line, name in imports(tree):
        if name.startswith("ibis.backends.duckdb") or name == "ibis.duckdb":
            yield line, f"imports {name}; core.engine is its only door"


# ---------------------------------------------------------------- 7: numbers of rules are parameters


def find_rule_numbers(tree: ast.Module, lines: list[str]) -> Iterator[Finding]:
    for node in tree.body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        inner = value.operand if isinstance(value, ast.UnaryOp) else value
        if not isinstance(inner, ast.Constant) or isinstance(inner.value, bool):
            continue
        if isinstance(inner.value, int | float) and "# not a rule:" not in lines[node.lineno - 1]:
            yield node.lineno, "a number at module level: put it into the parameter set, or say `# not a rule: why`"


# ---------------------------------------------------------------- 7 of the walls: names stay out of logs

PERSONAL = {"nip", "person_name", "full_name", "born", "nik"}


def find_personal_logs(tree: ast.Module, _lines: list[str]) -> Iterator[Finding]:
    for call, name in calls(tree):
        if not re.search(
            r"(^|\.)(log|logger|logging|_log|LOG)\.(debug|info|warning|error|exception|critical|log)$", name
        ):
            continue
        for node in ast.walk(call):
            word = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            if word in PERSONAL or dotted(node).endswith("person.name"):
                yield call.lineno, f"{name}() is handed {word or 'a name'}: names and NIP never reach a log"


LAWS = (
    Law(
        name="writes live in actions.py",
        why="one place to look for everything that changes a row, so that none goes without its audit record",
        holds_in=outside("actions", rooms=("core",)),
        find=find_writes,
        example_path="plans/queries.py",
        good=(
            "seen.update(a=1)",
            "digest.update(chunk)",
            "Plan.objects.filter(x=1)",
            "chart.save('map.svg')",
            "rows = cursor.execute('SELECT person FROM people')",
            "names = 'update'",
        ),
        bad=(
            "plan.save()",
            "plan.save(update_fields=['state'])",
            "Plan.objects.create(x=1)",
            "Plan.objects.filter(x=1).update(x=2)",
            "plan.lines.all().delete()",
            "Plan.objects.bulk_create(rows)",
            "agency.member_set.update(role='auditor')",
            "await plan.asave()",
            "cursor.execute('DELETE FROM plans_plan')",
            "cursor.copy('COPY people_person (id) FROM STDIN')",
            "cursor.execute('''\n  insert into a select 1''')",
        ),
    ),
    Law(
        name="an action is keyword-only and says by whom",
        why="a call reads as a sentence, and the audit trail has a name for every change",
        holds_in=within("actions"),
        find=find_shapeless_actions,
        example_path="plans/actions.py",
        good=(
            "def submit(*, plan: Plan, by: User) -> Plan: ...",
            "def submit(*, by: User | None, **values: str) -> Plan: ...",
            "def _copy(rows): ...",
            "class Loaded:\n    def total(self): ...",
        ),
        bad=(
            "def submit(plan: Plan, *, by: User) -> Plan: ...",
            "def submit(plan, by): ...",
            "def submit(*, plan: Plan) -> Plan: ...",
            "async def submit(*plans, by): ...",
        ),
    ),
    Law(
        name="no id leads to a row without the user who asks",
        why="absent and forbidden get the same answer only if one function decides both",
        holds_in=within("queries"),
        find=find_bare_access,
        example_path="plans/queries.py",
        good=(
            "def get_plan(plan_id: int, *, user: User) -> Plan: ...",
            "def totals(*, year: int) -> list[int]: ...",
            "def _row(plan_id: int) -> Plan: ...",
        ),
        bad=(
            "def get_plan(plan_id: int) -> Plan: ...",
            "def get_plan(*, pk: int) -> Plan: ...",
            "def get_plan(id): ...",
        ),
    ),
    Law(
        name="views fetch through a query and call one action",
        why="what is decided in a view is decided nowhere else, and nobody tests it",
        holds_in=within("views", "api"),
        find=find_rows_in_views,
        example_path="plans/views.py",
        good=(
            "from betang.plans import actions, queries, rules",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from betang.plans.models import Plan",
            "plan = queries.get_plan(plan_id, user=request.user)",
        ),
        bad=(
            "from betang.plans.models import Plan",
            "from betang.plans import models",
            "import betang.plans.models",
            "from django.shortcuts import get_object_or_404",
            "from django.contrib.auth import get_user_model",
            "from django.db import connection",
            "plans = agency.plans.objects.all()",
        ),
    ),
    Law(
        name="no business in save(), delete() or a signal",
        why="what happens by itself is neither seen in review nor asked for in a test",
        holds_in=outside("migrations"),
        find=find_hidden_logic,
        example_path="plans/models.py",
        good=(
            "class Plan(Model):\n    def is_open(self): ...",
            "def save(*, plan, by): ...",
            "import signal",
        ),
        bad=(
            "class Plan(Model):\n    def save(self, *args, **kwargs): ...",
            "class Plan(Model):\n    def delete(self): ...",
            "from django.db.models.signals import post_save",
            "from django.db.models import signals",
            "from django.dispatch import receiver",
        ),
    ),
    Law(
        name="core and rules read no clock",
        why="a figure is made again years later from its run; `as_of` is an argument",
        holds_in=within("rules", rooms=("core",)),
        find=find_clock,
        example_path="core/gap/held.py",
        good=(
            "day = date(2027, 1, 1)",
            "started = time.monotonic()",
            "spent = time.perf_counter() - started",
            "now = run.started_at",
            "sql = 'SELECT as_of FROM runs'",
        ),
        bad=(
            "day = date.today()",
            "day = datetime.date.today()",
            "at = datetime.now(tz=UTC)",
            "at = timezone.now()",
            "seconds = time.time()",
            "from time import time",
            "expression = ibis.today()",
            "at = pd.Timestamp.now()",
            "sql = 'SELECT current_date'",
            "sql = 'select now()'",
        ),
    ),
    Law(
        name="core draws no chance without a seed",
        why="the same seed gives the same province, the same inputs the same plan",
        holds_in=within(rooms=("core",)),
        find=find_chance,
        example_path="core/sample/people.py",
        good=(
            "rng = np.random.default_rng(seed)",
            "rng = np.random.Generator(np.random.PCG64DXSM(seed))",
            "chance = random.Random(seed)",
            "level = rng.integers(0, 6)",
            "from numpy.random import Generator",
        ),
        bad=(
            "rng = np.random.default_rng()",
            "rng = np.random.Generator(np.random.PCG64DXSM())",
            "level = np.random.randint(0, 6)",
            "random.shuffle(people)",
            "chance = random.Random()",
            "from random import choice",
            "import secrets",
            "key = uuid.uuid4()",
            "noise = os.urandom(8)",
            "column = ibis.random()",
        ),
    ),
    Law(
        name="only core/engine.py opens an engine",
        why="limits on memory, threads and disk are set in one place",
        holds_in=lambda path: path != Path("core/engine.py"),
        find=find_second_door,
        example_path="core/gap/held.py",
        good=("engine = open_duckdb()", "table = ibis.memtable(rows)", "engine = ibis.postgres.connect(url)"),
        bad=(
            "engine = ibis.duckdb.connect()",
            "engine = ibis.connect('duckdb://')",
            "from ibis.backends.duckdb import Backend",
        ),
    ),
    Law(
        name="numbers of rules are dated parameters with a source",
        why="a rule changes by decree; its old figures must still be explained",
        holds_in=lambda path: (
            path.stem == "rules"
            or path.parts[:2] in {("core", "gap"), ("core", "plan"), ("core", "impact"), ("core", "talent")}
            or path == Path("core/disclosure.py")
        ),
        find=find_rule_numbers,
        example_path="core/gap/held.py",
        good=(
            "SCALE = 10_000  # not a rule: four decimals of a weight as a whole number",
            "NAMES = ('short', 'known')",
            "STRICT = True",
        ),
        bad=("VALID_YEARS = 3", "SHARE: Final = 0.5", "FLOOR = -1"),
    ),
    Law(
        name="names and NIP never reach a log",
        why="logs are read by people who have no right to the record",
        holds_in=outside(),
        find=find_personal_logs,
        example_path="people/actions.py",
        good=("logger.info('loaded %d people', count)", "log.warning('person %s', person.id)"),
        bad=(
            "logger.info('loaded %s', person.nip)",
            "logger.warning(f'{nip} is unknown')",
            "log.error('no unit for %s', person.name)",
        ),
    ),
)
