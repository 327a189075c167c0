"""What a browser posted, ready to be bound to a form."""

from flask import request
from marshmallow import Schema

from registry.forms.bound import BoundForm, Posted

CSRF_FIELD = "csrf_token"


def posted_fields() -> Posted:
    """Return the posted fields, without the token that Flask-WTF has checked."""
    return {name: values for name, values in request.form.lists() if name != CSRF_FIELD}


def posted_form(schema: Schema) -> BoundForm:
    """Return the form with what was posted."""
    return BoundForm.posted(schema, posted_fields())
