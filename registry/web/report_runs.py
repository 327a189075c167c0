"""The addresses of the quarterly report; what they need is imported when they are opened."""

from flask import Blueprint

from registry.web.lazy_view import lazy_view

blueprint = Blueprint("report_runs", __name__, url_prefix="/reports")
_VIEWS = "registry.web.report_run_pages"
_FREEZING = "registry.web.report_freezing"
blueprint.add_url_rule(
    "/subscription", "subscription", view_func=lazy_view(f"{_VIEWS}.subscription"), methods=["POST"]
)
_ACTS = ("review", "sign", "discard", "make")

blueprint.add_url_rule("", "archive", view_func=lazy_view(f"{_VIEWS}.archive_list"))
blueprint.add_url_rule(
    "/new", "freeze", view_func=lazy_view(f"{_FREEZING}.freeze"), methods=["GET", "POST"]
)
blueprint.add_url_rule("/<int:key>", "run", view_func=lazy_view(f"{_VIEWS}.run"))
blueprint.add_url_rule("/<int:key>/files/<kind>", "file", view_func=lazy_view(f"{_VIEWS}.file"))
for _act in _ACTS:
    blueprint.add_url_rule(
        f"/<int:key>/{_act}", _act, view_func=lazy_view(f"{_VIEWS}.{_act}"), methods=["POST"]
    )
