"""Where the paper forms of a patient's visits are."""

from datetime import date

from flask import Blueprint, url_for

from registry.domain.visit import BASELINE
from registry.web.lazy_view import lazy_view
from registry.web.registry_context import registry

blueprint = Blueprint("case_report_forms", __name__)
blueprint.add_url_rule(
    "/patients/<number>/paper/<code>.pdf",
    "paper_form",
    view_func=lazy_view("registry.web.case_report_form_pdf.paper_form"),
)


def paper_addresses(number: str, index_date: date | None) -> dict[str, str]:
    """Return the label and the address of each paper form that the patient may need."""
    visits = registry().settings.schedule.visits if index_date else ()
    labels = {BASELINE: "Baseline"} | {visit.code: visit.label for visit in visits}
    return {
        label: url_for("case_report_forms.paper_form", number=number, code=code)
        for code, label in labels.items()
    }
