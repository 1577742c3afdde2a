"""The data dictionary of `core.tables` as constraints of the database, so the two cannot drift apart.

`domain_checks` writes one CHECK for each column that has a domain; `PairKey` is the foreign key of two
columns that Django has no field for: it keeps a row inside its government (a person sits in a unit of the
own agency); `BulkKey` is the same promise for tables that grow by a million rows at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Q
from django.db.models.constraints import BaseConstraint
from django.db.models.functions import Round

from betang.core.tables import TABLES, Column, Kind


class NumericField(models.DecimalField):  # type: ignore[type-arg]  # not subscriptable at run time
    """An exact number of any scale: PostgreSQL's `numeric` without limits, so nothing is rounded silently."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Limits for forms only; the column has none.
        kwargs.setdefault("max_digits", 40)
        kwargs.setdefault("decimal_places", 12)
        super().__init__(*args, **kwargs)

    def db_type(self, connection: Any) -> str:
        return "numeric"


def domain_checks(
    table: str, *, fields: Mapping[str, str] | None = None, without: Collection[str] = ()
) -> list[models.CheckConstraint]:
    """A CHECK for every column of `table` that has a domain, and one for each either-or of the table.

    `fields` maps a column of the dictionary to the model's field where the names differ; `without` names
    columns that a foreign key already guards. Text is never an empty string: unknown is NULL.
    """
    names = dict(fields or {})
    spec = TABLES[table]
    checks = []
    for column in spec.columns:
        if column.name in without:
            continue
        condition = _domain(names.get(column.name, column.name), column)
        if condition is not None:
            checks.append(models.CheckConstraint(condition=condition, name=f"{table}_{column.name}_domain"))
    for number, alternatives in enumerate(spec.one_of, start=1):
        either = Q()
        for chosen in alternatives:
            others = [name for other in alternatives if other != chosen for name in other]
            filled = Q(**{f"{names.get(name, name)}__isnull": False for name in chosen})
            empty = Q(**{f"{names.get(name, name)}__isnull": True for name in others})
            either |= filled & empty
        checks.append(models.CheckConstraint(condition=either, name=f"{table}_one_of_{number}"))
    return checks


def _domain(field: str, column: Column) -> Q | None:
    """The condition a filled cell must meet; NULL passes a CHECK by itself."""
    if column.choices:
        return Q(**{f"{field}__in": list(column.choices)})
    if column.kind in (Kind.ID, Kind.TEXT):
        return ~Q(**{field: ""})
    parts: dict[str, Any] = {}
    if column.low is not None:
        parts[f"{field}__gt" if column.low_open else f"{field}__gte"] = int(column.low)
    if column.high is not None:
        parts[f"{field}__lte"] = int(column.high)
    if column.places is not None:
        parts[field] = Round(field, precision=column.places)
    return Q(**parts) if parts else None


class PairKey(BaseConstraint):
    """FOREIGN KEY (`fields`) REFERENCES `to` (`to_fields`), checked when the transaction ends.

    With `cascade`, a change of the referenced pair is carried along (a target that moves to another agency takes its
    links along). A NULL in either column means there is nothing to check.
    """

    def __init__(
        self, *, fields: Collection[str], to: str, to_fields: Collection[str], name: str, cascade: bool = False
    ) -> None:
        super().__init__(name=name)
        self.fields = tuple(fields)
        self.to = to
        self.to_fields = tuple(to_fields)
        self.cascade = cascade

    def _columns(self, model: Any, fields: Collection[str]) -> list[str]:
        return [str(model._meta.get_field(field).column) for field in fields]

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        target = model._meta.apps.get_model(self.to)
        here = ", ".join(quote(column) for column in self._columns(model, self.fields))
        there = ", ".join(quote(column) for column in self._columns(target, self.to_fields))
        carry = " ON UPDATE CASCADE" if self.cascade else ""
        return (
            f"ALTER TABLE {quote(model._meta.db_table)} ADD CONSTRAINT {quote(self.name)} FOREIGN KEY ({here}) "
            f"REFERENCES {quote(target._meta.db_table)} ({there}){carry} DEFERRABLE INITIALLY DEFERRED"
        )

    def constraint_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]  # Django skips None
        # The referenced table may be made later in the same migration: wait until its end.
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(
        self, model: Any, instance: Any, exclude: Collection[str] | None = None, using: str = DEFAULT_DB_ALIAS
    ) -> None:
        if exclude and set(self.fields) & set(exclude):
            return
        values = [getattr(instance, model._meta.get_field(field).attname) for field in self.fields]
        if None in values:
            return
        target = model._meta.apps.get_model(self.to)
        found = target._default_manager.using(using).filter(**dict(zip(self.to_fields, values, strict=True)))
        if not found.exists():
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        kwargs |= {"fields": self.fields, "to": self.to, "to_fields": self.to_fields}
        if self.cascade:
            kwargs["cascade"] = True
        return path, args, kwargs

    def __eq__(self, other: object) -> bool:
        if type(other) is type(self):
            return self.deconstruct() == other.deconstruct()
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.name, self.fields, self.to, self.to_fields, self.cascade))


class BulkKey(PairKey):
    """A foreign key that is checked once a statement instead of once a row: a million rows in one join.

    PostgreSQL checks its own foreign keys row by row, which is most of the time of loading a province. The triggers
    made here say the same to everyone who writes: no row without the row it refers to, and none of those can go or
    change its key while it is referred to (`cascade`: the change of the second of its two columns is carried along).
    Referenced rows are locked as a foreign key locks them, so two transactions cannot slip past each other. They run
    as their owner, for a row policy must not hide what they have to see. The check is never deferred.
    """

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        target = model._meta.apps.get_model(self.to)
        named = {"name": self.name, "child": model._meta.db_table, "parent": target._meta.db_table}
        return self.functions_sql(model) + _BULK_TRIGGERS.format(**named)

    def functions_sql(self, model: Any) -> str:
        """What the triggers do; a migration that changes it runs this again."""
        target = model._meta.apps.get_model(self.to)
        here, there = self._columns(model, self.fields), self._columns(target, self.to_fields)
        named = {"name": self.name, "child": model._meta.db_table, "parent": target._meta.db_table}
        spelled = named | {
            "match": _all("c.{0} = p.{1}", here, there),
            "left_match": _all("c.{0} = l.{1}", here, there),
            "wanted": ", ".join(f"c.{column}" for column in here),
            "filled": _all("c.{0} IS NOT NULL", here, there),
            "keys": ", ".join(there),
            "absent": f"p.{there[0]} IS NULL",
            "carry": self._carry(model._meta.db_table, here, there),
        }
        return "".join(
            _BULK_FUNCTION.format(event=event, work=work.format(**spelled), complaint=said.format(**named), **named)
            for event, (work, said) in _BULK_WORK.items()
        )

    def _carry(self, child: str, here: list[str], there: list[str]) -> str:
        if not self.cascade:
            return ""
        (own, moving), (key, moved) = here, there
        return (
            f"UPDATE {child} c SET {moving} = n.{moved} FROM leaving b JOIN arriving n ON n.{key} = b.{key} "
            f"WHERE n.{moved} <> b.{moved} AND c.{own} = b.{key} AND c.{moving} = b.{moved};"
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        return f"DROP FUNCTION {self.name}_arrive, {self.name}_leave, {self.name}_change CASCADE"


def _all(pattern: str, here: list[str], there: list[str]) -> str:
    return " AND ".join(pattern.format(*pair) for pair in zip(here, there, strict=True))


# EXECUTE plans anew each time: the plan for one row would be a trap for a million. They see every row, whoever writes:
# their owner is behind the walls too, so for their time the scope is that of the house.
_BULK_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}_{event}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    orphans boolean;
    acting text := coalesce(current_setting('betang.kind', true), '');
BEGIN
    PERFORM set_config('betang.kind', 'house', true);
    {work}
    IF orphans THEN
        RAISE EXCEPTION '{complaint}'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = '{name}', TABLE = '{child}';
    END IF;
    PERFORM set_config('betang.kind', acting, true);
    RETURN NULL;
END $$;
"""
_LONELY = "rows of {child} refer to rows that {parent} does not have"
_KEPT = "rows of {parent} are still referred to by {child}"
_BULK_WORK: Mapping[str, tuple[str, str]] = {
    "arrive": (
        """EXECUTE 'WITH wanted AS MATERIALIZED (SELECT DISTINCT {wanted} FROM arriving c WHERE {filled}),
        held AS (SELECT FROM {parent} p JOIN wanted c ON {match} FOR KEY SHARE OF p)
        SELECT (SELECT count(*) FROM wanted) <> (SELECT count(*) FROM held)' INTO orphans;""",
        _LONELY,
    ),
    "leave": (
        "EXECUTE 'SELECT EXISTS (SELECT FROM leaving p JOIN {child} c ON {match})' INTO orphans;",
        _KEPT,
    ),
    "change": (
        """{carry}
    EXECUTE 'SELECT EXISTS (SELECT FROM (SELECT {keys} FROM leaving EXCEPT SELECT {keys} FROM arriving) l
        JOIN {child} c ON {left_match} LEFT JOIN {parent} p ON {match} WHERE {absent})' INTO orphans;""",
        _KEPT,
    ),
}
_BULK_TRIGGERS = """
CREATE TRIGGER {name}_insert AFTER INSERT ON {child} REFERENCING NEW TABLE AS arriving
    FOR EACH STATEMENT EXECUTE FUNCTION {name}_arrive();
CREATE TRIGGER {name}_update AFTER UPDATE ON {child} REFERENCING NEW TABLE AS arriving
    FOR EACH STATEMENT EXECUTE FUNCTION {name}_arrive();
CREATE TRIGGER {name}_leave AFTER DELETE ON {parent} REFERENCING OLD TABLE AS leaving
    FOR EACH STATEMENT EXECUTE FUNCTION {name}_leave();
CREATE TRIGGER {name}_change AFTER UPDATE ON {parent} REFERENCING OLD TABLE AS leaving NEW TABLE AS arriving
    FOR EACH STATEMENT EXECUTE FUNCTION {name}_change();
"""
