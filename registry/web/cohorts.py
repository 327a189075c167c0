"""The addresses of the cohort; what they need is imported when they are opened."""

from flask import Blueprint

from registry.web.lazy_view import LazyView

blueprint = Blueprint("cohorts", __name__)
blueprint.add_url_rule("/cohort", "cohort", view_func=LazyView("registry.web.cohort_page.cohort"))
blueprint.add_url_rule(
    "/cohort.pdf", "cohort_pdf", view_func=LazyView("registry.web.cohort_page.cohort_pdf")
)
