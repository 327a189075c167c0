"""The base of all schemas: one set of rules for form, JSON and CSV."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, pre_load


class CommandSchema(Schema):
    """A schema whose load gives a command; unknown fields are refused."""

    error_messages = {  # noqa: RUF012 - marshmallow's own attribute
        "unknown": "The form has no such field.",
    }

    @pre_load
    def leave_out_empty(self, values: Mapping[str, Any], **_: object) -> dict[str, Any]:
        """Take an empty or blank answer as not given."""
        stripped = {
            name: value.strip() if isinstance(value, str) else value
            for name, value in values.items()
        }
        return {name: value for name, value in stripped.items() if value not in ("", None, [])}
