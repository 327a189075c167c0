"""The list of patients, and enrolment."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.display.numbers import count_noun
from registry.domain.patient import EnrolPatient
from registry.domain.patient_search import PatientSearch
from registry.domain.permissions import check_may_record
from registry.extracts.patient_list import MOST_COUNTED, PatientPage, patient_page
from registry.forms.bound import BoundField, BoundForm
from registry.forms.page_place import place_text
from registry.forms.patient import EnrolPatientForm
from registry.forms.patient_search import PatientSearchForm
from registry.models import Site
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from registry.services.sites import find_site, visible_sites
from registry.web.draft_form import ShownDraft, opened_form
from registry.web.lazy_view import lazy_view
from registry.web.page_context import caveats
from registry.web.posted import posted_form
from registry.web.registry_context import actor, reading, registry, today_at
from registry.web.store_once import store_once

blueprint = Blueprint("patients", __name__)
blueprint.add_url_rule(
    "/patients/<number>", "patient", view_func=lazy_view("registry.web.patient_page.patient")
)
blueprint.add_url_rule(
    "/patients/<number>/summary.pdf",
    "summary",
    view_func=lazy_view("registry.web.patient_summary.summary"),
)
blueprint.add_url_rule(
    "/patients/<number>/day-words",
    "day_words",
    view_func=lazy_view("registry.web.day_words.answer"),
)


@blueprint.get("/patients")
def patient_list() -> ResponseReturnValue:
    """Show the patients that match the search in the address, or the one who does."""
    form = BoundForm.posted(PatientSearchForm(), dict(request.args.lists()))
    search = form.command or PatientSearch()
    cipher = _cipher()
    fingerprint = cipher.fingerprint(search.text) if search.text else None
    with reading() as session:
        page = patient_page(session, actor(), search, record_fingerprint=fingerprint)
        sites = visible_sites(session, actor())
    if search.text and page.count == len(page.lines) == 1:
        return redirect(url_for("patients.patient", number=page.lines[0].study_number))
    shown = [site for site in sites if search.site_code in (None, site.code)]
    return render_template(
        "patients/list.html",
        form=form,
        search=search,
        page=page,
        found=_found(page.count),
        addresses=_neighbours(search, page),
        site_field=_site_field(form, sites),
        caveats=caveats(shown),
    )


def _neighbours(search: PatientSearch, page: PatientPage) -> dict[str, str]:
    """Return the addresses of the first page and of the one after, where there are any."""
    wanted = {"Newest patients": "" if search.after else None}
    wanted["Older patients"] = place_text(*page.older) if page.older else None
    return {
        words: url_for(
            "patients.patient_list",
            text=search.text,
            site_code=search.site_code,
            after=after or None,
        )
        for words, after in wanted.items()
        if after is not None
    }


def _found(count: int) -> str:
    if count > MOST_COUNTED:
        return f"more than {count_noun(MOST_COUNTED, 'patient')}"
    return count_noun(count, "patient")


@blueprint.route("/patients/enrol", methods=["GET", "POST"])
def enrol() -> ResponseReturnValue:
    """Enrol a patient and go to their page."""
    check_may_record(actor())
    if request.method == "POST":
        form = posted_form(EnrolPatientForm())
        stored = store_once(form, lambda session: _enrolled(session, form.command))
        return stored or (_enrol_page(form), 422)
    form, draft = opened_form(EnrolPatientForm())
    return _enrol_page(form, draft)


def _enrolled(session: Session, command: EnrolPatient) -> tuple[str, str]:
    today = today_at(find_site(session, actor(), command.site_code))
    patient = enrol_patient(session, actor(), command, cipher=_cipher(), today=today)
    number = patient.study_number
    return f"{number} enrolled.", url_for("patients.patient", number=number)


def _enrol_page(form: BoundForm, draft: ShownDraft | None = None) -> str:
    with reading() as session:
        sites = visible_sites(session, actor())
    if len(sites) == 1:
        only = {"site_code": [sites[0].code], "enrolled_on": [today_at(sites[0]).isoformat()]}
        form.typed = {**only, **form.typed}
    return render_template(
        "patients/enrol.html",
        form=form,
        draft=draft,
        site_field=_site_field(form, sites),
        caveats=caveats(sites),
    )


def _site_field(form: BoundForm, sites: list[Site]) -> BoundField:
    """Return the field of the site as a choice among the sites that can be seen."""
    choices = tuple((site.code, f"{site.code} · {site.name}") for site in sites)
    return replace(form["site_code"], kind="choice", choices=choices)


def _cipher() -> IdentityCipher:
    return IdentityCipher(registry().settings.identity_key)
