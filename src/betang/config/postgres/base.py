"""The backend: a transaction that begins is told its scope, and a query without one is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.db import transaction
from django.db.backends.postgresql import base

from betang.agencies import scope

OWNER: Final = "owner"
"""The alias that migrates: its work is about tables, not rows."""
_OF_TRANSACTIONS: Final = ("SAVEPOINT ", "RELEASE SAVEPOINT ", "ROLLBACK TO SAVEPOINT ")


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL under `betang.agencies.scope`."""

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        super().__init__(settings_dict, alias)
        if alias != OWNER:
            self.execute_wrappers.append(self._for_somebody)

    def set_autocommit(
        self,
        autocommit: bool,  # noqa: FBT001  # Django's signature
        force_begin_transaction_with_broken_autocommit: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if not autocommit and scope.current() is not None:
            with self.wrap_database_errors:
                scope.tell(self)

    def _for_somebody(
        self,
        execute: Callable[..., Any],
        sql: Any,
        params: Any,
        many: bool,  # noqa: FBT001  # Django's signature
        context: dict[str, Any],
    ) -> Any:
        """Run a query under the scope of its transaction, or in a transaction of its own when it has none."""
        if scope.may_go_unscoped() or str(sql).startswith(_OF_TRANSACTIONS):
            return execute(sql, params, many, context)
        if scope.current() is None:
            raise scope.NoScope("a query without a scope: do the work inside `with acting(...)`")
        if self.in_atomic_block:
            return execute(sql, params, many, context)
        with transaction.atomic(using=self.alias):
            return execute(sql, params, many, context)
