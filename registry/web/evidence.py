"""The addresses of the evidence library; what they need is imported when they are opened."""

from flask import Blueprint

from registry.web.lazy_view import lazy_view

blueprint = Blueprint("evidence", __name__, url_prefix="/evidence")
_VIEWS = "registry.web.evidence_pages"

blueprint.add_url_rule("", "library", view_func=lazy_view(f"{_VIEWS}.library"))
blueprint.add_url_rule(
    "/publications/<key>", "publication", view_func=lazy_view(f"{_VIEWS}.publication")
)
blueprint.add_url_rule("/comparison", "comparison", view_func=lazy_view(f"{_VIEWS}.comparison"))
