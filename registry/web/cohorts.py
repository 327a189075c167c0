"""The addresses of the cohort; what they need is imported when they are opened."""

from flask import Blueprint

from registry.web.lazy_view import lazy_view

blueprint = Blueprint("cohorts", __name__)
blueprint.add_url_rule("/cohort", "cohort", view_func=lazy_view("registry.web.cohort_page.cohort"))
blueprint.add_url_rule(
    "/cohort.pdf", "cohort_pdf", view_func=lazy_view("registry.web.cohort_page.cohort_pdf")
)
blueprint.add_url_rule(
    "/cohort.json",
    "cohort_numbers",
    view_func=lazy_view("registry.web.cohort_page.cohort_numbers"),
)
blueprint.add_url_rule(
    "/cohort-to-pass-on.pdf",
    "cohort_release",
    view_func=lazy_view("registry.web.cohort_page.cohort_release"),
)
blueprint.add_url_rule(
    "/cohort-tables.zip",
    "cohort_tables",
    view_func=lazy_view("registry.web.cohort_page.cohort_tables"),
)
