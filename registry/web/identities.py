"""Who a patient is: shown to whoever may record, on a page of its own."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.display.banner import banner
from registry.domain.permissions import check_may_record
from registry.extracts.patient_overview import patient_overview
from registry.forms.bound import BoundForm
from registry.forms.identity import AmendIdentityForm, typed_identity
from registry.services.identities import IdentityCipher
from registry.services.identity_disclosure import amend_identity, disclose_identity
from registry.services.patients import find_patient
from registry.web.page_context import caveats
from registry.web.posted import posted_form
from registry.web.registry_context import actor, reading, registry, today_at, writing
from registry.web.store_once import store_once

blueprint = Blueprint("identities", __name__)


@blueprint.route("/patients/<number>/identity", methods=["GET", "POST"])
def identity(number: str) -> ResponseReturnValue:
    """Show who the patient is, note the look, and store what is amended."""
    check_may_record(actor())
    if request.method == "POST":
        form = posted_form(AmendIdentityForm())
        stored = store_once(form, lambda session: _amended(session, number, form))
        return stored or (_page(number, form), 422)
    with writing() as session:
        entry = disclose_identity(session, actor(), number, cipher=_cipher())
    return _page(number, BoundForm.blank(AmendIdentityForm(), typed_identity(entry)))


def _amended(session: Session, number: str, form: BoundForm) -> tuple[str, str]:
    amend_identity(session, actor(), number, form.command, cipher=_cipher())
    return f"Identity of {number} saved.", url_for("patients.patient", number=number)


def _page(number: str, form: BoundForm) -> str:
    with reading() as session:
        patient = find_patient(session, actor(), number)
        today = today_at(patient.site)
        overview = patient_overview(session, patient)
        return render_template(
            "identities/identity.html",
            form=form,
            number=number,
            banner=banner(overview, registry().settings.schedule, today=today),
            caveats=caveats([patient.site]),
        )


def _cipher() -> IdentityCipher:
    return IdentityCipher(registry().settings.identity_key)
