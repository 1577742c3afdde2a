"""What a government decides about its papers."""

from __future__ import annotations

from betang.needs.actions.documents.templates import back_to_builtin, replace_template

__all__ = ["back_to_builtin", "replace_template"]
