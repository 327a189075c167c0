"""What a browser posted, ready to be bound to a form."""

from flask import request
from marshmallow import Schema

from registry.forms.bound import BoundForm, Posted

SUBMISSION_FIELD = "submission_token"
TITLE_FIELD = "form_title"
AUTHOR_FIELD = "form_author"
KEPT_FIELD = "kept"
_OURS = frozenset({"csrf_token", SUBMISSION_FIELD, TITLE_FIELD, AUTHOR_FIELD, KEPT_FIELD})


def posted_fields() -> Posted:
    """Return the posted fields that a person typed, without those that a page adds."""
    return {name: values for name, values in request.form.lists() if name not in _OURS}


def posted_form(schema: Schema) -> BoundForm:
    """Return the form with what was posted."""
    return BoundForm.posted(schema, posted_fields())
